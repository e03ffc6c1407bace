#pragma once

#include "engine/base/clock.h"
#include "engine/sandbox/loglines.h"

namespace ws::fleet {

/// Which idle environment serves the next invocation. The service does not publish its rule.
enum class WarmPick {
    MostRecentlyUsed, ///< what measurements suggest: the others grow old and end
    LeastRecentlyUsed,
};

/// The account's quotas and this machine's; each default says where it comes from.
struct Settings {
    int accountConcurrency = 1'000; ///< lambda.md B6
    int burstEnvironments = 1'000;  ///< new ones per burstWindow and function
    base::Duration burstWindow = std::chrono::seconds{10}; ///< lambda.md B6, since November 2023
    base::Duration idleTime = std::chrono::minutes{10}; ///< unpublished; measured 5..60 min (A 7)
    WarmPick warmPick = WarmPick::MostRecentlyUsed;
    int machineEnvironments = 200; ///< ours, not the service's: real processes on one machine
    /// Of environments that start from now on.
    sandbox::LogLines logLines = sandbox::LogLines::Kept;
};

} // namespace ws::fleet
