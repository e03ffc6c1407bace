#pragma once

#include "engine/base/result.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

/// "Behave as of": the service's rules changed over the years, and course material quotes the old
/// ones. Every dated rule is asked with one of these days.
namespace ws::fleet {

using Day = std::chrono::sys_days;

constexpr Day day(int year, unsigned month, unsigned dayOfMonth) {
    return std::chrono::year_month_day{std::chrono::year{year}, std::chrono::month{month},
                                       std::chrono::day{dayOfMonth}};
}

/// The service was announced on that day; there is nothing to behave as before it.
inline constexpr Day kFirstDay = day(2014, 11, 13);
/// What the reference was checked against.
inline constexpr Day kToday = day(2026, 11, 1);

inline constexpr Day kMillisecondBilling = day(2020, 12, 1);  ///< 1 ms steps instead of 100 ms
inline constexpr Day kScalingPerFunction = day(2023, 11, 26); ///< 1,000 per 10 s and function
inline constexpr Day kInitBilled = day(2025, 8, 1);           ///< INIT of every configuration
inline constexpr Day kLargeEvents =
    day(2025, 10, 24); ///< asynchronous payloads of 1 MB, not 256 KB

/// The largest payload of an asynchronous invocation in bytes.
constexpr std::size_t eventLimitAt(Day asOf) {
    return asOf < kLargeEvents ? 262'144 : 1'048'576;
}

/// "2023-11-26". Error "fleet.badDay" (text, first) for what is no such day, or before kFirstDay.
base::Result<Day> parseDay(std::string_view text);
std::string dayText(Day day);

} // namespace ws::fleet
