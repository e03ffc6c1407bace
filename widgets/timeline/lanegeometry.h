#pragma once

#include "engine/telemetry/recordcut.h"
#include "widgets/timeline/spanindex.h"
#include "widgets/timeline/timecoordinates.h"

#include <optional>
#include <unordered_map>
#include <vector>

namespace ws::timeline {

/// A stretch of a lane as it will be drawn: no colours, no painter.
struct Segment {
    double begin = 0; ///< x in logical pixels
    double end = 0;
    telemetry::Phase phase = telemetry::Phase::Idle;
    bool failed = false;
    bool lasting = false;   ///< reaches to the present: `end` is to be taken from the clock
    std::size_t span = 0;   ///< index in the lane; the first one of a merged run
    std::size_t merged = 1; ///< how many spans share these pixels
};

struct PlotScale {
    Interval visible;
    double width = 0; ///< logical pixels
    double pixel = 1; ///< one device pixel in logical ones
    bool operator==(const PlotScale&) const = default;
};

/// Spans that are narrower than a device pixel are merged per pixel column; equal neighbours become
/// one segment. Cost follows the width, not the number of spans. Of the past, the lane as it was.
std::vector<Segment> laneSegments(const telemetry::Lane& lane, const SpanIndex& index,
                                  const PlotScale& scale,
                                  const telemetry::LaneCut& cut = telemetry::LaneCut());

/// The span under the pointer: something other than idling within `reach` pixels wins over the span
/// that really is there, because a warm invoke may be narrower than a pixel.
std::optional<std::size_t> spanAt(const telemetry::Lane& lane, double x, const PlotScale& scale,
                                  double reach,
                                  const telemetry::LaneCut& cut = telemetry::LaneCut());

/// Segments of the lanes that are on the screen, made again only when the lane, the scale or the
/// moment has changed.
class GeometryCache {
public:
    const std::vector<Segment>& segments(const telemetry::Lane& lane, const PlotScale& scale,
                                         const telemetry::LaneCut& cut = telemetry::LaneCut());
    void clear() { m_lanes.clear(); }

private:
    struct Entry {
        std::uint64_t revision = 0;
        PlotScale scale;
        std::uint64_t moment = 0;
        SpanIndex index;
        std::vector<Segment> segments;
    };
    std::unordered_map<base::EnvironmentId, Entry> m_lanes;
};

} // namespace ws::timeline
