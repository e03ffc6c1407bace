#pragma once

#include "engine/base/systemclock.h"
#include "engine/fleet/countingservice.h"
#include "engine/fleet/invoke.h"

#include <optional>
#include <string>

namespace ws::fleet {

/// What an environment runs, from the fleet's side.
struct Running {
    base::InvocationId invocation{};
    std::string requestId;
    std::string traceId;
    CountingService::Token token;
    std::optional<base::SystemClock::Hold> hold;
    telemetry::StartReason reason = telemetry::StartReason::Warm;
    InvokeCallback done;
    enum class Caller { Plain, Task };
    Caller caller = Caller::Plain; ///< a task can be abandoned
};

} // namespace ws::fleet
