#pragma once

#include "engine/base/result.h"
#include "engine/base/systemclock.h"
#include "engine/execution/mocks.h"
#include "engine/execution/teststate.h"
#include "engine/fleet/dated.h"
#include "engine/fleet/invoke.h"
#include "engine/sandbox/backend.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/validator.h"
#include "engine/telemetry/eventbus.h"
#include "engine/workspace/invokeseries.h"
#include "engine/workspace/loadrun.h"
#include "engine/workspace/scenariorunner.h"
#include "engine/workspace/snapshot.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::execution {
class Executor;
}

namespace ws::fleet {
class LambdaService;
}

namespace ws::workspace {

class RunHistory;

struct ExecuteRequest {
    std::string machine;    ///< name of a machine of the workspace, or a label for `definition`
    std::string definition; ///< text to run instead of the file (unsaved edits); empty: the file
    std::string input;      ///< JSON text, checked here
    std::string name = {};  ///< of the execution; empty: a UUID
    statemachine::DefinitionKind kind = statemachine::DefinitionKind::Unknown; ///< of `definition`
    statemachine::Substitutions substitutions = {}; ///< for placeholders of either
    /// Standard executions are written down and go on after the program was killed.
    statemachine::WorkflowType type = statemachine::WorkflowType::Standard;
    std::shared_ptr<const execution::Mocks> mocks = {}; ///< null: everything is called
    /// Of the machines that it starts, and those that these start; null: of none.
    std::shared_ptr<const execution::MachineMocks> childMocks = {};
};

/// An earlier execution of the run history, from one of its moments on.
struct RewindRequest {
    std::int64_t id = 0;    ///< in the run history
    std::int64_t event = 0; ///< see execution::rewound(); 0: with all that had failed
    std::string name = {};  ///< of the new execution; empty: a UUID
    std::optional<json::Value> input = {};     ///< of the state about to be entered there
    std::optional<json::Value> variables = {}; ///< an object; those that it does not name stay
    std::string definition = {}; ///< text of the machine from there on; empty: as it was
    statemachine::DefinitionKind kind = statemachine::DefinitionKind::Unknown; ///< of `definition`
    /// From there on: a state whose mock was edited counts its calls anew, the others count on.
    /// Empty ones: everything is called. Null: as it was.
    std::shared_ptr<const execution::Mocks> mocks = {};
    std::shared_ptr<const execution::MachineMocks> childMocks = {}; ///< likewise, of what it starts
};

struct ExecuteResult {
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Succeeded;
    json::Value output;
    std::string error;
    std::string cause;
    std::vector<telemetry::HistoryEvent> history;
};

/// One state alone, over the workspace's functions.
struct StateTestRequest {
    std::string definition; ///< text of the state, or of a whole machine
    statemachine::DefinitionKind kind = statemachine::DefinitionKind::Unknown;
    statemachine::Substitutions substitutions = {};
    std::string state; ///< within a whole machine, at any depth
    std::string input; ///< JSON text, checked here
    std::optional<execution::StateMock> mock = {};
};

/// What becomes of executions that an earlier program had begun when it was killed.
enum class UnfinishedPolicy : std::uint8_t {
    Resume,    ///< they go on. A task whose end nobody heard of runs once more, none that ended
    Interrupt, ///< they end as Aborted
    Leave      ///< for another program to decide
};

/// One that open() has found.
struct UnfinishedExecution {
    base::ExecutionId execution{}; ///< goes on as this one; 0: it cannot, and is Aborted
    std::int64_t id = 0;           ///< in the run history
    std::string arn;
    std::string machine;
    std::string name;
};

/// The service's limit of 10 requests a second for each unit of concurrency (lambda.md B6).
enum class RequestRate : std::uint8_t {
    Limited,  ///< as the service does
    Unlimited ///< for local load tests: a function of a millisecond is soon over it
};

/// What functions outside a VPC reach. The service's reach the internet; here they do when the user
/// says so, for code that was opened a moment ago is not trusted yet.
enum class FunctionNetwork : std::uint8_t { None, Internet };

/// Settings of the local "account"; each says where its default comes from.
struct Settings {
    int accountConcurrency = 1000; ///< lambda.md B6
    base::Duration idleTime =
        std::chrono::minutes{10}; ///< unpublished by the service (lambda.md A 7): measured 5-60 min
    UnfinishedPolicy unfinished = UnfinishedPolicy::Resume; ///< counts when a workspace is opened
    RequestRate requestRate = RequestRate::Limited;
    FunctionNetwork network = FunctionNetwork::None; ///< of environments that start from now on
    fleet::Day asOf = fleet::kToday; ///< whose day's rules of scaling, billing and limits hold
};

/// The engine as one object: a workspace, its fleet and its executions. Lives in one thread with a
/// Qt event loop; everything that happens is published on the bus, callbacks come in the same
/// thread.
class Workbench {
public:
    struct Parts {
        base::Clock& clock;
        base::SystemClock* skippingClock = nullptr; ///< when set, held while real work runs
        sandbox::BackendFactory& backends;
        telemetry::EventBus& bus;
    };
    explicit Workbench(const Parts& parts);
    /// Kills every environment at once.
    ~Workbench();
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    void setSettings(const Settings& settings);

    /// The account of the open workspace, kept below its .warmstart: functions as the Lambda API
    /// has them, with versions and aliases. nullptr: nothing is open.
    fleet::LambdaService* lambda();

    /// Errors "workspace.notFound", "workspace.unreadable" with path. Replaces what was open;
    /// running work of the old workspace is stopped. A broken function.json is a problem of its
    /// entry, not here.
    base::Status open(const std::string& folder);
    void close();
    const Snapshot& snapshot() const;
    /// Looks at the disk again (the watcher does it by itself).
    void reload();

    /// A chained event (eventchain.h) is resolved now, here and for execute(). Errors without
    /// running: "invoke.badJson" (line, column, reason), "invoke.functionNotFound" (function, known
    /// names), "invoke.noFunctions", "function.config.*", "chain.*". Function errors are results,
    /// not errors here.
    base::Result<base::InvocationId> invoke(const fleet::InvokeRequest& request,
                                            fleet::InvokeCallback done = {});

    /// The same many times over; errors come through `told`.
    void invokeSeries(SeriesRequest request, InvokeSeries::Told told);
    /// Series of that function (or all) begin no more, and those under way end with the error that
    /// a killed runtime leaves.
    void cancelSeries(const std::string& function = {});

    /// Puts the function under load in real time; one load at a time per function: one that still
    /// runs is cancelled and tells nothing more.
    void startLoad(LoadRequest request, LoadRun::Told told);
    /// That function's (or all) send no more; environments stay as they are.
    void cancelLoad(const std::string& function = {});

    /// Runs tests one after the other (scenariorunner.h); those that still run are cancelled first,
    /// and their `over` never comes.
    void runScenarios(std::vector<ScenarioRunner::Wanted> wanted, ScenarioRunner::Told told,
                      std::function<void()> over);
    void cancelScenarios();

    /// Errors: "execute.machineNotFound", "execute.noMachines", "execute.badJson",
    /// "execute.inputTooLarge" (bytes, limit), "execute.invalidDefinition" (first message, line,
    /// column, count), "execute.unknownResource" (state, resource, known, suggestion) and
    /// "execute.noFunctions" (state, resource) for a function that is not there,
    /// "execute.openPlaceholder" (state, resource), "mocks.unknownState" (state, known,
    /// suggestion) for a mock of what is no Task state of the machine.
    base::Result<base::ExecutionId> execute(const ExecuteRequest& request,
                                            std::function<void(ExecuteResult)> done = {});
    /// Nothing of it comes into the history of runs; stopExecution() ends it. Errors:
    /// "execute.badJson", "execute.inputTooLarge", "teststate.invalid" (pointer, message),
    /// "teststate.stateNotFound" (state, known, suggestion), "teststate.stateNeeded" (known),
    /// "teststate.mockNeeded" (state).
    base::Result<base::ExecutionId>
    testState(const StateTestRequest& request,
              std::function<void(const execution::TestStateResult&)> done);
    void stopExecution(base::ExecutionId execution);
    /// Errors: "workspace.notOpen"; those of RunHistory::loadJournal() and of
    /// execution::Executor::fork(); with a definition those of execute().
    base::Result<base::ExecutionId> executeFrom(const RewindRequest& request,
                                                std::function<void(ExecuteResult)> done = {});
    /// What the last open() has found unfinished, the oldest first.
    const std::vector<UnfinishedExecution>& unfinished() const;
    /// Calls `done` too when that one ends. Does nothing when it is unknown or has ended.
    void whenEnded(base::ExecutionId execution, std::function<void(ExecuteResult)> done);
    /// For debugging (execution::Debugger).
    execution::Executor& executor();

    /// Shuts idle environments down and kills busy ones; with an empty name, everybody's.
    void stopEnvironments(const std::string& function = {});

    /// What an idle environment keeps between its invokes, as fleet::Fleet::requestState().
    void requestState(base::EnvironmentId environment,
                      std::function<void(base::Result<json::Value>)> answer);

    /// Asynchronous events that are not over.
    std::int64_t queuedEvents() const;

    /// The services that send events to a function (see triggersOf()), its resource policies and
    /// those of its versions and aliases among what says so.
    std::vector<std::string> triggersOf(const std::string& function);

    /// What ran in the open workspace, also in earlier runs; nullptr when none is open.
    RunHistory* runHistory() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::workspace
