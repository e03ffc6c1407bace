#include "widgets/models/executioneventsmodel.h"

#include "widgets/theme/messages.h"

#include <optional>

namespace ws::models {
namespace {

bool isFailure(std::string_view type) {
    return type.ends_with("Failed") || type.ends_with("TimedOut") || type.ends_with("Aborted") ||
           type == "FailStateEntered";
}

QString shortened(const std::string& text) {
    constexpr qsizetype kShown = 160;
    const QString line = QString::fromStdString(text.substr(0, 4 * kShown)).simplified();
    return line.size() > kShown ? line.left(kShown) + u'…' : line;
}

} // namespace

ExecutionEventsModel::ExecutionEventsModel(const telemetry::Recorder& recorder, theme::Theme& theme,
                                           QObject* parent)
    : QAbstractTableModel(parent)
    , m_recorder(recorder)
    , m_theme(theme) {
    connect(&m_theme, &theme::Theme::changed, this, &ExecutionEventsModel::retranslate);
}

void ExecutionEventsModel::setExecution(base::ExecutionId execution) {
    if (execution == m_execution)
        return;
    m_execution = execution;
    reload();
}

void ExecutionEventsModel::reload() {
    beginResetModel();
    m_states.clear();
    endResetModel();
    if (const auto* record = m_recorder.execution(m_execution))
        growTo(record->history.size());
}

void ExecutionEventsModel::growTo(std::size_t count) {
    const auto* record = m_recorder.execution(m_execution);
    if (!record || count <= m_states.size())
        return;
    beginInsertRows({}, int(m_states.size()), int(count) - 1);
    for (std::size_t row = m_states.size(); row < count; ++row) {
        const telemetry::HistoryEvent& event = record->history[row];
        QString state = QString::fromStdString(event.name);
        // A task's own events have no name: they follow the entry of their state.
        const auto previous = static_cast<std::size_t>(event.previousId);
        if (state.isEmpty() && previous > 0 && previous <= m_states.size())
            state = m_states[previous - 1];
        m_states.push_back(state);
    }
    endInsertRows();
}

void ExecutionEventsModel::apply(const std::vector<telemetry::Event>& events) {
    bool mine = false;
    for (const telemetry::Event& event : events) {
        const auto* body = std::get_if<telemetry::ExecutionAdvanced>(&event.body);
        mine = mine || (body && body->execution == m_execution);
    }
    const auto* record = mine ? m_recorder.execution(m_execution) : nullptr;
    if (record)
        growTo(record->history.size());
}

void ExecutionEventsModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_states.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const telemetry::HistoryEvent* ExecutionEventsModel::eventAt(int row) const {
    const auto* record = m_recorder.execution(m_execution);
    if (!record || row < 0 || std::size_t(row) >= record->history.size())
        return nullptr;
    return &record->history[std::size_t(row)];
}

QString ExecutionEventsModel::stateAt(int row) const {
    return row >= 0 && row < rowCount() ? m_states[std::size_t(row)] : QString();
}

int ExecutionEventsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_states.size());
}

int ExecutionEventsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ExecutionEventsModel::text(const telemetry::HistoryEvent& event, int row,
                                   int column) const {
    switch (column) {
    case Id:
        return QString::number(event.id);
    case Type: {
        const std::string_view name = telemetry::historyEventTypeName(event.type);
        return QString::fromLatin1(name.data(), qsizetype(name.size()));
    }
    case State:
        return stateAt(row);
    case Delta: {
        const telemetry::HistoryEvent* first = eventAt(0);
        return first ? tr("+%1").arg(theme::durationText(event.at - first->at)) : QString();
    }
    case Detail:
        if (event.error)
            return shortened(event.cause ? *event.error + ": " + *event.cause : *event.error);
        if (event.output)
            return shortened(event.output->dump());
        return event.input ? shortened(event.input->dump()) : QString();
    default:
        return {};
    }
}

QVariant ExecutionEventsModel::data(const QModelIndex& index, int role) const {
    const telemetry::HistoryEvent* event = index.isValid() ? eventAt(index.row()) : nullptr;
    if (!event)
        return {};
    const std::string_view type = telemetry::historyEventTypeName(event->type);
    switch (role) {
    case Qt::DisplayRole:
        return text(*event, index.row(), index.column());
    case Qt::ToolTipRole:
        return index.column() == Delta ? theme::timeText(event->at)
                                       : text(*event, index.row(), index.column());
    case Qt::ForegroundRole:
        if (index.column() == Type && isFailure(type))
            return m_theme.colour(theme::Role::Error);
        return index.column() == Detail ? m_theme.colour(theme::Role::TextSecondary) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Id || index.column() == Delta
                   ? int(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    default:
        return {};
    }
}

QVariant ExecutionEventsModel::headerData(int section, Qt::Orientation orientation,
                                          int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Id:
        return tr("Id");
    case Type:
        return tr("Event");
    case State:
        return tr("State");
    case Delta:
        return tr("Time");
    case Detail:
        return tr("Data");
    default:
        return {};
    }
}

} // namespace ws::models
