#pragma once

#include "widgets/timeline/timecoordinates.h"

#include <QObject>

#include <optional>

namespace ws::timeline {

/// What part of time is on the screen, whether it follows the present, and where the cursor is: one
/// object shared by ruler, lanes and charts, so that they never disagree.
class TimeRange : public QObject {
    Q_OBJECT
public:
    enum class Follow { Off, On };

    explicit TimeRange(QObject* parent = nullptr);

    const Interval& visible() const { return m_visible; }
    /// From the first event to the last activity.
    const Interval& bounds() const { return m_bounds; }
    Follow follow() const { return m_follow; }
    std::optional<base::TimePoint> cursor() const { return m_cursor; }

    /// While following, the visible part moves along: it shows everything until that is too long,
    /// and from then on (or once somebody has zoomed) a window that ends at the present.
    void setBounds(const Interval& bounds);
    /// Stops following.
    void show(const Interval& interval);
    /// Stops following.
    void pan(base::Duration by);
    /// Stops following.
    void zoomAt(double factor, base::TimePoint anchor);
    /// While following the right end stays, else the middle.
    void zoom(double factor);
    /// Stops following.
    void fitAll();
    void setFollow(Follow follow);
    /// Moves, without a change of scale, so that `at` is on the screen. Stops following if it has
    /// to.
    void reveal(base::TimePoint at);
    void setCursor(std::optional<base::TimePoint> cursor);
    /// As new: follows, and fits by itself.
    void reset();

Q_SIGNALS:
    void visibleChanged();
    void followChanged(ws::timeline::TimeRange::Follow follow);
    void cursorChanged();

private:
    void setVisible(const Interval& visible);
    void moveToPresent();

    Interval m_visible;
    Interval m_bounds;
    Follow m_follow = Follow::On;
    /// Set once somebody has chosen how much time to see.
    std::optional<base::Duration> m_chosenLength;
    std::optional<base::TimePoint> m_cursor;
};

} // namespace ws::timeline
