#pragma once

#include "widgets/models/runmodel.h"

#include <QRegularExpression>
#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>
#include <utility>

namespace ws::models {

/// The part of a run that one looks for; what is around a match stays, so that one sees where it
/// is.
class RunFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RunFilter(RunModel& model, QObject* parent = nullptr);

    /// An invalid expression lets everything pass.
    void setName(const QRegularExpression& name);
    /// Empty: all.
    void setStatuses(const QSet<int>& statuses);
    /// Only what was under way at some time in between.
    using Range = std::pair<base::TimePoint, base::TimePoint>;
    void setRange(const std::optional<Range>& range);
    /// What a row of the filter is.
    RunModel::Place placeOf(const QModelIndex& row) const {
        return m_model.placeOf(mapToSource(row));
    }
    /// Invalid where it is filtered away.
    QModelIndex indexOf(const RunModel::Place& place) const {
        return mapFromSource(m_model.indexOf(place));
    }
    bool isEmpty() const { return m_name.pattern().isEmpty() && m_statuses.isEmpty() && !m_range; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    RunModel& m_model; // Not owned.
    QRegularExpression m_name;
    QSet<int> m_statuses;
    std::optional<Range> m_range;
};

} // namespace ws::models
