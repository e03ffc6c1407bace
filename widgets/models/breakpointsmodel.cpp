#include "widgets/models/breakpointsmodel.h"

#include "widgets/theme/messages.h"

#include <QCoreApplication>

#include <algorithm>

namespace ws::models {

using Kind = execution::Breakpoint::Kind;
using workspace::StoredBreakpoint;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ws::models::BreakpointsModel)
};

QString nameOr(const std::string& name, const QString& otherwise) {
    return name.empty() ? otherwise : QString::fromStdString(name);
}

} // namespace

QString breakpointText(const StoredBreakpoint& entry) {
    const QString state = nameOr(entry.at.state, Texts::tr("any state"));
    switch (entry.at.kind) {
    case Kind::Entry:
        return Texts::tr("Before %1").arg(state);
    case Kind::Exit:
        return Texts::tr("After %1").arg(state);
    case Kind::Transition:
        return Texts::tr("From %1 to %2").arg(state, nameOr(entry.at.next, Texts::tr("any state")));
    case Kind::Error:
        break;
    }
    if (!entry.at.state.empty())
        return Texts::tr("When %1 shows in %2")
            .arg(nameOr(entry.at.error, Texts::tr("any error")), state);
    return Texts::tr("When %1 shows").arg(nameOr(entry.at.error, Texts::tr("any error")));
}

BreakpointsModel::BreakpointsModel(feed::Breakpoints& breakpoints, theme::Theme& theme,
                                   QObject* parent)
    : QAbstractTableModel(parent)
    , m_breakpoints(breakpoints)
    , m_theme(theme)
    , m_rows(int(breakpoints.all().size())) {
    connect(&m_breakpoints, &feed::Breakpoints::changed, this, &BreakpointsModel::takeChange);
    connect(&m_theme, &theme::Theme::changed, this, &BreakpointsModel::retranslate);
}

/// Rows that stay keep their place, so that the current one does.
void BreakpointsModel::takeChange() {
    const int rows = int(m_breakpoints.all().size());
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
    if (rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
}

void BreakpointsModel::setProblems(ProblemOf problemOf) {
    m_problemOf = std::move(problemOf);
    retranslate();
}

void BreakpointsModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
}

int BreakpointsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int BreakpointsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString BreakpointsModel::text(const StoredBreakpoint& entry, int column) const {
    switch (column) {
    case Where:
        return breakpointText(entry);
    case Machine:
        return QString::fromStdString(entry.machine);
    case Condition:
        return QString::fromStdString(entry.at.condition);
    case FromHit:
        return entry.at.fromHit > 1 ? tr("from hit %1").arg(entry.at.fromHit) : tr("every hit");
    default:
        return {};
    }
}

QVariant BreakpointsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || std::size_t(index.row()) >= m_breakpoints.all().size())
        return {};
    const StoredBreakpoint& entry = m_breakpoints.all()[std::size_t(index.row())];
    const base::Error* problem =
        index.column() == Condition && m_problemOf ? m_problemOf(entry) : nullptr;
    switch (role) {
    case Qt::ToolTipRole:
        if (problem)
            return tr("%1 could not tell whether to stop. %2")
                .arg(breakpointText(entry), theme::message(*problem));
        return text(entry, index.column());
    case Qt::DisplayRole:
        return problem
                   ? QStringLiteral("%1 — %2").arg(text(entry, Condition), theme::message(*problem))
                   : text(entry, index.column());
    case Qt::DecorationRole:
        return problem ? QVariant(m_theme.icon(QStringLiteral("warning"))) : QVariant();
    case Qt::CheckStateRole:
        if (index.column() == Where)
            return entry.isOn() ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::ForegroundRole:
        if (problem)
            return m_theme.colour(theme::Role::Error);
        return entry.isOn() ? QVariant() : m_theme.colour(theme::Role::TextSecondary);
    case Qt::FontRole:
        return index.column() == Condition ? m_theme.codeFont() : QVariant();
    default:
        return {};
    }
}

bool BreakpointsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != Where || role != Qt::CheckStateRole)
        return false;
    using State = StoredBreakpoint::State;
    m_breakpoints.setState(index.row(), value.toInt() == Qt::Checked ? State::On : State::Off);
    return true;
}

Qt::ItemFlags BreakpointsModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Where ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant BreakpointsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Where:
        return tr("Breakpoint");
    case Machine:
        return tr("Machine");
    case Condition:
        return tr("Condition");
    case FromHit:
        return tr("Stops");
    default:
        return {};
    }
}

} // namespace ws::models
