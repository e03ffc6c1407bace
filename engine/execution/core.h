#pragma once

#include "engine/execution/failure.h"
#include "engine/execution/strand.h"
#include "engine/execution/teststate.h"
#include "engine/expression/scope.h"

#include <algorithm>
#include <deque>

namespace ws::execution {

/// A moment a number of seconds away; what is far beyond any Wait stays in the clock's range.
inline base::TimePoint after(base::TimePoint start, double seconds) {
    return start + base::Duration{static_cast<std::int64_t>(std::min(seconds, 1e10) * 1e6)};
}

/// What the service runs of an inline Map at once, whatever MaxConcurrency asks for.
inline constexpr std::size_t kInlineConcurrency = 40;
/// And of a distributed one.
inline constexpr std::size_t kDistributedConcurrency = 10'000;

/// What an event has beyond its place.
struct EventParts {
    const std::string* name = nullptr;
    std::optional<json::Value> payload;
    std::unique_ptr<History::Details> details;
    std::int32_t index = -1;
};

/// The workings of the interpreter, over several files: core.cpp (loop, records, beginning and
/// end), coredata.cpp (what flows into and out of a state), corequery.cpp (the same in JSONata),
/// corestates.cpp (what each type does), coretask.cpp (Task), coreservice.cpp (what a Task calls
/// beside functions), corefork.cpp (Parallel and Map), coremap.cpp and coremapitems.cpp
/// (distributed Map), corechildren.cpp (its child executions for who watches), coreerror.cpp
/// (Retry, Catch, abort), coreredrive.cpp (again from where it failed), coretest.cpp (one state
/// alone).
class Interpreter::Core {
public:
    explicit Core(Setup setup);

    void apply(const Input& input);
    bool isReady() const { return !m_finished && !m_ready.empty(); }
    bool isFinished() const { return m_finished; }
    bool isRedrivable() const {
        return m_finished && !m_succeeded && !m_historyFull && !m_test && m_root != nullptr;
    }
    std::int64_t redrives() const { return m_redrives; }
    bool hasBegun() const { return m_root != nullptr; }
    std::optional<NextStep> nextStep() const;
    bool isOpen(TaskId task) const { return m_tasks.contains(task); }
    bool isOpen(WakeId timer) const { return m_wakes.contains(timer); }
    std::vector<Command> takeCommands() { return std::exchange(m_commands, {}); }
    std::vector<std::shared_ptr<ChildStory>> takeNews();
    const std::shared_ptr<History>& history() const { return m_history; }
    const statemachine::StateMachine& machine() const { return *m_machine; }
    const std::vector<std::shared_ptr<const MapRun>>& mapRuns() const { return m_mapRuns; }

private:
    using Type = telemetry::HistoryEventType;
    using Details = History::Details;
    using DetailsPtr = std::unique_ptr<Details>;
    using State = statemachine::State;
    using MaybeFailure = std::optional<Failure>;
    enum class WakeKind : std::uint8_t { Wait, Backoff, Deadline, Heartbeat, Machine };
    struct Wake {
        Strand* strand = nullptr;
        WakeKind kind = WakeKind::Wait;
    };

    // core.cpp
    void take(const StartInput& input);
    void take(const TaskFinishedInput& input);
    void take(const ServiceRepliedInput& input);
    void take(const TaskStartedInput& input);
    void take(const TaskHeartbeatInput& input);
    void take(const TaskAnsweredInput& input);
    void take(const ChildEndedInput& input);
    void take(const ItemsReadInput& input);
    void take(const ResultsWrittenInput& input);
    void take(const UpdateMapRunInput& input);
    void take(const TimerFiredInput& input);
    void take(const StopInput& input);
    void take(const ContinueInput&) {}
    void take(const EditInput& input);
    void take(const RedriveInput&);
    void take(const MocksInput& input);
    void runSlice(std::size_t most);
    void advance(Strand& strand);
    void makeReady(Strand& strand, Strand::Stage stage);
    /// The strand enters its state before anything else happens.
    void enterNext(Strand& strand);
    /// nullptr when nothing is ready.
    Strand* firstReady() const;
    void startMachineTimer();
    void machineTimedOut();
    const State& stateOf(const Strand& strand) const { return m_machine->state(strand.state); }
    /// What texts and the context call the state that the strand is in.
    const std::string& nameOf(const Strand& strand) const {
        return isTested(strand) && !m_test->request.shownState.empty() ? m_test->request.shownState
                                                                       : stateOf(strand).name;
    }
    /// Writes an event after `previous`; the new event's id. The strand says whether anybody
    /// records.
    std::int64_t record(Strand& strand, Type type, std::int64_t previous, EventParts parts = {});
    /// The same after the strand's last event, and the strand goes on from it.
    void chain(Strand& strand, Type type, EventParts parts = {});
    void enter(Strand& strand);
    void leave(Strand& strand, json::Value output, statemachine::StateIndex next,
               std::optional<json::Value> assigned = {});
    void regionEnded(Strand& strand, json::Value output);
    void finish(std::int64_t previous, Type event, Finished finished);
    WakeId startTimer(Strand* strand, WakeKind kind, base::TimePoint due);
    void cancelTimer(WakeId& timer);
    /// Cancels and abandons what the strand itself waits for.
    void releaseWork(Strand& strand);
    /// Ends what is under way in the fork, and forgets it.
    void bury(std::unique_ptr<Fork> fork);

    // coredata.cpp
    json::Value contextOf(const Strand& strand) const;
    /// Makes `effective` from the input.
    MaybeFailure prepare(Strand& strand, const json::Value& context);
    /// ResultSelector, Assign, ResultPath, OutputPath; then the state is left.
    void complete(Strand& strand, json::Value result);
    MaybeFailure select(Strand& strand, const json::Value& context, json::Value& result);
    MaybeFailure applyDataPath(const Strand& strand, const json::Value& context,
                               const statemachine::DataPath& path, json::Value& value) const;
    MaybeFailure putResult(const statemachine::DataPath& path, const json::Value& input,
                           json::Value& result) const;
    /// `input`: what `$` is; a JSONata template looks at the strand's own input instead.
    MaybeFailure evaluate(const Strand& strand, const statemachine::Template& source,
                          const json::Value& input, const json::Value& context,
                          json::Value& out) const;
    MaybeFailure assign(Strand& strand, const std::optional<statemachine::Template>& source,
                        const json::Value& input, const json::Value& context,
                        std::optional<json::Value>& assigned);
    /// Whether the execution may hold what an Assign made. `location`: of that Assign, in JSONata.
    MaybeFailure checkVariables(const Strand& strand, const json::Value& assigned,
                                const std::string& location) const;
    void setVariables(Strand& strand, const std::optional<json::Value>& assigned);
    /// The strand's scope ends.
    void forgetVariables(Strand& strand);
    MaybeFailure tooLarge(const json::Value& value, const std::string& who,
                          const char* what = "returned a result") const;
    static Failure dataLimit(const std::string& who, const char* what = "returned a result");
    expression::Scope scopeOf(const Strand& strand, const json::Value& input,
                              const json::Value& context) const {
        return {input, context, strand.variables.get()};
    }

    // corequery.cpp
    /// How a state is left: the state itself, a Choice rule, a catcher.
    struct Exit {
        statemachine::StateIndex next = statemachine::kNoState;
        const std::optional<statemachine::Template>& assign;
        const std::optional<expression::JsonataTemplate>& output;
    };
    static bool isJsonata(const State& state) {
        return state.language == statemachine::QueryLanguage::Jsonata;
    }
    /// `$states` before there is a result.
    json::Value statesOf(const Strand& strand, const json::Value& context) const;
    MaybeFailure query(const Strand& strand, const expression::JsonataTemplate& source,
                       const json::Value& states, json::Value& out) const;
    /// Assign and Output over `$states`; then the state is left. `output`: without an Output.
    MaybeFailure conclude(Strand& strand, const Exit& exit, const json::Value& states,
                          json::Value output);
    void completeQuery(Strand& strand, const json::Value& context, json::Value result);
    void performQueryChoice(Strand& strand, const statemachine::ChoiceFields& fields,
                            const json::Value& context);
    /// `type` as in the service's words: "array", "boolean", "number", "string".
    MaybeFailure queryTyped(const Strand& strand, const expression::JsonataTemplate& source,
                            std::string_view type, const json::Value& context,
                            json::Value& out) const;
    MaybeFailure queryNumber(const Strand& strand, const expression::JsonataTemplate& source,
                             const json::Value& context, std::optional<double>& out) const;
    MaybeFailure queryWhole(const Strand& strand, const expression::JsonataTemplate& source,
                            const json::Value& context, std::optional<double>& out) const;
    /// A duration, of at least `least` seconds.
    MaybeFailure querySeconds(const Strand& strand, const expression::JsonataTemplate& source,
                              int least, const json::Value& context,
                              std::optional<double>& out) const;
    MaybeFailure queryText(const Strand& strand, const expression::JsonataTemplate& source,
                           const json::Value& context, std::optional<std::string>& out) const;
    MaybeFailure queryWait(const Strand& strand, const statemachine::WaitFields& fields,
                           const json::Value& context, base::TimePoint& due) const;
    MaybeFailure queryItems(const Strand& strand, const statemachine::MapFields& fields,
                            const json::Value& context, json::Value& items) const;

    // corestates.cpp
    void perform(Strand& strand);
    void performChoice(Strand& strand, const statemachine::ChoiceFields& fields,
                       const json::Value& context);
    void choose(Strand& strand, statemachine::StateIndex next,
                const std::optional<statemachine::Template>& assignment,
                const json::Value& context);
    void performWait(Strand& strand, const statemachine::WaitFields& fields,
                     const json::Value& context);
    void performFail(Strand& strand, const statemachine::FailFields& fields,
                     const json::Value& context);
    MaybeFailure waitUntil(const Strand& strand, const statemachine::WaitFields& fields,
                           const json::Value& context, base::TimePoint& due) const;
    MaybeFailure textOf(const Strand& strand, const statemachine::TextField& field,
                        const char* member, const json::Value& context,
                        std::optional<std::string>& out) const;
    /// `input`: what a path looks into.
    MaybeFailure secondsOf(const Strand& strand, const statemachine::NumberField& field,
                           const char* member, const json::Value& input, const json::Value& context,
                           std::optional<double>& out) const;

    // coretask.cpp
    void performTask(Strand& strand, const statemachine::TaskFields& fields,
                     const json::Value& context);
    MaybeFailure readCall(Strand& strand, const statemachine::TaskFields& fields,
                          const json::Value& context);
    /// The events of a call of a function, up to its start. Returns the id of the first.
    std::int64_t recordFunction(Strand& strand, const statemachine::TaskFields& fields);
    void callFunction(Strand& strand, const statemachine::TaskFields& fields);
    void callLambdaInvoke(Strand& strand, const statemachine::TaskFields& fields);
    static Failure unusableParameters(const Strand& strand, const std::string& why);
    /// TaskScheduled and TaskStarted; the id of the first.
    std::int64_t recordScheduled(Strand& strand, const statemachine::TaskFields& fields);
    DetailsPtr serviceDetails(const statemachine::TaskFields& fields) const;
    DetailsPtr failureDetails(const statemachine::TaskFields& fields, const Failure& failure) const;
    TaskId openTask(Strand& strand);
    void startDeadlines(Strand& strand);
    void startHeartbeat(Strand& strand);
    Strand* strandOf(TaskId task) const;
    /// The task is over: nobody is heard any more about it.
    void closeTask(Strand& strand);
    void functionEnded(Strand& strand, const statemachine::TaskFields& fields,
                       const TaskOutcome& outcome);
    void invokeEnded(Strand& strand, const statemachine::TaskFields& fields,
                     const TaskOutcome& outcome);
    void taskSucceeded(Strand& strand, const statemachine::TaskFields& fields, Type type,
                       json::Value result);
    void taskFailed(Strand& strand, const statemachine::TaskFields& fields, Type type,
                    Failure failure);
    void taskTimedOut(Strand& strand, std::string_view alias = {});

    // coreservice.cpp
    /// Parameters may give the token away: `$$.Task.Token`.
    void openToken(Strand& strand);
    void callActivity(Strand& strand, const statemachine::TaskFields& fields);
    void callService(Strand& strand, const statemachine::TaskFields& fields);
    void startChild(Strand& strand, const statemachine::TaskFields& fields, std::int64_t scheduled);
    /// The call is made, and the task waits for its token or its job.
    void taskSubmitted(Strand& strand, const statemachine::TaskFields& fields, json::Value output);
    void taskAnswered(Strand& strand, const TaskAnsweredInput& answer);
    void recordActivity(Strand& strand, const statemachine::TaskFields& fields);
    /// A worker has the task.
    void recordTaken(Strand& strand, const std::string& worker);

    // coremock.cpp
    /// Everything of a call but the call.
    void callMock(Strand& strand, const statemachine::TaskFields& fields);
    const MockedResponse* nextResponse(const Strand& strand);
    MaybeFailure recordMocked(Strand& strand, const statemachine::TaskFields& fields);

    // corefork.cpp
    void performParallel(Strand& strand, const statemachine::ParallelFields& fields);
    void performMap(Strand& strand, const statemachine::MapFields& fields,
                    const json::Value& context);
    MaybeFailure itemsOf(const Strand& strand, const statemachine::MapFields& fields,
                         const json::Value& context, json::Value& items) const;
    /// A finding about a number, in the query language that gave it.
    static Failure outOfRange(const statemachine::NumberField& field, std::string detail);
    MaybeFailure readConcurrency(const Strand& strand, const statemachine::MapFields& fields,
                                 const json::Value& context, Fork& fork) const;
    MaybeFailure readTolerance(const Strand& strand, const statemachine::MapFields& fields,
                               const json::Value& context, Fork& fork) const;
    Strand& addChild(Strand& parent, statemachine::RegionIndex region);
    void nextIteration(Strand& parent, Strand& child);
    void beginIteration(Strand& strand);
    /// Makes the iteration's input and lets it enter its first state.
    void feedIteration(Strand& strand);
    void childFinished(Strand& child, json::Value output);
    void finishParallel(Strand& parent, Strand& child);
    void finishMap(Strand& parent);
    /// `$$.Map.Item` of an iteration.
    static json::Value mapItem(const Strand& strand);
    json::Value mapItemContext(const Strand& parent, const Strand& child) const;
    /// What all branches have come to becomes the state's result.
    void join(Strand& parent);
    void joinAgain(Strand& parent);
    /// False when the Map tolerates it. Otherwise nothing in the fork goes on any more.
    bool childFailed(Strand& child, Failure& failure);
    MaybeFailure mapNumberOf(const Strand& strand, const statemachine::NumberField& field,
                             const char* member, const json::Value& context,
                             std::optional<double>& out) const;

    // coremap.cpp
    void distribute(Strand& strand, const statemachine::MapFields& fields,
                    const json::Value& context, std::unique_ptr<Fork> fork);
    MaybeFailure readSource(const Strand& strand, const statemachine::MapFields& fields,
                            const json::Value& context, Distribution& out) const;
    MaybeFailure readBatcher(const Strand& strand, const statemachine::MapFields& fields,
                             const json::Value& context, Distribution& out) const;
    MaybeFailure readWriter(const Strand& strand, const statemachine::MapFields& fields,
                            const json::Value& context, Distribution& out) const;
    bool readsContext(statemachine::RegionIndex region) const;
    static std::shared_ptr<const ResultTarget> targetOf(const ResultTarget& target,
                                                        const MapRun& run);
    std::shared_ptr<MapRun> beginMapRun(const Strand& strand, const statemachine::MapFields& fields,
                                        const Fork& fork) const;
    /// Gives work to as many strands as there is work for.
    void spread(Strand& parent);
    void askForItems(Strand& parent);
    bool isExhausted(const Fork& fork) const;
    enum class Pull : std::uint8_t { Taken, Waits, Ended };
    /// The next item or batch for this child execution.
    Pull pull(Strand& parent, Strand& child, MaybeFailure& failure);
    Pull pullBatch(Strand& parent, Strand& child, MaybeFailure& failure);
    bool takeItem(Fork& fork, ReadItem& out) const;
    MaybeFailure selectItem(Strand& parent, Strand& child, ReadItem item);
    void beginExecution(Strand& strand);
    std::shared_ptr<Run> childRun(const Distribution& distribution, const json::Value& input) const;
    void tellBegin(Strand& strand, MapRun& run) const;
    // corechildren.cpp
    /// Its ARN, when it is one that others hear of.
    static std::string childOf(const Run& run);
    void beginStory(const Strand& child);
    void redriveStory(const Run& run);
    void endStory(const Strand& child, telemetry::ExecutionStatus status,
                  const json::Value& output = {}, const Failure* failure = nullptr);
    std::int64_t recordInStory(const Run& run, Type type, std::int64_t previous, EventParts parts);
    void tellNews(const std::shared_ptr<ChildStory>& story);
    void tellEnd(Strand& strand, const json::Value& output, const Failure* failure) const;
    json::Value childRecord(const Strand& child, telemetry::ExecutionStatus status,
                            const json::Value& output, const Failure* failure) const;
    void executionSucceeded(Strand& child, json::Value output);
    void keepResult(Strand& parent, const Strand& child, json::Value output);
    void executionFailed(Strand& child, const Failure& failure);
    bool isBeyondTolerance(const Fork& fork) const;
    /// A strand has nothing more to do.
    void rest(Strand& parent, Strand& child);
    /// All is done, or nothing more shall be.
    void endMapRun(Strand& parent, MaybeFailure failure);
    static json::Value resultsOf(Fork& fork);
    void closeMapRun(Fork& fork, MapRunStatus status);
    void concludeMapRun(Strand& parent, json::Value output);
    void failMapRun(Strand& parent, Failure failure);
    Strand* mapStrand(Strand& from, const std::string& mapRunArn) const;
    static void close(MapRun& run, MapRunStatus status, base::TimePoint at);
    static Failure beyondTolerance();

    // coreerror.cpp
    void fail(Strand& strand, Failure failure);
    /// Completes the words of a finding about the state `where` is in, and records what JSONata
    /// found after `strand`'s last event.
    void announce(Strand& strand, const Strand& where, Failure& failure);
    bool retried(Strand& strand, const Failure& failure);
    /// What the history says of a Map or Parallel that has failed.
    void chainStateFailed(Strand& strand);
    enum class Caught { No, Yes, Broken };
    /// Broken: the catcher itself fails, and `failure` is then what goes on. Its events follow
    /// `before`, where the state stood before it failed the first time.
    Caught caught(Strand& strand, Failure& failure, std::int64_t before);
    Caught leaveByCatcher(Strand& strand, const statemachine::Catcher& catcher, Failure& failure,
                          std::int64_t before);
    void failExecution(Strand& strand, const Failure& failure);
    /// Writes what is being cut off within the strand, each event after `previous`.
    void recordAborts(Strand& strand, std::int64_t previous);
    void recordAbortedIteration(Strand& strand, std::int64_t previous);

    // coreredrive.cpp
    /// Ends what is under way, and keeps where it stood.
    void suspend(Fork& fork);
    void suspend(Strand& strand);
    void reviveFork(Strand& parent);
    /// The strand goes on where it stood when it was suspended or the execution ended.
    void revive(Strand& strand);
    void abandonMapRun(Fork& fork);
    /// What ends a task that nobody waits for any more.
    static Command farewell(TaskId task, const Fork* fork);
    /// A child execution that failed leaves its strand to the next.
    void keepFailed(Strand& child);
    /// Those that run end here.
    void keepRunning(Fork& fork);
    void redriveMapRun(Strand& parent);
    void reopenFiles(Strand& parent);
    bool takeRedriven(Strand& strand);
    void redriveExecution(Strand& child);
    void tellRedrive(Strand& child) const;

    // coretest.cpp
    bool isTested(const Strand& strand) const { return m_test && !strand.parent; }
    bool isMocked(const Strand& strand) const { return isTested(strand) && m_test->request.mock; }
    void note(const Strand& strand, DataStage stage, const json::Value& value) const {
        if (isTested(strand))
            m_test->result.stages.push_back({stage, value});
    }
    void beginTest(Strand& strand);
    bool isInsideMap(statemachine::StateIndex state) const;
    /// What the test was asked to show as the context object.
    void replaceContext(json::Value& context) const;
    void useMock(Strand& strand);
    /// The items of the Map in `strand.fork`, as its iterations would get them.
    MaybeFailure inspectMap(Strand& strand, const statemachine::MapFields& fields,
                            const json::Value& context);
    MaybeFailure inspectItems(Strand& strand, const statemachine::MapFields& fields);
    MaybeFailure pullAll(Strand& strand, json::Value& out);
    void mockMap(Strand& strand);
    void leaveTest(Strand& strand, json::Value output, statemachine::StateIndex next,
                   const std::optional<json::Value>& assigned);
    bool retriedInTest(Strand& strand, const Failure& failure, const statemachine::Retrier& retrier,
                       base::Duration delay);
    void caughtInTest(const statemachine::Catcher& catcher, const Failure& failure);
    void endTest(const Finished& finished);

    const Setup m_setup;
    StateTest* const m_test; ///< the setup's; null: the machine runs
    const std::shared_ptr<const statemachine::StateMachine> m_machine;
    const std::shared_ptr<History> m_history;
    const json::Value m_machineContext;
    const json::Value m_noContext;

    base::TimePoint m_now;
    std::unique_ptr<Strand> m_root;
    std::deque<Strand*> m_ready;
    std::vector<std::unique_ptr<Fork>> m_buried; ///< may still be in m_ready or on the stack
    std::unordered_map<TaskId, Strand*> m_tasks;
    std::unordered_map<WakeId, Wake> m_wakes;
    std::vector<std::shared_ptr<const MapRun>> m_mapRuns;
    std::size_t m_variableBytes = 0; ///< of all scopes that are open
    std::vector<std::shared_ptr<MapRun>> m_openMapRuns;
    std::shared_ptr<const Mocks> m_mocks; ///< null: every call is made
    std::uint64_t m_lastTask = 0;
    std::unordered_map<std::string, std::int64_t> m_mockedCalls; ///< so far, by state and item
    std::uint64_t m_lastWake = 0;
    std::vector<Command> m_commands;
    std::vector<std::shared_ptr<ChildStory>> m_news;
    std::int64_t m_redrives = 0;
    std::int64_t m_redrivenEvent = 0; ///< the last one
    bool m_hasDead = false;           ///< some strand in m_ready is
    bool m_historyFull = false;
    bool m_finished = false;
    bool m_succeeded = false;
};

} // namespace ws::execution
