#include "widgets/charts/linelod.h"

#include "widgets/timeline/series.h"

#include <algorithm>

namespace ws::charts {

std::vector<Column> columnsOf(const std::vector<telemetry::SeriesPoint>& series,
                              const timeline::Interval& visible, int width, base::TimePoint until) {
    std::vector<Column> columns;
    if (width <= 0)
        return columns;
    columns.reserve(std::size_t(width));
    int value = timeline::valueAt(series, visible.begin);
    auto next = std::ranges::upper_bound(series, visible.begin, {}, &telemetry::SeriesPoint::at);
    for (int x = 0; x < width && timeline::timeAt(x, visible, width) <= until; ++x) {
        const base::TimePoint end = timeline::timeAt(x + 1, visible, width);
        Column column{value, value, value};
        for (; next != series.end() && next->at < end; ++next) {
            value = next->value;
            column.low = std::min(column.low, value);
            column.high = std::max(column.high, value);
        }
        column.last = value;
        columns.push_back(column);
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
