#include "widgets/designer/debugbar.h"

#include "widgets/designer/canvaspaint.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/pausewords.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QToolButton>

#include <utility>

namespace ws::designer {

using execution::StepSize;
using Kind = execution::Breakpoint::Kind;
using Pause = feed::DebugSession::Pause;
using Reason = execution::PauseReason::Kind;

namespace {

using namespace std::chrono_literals;

constexpr int kIcon = 18;

QString named(const std::string& name) {
    return QString::fromStdString(name);
}

} // namespace

DebugBar::DebugBar(feed::DebugSession& session, theme::Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_theme(theme) {
    build();
    m_later.setSingleShot(true);
    m_later.setInterval(600ms);
    connect(&m_later, &QTimer::timeout, this, &DebugBar::refreshVisibility);
    connect(&m_session, &feed::DebugSession::changed, this, [this] {
        refresh();
        Q_EMIT marksChanged();
    });
    connect(&m_session.breakpoints(), &feed::Breakpoints::changed, this, &DebugBar::marksChanged);
    connect(&m_session.feed(), &feed::EngineFeed::eventsArrived, this, &DebugBar::refresh);
    connect(&m_theme, &theme::Theme::changed, this, &DebugBar::restyle);
    retranslate();
    restyle();
    hide();
}

QToolButton* DebugBar::addButton() {
    auto* button = new QToolButton(this);
    button->setIconSize({kIcon, kIcon});
    button->setAutoRaise(true);
    m_buttons->addWidget(button);
    return button;
}

void DebugBar::build() {
    setProperty("banner", QStringLiteral("info"));
    m_rows = new QBoxLayout(QBoxLayout::TopToBottom, this);
    m_rows->setContentsMargins(theme::Theme::space(3), theme::Theme::space(1),
                               theme::Theme::space(2), theme::Theme::space(1));
    m_rows->setSpacing(theme::Theme::space(1));
    auto* words = new QHBoxLayout;
    words->setSpacing(theme::Theme::space(2));
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(theme::Theme::space(1));
    m_rows->addLayout(words, 1);
    m_rows->addLayout(m_buttons);
    m_icon = new QLabel(this);
    theme::setDecoration(*m_icon);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("words"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(m_icon);
    words->addWidget(m_text, 1);
    m_proceed = addButton();
    m_pause = addButton();
    m_step = addButton();
    m_stepOver = addButton();
    m_stepOut = addButton();
    m_runTo = addButton();
    m_data = addButton();
    m_stop = addButton();
    connect(m_proceed, &QToolButton::clicked, this, &DebugBar::proceed);
    connect(m_pause, &QToolButton::clicked, this, &DebugBar::pause);
    connect(m_step, &QToolButton::clicked, this, &DebugBar::step);
    connect(m_stepOver, &QToolButton::clicked, this, &DebugBar::stepOver);
    connect(m_stepOut, &QToolButton::clicked, this, &DebugBar::stepOut);
    connect(m_runTo, &QToolButton::clicked, this, &DebugBar::runToSelected);
    connect(m_data, &QToolButton::clicked, this, &DebugBar::dataRequested);
    connect(m_stop, &QToolButton::clicked, this, &DebugBar::stopRequested);
}

/// Words that are left a few letters a line take more of the canvas than a line of their own.
void DebugBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    const bool isWide = width() >= theme::Theme::space(130);
    m_rows->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_buttons->setAlignment(isWide ? Qt::Alignment() : Qt::AlignLeft);
}

void DebugBar::restyle() {
    m_proceed->setIcon(m_theme.icon(QStringLiteral("continue")));
    m_pause->setIcon(m_theme.icon(QStringLiteral("pause")));
    m_step->setIcon(m_theme.icon(QStringLiteral("step")));
    m_stepOver->setIcon(m_theme.icon(QStringLiteral("step-over")));
    m_stepOut->setIcon(m_theme.icon(QStringLiteral("step-out")));
    m_runTo->setIcon(m_theme.icon(QStringLiteral("run-to")));
    m_data->setIcon(m_theme.icon(QStringLiteral("json")));
    m_stop->setIcon(m_theme.icon(QStringLiteral("stop")));
    refresh();
}

void DebugBar::retranslate() {
    const auto name = [](QToolButton* button, const QString& text, const QString& tip) {
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    setAccessibleName(tr("Debugging"));
    name(m_proceed, tr("Continue"), tr("Continue (F5)"));
    name(m_pause, tr("Pause"), tr("Pause before what comes next (F7)"));
    name(m_step, tr("Step"),
         tr("Step to the next state, also inside Parallel, Map and what a Task starts (F11)"));
    name(m_stepOver, tr("Step over"),
         tr("Step over a whole Parallel, Map or nested execution (F10)"));
    name(m_stepOut, tr("Step out"),
         tr("Step until the Parallel, Map or iteration is left (Shift+F11)"));
    name(m_runTo, tr("Run to the selected state"), tr("Run to the selected state (Ctrl+F10)"));
    name(m_data, tr("Input and variables"), tr("See and edit input and variables"));
    name(m_stop, tr("Stop"), tr("Stop this execution"));
    refresh();
}

void DebugBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void DebugBar::setSubject(const QString& machine, base::ExecutionId execution) {
    if (machine == m_machine && execution == m_execution)
        return;
    m_machine = machine;
    m_execution = execution;
    refresh();
    Q_EMIT marksChanged();
}

void DebugBar::setSelectedState(const QString& state) {
    m_state = state;
    m_inside = {};
    refresh();
}

void DebugBar::setSelectedInside(const QString& machine, const QString& state) {
    m_state.clear();
    m_inside = {machine, state};
    refresh();
}

void DebugBar::setMocked(Mocked mocked) {
    m_mocked = std::move(mocked);
    m_known.clear();
    Q_EMIT marksChanged();
}

void DebugBar::setDrawn(Drawn drawn) {
    m_drawn = std::move(drawn);
    refresh();
}

base::ExecutionId DebugBar::target() const {
    if (m_session.pauseOf(m_execution) || !m_drawn)
        return m_execution;
    for (const base::ExecutionId drawn : m_drawn()) {
        if (m_session.pauseOf(drawn))
            return drawn;
    }
    return m_execution;
}

QString DebugBar::targetMachine() const {
    const base::ExecutionId acted = target();
    const auto* record = m_session.feed().recorder().execution(acted);
    return acted == m_execution || !record ? m_machine : named(record->definedBy());
}

QString DebugBar::stateToReach() const {
    if (target() == m_execution)
        return m_state;
    return m_inside.machine == targetMachine() ? m_inside.state : QString();
}

/// Asked once for each machine: the answer is in a file.
const std::vector<std::string>& DebugBar::mockedStates(const QString& machine) const {
    const auto [known, isNew] = m_known.try_emplace(machine);
    if (isNew && m_mocked)
        known->second = m_mocked(machine);
    return known->second;
}

bool DebugBar::isRunning() const {
    const auto* record = m_session.feed().recorder().execution(m_execution);
    return record && !record->isOver() && m_session.isOurs(m_execution);
}

bool DebugBar::isPaused() const {
    return m_session.pauseOf(target()) != nullptr;
}

QString DebugBar::text() const {
    return m_text->text();
}

void DebugBar::refresh() {
    const Pause* pause = m_session.pauseOf(target());
    const bool running = isRunning();
    for (QToolButton* button : {m_proceed, m_step, m_stepOver})
        button->setEnabled(pause);
    m_stepOut->setEnabled(isInside());
    m_runTo->setEnabled(pause && !stateToReach().isEmpty());
    m_data->setEnabled(pause);
    m_pause->setEnabled(running && !pause);
    m_stop->setEnabled(running);
    const QString banner = pause ? QStringLiteral("paused") : QStringLiteral("info");
    if (property("banner") != banner) {
        setProperty("banner", banner);
        style()->unpolish(this);
        style()->polish(this);
    }
    const theme::StatusStyle look =
        m_theme.status(pause ? theme::Status::Paused : theme::Status::Running);
    m_icon->setPixmap(m_theme.pixmap(look.icon, look.border, kIcon, devicePixelRatioF()));
    m_text->setText(pause ? sentences(*pause) : tr("Running"));
    m_text->setToolTip(pause ? QString() : tr("Pause it (F7) to step through it."));
    if (pause || !running) {
        m_later.stop();
        refreshVisibility();
    } else if (isHidden() && !m_later.isActive()) {
        m_later.start();
    }
}

void DebugBar::refreshVisibility() {
    setVisible(isRunning());
}

QString DebugBar::sentences(const Pause& pause) const {
    QStringList all{reasonText(pause)};
    if (pause.item)
        all << theme::itemSentence(*pause.item);
    all << nextText(pause);
    if (const QString machine = targetMachine(); machine != m_machine)
        all << tr("That is in %1, which a Task has started.").arg(machine);
    return all.join(u' ');
}

QString DebugBar::reasonText(const Pause& pause) const {
    if (pause.reason == Reason::Asked)
        return tr("Paused as you asked.");
    if (pause.reason == Reason::Step)
        return tr("Paused after a step.");
    if (pause.reason == Reason::Reached)
        return tr("Paused where you wanted it to run to.");
    if (!pause.breakpoint)
        return tr("Paused at a breakpoint.");
    const execution::Breakpoint& at = pause.breakpoint->at;
    switch (at.kind) {
    case Kind::Entry:
        return at.condition.empty() ? tr("Paused at the breakpoint before %1.").arg(named(at.state))
                                    : tr("Paused before %1, because %2 holds.")
                                          .arg(named(at.state), named(at.condition));
    case Kind::Exit:
        return tr("Paused at the breakpoint after %1.").arg(named(at.state));
    case Kind::Transition:
        return tr("Paused at the breakpoint between %1 and %2.")
            .arg(at.state.empty() ? tr("any state") : named(at.state),
                 at.next.empty() ? tr("any state") : named(at.next));
    case Kind::Error:
        break;
    }
    if (!at.state.empty())
        return tr("Paused because an error has shown in %1.").arg(named(at.state));
    return at.error.empty() ? tr("Paused because an error has shown.")
                            : tr("Paused because %1 has shown.").arg(named(at.error));
}

QString DebugBar::nextText(const Pause& pause) const {
    if (!pause.next)
        return tr("It waits for what it has called.");
    const execution::NextStep& next = *pause.next;
    const QString state = named(next.state);
    switch (next.kind) {
    case execution::NextStep::Kind::Iterate:
        return tr("Next, %1 begins an iteration.").arg(state);
    case execution::NextStep::Kind::Retry:
        return tr("Next, %1 is tried again.").arg(state);
    case execution::NextStep::Kind::Enter:
        break;
    }
    if (next.around.empty())
        return tr("Next is %1.").arg(state);
    const auto& place = next.around.back();
    return tr("Next is %1, in number %2 of %3.")
        .arg(state)
        .arg(place.index + 1)
        .arg(named(place.state));
}

std::map<std::string, int> DebugBar::marks() const {
    return marksInside(m_machine, m_execution);
}

std::map<std::string, int> DebugBar::marksInside(const QString& machine,
                                                 base::ExecutionId execution) const {
    std::map<std::string, int> marks;
    const std::string name = machine.toStdString();
    for (const auto& entry : m_session.breakpoints().all()) {
        if (entry.machine == name && !entry.at.state.empty())
            marks[entry.at.state] |= entry.isOn() ? NodeLook::Breakpoint : NodeLook::BreakpointOff;
    }
    // One that is on is what counts.
    for (auto& [state, flags] : marks) {
        if (flags & NodeLook::Breakpoint)
            flags &= ~NodeLook::BreakpointOff;
    }
    for (const std::string& state : mockedStates(machine))
        marks[state] |= NodeLook::Mocked;
    const Pause* pause = m_session.pauseOf(execution);
    if (pause && pause->next)
        marks[pause->next->state] |= NodeLook::Paused;
    return marks;
}

void DebugBar::proceed() {
    if (isPaused())
        m_session.proceed(target());
    else if (!isRunning())
        Q_EMIT runRequested();
}

void DebugBar::pause() {
    if (isRunning() && !isPaused())
        m_session.pause(m_execution);
}

void DebugBar::stepOr(StepSize size) {
    if (isPaused())
        m_session.step(target(), size);
    else if (!isRunning())
        Q_EMIT pausedRunRequested();
}

void DebugBar::step() {
    stepOr(StepSize::State);
}

void DebugBar::stepOver() {
    stepOr(StepSize::Over);
}

bool DebugBar::isInside() const {
    const Pause* pause = m_session.pauseOf(target());
    return pause && pause->next && !pause->next->around.empty();
}

void DebugBar::stepOut() {
    if (isInside())
        m_session.step(target(), StepSize::Out);
}

void DebugBar::stepEvent() {
    stepOr(StepSize::Event);
}

void DebugBar::runToSelected() {
    if (const QString state = stateToReach(); isPaused() && !state.isEmpty())
        m_session.runTo(target(), state);
}

void DebugBar::toggleBreakpoint() {
    const Place place = m_inside.state.isEmpty() ? Place{m_machine, m_state} : m_inside;
    if (!place.machine.isEmpty() && !place.state.isEmpty())
        m_session.breakpoints().toggle(place.machine, place.state);
}

void DebugBar::addBreakpoint(Kind kind, const Place& place) {
    workspace::StoredBreakpoint entry;
    entry.machine = place.machine.toStdString();
    entry.at.kind = kind;
    entry.at.state = place.state.toStdString();
    m_session.breakpoints().add(std::move(entry));
}

void DebugBar::fillMenu(QMenu& menu, const QString& state) {
    fillBreakpoints(menu, {m_machine, state});
    addRunTo(menu, {m_machine, state});
}

void DebugBar::fillMenuInside(QMenu& menu, const QString& machine, const QString& state) {
    fillBreakpoints(menu, {machine, state});
    addRunTo(menu, {machine, state});
}

void DebugBar::addRunTo(QMenu& menu, const Place& place) {
    menu.addSeparator();
    QAction* runTo = menu.addAction(m_theme.icon(QStringLiteral("run-to")), tr("Run to here"));
    runTo->setShortcut(Qt::CTRL | Qt::Key_F10);
    runTo->setEnabled(isPaused() && place.machine == targetMachine());
    connect(runTo, &QAction::triggered, this,
            [this, state = place.state] { m_session.runTo(target(), state); });
}

void DebugBar::fillBreakpoints(QMenu& menu, const Place& place) {
    feed::Breakpoints& breakpoints = m_session.breakpoints();
    const std::vector<int> there = breakpoints.namingState(place.machine, place.state);
    QAction* toggle =
        menu.addAction(m_theme.icon(QStringLiteral("breakpoint")),
                       there.empty() ? tr("Set breakpoint") : tr("Remove breakpoints"));
    toggle->setShortcut(Qt::Key_F9);
    connect(toggle, &QAction::triggered, this,
            [this, place] { m_session.breakpoints().toggle(place.machine, place.state); });
    if (!there.empty()) {
        connect(menu.addAction(tr("Edit breakpoint …")), &QAction::triggered, this,
                [this, index = there.front()] { Q_EMIT breakpointRequested(index); });
        const bool on = breakpoints.all()[std::size_t(there.front())].isOn();
        connect(menu.addAction(on ? tr("Switch breakpoint off") : tr("Switch breakpoint on")),
                &QAction::triggered, this, [this, index = there.front(), on] {
                    using State = workspace::StoredBreakpoint::State;
                    m_session.breakpoints().setState(index, on ? State::Off : State::On);
                });
    }
    QMenu* more = menu.addMenu(tr("Break"));
    connect(more->addAction(tr("When the state is left")), &QAction::triggered, this,
            [this, place] { addBreakpoint(Kind::Exit, place); });
    connect(more->addAction(tr("When its next transition is taken")), &QAction::triggered, this,
            [this, place] { addBreakpoint(Kind::Transition, place); });
    connect(more->addAction(tr("When an error shows in it")), &QAction::triggered, this,
            [this, place] { addBreakpoint(Kind::Error, place); });
    connect(more->addAction(tr("When any error shows")), &QAction::triggered, this,
            [this, machine = place.machine] {
                addBreakpoint(Kind::Error, {machine, {}});
            });
}

} // namespace ws::designer
