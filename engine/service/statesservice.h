#pragma once

#include "engine/base/clock.h"
#include "engine/execution/journal.h"
#include "engine/execution/taskinvoker.h"
#include "engine/json/value.h"
#include "engine/service/apierror.h"
#include "engine/service/caller.h"
#include "engine/service/sinks.h"
#include "engine/telemetry/eventbus.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace ws::execution {
class ObjectStore;
class ServiceInvoker;
} // namespace ws::execution

namespace ws::service {

/// Step Functions as clients see it: operations with the parameters, defaults, rules and error
/// texts of the API of 2016-11-23. Parameters and answers are what travels as AWS JSON 1.0; times
/// are seconds since the epoch. Lives in the engine's thread; executions run on its clock.
class StatesService {
public:
    using Done = std::function<void(Answer)>;

    struct Parts {
        base::Clock& clock;
        execution::TaskInvoker& invoker;
        telemetry::EventBus& bus;
        std::uint64_t seed = 0;       ///< of ids, names and routing; 0: from the system
        LogSink* logs = nullptr;      ///< not owned; without one, log destinations are not checked
        BusSink* statusBus = nullptr; ///< not owned; hears status changes of standard executions
        execution::ServiceInvoker* services = nullptr; ///< not owned; what Tasks call beside us
        execution::ObjectStore* objects = nullptr;     ///< not owned; buckets of Map states
        /// Writes executions down from their start; null: nobody.
        std::shared_ptr<execution::JournalSink> journals = {};
    };
    explicit StatesService(const Parts& parts);
    ~StatesService();
    StatesService(const StatesService&) = delete;
    StatesService& operator=(const StatesService&) = delete;

    /// Whether the operation may answer only after a while: GetActivityTask, StartSyncExecution,
    /// TestState.
    static bool waits(std::string_view operation);

    /// An operation that does not wait.
    Answer call(std::string_view operation, const json::Value& parameters,
                const Caller& caller = {});
    /// Any operation. `done` is called once, from inside call() by those that do not wait and when
    /// the request is refused.
    void call(std::string_view operation, const json::Value& parameters, Done done,
              const Caller& caller = {});

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::service
