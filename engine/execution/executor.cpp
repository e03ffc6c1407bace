#include "engine/execution/executorprivate.h"
#include "engine/execution/seededrandom.h"
#include "engine/statemachine/parser.h"

#include <chrono>

namespace ws::execution {

using base::ExecutionId;

namespace {

/// How long one execution may keep the event loop.
constexpr std::chrono::milliseconds kTurn{2};

ExecutionResult about(ExecutionId id, const StartRequest& request, std::string name) {
    ExecutionResult out;
    out.execution = id;
    out.executionArn = request.executionArn.empty() ? base::executionArn(request.machine, name)
                                                    : request.executionArn;
    out.machineArn =
        request.machineArn.empty() ? base::stateMachineArn(request.machine) : request.machineArn;
    out.name = std::move(name);
    return out;
}

} // namespace

Executor::Private::Private(const Parts& parts)
    : m_clock(parts.clock)
    , m_invoker(parts.invoker)
    , m_bus(parts.bus)
    , m_surroundings(parts.surroundings)
    , m_seeds(parts.seed ? parts.seed : std::random_device{}())
    , m_names(m_seeds())
    , m_activities(parts.clock, [this](const std::string& token, const std::string& worker) {
        taskTaken(token, worker);
    }) {}

Executor::Private::~Private() {
    if (m_commit)
        m_clock.cancel(*m_commit);
    for (auto& [id, running] : m_running)
        release(running);
}

const Executor::Private::Running* Executor::Private::find(ExecutionId id) const {
    const auto found = m_running.find(id);
    return found == m_running.end() ? nullptr : &found->second;
}

std::size_t Executor::Private::runningCount() const {
    std::size_t count = 0;
    for (const auto& [id, running] : m_running)
        count += running.phase == Running::Phase::Runs ? 1 : 0;
    return count;
}

Executor::Private::Running* Executor::Private::live(ExecutionId id) {
    const auto found = m_running.find(id);
    const bool runs = found != m_running.end() && found->second.phase == Running::Phase::Runs;
    return runs ? &found->second : nullptr;
}

ExecutionId Executor::Private::start(StartRequest request, Done done,
                                     std::shared_ptr<StateTest> test) {
    const ExecutionId id{++m_lastId};
    ExecutionResult who = about(id, request, request.name.empty() ? m_names.next() : request.name);
    who.startedAt = m_clock.now();
    Interpreter::Setup setup;
    setup.machine = request.definition;
    setup.executionArn = who.executionArn;
    setup.executionName = who.name;
    setup.machineArn = who.machineArn;
    setup.machineName = request.machine;
    setup.roleArn = request.roleArn.empty() && !test
                        ? "arn:aws:iam::" + std::string(base::kAccount) + ":role/" + request.machine
                        : request.roleArn;
    setup.limits = request.limits;
    const std::uint64_t seed = m_seeds();
    setup.random = seededRandom(seed);
    setup.offers = [this](const statemachine::Integration& integration) {
        return offers(integration);
    };
    if (!test)
        setup.watching = Interpreter::Setup::Watching::Somebody;
    setup.test = std::move(test);
    setup.mocks = request.mocks;

    Running& running = m_running[id];
    running.id = id;
    if (setup.test)
        running.audience = Running::Audience::Nobody;
    running.announced = {id,       setup.executionArn, request.machine,
                         who.name, request.input,      request.origin};
    if (isHeard(running))
        m_bus.publish(running.announced);
    if (request.journal)
        running.header = headerOf(setup, request, seed);
    who.inputText = request.inputText;
    running.about = std::move(who);
    running.interpreter = std::make_unique<Interpreter>(std::move(setup));
    if (done)
        running.done.push_back(std::move(done));
    running.retention = request.retention;
    running.journal = std::move(request.journal);
    running.childMocks = std::move(request.childMocks);
    running.turn = m_clock.after(
        base::Duration::zero(),
        [this, id,
         input = StartInput{std::move(request.input), std::move(request.inputText)}]() mutable {
            turn(id, std::move(input));
        });
    return id;
}

ExecutionId Executor::Private::redrive(EndedExecution& ended, Done done) {
    const ExecutionId id{++m_lastId};
    const ExecutionResult& about = ended.about;
    if (ended.journal)
        ended.journal->goOn(id, about.execution);
    Running& running = m_running[id];
    running.id = id;
    running.announced = ended.announced;
    running.announced.execution = id;
    running.about = about;
    running.about.execution = id;
    running.interpreter = std::move(ended.interpreter);
    running.published = running.interpreter->history()->size();
    running.journal = ended.journal;
    running.childMocks = ended.childMocks;
    running.ahead = ended.ahead;
    if (done)
        running.done.push_back(std::move(done));
    if (isHeard(running))
        m_bus.publish(running.announced);
    running.turn = m_clock.after(base::Duration::zero(), [this, id] { turn(id, RedriveInput{}); });
    return id;
}

std::shared_ptr<EndedExecution> Executor::Private::ended(ExecutionId id) {
    commit(); // its end may wait for that
    const Running* running = find(id);
    return running ? running->about.ended : nullptr;
}

void Executor::Private::stop(ExecutionId id, std::string error, std::string cause) {
    Running* running = live(id);
    if (!running)
        return;
    const Interpreter& interpreter = *running->interpreter;
    const bool hasBegun = interpreter.hasBegun() && !interpreter.isFinished(); // not redriven yet
    if (running->debug) {
        if (hasBegun)
            running->debug->held.clear();
        letGo(*running);
    }
    if (!hasBegun) {
        running->stopAtOnce = StopInput{std::move(error), std::move(cause)};
        return;
    }
    if (running->turn)
        m_clock.cancel(*std::exchange(running->turn, std::nullopt));
    feed(*running, StopInput{std::move(error), std::move(cause)});
}

void Executor::Private::watch(ExecutionId id, Done done) {
    if (Running* running = live(id))
        running->done.push_back(std::move(done));
}

void Executor::Private::post(ExecutionId id, InputBody body) {
    post(id, [body = std::move(body)](Running&) mutable { return std::move(body); });
}

void Executor::Private::post(ExecutionId id, std::function<InputBody(Running&)> make) {
    Running* running = live(id);
    if (!running)
        return;
    const auto timer = std::make_shared<base::TimerId>();
    *timer = m_clock.after(base::Duration::zero(), [this, id, timer, make = std::move(make)] {
        if (Running* running = live(id)) {
            running->posts.erase(*timer);
            feed(*running, make(*running));
        }
    });
    running->posts.insert(*timer);
}

void Executor::Private::turn(ExecutionId id, InputBody body) {
    Running* running = live(id);
    if (!running)
        return;
    running->turn.reset();
    feed(*running, std::move(body));
    if (running->stopAtOnce)
        stop(id, std::move(running->stopAtOnce->error), std::move(running->stopAtOnce->cause));
}

void Executor::Private::feed(Running& running, InputBody body) {
    if (running.debug)
        return hold(running, std::move(body));
    const auto begin = std::chrono::steady_clock::now();
    Interpreter& interpreter = *running.interpreter;
    apply(running, std::move(body));
    while (interpreter.isReady()) {
        if (running.turn) // somebody else's outcome came between two turns
            return;
        if (std::chrono::steady_clock::now() - begin > kTurn) {
            running.turn = m_clock.after(base::Duration::zero(),
                                         [this, id = running.id] { turn(id, ContinueInput{}); });
            return;
        }
        apply(running, ContinueInput{});
    }
}

void Executor::Private::apply(Running& running, InputBody body) {
    Interpreter& interpreter = *running.interpreter;
    const bool isRedriven = std::holds_alternative<RedriveInput>(body);
    if (interpreter.isFinished() && !isRedriven) // and its end is not committed yet
        return;
    const Input input{now(running), std::move(body)};
    if (running.journal)
        write(running, input);
    interpreter.apply(input);
    publish(running);
    obey(running);
}

void Executor::Private::publish(Running& running) {
    History& history = *running.interpreter->history();
    if (isHeard(running)) {
        for (; running.published < history.size(); ++running.published)
            m_bus.publish(telemetry::ExecutionAdvanced{running.id, history.at(running.published)});
    }
    running.published = history.size();
    if (running.retention == HistoryRetention::PublishOnly)
        history.forget();
    publishChildren(running);
}

void Executor::Private::obey(Running& running) {
    for (Command& command : running.interpreter->takeCommands()) {
        if (running.phase == Running::Phase::Ended) // it has just had itself stopped
            return;
        const bool isTimer = std::holds_alternative<StartTimer>(command) ||
                             std::holds_alternative<CancelTimer>(command);
        if (running.journal && !isTimer)
            running.uncommitted.push_back(std::move(command));
        else
            obey(running, command);
    }
    if (!running.uncommitted.empty())
        commitSoon(running);
}

void Executor::Private::arm(Running& running, WakeId wake, base::Duration left) {
    const auto timer = m_clock.after(left, [this, id = running.id, wake] {
        Running* running = live(id);
        if (!running)
            return;
        running->timers.erase(wake);
        feed(*running, TimerFiredInput{wake});
    });
    running.timers.emplace(wake, Timer{timer, m_clock.now() + left});
}

void Executor::Private::obey(Running& running, const StartTimer& command) {
    arm(running, command.timer, command.due - now(running));
}

void Executor::Private::obey(Running& running, const CancelTimer& command) {
    if (running.debug)
        running.debug->frozen.erase(command.timer);
    const auto node = running.timers.extract(command.timer);
    if (node)
        m_clock.cancel(node.mapped().id);
}

/// Without how it ended.
std::shared_ptr<EndedExecution> Executor::Private::endedOf(const Running& running) {
    if (!running.interpreter->isRedrivable())
        return nullptr;
    auto ended = std::make_shared<EndedExecution>();
    ended->about.execution = running.id;
    ended->about.executionArn = running.about.executionArn;
    ended->about.machineArn = running.about.machineArn;
    ended->about.name = running.about.name;
    ended->about.inputText = running.about.inputText;
    ended->about.startedAt = running.about.startedAt;
    ended->announced = running.announced;
    ended->interpreter = running.interpreter;
    ended->journal = running.journal;
    ended->childMocks = running.childMocks;
    ended->ahead = running.ahead;
    return ended;
}

void Executor::Private::obey(Running& running, Finished& command) {
    ExecutionResult& result = running.about;
    result.endedAt = now(running);
    result.status = command.status;
    result.output = std::move(command.output);
    result.error = command.error.value_or("");
    result.cause = command.cause.value_or("");
    result.mapRuns = running.interpreter->mapRuns();
    result.redrives = running.interpreter->redrives();
    if (running.retention == HistoryRetention::Keep) {
        result.history = running.interpreter->history();
        result.ended = endedOf(running);
    }
    stepOut(running);
    if (isHeard(running)) {
        abortChildren(running);
        m_bus.publish(telemetry::ExecutionFinished{running.id, result.status, result.output,
                                                   result.error, result.cause});
    }
    running.phase = Running::Phase::Ended;
    for (const base::TimerId post : std::exchange(running.posts, {}))
        m_clock.cancel(post);
    running.turn = m_clock.after(base::Duration::zero(), [this, id = running.id] { deliver(id); });
}

void Executor::Private::deliver(ExecutionId id) {
    auto node = m_running.extract(id);
    if (node.empty())
        return;
    for (const Done& done : node.mapped().done)
        done(node.mapped().about);
}

void Executor::Private::release(Running& running) {
    if (running.turn)
        m_clock.cancel(*running.turn);
    for (const auto& [wake, timer] : running.timers)
        m_clock.cancel(timer.id);
    if (running.debug && running.debug->pump)
        m_clock.cancel(*running.debug->pump);
    for (const base::TimerId post : running.posts)
        m_clock.cancel(post);
    for (const auto& [task, open] : running.tasks) {
        if (open.function)
            m_invoker.abandon(*open.function);
        if (open.service && m_surroundings.services)
            m_surroundings.services->abandon(*open.service);
    }
}

Executor::Executor(const Parts& parts)
    : d(std::make_unique<Private>(parts)) {}

Executor::~Executor() = default;

void Executor::setSurroundings(const Surroundings& surroundings) {
    d->setSurroundings(surroundings);
}

ExecutionId Executor::start(StartRequest request, Done done) {
    return d->start(std::move(request), std::move(done));
}

ExecutionId Executor::test(TestStateRequest request, Tested done) {
    StartRequest start;
    start.definition = request.machine;
    start.machine = request.machineName.empty() ? "TestState" : request.machineName;
    start.name = request.executionName;
    start.input = request.input;
    start.roleArn = request.roleArn;
    start.machineArn = request.machineArn;
    start.executionArn = request.executionArn;
    start.limits = request.limits;
    start.retention = HistoryRetention::PublishOnly;
    const auto test = std::make_shared<StateTest>(StateTest{std::move(request), {}});
    return d->start(
        std::move(start),
        [test, done = std::move(done)](const ExecutionResult&) { done(test->result); }, test);
}

base::Result<ExecutionId> Executor::start(const std::string& definition, StartRequest request,
                                          Done done) {
    auto machine = statemachine::parseStateMachine(definition);
    if (!machine)
        return machine.error();
    request.definition = std::move(machine).value();
    request.definitionText = definition;
    return d->start(std::move(request), std::move(done));
}

base::Result<ExecutionId> Executor::resume(const ResumeRequest& request, Done done) {
    return d->resume(request, std::move(done), Private::Comeback::GoesOn);
}

ExecutionId Executor::redrive(const std::shared_ptr<EndedExecution>& ended, Done done) {
    return d->redrive(*ended, std::move(done));
}

base::Result<ExecutionId> Executor::redrive(const ResumeRequest& request, Done done) {
    return d->resume(request, std::move(done), Private::Comeback::IsRedriven);
}

std::shared_ptr<EndedExecution> Executor::ended(ExecutionId execution) {
    return d->ended(execution);
}

base::Result<ExecutionId> Executor::fork(const ForkRequest& request, Done done) {
    return d->fork(request, std::move(done));
}

void Executor::commit() {
    d->commit();
}

void Executor::stop(ExecutionId execution, std::string error, std::string cause) {
    d->stop(execution, std::move(error), std::move(cause));
}

bool Executor::isRunning(ExecutionId execution) const {
    const auto* running = d->find(execution);
    return running && running->phase == Private::Running::Phase::Runs;
}

std::size_t Executor::runningCount() const {
    return d->runningCount();
}

std::shared_ptr<const History> Executor::history(ExecutionId execution) const {
    const auto* running = d->find(execution);
    if (!running || running->retention != HistoryRetention::Keep)
        return nullptr;
    return running->interpreter->history();
}

std::vector<std::shared_ptr<const MapRun>> Executor::mapRuns(ExecutionId execution) const {
    const auto* running = d->find(execution);
    return running ? running->interpreter->mapRuns() : std::vector<std::shared_ptr<const MapRun>>();
}

void Executor::watch(ExecutionId execution, Done done) {
    d->watch(execution, std::move(done));
}

void Executor::updateMapRun(ExecutionId execution, const MapRunChange& change) {
    d->post(execution,
            UpdateMapRunInput{change.mapRunArn, change.maxConcurrency, change.toleratedFailureCount,
                              change.toleratedFailurePercentage});
}

} // namespace ws::execution
