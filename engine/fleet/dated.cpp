#include "engine/fleet/dated.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace ws::fleet {

namespace {

constexpr std::size_t kLength = 10; ///< YYYY-MM-DD

/// -1: not all of it is digits.
int numberIn(std::string_view digits) {
    int number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, failure] = std::from_chars(digits.data(), end, number);
    return failure == std::errc{} && stop == end ? number : -1;
}

} // namespace

base::Result<Day> parseDay(std::string_view text) {
    const base::Error bad{"fleet.badDay",
                          {{"text", std::string(text)}, {"first", dayText(kFirstDay)}}};
    if (text.size() != kLength || text[4] != '-' || text[7] != '-')
        return bad;
    const int year = numberIn(text.substr(0, 4));
    const int month = numberIn(text.substr(5, 2));
    const int dayOfMonth = numberIn(text.substr(8, 2));
    if (year < 0 || month < 0 || dayOfMonth < 0)
        return bad;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(month),
                                           std::chrono::day(dayOfMonth)};
    if (!date.ok() || Day{date} < kFirstDay)
        return bad;
    return Day{date};
}

std::string dayText(Day day) {
    const std::chrono::year_month_day date{day};
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()));
    return text.data();
}

} // namespace ws::fleet
