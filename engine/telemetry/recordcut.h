#pragma once

#include "engine/telemetry/recorder.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace ws::telemetry {

/// Lanes of a Recorder as they were after one of its moments, or as they are: in the present.
/// Copies no spans: those of then are the first ones of those of now, and all but the last of them
/// are as they were.
class LaneCut {
public:
    static constexpr std::uint64_t kPresent = std::numeric_limits<std::uint64_t>::max();

    explicit LaneCut(std::uint64_t moment = kPresent)
        : m_moment(moment) {}

    bool isPresent() const { return m_moment == kPresent; }
    std::uint64_t moment() const { return m_moment; }

    bool has(const Lane& lane) const { return lane.startedMoment <= m_moment; }
    bool isOver(const Lane& lane) const { return lane.isOver() && lane.endedMoment <= m_moment; }
    /// As the lane was, without its spans and whom it served.
    Lane head(const Lane& lane) const;
    std::uint64_t servedCount(const Lane& lane) const;
    /// Of the lane's spans, those that had begun.
    std::size_t spanCount(const Lane& lane) const;
    /// As it was; one of those.
    Span span(const Lane& lane, std::size_t index) const;
    bool hasFailed(const Span& span) const {
        return span.failed && (isPresent() || span.moment + span.failedAfter <= m_moment);
    }

private:
    std::uint64_t m_moment;
};

/// The same for all that a Recorder has of the lifecycle. Not used for longer than that stays as it
/// is.
class RecordCut : public LaneCut {
public:
    explicit RecordCut(const Recorder& recorder, std::uint64_t moment = kPresent)
        : LaneCut(moment)
        , m_recorder(&recorder) {}

    const Recorder& recorder() const { return *m_recorder; }

    /// How many of the recorder's lanes had started.
    std::size_t laneCount() const;

    /// As it was; nullopt when there is none. Copies the payloads.
    std::optional<InvocationRecord> invocation(InvocationId id) const;
    /// With its result, when it had one.
    const InvocationRecord* finished(InvocationId id) const;

    /// Now, or after the last of the events that are read; zeros before the first.
    Moment counters() const;
    // As they were. Unlike the recorder's own they are copies, for a cut that is not the present.
    std::vector<SeriesPoint> environmentSeries() const;
    std::vector<SeriesPoint> concurrencySeries() const;
    /// How many of the recorder's throttles.
    std::size_t throttleCount() const;

private:
    std::vector<SeriesPoint> beginning(const std::vector<SeriesPoint>& series, int value) const;

    const Recorder* m_recorder; // Not owned.
};

} // namespace ws::telemetry
