#include "engine/execution/debugger.h"
#include "engine/execution/executorprivate.h"

#include <algorithm>

namespace ws::execution {

using base::Duration;
using base::ExecutionId;

namespace {

/// How long a debugged execution may keep the event loop.
constexpr std::chrono::milliseconds kTurn{2};

} // namespace

Executor::Private::Debugged* Executor::Private::debugged(ExecutionId id) {
    Running* running = live(id);
    return running ? running->debug.get() : nullptr;
}

void Executor::Private::attach(ExecutionId id, std::function<void()> paused) {
    Running* running = live(id);
    if (!running)
        return;
    running->debug = std::make_unique<Debugged>();
    running->debug->paused = std::move(paused);
    const History& history = *running->interpreter->history();
    if (running->retention == HistoryRetention::Keep) {
        for (std::size_t position = 0; position < running->published; ++position)
            running->debug->control.knows(history.at(position));
    }
}

void Executor::Private::detach(ExecutionId id) {
    if (Running* running = live(id); running && running->debug)
        letGo(*running);
}

void Executor::Private::letGo(Running& running) {
    const auto debug = std::exchange(running.debug, nullptr);
    if (debug->pump)
        m_clock.cancel(*debug->pump);
    publish(running);
    obey(running);
    for (const auto& [wake, left] : debug->frozen)
        arm(running, wake, left);
    for (InputBody& body : debug->held) {
        if (std::holds_alternative<StartInput>(body))
            running.turn = m_clock.after(Duration::zero(),
                                         [this, id = running.id, body = std::move(body)]() mutable {
                                             turn(id, std::move(body));
                                         });
        else
            post(running.id, std::move(body));
    }
    if (running.interpreter->isReady())
        post(running.id, ContinueInput{});
}

void Executor::Private::pumpSoon(ExecutionId id) {
    Debugged* debug = debugged(id);
    if (!debug || debug->pump)
        return;
    debug->pump = m_clock.after(Duration::zero(), [this, id] {
        if (Running* running = live(id); running && running->debug) {
            running->debug->pump.reset();
            pump(*running);
        }
    });
}

/// What the world tells a debugged execution waits until it may be told.
void Executor::Private::hold(Running& running, InputBody body) {
    if (!std::holds_alternative<ContinueInput>(body))
        running.debug->held.push_back(std::move(body));
    pumpSoon(running.id);
}

void Executor::Private::pump(Running& running) {
    const auto begin = std::chrono::steady_clock::now();
    Debugged& debug = *running.debug;
    if (!debug.control.isPaused())
        thaw(running);
    while (advance(running)) {
        if (std::chrono::steady_clock::now() - begin > kTurn)
            return pumpSoon(running.id);
    }
    const bool isOver = running.interpreter->isFinished() &&
                        running.published == running.interpreter->history()->size();
    if (!debug.control.isPaused() || isOver)
        return;
    freeze(running);
    if (std::exchange(debug.told, true))
        return;
    const auto paused = debug.paused; // it may end the debugging
    paused();
}

/// One event out, or one step, or one piece of news. False: it is paused, waits or has ended.
bool Executor::Private::advance(Running& running) {
    RunControl& control = running.debug->control;
    Interpreter& interpreter = *running.interpreter;
    const bool hasBegun = interpreter.history()->size() > 0;
    if (running.published < interpreter.history()->size()) {
        if (control.isPaused() && running.published > 0)
            return false;
        control.delivered(publishNext(running));
        return true;
    }
    publishChildren(running);
    obey(running);
    auto& held = running.debug->held;
    const bool isRedriven = !held.empty() && std::holds_alternative<RedriveInput>(held.front());
    if (interpreter.isFinished() && !isRedriven)
        return false;
    if (const auto next = interpreter.nextStep()) {
        if (!control.mayStep(*next))
            return false;
        perform(running, ContinueInput{}, 1);
        control.stepped();
        return true;
    }
    if (held.empty() || (hasBegun && !isRedriven && !control.mayTake()))
        return false;
    InputBody body = std::move(held.front());
    held.pop_front();
    perform(running, std::move(body), 0);
    const bool changed = running.published < interpreter.history()->size() || interpreter.isReady();
    if (changed && hasBegun)
        control.stepped();
    return true;
}

void Executor::Private::perform(Running& running, InputBody body, std::size_t most) {
    const Input input{now(running), std::move(body), most};
    if (running.journal)
        write(running, input);
    running.interpreter->apply(input);
}

telemetry::HistoryEvent Executor::Private::publishNext(Running& running) {
    History& history = *running.interpreter->history();
    auto event = history.at(running.published++);
    if (m_bus.hasSinks())
        m_bus.publish(telemetry::ExecutionAdvanced{running.id, event});
    if (running.retention == HistoryRetention::PublishOnly && running.published == history.size())
        history.forget();
    return event;
}

void Executor::Private::freeze(Running& running) {
    for (const auto& [wake, timer] : std::exchange(running.timers, {})) {
        m_clock.cancel(timer.id);
        running.debug->frozen[wake] = std::max(timer.due - m_clock.now(), Duration::zero());
    }
}

void Executor::Private::thaw(Running& running) {
    for (const auto& [wake, left] : std::exchange(running.debug->frozen, {}))
        arm(running, wake, left);
}

base::Status Executor::Private::edit(ExecutionId id, EditInput edit) {
    Running* running = live(id);
    Debugged* debug = debugged(id);
    if (edit.variables && !edit.variables->isObject())
        return base::Error{"debug.badVariables", {}};
    const bool isOut = running && running->published == running->interpreter->history()->size();
    const auto next = isOut ? running->interpreter->nextStep() : std::nullopt;
    const bool fits = next && (next->kind != NextStep::Kind::Iterate || !edit.input);
    if (!debug || !debug->control.isPaused() || !fits)
        return base::Error{"debug.nothingToEdit", {}};
    perform(*running, std::move(edit), 0);
    return {};
}

Debugger::Debugger(Executor& executor, ExecutionId execution, Paused paused)
    : m_executor(executor)
    , m_execution(execution) {
    m_executor.d->attach(execution, [this, paused = std::move(paused)] {
        if (paused)
            paused(position());
    });
}

Debugger::~Debugger() {
    m_executor.d->detach(m_execution);
}

void Executor::Private::tellChild(Running& running, const StartChild& command, ExecutionId child) {
    if (!running.debug || !running.debug->child)
        return;
    running.debug->child(child, live(child)->announced.machine);
    Debugged* debug = debugged(child);
    const bool awaited = command.await == StartChild::Await::Yes;
    if (debug && awaited && running.debug->control.stepsIn())
        debug->control.pause();
}

Executor::Private::Running* Executor::Private::debuggedCaller(ExecutionId child) {
    for (auto& [id, running] : m_running) {
        const bool awaits =
            running.debug &&
            std::any_of(running.tasks.begin(), running.tasks.end(), [&](const auto& open) {
                return open.second.child == child || open.second.answers == child;
            });
        if (awaits)
            return &running;
    }
    return nullptr;
}

void Executor::Private::stepOut(const Running& child) {
    if (!child.debug || !child.debug->control.isStepping())
        return;
    if (Running* caller = debuggedCaller(child.id); caller && !caller->debug->control.isPaused())
        caller->debug->control.step(StepSize::State);
}

void Executor::Private::proceedCallers(ExecutionId id) {
    for (Running* caller = debuggedCaller(id); caller && caller->debug->control.isStepping();
         caller = debuggedCaller(caller->id))
        caller->debug->control.proceed();
}

template <typename Change>
static void change(Executor::Private& executor, ExecutionId id, const Change& how) {
    auto* debug = executor.debugged(id);
    if (!debug)
        return;
    how(debug->control);
    debug->told = false;
    executor.pumpSoon(id);
}

void Debugger::pause() {
    change(*m_executor.d, m_execution, [](RunControl& control) { control.pause(); });
}

void Debugger::proceed() {
    change(*m_executor.d, m_execution, [](RunControl& control) { control.proceed(); });
    m_executor.d->proceedCallers(m_execution);
}

void Debugger::step(StepSize size) {
    change(*m_executor.d, m_execution, [&](RunControl& control) { control.step(size); });
}

void Debugger::runTo(const std::string& state) {
    change(*m_executor.d, m_execution, [&](RunControl& control) { control.runTo(state); });
}

base::Status Debugger::setBreakpoints(const std::vector<Breakpoint>& breakpoints) {
    auto* debug = m_executor.d->debugged(m_execution);
    return debug ? debug->control.setBreakpoints(breakpoints) : base::Status();
}

std::vector<std::optional<base::Error>> Debugger::problems() const {
    const auto* debug = m_executor.d->debugged(m_execution);
    return debug ? debug->control.problems() : std::vector<std::optional<base::Error>>();
}

void Debugger::onProblem(RunControl::Problem problem) {
    if (auto* debug = m_executor.d->debugged(m_execution))
        debug->control.onProblem(std::move(problem));
}

base::Status Debugger::edit(const Edit& edit) {
    return m_executor.d->edit(m_execution, {edit.input, edit.variables});
}

void Debugger::onChild(Child child) {
    if (auto* debug = m_executor.d->debugged(m_execution))
        debug->child = std::move(child);
}

bool Debugger::isPaused() const {
    const auto* debug = m_executor.d->debugged(m_execution);
    return debug && debug->told;
}

Debugger::Position Debugger::position() const {
    Position position;
    const auto* running = m_executor.d->find(m_execution);
    if (!running || !running->debug)
        return position;
    position.reason = running->debug->control.reason();
    position.lastEvent = static_cast<std::int64_t>(running->published);
    if (running->published == running->interpreter->history()->size())
        position.next = running->interpreter->nextStep();
    return position;
}

} // namespace ws::execution
