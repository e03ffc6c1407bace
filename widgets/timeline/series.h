#pragma once

#include "engine/telemetry/recordcut.h"

#include <vector>

namespace ws::timeline {

/// The counter's value at a moment; 0 before the first step.
int valueAt(const std::vector<telemetry::SeriesPoint>& series, base::TimePoint at);

// The counters at a moment; from the cut on, those that it was left with.
int runningAt(const telemetry::RecordCut& cut, base::TimePoint at);
int environmentsAt(const telemetry::RecordCut& cut, base::TimePoint at);

} // namespace ws::timeline
