#pragma once

#include "engine/fleet/fleet.h"
#include "engine/sandbox/simulatedbackend.h"
#include "engine/telemetry/recorder.h"
#include "tests/support/eventlog.h"
#include "tests/support/recordcollector.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ws::tests {

inline std::shared_ptr<function::Revision> revisionOf(const std::string& name,
                                                      const std::string& version = "$LATEST",
                                                      const std::string& fingerprint = "1") {
    auto revision = std::make_shared<function::Revision>();
    revision->configuration.name = name;
    revision->configuration.runtime = "python3.12";
    revision->configuration.timeoutSeconds = 60;
    revision->version = version;
    revision->fingerprint = fingerprint;
    return revision;
}

/// A function with published versions 1..`versions` beside $LATEST.
inline function::CatalogEntry entryOf(const std::string& name, int versions = 0) {
    function::CatalogEntry entry = function::entryOf(revisionOf(name));
    for (int version = 1; version <= versions; ++version)
        entry.revisions.push_back(revisionOf(name, std::to_string(version)));
    return entry;
}

/// A simulated account in virtual time: 50 ms to place, 150 ms INIT, 1 s per invoke, and room for
/// as many environments as the service allows.
struct SimulatedAccount {
    explicit SimulatedAccount(std::vector<function::CatalogEntry> catalog, std::uint64_t seed = 42)
        : backends(clock, seed)
        , fleet({clock, nullptr, backends, bus, seed, nullptr, &records}) {
        bus.addSink(&log);
        bus.addSink(&recorder);
        behave(std::chrono::seconds{1});
        change([](fleet::Settings& settings) { settings.machineEnvironments = 1'000'000; });
        fleet.setCatalog(std::move(catalog));
    }

    template <typename Change>
    void change(Change apply) {
        fleet::Settings settings = fleet.settings();
        apply(settings);
        fleet.setSettings(settings);
    }
    void behave(base::Duration invoke) {
        sandbox::Behaviour behaviour;
        behaviour.invoke = sandbox::Distribution::constant(invoke);
        backends.setBehaviour(behaviour);
    }

    base::InvocationId invoke(fleet::InvokeRequest request) {
        return fleet.invoke(std::move(request), [this](fleet::InvokeResult result) {
            const auto invocation = result.invocation;
            results.insert_or_assign(invocation, std::move(result));
        });
    }
    base::InvocationId invoke(const std::string& function) { return invoke({function, "{}"}); }
    /// Invokes and lets time pass until the answer is there.
    const fleet::InvokeResult& answer(fleet::InvokeRequest request) {
        const auto id = invoke(std::move(request));
        while (!results.contains(id) && clock.fireNext()) {
        }
        return results.at(id);
    }
    const fleet::InvokeResult& result(base::InvocationId id) const { return results.at(id); }
    telemetry::StartReason reason(base::InvocationId id) const {
        return *recorder.invocation(id)->reason;
    }

    base::ManualClock clock;
    telemetry::EventBus bus{clock};
    EventLog log;
    telemetry::Recorder recorder;
    sandbox::SimulatedBackendFactory backends;
    RecordCollector records;
    fleet::Fleet fleet;
    std::map<base::InvocationId, fleet::InvokeResult> results;
};

} // namespace ws::tests
