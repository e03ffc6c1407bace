#pragma once

#include "engine/execution/history.h"
#include "engine/execution/itemsource.h"
#include "engine/execution/limits.h"
#include "engine/execution/maprun.h"
#include "engine/execution/mocks.h"
#include "engine/execution/serviceinvoker.h"
#include "engine/execution/taskinvoker.h"
#include "engine/expression/intrinsic.h"
#include "engine/statemachine/definition.h"
#include "engine/telemetry/events.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ws::execution {

struct ChildStory;
struct StateTest;

/// Handles that one interpreter gives out, from 1.
enum class TaskId : std::uint64_t {};
enum class WakeId : std::uint64_t {};

// What the world tells an interpreter.

struct StartInput {
    json::Value input;
    std::string text; ///< as it was sent; empty: only the value is known
};
struct TaskFinishedInput {
    TaskId task{};
    TaskOutcome outcome;
};
/// The service's API answered.
struct ServiceRepliedInput {
    TaskId task{};
    ServiceReply reply;
};
/// A worker took the activity's task.
struct TaskStartedInput {
    TaskId task{};
    std::string worker;
};
struct TaskHeartbeatInput {
    TaskId task{};
};
/// SendTaskSuccess (there is an output) or SendTaskFailure; or what a mock says.
struct TaskAnsweredInput {
    TaskId task{};
    std::optional<json::Value> output;
    std::optional<std::string> error;
    std::optional<std::string> cause;
};
/// The nested execution that the task waits for has ended.
struct ChildEndedInput {
    TaskId task{};
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Succeeded;
    json::Value description; ///< what DescribeExecution says of it
};
/// The next items of an ItemReader.
struct ItemsReadInput {
    TaskId reader{};
    std::vector<ReadItem> items;
    std::string source;  ///< `$$.Map.Item.Source`
    std::string failure; ///< the cause of States.ItemReaderFailed; empty: none
    enum class Rest : std::uint8_t { More, None } rest = Rest::None;
};
/// The files of a ResultWriter are complete.
struct ResultsWrittenInput {
    TaskId writer{};
    std::string manifest; ///< its key
    std::string failure;  ///< the cause of States.ResultWriterFailed; empty: none
};
struct TimerFiredInput {
    WakeId timer{};
};
/// UpdateMapRun; what is not set stays.
struct UpdateMapRunInput {
    std::string mapRunArn;
    std::optional<std::int64_t> maxConcurrency;
    std::optional<std::int64_t> toleratedFailureCount;
    std::optional<double> toleratedFailurePercentage;
};
/// StopExecution.
struct StopInput {
    std::string error;
    std::string cause;
};
/// Go on with what is ready.
struct ContinueInput {};
/// Somebody changed by hand what the next step will see (see NextStep).
struct EditInput {
    std::optional<json::Value> input;
    std::optional<json::Value> variables; ///< an object; those that it does not name stay
};
/// RedriveExecution: one that has ended without success goes on where it failed. What had succeeded
/// stays; of a Parallel or Map only the branches, iterations and child executions that had not are
/// taken up again.
struct RedriveInput {};
/// From here on these mocks count, as Mocks::toJson(); null: none. A state whose mock is another
/// one now counts its calls from the first again, and does what it had under way from the
/// beginning; all others count on.
struct MocksInput {
    json::Value mocks;
};

using InputBody =
    std::variant<StartInput, TaskFinishedInput, ServiceRepliedInput, TaskStartedInput,
                 TaskHeartbeatInput, TaskAnsweredInput, ChildEndedInput, ItemsReadInput,
                 ResultsWrittenInput, TimerFiredInput, UpdateMapRunInput, StopInput, ContinueInput,
                 EditInput, RedriveInput, MocksInput>;

struct Input {
    base::TimePoint at;
    InputBody body;
    std::optional<std::size_t> most{}; ///< steps that it leads to at most; unset: Setup::slice
};

// What an interpreter asks the world to do.

/// Calls a function: TaskFinishedInput.
struct ScheduleTask {
    TaskId task{};
    TaskRequest request; ///< without the execution and the child
    std::string child;   ///< ARN, where it is called in a child of a distributed Map
};
/// Calls a service: ServiceRepliedInput, and TaskAnsweredInput when it is a job (.sync) and ends.
struct CallService {
    TaskId task{};
    ServiceRequest request; ///< without the execution
};
/// Starts a nested execution: ServiceRepliedInput, and ChildEndedInput when it is awaited.
struct StartChild {
    TaskId task{};
    std::string state;
    std::int64_t scheduledEvent = 0;
    std::string parentArn; ///< of the execution that the state is in
    std::string machineArn;
    std::string name;
    std::string inputText;
    std::string roleArn;
    enum class Await : std::uint8_t { No, Yes } await = Await::No;
};
/// Puts the task of an activity up for workers: TaskStartedInput, then as with OpenToken.
struct OfferActivity {
    TaskId task{};
    std::string activity; ///< ARN
    std::string token;
    json::Value input;
};
/// Somebody who has the token may end the task: TaskHeartbeatInput, TaskAnsweredInput.
struct OpenToken {
    TaskId task{};
    std::string token;
};
/// Nothing is called: TaskAnsweredInput with what the response says, once its delay is over.
struct AnswerMocked {
    TaskId task{};
    MockedResponse response;
};
/// ReadItems: ItemsReadInput. The first one opens the reader.
struct ReadItems {
    TaskId reader{};
    std::shared_ptr<const ItemSource> source;
    std::size_t most = 0;
    /// Items before the first, which an earlier reader of the same source has given.
    std::size_t skipped = 0;
};
/// The first one opens the writer.
struct WriteResult {
    TaskId writer{};
    std::shared_ptr<const ResultTarget> target;
    ResultRecord record;
};
/// ResultsWrittenInput.
struct FinishResults {
    TaskId writer{};
    std::shared_ptr<const ResultTarget> target;
};
/// Nobody waits for it any more: its call, its token, its activity, its child, its reader and
/// writer are over.
struct AbandonTask {
    TaskId task{};
};
struct StartTimer {
    WakeId timer{};
    base::TimePoint due;
};
struct CancelTimer {
    WakeId timer{};
};
/// The last command of every execution, until it is redriven.
struct Finished {
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Succeeded;
    json::Value output;
    std::optional<std::string> error;
    std::optional<std::string> cause;
};

using Command = std::variant<ScheduleTask, CallService, StartChild, OfferActivity, OpenToken,
                             AnswerMocked, ReadItems, WriteResult, FinishResults, AbandonTask,
                             StartTimer, CancelTimer, Finished>;

/// What an interpreter does first when it goes on.
struct NextStep {
    enum class Kind : std::uint8_t {
        Enter,   ///< a state
        Iterate, ///< begins an iteration, which then enters its first state
        Retry    ///< does the state's work again
    };
    Kind kind = Kind::Enter;
    std::string state; ///< its name; of Iterate, the Map's
    std::string from;  ///< the state that was left before, in the same branch; empty: none
    /// The branches and iterations around it, the outermost first.
    struct Place {
        std::string state; ///< of the Parallel or the Map
        std::int64_t index = 0;
        bool operator==(const Place&) const = default;
    };
    std::vector<Place> around;
    json::Value input;   ///< of Iterate: null
    json::Value context; ///< as much of `$$` as the debugger shows: State.Name, Map.Item
    json::Value variables = json::Value::object();
};

/// One execution as a deterministic machine: inputs in, history events and commands out. Nothing in
/// here looks at a clock, a thread, a file or a random generator of its own; the same inputs with
/// the same random source give the same history, byte for byte.
class Interpreter {
public:
    struct Setup {
        std::shared_ptr<const statemachine::StateMachine> machine;
        std::string executionArn;
        std::string executionName;
        std::string machineArn;
        std::string machineName;
        std::string roleArn;
        Limits limits;
        expression::RandomSource random;
        /// Which services run here; null: none.
        std::function<bool(const statemachine::Integration&)> offers;
        std::size_t slice = 128;            ///< states that one apply() enters at most
        std::shared_ptr<const Mocks> mocks; ///< at the start; null: every call is made
        /// Who hears of the child executions of distributed Maps.
        enum class Watching : std::uint8_t { Nobody, Somebody } watching = Watching::Nobody;
        /// Run one state alone instead, and tell what becomes of its data; null: run the machine.
        std::shared_ptr<StateTest> test;
    };
    explicit Interpreter(Setup setup);
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    /// Takes the input up and runs at most a slice of what is ready. Outcomes and timers of work
    /// that was abandoned are ignored.
    void apply(const Input& input);
    bool hasBegun() const;
    /// More is ready than the slice took: apply a ContinueInput.
    bool isReady() const;
    bool isFinished() const;
    /// It has ended, a RedriveInput takes it up again.
    bool isRedrivable() const;
    std::int64_t redrives() const;
    /// nullopt when nothing is ready.
    std::optional<NextStep> nextStep() const;
    /// Somebody is still expected to tell something about it.
    bool isOpen(TaskId task) const;
    bool isOpen(WakeId timer) const;

    /// What was asked for since the last call, in order.
    std::vector<Command> takeCommands();
    /// Child executions of distributed Maps that have begun, gone on or ended since the last call;
    /// also those that are only told of once they have failed.
    std::vector<std::shared_ptr<ChildStory>> takeNews();
    const std::shared_ptr<History>& history() const;
    const statemachine::StateMachine& machine() const;
    /// In the order in which they began.
    const std::vector<std::shared_ptr<const MapRun>>& mapRuns() const;

private:
    class Core;
    std::unique_ptr<Core> d;
};

} // namespace ws::execution
