#include "engine/execution/core.h"

#include "engine/base/ids.h"
#include "engine/execution/timestamp.h"

#include <cmath>

namespace ws::execution {

using json::Value;
using statemachine::MapFields;
using statemachine::NumberField;
using statemachine::ParallelFields;
using statemachine::RegionIndex;
using statemachine::StateType;
using Type = telemetry::HistoryEventType;

/// What the service runs of an inline Map at once, whatever MaxConcurrency asks for.
static constexpr std::size_t kInlineConcurrency = 40;
/// And of a distributed one.
static constexpr std::size_t kDistributedConcurrency = 10'000;

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
    strand.stage = Strand::Stage::Forked;
    strand.fork = std::make_unique<Fork>();
    chain(strand, Type::ParallelStateStarted);
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
    const bool fits =
        found->isInteger() || (found->isDouble() && kind == std::string_view("float"));
    if (!fits)
        return Failure::runtime("The " + member + "Path field refers to value \"" +
                                (found->isString() ? found->toString() : found->dump()) +
                                "\" which is not a valid " + kind + ": " + field.path->text());
    out = found->toDouble();
    return {};
}

Interpreter::Core::MaybeFailure
Interpreter::Core::mapNumberOf(const Strand& strand, const NumberField& field, const char* member,
                               const Value& context, std::optional<double>& out) const {
    if (field.query)
        return queryWhole(strand, *field.query, context, out);
    return mapNumber(field, member, "integer", scopeOf(strand, strand.effective, context), out);
}

static Failure outOfRange(const NumberField& field, std::string detail) {
    return field.query ? Failure::query(field.query->location(), std::move(detail))
                       : Failure::runtime(std::move(detail));
}

Interpreter::Core::MaybeFailure Interpreter::Core::readConcurrency(const Strand& strand,
                                                                   const MapFields& fields,
                                                                   const Value& context,
                                                                   Fork& fork) const {
    std::optional<double> wanted;
    if (auto failure =
            mapNumberOf(strand, fields.maxConcurrency, "MaxConcurrency", context, wanted))
        return failure;
    if (wanted.value_or(0) < 0)
        return outOfRange(fields.maxConcurrency, "MaxConcurrency cannot be negative.");
    const std::size_t most = fields.distributed ? kDistributedConcurrency : kInlineConcurrency;
    fork.concurrency = most;
    if (wanted.value_or(0) >= 1 && *wanted < static_cast<double>(most))
        fork.concurrency = static_cast<std::size_t>(*wanted);
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::readTolerance(const Strand& strand,
                                                                 const MapFields& fields,
                                                                 const Value& context,
                                                                 Fork& fork) const {
    if (auto failure = mapNumberOf(strand, fields.toleratedFailureCount, "ToleratedFailureCount",
                                   context, fork.toleratedCount))
        return failure;
    if (fork.toleratedCount.value_or(0) < 0)
        return outOfRange(fields.toleratedFailureCount,
                          "ToleratedFailureCount cannot be negative.");
    const NumberField& share = fields.toleratedFailurePercentage;
    auto failure =
        share.query
            ? queryNumber(strand, *share.query, context, fork.toleratedPercentage)
            : mapNumber(share, "ToleratedFailurePercentage", "float",
                        scopeOf(strand, strand.effective, context), fork.toleratedPercentage);
    if (failure)
        return failure;
    const double percentage = fork.toleratedPercentage.value_or(0);
    if (percentage < 0 || percentage > 100)
        return outOfRange(share, "ToleratedFailurePercentage must be between 0 and 100.");
    return {};
}

void Interpreter::Core::performMap(Strand& strand, const MapFields& fields, const Value& context) {
    if (fields.reader || fields.batcher || fields.writer)
        return fail(strand, Failure::runtime("ItemReader, ItemBatcher and ResultWriter do not run "
                                             "locally yet."));
    auto fork = std::make_unique<Fork>();
    if (auto failure = itemsOf(strand, fields, context, fork->items))
        return fail(strand, std::move(*failure));
    if (auto failure = readConcurrency(strand, fields, context, *fork))
        return fail(strand, std::move(*failure));
    auto started = std::make_unique<Details>();
    started->length = static_cast<std::int64_t>(fork->items.size());
    chain(strand, Type::MapStateStarted, {nullptr, {}, std::move(started)});
    if (auto failure = readTolerance(strand, fields, context, *fork))
        return fail(strand, std::move(*failure));
    fork->distributed = fields.distributed;
    if (fields.distributed) {
        auto run = std::make_unique<Details>();
        run->resource = "arn:aws:states:" + std::string(base::kRegion) + ':' +
                        std::string(base::kAccount) + ":mapRun:" + m_setup.machineName + '/' +
                        (fields.label.empty() ? m_setup.random.uuid() : fields.label) + ':' +
                        m_setup.random.uuid();
        chain(strand, Type::MapRunStarted, {nullptr, {}, std::move(run)});
    }
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

void Interpreter::Core::take(const ItemsReadInput&) {}
void Interpreter::Core::take(const ResultsWrittenInput&) {}
void Interpreter::Core::take(const UpdateMapRunInput&) {}

void Interpreter::Core::nextIteration(Strand& parent, Strand& child) {
    const auto& fields = std::get<MapFields>(stateOf(parent).fields);
    child.index = static_cast<std::int32_t>(parent.fork->started++);
    child.state = m_machine->region(fields.processor).start;
    forgetVariables(child);
    child.variables = parent.fork->distributed ? nullptr : parent.variables;
    makeReady(child, Strand::Stage::Iterate);
}

Value Interpreter::Core::mapItemContext(const Strand& parent, const Strand& child) const {
    Value context = contextOf(parent);
    if (stateOf(parent).readsContext)
        context.set("Map", Value::object({{"Item", Value::object({{"Index", child.itemIndex},
                                                                  {"Value", child.itemValue}})}}));
    return context;
}

/// The child execution of a distributed Map: its own id, input and start, unseen history.
std::shared_ptr<Run> Interpreter::Core::childRun(const Value& input) const {
    auto run = std::make_shared<Run>();
    const std::string name = m_setup.random.uuid();
    run->recorded = false;
    run->hiddenEvents = 1; // ExecutionStarted
    run->context = Value::object({{"Id", base::executionArn(m_setup.machineName, name)},
                                  {"Input", input},
                                  {"StartTime", timestampText(m_now)},
                                  {"Name", name},
                                  {"RoleArn", m_setup.roleArn},
                                  {"RedriveCount", 0}});
    return run;
}

void Interpreter::Core::beginIteration(Strand& strand) {
    Strand& parent = *strand.parent;
    const State& map = stateOf(parent);
    const auto& fields = std::get<MapFields>(map.fields);
    strand.itemIndex = strand.index;
    strand.itemValue = parent.fork->items.at(static_cast<std::size_t>(strand.index));
    strand.stage = Strand::Stage::Enter;
    strand.retries.reset();
    if (!fields.distributed)
        chain(strand, Type::MapIterationStarted, {&map.name, {}, nullptr, strand.index});
    strand.input = strand.itemValue;
    if (fields.itemSelector) {
        if (auto failure = evaluate(parent, *fields.itemSelector, parent.effective,
                                    mapItemContext(parent, strand), strand.input)) {
            announce(strand, parent, *failure);
            return fail(strand, std::move(*failure));
        }
    }
    if (fields.distributed) {
        strand.run = childRun(strand.input);
        strand.lastEvent = 0;
    }
    enter(strand);
}

void Interpreter::Core::childFinished(Strand& child, Value output) {
    Strand& parent = *child.parent;
    Fork& fork = *parent.fork;
    fork.results[static_cast<std::size_t>(child.index)] = std::move(output);
    const bool isMap = stateOf(parent).type == StateType::Map;
    if (isMap && !fork.distributed)
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
    record(parent, Type::ParallelStateSucceeded, parent.lastEvent);
    Value result(std::move(parent.fork->results));
    bury(std::move(parent.fork));
    complete(parent, std::move(result));
}

/// Items that failed within the tolerance have no place in the result.
static Value::Array succeeded(Fork& fork) {
    if (fork.failed.empty())
        return std::move(fork.results);
    Value::Array out;
    for (std::size_t at = 0; at < fork.results.size(); ++at) {
        if (!fork.failed[at])
            out.push_back(std::move(fork.results[at]));
    }
    return out;
}

void Interpreter::Core::finishMap(Strand& parent) {
    Fork& fork = *parent.fork;
    if (fork.distributed)
        fork.lastIteration = record(parent, Type::MapRunSucceeded, parent.lastEvent);
    parent.lastEvent = fork.lastIteration;
    record(parent, Type::MapStateSucceeded, parent.lastEvent);
    Value result(succeeded(fork));
    bury(std::move(parent.fork));
    complete(parent, std::move(result));
}

bool Interpreter::Core::childFailed(Strand& child, Failure& failure) {
    Strand& parent = *child.parent;
    Fork& fork = *parent.fork;
    if (fork.distributed)
        return distributedChildFailed(child, failure);
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
    bury(std::move(parent.fork));
    return true;
}

bool Interpreter::Core::distributedChildFailed(Strand& child, Failure& failure) {
    Strand& parent = *child.parent;
    Fork& fork = *parent.fork;
    fork.failed.resize(fork.items.size());
    fork.failed[static_cast<std::size_t>(child.index)] = true;
    const auto failures = static_cast<double>(++fork.failures);
    const auto total = static_cast<double>(fork.items.size());
    const bool tooMany =
        (fork.toleratedCount && failures > *fork.toleratedCount) ||
        (fork.toleratedPercentage && failures * 100.0 > *fork.toleratedPercentage * total) ||
        (!fork.toleratedCount && !fork.toleratedPercentage);
    if (!tooMany) {
        bury(std::move(child.fork));
        childFinished(child, {});
        return false;
    }
    failure = {kToleranceError, "The specified tolerated failure threshold was exceeded", false};
    auto details = std::make_unique<Details>();
    details->error = failure.error;
    details->cause = failure.cause;
    chain(parent, Type::MapRunFailed, {nullptr, {}, std::move(details)});
    bury(std::move(parent.fork));
    return true;
}

} // namespace ws::execution
