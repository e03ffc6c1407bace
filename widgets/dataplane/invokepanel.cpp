#include "widgets/dataplane/invokepanel.h"

#include "engine/workspace/eventlibrary.h"
#include "engine/workspace/scaffold.h"
#include "engine/workspace/textfile.h"
#include "widgets/dataplane/eventcomposer.h"
#include "widgets/dataplane/eventeditor.h"
#include "widgets/dataplane/eventpicker.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace ws::dataplane {
namespace {

// What an entry of the event list is: a path of the workspace, this with the path of an own
// template, or nothing.
const QString kTemplatePrefix = QStringLiteral("template:");
constexpr const char* kFirstEvent = "{\n  \"key1\": \"value1\"\n}\n";
constexpr int kMaxRepeat = 10'000;

const std::vector<workspace::EventEntry>* eventsOf(const workspace::Snapshot& snapshot,
                                                   const QString& target, bool machine) {
    if (machine) {
        const auto* entry = snapshot.machine(target.toStdString());
        return entry ? &entry->inputs : nullptr;
    }
    const auto* entry = snapshot.function(target.toStdString());
    return entry ? &entry->events : nullptr;
}

} // namespace

InvokePanel::InvokePanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                         QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme)
    , m_account(feed) {
    build();
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, &InvokePanel::fillTargets);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this, &InvokePanel::takeEvents);
    connect(&m_selection, &feed::Selection::changed, this, &InvokePanel::takeSelection);
    connect(&m_theme, &theme::Theme::changed, this, &InvokePanel::applyTheme);
    applyTheme();
    retranslate();
    fillTargets();
}

void InvokePanel::build() {
    m_targetLabel = new QLabel(this);
    m_targets = new QComboBox(this);
    m_targetLabel->setBuddy(m_targets);
    m_eventLabel = new QLabel(this);
    m_events = new QComboBox(this);
    m_eventLabel->setBuddy(m_events);
    for (QComboBox* box : {m_targets, m_events}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        box->setMaxVisibleItems(20);
    }
    m_pick = new QToolButton(this);
    m_save = new QToolButton(this);
    m_more = new QToolButton(this);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_callLabel = new QLabel(this);
    m_qualifier = new QComboBox(this);
    m_qualifier->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_qualifier->setMinimumContentsLength(8);
    m_callLabel->setBuddy(m_qualifier);
    m_type = new QComboBox(this);
    for (const auto type : {fleet::InvocationType::RequestResponse, fleet::InvocationType::Event,
                            fleet::InvocationType::DryRun})
        m_type->addItem(QString(), int(type));
    m_tenantLabel = new QLabel(this);
    m_tenant = new QComboBox(this);
    m_tenant->setEditable(true);
    m_tenant->setInsertPolicy(QComboBox::NoInsert);
    m_tenantLabel->setBuddy(m_tenant);
    m_composer = new EventComposer(m_theme, this);
    m_editor = &m_composer->editor();
    m_editor->setMinimumHeight(90);
    m_run = new QPushButton(this);
    m_run->setProperty("primary", true);
    m_run->setShortcut({});
    m_cancel = new QPushButton(this);
    m_repeatLabel = new QLabel(this);
    m_repeat = new QSpinBox(this);
    m_repeat->setRange(1, kMaxRepeat);
    m_repeatLabel->setBuddy(m_repeat);
    m_parallel = new QCheckBox(this);
    m_result = new ResultView(m_theme, this);

    auto* form = new QGridLayout;
    form->setHorizontalSpacing(theme::Theme::space(2));
    form->setVerticalSpacing(theme::Theme::space(2));
    form->addWidget(m_targetLabel, 0, 0);
    form->addWidget(m_targets, 0, 1, 1, 2);
    form->addWidget(m_eventLabel, 1, 0);
    form->addWidget(m_events, 1, 1);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(theme::Theme::space(1));
    for (QToolButton* button : {m_pick, m_save, m_more})
        tools->addWidget(button);
    form->addLayout(tools, 1, 2);
    form->addWidget(m_callLabel, 2, 0);
    auto* call = new QHBoxLayout;
    call->setSpacing(theme::Theme::space(2));
    call->addWidget(m_qualifier, 1);
    call->addWidget(m_type, 1);
    form->addLayout(call, 2, 1, 1, 2);
    form->addWidget(m_tenantLabel, 3, 0);
    form->addWidget(m_tenant, 3, 1, 1, 2);
    form->setColumnStretch(1, 1);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(theme::Theme::space(2));
    actions->addWidget(m_run);
    actions->addWidget(m_cancel);
    actions->addStretch(1);
    actions->addWidget(m_repeatLabel);
    actions->addWidget(m_repeat);
    actions->addWidget(m_parallel);

    auto* top = new QWidget(this);
    auto* topLayout = new QVBoxLayout(top);
    topLayout->setContentsMargins(0, 0, 0, 8);
    topLayout->setSpacing(theme::Theme::space(2));
    topLayout->addLayout(form);
    topLayout->addWidget(m_composer, 1);
    topLayout->addLayout(actions);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(top);
    splitter->addWidget(m_result);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({300, 420});
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 8);
    layout->addWidget(splitter);

    connect(m_targets, &QComboBox::activated, this, [this] {
        const bool machine = targetsMachine();
        feed::Selection::Content content;
        (machine ? content.machine : content.function) = target();
        targetChosen();
        m_selection.set(content);
    });
    connect(m_events, &QComboBox::activated, this, &InvokePanel::eventChosen);
    connect(&m_account, &FunctionAccount::changed, this, &InvokePanel::fillQualifiers);
    connect(m_pick, &QToolButton::clicked, this, &InvokePanel::pickTemplate);
    connect(m_save, &QToolButton::clicked, this, &InvokePanel::saveEvent);
    connect(m_more->menu(), &QMenu::aboutToShow, this, &InvokePanel::fillMore);
    connect(m_run, &QPushButton::clicked, this, &InvokePanel::run);
    connect(m_cancel, &QPushButton::clicked, this, &InvokePanel::cancel);
    connect(m_editor, &EventEditor::edited, this,
            [this] { m_texts[m_shownTarget] = m_editor->text(); });
}

void InvokePanel::applyTheme() {
    m_pick->setIcon(m_theme.icon(QStringLiteral("search")));
    m_save->setIcon(m_theme.icon(QStringLiteral("save")));
    m_more->setIcon(m_theme.icon(QStringLiteral("more")));
    m_run->setIcon(m_theme.icon(QStringLiteral("play"), m_theme.colour(theme::Role::AccentText)));
    m_cancel->setIcon(m_theme.icon(QStringLiteral("stop")));
}

void InvokePanel::retranslate() {
    m_targetLabel->setText(targetsMachine() ? tr("Machine") : tr("Function"));
    m_targets->setAccessibleName(tr("Function or state machine to run"));
    m_eventLabel->setText(targetsMachine() ? tr("Input") : tr("Event"));
    m_events->setAccessibleName(tr("Saved events and templates"));
    m_pick->setToolTip(tr("Take an event from a template …"));
    m_pick->setAccessibleName(tr("Event templates"));
    m_more->setToolTip(tr("Save as a template, or chain with another result"));
    m_more->setAccessibleName(m_more->toolTip());
    m_save->setToolTip(tr("Save this event in the workspace"));
    m_save->setAccessibleName(m_save->toolTip());
    m_editor->view().setAccessibleName(tr("Event as JSON"));
    m_run->setText(targetsMachine() ? tr("Execute") : tr("Invoke"));
    m_run->setToolTip(tr("Run with this event (Ctrl+Enter)"));
    m_cancel->setToolTip(tr("Kill what runs"));
    m_cancel->setAccessibleName(tr("Stop"));
    m_repeatLabel->setText(tr("Repeat"));
    m_repeat->setToolTip(tr("How many invocations to send"));
    m_parallel->setText(tr("In parallel"));
    m_parallel->setToolTip(
        tr("Send them all together: each one that finds no idle environment starts a new one"));
    retranslateCall();
    refreshControls();
}

void InvokePanel::retranslateCall() {
    m_callLabel->setText(tr("Version"));
    m_qualifier->setAccessibleName(tr("Version or alias to invoke"));
    m_type->setAccessibleName(tr("Invocation type"));
    m_type->setItemText(0, tr("Wait for the answer"));
    m_type->setItemText(1, tr("As an event"));
    m_type->setItemText(2, tr("Dry run"));
    m_type->setToolTip(
        tr("RequestResponse waits. Event puts it into the queue, with retries after 1 "
           "and 2 minutes. DryRun only looks whether it may be invoked."));
    m_tenantLabel->setText(tr("Tenant"));
    m_tenant->setAccessibleName(tr("Tenant ID"));
    m_tenant->lineEdit()->setAccessibleName(m_tenant->accessibleName());
    m_tenant->lineEdit()->setPlaceholderText(tr("Tenant ID, such as blue"));
    m_tenant->setToolTip(tr("Who the invocation is for (X-Amz-Tenant-Id): the function is isolated "
                            "by tenant, and an environment serves one tenant only"));
    fillQualifiers();
}

/// What was chosen stays while it exists.
void InvokePanel::fillQualifiers() {
    const QString chosen = m_qualifier->currentData().toString();
    m_qualifier->clear();
    m_qualifier->addItem(QStringLiteral("$LATEST"), QString());
    const auto add = [this](const json::Value& name, const QString& text) {
        m_qualifier->addItem(text, QString::fromStdString(name.toString()));
    };
    for (const json::Value& alias : m_account.state().aliases.items())
        add(alias["Name"], QString::fromStdString(alias["Name"].toString()));
    for (const json::Value& version : m_account.state().versions.items()) {
        if (const std::string& number = version["Version"].toString(); number != "$LATEST")
            add(version["Version"], tr("Version %1").arg(QString::fromStdString(number)));
    }
    m_qualifier->setCurrentIndex(std::max(0, m_qualifier->findData(chosen)));
}

void InvokePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        fillEvents();
    }
    QWidget::changeEvent(event);
}

void InvokePanel::setDefinitionSource(std::function<std::string(const QString&)> source) {
    m_definitionSource = std::move(source);
}

QString InvokePanel::target() const {
    return m_targets->currentText();
}

bool InvokePanel::targetsMachine() const {
    return m_targets->currentData().toBool();
}

QString InvokePanel::targetKey() const {
    return QStringLiteral("%1:%2").arg(targetsMachine() ? u'm' : u'f').arg(target());
}

void InvokePanel::fillTargets() {
    const QString old = target();
    const bool oldMachine = targetsMachine();
    const workspace::Snapshot& snapshot = m_feed.snapshot();
    {
        const QSignalBlocker quiet(m_targets);
        m_targets->clear();
        for (const workspace::FunctionEntry& entry : snapshot.functions) {
            m_targets->addItem(m_theme.icon(QStringLiteral("function")),
                               QString::fromStdString(entry.name), false);
        }
        for (const workspace::MachineEntry& entry : snapshot.machines) {
            m_targets->addItem(m_theme.icon(QStringLiteral("machine")),
                               QString::fromStdString(entry.name), true);
        }
    }
    chooseTarget(old, oldMachine);
}

void InvokePanel::chooseTarget(const QString& name, bool machine) {
    for (int index = 0; index < m_targets->count(); ++index) {
        if (m_targets->itemText(index) == name && m_targets->itemData(index).toBool() == machine)
            m_targets->setCurrentIndex(index);
    }
    targetChosen();
}

void InvokePanel::targetChosen() {
    m_account.setFunction(targetsMachine() ? QString() : target());
    fillEvents();
    retranslate();
    if (targetKey() == m_shownTarget)
        return;
    m_shownTarget = targetKey();
    if (m_texts.contains(m_shownTarget))
        m_composer->setText(m_texts.value(m_shownTarget));
    else
        eventChosen();
    if (isBusy())
        return;
    m_execution = {};
    m_awaited = false;
    m_result->showNothing();
}

void InvokePanel::fillEvents() {
    const QSignalBlocker quiet(m_events);
    m_events->clear();
    const auto* saved = eventsOf(m_feed.snapshot(), target(), targetsMachine());
    if (saved) {
        for (const workspace::EventEntry& entry : *saved) {
            m_events->addItem(m_theme.icon(QStringLiteral("event")),
                              QString::fromStdString(entry.name),
                              QString::fromStdString(entry.path));
        }
    }
    if (m_events->count() > 0)
        m_events->insertSeparator(m_events->count());
    m_events->addItem(m_theme.icon(QStringLiteral("plus")), tr("New event"), QString());
    for (const workspace::EventEntry& entry : m_feed.snapshot().templates) {
        m_events->addItem(m_theme.icon(QStringLiteral("file")),
                          tr("Template: %1").arg(QString::fromStdString(entry.name)),
                          QString(kTemplatePrefix + QString::fromStdString(entry.path)));
    }
    const bool chosen = m_eventPaths.contains(targetKey());
    const int kept = chosen ? m_events->findData(m_eventPaths.value(targetKey()))
                            : m_events->findText(usualEvent());
    m_events->setCurrentIndex(std::max(kept, 0));
}

/// The one called "default", as on the command line.
QString InvokePanel::usualEvent() const {
    const QString usual = QStringLiteral("default");
    return m_events->findText(usual) >= 0 ? usual : m_events->itemText(0);
}

void InvokePanel::eventChosen() {
    const QString chosen = m_events->currentData().toString();
    m_eventPaths[targetKey()] = chosen;
    std::string text = targetsMachine() ? "{}\n" : kFirstEvent;
    if (m_targets->count() == 0)
        text.clear();
    if (chosen.startsWith(kTemplatePrefix)) {
        useOwnTemplate(chosen.mid(kTemplatePrefix.size()));
        return;
    }
    if (!chosen.isEmpty()) {
        const auto file =
            workspace::readTextFile(m_feed.absolutePath(chosen.toStdString()).toStdString());
        if (!file) {
            m_result->showError(file.error());
            return;
        }
        text = file->text;
    }
    m_composer->setText(text);
    m_texts.remove(m_shownTarget);
}

/// Who sends events to the function is the engine's to know: it has the function's policies.
void InvokePanel::pickTemplate() {
    if (targetsMachine()) {
        pickTemplateOf({});
        return;
    }
    using Services = std::vector<std::string>;
    m_feed.ask<Services>(
        this,
        [function = target().toStdString()](workspace::Workbench& workbench,
                                            const feed::EngineFeed::Reply<Services>& reply) {
            reply(workbench.triggersOf(function));
        },
        [this](const Services& triggers) { pickTemplateOf(triggers); });
}

void InvokePanel::pickTemplateOf(const std::vector<std::string>& triggers) {
    EventPicker picker(m_theme, m_feed.snapshot().templates, triggers, this);
    if (picker.exec() != QDialog::Accepted)
        return;
    const EventPicker::Choice choice = picker.chosen();
    if (!choice.id.empty())
        useTemplate(choice.id);
    else if (!choice.path.empty())
        useOwnTemplate(QString::fromStdString(choice.path));
}

void InvokePanel::useTemplate(const std::string& id) {
    showTemplate(workspace::eventForm(id));
}

void InvokePanel::useOwnTemplate(const QString& path) {
    const auto file =
        workspace::readTextFile(m_feed.absolutePath(path.toStdString()).toStdString());
    const auto value = file ? json::Value::parse(file->text) : file.error();
    showTemplate(value ? workspace::EventForm::parse(*value) : value.error());
}

void InvokePanel::showTemplate(const base::Result<workspace::EventForm>& form) {
    const auto event = form ? form->event({}) : form.error();
    if (!event) {
        m_result->showError(event.error());
        return;
    }
    // The event that was open is not what is saved under its name next.
    if (!m_events->currentData().toString().startsWith(kTemplatePrefix)) {
        m_events->setCurrentIndex(m_events->findData(QString()));
        m_eventPaths[targetKey()] = QString();
    }
    m_composer->setText(event->pretty() + "\n", *form);
    m_texts[m_shownTarget] = m_editor->text();
}

void InvokePanel::fillMore() {
    QMenu& menu = *m_more->menu();
    menu.clear();
    menu.addAction(tr("Save as an own template …"), this, &InvokePanel::saveTemplate);
    const auto& snapshot = m_feed.snapshot();
    const auto add = [&](EventComposer::ChainPlace place, const QString& title) {
        QMenu* sources = menu.addMenu(title);
        const auto source = [&](const std::string& name, const char* icon) {
            const QString shown = QString::fromStdString(name);
            sources->addAction(m_theme.icon(QString::fromLatin1(icon)), shown, this,
                               [this, shown, place] { m_composer->chain(shown, place); });
        };
        for (const workspace::FunctionEntry& entry : snapshot.functions)
            source(entry.name, "function");
        for (const workspace::MachineEntry& entry : snapshot.machines)
            source(entry.name, "machine");
    };
    add(EventComposer::ChainPlace::Whole, tr("Take the last result as the event"));
    add(EventComposer::ChainPlace::AtCursor, tr("Take the last result as the value at the cursor"));
}

void InvokePanel::saveTemplate() {
    const auto event = json::Value::parse(m_editor->text());
    if (!event) {
        m_result->showError({"invoke.badJson", event.error().args});
        return;
    }
    bool accepted = false;
    const QString name =
        QInputDialog::getText(this, tr("Save as an own template"), tr("Name of the template:"),
                              QLineEdit::Normal, {}, &accepted)
            .trimmed();
    if (!accepted || name.isEmpty())
        return;
    const workspace::EventForm plain = workspace::EventForm::plain(*event);
    const workspace::EventForm* form = m_composer->form() ? m_composer->form() : &plain;
    const auto created = workspace::createTemplate(m_feed.snapshot().root, name.toStdString(),
                                                   form->fileFor(*event).pretty() + "\n");
    if (created)
        Q_EMIT told(tr("Saved as %1").arg(QString::fromStdString(*created)));
    else
        m_result->showError(created.error());
}

void InvokePanel::setEventText(const std::string& text) {
    m_composer->setText(text);
    m_texts[m_shownTarget] = text;
}

void InvokePanel::openEvent(const QString& owner, const QString& path) {
    const bool machine = m_feed.snapshot().function(owner.toStdString()) == nullptr;
    chooseTarget(owner, machine);
    const int index = m_events->findData(path);
    if (index < 0)
        return;
    m_events->setCurrentIndex(index);
    eventChosen();
}

void InvokePanel::takeSelection(const feed::Selection::Content& content) {
    if (!content.function.isEmpty() && content.machine.isEmpty() &&
        m_feed.snapshot().function(content.function.toStdString()))
        chooseTarget(content.function, false);
    else if (!content.machine.isEmpty() && m_feed.snapshot().machine(content.machine.toStdString()))
        chooseTarget(content.machine, true);
    if (targetsMachine() && content.machine == target())
        follow(content.execution);
}

/// A run that was begun elsewhere (redriven, continued from a state) or lies in the past. What is
/// under way here is not left for it.
void InvokePanel::follow(base::ExecutionId execution) {
    if (isBusy() || execution == base::ExecutionId{} || execution == m_execution)
        return;
    const auto* record = m_feed.recorder().execution(execution);
    if (record && record->machine != target().toStdString()) // of a Map inside it
        return;
    m_execution = execution;
    m_awaited = true;
    takeEvents({});
}

void InvokePanel::refreshControls() {
    const bool any = m_targets->count() > 0;
    const bool busy = isBusy();
    const bool machine = targetsMachine();
    m_run->setEnabled(any);
    m_targets->setEnabled(any);
    m_editor->setEnabled(any);
    if (!busy && m_cancel->hasFocus())
        m_run->setFocus();
    m_cancel->setEnabled(busy);
    m_events->setEnabled(any);
    for (QToolButton* button : {m_pick, m_save, m_more})
        button->setEnabled(any);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_repeatLabel, m_repeat, m_parallel,
                                                           m_callLabel, m_qualifier, m_type}) {
        widget->setVisible(!machine);
        widget->setEnabled(any);
    }
    for (QWidget* widget : std::initializer_list<QWidget*>{m_tenantLabel, m_tenant})
        widget->setVisible(isPerTenant());
    if (std::exchange(m_wasBusy, busy) != busy)
        Q_EMIT busyChanged();
}

void InvokePanel::run() {
    if (m_targets->count() == 0)
        return;
    Q_EMIT aboutToRun();
    if (targetsMachine())
        executeMachine();
    else
        invokeFunction();
    refreshControls();
}

void InvokePanel::runMachine(const QString& machine) {
    chooseTarget(machine, true);
    run();
}

void InvokePanel::runFunction(const QString& function) {
    chooseTarget(function, false);
    run();
}

bool InvokePanel::isPerTenant() const {
    const auto* entry =
        targetsMachine() ? nullptr : m_feed.snapshot().function(target().toStdString());
    return entry && entry->configuration.perTenant;
}

/// What was typed is on offer from then on.
std::string InvokePanel::tenant() {
    if (!isPerTenant())
        return {};
    const QString typed = m_tenant->currentText().trimmed();
    if (!typed.isEmpty() &&
        m_tenant->findText(typed, Qt::MatchExactly | Qt::MatchCaseSensitive) < 0)
        m_tenant->addItem(typed);
    return typed.toStdString();
}

void InvokePanel::invokeFunction() {
    workspace::SeriesRequest request;
    request.invoke = {target().toStdString(), m_editor->text()};
    request.invoke.qualifier = m_qualifier->currentData().toString().toStdString();
    request.invoke.type = fleet::InvocationType(m_type->currentData().toInt());
    request.invoke.tenantId = tenant();
    request.count = m_repeat->value();
    request.pace = m_parallel->isChecked() ? workspace::SeriesRequest::Pace::Together
                                           : workspace::SeriesRequest::Pace::InTurn;
    m_invoking = target();
    ++m_round;
    m_result->showRunning(m_invoking);
    m_feed.invokeSeries(request, this,
                        [this, round = m_round](const workspace::SeriesProgress& progress,
                                                const workspace::InvokeSeries::Answer& last) {
                            if (round == m_round)
                                takeProgress(progress, last);
                        });
}

void InvokePanel::takeProgress(const workspace::SeriesProgress& progress,
                               const workspace::InvokeSeries::Answer& last) {
    if (!last)
        m_result->showError(last.error());
    else
        m_result->showInvocation(*last, progress);
    if (progress.isOver()) {
        const QString function = std::exchange(m_invoking, {});
        if (last) {
            feed::Selection::Content content;
            content.function = function;
            content.environment = last->environment;
            content.invocation = last->invocation;
            tellSelection(content);
        }
    }
    refreshControls();
}

void InvokePanel::executeMachine() {
    workspace::ExecuteRequest request;
    request.machine = target().toStdString();
    request.input = m_editor->text();
    if (m_definitionSource)
        request.definition = m_definitionSource(target());
    m_executing = true;
    m_awaited = true;
    m_execution = {};
    m_result->showRunning(target());
    const Started started = [this](const base::Result<base::ExecutionId>& started) {
        if (!started) {
            m_executing = false;
            m_awaited = false;
            m_result->showError(started.error());
            refreshControls();
            return;
        }
        m_execution = *started;
        feed::Selection::Content content;
        content.machine = target();
        content.execution = m_execution;
        tellSelection(content);
        takeEvents({});
    };
    if (m_executor)
        m_executor(request, this, started);
    else
        m_feed.execute(request, this, started);
}

void InvokePanel::takeEvents(const std::vector<telemetry::Event>&) {
    if (!m_awaited || m_execution == base::ExecutionId{})
        return;
    const telemetry::ExecutionRecord* record = m_feed.recorder().execution(m_execution);
    if (!record)
        return;
    if (!record->finished) {
        if (!std::exchange(m_executing, true)) {
            m_result->showRunning(target());
            refreshControls();
        }
        return;
    }
    m_executing = false;
    m_awaited = false;
    m_result->showExecution(*record);
    refreshControls();
}

void InvokePanel::tellSelection(const feed::Selection::Content& content) {
    const QScopedValueRollback<bool> telling(m_telling, true);
    m_selection.set(content);
}

void InvokePanel::focusRunButton() {
    m_run->setFocus();
}

void InvokePanel::cancel() {
    if (m_executing)
        m_feed.stopExecution(m_execution);
    if (isRunning())
        m_feed.cancelSeries(m_invoking);
}

void InvokePanel::saveEvent() {
    const QString path = m_events->currentData().toString();
    const bool known = !path.isEmpty() && !path.startsWith(kTemplatePrefix);
    bool accepted = false;
    const QString name = QInputDialog::getText(
        this, tr("Save event"), tr("Name of the event for %1:").arg(target()), QLineEdit::Normal,
        known ? m_events->currentText() : QString(), &accepted);
    if (!accepted || name.isEmpty())
        return;
    const QString relative = QStringLiteral("events/%1/%2.json").arg(target(), name);
    const std::string absolute = m_feed.absolutePath(relative.toStdString()).toStdString();
    const workspace::FileStamp stamp = workspace::stampOf(absolute);
    m_eventPaths[targetKey()] = relative;
    base::Status saved;
    if (stamp.hash.empty()) {
        const auto created = workspace::createEvent(m_feed.snapshot().root, target().toStdString(),
                                                    name.toStdString(), m_editor->text());
        saved = created ? base::Status() : base::Status(created.error());
    } else {
        const auto written = workspace::writeTextFile(absolute, m_editor->text(), stamp);
        saved = written ? base::Status() : base::Status(written.error());
    }
    if (saved)
        Q_EMIT told(tr("Saved as %1").arg(relative));
    else
        m_result->showError(saved.error());
}

} // namespace ws::dataplane
