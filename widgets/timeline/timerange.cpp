#include "widgets/timeline/timerange.h"

#include <algorithm>

namespace ws::timeline {

namespace {

using namespace std::chrono_literals;

/// What the window shows by itself: no less (a single cold start fills it well), no more (beyond it
/// the newest would be too small to see).
constexpr base::Duration kLeastFollowed = 250ms;
constexpr base::Duration kMostFollowed = 30s;
/// Room between the present and the right edge, as a share of the window.
constexpr double kRoom = 0.06;

} // namespace

TimeRange::TimeRange(QObject* parent)
    : QObject(parent)
    , m_visible{base::TimePoint{}, base::TimePoint{1s}} {}

void TimeRange::setBounds(const Interval& bounds) {
    m_bounds = bounds;
    if (m_follow == Follow::On)
        moveToPresent();
}

void TimeRange::moveToPresent() {
    const base::Duration content = std::max(m_bounds.length(), kLeastFollowed);
    const base::Duration fitting = std::min(content, kMostFollowed);
    const auto room = [](base::Duration length) {
        return base::Duration{std::int64_t(double(length.count()) * kRoom)};
    };
    const base::Duration length = m_chosenLength.value_or(fitting + 2 * room(fitting));
    if (!m_chosenLength && content <= kMostFollowed) {
        setVisible({m_bounds.begin - room(fitting), m_bounds.begin - room(fitting) + length});
        return;
    }
    const base::TimePoint end = m_bounds.end + room(length);
    setVisible({end - length, end});
}

void TimeRange::show(const Interval& interval) {
    setFollow(Follow::Off);
    m_chosenLength = std::clamp(interval.length(), kShortestInterval, kLongestInterval);
    setVisible(keptNear({interval.begin, interval.begin + *m_chosenLength}, m_bounds));
}

void TimeRange::pan(base::Duration by) {
    if (by == 0us)
        return;
    setFollow(Follow::Off);
    setVisible(keptNear(moved(m_visible, by), m_bounds));
}

void TimeRange::zoomAt(double factor, base::TimePoint anchor) {
    show(zoomed(m_visible, factor, anchor));
}

void TimeRange::zoom(double factor) {
    if (m_follow == Follow::Off) {
        zoomAt(factor, m_visible.begin + m_visible.length() / 2);
        return;
    }
    m_chosenLength = zoomed(m_visible, factor, m_visible.end).length();
    moveToPresent();
}

void TimeRange::fitAll() {
    setFollow(Follow::Off);
    m_chosenLength.reset();
    setVisible(padded(m_bounds, kRoom / 2, kLeastFollowed));
}

void TimeRange::setFollow(Follow follow) {
    if (follow == m_follow)
        return;
    m_follow = follow;
    if (m_follow == Follow::On)
        moveToPresent();
    Q_EMIT followChanged(m_follow);
}

void TimeRange::reveal(base::TimePoint at) {
    if (m_visible.contains(at))
        return;
    setFollow(Follow::Off);
    setVisible(moved(m_visible, at - (m_visible.begin + m_visible.length() / 2)));
}

void TimeRange::setCursor(std::optional<base::TimePoint> cursor) {
    if (cursor == m_cursor)
        return;
    m_cursor = cursor;
    Q_EMIT cursorChanged();
}

void TimeRange::reset() {
    m_chosenLength.reset();
    m_follow = Follow::On;
    Q_EMIT followChanged(m_follow);
    moveToPresent();
}

void TimeRange::setVisible(const Interval& visible) {
    if (visible == m_visible)
        return;
    m_visible = visible;
    Q_EMIT visibleChanged();
}

} // namespace ws::timeline
