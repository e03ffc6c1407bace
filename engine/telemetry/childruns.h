#pragma once

#include "engine/telemetry/recorder.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace ws::telemetry {

/// Which one is meant of the executions that a state has begun.
struct ChildChoice {
    /// The one that this is, or that this is in, comes before all others.
    ExecutionId around{};
    std::int64_t attempt = 0;   ///< event that scheduled it; 0: any
    std::int64_t visit = 0;     ///< event with which the state was entered; 0: any
    std::int64_t iteration = 0; ///< event that began the iteration around it, when it has one there
    std::size_t events = SIZE_MAX; ///< of the parent's history that have happened
};

/// The latest one that fits; nullptr: none does. Not those of a distributed Map.
const ExecutionRecord* chosenChild(const Recorder& recorder, const ExecutionRecord& parent,
                                   const std::string& state, const ChildChoice& choice);

/// The event with which the visit of `state` began that `event` is of; 0: it is of none.
std::int64_t entryBefore(const ExecutionRecord& run, std::int64_t event, const std::string& state);

/// Events of a history that had happened at that instant.
std::size_t eventsUntil(const ExecutionRecord& run, base::TimePoint instant);

} // namespace ws::telemetry
