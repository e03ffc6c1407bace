#include "engine/execution/core.h"
#include "engine/execution/givenitems.h"
#include "engine/execution/timestamp.h"

namespace ws::execution {

using json::Value;
using statemachine::MapFields;
using statemachine::StateIndex;
using statemachine::StateType;
using Status = TestStateResult::Status;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;

/// The context of a test does not say how often the execution was redriven, nor, without a role,
/// whose.
void Interpreter::Core::beginTest(Strand& strand) {
    const TestStateRequest& request = m_test->request;
    strand.state = request.state;
    strand.run->context =
        Value::object({{"Id", m_setup.executionArn},
                       {"Input", strand.input},
                       {"StartTime", timestampText(m_now)},
                       {"Name", m_setup.executionName},
                       {"RoleArn", m_setup.roleArn.empty() ? Value() : Value(m_setup.roleArn)}});
    if (request.variables.size() > 0) {
        auto variables = std::make_shared<Variables>();
        for (const auto& [name, value] : request.variables.members())
            variables->emplace(name, value);
        strand.variables = std::move(variables);
        m_variableBytes = strand.variableBytes = request.variables.dumpSize();
    }
    if (request.mock)
        strand.retries.assume(request.retries);
    if (isInsideMap(strand.state)) {
        strand.itemIndex = 0;
        strand.itemValue = strand.input;
    }
    if (request.longest)
        startTimer(&strand, WakeKind::Machine, m_now + *request.longest);
}

bool Interpreter::Core::isInsideMap(StateIndex state) const {
    for (StateIndex owner = m_machine->region(m_machine->state(state).region).owner;
         owner != statemachine::kNoState;
         owner = m_machine->region(m_machine->state(owner).region).owner) {
        if (m_machine->state(owner).type == StateType::Map)
            return true;
    }
    return false;
}

void Interpreter::Core::replaceContext(Value& context) const {
    for (const auto& [name, value] : m_test->request.context.members())
        context.set(name, value);
}

void Interpreter::Core::useMock(Strand& strand) {
    const StateMock& mock = *m_test->request.mock;
    strand.call.reset(); // nothing was called
    if (!mock.result)
        return fail(strand, {mock.error, mock.cause, false});
    if (auto failure = tooLarge(*mock.result, nameOf(strand)))
        return fail(strand, std::move(*failure));
    complete(strand, *mock.result);
}

Interpreter::Core::MaybeFailure
Interpreter::Core::inspectMap(Strand& strand, const MapFields& fields, const Value& context) {
    Fork& fork = *strand.fork;
    note(strand, DataStage::MaxConcurrency, static_cast<std::int64_t>(fork.asked));
    if (fork.toleratedCount)
        note(strand, DataStage::ToleratedFailureCount,
             static_cast<std::int64_t>(*fork.toleratedCount));
    if (fork.toleratedPercentage)
        note(strand, DataStage::ToleratedFailurePercentage, *fork.toleratedPercentage);
    fork.distribution = std::make_unique<Distribution>();
    Distribution& distribution = *fork.distribution;
    distribution.run = std::make_shared<MapRun>();
    if (fields.distributed) {
        if (auto failure = readSource(strand, fields, context, distribution))
            return failure;
        if (auto failure = readBatcher(strand, fields, context, distribution))
            return failure;
        if (auto failure = readWriter(strand, fields, context, distribution))
            return failure;
    }
    const auto& data = m_test->request.itemReaderData;
    if (distribution.source && !data)
        return {};
    if (distribution.source) {
        auto given = givenItems(*data, distribution.source);
        if (!given)
            return Failure{kItemReaderError, given.error().arg("message"), false};
        Value::Array items;
        for (const ReadItem& item : given->items)
            items.push_back(item.value);
        if (!distribution.source->fields.itemsPointer.empty())
            note(strand, DataStage::AfterItemsPointer, Value(std::move(items)));
        distribution.queue.assign(given->items.begin(), given->items.end());
        distribution.sourceName = std::move(given->source);
        distribution.reading = Distribution::Reading::Ended;
    }
    return inspectItems(strand, fields);
}

Interpreter::Core::MaybeFailure Interpreter::Core::inspectItems(Strand& strand,
                                                                const MapFields& fields) {
    Distribution& distribution = *strand.fork->distribution;
    distribution.run->items.total = static_cast<std::int64_t>(
        distribution.source ? distribution.queue.size() : strand.fork->items.size());
    const auto batchItems = std::exchange(distribution.batchItems, std::nullopt);
    const auto batchBytes = std::exchange(distribution.batchBytes, std::nullopt);
    Value made;
    if (fields.itemSelector) {
        const auto queue = distribution.queue;
        if (auto failure = pullAll(strand, made))
            return failure;
        note(strand, DataStage::AfterItemSelector, made);
        distribution.queue = queue;
        distribution.nextItem = 0;
    }
    if (!batchItems && !batchBytes)
        return {};
    distribution.batchItems = batchItems;
    distribution.batchBytes = batchBytes;
    if (auto failure = pullAll(strand, made))
        return failure;
    note(strand, DataStage::AfterItemBatcher, made);
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::pullAll(Strand& strand, Value& out) {
    Strand child;
    child.parent = &strand;
    Value::Array inputs;
    MaybeFailure failure;
    while (pull(strand, child, failure) == Pull::Taken) {
        if (failure)
            return failure;
        inputs.push_back(std::move(child.input));
    }
    out = Value(std::move(inputs));
    return {};
}

/// What failed only counts against what the definition says is tolerated.
void Interpreter::Core::mockMap(Strand& strand) {
    Fork& fork = *strand.fork;
    fork.failures = static_cast<std::size_t>(m_test->request.failedIterations.value_or(0));
    const bool isBeyond = m_test->request.mock->result &&
                          (fork.toleratedCount || fork.toleratedPercentage) &&
                          isBeyondTolerance(fork);
    strand.fork.reset();
    if (isBeyond)
        return fail(strand, beyondTolerance());
    useMock(strand);
}

void Interpreter::Core::leaveTest(Strand& strand, Value output, StateIndex next,
                                  const std::optional<Value>& assigned) {
    TestStateResult& result = m_test->result;
    Value variables = m_test->request.variables;
    if (assigned) {
        for (const auto& [name, value] : assigned->members())
            variables.set(name, value);
    }
    if (variables.size() > 0)
        note(strand, DataStage::Variables, variables);
    note(strand, DataStage::Output, output);
    if (next != statemachine::kNoState)
        result.nextState = m_machine->state(next).name;
    result.output = output;
    finish(strand.lastEvent, Type::ExecutionSucceeded,
           {ExecutionStatus::Succeeded, std::move(output), {}, {}});
}

bool Interpreter::Core::retriedInTest(Strand& strand, const Failure& failure,
                                      const statemachine::Retrier& retrier, base::Duration delay) {
    m_test->result.retryIndex =
        static_cast<std::size_t>(&retrier - stateOf(strand).retriers.data());
    m_test->result.retryBackoff = delay;
    failExecution(strand, failure);
    return true;
}

void Interpreter::Core::caughtInTest(const statemachine::Catcher& catcher, const Failure& failure) {
    TestStateResult& result = m_test->result;
    result.catchIndex = static_cast<std::size_t>(&catcher - stateOf(*m_root).catchers.data());
    result.error = failure.error;
    result.cause = failure.cause;
}

void Interpreter::Core::endTest(const Finished& finished) {
    TestStateResult& result = m_test->result;
    if (finished.status == ExecutionStatus::Succeeded) {
        result.status = result.catchIndex ? Status::CaughtError : Status::Succeeded;
        return;
    }
    result.status = result.retryIndex ? Status::Retriable : Status::Failed;
    result.error = finished.error;
    result.cause = finished.cause;
    if (m_test->request.variables.size() > 0)
        note(*m_root, DataStage::Variables, m_test->request.variables);
}

} // namespace ws::execution
