#include "widgets/timeline/lanegeometry.h"

#include <algorithm>
#include <cmath>

namespace ws::timeline {

namespace {

using telemetry::Lane;
using telemetry::Phase;
using telemetry::Span;

/// Joins a merged column to an equal one that it touches.
void append(std::vector<Segment>& segments, const Segment& segment) {
    if (!segments.empty() && segment.merged > 1) {
        Segment& last = segments.back();
        if (last.merged > 1 && last.phase == segment.phase && last.failed == segment.failed &&
            segment.begin - last.end < 1e-6) {
            last.end = segment.end;
            last.merged += segment.merged;
            return;
        }
    }
    segments.push_back(segment);
}

Segment ofSpan(const Span& span, std::size_t index, double begin, double end) {
    return {begin, end, span.phase, span.failed, !span.end, index, 1};
}

/// Of spans that end before the cut: those of the last few whose failure was told after it.
std::uint32_t failuresToldLater(const Lane& lane, std::size_t first, std::size_t last,
                                const telemetry::LaneCut& cut) {
    constexpr std::size_t kUnsettled = 8;
    std::uint32_t later = 0;
    for (std::size_t i = std::max(first, last - std::min(last, kUnsettled)); i < last; ++i)
        later += lane.spans[i].failed && !cut.hasFailed(lane.spans[i]) ? 1 : 0;
    return later;
}

double distance(double x, double begin, double end) {
    return x < begin ? begin - x : x > end ? x - end : 0.0;
}

} // namespace

std::vector<Segment> laneSegments(const Lane& lane, const SpanIndex& index, const PlotScale& scale,
                                  const telemetry::LaneCut& cut) {
    std::vector<Segment> segments;
    const auto& spans = lane.spans;
    const std::size_t count = cut.spanCount(lane);
    const std::size_t ended = count - (count > 0 && !cut.span(lane, count - 1).end ? 1 : 0);
    const auto x = [&](base::TimePoint at) { return xAt(at, scale.visible, scale.width); };
    const auto endingAfter = [&](base::TimePoint at, std::size_t from) {
        return std::min(firstEndingAfter(lane, at, from), ended);
    };
    std::size_t i = endingAfter(scale.visible.begin, 0);
    while (i < count && spans[i].begin < scale.visible.end) {
        const Span span = cut.span(lane, i);
        const double begin = std::max(x(span.begin), -scale.pixel);
        const double end = span.end ? x(*span.end) : begin;
        if (!span.end || end - begin >= scale.pixel) {
            append(segments, ofSpan(span, i, begin, std::min(end, scale.width + scale.pixel)));
            ++i;
            continue;
        }
        // Everything that ends within this pixel column is drawn as one.
        const double column = std::floor(begin / scale.pixel) * scale.pixel;
        const double columnEnd = column + scale.pixel;
        const std::size_t next =
            std::max(i + 1, endingAfter(timeAt(columnEnd, scale.visible, scale.width), i));
        const SpanSummary sum = index.summary(i, next);
        const bool failed = sum.failures > failuresToldLater(lane, i, next, cut);
        if (next == i + 1 || sum.invokes == 1) {
            std::size_t shown = i;
            while (sum.invokes == 1 && spans[shown].phase != Phase::Invoke)
                ++shown;
            append(segments, ofSpan(cut.span(lane, shown), shown, begin, std::max(end, begin)));
        } else {
            append(segments, {column, columnEnd, sum.dominant(), failed, false, i,
                              std::max<std::size_t>(2, next - i)});
        }
        i = next;
    }
    return segments;
}

std::optional<std::size_t> spanAt(const Lane& lane, double x, const PlotScale& scale, double reach,
                                  const telemetry::LaneCut& cut) {
    const std::size_t count = cut.spanCount(lane);
    if (count == 0)
        return {};
    std::optional<std::size_t> best;
    double bestDistance = reach;
    const base::TimePoint right = timeAt(x + reach, scale.visible, scale.width);
    // The last one lasts or is over; if it is over, it is too far away by itself.
    std::size_t i =
        std::min(firstEndingAfter(lane, timeAt(x - reach, scale.visible, scale.width)), count - 1);
    std::optional<std::size_t> exact;
    // A pixel may hold a hundred thousand spans; the first ones are as good as any.
    constexpr std::size_t kMost = 2'000;
    const std::size_t last = std::min(count, i + kMost);
    for (; i < last && lane.spans[i].begin <= right; ++i) {
        const Span span = cut.span(lane, i);
        const double begin = xAt(span.begin, scale.visible, scale.width);
        const double end =
            span.end ? xAt(*span.end, scale.visible, scale.width) : std::max(begin, scale.width);
        const double away = distance(x, begin, end);
        if (away == 0.0 && !exact)
            exact = i;
        if (span.phase != Phase::Idle && away < bestDistance) {
            best = i;
            bestDistance = away;
        }
    }
    return best ? best : exact;
}

const std::vector<Segment>& GeometryCache::segments(const Lane& lane, const PlotScale& scale,
                                                    const telemetry::LaneCut& cut) {
    // Lanes that were scrolled away long ago are made again when they come back.
    constexpr std::size_t kMost = 2'048;
    if (m_lanes.size() > kMost)
        m_lanes.clear();
    Entry& entry = m_lanes[lane.environment];
    const bool changed = entry.revision != lane.revision;
    if (changed)
        entry.index.update(lane);
    if (changed || !(entry.scale == scale) || entry.moment != cut.moment()) {
        entry.segments = laneSegments(lane, entry.index, scale, cut);
        entry.scale = scale;
        entry.moment = cut.moment();
        entry.revision = lane.revision;
    }
    return entry.segments;
}

} // namespace ws::timeline
