#include "engine/fleet/load.h"

#include "engine/base/durationtext.h"

#include <algorithm>
#include <cmath>

namespace ws::fleet {

namespace {

constexpr double kMicros = 1e6;

/// Per second.
std::optional<double> rateIn(std::string_view text) {
    const std::size_t slash = text.find('/');
    const double per =
        slash == std::string_view::npos ? 1 : base::unitSeconds(text.substr(slash + 1));
    const auto number = base::parseNumber(text.substr(0, slash));
    if (!number || per == 0)
        return std::nullopt;
    return *number / per;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t end = text.find(separator, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos)
            return parts;
        begin = end + 1;
    }
}

/// "0-100/s": both ends in one unit.
bool readRamp(std::string_view text, Load& load) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos)
        return false;
    const std::size_t slash = text.find('/');
    const std::string_view unit =
        slash == std::string_view::npos ? std::string_view() : text.substr(slash);
    const auto from = rateIn(std::string(text.substr(0, dash)) + std::string(unit));
    const auto to = rateIn(text.substr(dash + 1));
    load.rate = from.value_or(0);
    load.endRate = to.value_or(0);
    return from && to && (load.rate > 0 || load.endRate > 0);
}

/// What is wrong with the rate and the time of a load; empty: nothing.
std::string_view readFlow(const std::vector<std::string_view>& parts, Load& load) {
    if (load.kind == Load::Kind::Ramp) {
        if (!readRamp(parts[1], load))
            return "rate";
    } else if (const auto rate = rateIn(parts[1]); rate && *rate > 0) {
        load.rate = *rate;
    } else {
        return "rate";
    }
    const auto duration = base::parseDuration(parts[2]);
    if (!duration || duration->count() == 0)
        return "time";
    load.duration = *duration;
    return {};
}

std::string_view read(const std::vector<std::string_view>& parts, Load& load) {
    const std::string_view kind = parts.front();
    if (kind == "once")
        return parts.size() == 1 ? std::string_view() : "parts";
    if (kind == "burst") {
        const auto count = parts.size() == 2 ? base::parseNumber(parts[1]) : std::nullopt;
        if (!count || *count < 1 || *count > 1e9 || std::floor(*count) != *count)
            return "number";
        load.count = std::int64_t(*count);
        return {};
    }
    if (kind == "steady")
        load.kind = Load::Kind::Steady;
    else if (kind == "ramp")
        load.kind = Load::Kind::Ramp;
    else if (kind == "poisson")
        load.kind = Load::Kind::Poisson;
    else
        return "kind";
    return parts.size() == 3 ? readFlow(parts, load) : "parts";
}

} // namespace

base::Result<Load> parseLoad(std::string_view text) {
    Load load;
    const std::string_view reason = read(split(text, ':'), load);
    if (!reason.empty())
        return base::Error{"load.syntax",
                           {{"text", std::string(text)}, {"reason", std::string(reason)}}};
    return load;
}

base::Result<Load> parseTrace(std::string_view text) {
    Load load;
    load.kind = Load::Kind::Trace;
    int number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        line = line.substr(0, line.find_first_of(",;\t\r"));
        if (line.empty())
            continue;
        const auto seconds = base::parseNumber(line);
        if (!seconds && number == 1)
            continue; // names of columns
        if (!seconds || *seconds > 1e9)
            return base::Error{"load.trace",
                               {{"line", std::to_string(number)}, {"text", std::string(line)}}};
        load.times.emplace_back(std::llround(*seconds * kMicros));
    }
    std::sort(load.times.begin(), load.times.end());
    return load;
}

LoadGenerator::LoadGenerator(Load load, std::uint64_t seed)
    : m_load(std::move(load))
    , m_random(seed) {}

std::optional<base::Duration> LoadGenerator::next() {
    if (m_load.kind == Load::Kind::Trace) {
        if (std::size_t(m_given) == m_load.times.size())
            return std::nullopt;
        return m_load.times[std::size_t(m_given++)];
    }
    if (m_load.kind == Load::Kind::Burst)
        return m_given++ < m_load.count ? std::optional(base::Duration{0}) : std::nullopt;
    const auto seconds = nextSeconds();
    ++m_given;
    if (!seconds || *seconds * kMicros >= double(m_load.duration.count()))
        return std::nullopt;
    return base::Duration{std::llround(*seconds * kMicros)};
}

std::optional<double> LoadGenerator::nextSeconds() {
    const double given = double(m_given);
    switch (m_load.kind) {
    case Load::Kind::Steady:
        return given / m_load.rate;
    case Load::Kind::Poisson:
        m_at += std::exponential_distribution<double>(m_load.rate)(m_random);
        return m_at;
    case Load::Kind::Ramp: {
        // rate t + slope t^2 / 2 arrivals have come by the time t.
        const double slope =
            (m_load.endRate - m_load.rate) * kMicros / double(m_load.duration.count());
        if (slope == 0)
            return given / m_load.rate;
        const double root = m_load.rate * m_load.rate + 2 * slope * given;
        return root < 0 ? std::nullopt : std::optional((std::sqrt(root) - m_load.rate) / slope);
    }
    default:
        return std::nullopt;
    }
}

/// Not the arrivals' own numbers: they stay as they are without tenants.
TenantGenerator::TenantGenerator(int tenants, std::uint64_t seed)
    : m_tenants(tenants)
    , m_random(~seed) {}

std::string TenantGenerator::next() {
    if (m_tenants <= 0)
        return {};
    return "tenant-" + std::to_string(m_random() % std::uint64_t(m_tenants) + 1);
}

} // namespace ws::fleet
