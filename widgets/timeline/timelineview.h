#pragma once

#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/timelinecanvas.h"
#include "widgets/timeline/timerange.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QMenu;
class QToolButton;

namespace ws::timeline {

class TimelineLegend;

/// The lifecycle timeline: a lane per execution environment, with its tool row and legend. Owns the
/// time range that charts below it share.
class TimelineView : public QWidget {
    Q_OBJECT
public:
    TimelineView(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                 QWidget* parent);

    TimeRange& range() { return m_range; }
    TimelineCanvas& canvas() { return *m_canvas; }

Q_SIGNALS:
    /// Where the lanes' plot lies in this widget has changed: what shares the axis has to line up.
    void plotMoved();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildTools();
    void takeEvents();
    /// Moves the present on while something runs, and rests while nothing does.
    void tick();
    Interval bounds() const;
    bool isActive() const;
    void fillFilter();
    void updateFilter();
    void announceCurrent();
    void retranslate();
    void updateIcons();

    feed::EngineFeed& m_feed;
    theme::Theme& m_theme;
    TimeRange m_range;
    TimelineCanvas* m_canvas;
    TimelineLegend* m_legend;
    QTimer m_frame;
    QTimer m_ages; ///< the labels' ages count seconds

    QToolButton* m_zoomIn;
    QToolButton* m_zoomOut;
    QToolButton* m_fit;
    QToolButton* m_follow;
    QToolButton* m_filter;
    QToolButton* m_clear;
    QMenu* m_filterMenu;
};

} // namespace ws::timeline
