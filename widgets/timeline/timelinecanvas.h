#pragma once

#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/dragtool.h"
#include "widgets/timeline/lanegeometry.h"
#include "widgets/timeline/lanepainter.h"
#include "widgets/timeline/lanerows.h"
#include "widgets/timeline/timerange.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>
#include <utility>

namespace ws::feed {
class Playback;
}

namespace ws::timeline {

/// The lanes with their gutter and ruler. Knows mouse, keyboard and painting; what is on the screen
/// is decided by TimeRange and LaneRows.
class TimelineCanvas : public QAbstractScrollArea {
    Q_OBJECT
public:
    /// A span on the screen. `span` is unset over a lane's gutter.
    struct Hit {
        base::EnvironmentId environment{};
        std::optional<std::size_t> span;
    };

    TimelineCanvas(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                   TimeRange& range, QWidget* parent);
    ~TimelineCanvas() override;

    const LaneRows& rows() const { return m_rows; }
    const telemetry::Recorder& recorder() const { return m_feed.recorder(); }
    /// From then on the past can be shown. Not owned.
    void attachPlayback(feed::Playback& playback);
    /// What is shown of the recorder: all, or the past up to an instant.
    telemetry::RecordCut cut() const;
    /// The time of that.
    base::TimePoint now() const;
    /// nullopt in the present.
    std::optional<base::TimePoint> instant() const;
    void setFunction(const std::string& function);
    void setEnded(LaneRows::Ended ended);
    /// Takes over what the recorder has now.
    void refresh();

    QRect plotRect() const;
    /// In the viewport; may lie outside of it when scrolled away.
    QRect rowRect(std::size_t row) const;
    /// Of what a span covers on the screen.
    QRect spanRect(base::EnvironmentId environment, std::size_t span) const;
    std::optional<Hit> hitAt(QPoint at) const;
    /// Where the keyboard is; nullopt before it has been used.
    std::optional<Hit> current() const;
    void setCurrent(base::EnvironmentId environment, std::size_t span);
    void selectSpan(base::EnvironmentId environment, std::optional<std::size_t> span);

Q_SIGNALS:
    void rowsChanged();
    void currentChanged();
    void plotResized();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    PlotScale scale() const;
    const telemetry::Lane* laneOfRow(std::size_t row) const;
    std::optional<std::size_t> rowAt(int y) const;
    int contentHeight() const;
    void updateScrollBar();
    void updateRowTops();
    void followSelection();
    void showToolTip(QPoint at, QPoint global);
    bool moveCurrent(int key);
    void stepLane(int by);
    void stepSpan(int by);
    bool changeView(int key);
    bool changePlayback(int key);
    void revealCurrent();
    std::optional<std::size_t> selectedSpan(const telemetry::Lane& lane) const;
    std::optional<std::size_t> currentSpan(const telemetry::Lane& lane) const;
    base::TimePoint origin() const;

    void paintLanes(QPainter& painter);
    void paintHeading(QPainter& painter, const Row& row, const QRect& rect) const;
    void paintLabel(QPainter& painter, const Row& row, const telemetry::Lane& lane,
                    const QRect& rect) const;
    void paintRuler(QPainter& painter) const;
    void paintGrid(QPainter& painter, const Ticks& ticks) const;
    void paintPresent(QPainter& painter) const;
    void paintInstant(QPainter& painter) const;
    std::pair<QString, QRect> cursorChip() const;
    void paintCursor(QPainter& painter) const;
    void paintBand(QPainter& painter) const;
    void paintEmpty(QPainter& painter) const;

    feed::EngineFeed& m_feed;
    feed::Selection& m_selection;
    theme::Theme& m_theme;
    TimeRange& m_range;
    feed::Playback* m_playback = nullptr; // Not owned; nullptr: only the present is shown.

    LaneRows m_rows;
    std::vector<int> m_rowTops; ///< of each row, and the bottom of the last
    GeometryCache m_geometry;
    std::unique_ptr<LanePainter> m_painter; ///< made again on a new theme or pixel ratio
    double m_painterRatio = 0;

    std::unique_ptr<DragTool> m_tool; ///< while a drag lasts
    QPoint m_pressedAt;
    bool m_dragging = false;

    base::EnvironmentId m_currentLane{};
    std::uint64_t m_currentSpan = 0; ///< number, not index: older spans may be forgotten
    bool m_selecting = false;        ///< the selection that changes now was made here
};

} // namespace ws::timeline
