#include "widgets/dataplane/logpanel.h"

#include "widgets/dataplane/elidedlabel.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QStyle>
#include <QTextBlock>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace ws::dataplane {
namespace {

using namespace std::chrono_literals;

/// Which invocation and environment a line of the view is about.
struct LineOrigin : public QTextBlockUserData {
    base::InvocationId invocation{};
    base::EnvironmentId environment{};
    QString function;
};

constexpr int kLeastFilter = 160; // in pixels: some words, and the button that clears them
constexpr int kLeastFunctions = 70;

QToolButton* makeToggle(QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setCheckable(true);
    button->setIconSize(QSize(18, 18));
    return button;
}

} // namespace

LogPanel::LogPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                   QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme) {
    build();
    m_filterTimer.setSingleShot(true);
    m_filterTimer.setInterval(150ms);
    connect(&m_filterTimer, &QTimer::timeout, this, &LogPanel::readFilter);
    m_momentTimer.setSingleShot(true);
    m_momentTimer.setInterval(60ms);
    connect(&m_momentTimer, &QTimer::timeout, this, &LogPanel::rebuild);
    connect(m_filter, &QLineEdit::textChanged, &m_filterTimer, qOverload<>(&QTimer::start));
    connect(m_regex, &QToolButton::toggled, this, &LogPanel::readFilter);
    connect(m_functions, &QComboBox::activated, this, &LogPanel::rebuild);
    connect(m_selectedOnly, &QToolButton::toggled, this, &LogPanel::rebuild);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_view->toPlainText()); });
    connect(m_clear, &QToolButton::clicked, this, [this] {
        m_cleared = m_last;
        m_clearedRun = m_selection.content().execution;
        rebuild();
    });
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this, &LogPanel::takeEvents);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, &LogPanel::rebuild);
    connect(&m_feed, &feed::EngineFeed::pastAdded, this, &LogPanel::rebuild);
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, &LogPanel::fillFunctions);
    connect(&m_selection, &feed::Selection::changed, this, &LogPanel::takeSelection);
    connect(&m_theme, &theme::Theme::changed, this, &LogPanel::applyTheme);
    applyTheme();
    retranslate();
}

void LogPanel::build() {
    m_filter = new QLineEdit(this);
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(kLeastFilter);
    m_regex = makeToggle(this);
    m_functions = new QComboBox(this);
    m_functions->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_functions->setMinimumWidth(kLeastFunctions);
    m_functions->setMinimumContentsLength(8);
    m_selectedOnly = makeToggle(this);
    m_follow = makeToggle(this);
    m_follow->setChecked(true);
    m_copy = new QToolButton(this);
    m_clear = new QToolButton(this);
    m_dropped = new ElidedLabel(this);
    m_dropped->setProperty("errorText", true);
    m_dropped->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(theme::Theme::space(1));
    row->addWidget(m_filter, 2);
    row->addWidget(m_regex);
    row->addWidget(m_functions, 1);
    row->addWidget(m_dropped);
    for (QToolButton* button : {m_selectedOnly, m_follow, m_copy, m_clear}) {
        button->setIconSize(QSize(18, 18));
        row->addWidget(button);
    }

    m_view = new QPlainTextEdit(this);
    m_view->setReadOnly(true);
    m_view->setUndoRedoEnabled(false);
    m_view->setMaximumBlockCount(kMaxLines);
    m_view->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_view->setProperty("frameless", true);
    m_view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_view->viewport()->installEventFilter(this);
    m_empty = new theme::EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);
}

void LogPanel::retranslate() {
    m_filter->setPlaceholderText(tr("Filter the log"));
    m_filter->setAccessibleName(tr("Filter the log"));
    m_regex->setToolTip(tr("Regular expression"));
    m_functions->setAccessibleName(tr("Function whose lines are shown"));
    m_selectedOnly->setToolTip(
        tr("Only what is selected: a state, an attempt, an invocation or an environment"));
    m_follow->setToolTip(tr("Follow new lines"));
    m_copy->setToolTip(tr("Copy what is shown"));
    m_clear->setToolTip(tr("Clear the view"));
    for (QToolButton* button : {m_regex, m_selectedOnly, m_follow, m_copy, m_clear})
        button->setAccessibleName(button->toolTip());
    m_view->setAccessibleName(tr("Log lines"));
    fillFunctions();
    rebuild();
}

void LogPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void LogPanel::applyTheme() {
    m_regex->setIcon(m_theme.icon(QStringLiteral("regex")));
    m_selectedOnly->setIcon(m_theme.icon(QStringLiteral("filter")));
    m_follow->setIcon(m_theme.icon(QStringLiteral("follow")));
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy")));
    m_clear->setIcon(m_theme.icon(QStringLiteral("clear")));
    m_view->setFont(m_theme.codeFont());
    rebuild();
}

void LogPanel::fillFunctions() {
    const QString old = m_functions->currentData().toString();
    const QSignalBlocker quiet(m_functions);
    m_functions->clear();
    m_functions->addItem(tr("All functions"), QString());
    for (const workspace::FunctionEntry& entry : m_feed.snapshot().functions) {
        const QString name = QString::fromStdString(entry.name);
        m_functions->addItem(name, name);
    }
    m_functions->setCurrentIndex(std::max(0, m_functions->findData(old)));
}

void LogPanel::setFilter(const QString& filter) {
    m_filter->setText(filter);
    readFilter();
}

void LogPanel::readFilter() {
    m_filterTimer.stop();
    const QString text = m_filter->text();
    m_expression =
        QRegularExpression(m_regex->isChecked() ? text : QRegularExpression::escape(text),
                           m_regex->isChecked() ? QRegularExpression::NoPatternOption
                                                : QRegularExpression::CaseInsensitiveOption);
    m_filter->setProperty("invalid", !m_expression.isValid());
    m_filter->setToolTip(m_expression.isValid() ? m_filter->placeholderText()
                                                : m_expression.errorString());
    m_filter->style()->unpolish(m_filter);
    m_filter->style()->polish(m_filter);
    rebuild();
}

void LogPanel::takeEvents(const std::vector<telemetry::Event>& events) {
    const bool any = std::ranges::any_of(events, [](const telemetry::Event& event) {
        return std::holds_alternative<telemetry::LogLine>(event.body) ||
               std::holds_alternative<telemetry::LogsDropped>(event.body);
    });
    if (!any || pastCalls())
        return;
    findCalls(m_selection.content());
    appendNew();
}

void LogPanel::takeSelection(const feed::Selection::Content& content) {
    const auto* run = m_feed.recorder().execution(content.execution);
    const bool past =
        run && content.event > 0 && content.event <= std::int64_t(run->history.size());
    const auto until =
        past ? std::optional(run->history[std::size_t(content.event) - 1].at) : std::nullopt;
    if (std::exchange(m_until, until) != until)
        m_momentTimer.start();
    const auto shown = pastCalls() ? content.execution : base::ExecutionId{};
    const bool isOther = std::exchange(m_past, shown) != shown;
    if (isOther || m_selectedOnly->isChecked())
        rebuild();
}

/// Each call of a workflow has its request: what it wrote is exactly the lines of those.
void LogPanel::findCalls(const feed::Selection::Content& content) {
    m_calls.reset();
    m_forebears.clear();
    const auto* run = m_feed.recorder().execution(content.execution);
    const bool isChosen = m_selectedOnly->isChecked() && content.invocation == base::InvocationId{};
    if (!run || (!isChosen && !pastCalls()))
        return;
    m_forebears = telemetry::forebearsOf(m_feed.recorder(), *run);
    telemetry::CallChoice choice;
    if (isChosen)
        choice = {content.state.toStdString(), content.visit, content.attempt};
    m_calls = telemetry::chosenCalls(m_feed.recorder(), *run, choice);
}

bool LogPanel::passes(const telemetry::LogEntry& entry) const {
    if (!isInTime(entry) || (m_calls && !m_calls->contains(entry.line.invocation)))
        return false;
    const QString function = m_functions->currentData().toString();
    if (!function.isEmpty() && function.toStdString() != entry.line.function)
        return false;
    if (m_selectedOnly->isChecked()) {
        const feed::Selection::Content& selected = m_selection.content();
        if (selected.invocation != base::InvocationId{} &&
            entry.line.invocation != selected.invocation)
            return false;
        if (selected.invocation == base::InvocationId{} &&
            selected.environment != base::EnvironmentId{} &&
            entry.line.environment != selected.environment)
            return false;
        if (!selected.function.isEmpty() && selected.function.toStdString() != entry.line.function)
            return false;
    }
    if (m_filter->text().isEmpty() || !m_expression.isValid())
        return true;
    return m_expression.match(QString::fromStdString(entry.line.text)).hasMatch();
}

void LogPanel::rebuild() {
    findCalls(m_selection.content());
    m_view->clear();
    m_written = {};
    m_clear->setEnabled(!pastCalls());
    if (pastCalls())
        return showPast();
    showInherited();
    m_last = m_cleared;
    appendNew();
}

void LogPanel::appendNew() {
    const auto& log = m_feed.recorder().log();
    // From behind: most of the time only the last few are new.
    std::vector<const telemetry::LogEntry*> fresh;
    for (auto entry = log.rbegin(); entry != log.rend() && entry->sequence > m_last; ++entry) {
        if (passes(*entry))
            fresh.push_back(&*entry);
        if (fresh.size() >= std::size_t(kMaxLines))
            break;
    }
    if (!log.empty())
        m_last = std::max(m_last, log.back().sequence);
    std::ranges::reverse(fresh);
    append(fresh);
}

void LogPanel::append(const std::vector<const telemetry::LogEntry*>& entries) {
    QTextCursor cursor(m_view->document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (const telemetry::LogEntry* entry : entries) {
        announceRun(cursor, *entry);
        write(cursor, *entry);
    }
    cursor.endEditBlock();
    if (m_follow->isChecked() && !entries.empty()) {
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        m_view->horizontalScrollBar()->setValue(0);
    }
    showState();
}

void LogPanel::write(QTextCursor& cursor, const telemetry::LogEntry& entry) {
    using Source = telemetry::LogLine::Source;
    const auto format = [this](theme::Role role) {
        QTextCharFormat result;
        result.setForeground(m_theme.colour(role));
        return result;
    };
    if (!m_view->document()->isEmpty())
        cursor.insertBlock();
    const QString function = QString::fromStdString(entry.line.function);
    cursor.insertText(theme::timeText(entry.at) + QStringLiteral("  "),
                      format(theme::Role::TextSecondary));
    cursor.insertText(function + QStringLiteral("  "), format(theme::Role::CodeProperty));
    QString text = QString::fromStdString(entry.line.text);
    // Runtimes send a traceback as one entry with carriage returns inside.
    text.replace(u'\r', u'\n');
    text.replace(u'\n', QChar::LineSeparator);
    QTextCharFormat body = format(entry.line.source == Source::Platform ? theme::Role::TextSecondary
                                                                        : theme::Role::Text);
    if (entry.line.source == Source::Platform)
        body.setFontItalic(true);
    if (text.startsWith(QLatin1String("[ERROR]")) || text.contains(QLatin1String("\tERROR\t")) ||
        text.contains(QLatin1String("Status: timeout")) ||
        text.contains(QLatin1String("Status: error")))
        body.setForeground(m_theme.colour(theme::Role::Error));
    cursor.insertText(text, body);
    auto* origin = new LineOrigin;
    origin->invocation = entry.line.invocation;
    origin->environment = entry.line.environment;
    origin->function = function;
    cursor.block().setUserData(origin);
}

void LogPanel::showState() {
    const bool anything = !m_view->document()->isEmpty();
    m_stack->setCurrentWidget(anything ? static_cast<QWidget*>(m_view) : m_empty);
    m_empty->setText(pastCalls() ? whyEmptyPast() : whyEmpty());
    if (pastCalls())
        showLeftOutOfPast();
    else
        showLeftOut();
}

QString LogPanel::whyEmpty() const {
    if (!m_feed.recorder().log().empty())
        return tr("No line matches. Change the filter to see the others.");
    return tr("Nothing logged yet.\nInvoke a function: START, END, REPORT and "
              "what it prints appear here while it runs.");
}

void LogPanel::showLeftOut() {
    const qint64 dropped = m_feed.recorder().droppedLogBytes();
    const QString missing = missingRun();
    m_dropped->setVisible(dropped > 0 || !missing.isEmpty());
    const QString brief = dropped > 0 ? tr("%1 left out").arg(QLocale().formattedDataSize(dropped))
                                      : tr("An earlier run is not kept");
    m_dropped->setFullText(brief);
    QStringList what{brief};
    if (dropped > 0)
        what << tr("A function wrote faster than anybody reads");
    if (!missing.isEmpty())
        what << missing;
    m_dropped->setToolTip(what.join(u'\n'));
}

QString LogPanel::text() const {
    return m_view->toPlainText();
}

void LogPanel::selectLineAt(const QPoint& position) {
    const QTextBlock block = m_view->cursorForPosition(position).block();
    const auto* origin = static_cast<const LineOrigin*>(block.userData());
    if (!origin || m_view->textCursor().hasSelection())
        return;
    feed::Selection::Content content;
    content.function = origin->function;
    content.environment = origin->environment;
    content.invocation = origin->invocation;
    const auto* call = m_feed.recorder().invocation(origin->invocation);
    const bool isInherited = call && m_calls && m_calls->contains(call->invocation) &&
                             m_calls->at(call->invocation) != m_selection.content().execution;
    const auto shown = isInherited ? m_selection.content().execution
                       : call      ? call->execution
                                   : base::ExecutionId{};
    const auto* run = pastCalls() ? m_feed.recorder().execution(shown) : nullptr;
    if (run) { // a past run stays in sight
        content.execution = run->execution;
        content.machine = QString::fromStdString(run->definedBy());
        content.state = QString::fromStdString(call->state);
    }
    m_selection.set(content);
}

bool LogPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view->viewport() && event->type() == QEvent::MouseButtonRelease)
        selectLineAt(static_cast<QMouseEvent*>(event)->pos());
    return QWidget::eventFilter(watched, event);
}

} // namespace ws::dataplane
