#include "widgets/models/invocationsmodel.h"

#include "widgets/theme/messages.h"

#include <set>

namespace ws::models {

theme::Status statusOf(const telemetry::InvocationRecord& record) {
    using telemetry::InvocationStatus;
    if (record.throttled)
        return theme::Status::Aborted;
    if (!record.result)
        return record.started ? theme::Status::Running : theme::Status::Queued;
    switch (record.result->status) {
    case InvocationStatus::Succeeded:
        return theme::Status::Succeeded;
    case InvocationStatus::TimedOut:
        return theme::Status::TimedOut;
    case InvocationStatus::FunctionError:
    case InvocationStatus::RuntimeExited:
    case InvocationStatus::Refused:
        break;
    }
    return theme::Status::Failed;
}

InvocationsModel::InvocationsModel(const telemetry::Recorder& recorder, theme::Theme& theme,
                                   QObject* parent)
    : QAbstractTableModel(parent)
    , m_recorder(recorder)
    , m_theme(theme) {
    connect(&m_theme, &theme::Theme::changed, this, &InvocationsModel::retranslate);
    reload();
}

void InvocationsModel::reload() {
    beginResetModel();
    m_rows.clear();
    m_positions.clear();
    m_forgotten = 0;
    std::vector<base::InvocationId> all;
    for (const auto* past : m_recorder.pastInvocations())
        all.push_back(past->invocation);
    for (const auto& record : m_recorder.invocations())
        all.push_back(record.invocation);
    const std::size_t skip = all.size() > kMaxRows ? all.size() - kMaxRows : 0;
    for (std::size_t i = skip; i < all.size(); ++i) {
        m_positions[all[i]] = m_rows.size();
        m_rows.push_back(all[i]);
    }
    endResetModel();
}

void InvocationsModel::apply(const std::vector<telemetry::Event>& events) {
    std::vector<base::InvocationId> arrived;
    std::set<base::InvocationId> touched;
    for (const telemetry::Event& event : events) {
        if (const auto* body = std::get_if<telemetry::InvocationArrived>(&event.body))
            arrived.push_back(body->invocation);
        else if (const auto* started = std::get_if<telemetry::InvocationStarted>(&event.body))
            touched.insert(started->invocation);
        else if (const auto* throttled = std::get_if<telemetry::InvocationThrottled>(&event.body))
            touched.insert(throttled->invocation);
        else if (const auto* finished = std::get_if<telemetry::InvocationFinished>(&event.body))
            touched.insert(finished->invocation);
    }
    if (!arrived.empty())
        append(arrived);
    for (const base::InvocationId invocation : touched)
        touch(invocation);
}

void InvocationsModel::append(const std::vector<base::InvocationId>& arrived) {
    if (arrived.size() >= kMaxRows) {
        reload();
        return;
    }
    beginInsertRows({}, 0, int(arrived.size()) - 1);
    for (const base::InvocationId invocation : arrived) {
        m_positions[invocation] = m_forgotten + m_rows.size();
        m_rows.push_back(invocation);
    }
    endInsertRows();
    if (m_rows.size() <= kMaxRows)
        return;
    beginRemoveRows({}, int(kMaxRows), int(m_rows.size()) - 1);
    while (m_rows.size() > kMaxRows) {
        m_positions.erase(m_rows.front());
        m_rows.pop_front();
        ++m_forgotten;
    }
    endRemoveRows();
}

void InvocationsModel::touch(base::InvocationId invocation) {
    const int row = rowOf(invocation);
    if (row >= 0)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void InvocationsModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

base::InvocationId InvocationsModel::invocationAt(int row) const {
    if (row < 0 || row >= rowCount())
        return {};
    return m_rows[m_rows.size() - 1 - std::size_t(row)];
}

int InvocationsModel::rowOf(base::InvocationId invocation) const {
    const auto found = m_positions.find(invocation);
    if (found == m_positions.end())
        return -1;
    return int(m_rows.size() - 1 - (found->second - m_forgotten));
}

int InvocationsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

int InvocationsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString InvocationsModel::text(const telemetry::InvocationRecord& record, int column) const {
    switch (column) {
    case Time:
        return theme::timeText(record.arrived);
    case Function:
        return QString::fromStdString(record.function);
    case Start:
        if (record.throttled)
            return tr("Throttled");
        return record.reason ? theme::startReasonName(*record.reason) : QString();
    case Duration:
        return record.result ? theme::durationText(record.result->duration) : QString();
    case Status:
        if (record.throttled)
            return tr("Throttled");
        if (record.result)
            return theme::invocationStatusName(record.result->status);
        return record.started ? tr("Running") : tr("Waiting");
    case Environment:
        return record.environment == base::EnvironmentId{}
                   ? QString()
                   : tr("env %1").arg(static_cast<std::uint64_t>(record.environment));
    default:
        return {};
    }
}

QVariant InvocationsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const telemetry::InvocationRecord* record = m_recorder.invocation(invocationAt(index.row()));
    if (!record)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*record, index.column());
    case Qt::ToolTipRole:
        if (record->throttled)
            return record->cause
                       ? theme::throttleExplanation(*record->cause, record->used, record->limit)
                       : theme::throttleReasonName(*record->throttled);
        if (index.column() == Start && record->reason)
            return theme::startReasonExplanation(*record->reason);
        if (index.column() == Time)
            return theme::momentText(record->arrived);
        return QString::fromStdString(record->requestId);
    case Qt::DecorationRole:
        if (index.column() == Status) {
            const theme::StatusStyle style = m_theme.status(statusOf(*record));
            return m_theme.icon(style.icon, style.border);
        }
        if (index.column() == Start && record->reason) {
            const bool warm = *record->reason == telemetry::StartReason::Warm;
            return m_theme.icon(warm ? QStringLiteral("flame") : QStringLiteral("snow"),
                                m_theme.colour(warm ? theme::Role::Success : theme::Role::Accent));
        }
        return {};
    case Qt::TextAlignmentRole:
        return index.column() == Duration ? int(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant InvocationsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Function:
        return tr("Function");
    case Start:
        return tr("Start");
    case Duration:
        return tr("Duration");
    case Status:
        return tr("Status");
    case Environment:
        return tr("Environment");
    default:
        return {};
    }
}

} // namespace ws::models
