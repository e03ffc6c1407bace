#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/execution/activityqueue.h"
#include "engine/execution/history.h"
#include "engine/execution/limits.h"
#include "engine/execution/maprun.h"
#include "engine/execution/mocks.h"
#include "engine/execution/serviceinvoker.h"
#include "engine/execution/taskinvoker.h"
#include "engine/execution/teststate.h"
#include "engine/statemachine/definition.h"
#include "engine/telemetry/eventbus.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::execution {

class ChildExecutions;
class JournalSink;
class ObjectStore;
struct EndedExecution;
struct Journal;

/// Who keeps an execution's history after its events were published.
enum class HistoryRetention {
    Keep,        ///< ExecutionResult::history has all of it
    PublishOnly, ///< only the bus saw it; ExecutionResult::history is null
};

struct StartRequest {
    std::shared_ptr<const statemachine::StateMachine> definition;
    std::string machine; ///< the machine's name
    std::string name;    ///< of the execution; empty: a UUID
    json::Value input = json::Value::object();
    std::string inputText;    ///< what `input` was parsed from, for the history; may be empty
    std::string roleArn;      ///< empty: one made from the machine's name
    std::string machineArn;   ///< empty: one made from the machine's name
    std::string executionArn; ///< empty: one made from the names
    telemetry::ExecutionOrigin origin; ///< of a nested execution
    Limits limits;
    HistoryRetention retention = HistoryRetention::Keep;
    std::shared_ptr<JournalSink> journal; ///< null: nobody writes it down
    std::string definitionText;           ///< what `definition` was made of; for the journal
    std::shared_ptr<const Mocks> mocks;   ///< null: every call is made
    /// Of the machines that Tasks start, at any depth; null: of none. It goes with the children.
    std::shared_ptr<const MachineMocks> childMocks = {};
};

struct ExecutionResult {
    base::ExecutionId execution{};
    std::string executionArn;
    std::string machineArn;
    std::string name;
    std::string inputText; ///< as it was sent
    base::TimePoint startedAt;
    base::TimePoint endedAt;
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Succeeded;
    json::Value output; ///< when Succeeded
    std::string error;
    std::string cause;
    std::shared_ptr<const History> history;
    std::vector<std::shared_ptr<const MapRun>> mapRuns;
    std::int64_t redrives = 0;
    /// What Executor::redrive() takes; null where it is not redrivable or was not kept.
    std::shared_ptr<EndedExecution> ended;
};

/// What executions reach beside functions. What is null does not exist. Not owned.
struct Surroundings {
    ServiceInvoker* services = nullptr;
    ChildExecutions* children = nullptr;
    ObjectStore* objects = nullptr;
};

/// Runs executions in the thread that owns the clock: feeds the interpreters with the outcomes of
/// tasks and timers and does what they ask for. Publishes ExecutionStarted, ExecutionAdvanced (one
/// per history event, as it happens) and ExecutionFinished. A busy execution gives the event loop
/// its turn every few milliseconds and goes on through clock.after(0).
class Executor {
public:
    using Done = std::function<void(const ExecutionResult&)>;

    struct Parts {
        base::Clock& clock;
        TaskInvoker& invoker;
        telemetry::EventBus& bus;
        std::uint64_t seed = 0; ///< of UUIDs, tokens, random numbers and jitter; 0: from the system
        Surroundings surroundings = {};
    };
    explicit Executor(const Parts& parts);
    /// Abandons what is running: no more events, no `done`.
    ~Executor();
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    /// Nothing runs before the next turn of the event loop; `done` comes once, never from inside
    /// start() or stop().
    base::ExecutionId start(StartRequest request, Done done = {});
    using Tested = std::function<void(const TestStateResult&)>;
    /// Runs one state alone, with real calls and in real time. Nothing of it is published; stop()
    /// ends it as Failed.
    base::ExecutionId test(TestStateRequest request, Tested done);
    /// For what is itself built upon the executor. Counts for tasks that begin from now on.
    void setSurroundings(const Surroundings& surroundings);

    /// The same from the text of a definition. Errors: those of statemachine::parseStateMachine().
    base::Result<base::ExecutionId> start(const std::string& definition, StartRequest request,
                                          Done done = {});

    struct ResumeRequest {
        const Journal& journal;
        std::shared_ptr<JournalSink> sink; ///< goes on writing it; null: nobody does
        HistoryRetention retention = HistoryRetention::Keep;
    };
    /// Goes on with an execution whose program has ended. What it had asked for and not been told
    /// about is asked for again: tasks whose end nobody heard of run once more, timers keep the
    /// moment at which they are due. All its events are published again. Time goes on where the
    /// journal ends, should the clock be behind. Errors: as start(); "journal.empty" when it had
    /// not begun.
    base::Result<base::ExecutionId> resume(const ResumeRequest& request, Done done = {});

    /// RedriveExecution: goes on with one that has ended without success, under another id, and in
    /// the journal that it had. Only new events are published. Each end is redriven once; of
    /// ExecutionResult::ended.
    base::ExecutionId redrive(const std::shared_ptr<EndedExecution>& ended, Done done = {});
    /// The same from its journal, when its program has ended since. All its events are published
    /// again. Errors: those of resume(); "journal.notRedrivable" when it has not ended, or has
    /// succeeded.
    base::Result<base::ExecutionId> redrive(const ResumeRequest& request, Done done = {});
    /// What the result of one that has just ended will hold, before it is told; null: nothing.
    std::shared_ptr<EndedExecution> ended(base::ExecutionId execution);

    struct ForkRequest {
        const Journal& journal;
        /// Where it is rewound to (see rewound()). 0: it has ended without success, and the copy
        /// goes on with all that had failed, as after a RedriveInput.
        std::int64_t event = 0;
        std::string name;                     ///< of the new execution; empty: a UUID
        std::optional<json::Value> input;     ///< of the state about to be entered there
        std::optional<json::Value> variables; ///< an object; those that it does not name stay
        std::shared_ptr<JournalSink> sink;    ///< gets the new execution's own journal
        HistoryRetention retention = HistoryRetention::Keep;
        std::string definition = {}; ///< text of what it goes on with; empty: as it was
        /// From there on (see MocksInput); null: as it was.
        std::shared_ptr<const Mocks> mocks = {};
        /// For what is started from there on; null: as it was.
        std::shared_ptr<const MachineMocks> childMocks = {};
    };
    /// Goes on from an earlier moment of an execution as a new one: what had completed then is not
    /// done again, what was under way is. To it, that moment is now. Errors: those of rewound();
    /// "debug.nothingToEdit"; "journal.notRedrivable"; "replay.diverged" when the new name or
    /// definition would have made another past; those of setupOf() for a definition.
    base::Result<base::ExecutionId> fork(const ForkRequest& request, Done done = {});

    /// Commits now what waits for the end of the turn, and acts on it.
    void commit();

    /// StopExecution: the status becomes Aborted. Does nothing when it has ended.
    void stop(base::ExecutionId execution, std::string error = {}, std::string cause = {});
    bool isRunning(base::ExecutionId execution) const;
    std::size_t runningCount() const;
    /// So far; null when unknown, ended or not kept.
    std::shared_ptr<const History> history(base::ExecutionId execution) const;
    /// So far; empty when unknown or ended (then the result has them).
    std::vector<std::shared_ptr<const MapRun>> mapRuns(base::ExecutionId execution) const;
    /// Calls `done` too when that one ends. Does nothing when it is unknown or has ended.
    void watch(base::ExecutionId execution, Done done);

    /// GetActivityTask and what it waits at. Names of activities are their ARNs; whether there is
    /// one is not asked.
    ActivityQueue& activities();

    // SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat. They come into effect with the next turn
    // of the event loop. Errors have the API's code ("InvalidToken", "TaskTimedOut",
    // "InvalidOutput") and its "message".
    base::Status sendTaskSuccess(const std::string& token, const std::string& output);
    base::Status sendTaskFailure(const std::string& token, std::optional<std::string> error,
                                 std::optional<std::string> cause);
    base::Status sendTaskHeartbeat(const std::string& token);

    /// UpdateMapRun; what is not set stays.
    struct MapRunChange {
        std::string mapRunArn;
        std::optional<std::int64_t> maxConcurrency;
        std::optional<std::int64_t> toleratedFailureCount;
        std::optional<double> toleratedFailurePercentage;
    };
    void updateMapRun(base::ExecutionId execution, const MapRunChange& change);

    class Private;

private:
    friend class Debugger;
    std::unique_ptr<Private> d;
};

} // namespace ws::execution
