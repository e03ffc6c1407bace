#include "widgets/charts/lifecyclepanel.h"

#include "engine/workspace/workbench.h"
#include "widgets/charts/concurrencychart.h"
#include "widgets/timeline/timelineview.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace ws::charts {

LifecyclePanel::LifecyclePanel(feed::EngineFeed& feed, feed::Selection& selection,
                               theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(Qt::Vertical, this)) {
    m_timeline = new timeline::TimelineView(feed, selection, theme, m_splitter);
    m_chart = new ConcurrencyChart(feed, theme, m_timeline->range(), m_splitter);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    setFocusProxy(m_timeline);
    setConcurrencyLimit(workspace::Settings{}.accountConcurrency);
    connect(m_timeline, &timeline::TimelineView::plotMoved, this, &LifecyclePanel::alignPlots);
    connect(&m_timeline->canvas(), &timeline::TimelineCanvas::rowsChanged, this,
            &LifecyclePanel::alignPlots);
    alignPlots();
}

void LifecyclePanel::attachPlayback(feed::Playback& playback) {
    m_timeline->attachPlayback(playback);
    m_chart->attachPlayback(playback);
}

void LifecyclePanel::setConcurrencyLimit(int limit) {
    m_chart->setLimit(limit);
}

/// A scroll bar beside the lanes narrows their plot, so the chart's has to follow.
void LifecyclePanel::alignPlots() {
    m_chart->setRightMargin(m_timeline->canvas().width() -
                            m_timeline->canvas().viewport()->width());
}

} // namespace ws::charts
