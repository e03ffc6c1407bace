#pragma once

#include "engine/base/systemclock.h"
#include "engine/execution/taskinvoker.h"
#include "engine/fleet/authoriser.h"
#include "engine/fleet/countingservice.h"
#include "engine/fleet/destinationsink.h"
#include "engine/fleet/eventstore.h"
#include "engine/fleet/invoke.h"
#include "engine/fleet/placement.h"
#include "engine/fleet/running.h"
#include "engine/fleet/settings.h"
#include "engine/function/catalog.h"
#include "engine/sandbox/backend.h"
#include "engine/telemetry/eventbus.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::fleet {

/// The data plane of the service on one machine: front end, counting service, worker manager and
/// placement (lambda.md B15). Lives in the engine's thread.
class Fleet : public execution::TaskInvoker {
public:
    using Callback = InvokeCallback;

    struct Parts {
        base::Clock& clock;
        base::SystemClock* skippingClock = nullptr; ///< when set, held while an invocation is open
        sandbox::BackendFactory& backends;
        telemetry::EventBus& bus;
        std::optional<std::uint64_t> seed; ///< of request ids and log streams; unset: random
        Authoriser* authoriser = nullptr;  ///< not owned; nullptr: everybody may
        DestinationSink* destinations =
            nullptr; ///< not owned; nullptr: only functions take records
    };
    explicit Fleet(const Parts& parts);
    /// Kills every environment at once; what is open is not answered any more.
    ~Fleet() override;

    /// Counts for what comes from now on; environments keep the idle time that they started with.
    void setSettings(const Settings& settings);
    const Settings& settings() const;

    /// The functions that exist from now on, with their versions and aliases. Environments whose
    /// version is not among them, or has another fingerprint, end: idle ones now, busy ones after
    /// their invoke.
    void setCatalog(std::vector<function::CatalogEntry> catalog);
    /// A catalog of functions that have nothing but $LATEST.
    void setFunctions(const std::vector<std::shared_ptr<const function::Revision>>& revisions);
    /// The current $LATEST, or nullptr.
    std::shared_ptr<const function::Revision> function(const std::string& name) const;

    /// Of provisioned concurrency, as GetProvisionedConcurrencyConfig tells it.
    std::optional<telemetry::ProvisionedConcurrencyChanged>
    provisioned(const std::string& function, const std::string& qualifier) const;
    const CountingService& counting() const;
    const Placement& placement() const;

    /// Where asynchronous events are kept until they are over (not owned), and go on with those
    /// that it holds; after the catalog, which says what runs. nullptr: in memory.
    void setEventStore(EventStore* store);
    /// Asynchronous events that are not over.
    std::int64_t queuedCount() const;

    /// `done` is called exactly once and never from inside; refusals (404, 400, 413, 429) come as
    /// results like everything else.
    base::InvocationId invoke(InvokeRequest request, Callback done = {});

    Ticket invoke(const execution::TaskRequest& request,
                  std::function<void(execution::TaskOutcome)> done) override;
    void abandon(Ticket ticket) override;

    /// Shuts idle environments down and kills busy ones; with an empty name, everybody's.
    void stopEnvironments(const std::string& function = {});

    /// What an idle environment keeps between its invokes, as Environment::requestState tells it.
    /// Error "sandbox.state.notIdle" for one that is busy or gone.
    void requestState(base::EnvironmentId environment,
                      std::function<void(base::Result<json::Value>)> answer);

    /// Environments that are not gone yet.
    std::size_t environmentCount() const;
    /// Invocations that are not answered yet.
    std::size_t openCount() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::fleet
