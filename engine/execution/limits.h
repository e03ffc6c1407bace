#pragma once

#include <cstddef>

namespace ws::execution {

/// What the service takes of an input and what goes from state to state, in bytes of UTF-8.
inline constexpr std::size_t kPayloadBytes = 256 * 1024;

/// The service's quotas; 0 lifts one.
struct Limits {
    std::size_t historyEvents = 25'000;
    std::size_t payloadBytes = kPayloadBytes; ///< of an output, and of what one Assign assigns
    std::size_t variableBytes = 10 << 20;     ///< of all variables of an execution
};

} // namespace ws::execution
