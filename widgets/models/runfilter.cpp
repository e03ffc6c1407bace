#include "widgets/models/runfilter.h"

namespace ws::models {

RunFilter::RunFilter(RunModel& model, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model) {
    setRecursiveFilteringEnabled(true);
    setDynamicSortFilter(true);
    setSourceModel(&model);
}

void RunFilter::setName(const QRegularExpression& name) {
    m_name = name;
    invalidateFilter();
}

void RunFilter::setStatuses(const QSet<int>& statuses) {
    m_statuses = statuses;
    invalidateFilter();
}

void RunFilter::setRange(const std::optional<Range>& range) {
    if (range == m_range)
        return;
    m_range = range;
    invalidateFilter();
}

bool RunFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    if (isEmpty())
        return true;
    const QModelIndex index = m_model.index(row, 0, parent);
    const telemetry::RunTree::Node& node = m_model.nodeOf(index);
    if (!m_statuses.isEmpty() && !m_statuses.contains(int(node.status)))
        return false;
    if (m_range && (node.begin > m_range->second || (node.end && *node.end < m_range->first)))
        return false;
    return m_name.pattern().isEmpty() || !m_name.isValid() ||
           m_name.match(QString::fromStdString(node.name)).hasMatch();
}

} // namespace ws::models
