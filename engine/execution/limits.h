#pragma once

#include <cstddef>

namespace ws::execution {

/// The service's quotas; 0 lifts one.
struct Limits {
    std::size_t historyEvents = 25'000;
    std::size_t payloadBytes = 256 * 1024; ///< of an output, and of what one Assign assigns
    std::size_t variableBytes = 10 << 20;  ///< of all variables of an execution
};

} // namespace ws::execution
