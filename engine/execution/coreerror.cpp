#include "engine/execution/core.h"

namespace ws::execution {

using json::Value;
using statemachine::StateType;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;

void Interpreter::Core::place(const Strand& strand, Failure& failure) const {
    if (!std::exchange(failure.wantsPlace, false))
        return;
    failure.cause = "An error occurred while executing the state '" + stateOf(strand).name +
                    "' (entered at the event id #" + std::to_string(strand.enteredEvent) + "). " +
                    failure.cause.value_or("");
}

/// The iteration of a distributed Map around a strand: where a child execution ends.
static Strand* childExecution(Strand* strand) {
    while (strand && strand->parent && strand->parent->run == strand->run)
        strand = strand->parent;
    return strand && strand->parent ? strand : nullptr;
}

void Interpreter::Core::fail(Strand& origin, Failure failure) {
    place(origin, failure);
    Strand* strand = &origin;
    for (;;) {
        releaseWork(*strand);
        if (failure.isRuntime()) {
            Strand* root = childExecution(strand);
            if (!root)
                return failExecution(*strand, failure);
            strand = root;
        } else {
            if (retried(*strand, failure))
                return;
            const StateType type = stateOf(*strand).type;
            const bool forked = strand->stage == Strand::Stage::Forked;
            if (forked && type == StateType::Map)
                chain(*strand, Type::MapStateFailed);
            if (forked && type == StateType::Parallel)
                chain(*strand, Type::ParallelStateFailed);
            if (caught(*strand, failure))
                return;
        }
        if (!strand->parent)
            return failExecution(*strand, failure);
        Strand* parent = strand->parent;
        if (!childFailed(*strand, failure))
            return;
        strand = parent;
    }
}

bool Interpreter::Core::retried(Strand& strand, const Failure& failure) {
    if (strand.stage == Strand::Stage::Enter) // not in the state: an ItemSelector failed
        return false;
    const auto* retrier = strand.retries.take(stateOf(strand).retriers, failure.error.value_or(""));
    if (!retrier)
        return false;
    const double unit = retrier->fullJitter ? m_setup.random.unit() : 0;
    strand.stage = Strand::Stage::BackingOff;
    strand.timer = startTimer(&strand, WakeKind::Backoff,
                              m_now + retryDelay(*retrier, strand.retries.attempt(), unit));
    return true;
}

/// A timeout has no cause, and the service shows that as an empty one; what nobody named is null.
static Value errorOutput(const Failure& failure) {
    Value cause = failure.cause ? Value(*failure.cause) : Value();
    if (failure.error == kTimeoutError && !failure.cause)
        cause = Value("");
    return Value::object(
        {{"Error", failure.error ? Value(*failure.error) : Value()}, {"Cause", std::move(cause)}});
}

bool Interpreter::Core::caught(Strand& strand, const Failure& failure) {
    const State& state = stateOf(strand);
    if (strand.stage == Strand::Stage::Enter)
        return false;
    for (const auto& catcher : state.catchers) {
        if (!namesError(catcher.errorEquals, failure.error.value_or("")))
            continue;
        Value output = errorOutput(failure);
        std::optional<Value> assigned;
        auto broken = assign(strand, catcher.assign, output, contextOf(strand), assigned);
        if (!broken)
            broken = putResult(catcher.resultPath, strand.input, output);
        if (broken) {
            place(strand, *broken);
            failExecution(strand, *broken);
            return true;
        }
        setVariables(strand, assigned);
        leave(strand, std::move(output), catcher.next, std::move(assigned));
        return true;
    }
    return false;
}

void Interpreter::Core::failExecution(Strand& strand, const Failure& failure) {
    finish(strand.lastEvent, Type::ExecutionFailed,
           {ExecutionStatus::Failed, {}, failure.error, failure.cause});
}

void Interpreter::Core::recordAbortedIteration(Strand& strand, std::int64_t previous) {
    if (strand.stage != Strand::Stage::Iterate && strand.stage != Strand::Stage::Done)
        record(strand, Type::MapIterationAborted, previous,
               {&stateOf(*strand.parent).name, {}, nullptr, strand.index});
}

void Interpreter::Core::recordAborts(Strand& strand, std::int64_t previous) {
    if (!strand.isInside())
        return;
    const StateType type = stateOf(strand).type;
    if (type == StateType::Wait)
        record(strand, Type::WaitStateAborted, previous);
    if (type == StateType::Task)
        record(strand, Type::TaskStateAborted, previous);
    if (type == StateType::Parallel)
        record(strand, Type::ParallelStateAborted, previous);
    if (type == StateType::Map)
        record(strand, Type::MapStateAborted, previous);
    if (!strand.fork)
        return;
    if (strand.fork->distribution) {
        record(strand, Type::MapRunAborted, previous);
        return;
    }
    for (const auto& child : strand.fork->strands) {
        if (type == StateType::Map)
            recordAbortedIteration(*child, previous);
        recordAborts(*child, previous);
    }
}

} // namespace ws::execution
