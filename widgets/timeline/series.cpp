#include "widgets/timeline/series.h"

#include <algorithm>
#include <iterator>

namespace ws::timeline {

int valueAt(const std::vector<telemetry::SeriesPoint>& series, base::TimePoint at) {
    const auto next = std::ranges::upper_bound(series, at, {}, &telemetry::SeriesPoint::at);
    return next == series.begin() ? 0 : std::prev(next)->value;
}

int runningAt(const telemetry::RecordCut& cut, base::TimePoint at) {
    const auto last = cut.counters();
    return !cut.isPresent() && at >= last.at ? last.running
                                             : valueAt(cut.recorder().concurrencySeries(), at);
}

int environmentsAt(const telemetry::RecordCut& cut, base::TimePoint at) {
    const auto last = cut.counters();
    return !cut.isPresent() && at >= last.at ? last.environments
                                             : valueAt(cut.recorder().environmentSeries(), at);
}

} // namespace ws::timeline
