#include "engine/execution/core.h"

#include <algorithm>

namespace ws::execution {

using json::Value;
using statemachine::StateType;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;

void Interpreter::Core::announce(Strand& strand, const Strand& where, Failure& failure) {
    const State& state = stateOf(where);
    if (std::exchange(failure.wantsPlace, false))
        failure.cause = "An error occurred while executing the state '" + nameOf(where) +
                        "' (entered at the event id #" + std::to_string(where.enteredEvent) +
                        "). " + failure.cause.value_or("");
    if (failure.location.empty())
        return;
    auto details = std::make_unique<Details>();
    details->error = failure.error;
    details->cause = failure.cause;
    details->evaluationLocation = std::exchange(failure.location, {});
    details->evaluationState = state.name;
    // What fails while a state is entered follows what its first event follows; not in a Wait.
    const bool entering = strand.lastEvent == strand.enteredEvent && state.type != StateType::Wait;
    strand.lastEvent =
        record(strand, Type::EvaluationFailed, entering ? strand.beforeEntered : strand.lastEvent,
               {nullptr, {}, std::move(details)});
}

/// The iteration of a distributed Map around a strand: where a child execution ends.
static Strand* childExecution(Strand* strand) {
    while (strand && strand->parent && strand->parent->run == strand->run)
        strand = strand->parent;
    return strand && strand->parent ? strand : nullptr;
}

void Interpreter::Core::fail(Strand& origin, Failure failure) {
    // A Map or Parallel whose JSONata fails has failed before it began.
    bool failed = !failure.location.empty();
    announce(origin, origin, failure);
    Strand* strand = &origin;
    for (;;) {
        releaseWork(*strand);
        if (failure.error == kDataLimitError) // the branches run again
            strand->joined.reset();
        if (!failure.isRuntime()) {
            if (retried(*strand, failure))
                return;
            failed = failed || strand->stage == Strand::Stage::Forked;
            const std::int64_t before = strand->lastEvent;
            if (failed)
                chainStateFailed(*strand);
            const Caught outcome = caught(*strand, failure, before);
            if (outcome == Caught::Yes)
                return;
            if (outcome == Caught::Broken && failed && !failure.isRuntime())
                chainStateFailed(*strand);
            failed = false;
        }
        if (failure.isRuntime()) {
            Strand* root = childExecution(strand);
            if (!root)
                return failExecution(*strand, failure);
            strand = root;
        }
        if (!strand->parent)
            return failExecution(*strand, failure);
        Strand* parent = strand->parent;
        if (!childFailed(*strand, failure))
            return;
        strand = parent;
    }
}

void Interpreter::Core::chainStateFailed(Strand& strand) {
    const StateType type = stateOf(strand).type;
    if (type == StateType::Map)
        chain(strand, Type::MapStateFailed);
    if (type == StateType::Parallel)
        chain(strand, Type::ParallelStateFailed);
}

bool Interpreter::Core::retried(Strand& strand, const Failure& failure) {
    if (strand.stage == Strand::Stage::Enter) // not in the state: an ItemSelector failed
        return false;
    const auto* retrier =
        strand.retries.take(stateOf(strand).retriers, failure.error.value_or(""), failure.alias);
    if (!retrier)
        return false;
    const double unit = retrier->fullJitter ? m_setup.random.unit() : 0;
    const base::Duration delay = retryDelay(*retrier, strand.retries.attempt(), unit);
    if (isTested(strand))
        return retriedInTest(strand, failure, *retrier, delay);
    strand.joined.reset();
    bury(std::move(strand.fork));
    strand.stage = Strand::Stage::BackingOff;
    strand.timer = startTimer(&strand, WakeKind::Backoff, m_now + delay);
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

Interpreter::Core::Caught Interpreter::Core::caught(Strand& strand, Failure& failure,
                                                    std::int64_t before) {
    if (strand.stage == Strand::Stage::Enter)
        return Caught::No;
    for (const auto& catcher : stateOf(strand).catchers) {
        if (!namesError(catcher.errorEquals, failure.error.value_or(""), failure.alias))
            continue;
        if (isTested(strand))
            caughtInTest(catcher, failure);
        return leaveByCatcher(strand, catcher, failure, before);
    }
    return Caught::No;
}

Interpreter::Core::Caught Interpreter::Core::leaveByCatcher(Strand& strand,
                                                            const statemachine::Catcher& catcher,
                                                            Failure& failure, std::int64_t before) {
    Value output = errorOutput(failure);
    const Value context = contextOf(strand);
    MaybeFailure broken;
    if (isJsonata(stateOf(strand))) {
        Value states = statesOf(strand, context);
        states.set("errorOutput", output);
        const Exit exit{catcher.next, catcher.assign, catcher.output};
        broken = conclude(strand, exit, states, std::move(output));
        if (!broken)
            return Caught::Yes;
    } else {
        std::optional<Value> assigned;
        broken = assign(strand, catcher.assign, output, context, assigned);
        if (!broken)
            broken = putResult(catcher.resultPath, strand.input, output);
        if (!broken) {
            setVariables(strand, assigned);
            leave(strand, std::move(output), catcher.next, std::move(assigned));
            return Caught::Yes;
        }
    }
    if (isTested(strand))
        m_test->result.catchIndex.reset();
    if (!broken->isRuntime())
        strand.lastEvent = before;
    announce(strand, strand, *broken);
    failure = std::move(*broken);
    return Caught::Broken;
}

void Interpreter::Core::failExecution(Strand& strand, const Failure& failure) {
    // Unlike what else follows a Parallel or Map, its failure follows the event that it succeeded;
    // one that comes at once follows the redrive.
    finish(std::max({strand.lastEvent, strand.succeededEvent, m_redrivenEvent}),
           Type::ExecutionFailed, {ExecutionStatus::Failed, {}, failure.error, failure.cause});
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
