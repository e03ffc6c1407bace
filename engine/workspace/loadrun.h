#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"
#include "engine/fleet/fleetstatistics.h"
#include "engine/fleet/invoke.h"
#include "engine/fleet/load.h"
#include "engine/telemetry/eventbus.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace ws::workspace {

struct LoadRequest {
    fleet::InvokeRequest invoke;
    fleet::Load load;
    std::uint64_t seed = 1; ///< the same as a simulation's: the same arrivals
    int tenants = 0;        ///< that send it, each request one of them; 0: who is in `invoke`
};

struct LoadProgress {
    base::Duration elapsed{0};
    std::int64_t sent = 0;
    std::int64_t answered = 0;  ///< refusals among them
    std::int64_t failed = 0;    ///< answered with an error of the function
    std::int64_t throttled = 0; ///< 429
    std::string lastFailure;    ///< what the last failed one was answered with, at most 1 KB
    base::Duration behind{0};   ///< the most that a request was sent after its time
    bool sending = true;        ///< more will be sent
    bool over = false;          ///< and all is answered
    std::optional<base::Error> refused; ///< why nothing can be sent at all
    /// What happened to the function since the load began, also for other reasons than the load.
    fleet::FleetStatistics statistics;
};

/// A load upon a function in real time: sent when its time comes, whether or not earlier ones were
/// answered. Where the machine cannot follow, requests are sent late, never left out, and `behind`
/// says by how much.
class LoadRun {
public:
    using Invoke = std::function<base::Result<base::InvocationId>(const fleet::InvokeRequest&,
                                                                  fleet::InvokeCallback)>;
    using Told = std::function<void(const LoadProgress&)>;
    static constexpr base::Duration kTellEvery = std::chrono::milliseconds{100};

    /// What is given by reference is not owned and outlives the run.
    struct Parts {
        base::Clock& clock;
        telemetry::EventBus& bus;
        Invoke invoke;
    };
    LoadRun(const Parts& parts, LoadRequest request, Told told);
    /// Tells nothing more; invocations under way go on by themselves.
    ~LoadRun();
    LoadRun(const LoadRun&) = delete;
    LoadRun& operator=(const LoadRun&) = delete;

    /// `told` comes at most every kTellEvery, and at the end; never from inside start().
    void start();
    /// Sends no more; it is over when those under way have ended.
    void cancel();
    bool isOver() const;
    const std::string& function() const;

private:
    struct State;
    std::shared_ptr<State> d;
};

} // namespace ws::workspace
