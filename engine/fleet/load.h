#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ws::fleet {

/// When invocations arrive, in real time as in a simulation.
struct Load {
    enum class Kind {
        Burst,   ///< `count` at once
        Steady,  ///< evenly, `rate` a second for `duration`
        Ramp,    ///< evenly, from `rate` to `endRate` a second over `duration`
        Poisson, ///< independent of each other, `rate` a second on average for `duration`
        Trace,   ///< at `times`
    };
    Kind kind = Kind::Burst;
    std::int64_t count = 1;
    double rate = 0;
    double endRate = 0;
    base::Duration duration{0};
    std::vector<base::Duration> times = {}; ///< from the start, rising

    static Load once() { return {}; }
    bool operator==(const Load&) const = default;
};

/// "once", "burst:100", "steady:50/s:10m", "ramp:0-100/s:5m", "poisson:20/s:1h". Rates are per s, m
/// or h; times are in ms, s, m or h. Error "load.syntax" with text and reason ("kind", "number",
/// "rate", "time" or "parts").
base::Result<Load> parseLoad(std::string_view text);

/// A trace: one time in seconds per line, or the first column of a CSV file whose head line, if
/// there is one, is skipped; in any order. Error "load.trace" with line and text.
base::Result<Load> parseTrace(std::string_view text);

/// The arrivals of a load, one after the other. Equal seeds give equal arrivals.
class LoadGenerator {
public:
    LoadGenerator(Load load, std::uint64_t seed);
    /// Time from the start of the load, never falling; nothing when it is over.
    std::optional<base::Duration> next();

private:
    std::optional<double> nextSeconds();

    const Load m_load;
    std::mt19937_64 m_random;
    std::int64_t m_given = 0;
    double m_at = 0; ///< s; of the last arrival, with Poisson
};

/// Who sends each request of a load to a function that is isolated by tenant: "tenant-1" to
/// "tenant-<tenants>", each as likely. Equal seeds give equal tenants; 0 tenants give no name.
class TenantGenerator {
public:
    TenantGenerator(int tenants, std::uint64_t seed);
    std::string next();

private:
    const int m_tenants;
    std::mt19937_64 m_random;
};

} // namespace ws::fleet
