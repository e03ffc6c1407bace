#include "engine/fleet/identifiers.h"

#include <array>
#include <cstdio>

namespace ws::fleet {

namespace {

void appendHex(std::string& out, std::uint64_t value, int digits) {
    static constexpr char kDigits[] = "0123456789abcdef";
    for (int digit = digits - 1; digit >= 0; --digit)
        out += kDigits[(value >> (4 * digit)) & 0xF];
}

} // namespace

Identifiers::Identifiers(std::optional<std::uint64_t> seed)
    : m_random(seed ? *seed : std::random_device{}())
    , m_uuids(m_random()) {}

std::string Identifiers::traceId(base::TimePoint now, Sampling sampling) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    std::string text;
    text.reserve(74);
    text += "Root=1-";
    appendHex(text, std::uint64_t(seconds), 8);
    text += '-';
    appendHex(text, m_random(), 16);
    appendHex(text, m_random(), 8);
    text += ";Parent=";
    appendHex(text, m_random(), 16);
    text += sampling == Sampling::Sampled ? ";Sampled=1" : ";Sampled=0";
    return text;
}

std::string Identifiers::logStream(base::TimePoint now, const std::string& version) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(now)};
    std::array<char, 16> day{};
    std::snprintf(day.data(), day.size(), "%04d/%02u/%02u", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()));
    std::string text = std::string(day.data()) + "/[" + version + ']';
    appendHex(text, m_random(), 16);
    appendHex(text, m_random(), 16);
    return text;
}

} // namespace ws::fleet
