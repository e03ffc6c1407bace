#include "engine/fleet/simulation.h"

#include <algorithm>
#include <climits>

namespace ws::fleet {

namespace {

/// Each function's load has one of its own; the first one's arrivals are those that the same load
/// has in real time.
std::uint64_t seedOf(std::uint64_t seed, std::size_t index) {
    return seed + index * 0x9E37'79B9'7F4A'7C15U;
}

base::Duration lengthOf(const Load& load) {
    if (load.kind == Load::Kind::Trace)
        return load.times.empty() ? base::Duration{0} : load.times.back();
    return load.duration;
}

} // namespace

class Simulation::Private {
public:
    explicit Private(const SimulationPlan& plan)
        : clock(plan.start)
        , bus(clock)
        , backends(clock, plan.seed)
        , fleet({clock, nullptr, backends, bus, plan.seed})
        , start(plan.start) {
        bus.addSink(&statistics);
        Settings settings = plan.settings;
        settings.machineEnvironments = INT_MAX;
        settings.logLines = sandbox::LogLines::Omitted;
        fleet.setSettings(settings);
        std::vector<std::shared_ptr<const function::Revision>> revisions;
        sources.reserve(plan.functions.size());
        for (const SimulatedFunction& function : plan.functions) {
            const std::string& name = function.revision->configuration.name;
            revisions.push_back(function.revision);
            backends.setBehaviour(name, function.behaviour);
            const std::uint64_t seed = seedOf(plan.seed, sources.size());
            sources.push_back({name, LoadGenerator(function.load, seed),
                               TenantGenerator(function.tenants, seed)});
            length = std::max(length, lengthOf(function.load));
        }
        fleet.setFunctions(revisions);
        for (Source& source : sources)
            schedule(source);
    }

    struct Source {
        std::string function;
        LoadGenerator arrivals;
        TenantGenerator tenants;
    };

    void schedule(Source& source) {
        const auto at = source.arrivals.next();
        if (!at)
            return;
        ++waiting;
        clock.after(start + *at - clock.now(), [this, &source] {
            --waiting;
            schedule(source); // before the invoke: equal instants keep the order of their loads
            ++open;
            InvokeRequest request{source.function, {}};
            request.tenantId = source.tenants.next();
            fleet.invoke(std::move(request), [this](const InvokeResult&) { --open; });
        });
    }

    base::ManualClock clock;
    telemetry::EventBus bus;
    FleetStatistics statistics;
    sandbox::SimulatedBackendFactory backends;
    Fleet fleet;
    const base::TimePoint start;
    base::Duration length{0};
    std::vector<Source> sources; // does not grow: timers point into it
    int waiting = 0;             ///< sources whose next arrival is set
    std::int64_t open = 0;
};

Simulation::Simulation(const SimulationPlan& plan)
    : d(std::make_unique<Private>(plan)) {}

Simulation::~Simulation() = default;

telemetry::EventBus& Simulation::bus() {
    return d->bus;
}

const base::Clock& Simulation::clock() const {
    return d->clock;
}

bool Simulation::step(std::size_t timers) {
    while (d->waiting > 0 || d->open > 0) {
        if (timers-- == 0)
            return true;
        if (!d->clock.fireNext())
            return false;
    }
    return false;
}

double Simulation::progress() const {
    if (d->waiting == 0 && d->open == 0)
        return 1;
    if (d->length.count() == 0) {
        const auto arrived = double(d->statistics.arrived());
        return arrived > 0 ? (arrived - double(d->open)) / arrived : 0;
    }
    const auto passed = double((d->clock.now() - d->start).count());
    return std::min(1.0, passed / double(d->length.count()));
}

const FleetStatistics& Simulation::statistics() const {
    return d->statistics;
}

} // namespace ws::fleet
