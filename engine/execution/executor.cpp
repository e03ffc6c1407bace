#include "engine/execution/executor.h"

#include "engine/execution/interpreter.h"
#include "engine/statemachine/parser.h"

#include <chrono>
#include <random>
#include <unordered_map>

namespace ws::execution {

using base::ExecutionId;

namespace {

/// How long one execution may keep the event loop.
constexpr std::chrono::milliseconds kTurn{2};

/// Seeded when first asked: most executions never draw.
class LazyRandom {
public:
    explicit LazyRandom(std::uint64_t seed)
        : m_seed(seed) {}

    std::string uuid() {
        if (!m_uuids)
            m_uuids.emplace(m_seed);
        return m_uuids->next();
    }

    double unit() {
        if (!m_engine)
            m_engine.emplace(m_seed + 1);
        return std::uniform_real_distribution<double>(0, 1)(*m_engine);
    }

private:
    const std::uint64_t m_seed;
    std::optional<base::UuidSource> m_uuids;
    std::optional<std::mt19937_64> m_engine;
};

expression::RandomSource randomSource(std::uint64_t seed) {
    auto random = std::make_shared<LazyRandom>(seed);
    return {[random] { return random->uuid(); }, [random] { return random->unit(); }};
}

struct Running {
    ExecutionId id{};
    std::unique_ptr<Interpreter> interpreter;
    Executor::Done done;
    HistoryRetention retention = HistoryRetention::Keep;
    std::size_t published = 0;
    std::unordered_map<TaskId, TaskInvoker::Ticket> tasks;
    std::unordered_map<WakeId, base::TimerId> timers;
    std::optional<base::TimerId> turn;   ///< the next turn, or the delivery of the result
    std::optional<StopInput> stopAtOnce; ///< asked for before the first turn
    std::optional<ExecutionResult> result;
};

} // namespace

class Executor::Private {
public:
    explicit Private(const Parts& parts)
        : m_clock(parts.clock)
        , m_invoker(parts.invoker)
        , m_bus(parts.bus)
        , m_seeds(parts.seed ? parts.seed : std::random_device{}())
        , m_names(m_seeds()) {}

    ~Private() {
        for (auto& [id, running] : m_running)
            release(running);
    }

    ExecutionId start(StartRequest request, Done done);
    void stop(ExecutionId id, std::string error, std::string cause);
    const Running* find(ExecutionId id) const {
        const auto found = m_running.find(id);
        return found == m_running.end() ? nullptr : &found->second;
    }
    std::size_t runningCount() const {
        std::size_t count = 0;
        for (const auto& [id, running] : m_running)
            count += running.result ? 0 : 1;
        return count;
    }

private:
    void feed(Running& running, InputBody body);
    void turn(ExecutionId id, InputBody body);
    void publish(Running& running);
    void obey(Running& running);
    void obey(Running& running, ScheduleTask& command);
    void obey(Running& running, const AbandonTask& command);
    void obey(Running& running, const StartTimer& command);
    void obey(Running& running, const CancelTimer& command);
    void obey(Running& running, Finished& command);
    void deliver(ExecutionId id);
    void release(Running& running);

    base::Clock& m_clock;
    TaskInvoker& m_invoker;
    telemetry::EventBus& m_bus;
    std::mt19937_64 m_seeds;
    base::UuidSource m_names;
    std::uint64_t m_lastId = 0;
    std::unordered_map<ExecutionId, Running> m_running;
};

ExecutionId Executor::Private::start(StartRequest request, Done done) {
    const ExecutionId id{++m_lastId};
    const std::string name = request.name.empty() ? m_names.next() : request.name;
    Interpreter::Setup setup;
    setup.machine = std::move(request.definition);
    setup.executionArn = request.executionArn.empty() ? base::executionArn(request.machine, name)
                                                      : std::move(request.executionArn);
    setup.executionName = name;
    setup.machineArn = base::stateMachineArn(request.machine);
    setup.machineName = request.machine;
    setup.roleArn = request.roleArn.empty()
                        ? "arn:aws:iam::" + std::string(base::kAccount) + ":role/" + request.machine
                        : std::move(request.roleArn);
    setup.limits = request.limits;
    setup.random = randomSource(m_seeds());

    if (m_bus.hasSinks())
        m_bus.publish(telemetry::ExecutionStarted{id, setup.executionArn, request.machine, name,
                                                  request.input});
    Running& running = m_running[id];
    running.id = id;
    running.interpreter = std::make_unique<Interpreter>(std::move(setup));
    running.done = std::move(done);
    running.retention = request.retention;
    running.turn = m_clock.after(
        base::Duration::zero(),
        [this, id,
         input = StartInput{std::move(request.input), std::move(request.inputText)}]() mutable {
            turn(id, std::move(input));
        });
    return id;
}

void Executor::Private::stop(ExecutionId id, std::string error, std::string cause) {
    const auto found = m_running.find(id);
    if (found == m_running.end() || found->second.result)
        return;
    Running& running = found->second;
    if (running.interpreter->history()->size() == 0) {
        running.stopAtOnce = StopInput{std::move(error), std::move(cause)};
        return;
    }
    if (running.turn)
        m_clock.cancel(*std::exchange(running.turn, std::nullopt));
    feed(running, StopInput{std::move(error), std::move(cause)});
}

void Executor::Private::turn(ExecutionId id, InputBody body) {
    const auto found = m_running.find(id);
    if (found == m_running.end() || found->second.result)
        return;
    Running& running = found->second;
    running.turn.reset();
    feed(running, std::move(body));
    if (running.stopAtOnce)
        stop(id, std::move(running.stopAtOnce->error), std::move(running.stopAtOnce->cause));
}

void Executor::Private::feed(Running& running, InputBody body) {
    const auto begin = std::chrono::steady_clock::now();
    Interpreter& interpreter = *running.interpreter;
    interpreter.apply({m_clock.now(), std::move(body)});
    publish(running);
    obey(running);
    while (interpreter.isReady()) {
        if (running.turn) // somebody else's outcome came between two turns
            return;
        if (std::chrono::steady_clock::now() - begin > kTurn) {
            running.turn = m_clock.after(base::Duration::zero(),
                                         [this, id = running.id] { turn(id, ContinueInput{}); });
            return;
        }
        interpreter.apply({m_clock.now(), ContinueInput{}});
        publish(running);
        obey(running);
    }
}

void Executor::Private::publish(Running& running) {
    History& history = *running.interpreter->history();
    if (m_bus.hasSinks()) {
        for (; running.published < history.size(); ++running.published)
            m_bus.publish(telemetry::ExecutionAdvanced{running.id, history.at(running.published)});
    }
    running.published = history.size();
    if (running.retention == HistoryRetention::PublishOnly)
        history.forget();
}

void Executor::Private::obey(Running& running) {
    for (Command& command : running.interpreter->takeCommands())
        std::visit([&](auto& what) { obey(running, what); }, command);
}

void Executor::Private::obey(Running& running, ScheduleTask& command) {
    const TaskRequest request{running.id, std::move(command.state), command.scheduledEvent,
                              std::move(command.function), std::move(command.payload)};
    const auto ticket = m_invoker.invoke(
        request, [this, id = running.id, task = command.task](TaskOutcome outcome) {
            const auto found = m_running.find(id);
            if (found == m_running.end() || found->second.result)
                return;
            found->second.tasks.erase(task);
            feed(found->second, TaskFinishedInput{task, std::move(outcome)});
        });
    running.tasks.emplace(command.task, ticket);
}

void Executor::Private::obey(Running& running, const AbandonTask& command) {
    const auto found = running.tasks.find(command.task);
    if (found == running.tasks.end())
        return;
    m_invoker.abandon(found->second);
    running.tasks.erase(found);
}

void Executor::Private::obey(Running& running, const StartTimer& command) {
    const auto timer =
        m_clock.after(command.due - m_clock.now(), [this, id = running.id, wake = command.timer] {
            const auto found = m_running.find(id);
            if (found == m_running.end() || found->second.result)
                return;
            found->second.timers.erase(wake);
            feed(found->second, TimerFiredInput{wake});
        });
    running.timers.emplace(command.timer, timer);
}

void Executor::Private::obey(Running& running, const CancelTimer& command) {
    const auto found = running.timers.find(command.timer);
    if (found == running.timers.end())
        return;
    m_clock.cancel(found->second);
    running.timers.erase(found);
}

void Executor::Private::obey(Running& running, Finished& command) {
    ExecutionResult result;
    result.execution = running.id;
    result.status = command.status;
    result.output = std::move(command.output);
    result.error = command.error.value_or("");
    result.cause = command.cause.value_or("");
    if (running.retention == HistoryRetention::Keep)
        result.history = running.interpreter->history();
    if (m_bus.hasSinks())
        m_bus.publish(telemetry::ExecutionFinished{running.id, result.status, result.output,
                                                   result.error, result.cause});
    running.result = std::move(result);
    running.turn = m_clock.after(base::Duration::zero(), [this, id = running.id] { deliver(id); });
}

void Executor::Private::deliver(ExecutionId id) {
    auto node = m_running.extract(id);
    if (!node.empty() && node.mapped().done)
        node.mapped().done(*node.mapped().result);
}

void Executor::Private::release(Running& running) {
    if (running.turn)
        m_clock.cancel(*running.turn);
    for (const auto& [wake, timer] : running.timers)
        m_clock.cancel(timer);
    for (const auto& [task, ticket] : running.tasks)
        m_invoker.abandon(ticket);
}

Executor::Executor(const Parts& parts)
    : d(std::make_unique<Private>(parts)) {}

Executor::~Executor() = default;

ExecutionId Executor::start(StartRequest request, Done done) {
    return d->start(std::move(request), std::move(done));
}

base::Result<ExecutionId> Executor::start(const std::string& definition, StartRequest request,
                                          Done done) {
    auto machine = statemachine::parseStateMachine(definition);
    if (!machine)
        return machine.error();
    request.definition = std::move(machine).value();
    return d->start(std::move(request), std::move(done));
}

void Executor::stop(ExecutionId execution, std::string error, std::string cause) {
    d->stop(execution, std::move(error), std::move(cause));
}

bool Executor::isRunning(ExecutionId execution) const {
    const Running* running = d->find(execution);
    return running && !running->result;
}

std::size_t Executor::runningCount() const {
    return d->runningCount();
}

std::shared_ptr<const History> Executor::history(ExecutionId execution) const {
    const Running* running = d->find(execution);
    if (!running || running->retention != HistoryRetention::Keep)
        return nullptr;
    return running->interpreter->history();
}

} // namespace ws::execution
