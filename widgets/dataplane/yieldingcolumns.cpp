#include "widgets/dataplane/yieldingcolumns.h"

#include <QEvent>
#include <QHeaderView>
#include <QTreeView>

#include <utility>

namespace ws::dataplane {

YieldingColumns::YieldingColumns(QTreeView& view, Elastic elastic, std::vector<int> order)
    : QObject(&view)
    , m_view(view)
    , m_elastic(elastic)
    , m_order(std::move(order)) {
    m_view.viewport()->installEventFilter(this);
    fit();
}

bool YieldingColumns::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

int YieldingColumns::widthOf(int section) const {
    const auto leftOut = m_leftOut.find(section);
    return leftOut == m_leftOut.end() ? m_view.header()->sectionSize(section) : leftOut->second;
}

void YieldingColumns::fit() {
    int wanted = m_elastic.least;
    for (int section = 0; section < m_view.header()->count(); ++section) {
        if (section != m_elastic.section)
            wanted += widthOf(section);
    }
    std::map<int, int> leftOut;
    for (const int section : m_order) {
        if (wanted <= m_view.viewport()->width())
            break;
        leftOut[section] = widthOf(section);
        wanted -= leftOut[section];
    }
    m_leftOut = std::move(leftOut);
    for (const int section : m_order)
        m_view.setColumnHidden(section, m_leftOut.contains(section));
}

} // namespace ws::dataplane
