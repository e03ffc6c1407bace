#pragma once

#include "engine/base/clock.h"

#include <optional>
#include <string_view>

namespace ws::base {

/// A finite number that is not negative, in decimals, and nothing beside it.
std::optional<double> parseNumber(std::string_view text);

/// Seconds of "ms", "s", "m" or "h"; 0 for everything else.
double unitSeconds(std::string_view unit);

/// One number with its unit: "250ms", "1.5s", "10m", "2h"; up to 30 years.
std::optional<Duration> parseDuration(std::string_view text);

} // namespace ws::base
