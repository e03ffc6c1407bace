#pragma once

#include "widgets/timeline/timerange.h"

#include <QPoint>
#include <QRect>

#include <optional>

class QScrollBar;

namespace ws::feed {
class Playback;
}

namespace ws::timeline {

/// What a drag over the plot does, from press to release. Points and rectangles are the viewport's.
class DragTool {
public:
    virtual ~DragTool() = default;
    virtual void moveTo(QPoint at) = 0;
    virtual void finish() {}
    /// What to draw over the plot meanwhile.
    virtual std::optional<QRect> band() const { return {}; }
};

/// Drags time along, and the lanes where there are more than fit.
class PanTool : public DragTool {
public:
    PanTool(TimeRange& range, QScrollBar* scrollBar, const QRect& plot, QPoint start);
    void moveTo(QPoint at) override;

private:
    TimeRange& m_range;
    QScrollBar* const m_scrollBar; ///< not owned; may be null
    const double m_width;
    const QPoint m_start;
    const Interval m_from;
    const int m_scrolledFrom;
};

/// A rubber band over the time to zoom to.
class BandTool : public DragTool {
public:
    BandTool(TimeRange& range, const QRect& plot, QPoint start);
    void moveTo(QPoint at) override { m_end = at; }
    void finish() override;
    std::optional<QRect> band() const override;

private:
    TimeRange& m_range;
    const QRect m_plot;
    const QPoint m_start;
    QPoint m_end;
};

/// Shows the past as it was at the time under the mouse.
class InstantTool : public DragTool {
public:
    InstantTool(feed::Playback& playback, const TimeRange& range, const QRect& plot);
    void moveTo(QPoint at) override;

private:
    feed::Playback& m_playback; // Not owned.
    const TimeRange& m_range;   // Not owned.
    const QRect m_plot;
};

} // namespace ws::timeline
