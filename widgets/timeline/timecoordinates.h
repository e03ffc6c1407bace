#pragma once

#include "engine/base/clock.h"

#include <QString>

#include <vector>

/// Time and pixels. Free functions without state; x is in logical pixels from the plot's left edge.
namespace ws::timeline {

struct Interval {
    base::TimePoint begin;
    base::TimePoint end; ///< after begin, or equal when empty

    base::Duration length() const { return end - begin; }
    bool contains(base::TimePoint at) const { return at >= begin && at <= end; }
    bool operator==(const Interval&) const = default;
};

/// Nothing shorter can be shown (the engine counts microseconds), nothing longer makes sense.
inline constexpr base::Duration kShortestInterval{50};
inline constexpr base::Duration kLongestInterval = std::chrono::hours{24 * 30};

/// May lie outside of 0..width, but never so far that drawing with it loses precision.
double xAt(base::TimePoint at, const Interval& interval, double width);
/// The inverse of xAt within the interval, to the microsecond. `width` must be positive.
base::TimePoint timeAt(double x, const Interval& interval, double width);

/// The interval with its length multiplied by `factor`, `anchor` staying where it is on the screen.
Interval zoomed(const Interval& interval, double factor, base::TimePoint anchor);
Interval moved(const Interval& interval, base::Duration by);
/// Grown on both sides by a share of its length; an empty one becomes `atLeast` long.
Interval padded(const Interval& interval, double share, base::Duration atLeast);
/// Moved (not resized) so that at least a tenth of it still shows something of `bounds`.
Interval keptNear(const Interval& interval, const Interval& bounds);

struct Ticks {
    base::Duration step{0};
    std::vector<base::TimePoint> at;
};
/// Marks at round distances from `origin` (1, 2, 5 of a unit; whole parts of minutes and hours), at
/// least `minimumGap` pixels apart.
Ticks ticksFor(const Interval& interval, double width, base::TimePoint origin, double minimumGap);
/// "350 ms", "2.5 s", "1:05", "1:05.250": as exact as the step asks for.
QString tickText(base::Duration offset, base::Duration step);

} // namespace ws::timeline
