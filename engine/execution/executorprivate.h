#pragma once

#include "engine/execution/childexecutions.h"
#include "engine/execution/executor.h"
#include "engine/execution/interpreter.h"
#include "engine/execution/itemreader.h"
#include "engine/execution/resultwriter.h"
#include "engine/execution/tasktoken.h"

#include <random>
#include <unordered_map>
#include <unordered_set>

namespace ws::execution {

/// executor.cpp: how executions begin, go on and end. executortasks.cpp: what their tasks reach.
class Executor::Private {
public:
    explicit Private(const Parts& parts);
    ~Private();

    void setSurroundings(const Surroundings& surroundings) { m_surroundings = surroundings; }
    /// `test`: a state alone instead of the machine, of which nobody hears.
    base::ExecutionId start(StartRequest request, Done done, std::shared_ptr<StateTest> test = {});
    void stop(base::ExecutionId id, std::string error, std::string cause);
    void watch(base::ExecutionId id, Done done);
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
        base::ExecutionId child{}; ///< that is awaited
        std::unique_ptr<ItemReader> reader;
        std::unique_ptr<ResultWriter> writer;
    };

    struct Running {
        base::ExecutionId id{};
        std::string machine;
        ExecutionResult about; ///< who it is; becomes the result
        std::unique_ptr<Interpreter> interpreter;
        std::vector<Done> done;
        HistoryRetention retention = HistoryRetention::Keep;
        enum class Audience : std::uint8_t { Bus, Nobody } audience = Audience::Bus;
        std::size_t published = 0;
        std::unordered_map<TaskId, OpenTask> tasks;
        std::unordered_map<WakeId, base::TimerId> timers;
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
    void feed(Running& running, InputBody body);
    void turn(base::ExecutionId id, InputBody body);
    void publish(Running& running);
    void obey(Running& running);
    void obey(Running& running, const StartTimer& command);
    void obey(Running& running, const CancelTimer& command);
    void obey(Running& running, Finished& command);
    void deliver(base::ExecutionId id);
    void release(Running& running);

    // executortasks.cpp
    void obey(Running& running, ScheduleTask& command);
    void obey(Running& running, CallService& command);
    void obey(Running& running, const StartChild& command);
    void obey(Running& running, OfferActivity& command);
    void obey(Running& running, const OpenToken& command);
    void obey(Running& running, const ReadItems& command);
    void obey(Running& running, WriteResult& command);
    void obey(Running& running, const FinishResults& command);
    void obey(Running& running, const AbandonTask& command);
    ItemsReadInput readItems(Running& running, const ReadItems& command);
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
};

} // namespace ws::execution
