#include "engine/telemetry/recordcut.h"

#include <algorithm>

namespace ws::telemetry {

std::size_t RecordCut::laneCount() const {
    const auto& lanes = m_recorder->lanes();
    if (isPresent())
        return lanes.size();
    const auto later = std::ranges::upper_bound(lanes, moment(), {}, &Lane::startedMoment);
    return std::size_t(later - lanes.begin());
}

Lane LaneCut::head(const Lane& lane) const {
    Lane then;
    then.environment = lane.environment;
    then.function = lane.function;
    then.version = lane.version;
    then.reason = lane.reason;
    then.memoryMb = lane.memoryMb;
    then.logStream = lane.logStream;
    then.tenantId = lane.tenantId;
    then.notices = lane.notices;
    then.started = lane.started;
    then.startedMoment = lane.startedMoment;
    then.servedCount = servedCount(lane);
    if (isOver(lane)) {
        then.ended = lane.ended;
        then.endedMoment = lane.endedMoment;
        then.endReason = lane.endReason;
    }
    return then;
}

std::uint64_t LaneCut::servedCount(const Lane& lane) const {
    if (isPresent())
        return lane.servedCount;
    const auto later = std::ranges::upper_bound(lane.servedAt, m_moment);
    return lane.servedCount - std::uint64_t(lane.servedAt.end() - later);
}

std::size_t LaneCut::spanCount(const Lane& lane) const {
    if (isPresent())
        return lane.spans.size();
    const auto later = std::ranges::upper_bound(lane.spans, m_moment, {}, &Span::moment);
    return std::size_t(later - lane.spans.begin());
}

Span LaneCut::span(const Lane& lane, std::size_t index) const {
    Span then = lane.spans[index];
    if (isPresent())
        return then;
    then.failed = hasFailed(then);
    if (!then.failed)
        then.failedAfter = 0;
    // A span ends with the event that begins the next one, or that ends its lane.
    const bool isLast = index + 1 >= lane.spans.size() || lane.spans[index + 1].moment > m_moment;
    if (isLast && !isOver(lane))
        then.end.reset();
    return then;
}

std::optional<InvocationRecord> RecordCut::invocation(InvocationId id) const {
    const InvocationRecord* record = m_recorder->invocation(id);
    if (!record)
        return {};
    InvocationRecord then = *record;
    if (then.started && then.startedMoment > moment()) {
        then.started.reset();
        then.environment = {};
        then.reason.reset();
    }
    if (then.isOver() && then.overMoment > moment()) {
        then.finished.reset();
        then.result.reset();
        then.throttled.reset();
        then.cause.reset();
    }
    return then;
}

const InvocationRecord* RecordCut::finished(InvocationId id) const {
    const InvocationRecord* record = m_recorder->invocation(id);
    return record && record->result && record->overMoment <= moment() ? record : nullptr;
}

Moment RecordCut::counters() const {
    const std::uint64_t last = std::min(moment(), m_recorder->lastMoment());
    return last < m_recorder->firstMoment() ? Moment{} : m_recorder->moment(last);
}

std::vector<SeriesPoint> RecordCut::environmentSeries() const {
    return beginning(m_recorder->environmentSeries(), counters().environments);
}

std::vector<SeriesPoint> RecordCut::concurrencySeries() const {
    return beginning(m_recorder->concurrencySeries(), counters().running);
}

/// The recorder keeps one step for all events of an instant; the last of these may be between them.
std::vector<SeriesPoint> RecordCut::beginning(const std::vector<SeriesPoint>& series,
                                              int value) const {
    if (isPresent() || series.empty() || moment() < m_recorder->firstMoment())
        return isPresent() ? series : std::vector<SeriesPoint>();
    const base::TimePoint at = counters().at;
    const auto same = std::ranges::lower_bound(series, at, {}, &SeriesPoint::at);
    std::vector<SeriesPoint> then(series.begin(), same);
    const int before = then.empty() ? 0 : then.back().value;
    if (value != before)
        then.push_back({at, value});
    return then;
}

std::size_t RecordCut::throttleCount() const {
    const std::size_t kept = m_recorder->throttles().size();
    const std::uint64_t forgotten = m_recorder->throttleCount() - kept;
    const std::uint64_t then = isPresent() ? m_recorder->throttleCount() : counters().throttled;
    return std::size_t(then - std::min(then, forgotten));
}

} // namespace ws::telemetry
