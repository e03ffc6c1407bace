#pragma once

#include "engine/expression/intrinsic.h"

#include <cstdint>

namespace ws::execution {

/// The random source of one execution: the same seed gives the same UUIDs, tokens, numbers and
/// jitter, in this run of the program and in every other.
expression::RandomSource seededRandom(std::uint64_t seed);

} // namespace ws::execution
