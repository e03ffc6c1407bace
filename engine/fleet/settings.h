#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"
#include "engine/fleet/dated.h"
#include "engine/fleet/placement.h"
#include "engine/sandbox/backend.h"
#include "engine/sandbox/loglines.h"

#include <string>

namespace ws::fleet {

/// Which idle environment serves the next invocation. The service does not publish its rule.
enum class WarmPick {
    MostRecentlyUsed, ///< what measurements suggest: the others grow old and end
    LeastRecentlyUsed,
};

/// How the queue of asynchronous events is worked off. The service publishes that pollers exist,
/// not how many or how they grow: all of these are ours (lambda.md B15).
struct PollerSettings {
    int eventsPerPoller = 100; ///< in flight at once
    int fewest = 10;           ///< of a function that has events
    int most = 1'000;
    /// After each the state manager looks, and lets twice as many be in flight while events wait. A
    /// throttle brings them down to what runs.
    base::Duration review = std::chrono::seconds{1};
};

/// The account's quotas and this machine's; each default says where it comes from.
struct Settings {
    Day asOf = kToday;                 ///< whose day's rules hold: scaling, billing, payload limits
    std::string region{base::kRegion}; ///< counts for the burst before November 2023

    int accountConcurrency = 1'000;  ///< lambda.md B6
    int requestsPerConcurrency = 10; ///< per second, lambda.md B6; 0: not limited
    int burstEnvironments = 1'000;   ///< new ones per burstWindow and function
    base::Duration burstWindow = std::chrono::seconds{10}; ///< lambda.md B6, since November 2023
    /// From the order until the first provisioned environment starts: published as 1..2 minutes.
    base::Duration provisioningDelay = std::chrono::minutes{1};

    base::Duration idleTime = std::chrono::minutes{10}; ///< unpublished; measured 5..60 min (A 7)
    WarmPick warmPick = WarmPick::MostRecentlyUsed;     ///< unpublished (A 54)
    Placement::Capacity capacity;                       ///< unpublished
    PollerSettings pollers;                             ///< unpublished
    int machineEnvironments = 200; ///< ours, not the service's: real processes on one machine
    /// Of environments that start from now on.
    sandbox::LogLines logLines = sandbox::LogLines::Kept;
    /// Of functions outside a VPC, from the next environment on; those in one have no NAT.
    sandbox::BackendSpec::Network network = sandbox::BackendSpec::Network::None;
};

} // namespace ws::fleet
