#pragma once

#include "widgets/feed/breakpoints.h"
#include "widgets/theme/theme.h"

#include <QAbstractTableModel>

#include <functional>

namespace ws::models {

/// "Before Pay", "Between A and any state", "When States.Timeout shows".
QString breakpointText(const workspace::StoredBreakpoint& entry);

/// All breakpoints of the workspace; the first column is ticked where one is on.
class BreakpointsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Where, Machine, Condition, FromHit, ColumnCount };

    BreakpointsModel(feed::Breakpoints& breakpoints, theme::Theme& theme,
                     QObject* parent = nullptr);

    /// What a condition could not tell while a run asked it; null: nothing.
    using ProblemOf = std::function<const base::Error*(const workspace::StoredBreakpoint&)>;
    void setProblems(ProblemOf problemOf);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void takeChange();
    QString text(const workspace::StoredBreakpoint& entry, int column) const;

    feed::Breakpoints& m_breakpoints; // Not owned.
    theme::Theme& m_theme;            // Not owned.
    ProblemOf m_problemOf;
    int m_rows = 0; ///< that the views know of
};

} // namespace ws::models
