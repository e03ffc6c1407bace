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

RunModel::RunModel(const telemetry::Recorder& recorder, theme::Theme& theme, QObject* parent)
    : QAbstractItemModel(parent)
    , m_recorder(recorder)
    , m_theme(theme) {
    connect(&m_theme, &theme::Theme::changed, this, &RunModel::retranslate);
}

void RunModel::setExecution(base::ExecutionId execution) {
    if (execution == m_execution && m_recorder.execution(execution))
        return;
    beginResetModel();
    m_execution = execution;
    m_tree.clear();
    m_moments.clear();
    m_shown.clear();
    m_shownRoots = 0;
    // A run that is over needs no row to be told of.
    if (const auto* record = m_recorder.execution(m_execution)) {
        for (const auto& event : record->history) {
            m_tree.apply(event);
            m_moments.push_back(event.at);
        }
        m_tree.touched().clear();
        for (const auto& node : m_tree.nodes())
            m_shown.push_back(int(node.children.size()));
        m_shownRoots = int(m_tree.roots().size());
    }
    endResetModel();
}

void RunModel::update() {
    const auto* record = m_recorder.execution(m_execution);
    if (!record) {
        if (!m_tree.nodes().empty())
            setExecution({});
        return;
    }
    for (std::size_t i = m_moments.size(); i < record->history.size(); ++i) {
        m_tree.apply(record->history[i]);
        m_moments.push_back(record->history[i].at);
    }
    publish();
}

/// Rows for what was made, parents before their children, then word of what was changed.
void RunModel::publish() {
    std::vector<int> touched = std::exchange(m_tree.touched(), {});
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    m_shown.resize(m_tree.nodes().size(), 0);
    if (const int count = int(m_tree.roots().size()); count > m_shownRoots) {
        beginInsertRows({}, m_shownRoots, count - 1);
        m_shownRoots = count;
        endInsertRows();
    }
    for (const int node : touched) {
        const int parent = m_tree.node(node).parent;
        if (parent < 0)
            continue;
        int& shown = m_shown[std::size_t(parent)];
        const int count = int(m_tree.node(parent).children.size());
        if (count <= shown)
            continue;
        beginInsertRows(indexOf(parent), shown, count - 1);
        shown = count;
        endInsertRows();
    }
    for (const int node : touched)
        Q_EMIT dataChanged(indexOf(node), indexOf(node, ColumnCount - 1));
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

const std::vector<int>& RunModel::childrenOf(int node) const {
    return node < 0 ? m_tree.roots() : m_tree.node(node).children;
}

int RunModel::shownOf(int node) const {
    return node < 0 ? m_shownRoots : m_shown[std::size_t(node)];
}

int RunModel::nodeAt(const QModelIndex& index) {
    return index.isValid() ? int(index.internalId()) : -1;
}

QModelIndex RunModel::indexOf(int node, int column) const {
    return node < 0 ? QModelIndex() : createIndex(m_tree.node(node).row, column, quintptr(node));
}

QModelIndex RunModel::index(int row, int column, const QModelIndex& parent) const {
    const int node = nodeAt(parent);
    if (row < 0 || row >= shownOf(node) || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, quintptr(childrenOf(node)[std::size_t(row)]));
}

QModelIndex RunModel::parent(const QModelIndex& index) const {
    return index.isValid() ? indexOf(m_tree.node(nodeAt(index)).parent) : QModelIndex();
}

int RunModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : shownOf(nodeAt(parent));
}

int RunModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QString RunModel::text(const RunTree::Node& node, int column) const {
    switch (column) {
    case State:
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

QString RunModel::tip(const RunTree::Node& node) const {
    QStringList lines{QStringLiteral("%1 · %2").arg(text(node, State), text(node, Status))};
    for (std::size_t i = 0; i < node.attempts.size() && i < 12; ++i) {
        const RunTree::Attempt& attempt = node.attempts[i];
        const QString took =
            attempt.end ? theme::durationText(*attempt.end - attempt.begin) : tr("under way");
        lines << (attempt.failed ? tr("Attempt %1: %2, failed with %3")
                                       .arg(i + 1)
                                       .arg(took, QString::fromStdString(attempt.error))
                                 : tr("Attempt %1: %2").arg(i + 1).arg(took));
    }
    if (!node.cause.empty())
        lines << QString::fromStdString(node.cause.substr(0, 400));
    return lines.join(u'\n');
}

QVariant RunModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const RunTree::Node& node = m_tree.node(nodeAt(index));
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::ToolTipRole:
        return tip(node);
    case Qt::AccessibleTextRole:
        return index.column() == Timeline ? tip(node) : text(node, index.column());
    case Qt::DecorationRole:
        if (index.column() == Status) {
            const theme::StatusStyle style = m_theme.status(themeStatus(node.status));
            return m_theme.pixmap(style.icon, style.border, 14, 2.0);
        }
        return {};
    case Qt::ForegroundRole:
        return index.column() == Error ? QVariant(m_theme.colour(theme::Role::Error)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Duration || index.column() == Started || index.column() == Attempts
                   ? int(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    case NodeRole:
        return nodeAt(index);
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
