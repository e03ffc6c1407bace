#include "widgets/dataplane/stepspanel.h"

#include "widgets/dataplane/iterationgrid.h"
#include "widgets/dataplane/runoverview.h"
#include "widgets/dataplane/yieldingcolumns.h"
#include "widgets/theme/emptystate.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace ws::dataplane {

using models::RunModel;
using telemetry::RunTree;
using Status = RunTree::Status;

namespace {

using namespace std::chrono_literals;

constexpr int kExpanded = 400; // rows that a run may have to be opened up at once

} // namespace

StepsPanel::StepsPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                       QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme)
    , m_model(feed.recorder(), theme)
    , m_filter(m_model) {
    build();
    m_later.setSingleShot(true);
    m_later.setInterval(200ms);
    connect(&m_later, &QTimer::timeout, this, &StepsPanel::rescale);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this, &StepsPanel::takeEvents);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, [this] { showExecution({}); });
    connect(&m_selection, &feed::Selection::changed, this, &StepsPanel::takeSelection);
    connect(&m_theme, &theme::Theme::changed, this, &StepsPanel::applyTheme);
    applyTheme();
    retranslate();
    showExecution({});
}

QToolButton* StepsPanel::addToggle(QBoxLayout* row) {
    auto* button = new QToolButton(this);
    button->setCheckable(true);
    button->setIconSize({18, 18});
    row->addWidget(button);
    return button;
}

void StepsPanel::build() {
    m_name = new QLineEdit(this);
    m_name->setClearButtonEnabled(true);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(theme::Theme::space(1));
    row->addWidget(m_name, 2);
    m_regex = addToggle(row);
    m_statuses = new QComboBox(this);
    row->addWidget(m_statuses, 1);
    m_inRange = addToggle(row);
    m_fold = addToggle(row);
    m_fold->setChecked(true);
    m_containers = addToggle(row);
    m_containers->setChecked(true);
    m_expand = addToggle(row);
    m_failed = addToggle(row);
    m_failed->setCheckable(false);
    m_view = new QTreeView(this);
    m_view->setModel(&m_filter);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_spans = new SpanDelegate(m_model, m_filter, m_scale, m_theme, m_view);
    m_view->setItemDelegateForColumn(RunModel::Timeline, m_spans);
    m_view->viewport()->installEventFilter(this);
    m_view->header()->setStretchLastSection(false);
    m_overview = new RunOverview(m_model, m_scale, m_theme, this);
    auto* main = new QWidget(this);
    auto* column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_overview);
    column->addWidget(m_view, 1);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(main);
    splitter->addWidget(buildMapSide());
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    m_empty = new theme::EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_nesting = new QLabel(this);
    m_nesting->setTextFormat(Qt::RichText);
    m_nesting->setWordWrap(true);
    m_nesting->setMargin(6);
    m_nesting->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_nesting->hide();
    connect(m_nesting, &QLabel::linkActivated, this, &StepsPanel::followNesting);
    layout->addLayout(row);
    layout->addWidget(m_nesting);
    layout->addWidget(m_stack, 1);
    const std::pair<int, int> kWidths[] = {{RunModel::State, 170},    {RunModel::Status, 130},
                                           {RunModel::Duration, 95},  {RunModel::Attempts, 90},
                                           {RunModel::Timeline, 260}, {RunModel::Started, 80},
                                           {RunModel::Error, 150}};
    for (const auto& [section, width] : kWidths)
        m_view->header()->resizeSection(section, width);
    m_view->header()->setSectionResizeMode(RunModel::Timeline, QHeaderView::Stretch);
    // The timeline shows attempts and beginnings as well; errors and durations are in the tips.
    constexpr int kLeastTimeline = 140;
    new YieldingColumns(*m_view, {RunModel::Timeline, kLeastTimeline},
                        {RunModel::Started, RunModel::Attempts, RunModel::Error, RunModel::Duration,
                         RunModel::Status});
    connect(m_name, &QLineEdit::textChanged, this, &StepsPanel::readFilter);
    connect(m_regex, &QToolButton::toggled, this, &StepsPanel::readFilter);
    connect(m_statuses, &QComboBox::activated, this, &StepsPanel::readFilter);
    connect(m_inRange, &QToolButton::toggled, this, &StepsPanel::readFilter);
    connect(m_fold, &QToolButton::toggled, this, &StepsPanel::rescale);
    connect(m_containers, &QToolButton::toggled, this, [this](bool shown) {
        m_scale.containers = shown ? SpanScale::Containers::Shown : SpanScale::Containers::Hidden;
        m_view->viewport()->update();
    });
    connect(m_expand, &QToolButton::toggled, this, [this](bool all) {
        if (all)
            m_view->expandAll();
        else
            m_view->collapseAll();
    });
    connect(m_failed, &QToolButton::clicked, this, &StepsPanel::nextFailed);
    connect(m_overview, &RunOverview::rangeChanged, this, [this] {
        if (m_inRange->isChecked())
            readFilter();
        m_view->viewport()->update();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid())
                    pick(m_filter.placeOf(current));
            });
    auto* next = new QShortcut(Qt::Key_F8, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(next, &QShortcut::activated, this, &StepsPanel::nextFailed);
    auto* later = new QShortcut(Qt::ALT | Qt::Key_Right, this, nullptr, nullptr,
                                Qt::WidgetWithChildrenShortcut);
    connect(later, &QShortcut::activated, this, &StepsPanel::nextAttempt);
    auto* earlier = new QShortcut(Qt::ALT | Qt::Key_Left, this, nullptr, nullptr,
                                  Qt::WidgetWithChildrenShortcut);
    connect(earlier, &QShortcut::activated, this, &StepsPanel::previousAttempt);
    auto* inwards = new QShortcut(Qt::ALT | Qt::Key_Down, this, nullptr, nullptr,
                                  Qt::WidgetWithChildrenShortcut);
    connect(inwards, &QShortcut::activated, this, &StepsPanel::openNested);
    auto* outwards =
        new QShortcut(Qt::ALT | Qt::Key_Up, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(outwards, &QShortcut::activated, this, &StepsPanel::openParent);
}

QWidget* StepsPanel::buildMapSide() {
    m_mapSide = new QWidget(this);
    m_crumbs = new QLabel(m_mapSide);
    m_crumbs->setTextFormat(Qt::RichText);
    m_crumbs->setWordWrap(true);
    m_crumbs->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_counts = new QLabel(m_mapSide);
    m_counts->setWordWrap(true); // beside a narrow grid it takes two lines
    m_counts->setProperty("muted", true);
    m_mapFailed = new QToolButton(m_mapSide);
    m_mapFailed->setIconSize({18, 18});
    m_grid = new IterationGrid(m_model, m_theme, m_mapSide);
    auto* row = new QHBoxLayout;
    row->addWidget(m_counts, 1);
    row->addWidget(m_mapFailed);
    auto* column = new QVBoxLayout(m_mapSide);
    column->setContentsMargins(6, 4, 4, 0);
    column->setSpacing(2);
    column->addWidget(m_crumbs);
    column->addLayout(row);
    column->addWidget(m_grid, 1);
    m_mapSide->setMinimumWidth(150);
    m_mapSide->hide();
    connect(m_crumbs, &QLabel::linkActivated, this,
            [this](const QString& link) { showNode(inRun(link.toInt())); });
    connect(m_grid, &IterationGrid::picked, this, &StepsPanel::showIteration);
    connect(m_mapFailed, &QToolButton::clicked, this, [this] {
        if (const int position = m_grid->nextFailed(); position >= 0) {
            m_grid->setCurrent(position);
            showNode(inRun(m_model.tree().node(m_grid->map()).children[std::size_t(position)]));
        }
    });
    return m_mapSide;
}

void StepsPanel::applyTheme() {
    m_regex->setIcon(m_theme.icon(QStringLiteral("regex")));
    m_inRange->setIcon(m_theme.icon(QStringLiteral("filter")));
    m_fold->setIcon(m_theme.icon(QStringLiteral("timer")));
    m_containers->setIcon(m_theme.icon(QStringLiteral("layer")));
    m_expand->setIcon(m_theme.icon(QStringLiteral("list")));
    m_failed->setIcon(m_theme.icon(QStringLiteral("status-failed")));
    m_mapFailed->setIcon(m_theme.icon(QStringLiteral("status-failed")));
}

void StepsPanel::retranslate() {
    m_name->setPlaceholderText(tr("Filter by state"));
    m_name->setAccessibleName(tr("Filter by state"));
    m_regex->setToolTip(tr("Regular expression"));
    m_statuses->setAccessibleName(tr("Status"));
    m_inRange->setToolTip(tr("Only what was under way in the range chosen above"));
    m_fold->setToolTip(tr("Fold long gaps in which nothing happened"));
    m_containers->setToolTip(tr("Draw bars for Map, Parallel and iterations"));
    m_expand->setToolTip(tr("Open everything up"));
    m_failed->setToolTip(tr("Go to the next failure (F8)"));
    m_mapFailed->setToolTip(tr("Go to the next failed item (F8)"));
    for (QToolButton* button :
         {m_regex, m_inRange, m_fold, m_containers, m_expand, m_failed, m_mapFailed})
        button->setAccessibleName(button->toolTip());
    m_overview->setAccessibleName(tr("The run over time"));
    m_overview->setToolTip(tr("Drag to choose a range, double-click to show everything again"));
    m_view->setAccessibleName(tr("Steps of the run"));
    m_grid->setAccessibleName(tr("Items of the Map"));
    m_nesting->setAccessibleName(tr("Nested executions"));
    m_nesting->setToolTip(tr("Alt+Down opens the execution that the selected state began, Alt+Up "
                             "goes back to the state that began this one"));
    m_empty->setText(tr("No run is shown.\nExecute a state machine: every visit of a state appears "
                        "here with its attempts."));
    fillStatuses();
    m_model.retranslate();
    showMapOf(m_grid->map());
    showNesting();
}

void StepsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void StepsPanel::fillStatuses() {
    const int old = std::max(0, m_statuses->currentIndex());
    const QSignalBlocker quiet(m_statuses);
    m_statuses->clear();
    m_statuses->addItem(tr("Any status"), -1);
    for (const Status status : {Status::Failed, Status::Caught, Status::TimedOut, Status::Aborted,
                                Status::Running, Status::Waiting, Status::Succeeded})
        m_statuses->addItem(models::runStatusName(status), int(status));
    m_statuses->setCurrentIndex(old);
}

void StepsPanel::readFilter() {
    const QString text = m_name->text();
    const QRegularExpression expression(
        m_regex->isChecked() ? text : QRegularExpression::escape(text),
        m_regex->isChecked() ? QRegularExpression::NoPatternOption
                             : QRegularExpression::CaseInsensitiveOption);
    m_name->setProperty("invalid", !expression.isValid());
    m_name->setToolTip(expression.isValid() ? QString() : expression.errorString());
    m_name->style()->unpolish(m_name);
    m_name->style()->polish(m_name);
    m_filter.setName(expression);
    const int status = m_statuses->currentData().toInt();
    m_filter.setStatuses(status < 0 ? QSet<int>() : QSet<int>{status});
    const bool ranged = m_inRange->isChecked() && m_scale.time.count() > 1;
    if (ranged) {
        const auto& moments = m_model.moments();
        const auto at = [&](double place) {
            return moments[std::min(m_scale.time.momentAt(place), moments.size() - 1)];
        };
        m_filter.setRange(std::pair(at(m_scale.from), at(m_scale.to)));
    } else {
        m_filter.setRange({});
    }
    if (!m_filter.isEmpty() && m_filter.rowCount() < kExpanded)
        m_view->expandAll();
}

const telemetry::ExecutionRecord* StepsPanel::record() const {
    return m_feed.recorder().execution(m_model.execution());
}

void StepsPanel::showExecution(base::ExecutionId execution) {
    m_grid->setMap(-1);
    m_mapSide->hide();
    m_model.setExecution(execution);
    m_scale.from = 0;
    m_scale.to = 1;
    m_stack->setCurrentIndex(m_model.tree().nodes().empty() ? 0 : 1);
    showNesting();
    rescale();
    if (m_model.rowTotal() < std::size_t(kExpanded))
        m_view->expandAll();
}

void StepsPanel::rescale() {
    using Gaps = telemetry::FoldedTime::Gaps;
    m_scale.time =
        telemetry::FoldedTime(m_model.moments(), m_fold->isChecked() ? Gaps::Folded : Gaps::Whole);
    m_scale.present = m_model.end();
    m_overview->refresh();
    m_view->viewport()->update();
}

void StepsPanel::takeEvents() {
    const auto& all = m_feed.recorder().executions();
    const bool chosen = m_selection.content().execution != base::ExecutionId{};
    const auto latest = std::find_if(all.rbegin(), all.rend(),
                                     [](const auto& run) { return !run.origin.isNested(); });
    if (!chosen && latest != all.rend() && latest->execution != m_model.execution())
        showExecution(latest->execution);
    const std::size_t before = m_model.moments().size();
    m_model.update();
    showNesting();
    if (m_model.moments().size() == before)
        return;
    m_stack->setCurrentIndex(m_model.tree().nodes().empty() ? 0 : 1);
    if (!m_later.isActive())
        m_later.start();
    if (m_model.rowTotal() < std::size_t(kExpanded))
        m_view->expandAll();
    showMapOf(m_grid->map());
}

void StepsPanel::takeSelection(const feed::Selection::Content& content) {
    if (std::exchange(m_scale.attempt, content.attempt) != content.attempt)
        m_view->viewport()->update();
    if (m_telling)
        return;
    // What the run has begun is among its rows.
    if (content.execution != base::ExecutionId{} && !m_model.treeOf(content.execution))
        showExecution(content.execution);
    const RunTree* tree = m_model.treeOf(content.execution);
    RunModel::Place place{content.execution, -1};
    if (tree && !content.state.isEmpty())
        place.node = content.visit > 0 ? tree->visitOf(content.visit)
                                       : tree->latest(content.state.toStdString());
    if (place.node < 0 && (!content.state.isEmpty() || place.execution == m_model.execution()))
        return;
    if (place == currentPlace())
        return;
    const QScopedValueRollback<bool> telling(m_telling, true);
    showNode(place);
}

/// The row comes into view; what it stands for is selected everywhere.
void StepsPanel::showNode(const RunModel::Place& place) {
    const QModelIndex row = m_filter.indexOf(place);
    if (row.isValid()) {
        m_view->setCurrentIndex(row);
        m_view->scrollTo(row);
    } else {
        pick(place);
    }
}

/// With a state inside the Map selected, that state's visit there.
void StepsPanel::showIteration(int node) {
    const int visit = m_model.tree().latestInside(node, m_selection.content().state.toStdString());
    showNode(inRun(visit < 0 ? node : visit));
}

void StepsPanel::pick(const RunModel::Place& place) {
    if (place.execution == m_model.execution())
        showMapOf(place.node);
    showNesting();
    if (m_telling)
        return;
    const QScopedValueRollback<bool> telling(m_telling, true);
    m_selection.set(contentOf(place));
}

/// At the moment at which the run is looked at.
feed::Selection::Content StepsPanel::contentOf(const RunModel::Place& place) const {
    feed::Selection::Content content;
    const auto* run = m_feed.recorder().execution(place.execution);
    if (!run)
        return content;
    content.machine = QString::fromStdString(run->definedBy());
    content.execution = run->execution;
    if (m_selection.content().execution == run->execution)
        content.event = m_selection.content().event;
    if (place.node < 0)
        return content;
    const RunTree::Node& node = m_model.treeOf(place.execution)->node(place.node);
    content.state = QString::fromStdString(node.name);
    content.visit = node.kind == RunTree::Node::Kind::State ? node.firstEvent : 0;
    const int iteration = m_model.treeOf(place.execution)->iterationAround(place.node);
    if (iteration >= 0)
        content.iteration = m_model.treeOf(place.execution)->node(iteration).firstEvent;
    return content;
}

void StepsPanel::showMapOf(int index) {
    const RunTree& tree = m_model.tree();
    if (index < 0 || std::size_t(index) >= tree.nodes().size())
        return;
    int map = index;
    int iteration = -1;
    while (map >= 0 && !tree.node(map).isMap()) {
        iteration = tree.node(map).kind == RunTree::Node::Kind::Iteration ? map : iteration;
        map = tree.node(map).parent;
    }
    m_mapSide->setVisible(map >= 0);
    if (map < 0)
        return;
    m_grid->setMap(map);
    if (iteration >= 0)
        m_grid->setCurrent(tree.node(iteration).row);
    const RunTree::Node& node = tree.node(map);
    m_counts->setText(
        node.failed > 0
            ? tr("%1 of %2 done, %3 failed").arg(node.done).arg(node.items).arg(node.failed)
            : tr("%1 of %2 done").arg(node.done).arg(node.items));
    m_mapFailed->setEnabled(node.failed > 0);
    QStringList crumbs;
    for (int at = map; at >= 0; at = tree.node(at).parent) {
        const QString name = m_model.indexOf(at).data().toString().toHtmlEscaped();
        crumbs.prepend(at == map ? QStringLiteral("<b>%1</b>").arg(name)
                                 : QStringLiteral("<a href=\"%1\">%2</a>").arg(at).arg(name));
    }
    m_crumbs->setText(crumbs.join(QStringLiteral(" › ")));
}

QString StepsPanel::breadcrumb() const {
    QString text = m_crumbs->text();
    return text.remove(QRegularExpression(QStringLiteral("<[^>]*>")));
}

void StepsPanel::nextFailed() {
    const auto& nodes = m_model.tree().nodes();
    const RunModel::Place current = currentPlace();
    const int from = current.execution == m_model.execution() ? current.node : -1;
    for (int step = 1; step <= int(nodes.size()); ++step) {
        const int index = (from + step) % int(nodes.size());
        const RunTree::Node& node = nodes[std::size_t(index)];
        const bool failed = node.status == Status::Failed || node.status == Status::TimedOut;
        if (failed && !node.isContainer()) {
            showNode(inRun(index));
            return;
        }
    }
}

} // namespace ws::dataplane
