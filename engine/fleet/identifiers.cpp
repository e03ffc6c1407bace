#include "engine/fleet/identifiers.h"

#include <array>
#include <cstdio>

namespace ws::fleet {

using base::writeHex;

Identifiers::Identifiers(std::optional<std::uint64_t> seed)
    : m_random(seed ? *seed : std::random_device{}())
    , m_uuids(m_random()) {}

std::string Identifiers::traceId(base::TimePoint now, Sampling sampling) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count();
    std::string text = "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0";
    writeHex(&text[7], std::uint64_t(seconds), 8);
    writeHex(&text[16], m_random(), 16);
    writeHex(&text[32], m_random(), 8);
    writeHex(&text[48], m_random(), 16);
    if (sampling == Sampling::Sampled)
        text.back() = '1';
    return text;
}

std::string Identifiers::logStream(base::TimePoint now, const std::string& version) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(now)};
    std::array<char, 16> day{};
    std::snprintf(day.data(), day.size(), "%04d/%02u/%02u", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()));
    std::string text = std::string(day.data()) + "/[" + version + ']';
    const std::size_t begin = text.size();
    text.resize(begin + 32);
    writeHex(&text[begin], m_random(), 16);
    writeHex(&text[begin + 16], m_random(), 16);
    return text;
}

} // namespace ws::fleet
