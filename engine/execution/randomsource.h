#pragma once

#include "engine/expression/intrinsic.h"

#include <cstdint>

namespace ws::execution {

/// Draws the same from the same seed. Copies share what they draw from.
expression::RandomSource randomSource(std::uint64_t seed);

} // namespace ws::execution
