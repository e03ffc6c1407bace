#pragma once

#include "engine/telemetry/recordcut.h"
#include "widgets/charts/linelod.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/theme/theme.h"
#include "widgets/timeline/dragtool.h"
#include "widgets/timeline/timerange.h"

#include <QWidget>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ws::feed {
class Playback;
}

namespace ws::charts {

/// How many invocations run at the same time, how many environments exist, their limits, and what
/// was throttled and why, on the timeline's own time axis.
class ConcurrencyChart : public QWidget {
    Q_OBJECT
public:
    ConcurrencyChart(feed::EngineFeed& feed, theme::Theme& theme, timeline::TimeRange& range,
                     QWidget* parent);

    /// Pixels that stay free on the right, so that the plot ends where the lanes' plot does.
    void setRightMargin(int pixels);
    /// The account's. Each limit is a line, shown once the running count comes near it.
    void setLimit(int concurrency);
    /// From then on the past can be shown. Not owned.
    void attachPlayback(feed::Playback& playback);
    QRect plotRect() const;
    struct Reading {
        base::TimePoint at;
        int running = 0;
        int environments = 0;
        int throttled = 0; ///< up to `at`
        bool operator==(const Reading&) const = default;
    };
    /// The counters at that moment; of the past, none that came after the instant that is shown.
    Reading readingAt(base::TimePoint at) const;
    // What is drawn, for a plot of that width.
    Columns runningColumns(int width) const;
    Columns environmentColumns(int width) const;
    /// Of the throttles that are shown.
    std::size_t throttleCount() const { return cut().throttleCount(); }
    QSize sizeHint() const override { return {480, 128}; }
    QSize minimumSizeHint() const override { return {320, 84}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    telemetry::RecordCut cut() const;
    std::optional<base::TimePoint> instant() const;
    base::TimePoint now() const;
    const telemetry::Recorder& recorder() const { return m_feed.recorder(); }
    int highest(const Columns& running, const Columns& environments) const;
    /// A dashed line: the account's, a function's reservation, what is provisioned for a qualifier.
    struct Limit {
        QString text;
        int value = 0;
    };
    std::vector<Limit> limits() const;
    void takeEvents(const std::vector<telemetry::Event>& events);
    /// Why the last one before that moment was throttled; empty: none was.
    QString throttleReasonAt(base::TimePoint at) const;
    double yOf(double value) const;
    void describe();
    void retranslate();

    void paintGrid(QPainter& painter) const;
    void paintArea(QPainter& painter, const Columns& columns) const;
    void paintLine(QPainter& painter, const Columns& columns, const QColor& colour,
                   double width) const;
    void paintThrottles(QPainter& painter) const;
    void paintLimits(QPainter& painter) const;
    void paintKey(QPainter& painter) const;
    void paintInstant(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;

    feed::EngineFeed& m_feed;
    theme::Theme& m_theme;
    timeline::TimeRange& m_range;
    feed::Playback* m_playback = nullptr; // Not owned; nullptr: only the present is shown.
    std::unique_ptr<timeline::DragTool> m_tool;
    int m_rightMargin = 0;
    int m_limit = 0;                                                  ///< 0: unknown
    std::map<std::pair<std::string, std::string>, int> m_provisioned; ///< by function and qualifier
    // Of the frame that is painted.
    std::vector<int> m_ticks;
    double m_top = 1; ///< the value at the plot's upper edge
};

} // namespace ws::charts
