#pragma once

#include "engine/execution/childexecutions.h"
#include "engine/execution/debugger.h"
#include "engine/execution/executor.h"
#include "engine/execution/interpreter.h"
#include "engine/execution/itemreader.h"
#include "engine/execution/journal.h"
#include "engine/execution/objectstore.h"
#include "engine/execution/openwork.h"
#include "engine/execution/resultwriter.h"
#include "engine/execution/runcontrol.h"
#include "engine/execution/tasktoken.h"

#include <deque>
#include <map>
#include <random>
#include <unordered_map>
#include <unordered_set>

namespace ws::execution {

/// Where an execution stood when it ended.
struct EndedExecution {
    ExecutionResult about; ///< as it was when it began
    telemetry::ExecutionStarted announced;
    std::shared_ptr<Interpreter> interpreter; ///< null once it is redriven
    std::shared_ptr<JournalSink> journal;
    std::shared_ptr<const MachineMocks> childMocks;
    base::Duration ahead{0};
};

/// executor.cpp: how executions begin, go on and end. executortasks.cpp: what their tasks reach.
/// executorchildren.cpp: what is told of the
/// children of their distributed Maps. executorjournal.cpp: how they are written down and come
/// back. executordebug.cpp: how they are paused and stepped.
class Executor::Private {
public:
    explicit Private(const Parts& parts);
    ~Private();

    void setSurroundings(const Surroundings& surroundings) { m_surroundings = surroundings; }
    /// `test`: a state alone instead of the machine, of which nobody hears.
    base::ExecutionId start(StartRequest request, Done done, std::shared_ptr<StateTest> test = {});
    /// What becomes of an execution that comes back.
    enum class Comeback : std::uint8_t { GoesOn, IsRedriven };
    base::Result<base::ExecutionId> resume(const ResumeRequest& request, Done done, Comeback then);
    base::ExecutionId redrive(EndedExecution& ended, Done done);
    std::shared_ptr<EndedExecution> ended(base::ExecutionId id);
    void commit();
    base::Result<base::ExecutionId> fork(const ForkRequest& request, Done done);
    void stop(base::ExecutionId id, std::string error, std::string cause);
    void watch(base::ExecutionId id, Done done);
    /// Whether such a Task can be run.
    bool offers(const statemachine::Integration& integration) const;
    struct Running;
    /// Gives a running one the input in the next turn of the event loop.
    void post(base::ExecutionId id, InputBody body);
    /// The same for an input that is only made then.
    void post(base::ExecutionId id, std::function<InputBody(Running&)> make);

    ActivityQueue& activities() { return m_activities; }
    base::Result<TaskTokens::Task> takeToken(const std::string& token);
    const TaskTokens& tokens() const { return m_tokens; }

    /// nullptr when unknown; one that has ended is known until its result is delivered.
    const Running* find(base::ExecutionId id) const;
    std::size_t runningCount() const;

    /// What the world does for one task.
    struct OpenTask {
        std::optional<TaskInvoker::Ticket> function;
        std::optional<ServiceInvoker::Ticket> service;
        std::string token;
        std::string activity;
        base::ExecutionId child{};           ///< that is awaited
        base::ExecutionId answers{};         ///< whose end is the answer; it outlives the task
        std::optional<base::TimerId> mocked; ///< until its answer comes
        std::unique_ptr<ItemReader> reader;
        std::unique_ptr<ResultWriter> writer;
    };

    struct Timer {
        base::TimerId id{};
        base::TimePoint due; ///< by the clock
    };

    /// What an execution in the hands of a debugger is besides.
    struct Debugged {
        RunControl control;
        std::function<void()> paused;
        Debugger::Child child;
        bool told = false; ///< that it is paused
        std::deque<InputBody> held;
        std::map<WakeId, base::Duration> frozen; ///< what is left of its timers
        std::optional<base::TimerId> pump;
    };
    Debugged* debugged(base::ExecutionId id);
    void attach(base::ExecutionId id, std::function<void()> paused);
    void detach(base::ExecutionId id);
    void pumpSoon(base::ExecutionId id);
    base::Status edit(base::ExecutionId id, EditInput edit);
    /// Those that wait for an execution that is let go on are let go on too.
    void proceedCallers(base::ExecutionId id);

    struct Running {
        base::ExecutionId id{};
        telemetry::ExecutionStarted announced;
        ExecutionResult about; ///< who it is; becomes the result
        std::shared_ptr<Interpreter> interpreter;
        std::vector<Done> done;
        HistoryRetention retention = HistoryRetention::Keep;
        enum class Audience : std::uint8_t { Bus, Nobody } audience = Audience::Bus;
        std::shared_ptr<JournalSink> journal;
        std::unique_ptr<JournalHeader> header; ///< until it is written, with the first input
        std::shared_ptr<const MachineMocks> childMocks; ///< of what it starts; null: none
        std::vector<Command> uncommitted; ///< asked for by what may not outlive the program yet
        bool toCommit = false;            ///< it is among m_toCommit
        base::Duration ahead{0};          ///< of the clock: it ran in virtual time before
        std::unique_ptr<Debugged> debug;  ///< null: nobody debugs it
        std::size_t published = 0;
        struct Child {
            base::ExecutionId id{};
            std::size_t published = 0;
        };
        std::unordered_map<std::string, Child> children; ///< of distributed Maps, by ARN
        std::unordered_map<TaskId, OpenTask> tasks;
        std::unordered_map<TaskId, std::size_t> itemsRead; ///< before the program came back
        std::unordered_map<WakeId, Timer> timers;
        std::unordered_set<base::TimerId> posts;
        std::optional<base::TimerId> turn;   ///< the next turn, or the delivery of the result
        std::optional<StopInput> stopAtOnce; ///< asked for before the first turn
        enum class Phase : std::uint8_t { Runs, Ended } phase = Phase::Runs;
    };

private:
    // executor.cpp
    Running* live(base::ExecutionId id);
    bool isHeard(const Running& running) const {
        return running.audience == Running::Audience::Bus && m_bus.hasSinks();
    }
    base::TimePoint now(const Running& running) const { return m_clock.now() + running.ahead; }
    void feed(Running& running, InputBody body);
    void apply(Running& running, InputBody body);
    void turn(base::ExecutionId id, InputBody body);
    void publish(Running& running);
    void obey(Running& running);
    void obey(Running& running, Command& command) {
        std::visit([&](auto& what) { obey(running, what); }, command);
    }
    void arm(Running& running, WakeId wake, base::Duration left);
    void obey(Running& running, const StartTimer& command);
    void obey(Running& running, const CancelTimer& command);
    void obey(Running& running, Finished& command);
    static std::shared_ptr<EndedExecution> endedOf(const Running& running);
    void deliver(base::ExecutionId id);
    void release(Running& running);

    // executorchildren.cpp
    void publishChildren(Running& running);
    void publishChild(Running& running, const ChildStory& story);
    void abortChildren(Running& running);
    /// The id of an execution or of one of its children; 0: nobody knows it.
    static base::ExecutionId idOf(const Running& running, const std::string& arn);
    base::ExecutionId runningUnder(const std::string& arn) const;

    // executorjournal.cpp
    static std::unique_ptr<JournalHeader> headerOf(const Interpreter::Setup& setup,
                                                   const StartRequest& request, std::uint64_t seed);
    void write(Running& running, const Input& input);
    /// Commands wait until what led to them is committed, all of a turn of the event loop together.
    void commitSoon(Running& running);
    void goOn(base::ExecutionId id, const OpenWork& open);

    // executordebug.cpp
    void letGo(Running& running);
    void hold(Running& running, InputBody body);
    void pump(Running& running);
    bool advance(Running& running);
    void perform(Running& running, InputBody body, std::size_t most);
    telemetry::HistoryEvent publishNext(Running& running);
    void freeze(Running& running);
    void thaw(Running& running);
    void tellChild(Running& running, const StartChild& command, base::ExecutionId child);
    /// One that was stepped through has ended: the step goes on where it is awaited.
    void stepOut(const Running& child);
    /// nullptr: nobody that is debugged waits for it.
    Running* debuggedCaller(base::ExecutionId child);

    // executortasks.cpp
    void obey(Running& running, ScheduleTask& command);
    void obey(Running& running, CallService& command);
    /// StartExecution and StartSyncExecution, where no service of ours has machines.
    void startByApi(Running& running, const CallService& command);
    void answerAtEnd(Running& running, TaskId task, base::ExecutionId child);
    ServiceInvoker::Ticket runJob(base::ExecutionId id, const CallService& command);
    void obey(Running& running, const StartChild& command);
    void obey(Running& running, OfferActivity& command);
    void obey(Running& running, const OpenToken& command);
    void obey(Running& running, AnswerMocked& command);
    void obey(Running& running, const ReadItems& command);
    void obey(Running& running, WriteResult& command);
    void obey(Running& running, const FinishResults& command);
    void obey(Running& running, const AbandonTask& command);
    ItemsReadInput readItems(Running& running, const ReadItems& command);
    base::Result<base::ExecutionId> admitChild(Running& running, const StartChild& command);
    void awaitChild(Running& running, TaskId task, base::ExecutionId child);
    /// After the program has come back.
    void awaitAgain(Running& running, const OpenWork::Child& child);
    void childEnded(base::ExecutionId parent, TaskId task, const ExecutionResult& result);
    void taskTaken(const std::string& token, const std::string& worker);
    void abandon(const OpenTask& task);

    base::Clock& m_clock;
    TaskInvoker& m_invoker;
    telemetry::EventBus& m_bus;
    Surroundings m_surroundings;
    std::mt19937_64 m_seeds;
    base::UuidSource m_names;
    std::uint64_t m_lastId = 0;
    TaskTokens m_tokens;
    ActivityQueue m_activities;
    std::unordered_map<base::ExecutionId, Running> m_running;
    std::vector<base::ExecutionId> m_toCommit;
    std::optional<base::TimerId> m_commit;
};

} // namespace ws::execution
