#include "widgets/inspector/stateinspector.h"

#include "engine/execution/historyvariables.h"
#include "engine/statemachine/graph.h"
#include "widgets/inspector/compacttabs.h"
#include "widgets/inspector/factlist.h"
#include "widgets/inspector/invocationway.h"
#include "widgets/inspector/keptstateview.h"
#include "widgets/inspector/stateform.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/causewords.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/messages.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace ws::inspector {

namespace {

using statemachine::Graph;

constexpr qsizetype kMostLogLines = 500;   // of one invocation; the log panel has them all
constexpr std::size_t kMostText = 200'000; // characters of a payload that a pane shows
constexpr int kMostEvents = 500;           // of one state
constexpr int kMostCause = 2'000;          // characters of what went wrong

QString pretty(const json::Value& value) {
    std::string text = value.pretty();
    const bool cut = text.size() > kMostText;
    if (cut)
        text.resize(kMostText);
    QString out = QString::fromStdString(text);
    return cut ? out + QLatin1Char('\n') + QChar(0x2026) : out;
}

QString prettyText(const std::string& text) {
    auto value = json::Value::parse(text);
    return value ? pretty(*value) : QString::fromStdString(text.substr(0, kMostText));
}

bool isEntry(const telemetry::HistoryEvent& event) {
    return telemetry::historyEventTypeName(event.type).ends_with("StateEntered");
}
bool isExit(const telemetry::HistoryEvent& event) {
    return telemetry::historyEventTypeName(event.type).ends_with("StateExited");
}

/// One visit of one state in one run: the chosen one, else the latest.
struct Visit {
    const telemetry::HistoryEvent* entered = nullptr;
    const telemetry::HistoryEvent* exited = nullptr;
    const telemetry::HistoryEvent* failure = nullptr;
    int visits = 0;
    int calls = 0;
    std::vector<const telemetry::HistoryEvent*> events;
};

/// Events between a state's entry and its exit that follow from one another; of the visit that
/// began with the event `chosen`, unless that is 0. Only what had happened after `count` events.
Visit visitOf(const telemetry::ExecutionRecord& record, const std::string& name, std::size_t count,
              std::int64_t chosen) {
    Visit visit;
    std::vector<char> inside(record.history.size() + 2, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const telemetry::HistoryEvent& event = record.history[i];
        const auto id = static_cast<std::size_t>(event.id);
        const auto before = static_cast<std::size_t>(std::max<std::int64_t>(0, event.previousId));
        if (id >= inside.size())
            continue;
        bool ended = false;
        if (isEntry(event)) {
            const bool named = event.name == name;
            inside[id] = named && (chosen == 0 || event.id == chosen);
            visit.visits += named;
            if (inside[id]) {
                visit.entered = &event;
                visit.exited = nullptr;
                visit.failure = nullptr;
                visit.calls = 0;
            }
        } else if (isExit(event)) {
            inside[id] = 0;
            // What a container holds stands between its entry and its exit.
            const bool follows = (before < inside.size() && inside[before]) ||
                                 event.type == telemetry::HistoryEventType::MapStateExited ||
                                 event.type == telemetry::HistoryEventType::ParallelStateExited;
            ended =
                event.name == name && (chosen == 0 || (follows && visit.entered && !visit.exited));
            if (ended)
                visit.exited = &event;
        } else {
            inside[id] = before < inside.size() && inside[before];
        }
        if (!inside[id] && !ended)
            continue;
        visit.events.push_back(&event);
        if (event.error)
            visit.failure = &event;
        visit.calls += telemetry::historyEventTypeName(event.type).ends_with("Scheduled");
    }
    return visit;
}

QString keywordOf(const Graph::Node& state) {
    const auto type = statemachine::stateTypeName(state.type);
    return QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size()));
}

} // namespace

class StateInspector::Private {
public:
    Private(StateInspector* q, feed::EngineFeed& feed, feed::Selection& selection,
            theme::Theme& theme)
        : q(q)
        , feed(feed)
        , selection(selection)
        , theme(theme) {}

    void build();
    QPlainTextEdit* makePane();
    void retranslate();
    void restyle();
    void refresh();
    bool showState();
    bool showStateInside();
    void showHead(const Graph::Node& state, const QString& under);
    void showSource(const json::Document& document, const Graph::Node& state);
    bool showInvocation();
    bool showEnvironment();
    void showWay(const telemetry::InvocationRecord& record);
    void showLog(const telemetry::InvocationRecord& record);
    void showKept(base::EnvironmentId environment);
    void showRun(const QString& machine, const std::string& name);
    bool showMachine();
    void showForm(const std::string& pointer);
    void setTab(QWidget* page, const QString& text);
    QString iconOf(const QWidget* page) const;
    void setBanner(const QString& text);
    const telemetry::ExecutionRecord* execution(const QString& machine) const;
    std::size_t shownEvents(const telemetry::ExecutionRecord& record) const;
    void setPane(QPlainTextEdit* pane, const QString& text);

    StateInspector* const q;
    feed::EngineFeed& feed;
    feed::Selection& selection;
    theme::Theme& theme;
    QString machine;
    statemachine::SharedDefinition text; ///< as it was set, readable or not
    std::shared_ptr<const json::Document> document;
    Graph graph;
    json::Range range;
    statemachine::MachineSource* machines = nullptr; ///< not owned
    bool isElsewhere = false;        ///< what is shown is not of the machine in front
    std::uint64_t seen = UINT64_MAX; ///< revision of the recorder that is shown
    telemetry::WayRecorder ways;
    fleet::Day asOf = fleet::kToday;

    // All of these are children of q.
    QStackedWidget* pages = nullptr;
    QLabel* empty = nullptr;
    QLabel* icon = nullptr;
    QLabel* title = nullptr;
    QLabel* subtitle = nullptr;
    QPushButton* reveal = nullptr;
    QFrame* banner = nullptr;
    QLabel* bannerText = nullptr;
    CompactTabs* tabs = nullptr;
    StateForm* form = nullptr;
    FactList* run = nullptr;
    QPlainTextEdit* input = nullptr;
    QPlainTextEdit* output = nullptr;
    QPlainTextEdit* variables = nullptr;
    QPlainTextEdit* definition = nullptr;
    FactList* events = nullptr;
    FactList* way = nullptr;
    QPlainTextEdit* log = nullptr;
    KeptStateView* kept = nullptr;
};

QPlainTextEdit* StateInspector::Private::makePane() {
    auto* pane = new QPlainTextEdit(q);
    pane->setReadOnly(true);
    pane->setLineWrapMode(QPlainTextEdit::NoWrap);
    pane->setTabChangesFocus(true);
    pane->setFrameShape(QFrame::NoFrame);
    pane->hide(); // until it is a tab
    return pane;
}

void StateInspector::Private::build() {
    pages = new QStackedWidget(q);
    empty = new theme::EmptyState(q, 6);
    auto* page = new QWidget(q);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(theme::Theme::space(3), theme::Theme::space(3), theme::Theme::space(3),
                             theme::Theme::space(2));
    head->setSpacing(theme::Theme::space(2));
    icon = new QLabel(page);
    theme::setDecoration(*icon);
    title = new QLabel(page);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    subtitle = new QLabel(page);
    subtitle->setTextFormat(Qt::PlainText);
    subtitle->setProperty("muted", true);
    reveal = new QPushButton(page);
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(title);
    names->addWidget(subtitle);
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addLayout(names, 1);
    head->addWidget(reveal, 0, Qt::AlignTop);
    column->addLayout(head);
    banner = new QFrame(page);
    banner->setProperty("banner", QStringLiteral("error"));
    bannerText = new QLabel(banner);
    bannerText->setWordWrap(true);
    bannerText->setTextFormat(Qt::PlainText);
    bannerText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* bannerRow = new QHBoxLayout(banner);
    bannerRow->addWidget(bannerText);
    auto* bannerPlace = new QHBoxLayout;
    bannerPlace->setContentsMargins(theme::Theme::space(2), 0, theme::Theme::space(2),
                                    theme::Theme::space(2));
    bannerPlace->addWidget(banner);
    column->addLayout(bannerPlace);
    tabs = new CompactTabs(theme, page);
    form = new StateForm(theme, tabs);
    run = new FactList(theme, tabs);
    input = makePane();
    output = makePane();
    variables = makePane();
    definition = makePane();
    events = new FactList(theme, tabs);
    way = new FactList(theme, tabs);
    log = makePane();
    kept = new KeptStateView(feed, theme, tabs);
    column->addWidget(tabs, 1);
    pages->addWidget(empty);
    pages->addWidget(page);
    auto* whole = new QVBoxLayout(q);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(pages);
    connect(reveal, &QPushButton::clicked, q, [this] {
        if (isElsewhere)
            Q_EMIT q->homeRequested();
        else
            Q_EMIT q->revealRequested(range);
    });
    connect(form, &StateForm::editsRequested, q, [this](const std::vector<json::Edit>& edits) {
        Q_EMIT q->editsRequested(machine, edits);
    });
    connect(form, &StateForm::textWanted, q, &StateInspector::textWanted);
    connect(form, &StateForm::stateRenamed, q, [this](const QString& name) {
        feed::Selection::Content content = selection.content();
        if (content.machine != machine || content.state == name)
            return;
        content.state = name;
        selection.set(content);
    });
    connect(&selection, &feed::Selection::changed, q, [this] {
        seen = UINT64_MAX;
        refresh();
    });
    connect(&feed, &feed::EngineFeed::eventsArrived, q,
            [this](const std::vector<telemetry::Event>& events) {
                for (const telemetry::Event& event : events)
                    ways.onEvent(event);
                refresh();
            });
    connect(&feed, &feed::EngineFeed::recordingCleared, q, [this] {
        ways.clear();
        refresh();
    });
    connect(&theme, &theme::Theme::changed, q, [this] { restyle(); });
}

void StateInspector::Private::restyle() {
    for (QPlainTextEdit* pane : {input, output, variables, definition, log})
        pane->setFont(theme.codeFont());
    title->setFont(theme.textFont(1, QFont::DemiBold));
    seen = UINT64_MAX;
    refresh();
}

void StateInspector::Private::retranslate() {
    empty->setText(StateInspector::tr("Nothing is selected.\nSelect a state on the canvas to see "
                                      "its fields, or an invocation on the timeline to see why it "
                                      "started cold or warm."));
    run->setAccessibleName(StateInspector::tr("What happened"));
    events->setAccessibleName(StateInspector::tr("Events of the state"));
    input->setAccessibleName(StateInspector::tr("Input"));
    output->setAccessibleName(StateInspector::tr("Output"));
    variables->setAccessibleName(StateInspector::tr("Variables"));
    definition->setAccessibleName(StateInspector::tr("Definition"));
    way->setAccessibleName(StateInspector::tr("Way through the components"));
    log->setAccessibleName(StateInspector::tr("Log"));
    tabs->clear();
    seen = UINT64_MAX;
    refresh();
}

QString StateInspector::Private::iconOf(const QWidget* page) const {
    const std::initializer_list<std::pair<const QWidget*, const char*>> icons{
        {form, "form"},
        {run, "play"},
        {input, "data-in"},
        {output, "data-out"},
        {variables, "complete-variable"},
        {definition, "json"},
        {events, "event"},
        {way, "flow"},
        {log, "log"},
        {kept, "memory"}};
    for (const auto& [known, icon] : icons) {
        if (known == page)
            return QString::fromLatin1(icon);
    }
    return {};
}

/// Tabs come and go with their content; the one that is looked at stays.
void StateInspector::Private::setTab(QWidget* page, const QString& text) {
    const int index = tabs->indexOf(page);
    if (text.isEmpty()) {
        if (index >= 0)
            tabs->removeTab(index);
        page->hide();
    } else if (index >= 0) {
        tabs->setTitle(index, text);
    } else {
        tabs->add(page, iconOf(page), text);
    }
}

void StateInspector::Private::setPane(QPlainTextEdit* pane, const QString& text) {
    if (pane->toPlainText() != text)
        pane->setPlainText(text);
}

void StateInspector::Private::setBanner(const QString& text) {
    bannerText->setText(text);
    banner->setVisible(!text.isEmpty());
}

const telemetry::ExecutionRecord* StateInspector::Private::execution(const QString& machine) const {
    const std::string name = machine.toStdString();
    if (const auto* chosen = feed.recorder().execution(selection.content().execution);
        chosen && chosen->machine == name)
        return chosen;
    const auto& all = feed.recorder().executions();
    const auto latest = std::find_if(all.rbegin(), all.rend(),
                                     [&](const auto& record) { return record.machine == name; });
    return latest == all.rend() ? nullptr : &*latest;
}

/// All of them, or those up to the instant of the past that is selected.
std::size_t StateInspector::Private::shownEvents(const telemetry::ExecutionRecord& record) const {
    const auto& content = selection.content();
    const bool past = content.execution == record.execution && content.event > 0;
    return past ? std::min(std::size_t(content.event), record.history.size())
                : record.history.size();
}

void StateInspector::Private::refresh() {
    if (seen == feed.recorder().revision())
        return;
    seen = feed.recorder().revision();
    const bool shown =
        showState() || showStateInside() || showInvocation() || showEnvironment() || showMachine();
    pages->setCurrentIndex(shown ? 1 : 0);
}

bool StateInspector::Private::showState() {
    const auto& content = selection.content();
    if (!document || machine.isEmpty() || content.machine != machine || content.state.isEmpty())
        return false;
    const int index = graph.findByName(content.state.toStdString());
    if (index < 0)
        return false;
    const Graph::Node& state = graph.nodes[static_cast<std::size_t>(index)];
    range = {state.nameRange.begin, state.range.end};
    isElsewhere = false;
    showHead(state, keywordOf(state));
    showForm(state.pointer);
    setTab(form, StateInspector::tr("Form"));
    showRun(machine, state.name);
    showSource(*document, state);
    return true;
}

/// A state of a machine that is drawn inside a Task: to be read here, and edited at home.
bool StateInspector::Private::showStateInside() {
    const auto& content = selection.content();
    if (!machines || content.state.isEmpty() || content.machine.isEmpty() ||
        content.machine == machine)
        return false;
    const auto theirs = machines->definition(content.machine.toStdString());
    const auto source = theirs ? statemachine::documentOf(theirs) : nullptr;
    const int index = source ? theirs->graph().findByName(content.state.toStdString()) : -1;
    if (index < 0)
        return false;
    const Graph::Node& state = theirs->graph().nodes[static_cast<std::size_t>(index)];
    isElsewhere = true;
    showHead(state, StateInspector::tr("%1 in “%2”", "state type, machine")
                        .arg(keywordOf(state), content.machine));
    setTab(form, {});
    showRun(content.machine, state.name);
    showSource(*source, state);
    return true;
}

void StateInspector::Private::showHead(const Graph::Node& state, const QString& under) {
    title->setText(QString::fromStdString(state.name));
    subtitle->setText(under);
    const QString keyword = keywordOf(state);
    icon->setPixmap(theme.pixmap(QStringLiteral("state-") + keyword.toLower(),
                                 theme.stateTypeColour(keyword), 28, q->devicePixelRatioF()));
    reveal->setText(isElsewhere ? StateInspector::tr("Open it there")
                                : StateInspector::tr("Show in text"));
    reveal->show();
    setTab(way, {});
    setTab(log, {});
    setTab(kept, {});
}

void StateInspector::Private::showSource(const json::Document& document, const Graph::Node& state) {
    setPane(definition, prettyText(document.text().substr(state.range.begin, state.range.size())));
    setTab(definition, StateInspector::tr("Definition"));
}

/// While nothing of a machine is selected: the machine itself.
bool StateInspector::Private::showMachine() {
    const auto& content = selection.content();
    if (!document || machine.isEmpty() ||
        (!content.machine.isEmpty() && content.machine != machine))
        return false;
    title->setText(machine);
    subtitle->setText(StateInspector::tr("State machine"));
    icon->setPixmap(theme.pixmap(QStringLiteral("machine"), theme.colour(theme::Role::Accent), 28,
                                 q->devicePixelRatioF()));
    reveal->hide();
    showForm({});
    setTab(form, StateInspector::tr("Form"));
    for (QWidget* page : std::initializer_list<QWidget*>{definition, run, events, input, output,
                                                         variables, way, log, kept})
        setTab(page, {});
    setBanner({});
    return true;
}

void StateInspector::Private::showForm(const std::string& pointer) {
    QStringList functions;
    for (const auto& function : feed.snapshot().functions)
        functions += QString::fromStdString(function.name);
    form->setFunctions(functions);
    form->showState(pointer);
}

void StateInspector::Private::showRun(const QString& machine, const std::string& name) {
    const auto* record = execution(machine);
    const std::size_t count = record ? shownEvents(*record) : 0;
    const auto& content = selection.content();
    const std::int64_t chosen =
        record && content.execution == record->execution ? content.visit : 0;
    const Visit visit = record ? visitOf(*record, name, count, chosen) : Visit{};
    if (!visit.entered) {
        for (QWidget* page : std::initializer_list<QWidget*>{run, input, output, variables, events})
            setTab(page, {});
        setBanner({});
        return;
    }
    const bool past = count < record->history.size();
    const bool open =
        !visit.exited && (past || record->status == telemetry::ExecutionStatus::Running);
    const auto last = visit.exited   ? visit.exited->at
                      : open && past ? record->history[count - 1].at
                      : open         ? feed.now()
                                     : record->finished.value_or(visit.events.back()->at);
    run->start();
    run->add(StateInspector::tr("Execution"), QString::fromStdString(record->name));
    run->add(StateInspector::tr("Entered"), theme::timeText(visit.entered->at));
    run->add(open ? StateInspector::tr("Running for") : StateInspector::tr("Duration"),
             theme::durationText(std::max(base::Duration{0}, last - visit.entered->at)));
    if (visit.calls > 0)
        run->add(StateInspector::tr("Attempts"), QString::number(visit.calls));
    if (visit.visits > 1)
        run->add(StateInspector::tr("Visits"), QString::number(visit.visits));
    run->finish();
    setTab(run, StateInspector::tr("Run"));
    setTab(input, visit.entered->input ? StateInspector::tr("Input") : QString());
    setPane(input, visit.entered->input ? pretty(*visit.entered->input) : QString());
    const bool hasOutput = visit.exited && visit.exited->output;
    setTab(output, hasOutput ? StateInspector::tr("Output") : QString());
    setPane(output, hasOutput ? pretty(*visit.exited->output) : QString());
    const json::Value seen = execution::variablesAfter(
        record->history, visit.exited ? visit.exited->id : visit.entered->id);
    setTab(variables, seen.size() > 0 ? StateInspector::tr("Variables") : QString());
    setPane(variables, seen.size() > 0 ? pretty(seen) : QString());
    events->start();
    const std::size_t skip =
        visit.events.size() > kMostEvents ? visit.events.size() - kMostEvents : 0;
    for (std::size_t i = skip; i < visit.events.size(); ++i) {
        const auto& event = *visit.events[i];
        const auto type = telemetry::historyEventTypeName(event.type);
        events->add(QStringLiteral("%1  %2").arg(event.id).arg(theme::timeText(event.at)),
                    QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size())));
    }
    events->finish();
    setTab(events, StateInspector::tr("Events"));
    const std::string cause =
        visit.failure ? visit.failure->cause.value_or("").substr(0, kMostText) : std::string();
    setBanner(visit.failure
                  ? theme::failureText(QString::fromStdString(visit.failure->error.value_or("")),
                                       cause, kMostCause)
                  : QString());
    banner->setToolTip(QString::fromStdString(cause).left(kMostCause));
}

bool StateInspector::Private::showInvocation() {
    const auto* record = feed.recorder().invocation(selection.content().invocation);
    if (!record)
        return false;
    title->setText(QString::fromStdString(record->function));
    subtitle->setText(QString::fromStdString(record->requestId));
    icon->setPixmap(theme.pixmap(QStringLiteral("function"),
                                 theme.stateTypeColour(QStringLiteral("Task")), 28,
                                 q->devicePixelRatioF()));
    reveal->hide();
    setTab(form, {});
    setTab(variables, {});
    setTab(definition, {});
    setTab(events, {});
    run->start();
    run->add(StateInspector::tr("Arrived"), theme::timeText(record->arrived));
    if (!record->tenantId.empty())
        run->add(StateInspector::tr("Tenant"), QString::fromStdString(record->tenantId));
    if (record->reason) {
        run->add(StateInspector::tr("Start"), theme::startReasonName(*record->reason));
        run->add(StateInspector::tr("Why"), theme::startReasonExplanation(*record->reason));
    }
    if (record->throttled)
        run->add(StateInspector::tr("Throttled"), theme::throttleReasonName(*record->throttled));
    if (record->throttled && record->cause)
        run->add(StateInspector::tr("Why"),
                 theme::throttleExplanation(*record->cause, record->used, record->limit));
    if (const QString numbers = concurrencyText(*record); !numbers.isEmpty())
        run->add(StateInspector::tr("Concurrency"), numbers);
    if (record->result) {
        const auto& result = *record->result;
        run->add(StateInspector::tr("Status"), theme::invocationStatusName(result.status));
        run->add(StateInspector::tr("Duration"), theme::durationText(result.duration));
        run->add(StateInspector::tr("Billed"), theme::durationText(result.billed));
        if (result.init)
            run->add(StateInspector::tr("Init"), theme::durationText(*result.init));
        if (result.restore)
            run->add(StateInspector::tr("Restore"), theme::durationText(*result.restore));
        run->add(
            StateInspector::tr("Memory"),
            StateInspector::tr("%1 of %2 MB").arg(result.maxMemoryUsedMb).arg(result.memorySizeMb));
    }
    addCost(*run, *record, feed.snapshot(), asOf);
    if (!record->state.empty())
        run->add(StateInspector::tr("Called by state"), QString::fromStdString(record->state));
    run->finish();
    setTab(run, StateInspector::tr("Run"));
    setTab(input, StateInspector::tr("Request"));
    setPane(input, pretty(record->payload));
    setTab(output, record->result ? StateInspector::tr("Response") : QString());
    if (record->result)
        setPane(output, record->result->rawPayload.empty()
                            ? pretty(record->result->payload)
                            : prettyText(record->result->rawPayload));
    showWay(*record);
    showLog(*record);
    showKept(record->environment);
    const bool failed =
        record->result && record->result->status != telemetry::InvocationStatus::Succeeded;
    setBanner(failed && !record->result->errorType.empty()
                  ? QString::fromStdString(record->result->errorType)
                  : QString());
    return true;
}

void StateInspector::Private::showWay(const telemetry::InvocationRecord& record) {
    way->start();
    addWay(*way, record, ways, feed.recorder());
    way->finish();
    setTab(way, StateInspector::tr("Way"));
}

void StateInspector::Private::showLog(const telemetry::InvocationRecord& record) {
    QStringList lines;
    const auto look = [&](const auto& entries) {
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
            if (entry->at < record.arrived || lines.size() >= kMostLogLines)
                break;
            if (entry->line.invocation == record.invocation)
                lines.prepend(QString::fromStdString(entry->line.text));
        }
    };
    if (const auto* past = feed.recorder().pastCalls(record.execution))
        look(past->log);
    else
        look(feed.recorder().log());
    setPane(log, lines.join(QLatin1Char('\n')));
    setTab(log, lines.isEmpty() ? QString() : StateInspector::tr("Log"));
}

void StateInspector::Private::showKept(base::EnvironmentId environment) {
    const bool exists = environment != base::EnvironmentId{};
    if (exists)
        kept->setEnvironment(environment);
    setTab(kept, exists ? StateInspector::tr("Kept") : QString());
}

bool StateInspector::Private::showEnvironment() {
    const auto* lane = feed.recorder().lane(selection.content().environment);
    if (!lane)
        return false;
    title->setText(QString::fromStdString(lane->function));
    subtitle->setText(
        StateInspector::tr("Environment %1").arg(static_cast<std::uint64_t>(lane->environment)));
    icon->setPixmap(theme.pixmap(QStringLiteral("function"),
                                 theme.stateTypeColour(QStringLiteral("Task")), 28,
                                 q->devicePixelRatioF()));
    reveal->hide();
    for (QWidget* page : std::initializer_list<QWidget*>{form, definition, events, input, output,
                                                         variables, way, log})
        setTab(page, {});
    run->start();
    run->add(StateInspector::tr("Version"), QString::fromStdString(lane->version));
    if (!lane->tenantId.empty())
        run->add(StateInspector::tr("Tenant"), QString::fromStdString(lane->tenantId));
    run->add(StateInspector::tr("Started"), theme::timeText(lane->started));
    run->add(StateInspector::tr("Why"), theme::startReasonExplanation(lane->reason));
    if (lane->ended)
        run->add(StateInspector::tr("Ended"), theme::timeText(*lane->ended));
    run->add(StateInspector::tr("Requests served"), QString::number(lane->servedCount));
    run->add(StateInspector::tr("Log stream"), QString::fromStdString(lane->logStream));
    run->finish();
    setTab(run, StateInspector::tr("Run"));
    showKept(lane->environment);
    setBanner({});
    return true;
}

StateInspector::StateInspector(feed::EngineFeed& feed, feed::Selection& selection,
                               theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, feed, selection, theme)) {
    d->build();
    d->retranslate();
    d->restyle();
}

StateInspector::~StateInspector() = default;

void StateInspector::setDefinition(const QString& machineName, const std::string& text) {
    setDefinition(machineName, statemachine::readDefinition(text));
}

void StateInspector::setDefinition(const QString& machineName,
                                   statemachine::SharedDefinition definition) {
    if (machineName != d->machine) {
        d->machine = machineName;
        d->document.reset();
        d->graph = {};
    }
    d->text = definition;
    if (auto document = statemachine::documentOf(definition)) {
        d->document = std::move(document);
        d->graph = definition->graph();
    }
    d->form->setDefinition(machineName, std::move(definition));
    d->seen = UINT64_MAX;
    d->refresh();
}

void StateInspector::setMachines(statemachine::MachineSource& machines) {
    d->machines = &machines;
}

const std::string& StateInspector::definitionText() const {
    static const std::string kNone;
    return d->text ? d->text->text() : kNone;
}

void StateInspector::showField(const std::string& pointer) {
    if (d->tabs->indexOf(d->form) < 0)
        return;
    d->tabs->setCurrentWidget(d->form);
    d->form->showField(pointer);
}

void StateInspector::setCompletionSources(statemachine::CompletionSources sources) {
    d->form->setCompletionSources(std::move(sources));
}

void StateInspector::setAsOf(fleet::Day day) {
    d->asOf = day;
    d->seen = UINT64_MAX;
    d->refresh();
}

void StateInspector::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        d->retranslate();
    QWidget::changeEvent(event);
}

} // namespace ws::inspector
