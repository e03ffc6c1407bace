#include "widgets/charts/linelod.h"

#include "widgets/timeline/series.h"

#include <algorithm>
#include <cmath>

namespace ws::charts {

Columns columnsOf(const std::vector<telemetry::SeriesPoint>& series,
                  const timeline::Interval& visible, int width, base::TimePoint present) {
    Columns columns;
    if (width <= 0 || series.empty())
        return columns;
    const double first = timeline::xAt(series.front().at, visible, width);
    columns.left = int(std::clamp(std::floor(first), 0.0, double(width)));
    columns.values.reserve(std::size_t(width - columns.left));
    const base::TimePoint begin = timeline::timeAt(columns.left, visible, width);
    int value = timeline::valueAt(series, begin);
    auto next = std::ranges::upper_bound(series, begin, {}, &telemetry::SeriesPoint::at);
    for (int x = columns.left; x < width && timeline::timeAt(x, visible, width) <= present; ++x) {
        const base::TimePoint end = timeline::timeAt(x + 1, visible, width);
        Column column{value, value, value};
        for (; next != series.end() && next->at < end; ++next) {
            value = next->value;
            column.low = std::min(column.low, value);
            column.high = std::max(column.high, value);
        }
        column.last = value;
        columns.values.push_back(column);
    }
    return columns;
}

std::vector<int> valueTicks(int highest, int most) {
    int step = 1;
    for (int unit = 1; step * std::max(1, most) < highest; unit *= 10) {
        for (const int multiple : {1, 2, 5}) {
            step = unit * multiple;
            if (step * std::max(1, most) >= highest)
                break;
        }
    }
    std::vector<int> ticks;
    for (int value = 0; value < highest + step; value += step)
        ticks.push_back(value);
    return ticks;
}

} // namespace ws::charts
