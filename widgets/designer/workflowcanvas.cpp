#include "widgets/designer/workflowcanvas.h"

#include "engine/telemetry/childruns.h"
#include "engine/telemetry/runtree.h"
#include "widgets/designer/answerbar.h"
#include "widgets/designer/canvasaccessible.h"
#include "widgets/designer/canvasauthor.h"
#include "widgets/designer/canvasinsets.h"
#include "widgets/designer/canvasnotes.h"
#include "widgets/designer/debugbar.h"
#include "widgets/designer/minimap.h"
#include "widgets/designer/palette.h"
#include "widgets/designer/runannouncer.h"
#include "widgets/designer/scrubber.h"
#include "widgets/designer/statusnames.h"
#include "widgets/designer/workflowview.h"
#include "widgets/feed/playback.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/messages.h"

#include <QAccessible>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace ws::designer {

namespace {
constexpr int kClockInterval = 200; // ms, while something runs
constexpr int kIcon = 18;
constexpr int kRunName = 170; // px, of a name that may be as long as a UUID
constexpr std::array kLegend{theme::Status::NotStarted, theme::Status::Running,
                             theme::Status::Waiting,    theme::Status::Succeeded,
                             theme::Status::Caught,     theme::Status::Failed,
                             theme::Status::TimedOut,   theme::Status::Aborted};
} // namespace

class WorkflowCanvas::Private {
public:
    Private(WorkflowCanvas* q, feed::EngineFeed& feed, feed::Selection& selection,
            theme::Theme& theme)
        : q(q)
        , feed(feed)
        , selection(selection)
        , theme(theme)
        , scene(theme, q)
        , insets(scene, selection, feed.recorder()) {}

    void build();
    void buildToolBar();
    void buildFindBar();
    void buildBanner();
    void connectAll();
    void retranslate();
    void restyle();

    void show(const statemachine::SharedDefinition& definition);
    void showBanner();
    void layOut();
    void updateRun();
    void updateInsets();
    void showClock();
    std::size_t shownEvents(const telemetry::ExecutionRecord& record) const;
    base::TimePoint shownTime() const;
    void updateActions();
    void pick(int node);
    void open(int node);
    void pick(const InsetSpot& spot);
    void open(const InsetSpot& spot);
    void followSelection();
    void followInset(const CanvasInsets::Place& place);
    void showAttempt();
    /// A state whose calls are picked, with the execution that is painted around it.
    struct Called {
        base::ExecutionId execution{};
        std::string state;
        std::optional<InsetSpot> inside; ///< unset: it is of the machine itself
    };
    Called calledAt(int node) const { return {shown, nameOf(node).toStdString(), {}}; }
    Called calledAt(const InsetSpot& spot) const;
    void pickAttempt(const Called& called, int attempt);
    void walkAttempts(int step);
    void selectVisit(const Called& called, const telemetry::RunTree::Node& visit,
                     std::int64_t attempt);
    /// Which of its calls is selected, from 1; 0: all.
    int selectedAttempt(const Called& called) const;
    /// As the execution is now.
    telemetry::RunTree treeOf(base::ExecutionId execution) const;
    /// The visit of a state that the selection means.
    int visitOf(const telemetry::RunTree& tree, const Called& called) const;
    void find(const QString& text, int step);
    const telemetry::ExecutionRecord* shownExecution() const;
    void attachDebugging(feed::DebugSession& session);
    void attachPlayback(feed::Playback& shared);
    bool isHeld(const telemetry::ExecutionRecord& record) const;
    WorkflowScene::Pace pace() const;
    void followInstant();
    void showMenu(int node, const QPoint& global);
    void showInsetMenu(const InsetSpot& spot, const QPoint& global);
    void fillFoldMenu(QMenu& menu, int node);
    void fillFoldAllMenu(QMenu& menu);
    /// What is collapsed and what is opened.
    struct Folding {
        statemachine::ClosedStates closed;
        statemachine::InsideFolding inside;
        bool operator==(const Folding&) const = default;
    };
    Folding folding() const { return {closed, insets.folding()}; }
    void takeFolding(Folding wanted);
    void setFolding(Folding wanted, const CanvasInsets::Place& still, Cause cause = Cause::Person);
    workspace::CanvasSettings settings() const {
        return {closed, scene.annotations(), insets.folding().opened, insets.folding().closed};
    }
    void tell(Cause cause) { Q_EMIT q->settingsChanged(settings(), cause); }
    void toggleFold(int node);
    void toggleFold(const InsetSpot& spot);
    void toggleInset(const CanvasInsets::Place& task);
    /// So that the state is drawn.
    void openAround(const CanvasInsets::Place& place);
    /// On the canvas, of the state or what it is closed away in; empty: there is none.
    QRectF boxOf(const CanvasInsets::Place& place) const;
    /// What is selected, as something that stays where it is.
    CanvasInsets::Place selectedPlace() const;
    void showMarks();
    void showNotesInside();
    int shownNode(const std::string& state) const;
    QString nameOf(int node) const;

    WorkflowCanvas* const q;
    feed::EngineFeed& feed;
    feed::Selection& selection;
    theme::Theme& theme;
    WorkflowScene scene;
    CanvasInsets insets;

    QString machine;
    statemachine::Graph graph; ///< of the last text that was JSON, whole
    statemachine::ClosedStates closed;
    NotesOfMachine notesOfMachine;
    std::map<QString, std::map<std::string, QStringList>> notesInside; ///< what it has answered
    int foundState = -1; ///< in `graph`, those inside opened Tasks behind its own
    layout::Direction direction = layout::Direction::TopDown;
    QString drawnMachine; ///< of the scene's diagram
    json::Range errorRange;
    base::Error syntaxError;
    base::ExecutionId shown{};
    RunState run;            ///< of `shown`, so far
    std::size_t applied = 0; ///< events of `shown` that `run` has seen
    bool fitted = false;
    bool broken = false;

    // All of these are children of q.
    WorkflowView* view = nullptr;
    Minimap* minimap = nullptr;
    CanvasAuthor* author = nullptr;
    CanvasNotes* notes = nullptr;
    QToolBar* bar = nullptr;
    DebugBar* debug = nullptr;
    AnswerBar* answers = nullptr;
    Scrubber* scrubber = nullptr;
    feed::Playback* playback = nullptr; ///< not owned; nullptr: there is none
    WorkflowScene::Pace shownPace = WorkflowScene::Pace::Live;
    QStackedWidget* pages = nullptr;
    QLabel* empty = nullptr;
    QLabel* zoomLabel = nullptr;
    QLabel* runLabel = nullptr;
    QAction* runLabelAction = nullptr;
    RunAnnouncer* announcer = nullptr;
    QFrame* banner = nullptr;
    QLabel* bannerText = nullptr;
    QPushButton* bannerButton = nullptr;
    QFrame* findBar = nullptr;
    QLineEdit* findField = nullptr;
    QLabel* findCount = nullptr;
    QMenu* legend = nullptr;
    QAction* runAction = nullptr;
    QAction* stopAction = nullptr;
    QAction* redriveAction = nullptr;
    QAction* outAction = nullptr;
    QAction* inAction = nullptr;
    QAction* fitAction = nullptr;
    QAction* turnAction = nullptr;
    QAction* findAction = nullptr;
    QAction* legendAction = nullptr;
    QTimer clock;
};

void WorkflowCanvas::Private::build() {
    installCanvasAccessibility();
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildToolBar();
    column->addWidget(bar);
    buildBanner();
    column->addWidget(banner);
    buildFindBar();
    column->addWidget(findBar);
    answers = new AnswerBar(feed, theme, q);
    column->addWidget(answers);
    pages = new QStackedWidget(q);
    view = new WorkflowView(scene, theme, q);
    minimap = new Minimap(*view, theme);
    author = new CanvasAuthor(*view, theme, q);
    notes = new CanvasNotes(*view, theme, q);
    bar->insertActions(findAction, author->toolActions());
    bar->insertAction(findAction, notes->toolAction());
    bar->insertSeparator(findAction);
    empty = new theme::EmptyState(q, 8);
    pages->addWidget(empty);
    pages->addWidget(view);
    column->addWidget(pages, 1);
    scrubber = new Scrubber(feed, selection, theme, q);
    column->addWidget(scrubber);
    q->setFocusProxy(view);
    clock.setInterval(kClockInterval);
}

void WorkflowCanvas::Private::buildToolBar() {
    bar = new QToolBar(q);
    bar->setIconSize({kIcon, kIcon});
    bar->setMovable(false);
    runAction = bar->addAction(QString());
    stopAction = bar->addAction(QString());
    redriveAction = bar->addAction(QString());
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(runAction)))
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addSeparator();
    outAction = bar->addAction(QString());
    zoomLabel = new QLabel(bar);
    zoomLabel->setAlignment(Qt::AlignCenter);
    zoomLabel->setMinimumWidth(zoomLabel->fontMetrics().horizontalAdvance(QStringLiteral("400 %")) +
                               theme::Theme::space(2));
    bar->addWidget(zoomLabel);
    inAction = bar->addAction(QString());
    fitAction = bar->addAction(QString());
    turnAction = bar->addAction(QString());
    turnAction->setObjectName(QStringLiteral("turn"));
    bar->addSeparator();
    findAction = bar->addAction(QString());
    legendAction = bar->addAction(QString());
    legend = new QMenu(q);
    legendAction->setMenu(legend);
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(legendAction)))
        button->setPopupMode(QToolButton::InstantPopup);
    auto* spring = new QWidget(bar);
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spring);
    runLabel = new QLabel(bar);
    runLabel->setProperty("muted", true);
    runLabel->setMargin(theme::Theme::space(1));
    runLabelAction = bar->addWidget(runLabel);
    theme::setAccessibleRole(*runLabel, QAccessible::AlertMessage);
    announcer = new RunAnnouncer(run, q);
    connect(announcer, &RunAnnouncer::told, runLabel,
            [this](const QString& text) { theme::announce(*runLabel, text); });
}

void WorkflowCanvas::Private::buildBanner() {
    banner = new QFrame(q);
    banner->setProperty("banner", QStringLiteral("error"));
    bannerText = new QLabel(banner);
    bannerText->setWordWrap(true);
    bannerButton = new QPushButton(banner);
    auto* row = new QHBoxLayout(banner);
    row->setContentsMargins(theme::Theme::space(3), theme::Theme::space(1), theme::Theme::space(2),
                            theme::Theme::space(1));
    row->addWidget(bannerText, 1);
    row->addWidget(bannerButton);
    banner->hide();
}

void WorkflowCanvas::Private::buildFindBar() {
    findBar = new QFrame(q);
    findField = new QLineEdit(findBar);
    findField->setClearButtonEnabled(true);
    findCount = new QLabel(findBar);
    findCount->setProperty("muted", true);
    auto* row = new QHBoxLayout(findBar);
    row->setContentsMargins(theme::Theme::space(2), theme::Theme::space(1), theme::Theme::space(2),
                            theme::Theme::space(1));
    row->addWidget(findField, 1);
    row->addWidget(findCount);
    findBar->hide();
}

void WorkflowCanvas::Private::connectAll() {
    connect(runAction, &QAction::triggered, q, [this] { Q_EMIT q->runRequested(machine); });
    connect(stopAction, &QAction::triggered, q,
            [this] { Q_EMIT q->stopRequested(ExecutionRef{shown}); });
    connect(redriveAction, &QAction::triggered, q,
            [this] { Q_EMIT q->redriveRequested(ExecutionRef{shown}); });
    connect(inAction, &QAction::triggered, q, &WorkflowCanvas::zoomIn);
    connect(outAction, &QAction::triggered, q, &WorkflowCanvas::zoomOut);
    connect(fitAction, &QAction::triggered, q, &WorkflowCanvas::zoomToFit);
    connect(findAction, &QAction::triggered, q, &WorkflowCanvas::openFind);
    connect(turnAction, &QAction::triggered, q, [this] {
        const bool down = direction == layout::Direction::TopDown;
        direction = down ? layout::Direction::LeftRight : layout::Direction::TopDown;
        layOut();
        view->open();
        restyle();
        retranslate();
    });
    connect(view, &WorkflowView::zoomChanged, q, [this](double zoom) {
        zoomLabel->setText(QStringLiteral("%1 %").arg(qRound(zoom * 100)));
    });
    connect(view, &WorkflowView::nodePicked, q, [this](int node) { pick(node); });
    connect(view, &WorkflowView::nodeOpened, q, [this](int node) { open(node); });
    connect(view, &WorkflowView::menuRequested, q,
            [this](int node, const QPoint& global) { showMenu(node, global); });
    connect(scrubber, &Scrubber::continueRequested, q,
            [this](qint64 event) { Q_EMIT q->continueRequested(ExecutionRef{shown}, event); });
    connect(view, &WorkflowView::foldClicked, q, [this](int node) { toggleFold(node); });
    connect(view, &WorkflowView::pipClicked, q,
            [this](int node, int attempt) { pickAttempt(calledAt(node), attempt); });
    connect(view, &WorkflowView::insetPipClicked, q,
            [this](const InsetSpot& spot, int attempt) { pickAttempt(calledAt(spot), attempt); });
    connect(view, &WorkflowView::attemptWalked, q, [this](int step) { walkAttempts(step); });
    connect(view, &WorkflowView::insetPicked, q, [this](const InsetSpot& spot) { pick(spot); });
    connect(view, &WorkflowView::insetOpened, q, [this](const InsetSpot& spot) { open(spot); });
    connect(view, &WorkflowView::insetFoldClicked, q,
            [this](const InsetSpot& spot) { toggleFold(spot); });
    connect(view, &WorkflowView::insetMenuRequested, q,
            [this](const InsetSpot& spot, const QPoint& global) { showInsetMenu(spot, global); });
    connect(view, &WorkflowView::foldRequested, q, [this] {
        const auto& inside = scene.selectedInset() ? scene.selectedInset() : scene.insetHolder();
        if (inside)
            return toggleFold(InsetSpot(*inside));
        toggleFold(scene.selectedNode() >= 0 ? scene.selectedNode() : scene.content().holder);
    });
    connect(view, &WorkflowView::foldAllRequested, q, [this] {
        const auto& nodes = scene.diagram().nodes;
        const bool any = std::ranges::any_of(
            nodes, [](const Diagram::Node& node) { return !node.hidden.empty(); });
        any || !insets.folding().closed.empty() ? q->expandAll() : q->collapseAll();
    });
    connect(view, &WorkflowView::findRequested, q, &WorkflowCanvas::openFind);
    connect(&feed, &feed::EngineFeed::snapshotChanged, author,
            [this] { author->setFunctions(functionNames(feed.snapshot())); });
    connect(notes, &CanvasNotes::changed, q, [this](const auto&, CanvasNotes::Kind kind) {
        tell(kind == CanvasNotes::Kind::Step ? Cause::Step : Cause::Person);
    });
    connect(notes, &CanvasNotes::textWanted, q, &WorkflowCanvas::textWanted);
    connect(notes, &CanvasNotes::editsRequested, q, &WorkflowCanvas::editsRequested);
    ToolHost& host = *author;
    connect(notes, &CanvasNotes::told, q, [&host](const QString& words) { host.say(words, {}); });
    connect(notes, &CanvasNotes::failed, q,
            [&host](const base::Error& problem) { host.say({}, problem); });
    connect(author, &CanvasAuthor::textWanted, q, &WorkflowCanvas::textWanted);
    connect(author, &CanvasAuthor::editsRequested, q, &WorkflowCanvas::editsRequested);
    connect(bannerButton, &QPushButton::clicked, q,
            [this] { Q_EMIT q->revealRequested(errorRange); });
    connect(findField, &QLineEdit::textChanged, q, [this](const QString& text) { find(text, 0); });
    connect(findField, &QLineEdit::returnPressed, q, [this] { find(findField->text(), 1); });
    auto* leave =
        new QShortcut(Qt::Key_Escape, findBar, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, q, [this] {
        findBar->hide();
        scene.setFound(-1);
        scene.setFoundInset({});
        foundState = -1;
        view->setFocus();
    });
    connect(&selection, &feed::Selection::changed, q, [this] {
        followSelection();
        updateRun();
    });
    connect(&feed, &feed::EngineFeed::eventsArrived, q, [this] { updateRun(); });
    connect(&feed, &feed::EngineFeed::recordingCleared, q, [this] { updateRun(); });
    connect(&theme, &theme::Theme::changed, q, [this] { restyle(); });
    connect(&clock, &QTimer::timeout, q, [this] { scene.setNow(shownTime()); });
}

void WorkflowCanvas::Private::restyle() {
    runAction->setIcon(theme.icon(QStringLiteral("play")));
    redriveAction->setIcon(theme.icon(QStringLiteral("redrive")));
    stopAction->setIcon(theme.icon(QStringLiteral("stop")));
    outAction->setIcon(theme.icon(QStringLiteral("zoom-out")));
    inAction->setIcon(theme.icon(QStringLiteral("zoom-in")));
    fitAction->setIcon(theme.icon(QStringLiteral("fit")));
    const bool down = direction == layout::Direction::TopDown;
    turnAction->setIcon(
        theme.icon(down ? QStringLiteral("layout-right") : QStringLiteral("layout-down")));
    findAction->setIcon(theme.icon(QStringLiteral("search")));
    legendAction->setIcon(theme.icon(QStringLiteral("legend")));
    author->restyle();
    notes->restyle();
    legend->clear();
    for (const theme::Status status : kLegend) {
        const theme::StatusStyle style = theme.status(status);
        QAction* entry = legend->addAction(
            QStringLiteral("%1 – %2").arg(statusName(status), statusExplanation(status)));
        if (!style.icon.isEmpty())
            entry->setIcon(theme.icon(style.icon, style.border));
    }
}

void WorkflowCanvas::Private::retranslate() {
    if (auto* more = bar->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button")))
        more->setAccessibleName(WorkflowCanvas::tr("More tools of the canvas"));
    const auto name = [](QAction* action, const QString& text, const QString& tip) {
        action->setText(text);
        action->setToolTip(tip);
    };
    name(runAction, WorkflowCanvas::tr("Run"),
         WorkflowCanvas::tr("Execute this workflow on the local functions"));
    name(stopAction, WorkflowCanvas::tr("Stop"), WorkflowCanvas::tr("Stop this execution"));
    name(redriveAction, WorkflowCanvas::tr("Redrive"),
         WorkflowCanvas::tr("Go on where this run failed, with the workflow as it is now: what had "
                            "succeeded is not done again"));
    name(outAction, WorkflowCanvas::tr("Zoom out"), WorkflowCanvas::tr("Zoom out (-)"));
    name(inAction, WorkflowCanvas::tr("Zoom in"), WorkflowCanvas::tr("Zoom in (+)"));
    name(fitAction, WorkflowCanvas::tr("Fit"), WorkflowCanvas::tr("Show everything (Shift+1)"));
    const bool down = direction == layout::Direction::TopDown;
    name(turnAction,
         down ? WorkflowCanvas::tr("Lay out from left to right")
              : WorkflowCanvas::tr("Lay out from top to bottom"),
         down ? WorkflowCanvas::tr("Lay out from left to right")
              : WorkflowCanvas::tr("Lay out from top to bottom"));
    name(findAction, WorkflowCanvas::tr("Find state"),
         WorkflowCanvas::tr("Find a state by name (Ctrl+F)"));
    name(legendAction, WorkflowCanvas::tr("Legend"),
         WorkflowCanvas::tr("What the colours and marks mean"));
    author->retranslate();
    notes->retranslate();
    bar->setWindowTitle(WorkflowCanvas::tr("Canvas"));
    view->setAccessibleName(WorkflowCanvas::tr("Workflow canvas"));
    view->setAccessibleDescription(WorkflowCanvas::tr(
        "Arrow keys walk along the transitions, Home goes to the first state, Enter shows the "
        "state in the text, O collapses or expands a Parallel or Map state, or shows the machine "
        "that a Task starts inside it, N adds a note, Shift+N "
        "goes through the notes, comma and full stop select the attempts of a state one by one."));
    findField->setPlaceholderText(WorkflowCanvas::tr("Find a state"));
    findField->setAccessibleName(WorkflowCanvas::tr("Find a state"));
    bannerButton->setText(WorkflowCanvas::tr("Show in text"));
    empty->setText(machine.isEmpty()
                       ? WorkflowCanvas::tr("No workflow is open.\nChoose a state machine in the "
                                            "workspace to see it here.")
                       : QString());
    showBanner();
    restyle();
}

void WorkflowCanvas::Private::showBanner() {
    if (broken)
        bannerText->setText(WorkflowCanvas::tr("The text cannot be read, so the last good graph "
                                               "is shown. %1")
                                .arg(theme::message(syntaxError)));
    banner->setVisible(broken);
}

void WorkflowCanvas::Private::show(const statemachine::SharedDefinition& definition) {
    broken = !definition->document() && !machine.isEmpty();
    if (definition->document()) {
        const statemachine::Graph& now = definition->graph();
        const workspace::CanvasSettings before = settings();
        const workspace::CanvasSettings followed =
            workspace::followRenames(before, statemachine::renamedStates(graph, now));
        const bool alike = followed == before && statemachine::isDrawnAlike(graph, now);
        graph = now;
        insets.setFolding({followed.opened, followed.collapsedInside});
        const bool othersInside = insets.refresh(graph);
        if (alike && !othersInside) {
            scene.takeRanges(statemachine::fold(graph, closed).graph);
        } else {
            foundState = -1;
            closed = followed.collapsed;
            scene.setAnnotations(followed.annotations);
            layOut();
        }
        if (followed != before)
            tell(Cause::Follows);
    } else {
        syntaxError = definition->error();
        const std::size_t size = definition->text().size();
        const std::string offset = syntaxError.arg("offset");
        const std::size_t at = offset.empty() ? 0 : std::strtoull(offset.c_str(), nullptr, 10);
        errorRange = {std::min(at, size), std::min(at + 1, size)};
    }
    author->setDocument(statemachine::documentOf(definition));
    notes->setDocument(statemachine::documentOf(definition));
    scene.setGround(broken ? WorkflowScene::Ground::Dimmed : WorkflowScene::Ground::Lit);
    showBanner();
    updateActions();
}

void WorkflowCanvas::Private::layOut() {
    insets.refresh(graph);
    const bool isSame = std::exchange(drawnMachine, machine) == machine;
    view->keepFit([&] {
        scene.setDiagram(makeDiagram(graph, closed, direction, CanvasStyle::standard(),
                                     insets.nestings(), isSame ? &scene.diagram() : nullptr));
    });
    scene.setRun(run, shownTime());
    insets.show();
    showMarks();
    showNotesInside();
    scene.setGround(broken ? WorkflowScene::Ground::Dimmed : WorkflowScene::Ground::Lit);
    // An empty workflow is drawn on, too: the first state can be put there.
    pages->setCurrentWidget(machine.isEmpty() ? static_cast<QWidget*>(empty) : view);
    view->setEmptyText(graph.nodes.empty()
                           ? WorkflowCanvas::tr("Drop the first state here,\nor press A.")
                           : QString());
    followSelection();
    minimap->follow();
}

const telemetry::ExecutionRecord* WorkflowCanvas::Private::shownExecution() const {
    const std::string name = machine.toStdString();
    const auto& recorder = feed.recorder();
    if (const auto* root = recorder.execution(insets.root()))
        return root;
    // The chosen one, or the one around it that is of this machine.
    const auto* chosen = recorder.execution(selection.content().execution);
    while (chosen && chosen->definedBy() != name && chosen->origin.isNested())
        chosen = recorder.execution(chosen->origin.parent);
    if (chosen && chosen->definedBy() == name)
        return chosen;
    const auto& all = recorder.executions();
    const auto latest = std::find_if(all.rbegin(), all.rend(),
                                     [&](const auto& record) { return record.machine == name; });
    return latest == all.rend() ? nullptr : &*latest;
}

/// All of them, or those up to the instant of the past that is selected.
std::size_t WorkflowCanvas::Private::shownEvents(const telemetry::ExecutionRecord& record) const {
    const auto& content = selection.content();
    if (content.event <= 0)
        return record.history.size();
    if (content.execution == record.execution)
        return std::min(std::size_t(content.event), record.history.size());
    // What it has begun is looked at in the past, and it with that.
    const auto* inside = feed.recorder().execution(content.execution);
    if (!inside || !feed.recorder().isInside(inside->execution, record.execution) ||
        std::size_t(content.event) > inside->history.size())
        return record.history.size();
    return telemetry::eventsUntil(record, inside->history[std::size_t(content.event) - 1].at);
}

/// Whether the instant that the playback shows is one of this run.
bool WorkflowCanvas::Private::isHeld(const telemetry::ExecutionRecord& record) const {
    const auto& content = selection.content();
    return playback && playback->isPast() && content.event > 0 &&
           (content.execution == record.execution ||
            feed.recorder().isInside(content.execution, record.execution));
}

/// Only what is played moves while the past is shown.
WorkflowScene::Pace WorkflowCanvas::Private::pace() const {
    const auto* record = feed.recorder().execution(shown);
    if (!record || (!isHeld(*record) && applied >= record->history.size()))
        return WorkflowScene::Pace::Live;
    const bool isPlayed = playback && playback->state() == feed::Playback::State::Playing;
    return isPlayed ? WorkflowScene::Pace::Live : WorkflowScene::Pace::Still;
}

void WorkflowCanvas::Private::followInstant() {
    if (pace() != shownPace)
        scene.setRun(run, shownTime(), shownPace = pace());
    else
        scene.setNow(shownTime());
}

base::TimePoint WorkflowCanvas::Private::shownTime() const {
    const auto* record = feed.recorder().execution(shown);
    if (record && isHeld(*record))
        return *playback->instant();
    return record && applied > 0 && applied < record->history.size()
               ? record->history[applied - 1].at
               : feed.now();
}

/// Takes up the events that have come since the last call; a whole run only when it is another, or
/// when it is looked at earlier than before.
void WorkflowCanvas::Private::updateRun() {
    const telemetry::ExecutionRecord* record = machine.isEmpty() ? nullptr : shownExecution();
    const base::ExecutionId id = record ? record->execution : base::ExecutionId{};
    const std::size_t wanted = record ? shownEvents(*record) : 0;
    insets.look(id, wanted);
    const bool another = id != shown || wanted < applied;
    if (another) {
        run = {};
        applied = 0;
        shown = id;
    } else if (!record || wanted == applied) {
        updateInsets();
        updateActions();
        return;
    }
    for (; applied < wanted; ++applied)
        run.apply(record->history[applied]);
    if (another)
        announcer->startOver();
    scene.setRun(run, shownTime(), shownPace = pace());
    updateInsets();
    minimap->update();
    updateActions();
}

/// What opened Tasks have begun goes on by itself.
void WorkflowCanvas::Private::updateInsets() {
    if (insets.refresh(graph)) {
        layOut();
    } else if (!insets.folding().opened.empty()) {
        insets.show();
        showMarks(); // of the executions that are drawn by now
        // What it is in may have come only now, or be the run that is shown by now.
        if (insets.selected() || scene.selectedInset())
            followSelection();
    }
    showClock();
}

/// While something runs that shows how long it has.
void WorkflowCanvas::Private::showClock() {
    const auto* record = feed.recorder().execution(shown);
    const bool running = record && record->status == telemetry::ExecutionStatus::Running;
    if (!running && !insets.isLive())
        clock.stop();
    else if (!clock.isActive())
        clock.start();
}

void WorkflowCanvas::Private::updateActions() {
    const auto* record = feed.recorder().execution(shown);
    const bool running = record && record->status == telemetry::ExecutionStatus::Running;
    if (debug)
        debug->setSubject(machine, shown);
    scrubber->setSubject(machine, shown);
    answers->setExecution(shown);
    runAction->setEnabled(!machine.isEmpty() && !broken && !graph.nodes.empty());
    stopAction->setEnabled(running);
    redriveAction->setVisible(record && !running &&
                              record->status != telemetry::ExecutionStatus::Succeeded);
    const QString line =
        record ? QStringLiteral("%1 · %2").arg(
                     runLabel->fontMetrics().elidedText(QString::fromStdString(record->name),
                                                        Qt::ElideRight, kRunName),
                     theme::executionStatusName(record->status))
               : QString();
    runLabel->setText(line);
    runLabel->setToolTip(record ? QString::fromStdString(record->name) : QString());
    runLabelAction->setVisible(record);
    announcer->follow(line);
    showClock();
}

void WorkflowCanvas::Private::pick(int node) {
    feed::Selection::Content content = insets.outside();
    content.machine = machine;
    const QString state = nameOf(node);
    if (content.state != state) {
        // What is meant of another state: its visit in the iteration that is looked at.
        content.state = state;
        content.attempt = 0;
        content.visit = 0;
        if (content.iteration > 0 && content.execution == shown) {
            const telemetry::RunTree tree = treeOf(shown);
            const int iteration = tree.nodeOf(content.iteration);
            const int visit =
                iteration < 0 ? -1 : tree.latestInside(iteration, state.toStdString());
            content.visit = visit < 0 ? 0 : tree.node(visit).firstEvent;
        }
    }
    scene.select(node);
    view->reveal(node);
    if (node >= 0)
        announceFocus(*view);
    selection.set(content);
}

void WorkflowCanvas::Private::pick(const InsetSpot& spot) {
    scene.selectInset(spot);
    view->reveal(spot);
    announceFocus(*view);
    insets.pick(spot);
}

void WorkflowCanvas::Private::open(const InsetSpot& spot) {
    const feed::Selection::Content content = insets.contentOf(spot);
    insets.forgetPick();
    Q_EMIT q->insetOpened(content);
    // A machine that starts itself is here already.
    followSelection();
    updateRun();
}

void WorkflowCanvas::Private::open(int node) {
    pick(node);
    Q_EMIT q->revealRequested(
        scene.diagram().graph.nodes[static_cast<std::size_t>(node)].nameRange);
}

void WorkflowCanvas::Private::followSelection() {
    if (const auto inside = insets.selected()) {
        followInset(*inside);
        return;
    }
    const feed::Selection::Content& content = selection.content();
    const bool ours = !machine.isEmpty() && content.machine == machine;
    const int node = ours && !content.state.isEmpty()
                         ? scene.diagram().graph.findByName(content.state.toStdString())
                         : -1;
    const int holder =
        ours && node < 0 && !content.state.isEmpty() ? shownNode(content.state.toStdString()) : -1;
    if (debug)
        debug->setSelectedState(holder < 0 ? nameOf(node) : content.state);
    showAttempt();
    if (node == scene.selectedNode() && holder == scene.content().holder &&
        !scene.selectedInset() && !scene.insetHolder())
        return;
    scene.select(node);
    scene.setInsetHolder({});
    scene.setHolder(holder);
    view->reveal(node < 0 ? holder : node);
}

/// What is closed stands for what is selected inside it.
void WorkflowCanvas::Private::followInset(const CanvasInsets::Place& place) {
    const auto spot = insets.spotOf(place);
    InsetSpot holder = spot ? InsetSpot{} : insets.shownSpot(place);
    if (holder.node < 0 && !holder.path.empty()) {
        // The machine that is drawn there has no such state: its Task stands for it.
        const std::string task = holder.path.back();
        holder.path.pop_back();
        holder = insets.shownSpot({holder.path, QString::fromStdString(task)});
    }
    if (debug)
        debug->setSelectedInside(selection.content().machine, place.state);
    scene.setAttempt(0);
    const int outside = holder.path.empty() ? holder.node : -1;
    const auto inside = holder.path.empty() ? std::nullopt : std::optional(holder);
    if (spot != scene.selectedInset() || outside != scene.content().holder ||
        inside != scene.insetHolder() || scene.selectedNode() >= 0) {
        scene.select(-1);
        scene.selectInset(spot);
        scene.setHolder(outside);
        scene.setInsetHolder(inside);
        if (spot || inside)
            view->reveal(spot ? *spot : *inside);
        else
            view->reveal(outside);
    }
    scene.setInsetAttempt(spot ? selectedAttempt(calledAt(*spot)) : 0);
}

telemetry::RunTree WorkflowCanvas::Private::treeOf(base::ExecutionId execution) const {
    telemetry::RunTree tree;
    if (const auto* record = feed.recorder().execution(execution)) {
        for (const auto& event : record->history)
            tree.apply(event);
    }
    return tree;
}

WorkflowCanvas::Private::Called WorkflowCanvas::Private::calledAt(const InsetSpot& spot) const {
    return {insetOf(scene.content(), spot.path)->execution, scene.insetLook(spot).state->name,
            spot};
}

int WorkflowCanvas::Private::visitOf(const telemetry::RunTree& tree, const Called& called) const {
    const feed::Selection::Content& content = selection.content();
    const bool named = content.execution == called.execution && content.visit > 0 &&
                       content.state.toStdString() == called.state;
    return named ? tree.visitOf(content.visit) : tree.latest(called.state);
}

int WorkflowCanvas::Private::selectedAttempt(const Called& called) const {
    const feed::Selection::Content& content = selection.content();
    if (content.attempt <= 0 || content.execution != called.execution)
        return 0;
    const telemetry::RunTree tree = treeOf(called.execution);
    const int visit = visitOf(tree, called);
    return visit < 0 ? 0 : tree.node(visit).attemptNumber(content.attempt);
}

void WorkflowCanvas::Private::showAttempt() {
    scene.setAttempt(selectedAttempt({shown, selection.content().state.toStdString(), {}}));
}

void WorkflowCanvas::Private::selectVisit(const Called& called,
                                          const telemetry::RunTree::Node& visit,
                                          std::int64_t attempt) {
    if (called.inside)
        return insets.pick(*called.inside, {visit.firstEvent, attempt});
    feed::Selection::Content content = insets.outside();
    content.machine = machine;
    content.execution = shown;
    content.state = QString::fromStdString(visit.name);
    content.visit = visit.firstEvent;
    content.attempt = attempt;
    selection.set(content);
}

/// `attempt` from 1, and once more takes it back; 0: the next one, and all of them after the last.
void WorkflowCanvas::Private::pickAttempt(const Called& called, int attempt) {
    const telemetry::RunTree tree = treeOf(called.execution);
    const int index = visitOf(tree, called);
    if (index < 0)
        return;
    const telemetry::RunTree::Node& visit = tree.node(index);
    const feed::Selection::Content& content = selection.content();
    const bool same =
        content.execution == called.execution && content.state.toStdString() == called.state;
    const std::int64_t before = same ? content.attempt : 0;
    const bool isThere = attempt > 0 && attempt <= int(visit.attempts.size());
    const std::int64_t wanted =
        isThere ? visit.attempts[static_cast<std::size_t>(attempt) - 1].scheduled
                : visit.attemptBeside(before, 1);
    selectVisit(called, visit, wanted == before ? 0 : wanted);
}

void WorkflowCanvas::Private::walkAttempts(int step) {
    const Called called =
        scene.selectedInset() ? calledAt(*scene.selectedInset()) : calledAt(scene.selectedNode());
    const telemetry::RunTree tree = treeOf(called.execution);
    const int index = visitOf(tree, called);
    if (index < 0 || tree.node(index).attempts.empty())
        return;
    const feed::Selection::Content& content = selection.content();
    const std::int64_t before = content.execution == called.execution ? content.attempt : 0;
    selectVisit(called, tree.node(index), tree.node(index).attemptBeside(before, step));
}

/// The state itself, or what it is closed away in; -1 when the machine has no such state.
int WorkflowCanvas::Private::shownNode(const std::string& state) const {
    const auto around = statemachine::closedAround(graph, closed, state);
    return scene.diagram().graph.findByName(around.empty() ? state : around.front());
}

void WorkflowCanvas::Private::openAround(const CanvasInsets::Place& place) {
    Folding wanted = folding();
    const std::string outer = place.path.empty() ? place.state.toStdString() : place.path.front();
    for (const std::string& name : statemachine::closedAround(graph, closed, outer))
        wanted.closed.erase(name);
    for (std::size_t depth = 1; depth <= place.path.size(); ++depth) {
        const bool innermost = depth == place.path.size();
        const CanvasInsets::Place around{
            {place.path.begin(), place.path.begin() + std::ptrdiff_t(depth)},
            innermost ? place.state : QString::fromStdString(place.path[depth])};
        for (const statemachine::StatePath& path : insets.closedAround(around))
            wanted.inside.closed.erase(path);
    }
    setFolding(std::move(wanted), place, Cause::Follows);
}

QRectF WorkflowCanvas::Private::boxOf(const CanvasInsets::Place& place) const {
    if (place.state.isEmpty())
        return {};
    if (!place.path.empty()) {
        const InsetSpot spot = insets.shownSpot(place);
        if (!spot.path.empty())
            return scene.insetBox(spot);
    }
    const int node = shownNode(place.path.empty() ? place.state.toStdString() : place.path.front());
    return node < 0 ? QRectF() : scene.diagram().nodes[static_cast<std::size_t>(node)].header;
}

CanvasInsets::Place WorkflowCanvas::Private::selectedPlace() const {
    if (scene.selectedInset())
        return insets.placeOf(*scene.selectedInset());
    return {{}, nameOf(scene.selectedNode())};
}

void WorkflowCanvas::Private::takeFolding(Folding wanted) {
    closed = std::move(wanted.closed);
    insets.setFolding(std::move(wanted.inside));
    foundState = -1;
    layOut();
    showClock();
}

/// `still`: a state that stays where it is on the screen, when it can.
void WorkflowCanvas::Private::setFolding(Folding wanted, const CanvasInsets::Place& still,
                                         Cause cause) {
    if (wanted == folding())
        return;
    const auto place = [&]() -> std::optional<QPoint> {
        const QRectF box = boxOf(still);
        return box.isEmpty() ? std::nullopt : std::optional(view->mapFromScene(box.center()));
    };
    const std::optional<QPoint> before = place();
    takeFolding(std::move(wanted));
    if (const std::optional<QPoint> after = place(); before && after) {
        const QPoint shift = *after - *before;
        view->horizontalScrollBar()->setValue(view->horizontalScrollBar()->value() + shift.x());
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() + shift.y());
    }
    tell(cause);
}

namespace {

/// In the set, or out of it, whichever it is not.
template <typename Name>
void toggle(std::set<Name>& names, const Name& name) {
    if (names.erase(name) == 0)
        names.insert(name);
}

} // namespace

void WorkflowCanvas::Private::toggleFold(int node) {
    if (node < 0)
        return;
    const Diagram::Node& state = scene.diagram().nodes[static_cast<std::size_t>(node)];
    const CanvasInsets::Place place{{}, state.name};
    if (state.nested) {
        if (state.foldable)
            toggleInset(place);
        return;
    }
    Folding wanted = folding();
    if (state.container || wanted.closed.contains(state.name.toStdString()))
        toggle(wanted.closed, state.name.toStdString());
    setFolding(std::move(wanted), place);
}

void WorkflowCanvas::Private::toggleFold(const InsetSpot& spot) {
    const Diagram::Node& state = *scene.insetLook(spot).node;
    const CanvasInsets::Place place{spot.path, state.name};
    if (state.nested) {
        if (state.foldable)
            toggleInset(place);
        return;
    }
    Folding wanted = folding();
    statemachine::StatePath path = spot.path;
    path.push_back(state.name.toStdString());
    if (state.container || wanted.inside.closed.contains(path))
        toggle(wanted.inside.closed, path);
    setFolding(std::move(wanted), place);
}

void WorkflowCanvas::Private::toggleInset(const CanvasInsets::Place& task) {
    Folding wanted = folding();
    statemachine::StatePath path = task.path;
    path.push_back(task.state.toStdString());
    toggle(wanted.inside.opened, path);
    setFolding(std::move(wanted), task);
}

namespace {

/// What opening or closing a state is called.
QString foldText(const Diagram::Node& state) {
    if (!state.isClosed())
        return WorkflowCanvas::tr("Collapse\tO");
    if (!state.nested)
        return WorkflowCanvas::tr("Expand\tO");
    return state.machine.isEmpty() ? WorkflowCanvas::tr("Show the machine inside that it starts\tO")
                                   : WorkflowCanvas::tr("Show “%1” inside\tO").arg(state.machine);
}

} // namespace

void WorkflowCanvas::Private::showInsetMenu(const InsetSpot& spot, const QPoint& global) {
    pick(spot);
    const NodeLook look = scene.insetLook(spot);
    QMenu menu(q);
    const QString home = insetOf(scene.content(), spot.path)->machine;
    connect(menu.addAction(WorkflowCanvas::tr("Open in “%1”\tEnter").arg(home)),
            &QAction::triggered, q, [this, spot] { open(spot); });
    if (look.node->foldable)
        connect(menu.addAction(foldText(*look.node)), &QAction::triggered, q,
                [this, spot] { toggleFold(spot); });
    fillFoldAllMenu(menu);
    if (debug) {
        menu.addSeparator();
        debug->fillMenuInside(menu, home, look.node->name);
    }
    menu.exec(global);
}

void WorkflowCanvas::Private::fillFoldMenu(QMenu& menu, int node) {
    if (node >= 0) {
        const Diagram::Node& state = scene.diagram().nodes[static_cast<std::size_t>(node)];
        if (state.foldable)
            connect(menu.addAction(foldText(state)), &QAction::triggered, q,
                    [this, name = state.name] { toggleFold(shownNode(name.toStdString())); });
    }
    fillFoldAllMenu(menu);
}

void WorkflowCanvas::Private::fillFoldAllMenu(QMenu& menu) {
    if (statemachine::containerNames(graph).empty() &&
        insets.folding() == statemachine::InsideFolding())
        return;
    connect(menu.addAction(WorkflowCanvas::tr("Collapse all")), &QAction::triggered, q,
            &WorkflowCanvas::collapseAll);
    QAction* expand = menu.addAction(WorkflowCanvas::tr("Expand all"));
    expand->setEnabled(settings().isAnyCollapsed());
    connect(expand, &QAction::triggered, q, &WorkflowCanvas::expandAll);
}

QString WorkflowCanvas::Private::nameOf(int node) const {
    return node < 0 ? QString() : scene.diagram().nodes[static_cast<std::size_t>(node)].name;
}

void WorkflowCanvas::Private::attachPlayback(feed::Playback& shared) {
    playback = &shared;
    scrubber->attachPlayback(shared);
    connect(&shared, &feed::Playback::changed, q, [this] { followInstant(); });
    updateActions();
}

void WorkflowCanvas::Private::attachDebugging(feed::DebugSession& session) {
    debug = new DebugBar(session, theme, q);
    debug->setDrawn([this] { return insets.executions(); });
    auto* column = static_cast<QVBoxLayout*>(q->layout());
    column->insertWidget(column->indexOf(pages), debug);
    connect(debug, &DebugBar::marksChanged, q, [this] {
        showMarks();
        for (const auto& [state, flags] : scene.content().marks) {
            if (flags & NodeLook::Paused)
                view->reveal(shownNode(state));
        }
    });
    connect(debug, &DebugBar::stopRequested, q,
            [this] { Q_EMIT q->stopRequested(ExecutionRef{shown}); });
    connect(debug, &DebugBar::runRequested, runAction, &QAction::trigger);
    connect(view, &WorkflowView::gutterClicked, q,
            [this, &session](int node) { session.breakpoints().toggle(machine, nameOf(node)); });
    connect(view, &WorkflowView::insetGutterClicked, q, [this, &session](const InsetSpot& spot) {
        const QString home = insetOf(scene.content(), spot.path)->machine;
        session.breakpoints().toggle(home, scene.insetLook(spot).node->name);
    });
    updateActions();
    followSelection();
    showMarks();
}

void WorkflowCanvas::Private::showMarks() {
    if (!debug)
        return;
    scene.setMarks(debug->marks());
    scene.setInsetMarks([this](const InsetContent& inset) {
        return debug->marksInside(inset.machine, inset.execution);
    });
}

/// Each machine's notes are asked for once, until refreshMachines().
void WorkflowCanvas::Private::showNotesInside() {
    if (!notesOfMachine)
        return;
    scene.setInsetNotes([this](const QString& name) {
        const auto [known, isNew] = notesInside.try_emplace(name);
        if (!isNew)
            return known->second;
        for (const workspace::CanvasNote& note : notesOfMachine(name)) {
            if (!note.state.empty() && !note.text.empty())
                known->second[note.state] << QString::fromStdString(note.text);
        }
        return known->second;
    });
}

void WorkflowCanvas::Private::showMenu(int node, const QPoint& global) {
    // One of several that are chosen stands for all of them.
    if (node >= 0 && !scene.chosenNodes().contains(node))
        pick(node);
    QMenu menu(q);
    author->fillMenu(menu);
    menu.addSeparator();
    notes->fillMenu(menu, view->mapToScene(view->viewport()->mapFromGlobal(global)));
    menu.addSeparator();
    fillFoldMenu(menu, node);
    menu.addSeparator();
    if (node >= 0 && debug)
        debug->fillMenu(menu, nameOf(node));
    Q_EMIT q->menuAboutToShow(&menu, nameOf(node));
    if (!menu.isEmpty())
        menu.exec(global);
}

/// `step` 0 keeps the present match while the text grows, 1 goes to the next and opens what it is
/// closed away in.
void WorkflowCanvas::Private::find(const QString& wanted, int step) {
    std::vector<int> matches;
    const auto& nodes = graph.nodes;
    for (std::size_t i = 0; i < nodes.size() && !wanted.isEmpty(); ++i) {
        if (QString::fromStdString(nodes[i].name).contains(wanted, Qt::CaseInsensitive))
            matches.push_back(static_cast<int>(i));
    }
    const std::vector<CanvasInsets::Place> inside =
        wanted.isEmpty() ? std::vector<CanvasInsets::Place>() : insets.places();
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i].state.contains(wanted, Qt::CaseInsensitive))
            matches.push_back(static_cast<int>(nodes.size() + i));
    }
    scene.setFoundInset({});
    findCount->setText(wanted.isEmpty() ? QString()
                                        : WorkflowCanvas::tr("%n match(es)", nullptr,
                                                             static_cast<int>(matches.size())));
    if (matches.empty()) {
        scene.setFound(-1);
        foundState = -1;
        return;
    }
    const int current = foundState;
    auto next = std::find_if(matches.begin(), matches.end(), [&](int node) {
        return step == 0 ? node >= current : node > current;
    });
    if (next == matches.end())
        next = matches.begin();
    const int match = *next;
    const bool isInside = std::size_t(match) >= nodes.size();
    const CanvasInsets::Place place =
        isInside ? inside[std::size_t(match) - nodes.size()]
                 : CanvasInsets::Place{{}, QString::fromStdString(nodes[std::size_t(match)].name)};
    if (step > 0)
        openAround(place);
    foundState = match;
    const InsetSpot spot = isInside ? insets.shownSpot(place) : InsetSpot();
    if (!spot.path.empty() && spot.node >= 0) {
        scene.setFound(-1);
        scene.setFoundInset(spot);
        view->reveal(spot);
        if (step > 0)
            pick(spot);
        return;
    }
    const int node = shownNode(isInside ? place.path.front() : place.state.toStdString());
    scene.setFound(node);
    view->reveal(node);
    if (step > 0)
        pick(node);
}

WorkflowCanvas::WorkflowCanvas(feed::EngineFeed& feed, feed::Selection& selection,
                               theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, feed, selection, theme)) {
    d->build();
    d->connectAll();
    d->retranslate();
    d->updateActions();
}

/// The view goes before its scene: losing the focus is its last word to it.
WorkflowCanvas::~WorkflowCanvas() {
    delete d->view;
}

void WorkflowCanvas::setDefinition(const QString& machineName, const std::string& text) {
    setDefinition(machineName, statemachine::readDefinition(text));
}

void WorkflowCanvas::setDefinition(const QString& machineName,
                                   statemachine::SharedDefinition definition) {
    const bool other = machineName != d->machine;
    d->machine = machineName;
    if (other) {
        d->graph = {};
        d->closed.clear();
        d->insets.setFolding({});
        d->insets.forgetPick();
        d->notes->dropEditing();
        d->scene.setAnnotations({});
        d->fitted = false;
        d->layOut();
        d->retranslate(); // what the canvas is empty of
    }
    d->show(definition);
    d->updateRun();
    d->followSelection();
    if (!d->fitted && !d->graph.nodes.empty()) {
        d->fitted = true;
        // After the layout of the window has given the view its size.
        QTimer::singleShot(0, d->view, [view = d->view] { view->open(); });
    }
}

QString WorkflowCanvas::machineName() const {
    return d->machine;
}

void WorkflowCanvas::setSettings(const workspace::CanvasSettings& settings) {
    d->scene.setAnnotations(settings.annotations);
    const Private::Folding wanted{settings.collapsed, {settings.opened, settings.collapsedInside}};
    if (wanted != d->folding())
        d->takeFolding(wanted);
}

void WorkflowCanvas::setMachines(statemachine::MachineSource& machines) {
    d->insets.setMachines(&machines);
    refreshMachines();
}

void WorkflowCanvas::setNotesOfMachines(NotesOfMachine notes) {
    d->notesOfMachine = std::move(notes);
    refreshMachines();
}

void WorkflowCanvas::refreshMachines() {
    d->notesInside.clear();
    if (d->insets.refresh(d->graph))
        d->layOut();
    else
        d->showNotesInside();
}

const statemachine::OpenedStates& WorkflowCanvas::openedStates() const {
    return d->insets.folding().opened;
}

workspace::CanvasSettings WorkflowCanvas::settings() const {
    return d->settings();
}

const statemachine::ClosedStates& WorkflowCanvas::closedStates() const {
    return d->closed;
}

void WorkflowCanvas::collapseAll() {
    const auto names = statemachine::containerNames(d->graph);
    d->setFolding({{names.begin(), names.end()}, {{}, d->insets.folding().closed}},
                  d->selectedPlace());
}

void WorkflowCanvas::expandAll() {
    d->setFolding({{}, {d->insets.folding().opened, {}}}, d->selectedPlace());
}

const RunState& WorkflowCanvas::shownRun() const {
    return d->scene.run();
}

base::ExecutionId WorkflowCanvas::shownExecution() const {
    return d->shown;
}

void WorkflowCanvas::openSelectedInside() {
    if (const auto spot = d->scene.selectedInset())
        d->open(*spot);
}

bool WorkflowCanvas::showInside(base::ExecutionId execution, const QString& state) {
    const auto spot = d->insets.spotIn(execution, state);
    if (spot && spot->node >= 0)
        d->pick(*spot);
    return spot.has_value();
}

void WorkflowCanvas::attachPlayback(feed::Playback& playback) {
    d->attachPlayback(playback);
}

void WorkflowCanvas::attachDebugging(feed::DebugSession& session) {
    d->attachDebugging(session);
}

DebugBar* WorkflowCanvas::debugBar() const {
    return d->debug;
}

CanvasAuthor& WorkflowCanvas::author() {
    return *d->author;
}

CanvasNotes& WorkflowCanvas::notes() {
    return *d->notes;
}

void WorkflowCanvas::addToolAction(QAction* action) {
    d->bar->insertAction(d->turnAction, action);
}

void WorkflowCanvas::zoomIn() {
    d->view->zoomBy(1.25);
}

void WorkflowCanvas::zoomOut() {
    d->view->zoomBy(0.8);
}

void WorkflowCanvas::zoomToFit() {
    d->view->fit();
}

void WorkflowCanvas::zoomToActualSize() {
    d->view->setZoom(1);
}

void WorkflowCanvas::openFind() {
    d->findBar->show();
    d->findField->setFocus();
    d->findField->selectAll();
}

void WorkflowCanvas::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        d->layOut(); // labels have words, and words have widths
        d->retranslate();
    }
    QWidget::changeEvent(event);
}

} // namespace ws::designer
