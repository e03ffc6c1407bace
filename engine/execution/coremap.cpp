#include "engine/execution/core.h"

#include "engine/base/ids.h"
#include "engine/execution/timestamp.h"

#include <algorithm>

namespace ws::execution {

using json::Value;
using statemachine::MapFields;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;
using Transformation = statemachine::ResultWriterFields::Transformation;

/// "arn:aws:states:REGION:ACCOUNT:KIND:" of where the execution is.
static std::string arnOf(const std::string& executionArn, const std::string& kind) {
    base::Arn arn;
    if (!base::Arn::parse(executionArn, arn))
        arn = {"aws", "states", std::string(base::kRegion), std::string(base::kAccount), {}};
    arn.resource = kind + ':';
    return arn.toString();
}

void Interpreter::Core::close(MapRun& run, MapRunStatus status, base::TimePoint at) {
    if (run.status != MapRunStatus::Running)
        return;
    run.status = status;
    run.endedAt = at;
    for (MapRunCounts* counts : {&run.items, &run.executions})
        counts->aborted += std::exchange(counts->running, 0);
    run.items.failed += std::exchange(run.waitingItems.failed, 0);
    run.items.aborted += std::exchange(run.waitingItems.aborted, 0);
    run.executions.failed += std::exchange(run.waitingExecutions.failed, 0);
    run.executions.aborted += std::exchange(run.waitingExecutions.aborted, 0);
}

std::shared_ptr<MapRun> Interpreter::Core::beginMapRun(const Strand& strand,
                                                       const MapFields& fields,
                                                       const Fork& fork) const {
    auto run = std::make_shared<MapRun>();
    run->label = fields.label.empty() ? m_setup.random.uuid() : fields.label;
    const std::string id = m_setup.random.uuid();
    const std::string machine = m_setup.machineName + '/' + run->label;
    run->arn = arnOf(m_setup.executionArn, "mapRun") + machine + ':' + id;
    run->machineArn = arnOf(m_setup.executionArn, "stateMachine") + machine;
    run->state = stateOf(strand).name;
    run->startedAt = m_now;
    run->maxConcurrency = static_cast<std::int64_t>(fork.asked);
    run->toleratedFailureCount = static_cast<std::int64_t>(fork.toleratedCount.value_or(0));
    run->toleratedFailurePercentage = fork.toleratedPercentage.value_or(0);
    run->items.total = run->items.pending = static_cast<std::int64_t>(fork.items.size());
    if (!fork.distribution->isBatched())
        run->executions = run->items;
    return run;
}

/// Whether a state in the region, or in one within it, looks at the context object.
bool Interpreter::Core::readsContext(statemachine::RegionIndex region) const {
    return std::any_of(m_machine->states.begin(), m_machine->states.end(), [&](const State& state) {
        if (!state.readsContext)
            return false;
        statemachine::RegionIndex around = state.region;
        while (around != region && around != 0)
            around = m_machine->state(m_machine->region(around).owner).region;
        return around == region;
    });
}

void Interpreter::Core::distribute(Strand& strand, const MapFields& fields, const Value& context,
                                   std::unique_ptr<Fork> fork) {
    auto distribution = std::make_unique<Distribution>();
    if (auto failure = readSource(strand, fields, context, *distribution))
        return fail(strand, std::move(*failure));
    if (auto failure = readBatcher(strand, fields, context, *distribution))
        return fail(strand, std::move(*failure));
    if (auto failure = readWriter(strand, fields, context, *distribution))
        return fail(strand, std::move(*failure));
    fork->distribution = std::move(distribution);
    const auto run = beginMapRun(strand, fields, *fork);
    Distribution& made = *fork->distribution;
    made.run = run;
    made.needsContext = readsContext(fields.processor);
    made.context = context;
    made.childArn = arnOf(m_setup.executionArn, fields.express ? "express" : "execution") +
                    m_setup.machineName + '/' + run->label + ':';
    if (made.target) {
        made.target = targetOf(*made.target, *run);
        made.folder = made.target->folder;
    }
    m_mapRuns.push_back(run);
    m_openMapRuns.push_back(run);
    auto details = std::make_unique<Details>();
    details->resource = run->arn;
    chain(strand, Type::MapRunStarted, {nullptr, {}, std::move(details)});
    strand.stage = Strand::Stage::Forked;
    strand.fork = std::move(fork);
    if (made.source && made.source->maxItems.value_or(0) < 0)
        return failMapRun(strand, {kItemReaderError, "field MaxItems must be positive", false});
    if (made.source || made.target) {
        made.handle = TaskId{++m_lastTask};
        m_tasks.emplace(made.handle, &strand);
    }
    spread(strand);
}

bool Interpreter::Core::isExhausted(const Fork& fork) const {
    const Distribution& distribution = *fork.distribution;
    if (!distribution.redriven.empty())
        return false;
    if (distribution.source)
        return distribution.reading == Distribution::Reading::Ended && distribution.queue.empty();
    return static_cast<std::size_t>(distribution.nextItem) >= fork.items.size();
}

void Interpreter::Core::spread(Strand& parent) {
    Fork& fork = *parent.fork;
    Distribution& distribution = *fork.distribution;
    std::size_t available =
        distribution.source ? distribution.queue.size()
                            : fork.items.size() - static_cast<std::size_t>(distribution.nextItem);
    if (!distribution.batch.empty())
        ++available;
    available += distribution.redriven.size();
    const std::size_t room = fork.concurrency - std::min(fork.concurrency, fork.running);
    const auto& fields = std::get<MapFields>(stateOf(parent).fields);
    for (std::size_t count = std::min(room, available); count > 0; --count) {
        Strand* child = nullptr;
        if (distribution.idle.empty()) {
            child = &addChild(parent, fields.processor);
        } else {
            child = distribution.idle.back();
            distribution.idle.pop_back();
            ++fork.running;
        }
        makeReady(*child, Strand::Stage::Iterate);
    }
    if (fork.running == 0 && isExhausted(fork))
        return endMapRun(parent, {});
    askForItems(parent);
}

void Interpreter::Core::rest(Strand& parent, Strand& child) {
    Fork& fork = *parent.fork;
    child.stage = Strand::Stage::Done;
    child.run = parent.run;
    child.input = {};
    child.itemValue = {};
    fork.distribution->idle.push_back(&child);
    if (--fork.running == 0 && isExhausted(fork))
        endMapRun(parent, {});
}

/// The child execution of a distributed Map: its own id, input and start, unseen history.
std::shared_ptr<Run> Interpreter::Core::childRun(const Distribution& distribution,
                                                 const Value& input) const {
    auto run = std::make_shared<Run>();
    run->recorded = false;
    run->hiddenEvents = 1; // ExecutionStarted
    run->startedAt = m_now;
    run->input = input;
    run->name = m_setup.random.uuid();
    run->arn = distribution.childArn + run->name;
    if (!distribution.needsContext)
        return run;
    run->context = Value::object({{"Id", run->arn},
                                  {"Input", input},
                                  {"StartTime", timestampText(m_now)},
                                  {"Name", run->name},
                                  {"RoleArn", m_setup.roleArn},
                                  {"RedriveCount", 0}});
    run->machine = Value::object({{"Id", distribution.run->machineArn},
                                  {"Name", m_setup.machineName + '/' + distribution.run->label}});
    return run;
}

void Interpreter::Core::beginExecution(Strand& strand) {
    Strand& parent = *strand.parent;
    Fork& fork = *parent.fork;
    Distribution& distribution = *fork.distribution;
    if (takeRedriven(strand))
        return redriveExecution(strand);
    MaybeFailure failure;
    const Pull pulled = pull(parent, strand, failure);
    if (failure) {
        announce(parent, parent, *failure);
        return endMapRun(parent, std::move(failure));
    }
    if (pulled != Pull::Taken) {
        askForItems(parent);
        return rest(parent, strand);
    }
    const auto& fields = std::get<MapFields>(stateOf(parent).fields);
    strand.index = static_cast<std::int32_t>(fork.started++);
    strand.state = m_machine->region(fields.processor).start;
    forgetVariables(strand);
    strand.variables = nullptr;
    strand.stage = Strand::Stage::Enter;
    strand.retries.reset();
    strand.run = childRun(distribution, strand.input);
    strand.lastEvent = 0;
    MapRun& run = *distribution.run;
    run.items.pending -= strand.itemCount;
    run.items.running += strand.itemCount;
    if (distribution.isBatched())
        ++run.executions.total;
    else
        --run.executions.pending;
    ++run.executions.running;
    tellBegin(strand, run);
    beginStory(strand);
    askForItems(parent);
    enterNext(strand);
}

void Interpreter::Core::tellBegin(Strand& strand, MapRun& run) const {
    auto child = std::make_shared<MapChild>();
    child->arn = strand.run->arn;
    child->name = strand.run->name;
    child->startedAt = m_now;
    child->itemCount = strand.itemCount;
    child->input = strand.run->input;
    strand.run->child = child;
    run.children.begin(std::move(child));
}

void Interpreter::Core::tellEnd(Strand& strand, const Value& output, const Failure* failure) const {
    MapChild& child = *strand.run->child;
    child.endedAt = m_now;
    child.status = failure ? ExecutionStatus::Failed : ExecutionStatus::Succeeded;
    child.output = output;
    if (failure) {
        child.error = failure->error;
        child.cause = failure->cause;
    }
    strand.parent->fork->distribution->run->children.end(child);
}

static const char* statusName(ExecutionStatus status) {
    return status == ExecutionStatus::Succeeded ? "SUCCEEDED" : "FAILED";
}

/// What DescribeExecution says of a child, as the files of a ResultWriter have it.
Value Interpreter::Core::childRecord(const Strand& child, ExecutionStatus status,
                                     const Value& output, const Failure* failure) const {
    const Run& run = *child.run;
    const bool succeeded = status == ExecutionStatus::Succeeded;
    const Value included = Value::object({{"Included", true}});
    Value out = Value::object();
    if (failure && failure->cause)
        out.set("Cause", *failure->cause);
    if (failure && failure->error)
        out.set("Error", *failure->error);
    out.set("ExecutionArn", run.arn);
    out.set("Input", run.input.dump());
    out.set("InputDetails", included);
    out.set("Name", run.name);
    if (succeeded) {
        out.set("Output", output.dump());
        out.set("OutputDetails", included);
    }
    out.set("RedriveCount", run.redrives);
    if (run.redrivenAt)
        out.set("RedriveDate", timestampText(*run.redrivenAt));
    out.set("RedriveStatus", succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN");
    if (succeeded)
        out.set("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
    out.set("StartDate", timestampText(run.startedAt));
    out.set("StateMachineArn", child.parent->fork->distribution->run->machineArn);
    out.set("Status", statusName(status));
    out.set("StopDate", timestampText(m_now));
    return out;
}

/// A child execution has left `running` for another counter.
static void count(Distribution& distribution, const Strand& child,
                  std::int64_t MapRunCounts::*end) {
    MapRun& run = *distribution.run;
    run.items.running -= child.itemCount;
    run.items.*end += child.itemCount;
    --run.executions.running;
    ++(run.executions.*end);
}

static void countResult(Distribution& distribution, const Strand& child) {
    distribution.run->items.resultsWritten += child.itemCount;
    ++distribution.run->executions.resultsWritten;
}

void Interpreter::Core::executionSucceeded(Strand& child, Value output) {
    Strand& parent = *child.parent;
    count(*parent.fork->distribution, child, &MapRunCounts::succeeded);
    countResult(*parent.fork->distribution, child);
    tellEnd(child, output, nullptr);
    endStory(child, ExecutionStatus::Succeeded, output);
    keepResult(parent, child, std::move(output));
    makeReady(child, Strand::Stage::Iterate);
}

void Interpreter::Core::keepResult(Strand& parent, const Strand& child, Value output) {
    Fork& fork = *parent.fork;
    Distribution& distribution = *fork.distribution;
    if (distribution.target) {
        ResultRecord result;
        if (distribution.form == Transformation::None)
            result.record = childRecord(child, ExecutionStatus::Succeeded, output, nullptr);
        result.output = std::move(output);
        m_commands.emplace_back(
            WriteResult{distribution.handle, distribution.target, std::move(result)});
        return;
    }
    if (distribution.overflown)
        return;
    if (distribution.form == Transformation::None)
        output = childRecord(child, ExecutionStatus::Succeeded, output, nullptr);
    distribution.resultBytes += output.dumpSize() + 1;
    const std::size_t limit = m_setup.limits.payloadBytes;
    if (limit > 0 && distribution.resultBytes > limit + 1) {
        distribution.overflown = true;
        fork.results = {};
        return;
    }
    const auto at = static_cast<std::size_t>(child.index);
    fork.results.resize(std::max(fork.results.size(), at + 1));
    fork.results[at] = std::move(output);
}

bool Interpreter::Core::isBeyondTolerance(const Fork& fork) const {
    const auto failures = static_cast<double>(fork.failures);
    if (!fork.toleratedCount && !fork.toleratedPercentage)
        return failures > 0;
    if (fork.toleratedCount && failures > *fork.toleratedCount)
        return true;
    // Of how many, is only known once all have been read.
    const Distribution& distribution = *fork.distribution;
    if (!fork.toleratedPercentage ||
        (distribution.source && distribution.reading != Distribution::Reading::Ended))
        return false;
    const auto total = static_cast<double>(distribution.run->items.total);
    return failures * 100.0 > *fork.toleratedPercentage * total;
}

Failure Interpreter::Core::beyondTolerance() {
    return {kToleranceError, "The specified tolerated failure threshold was exceeded", false};
}

void Interpreter::Core::executionFailed(Strand& child, const Failure& failure) {
    Strand& parent = *child.parent;
    Fork& fork = *parent.fork;
    Distribution& distribution = *fork.distribution;
    count(distribution, child, &MapRunCounts::failed);
    tellEnd(child, {}, &failure);
    endStory(child, ExecutionStatus::Failed, {}, &failure);
    fork.failures += static_cast<std::size_t>(child.itemCount);
    fork.failed.resize(std::max(fork.failed.size(), static_cast<std::size_t>(child.index) + 1));
    fork.failed[static_cast<std::size_t>(child.index)] = true;
    if (distribution.target) {
        countResult(distribution, child);
        m_commands.emplace_back(
            WriteResult{distribution.handle,
                        distribution.target,
                        {ResultRecord::Outcome::Failed,
                         childRecord(child, ExecutionStatus::Failed, {}, &failure),
                         {}}});
    }
    keepFailed(child);
    if (isBeyondTolerance(fork))
        return endMapRun(parent, beyondTolerance());
    makeReady(child, Strand::Stage::Iterate);
}

void Interpreter::Core::endMapRun(Strand& parent, MaybeFailure failure) {
    Fork& fork = *parent.fork;
    Distribution& distribution = *fork.distribution;
    if (std::exchange(distribution.ending, true))
        return;
    if (!failure && isBeyondTolerance(fork))
        failure = beyondTolerance();
    distribution.failure = std::move(failure);
    keepRunning(fork);
    auto retired = std::make_unique<Fork>();
    retired->strands = std::exchange(fork.strands, {});
    bury(std::move(retired));
    if (distribution.target) {
        m_commands.emplace_back(FinishResults{distribution.handle, distribution.target});
        return;
    }
    if (distribution.failure)
        return failMapRun(parent, std::move(*distribution.failure));
    concludeMapRun(parent, resultsOf(fork));
}

void Interpreter::Core::take(const ResultsWrittenInput& input) {
    Strand* strand = strandOf(input.writer);
    if (!strand || !strand->fork || !strand->fork->distribution->target)
        return;
    Distribution& distribution = *strand->fork->distribution;
    if (!input.failure.empty())
        return failMapRun(*strand, {kResultWriterError, input.failure, false});
    if (distribution.failure)
        return failMapRun(*strand, std::move(*distribution.failure));
    Value details =
        Value::object({{"Bucket", distribution.target->bucket}, {"Key", input.manifest}});
    concludeMapRun(*strand, Value::object({{"MapRunArn", distribution.run->arn},
                                           {"ResultWriterDetails", std::move(details)}}));
}

/// Children that failed within the tolerance have no place in the result.
Value Interpreter::Core::resultsOf(Fork& fork) {
    Value::Array out;
    for (std::size_t at = 0; at < fork.results.size(); ++at) {
        if (at < fork.failed.size() && fork.failed[at])
            continue;
        Value& result = fork.results[at];
        if (fork.distribution->form == Transformation::Flatten && result.isArray())
            out.insert(out.end(), result.items().begin(), result.items().end());
        else
            out.push_back(std::move(result));
    }
    return Value(std::move(out));
}

void Interpreter::Core::closeMapRun(Fork& fork, MapRunStatus status) {
    close(*fork.distribution->run, status, m_now);
    std::erase(m_openMapRuns, fork.distribution->run);
}

void Interpreter::Core::concludeMapRun(Strand& parent, Value output) {
    closeMapRun(*parent.fork, MapRunStatus::Succeeded);
    const bool overflown = parent.fork->distribution->overflown;
    m_tasks.erase(parent.fork->distribution->handle);
    chain(parent, Type::MapRunSucceeded);
    parent.succeededEvent = record(parent, Type::MapStateSucceeded, parent.lastEvent);
    bury(std::move(parent.fork));
    if (overflown)
        return fail(parent, dataLimit(stateOf(parent).name));
    complete(parent, std::move(output));
}

void Interpreter::Core::failMapRun(Strand& parent, Failure failure) {
    closeMapRun(*parent.fork, MapRunStatus::Failed);
    if (!failure.isRuntime()) {
        auto details = std::make_unique<Details>();
        details->error = failure.error;
        details->cause = failure.cause;
        chain(parent, Type::MapRunFailed, {nullptr, {}, std::move(details)});
    }
    // Other failures are not the children's: a redrive begins a new Map Run.
    if (failure.error == kToleranceError || failure.error == kItemReaderError)
        suspend(*parent.fork);
    else
        bury(std::move(parent.fork));
    fail(parent, std::move(failure));
}

Strand* Interpreter::Core::mapStrand(Strand& from, const std::string& mapRunArn) const {
    if (!from.fork)
        return nullptr;
    if (from.fork->distribution && from.fork->distribution->run->arn == mapRunArn)
        return &from;
    for (const auto& child : from.fork->strands) {
        if (Strand* found = mapStrand(*child, mapRunArn))
            return found;
    }
    return nullptr;
}

void Interpreter::Core::take(const UpdateMapRunInput& input) {
    Strand* strand = m_root ? mapStrand(*m_root, input.mapRunArn) : nullptr;
    if (!strand || strand->fork->distribution->ending)
        return;
    Fork& fork = *strand->fork;
    MapRun& run = *fork.distribution->run;
    if (input.maxConcurrency) {
        run.maxConcurrency = *input.maxConcurrency;
        fork.concurrency = *input.maxConcurrency > 0
                               ? static_cast<std::size_t>(*input.maxConcurrency)
                               : kDistributedConcurrency;
    }
    if (input.toleratedFailureCount) {
        run.toleratedFailureCount = *input.toleratedFailureCount;
        fork.toleratedCount = static_cast<double>(*input.toleratedFailureCount);
    }
    if (input.toleratedFailurePercentage) {
        run.toleratedFailurePercentage = *input.toleratedFailurePercentage;
        fork.toleratedPercentage = input.toleratedFailurePercentage;
    }
    if (fork.failures > 0 && isBeyondTolerance(fork))
        return endMapRun(*strand, beyondTolerance());
    spread(*strand);
}

} // namespace ws::execution
