#pragma once

#include "engine/base/ids.h"
#include "engine/telemetry/events.h"

#include <string>

namespace ws::service {

/// Whose resources an operation makes and lists.
struct Caller {
    std::string account{base::kAccount};
    std::string region{base::kRegion};
    telemetry::ExecutionOrigin origin = {}; ///< of an execution that the call begins
};

} // namespace ws::service
