#include "widgets/models/pastrunsmodel.h"

#include "widgets/theme/executionstatus.h"
#include "widgets/theme/messages.h"

#include <utility>

namespace ws::models {

using telemetry::ExecutionStatus;

PastRunsModel::PastRunsModel(theme::Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , m_theme(theme) {
    connect(&m_theme, &theme::Theme::changed, this, &PastRunsModel::retranslate);
}

void PastRunsModel::setRuns(std::vector<Summary> runs) {
    beginResetModel();
    m_runs = std::move(runs);
    choose();
    endResetModel();
}

void PastRunsModel::setMachine(const QString& machine) {
    if (machine == m_machine)
        return;
    beginResetModel();
    m_machine = machine;
    choose();
    endResetModel();
}

void PastRunsModel::choose() {
    const std::string machine = m_machine.toStdString();
    m_shown.clear();
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        if (machine.empty() ? !m_runs[i].origin.isNested() : m_runs[i].machine == machine)
            m_shown.push_back(i);
    }
}

int PastRunsModel::rowOf(std::int64_t id) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (runAt(row).id == id)
            return row;
    }
    return -1;
}

void PastRunsModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int PastRunsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_shown.size());
}

int PastRunsModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QString PastRunsModel::text(const Summary& run, int column) const {
    switch (column) {
    case Started:
        return theme::momentText(run.started);
    case Machine:
        return QString::fromStdString(run.machine);
    case Status:
        return theme::executionStatusName(run.status);
    case Duration:
        return run.finished ? theme::durationText(*run.finished - run.started) : QString();
    case Name:
        return run.origin.isNested() ? tr("%1, begun by %2")
                                           .arg(QString::fromStdString(run.name),
                                                QString::fromStdString(run.origin.state))
                                     : QString::fromStdString(run.name);
    default:
        return {};
    }
}

QVariant PastRunsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Summary& run = runAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(run, index.column());
    case Qt::DecorationRole:
        if (index.column() == Status) {
            const theme::StatusStyle style = m_theme.status(theme::statusOf(run.status));
            return m_theme.icon(style.icon, style.border);
        }
        return {};
    case Qt::TextAlignmentRole:
        return index.column() == Duration ? int(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant PastRunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Started:
        return tr("Started");
    case Machine:
        return tr("Machine");
    case Status:
        return tr("Status");
    case Duration:
        return tr("Duration");
    case Name:
        return tr("Name");
    default:
        return {};
    }
}

} // namespace ws::models
