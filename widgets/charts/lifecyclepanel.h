#pragma once

#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QSplitter;

namespace ws::feed {
class Playback;
}
namespace ws::timeline {
class TimelineView;
}

namespace ws::charts {

class ConcurrencyChart;

/// The lifecycle timeline over the concurrency chart, on one time axis.
class LifecyclePanel : public QWidget {
    Q_OBJECT
public:
    LifecyclePanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                   QWidget* parent);

    /// From then on the lifecycle can be paused and played. Not owned.
    void attachPlayback(feed::Playback& playback);
    timeline::TimelineView& timeline() { return *m_timeline; }
    ConcurrencyChart& chart() { return *m_chart; }
    /// The account's concurrency, as in workspace::Settings.
    void setConcurrencyLimit(int limit);

private:
    void alignPlots();

    QSplitter* m_splitter;
    timeline::TimelineView* m_timeline;
    ConcurrencyChart* m_chart;
};

} // namespace ws::charts
