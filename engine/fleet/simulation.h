#pragma once

#include "engine/fleet/fleet.h"
#include "engine/fleet/fleetstatistics.h"
#include "engine/fleet/load.h"
#include "engine/sandbox/simulatedbackend.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ws::fleet {

/// One function under load, and how it behaves.
struct SimulatedFunction {
    std::shared_ptr<const function::Revision> revision;
    sandbox::Behaviour behaviour;
    Load load;
    int tenants = 0; ///< that send it, to a function that is isolated by tenant
};

struct SimulationPlan {
    std::vector<SimulatedFunction> functions;
    /// machineEnvironments and logLines are the simulation's own.
    Settings settings;
    std::uint64_t seed = 1;
    base::TimePoint start = base::TimePoint{std::chrono::seconds{1'700'000'000}};
};

/// A fleet in virtual time: the engine's own front end, counting, workers and lifecycle over
/// environments without processes. The same plan gives the same events, byte for byte.
class Simulation {
public:
    explicit Simulation(const SimulationPlan& plan);
    ~Simulation();

    /// For whoever wants to see more than the numbers; before the first step.
    telemetry::EventBus& bus();
    const base::Clock& clock() const;

    /// Fires up to `timers` timers, for progress and cancelling in between. False once the load is
    /// over and everything is answered; environments are then left idle.
    bool step(std::size_t timers = 10'000);
    /// 0..1, of the arrivals that are known of or of the load's time.
    double progress() const;
    const FleetStatistics& statistics() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::fleet
