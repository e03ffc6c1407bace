#include "engine/execution/timestamp.h"

#include <charconv>
#include <cstdio>

namespace ws::execution {

namespace {

/// Reads a fixed form from the front of a text; once something does not fit, nothing does.
class Reader {
public:
    explicit Reader(std::string_view text)
        : m_rest(text) {}

    int digits(std::size_t count) {
        int value = 0;
        if (m_rest.size() < count)
            return fail();
        const auto end = std::from_chars(m_rest.data(), m_rest.data() + count, value);
        if (end.ec != std::errc{} || end.ptr != m_rest.data() + count || m_rest.front() == '-')
            return fail();
        m_rest.remove_prefix(count);
        return value;
    }

    void character(char wanted) {
        if (!skip(wanted))
            fail();
    }

    bool skip(char wanted) {
        if (m_rest.empty() || m_rest.front() != wanted)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    std::int64_t microseconds() {
        std::int64_t value = 0;
        std::size_t count = 0;
        for (; !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9'; ++count) {
            if (count < 6)
                value = value * 10 + (m_rest.front() - '0');
            m_rest.remove_prefix(1);
        }
        if (count == 0 || count > 9)
            fail();
        for (; count < 6; ++count)
            value *= 10;
        return value;
    }

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_rest.empty(); }

private:
    int fail() {
        m_ok = false;
        return 0;
    }
    std::string_view m_rest;
    bool m_ok = true;
};

} // namespace

std::optional<base::TimePoint> parseTimestamp(std::string_view text) {
    Reader reader(text);
    const int year = reader.digits(4);
    reader.character('-');
    const int month = reader.digits(2);
    reader.character('-');
    const int day = reader.digits(2);
    reader.character('T');
    const int hour = reader.digits(2);
    reader.character(':');
    const int minute = reader.digits(2);
    const int second = reader.skip(':') ? reader.digits(2) : 0;
    const std::int64_t micros = reader.skip('.') ? reader.microseconds() : 0;
    int offset = 0;
    if (!reader.skip('Z')) {
        const int sign = reader.skip('-') ? -1 : 1;
        if (sign > 0)
            reader.character('+');
        offset = reader.digits(2) * 60;
        if (reader.skip(':'))
            offset += reader.digits(2);
        offset *= sign;
    }
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!reader.ok() || !reader.atEnd() || !date.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return base::TimePoint(std::chrono::sys_days(date).time_since_epoch()) +
           std::chrono::minutes(hour * 60 + minute - offset) + std::chrono::seconds(second) +
           std::chrono::microseconds(micros);
}

std::string timestampText(base::TimePoint at) {
    const auto days = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{days};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::milliseconds>(at - days)};
    char buffer[48];
    std::snprintf(
        buffer, sizeof buffer, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return buffer;
}

} // namespace ws::execution
