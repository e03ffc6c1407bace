#pragma once

#include "engine/telemetry/recorder.h"
#include "widgets/timeline/timecoordinates.h"

#include <vector>

namespace ws::charts {

/// The values that a step series takes within one pixel column.
struct Column {
    int low = 0;
    int high = 0;
    int last = 0; ///< at the column's right edge
    bool operator==(const Column&) const = default;
};

/// A series between its first step and the present, one entry per pixel column, so that drawing
/// costs by the width and no peak is lost.
struct Columns {
    int left = 0; ///< the first column's x
    std::vector<Column> values;
};
Columns columnsOf(const std::vector<telemetry::SeriesPoint>& series,
                  const timeline::Interval& visible, int width, base::TimePoint present);

/// 0, then round steps up to at least `highest`; at most `most` steps.
std::vector<int> valueTicks(int highest, int most);

} // namespace ws::charts
