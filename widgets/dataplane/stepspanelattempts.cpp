#include "widgets/dataplane/stepspanel.h"

#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QTreeView>

#include <algorithm>

namespace ws::dataplane {

using models::RunModel;
using telemetry::RunTree;

/// `attempt` counts from 0; -1: all of them.
void StepsPanel::pickAttempt(int index, int attempt) {
    const auto* run = record();
    if (!run || index < 0)
        return;
    const RunTree::Node& node = m_model.tree().node(index);
    feed::Selection::Content content = contentOf(*run, node);
    content.attempt = attempt < 0 ? 0 : node.attempts[std::size_t(attempt)].scheduled;
    const QScopedValueRollback<bool> telling(m_telling, true);
    m_selection.set(content);
}

void StepsPanel::walkAttempts(int step) {
    const int index = currentNode();
    if (index < 0)
        return;
    const RunTree::Node& node = m_model.tree().node(index);
    int attempt = -1;
    for (std::size_t i = 0; i < node.attempts.size(); ++i) {
        if (node.attempts[i].scheduled == m_selection.content().attempt)
            attempt = int(i);
    }
    if (!node.attempts.empty())
        pickAttempt(index, std::clamp(attempt + step, -1, int(node.attempts.size()) - 1));
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
            const int node = index.data(RunModel::NodeRole).toInt();
            const bool onBars = index.column() == RunModel::Timeline;
            const int attempt = onBars ? m_spans->attemptAt(m_model.tree().node(node),
                                                            m_view->visualRect(index), at)
                                       : -1;
            if (attempt >= 0)
                pickAttempt(node, attempt);
            else if (m_selection.content().attempt != 0)
                pick(node);
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ws::dataplane
