#include "widgets/timeline/series.h"

#include <algorithm>
#include <iterator>

namespace ws::timeline {

int valueAt(const std::vector<telemetry::SeriesPoint>& series, base::TimePoint at) {
    const auto next = std::ranges::upper_bound(series, at, {}, &telemetry::SeriesPoint::at);
    return next == series.begin() ? 0 : std::prev(next)->value;
}

} // namespace ws::timeline
