#include "engine/execution/core.h"

#include "engine/execution/timestamp.h"

#include <map>

namespace ws::execution {

using json::Value;
using statemachine::StateIndex;
using statemachine::StateType;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;

Interpreter::Core::Core(Setup setup)
    : m_setup(std::move(setup))
    , m_test(m_setup.test.get())
    , m_machine(m_setup.machine)
    , m_history(std::make_shared<History>(m_machine))
    , m_machineContext(Value::object({{"Id", m_setup.machineArn}, {"Name", m_setup.machineName}}))
    , m_mocks(m_setup.mocks) {}

void Interpreter::Core::apply(const Input& input) {
    m_now = input.at;
    if (m_finished && !std::holds_alternative<RedriveInput>(input.body))
        return;
    std::visit([this](const auto& body) { take(body); }, input.body);
    runSlice(input.most.value_or(m_setup.slice));
}

void Interpreter::Core::take(const StartInput& input) {
    if (m_root)
        return;
    m_history->setSentInput(input.input, input.text);
    m_root = std::make_unique<Strand>();
    m_root->input = input.input;
    m_root->run = std::make_shared<Run>();
    m_root->run->arn = m_setup.executionArn;
    m_root->run->machine = m_machineContext;
    m_root->run->context = Value::object({{"Id", m_setup.executionArn},
                                          {"Input", input.input},
                                          {"StartTime", timestampText(m_now)},
                                          {"Name", m_setup.executionName},
                                          {"RoleArn", m_setup.roleArn},
                                          {"RedriveCount", 0}});
    startMachineTimer();
    m_root->state = m_machine->region(0).start;
    if (m_test)
        beginTest(*m_root);
    auto details = std::make_unique<Details>();
    details->roleArn = m_setup.roleArn;
    // The first state's event follows 0, not this one.
    record(*m_root, Type::ExecutionStarted, 0, {nullptr, input.input, std::move(details)});
    makeReady(*m_root, Strand::Stage::Enter);
}

void Interpreter::Core::startMachineTimer() {
    if (m_machine->timeoutSeconds && !m_test)
        startTimer(m_root.get(), WakeKind::Machine,
                   m_now + std::chrono::duration_cast<base::Duration>(
                               std::chrono::duration<double>(*m_machine->timeoutSeconds)));
}

void Interpreter::Core::take(const TimerFiredInput& input) {
    const auto found = m_wakes.find(input.timer);
    if (found == m_wakes.end())
        return;
    const Wake wake = found->second;
    m_wakes.erase(found);
    switch (wake.kind) {
    case WakeKind::Wait:
        wake.strand->timer = {};
        complete(*wake.strand, wake.strand->effective);
        break;
    case WakeKind::Backoff:
        wake.strand->timer = {};
        makeReady(*wake.strand, Strand::Stage::Again);
        break;
    case WakeKind::Deadline:
        wake.strand->deadline = {};
        taskTimedOut(*wake.strand);
        break;
    case WakeKind::Heartbeat:
        wake.strand->call->heartbeat = {};
        // The history calls a missed heartbeat a timeout; Retry and Catch know it by both names.
        taskTimedOut(*wake.strand, kHeartbeatError);
        break;
    case WakeKind::Machine:
        machineTimedOut();
        break;
    }
}

void Interpreter::Core::take(const StopInput& input) {
    if (!m_root)
        return;
    Finished finished{ExecutionStatus::Aborted, {}, {}, {}};
    if (!input.error.empty())
        finished.error = input.error;
    if (!input.cause.empty())
        finished.cause = input.cause;
    finish(0, Type::ExecutionAborted, std::move(finished));
}

void Interpreter::Core::machineTimedOut() {
    finish(0, Type::ExecutionTimedOut,
           {ExecutionStatus::TimedOut, {}, std::string(kTimeoutError), {}});
}

void Interpreter::Core::runSlice(std::size_t most) {
    while (most > 0 && !m_finished && !m_ready.empty()) {
        Strand& strand = *m_ready.front();
        m_ready.pop_front();
        if (strand.dead)
            continue;
        --most;
        advance(strand);
        if (m_historyFull)
            break;
    }
    if (m_historyFull && !m_finished) {
        m_root->lastEvent = static_cast<std::int64_t>(m_history->size());
        failExecution(*m_root, {kRuntimeError,
                                "The execution reached the maximum number of history events (" +
                                    std::to_string(m_setup.limits.historyEvents) + ").",
                                false});
    }
    if (m_finished)
        m_ready.clear();
    if (!std::exchange(m_hasDead, false))
        return;
    std::erase_if(m_ready, [](const Strand* strand) { return strand->dead; });
    m_buried.clear();
}

void Interpreter::Core::makeReady(Strand& strand, Strand::Stage stage) {
    strand.stage = stage;
    m_ready.push_back(&strand);
}

void Interpreter::Core::enterNext(Strand& strand) {
    strand.stage = Strand::Stage::Enter;
    strand.from = statemachine::kNoState;
    m_ready.push_front(&strand);
}

Strand* Interpreter::Core::firstReady() const {
    return isReady() ? m_ready.front() : nullptr; // the dead are gone after each slice
}

void Interpreter::Core::take(const EditInput& input) {
    Strand* strand = firstReady();
    if (!strand)
        return;
    if (input.input)
        strand->input = *input.input;
    setVariables(*strand, input.variables);
}

static NextStep::Kind stepKind(Strand::Stage stage) {
    switch (stage) {
    case Strand::Stage::Again:
        return NextStep::Kind::Retry;
    case Strand::Stage::Iterate:
        return NextStep::Kind::Iterate;
    default:
        return NextStep::Kind::Enter;
    }
}

std::optional<NextStep> Interpreter::Core::nextStep() const {
    const Strand* strand = firstReady();
    if (!strand)
        return std::nullopt;
    NextStep step;
    step.kind = stepKind(strand->stage);
    const bool iterates = step.kind == NextStep::Kind::Iterate;
    step.state = stateOf(iterates ? *strand->parent : *strand).name;
    if (!iterates)
        step.input = strand->input;
    if (strand->stage == Strand::Stage::Enter && strand->from != statemachine::kNoState)
        step.from = m_machine->state(strand->from).name;
    step.context = Value::object({{"State", Value::object({{"Name", step.state}})}});
    if (!iterates && strand->itemIndex >= 0)
        step.context.set("Map",
                         Value::object({{"Item", Value::object({{"Index", strand->itemIndex},
                                                                {"Value", strand->itemValue}})}}));
    if (strand->variables) {
        std::map<std::string, Value> sorted(strand->variables->begin(), strand->variables->end());
        for (const auto& [name, value] : sorted)
            step.variables.set(name, value);
    }
    for (; strand->parent; strand = strand->parent)
        step.around.insert(step.around.begin(), {stateOf(*strand->parent).name, strand->index});
    return step;
}

void Interpreter::Core::advance(Strand& strand) {
    if (strand.stage == Strand::Stage::Again && strand.joined)
        joinAgain(strand);
    else if (strand.stage == Strand::Stage::Again)
        perform(strand);
    else if (strand.stage == Strand::Stage::Iterate)
        beginIteration(strand);
    else
        enter(strand);
}

static Type enteredEvent(StateType type) {
    switch (type) {
    case StateType::Task:
        return Type::TaskStateEntered;
    case StateType::Choice:
        return Type::ChoiceStateEntered;
    case StateType::Wait:
        return Type::WaitStateEntered;
    case StateType::Succeed:
        return Type::SucceedStateEntered;
    case StateType::Fail:
        return Type::FailStateEntered;
    case StateType::Parallel:
        return Type::ParallelStateEntered;
    case StateType::Map:
        return Type::MapStateEntered;
    default:
        return Type::PassStateEntered;
    }
}

static Type exitedEvent(StateType type) {
    switch (type) {
    case StateType::Task:
        return Type::TaskStateExited;
    case StateType::Choice:
        return Type::ChoiceStateExited;
    case StateType::Wait:
        return Type::WaitStateExited;
    case StateType::Succeed:
        return Type::SucceedStateExited;
    case StateType::Parallel:
        return Type::ParallelStateExited;
    case StateType::Map:
        return Type::MapStateExited;
    default:
        return Type::PassStateExited;
    }
}

std::int64_t Interpreter::Core::record(Strand& strand, Type type, std::int64_t previous,
                                       EventParts parts) {
    if (!strand.run->recorded) {
        ++strand.run->hiddenEvents;
        return strand.run->story ? recordInStory(*strand.run, type, previous, std::move(parts))
                                 : strand.run->hiddenEvents;
    }
    const std::size_t limit = m_setup.limits.historyEvents;
    if (limit > 0 && m_history->size() + 1 >= limit) {
        m_historyFull = true; // the last place is for ExecutionFailed
        return previous;
    }
    return m_history->append({previous, m_now, parts.name, std::move(parts.payload), parts.index,
                              type, std::move(parts.details)});
}

void Interpreter::Core::chain(Strand& strand, Type type, EventParts parts) {
    strand.lastEvent = record(strand, type, strand.lastEvent, std::move(parts));
}

void Interpreter::Core::enter(Strand& strand) {
    const State& state = stateOf(strand);
    strand.beforeEntered = strand.lastEvent;
    note(strand, DataStage::Input, strand.input);
    chain(strand, enteredEvent(state.type), {&state.name, strand.input, nullptr});
    strand.enteredEvent = strand.lastEvent;
    strand.enteredAt = m_now;
    perform(strand);
}

void Interpreter::Core::leave(Strand& strand, Value output, StateIndex next,
                              std::optional<Value> assigned) {
    const State& state = stateOf(strand);
    DetailsPtr details;
    if (assigned && assigned->size() > 0) { // an empty Assign leaves no trace
        details = std::make_unique<Details>();
        details->assignedVariables = assigned;
    }
    chain(strand, exitedEvent(state.type), {&state.name, output, std::move(details)});
    strand.retries.reset();
    strand.joined.reset();
    bury(std::move(strand.fork)); // a catcher leaves one that has failed
    if (isTested(strand))
        return leaveTest(strand, std::move(output), next, assigned);
    if (next == statemachine::kNoState) {
        regionEnded(strand, std::move(output));
        return;
    }
    strand.input = std::move(output);
    strand.from = strand.state;
    strand.state = next;
    makeReady(strand, Strand::Stage::Enter);
}

void Interpreter::Core::regionEnded(Strand& strand, Value output) {
    if (strand.parent) {
        childFinished(strand, std::move(output));
        return;
    }
    if (m_historyFull) // the end of the slice fails it
        return;
    finish(strand.lastEvent, Type::ExecutionSucceeded,
           {ExecutionStatus::Succeeded, std::move(output), {}, {}});
}

void Interpreter::Core::finish(std::int64_t previous, Type event, Finished finished) {
    if (m_test)
        endTest(finished);
    DetailsPtr details;
    std::optional<Value> output;
    if (finished.status == ExecutionStatus::Succeeded) {
        output = finished.output;
    } else {
        details = std::make_unique<Details>();
        details->error = finished.error;
        details->cause = finished.cause;
    }
    if (finished.status == ExecutionStatus::TimedOut)
        finished.error.reset(); // the event has it, DescribeExecution has not
    m_history->append({previous, m_now, nullptr, std::move(output), -1, event, std::move(details)});
    m_finished = true;
    m_succeeded = finished.status == ExecutionStatus::Succeeded;
    for (const auto& run : m_openMapRuns)
        close(*run, MapRunStatus::Aborted, m_now);
    m_openMapRuns.clear();
    for (const auto& [task, owner] : m_tasks)
        m_commands.push_back(farewell(task, owner->fork.get()));
    for (const auto& [wake, owner] : m_wakes)
        m_commands.emplace_back(CancelTimer{wake});
    m_tasks.clear();
    m_wakes.clear();
    m_commands.emplace_back(std::move(finished));
}

WakeId Interpreter::Core::startTimer(Strand* strand, WakeKind kind, base::TimePoint due) {
    const WakeId id{++m_lastWake};
    m_wakes.emplace(id, Wake{strand, kind});
    m_commands.emplace_back(StartTimer{id, due});
    return id;
}

void Interpreter::Core::cancelTimer(WakeId& timer) {
    if (m_wakes.erase(timer) > 0)
        m_commands.emplace_back(CancelTimer{timer});
    timer = {};
}

void Interpreter::Core::releaseWork(Strand& strand) {
    cancelTimer(strand.timer);
    cancelTimer(strand.deadline);
    if (strand.call)
        cancelTimer(strand.call->heartbeat);
    strand.call.reset();
    if (m_tasks.erase(strand.task) > 0)
        m_commands.emplace_back(AbandonTask{strand.task});
    strand.task = {};
}

void Interpreter::Core::bury(std::unique_ptr<Fork> fork) {
    if (!fork)
        return;
    suspend(*fork);
    m_buried.push_back(std::move(fork));
}

} // namespace ws::execution
