#include "widgets/models/runmodel.h"

#include "widgets/theme/messages.h"

#include <QCoreApplication>

#include <algorithm>

namespace ws::models {

using telemetry::RunTree;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ws::models::RunModel)
};

} // namespace

QString runStatusName(RunTree::Status status) {
    switch (status) {
    case RunTree::Status::Running:
        return Texts::tr("Running");
    case RunTree::Status::Waiting:
        return Texts::tr("Waiting");
    case RunTree::Status::Succeeded:
        return Texts::tr("Succeeded");
    case RunTree::Status::Caught:
        return Texts::tr("Caught error");
    case RunTree::Status::Failed:
        return Texts::tr("Failed");
    case RunTree::Status::TimedOut:
        return Texts::tr("Timed out");
    case RunTree::Status::Aborted:
        return Texts::tr("Aborted");
    }
    return {};
}

theme::Status themeStatus(RunTree::Status status) {
    switch (status) {
    case RunTree::Status::Running:
        return theme::Status::Running;
    case RunTree::Status::Waiting:
        return theme::Status::Waiting;
    case RunTree::Status::Succeeded:
        return theme::Status::Succeeded;
    case RunTree::Status::Caught:
        return theme::Status::Caught;
    case RunTree::Status::Failed:
        return theme::Status::Failed;
    case RunTree::Status::TimedOut:
        return theme::Status::TimedOut;
    case RunTree::Status::Aborted:
        break;
    }
    return theme::Status::Aborted;
}

namespace {

RunTree::Status statusOf(telemetry::ExecutionStatus status) {
    switch (status) {
    case telemetry::ExecutionStatus::Running:
        return RunTree::Status::Running;
    case telemetry::ExecutionStatus::Succeeded:
        return RunTree::Status::Succeeded;
    case telemetry::ExecutionStatus::Failed:
        return RunTree::Status::Failed;
    case telemetry::ExecutionStatus::TimedOut:
        return RunTree::Status::TimedOut;
    case telemetry::ExecutionStatus::Aborted:
        break;
    }
    return RunTree::Status::Aborted;
}

} // namespace

RunModel::RunModel(const telemetry::Recorder& recorder, theme::Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_recorder(recorder)
    , m_theme(theme) {
    load();
    connect(&m_theme, &theme::Theme::changed, this, &RunModel::retranslate);
}

void RunModel::setExecution(base::ExecutionId execution) {
    if (execution == m_execution && m_recorder.execution(execution))
        return;
    beginResetModel();
    m_execution = execution;
    load();
    endResetModel();
}

/// A run that is over needs no row to be told of.
void RunModel::load() {
    m_quiet = true;
    m_runs.clear();
    m_runOf.clear();
    m_moments.clear();
    m_runs.push_back(std::make_unique<Run>());
    if (const auto* record = m_recorder.execution(m_execution)) {
        run(0).execution = m_execution;
        m_runOf[m_execution] = 0;
        takeUp(run(0), *record);
        publish(0);
        adoptChildren(0);
    }
    m_quiet = false;
}

void RunModel::update() {
    for (const auto& run : m_runs) {
        if (run->execution != base::ExecutionId{} && !m_recorder.execution(run->execution)) {
            beginResetModel(); // some of it was forgotten
            load();
            endResetModel();
            return;
        }
    }
    const std::size_t known = m_runs.size();
    for (std::size_t i = 0; i < known; ++i) {
        const auto* record = m_recorder.execution(run(int(i)).execution);
        if (!record)
            continue;
        takeUp(run(int(i)), *record);
        publish(int(i));
        adoptChildren(int(i));
    }
}

void RunModel::takeUp(Run& run, const telemetry::ExecutionRecord& record) {
    for (; run.applied < record.history.size(); ++run.applied) {
        run.tree.apply(record.history[run.applied]);
        if (&run == m_runs.front().get())
            m_moments.push_back(record.history[run.applied].at);
    }
    describe(run, record);
}

void RunModel::describe(Run& run, const telemetry::ExecutionRecord& record) {
    run.whole.name = record.machine;
    run.whole.index = record.origin.item;
    run.whole.begin = record.started;
    run.whole.end = record.finished;
    run.whole.status = statusOf(record.status);
    run.whole.error = record.error;
    run.whole.cause = record.cause;
}

/// Those that it has begun since, with what they have begun.
void RunModel::adoptChildren(int parent) {
    for (const auto* child : m_recorder.childrenOf(run(parent).execution)) {
        if (!m_runOf.contains(child->execution))
            adoptChildren(addRun(*child, parent));
    }
}

int RunModel::addRun(const telemetry::ExecutionRecord& record, int parentRun) {
    const int index = int(m_runs.size());
    auto added = std::make_unique<Run>();
    added->execution = record.execution;
    added->parentRun = parentRun;
    added->parentNode = run(parentRun).tree.nodeOf(record.origin.event);
    describe(*added, record);
    Run& parent = run(parentRun);
    std::vector<int>& siblings = parent.nested[added->parentNode];
    added->nestedRow = int(siblings.size());
    const int row = shownOf(parent, added->parentNode) + added->nestedRow;
    const int around = added->parentNode < 0 && parentRun > 0 ? kWhole : added->parentNode;
    if (!m_quiet)
        beginInsertRows(indexOf(parentRun, around, 0), row, row);
    m_runOf[record.execution] = index;
    m_runs.push_back(std::move(added));
    siblings.push_back(index);
    if (!m_quiet)
        endInsertRows();
    takeUp(run(index), record);
    publish(index);
    return index;
}

void RunModel::insertNode(int index, int parent, int& shown, int count) {
    if (count <= shown)
        return;
    const int around = parent < 0 && index > 0 ? kWhole : parent;
    if (!m_quiet)
        beginInsertRows(indexOf(index, around, 0), shown, count - 1);
    shown = count;
    if (!m_quiet)
        endInsertRows();
}

/// Rows for what was made, parents before their children, then word of what was changed.
void RunModel::publish(int index) {
    Run& run = this->run(index);
    std::vector<int> touched = std::exchange(run.tree.touched(), {});
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    run.shown.resize(run.tree.nodes().size(), 0);
    insertNode(index, -1, run.shownRoots, int(run.tree.roots().size()));
    for (const int node : touched) {
        const int parent = run.tree.node(node).parent;
        if (parent >= 0)
            insertNode(index, parent, run.shown[std::size_t(parent)],
                       int(run.tree.node(parent).children.size()));
    }
    if (m_quiet)
        return;
    if (index > 0)
        touched.push_back(kWhole);
    for (const int node : touched)
        Q_EMIT dataChanged(indexOf(index, node, 0), indexOf(index, node, ColumnCount - 1));
}

void RunModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    Q_EMIT layoutChanged();
}

base::TimePoint RunModel::begin() const {
    return m_moments.empty() ? base::TimePoint{} : m_moments.front();
}

base::TimePoint RunModel::end() const {
    return m_moments.empty() ? base::TimePoint{} : m_moments.back();
}

const RunTree* RunModel::treeOf(base::ExecutionId execution) const {
    const auto found = m_runOf.find(execution);
    return found == m_runOf.end() ? nullptr : &run(found->second).tree;
}

std::size_t RunModel::rowTotal() const {
    std::size_t total = 0;
    for (const auto& run : m_runs)
        total += run->tree.nodes().size() + 1;
    return total - 1;
}

int RunModel::shownOf(const Run& run, int node) {
    return node < 0 ? run.shownRoots : run.shown[std::size_t(node)];
}

/// The id of an index is the number of its run, and that of its node or of the whole.
RunModel::Spot RunModel::spotOf(const QModelIndex& index) {
    if (!index.isValid())
        return {};
    const auto id = quint64(index.internalId());
    return {int(id >> 32U), int(qint32(quint32(id)))};
}

QModelIndex RunModel::indexOf(int index, int node, int column) const {
    const Run& run = this->run(index);
    if (node == -1)
        return {};
    const int row = node == kWhole
                        ? shownOf(this->run(run.parentRun), run.parentNode) + run.nestedRow
                        : run.tree.node(node).row;
    return createIndex(row, column, quintptr(quint64(index) << 32U | quint32(node)));
}

QModelIndex RunModel::indexOf(const Place& place, int column) const {
    const auto found = m_runOf.find(place.execution);
    if (found == m_runOf.end() || place.node >= int(run(found->second).tree.nodes().size()))
        return {};
    if (place.node < 0 && found->second == 0)
        return {};
    return indexOf(found->second, place.node < 0 ? kWhole : place.node, column);
}

RunModel::Place RunModel::placeOf(const QModelIndex& index) const {
    if (!index.isValid())
        return {};
    const Spot spot = spotOf(index);
    return {run(spot.run).execution, std::max(spot.node, -1)};
}

const RunTree::Node& RunModel::nodeOf(const QModelIndex& index) const {
    const Spot spot = spotOf(index);
    const Run& run = this->run(spot.run);
    return spot.node < 0 ? run.whole : run.tree.node(spot.node);
}

QModelIndex RunModel::index(int row, int column, const QModelIndex& parent) const {
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount)
        return {};
    const Spot spot = spotOf(parent);
    const Run& run = this->run(spot.run);
    const int node = std::max(spot.node, -1);
    const int nodes = shownOf(run, node);
    if (row >= nodes)
        return indexOf(run.nested.at(node)[std::size_t(row - nodes)], kWhole, column);
    const auto& children = node < 0 ? run.tree.roots() : run.tree.node(node).children;
    return indexOf(spot.run, children[std::size_t(row)], column);
}

QModelIndex RunModel::parent(const QModelIndex& index) const {
    if (!index.isValid())
        return {};
    const Spot spot = spotOf(index);
    const Run& run = this->run(spot.run);
    const bool whole = spot.node < 0;
    const int parentRun = whole ? run.parentRun : spot.run;
    const int parent = whole ? run.parentNode : run.tree.node(spot.node).parent;
    return indexOf(parentRun, parent < 0 && parentRun > 0 ? kWhole : parent, 0);
}

int RunModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0)
        return 0;
    const Spot spot = spotOf(parent);
    const Run& run = this->run(spot.run);
    const int node = std::max(spot.node, -1);
    const auto nested = run.nested.find(node);
    return shownOf(run, node) + (nested == run.nested.end() ? 0 : int(nested->second.size()));
}

int RunModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QString RunModel::text(const QModelIndex& index) const {
    const RunTree::Node& node = nodeOf(index);
    switch (index.column()) {
    case State:
        if (placeOf(index).node < 0)
            return node.index < 0
                       ? QString::fromStdString(node.name)
                       : tr("%1, item %2").arg(QString::fromStdString(node.name)).arg(node.index);
        return node.kind == RunTree::Node::Kind::Iteration ? tr("Item %1").arg(node.index)
                                                           : QString::fromStdString(node.name);
    case Status:
        return node.isMap() && node.items > 0 ? tr("%1 · %2 of %3")
                                                    .arg(runStatusName(node.status))
                                                    .arg(node.done)
                                                    .arg(node.items)
                                              : runStatusName(node.status);
    case Duration:
        return node.end ? theme::durationText(*node.end - node.begin) : QString();
    case Attempts:
        return node.attempts.size() > 1 ? QString::number(node.attempts.size()) : QString();
    case Started:
        return tr("+%1").arg(theme::durationText(node.begin - begin()));
    case Error:
        return QString::fromStdString(node.error);
    default:
        return {};
    }
}

QString RunModel::tip(const QModelIndex& index) const {
    const RunTree::Node& node = nodeOf(index);
    QStringList head;
    for (const int column : {State, Status, Duration})
        head << text(index.siblingAtColumn(column));
    head.removeAll(QString()); // nothing lasts yet
    QStringList lines{head.join(QStringLiteral(" · "))};
    if (placeOf(index).node < 0)
        lines << tr("An execution that this state began");
    for (std::size_t i = 0; i < node.attempts.size() && i < 12; ++i) {
        const RunTree::Attempt& attempt = node.attempts[i];
        const QString took =
            attempt.end ? theme::durationText(*attempt.end - attempt.begin) : tr("under way");
        lines << (attempt.failed ? tr("Attempt %1: %2, failed with %3")
                                       .arg(i + 1)
                                       .arg(took, QString::fromStdString(attempt.error))
                                 : tr("Attempt %1: %2").arg(i + 1).arg(took));
    }
    if (node.attempts.empty() && !node.error.empty())
        lines << QString::fromStdString(node.error);
    if (!node.cause.empty())
        lines << QString::fromStdString(node.cause.substr(0, 400));
    return lines.join(u'\n');
}

QVariant RunModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const RunTree::Node& node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(index);
    case Qt::ToolTipRole:
        return tip(index);
    case Qt::AccessibleTextRole:
        return index.column() == Timeline ? tip(index) : text(index);
    case Qt::DecorationRole:
        if (index.column() == State && placeOf(index).node < 0)
            return m_theme.icon(QStringLiteral("machine"));
        if (index.column() == Status) {
            const theme::StatusStyle style = m_theme.status(themeStatus(node.status));
            return m_theme.icon(style.icon, style.border);
        }
        return {};
    case Qt::ForegroundRole:
        return index.column() == Error ? QVariant(m_theme.colour(theme::Role::Error)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Duration || index.column() == Started || index.column() == Attempts
                   ? int(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    case StatusRole:
        return int(node.status);
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("State");
    case Status:
        return tr("Status");
    case Duration:
        return tr("Duration");
    case Attempts:
        return tr("Attempts");
    case Timeline:
        return tr("Timeline");
    case Started:
        return tr("Start");
    case Error:
        return tr("Error");
    default:
        return {};
    }
}

} // namespace ws::models
