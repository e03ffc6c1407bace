#pragma once

#include "engine/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace ws::execution {

/// An ISO 8601 extended offset date-time with capital T and a zone ("2016-03-14T01:59:00Z",
/// fractions, "+01:00"); nullopt for anything else. Fractions beyond microseconds are cut off.
std::optional<base::TimePoint> parseTimestamp(std::string_view text);

/// "2026-11-20T12:00:00.000Z", the form of the context object and of histories.
std::string timestampText(base::TimePoint at);

} // namespace ws::execution
