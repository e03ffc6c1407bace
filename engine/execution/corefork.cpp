#include "engine/execution/core.h"

#include <cmath>

namespace ws::execution {

using json::Value;
using statemachine::MapFields;
using statemachine::NumberField;
using statemachine::ParallelFields;
using statemachine::RegionIndex;
using statemachine::StateType;
using Type = telemetry::HistoryEventType;

Strand& Interpreter::Core::addChild(Strand& parent, RegionIndex region) {
    auto child = std::make_unique<Strand>();
    child->parent = &parent;
    child->state = m_machine->region(region).start;
    child->lastEvent = parent.lastEvent;
    child->run = parent.run;
    child->variables = parent.variables;
    child->itemIndex = parent.itemIndex;
    child->itemValue = parent.itemValue;
    parent.fork->strands.push_back(std::move(child));
    ++parent.fork->running;
    return *parent.fork->strands.back();
}

void Interpreter::Core::performParallel(Strand& strand, const ParallelFields& fields) {
    if (isMocked(strand))
        return useMock(strand);
    strand.stage = Strand::Stage::Forked;
    strand.fork = std::make_unique<Fork>();
    chain(strand, Type::ParallelStateStarted);
    strand.fork->startedEvent = strand.lastEvent;
    strand.fork->results.resize(fields.branches.size());
    for (const RegionIndex branch : fields.branches) {
        Strand& child = addChild(strand, branch);
        child.index = static_cast<std::int32_t>(strand.fork->started++);
        child.input = strand.effective;
        makeReady(child, Strand::Stage::Enter);
    }
}

Interpreter::Core::MaybeFailure Interpreter::Core::itemsOf(const Strand& strand,
                                                           const MapFields& fields,
                                                           const Value& context,
                                                           Value& items) const {
    if (isJsonata(stateOf(strand)))
        return queryItems(strand, fields, context, items);
    items = strand.effective;
    if (fields.itemsPath) {
        auto found = fields.itemsPath->evaluate(scopeOf(strand, strand.effective, context));
        if (!found)
            return Failure::runtime("Invalid path '" + fields.itemsPath->text() +
                                    "' : " + found.error().arg("reason"));
        items = std::move(found).value();
    }
    if (!items.isArray())
        return Failure::runtime("Reference path \"" +
                                (fields.itemsPath ? fields.itemsPath->text() : "$") +
                                "\" must point to array.");
    return {};
}

/// A number of a Map that is in the definition or behind a path.
static std::optional<Failure> mapNumber(const NumberField& field, const std::string& member,
                                        const char* kind, const expression::Scope& scope,
                                        std::optional<double>& out) {
    out = field.value;
    if (!field.path)
        return {};
    const auto found = field.path->evaluate(scope);
    if (!found)
        return Failure::runtime("Invalid path '" + field.path->text() +
                                "' : " + found.error().arg("reason"));
    const bool isFloat = kind == std::string_view("float");
    const auto text = found->isString() ? Value::parse(found->toString()) : base::Error{};
    const Value& number = text ? *text : *found; // "2" will do
    const bool fits = number.isInteger() || (number.isDouble() && isFloat);
    if (!fits)
        return Failure::runtime("The " + member + "Path field refers to value \"" +
                                (found->isString() ? found->toString() : found->dump()) +
                                "\" which is not a valid " + kind + ": " + field.path->text());
    out = number.toDouble();
    return {};
}

Failure Interpreter::Core::outOfRange(const NumberField& field, std::string detail) {
    return field.query ? Failure::query(field.query->location(), std::move(detail))
                       : Failure::runtime(std::move(detail));
}

Interpreter::Core::MaybeFailure
Interpreter::Core::mapNumberOf(const Strand& strand, const NumberField& field, const char* member,
                               const Value& context, std::optional<double>& out) const {
    if (field.query)
        return queryWhole(strand, *field.query, context, out);
    return mapNumber(field, member, "integer", scopeOf(strand, strand.effective, context), out);
}

Interpreter::Core::MaybeFailure Interpreter::Core::readConcurrency(const Strand& strand,
                                                                   const MapFields& fields,
                                                                   const Value& context,
                                                                   Fork& fork) const {
    const auto scope = scopeOf(strand, strand.effective, context);
    std::optional<double> wanted;
    if (const auto& query = fields.maxConcurrency.query) {
        if (auto failure = queryWhole(strand, *query, context, wanted))
            return failure;
    } else if (auto failure =
                   mapNumber(fields.maxConcurrency, "MaxConcurrency", "integer", scope, wanted)) {
        return failure;
    }
    if (wanted.value_or(0) < 0)
        return outOfRange(fields.maxConcurrency, "MaxConcurrency cannot be negative.");
    const std::size_t most = fields.distributed ? kDistributedConcurrency : kInlineConcurrency;
    fork.asked = static_cast<std::size_t>(wanted.value_or(0));
    fork.concurrency = most;
    if (wanted.value_or(0) >= 1 && *wanted < static_cast<double>(most))
        fork.concurrency = static_cast<std::size_t>(*wanted);
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::readTolerance(const Strand& strand,
                                                                 const MapFields& fields,
                                                                 const Value& context,
                                                                 Fork& fork) const {
    const auto scope = scopeOf(strand, strand.effective, context);
    if (const auto& query = fields.toleratedFailureCount.query) {
        if (auto failure = queryWhole(strand, *query, context, fork.toleratedCount))
            return failure;
    } else if (auto failure = mapNumber(fields.toleratedFailureCount, "ToleratedFailureCount",
                                        "integer", scope, fork.toleratedCount)) {
        return failure;
    }
    if (fork.toleratedCount.value_or(0) < 0)
        return outOfRange(fields.toleratedFailureCount,
                          "ToleratedFailureCount cannot be negative.");
    if (const auto& query = fields.toleratedFailurePercentage.query) {
        if (auto failure = queryNumber(strand, *query, context, fork.toleratedPercentage))
            return failure;
    } else if (auto failure =
                   mapNumber(fields.toleratedFailurePercentage, "ToleratedFailurePercentage",
                             "float", scope, fork.toleratedPercentage)) {
        return failure;
    }
    const double percentage = fork.toleratedPercentage.value_or(0);
    if (percentage < 0 || percentage > 100)
        return outOfRange(fields.toleratedFailurePercentage,
                          "ToleratedFailurePercentage must be between 0 and 100.");
    return {};
}

void Interpreter::Core::performMap(Strand& strand, const MapFields& fields, const Value& context) {
    auto fork = std::make_unique<Fork>();
    if (!fields.reader) {
        if (auto failure = itemsOf(strand, fields, context, fork->items))
            return fail(strand, std::move(*failure));
        if (!isJsonata(stateOf(strand)))
            note(strand, DataStage::AfterItemsPath, fork->items);
    }
    if (auto failure = readConcurrency(strand, fields, context, *fork))
        return fail(strand, std::move(*failure));
    auto started = std::make_unique<Details>();
    started->length = static_cast<std::int64_t>(fork->items.size());
    chain(strand, Type::MapStateStarted, {nullptr, {}, std::move(started)});
    fork->startedEvent = strand.lastEvent;
    if (auto failure = readTolerance(strand, fields, context, *fork))
        return fail(strand, std::move(*failure));
    if (isTested(strand)) {
        strand.fork = std::move(fork);
        auto failure = inspectMap(strand, fields, context);
        if (!failure && isMocked(strand))
            return mockMap(strand);
        fork = std::move(strand.fork);
        if (failure)
            return fail(strand, std::move(*failure));
        fork->distribution.reset();
    }
    if (fields.distributed)
        return distribute(strand, fields, context, std::move(fork));
    fork->lastIteration = strand.lastEvent;
    fork->results.resize(fork->items.size());
    strand.stage = Strand::Stage::Forked;
    strand.fork = std::move(fork);
    if (strand.fork->items.size() == 0)
        return finishMap(strand);
    const std::size_t count = std::min(strand.fork->concurrency, strand.fork->items.size());
    for (std::size_t i = 0; i < count; ++i)
        nextIteration(strand, addChild(strand, fields.processor));
}

void Interpreter::Core::nextIteration(Strand& parent, Strand& child) {
    const auto& fields = std::get<MapFields>(stateOf(parent).fields);
    child.index = static_cast<std::int32_t>(parent.fork->started++);
    child.state = m_machine->region(fields.processor).start;
    forgetVariables(child);
    child.variables = parent.variables;
    child.iterationEvent = 0;
    makeReady(child, Strand::Stage::Iterate);
}

/// `$$.Map.Item`
Value Interpreter::Core::mapItem(const Strand& strand) {
    Value item = Value::object({{"Index", strand.itemIndex}});
    if (!strand.itemKey.empty())
        item.set("Key", strand.itemKey);
    item.set("Value", strand.itemValue);
    if (!strand.itemSource.empty())
        item.set("Source", strand.itemSource);
    return item;
}

Value Interpreter::Core::mapItemContext(const Strand& parent, const Strand& child) const {
    Value context = contextOf(parent);
    if (stateOf(parent).readsContext)
        context.set("Map", Value::object({{"Item", mapItem(child)}}));
    return context;
}

void Interpreter::Core::beginIteration(Strand& strand) {
    Strand& parent = *strand.parent;
    if (parent.fork->distribution)
        return beginExecution(strand);
    if (strand.iterationEvent == 0) {
        strand.itemIndex = strand.index;
        strand.itemValue = parent.fork->items.at(static_cast<std::size_t>(strand.index));
        strand.retries.reset();
        chain(strand, Type::MapIterationStarted,
              {&stateOf(parent).name, {}, nullptr, strand.index});
        strand.iterationEvent = strand.lastEvent;
    }
    feedIteration(strand);
}

void Interpreter::Core::feedIteration(Strand& strand) {
    Strand& parent = *strand.parent;
    const auto& fields = std::get<MapFields>(stateOf(parent).fields);
    strand.stage = Strand::Stage::Enter;
    strand.input = strand.itemValue;
    if (fields.itemSelector) {
        if (auto failure = evaluate(parent, *fields.itemSelector, parent.effective,
                                    mapItemContext(parent, strand), strand.input)) {
            announce(strand, parent, *failure);
            return fail(strand, std::move(*failure));
        }
    }
    enterNext(strand);
}

void Interpreter::Core::childFinished(Strand& child, Value output) {
    Strand& parent = *child.parent;
    Fork& fork = *parent.fork;
    if (fork.distribution)
        return executionSucceeded(child, std::move(output));
    fork.results[static_cast<std::size_t>(child.index)] = std::move(output);
    const bool isMap = stateOf(parent).type == StateType::Map;
    if (isMap)
        fork.lastIteration = record(parent, Type::MapIterationSucceeded, child.lastEvent,
                                    {&stateOf(parent).name, {}, nullptr, child.index});
    if (isMap && fork.started < fork.items.size())
        return nextIteration(parent, child);
    child.stage = Strand::Stage::Done;
    forgetVariables(child);
    if (--fork.running > 0)
        return;
    if (isMap)
        finishMap(parent);
    else
        finishParallel(parent, child);
}

void Interpreter::Core::finishParallel(Strand& parent, Strand& child) {
    parent.lastEvent = child.lastEvent;
    // The state goes on from the branch's last event, not from this one.
    parent.succeededEvent = record(parent, Type::ParallelStateSucceeded, parent.lastEvent);
    join(parent);
}

void Interpreter::Core::join(Strand& parent) {
    Value result(std::move(parent.fork->results));
    bury(std::move(parent.fork));
    parent.joined = result;
    parent.joinedEvent = parent.lastEvent;
    complete(parent, std::move(result));
}

void Interpreter::Core::joinAgain(Strand& parent) {
    parent.stage = Strand::Stage::Forked;
    complete(parent, *parent.joined);
}

void Interpreter::Core::finishMap(Strand& parent) {
    parent.lastEvent = parent.fork->lastIteration;
    parent.succeededEvent = record(parent, Type::MapStateSucceeded, parent.lastEvent);
    join(parent);
}

bool Interpreter::Core::childFailed(Strand& child, Failure& failure) {
    Strand& parent = *child.parent;
    Fork& fork = *parent.fork;
    if (fork.distribution) {
        executionFailed(child, failure);
        return false;
    }
    const bool isMap = stateOf(parent).type == StateType::Map;
    const std::int64_t last = child.lastEvent;
    for (const auto& strand : fork.strands) {
        if (strand.get() == &child)
            continue;
        if (isMap)
            recordAbortedIteration(*strand, last);
        recordAborts(*strand, last);
    }
    if (child.isInside() && stateOf(child).type == StateType::Task)
        record(child, Type::TaskStateAborted, last);
    if (isMap)
        record(parent, Type::MapIterationFailed, last,
               {&stateOf(parent).name, {}, nullptr, child.index});
    parent.lastEvent = last;
    suspend(fork);
    return true;
}

} // namespace ws::execution
