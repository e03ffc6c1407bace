#include "widgets/dataplane/stepspanel.h"

#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QTreeView>

namespace ws::dataplane {

using models::RunModel;
using telemetry::RunTree;

/// `attempt` counts from 0; -1: all of them.
void StepsPanel::pickAttempt(const RunModel::Place& place, int attempt) {
    const RunTree* tree = m_model.treeOf(place.execution);
    if (!tree || place.node < 0)
        return;
    feed::Selection::Content content = contentOf(place);
    content.attempt =
        attempt < 0 ? 0 : tree->node(place.node).attempts[std::size_t(attempt)].scheduled;
    const QScopedValueRollback<bool> telling(m_telling, true);
    m_selection.set(content);
}

void StepsPanel::walkAttempts(int step) {
    const RunModel::Place place = currentPlace();
    const RunTree* tree = m_model.treeOf(place.execution);
    if (!tree || place.node < 0)
        return;
    const RunTree::Node& node = tree->node(place.node);
    const std::int64_t next = node.attemptBeside(m_selection.content().attempt, step);
    pickAttempt(place, node.attemptNumber(next) - 1);
}

void StepsPanel::nextAttempt() {
    walkAttempts(+1);
}

void StepsPanel::previousAttempt() {
    walkAttempts(-1);
}

/// A click on the bar of one attempt selects that one; elsewhere in the row, the visit.
bool StepsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const QPoint at = static_cast<QMouseEvent*>(event)->pos();
        const QModelIndex index = m_view->indexAt(at);
        if (index.isValid()) {
            const RunModel::Place place = m_filter.placeOf(index);
            const bool onBars = index.column() == RunModel::Timeline && place.node >= 0;
            const int attempt =
                onBars ? m_spans->attemptAt(m_model.nodeOf(m_filter.mapToSource(index)),
                                            m_view->visualRect(index), at)
                       : -1;
            if (attempt >= 0)
                pickAttempt(place, attempt);
            else if (m_selection.content().attempt != 0)
                pick(place);
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ws::dataplane
