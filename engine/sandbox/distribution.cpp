#include "engine/sandbox/distribution.h"

#include "engine/base/durationtext.h"

#include <algorithm>
#include <cmath>

namespace ws::sandbox {

namespace {

double drawn(const Distribution& distribution, std::mt19937_64& random) {
    const double typical = double(distribution.typical.count());
    const double spread = double(distribution.spread.count());
    switch (distribution.kind) {
    case Distribution::Kind::Constant:
        return typical;
    case Distribution::Kind::Uniform:
        return std::uniform_real_distribution<double>(typical - spread, typical + spread)(random);
    case Distribution::Kind::Exponential:
        return typical > 0 ? std::exponential_distribution<double>(1.0 / typical)(random) : 0.0;
    case Distribution::Kind::LogNormal:
        if (typical <= 0)
            return 0.0;
        return std::lognormal_distribution<double>(std::log(typical),
                                                   std::log((typical + spread) / typical))(random);
    case Distribution::Kind::Measured: {
        const auto& samples = *distribution.samples;
        return double(
            samples[std::uniform_int_distribution<std::size_t>(0, samples.size() - 1)(random)]
                .count());
    }
    }
    return typical;
}

} // namespace

Distribution Distribution::measured(std::vector<base::Duration> samples) {
    Distribution distribution;
    distribution.kind = Kind::Measured;
    distribution.samples = std::make_shared<const std::vector<base::Duration>>(std::move(samples));
    return distribution;
}

base::Duration Distribution::mean() const {
    switch (kind) {
    case Kind::LogNormal: {
        if (typical.count() <= 0)
            return base::Duration{0};
        const double sigma = std::log(double((typical + spread).count()) / double(typical.count()));
        return base::Duration{std::int64_t(double(typical.count()) * std::exp(sigma * sigma / 2))};
    }
    case Kind::Measured: {
        base::Duration sum{0};
        for (const base::Duration sample : *samples)
            sum += sample;
        return sum / std::int64_t(samples->size());
    }
    default:
        return typical;
    }
}

base::Result<Distribution> parseDistribution(std::string_view text) {
    using Kind = Distribution::Kind;
    constexpr std::pair<std::string_view, Kind> kNames[] = {{"uniform", Kind::Uniform},
                                                            {"exponential", Kind::Exponential},
                                                            {"lognormal", Kind::LogNormal}};
    const base::Error error{"distribution.syntax", {{"text", std::string(text)}}};
    Distribution result;
    std::string_view rest = text;
    for (const auto& [name, kind] : kNames) {
        if (!text.starts_with(name) || text.substr(name.size(), 1) != ":")
            continue;
        result.kind = kind;
        rest = text.substr(name.size() + 1);
    }
    const bool spreads = result.kind == Kind::Uniform || result.kind == Kind::LogNormal;
    const std::size_t colon = rest.find(':');
    if (spreads != (colon != std::string_view::npos))
        return error;
    const auto typical = base::parseDuration(rest.substr(0, colon));
    const auto spread =
        spreads ? base::parseDuration(rest.substr(colon + 1)) : std::optional(base::Duration{0});
    if (!typical || !spread)
        return error;
    result.typical = *typical;
    result.spread = *spread;
    return result;
}

base::Duration Distribution::sample(std::mt19937_64& random) const {
    constexpr double kLongest = 1e15; // 30 years: no overflow when it is added to a time
    return base::Duration{std::int64_t(std::clamp(drawn(*this, random), 0.0, kLongest))};
}

} // namespace ws::sandbox
