#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"

#include <cstdint>
#include <optional>
#include <random>
#include <string>

namespace ws::fleet {

/// The random names that the service gives to requests, traces and log streams.
class Identifiers {
public:
    explicit Identifiers(std::optional<std::uint64_t> seed);

    std::string requestId() { return m_uuids.next(); }
    enum class Sampling { Not, Sampled };
    /// "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=0"
    std::string traceId(base::TimePoint now, Sampling sampling = Sampling::Not);
    /// "2026/11/20/[$LATEST]0123..."
    std::string logStream(base::TimePoint now, const std::string& version);

    /// For what else is left to chance, as which version an alias chooses.
    std::mt19937_64& random() { return m_random; }

private:
    std::mt19937_64 m_random;
    base::UuidSource m_uuids;
};

} // namespace ws::fleet
