#include "engine/base/durationtext.h"

#include <charconv>
#include <cmath>

namespace ws::base {

std::optional<double> parseNumber(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
        value < 0)
        return std::nullopt;
    return value;
}

double unitSeconds(std::string_view unit) {
    return unit == "ms" ? 0.001 : unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3'600 : 0;
}

std::optional<Duration> parseDuration(std::string_view text) {
    constexpr double kLongest = 1e9; // s
    const std::size_t unit = text.find_first_not_of("0123456789.");
    if (unit == std::string_view::npos)
        return std::nullopt;
    const auto number = parseNumber(text.substr(0, unit));
    const double seconds = unitSeconds(text.substr(unit));
    if (!number || seconds == 0 || *number * seconds > kLongest)
        return std::nullopt;
    return Duration{std::llround(*number * seconds * 1e6)};
}

} // namespace ws::base
