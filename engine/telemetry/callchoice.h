#pragma once

#include "engine/telemetry/recorder.h"

#include <cstdint>
#include <map>
#include <string>

namespace ws::telemetry {

/// Which calls are meant of those that an execution has made.
struct CallChoice {
    std::string state = {};   ///< empty: any
    std::int64_t visit = 0;   ///< event with which the state was entered; 0: any
    std::int64_t attempt = 0; ///< event that scheduled it; 0: any
};

/// By call, the execution that has made it, or that has begun the one that did: `run`, or one that
/// it goes on from.
using ChosenCalls = std::map<InvocationId, ExecutionId>;

/// The calls of `run` and of what it has begun. What it has from the executions that it goes on
/// from was called there: those calls count, unless it had to make them again.
ChosenCalls chosenCalls(const Recorder& recorder, const ExecutionRecord& run,
                        const CallChoice& choice);

} // namespace ws::telemetry
