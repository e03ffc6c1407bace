#pragma once

#include <cstdint>

namespace ws::sandbox {

/// Whether anybody may want to read what an environment logs.
enum class LogLines : std::uint8_t {
    Kept,
    Omitted, ///< none is written, and Outcome::log stays empty: for long simulations
};

} // namespace ws::sandbox
