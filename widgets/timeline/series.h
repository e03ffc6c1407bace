#pragma once

#include "engine/telemetry/recorder.h"

#include <vector>

namespace ws::timeline {

/// The counter's value at a moment; 0 before the first step.
int valueAt(const std::vector<telemetry::SeriesPoint>& series, base::TimePoint at);

} // namespace ws::timeline
