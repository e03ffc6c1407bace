#include "engine/execution/core.h"

#include "engine/execution/timestamp.h"

#include <algorithm>

namespace ws::execution {

using json::Value;
using statemachine::MapFields;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;
using Stage = Strand::Stage;

void Interpreter::Core::take(const RedriveInput&) {
    if (!isRedrivable())
        return;
    m_finished = false;
    ++m_redrives;
    m_root->run->context.set("RedriveCount", m_redrives);
    m_root->run->context.set("RedriveTime", timestampText(m_now));
    auto details = std::make_unique<Details>();
    details->length = m_redrives;
    m_redrivenEvent =
        record(*m_root, Type::ExecutionRedriven, static_cast<std::int64_t>(m_history->size()),
               {nullptr, {}, std::move(details)});
    startMachineTimer();
    revive(*m_root);
}

void Interpreter::Core::suspend(Strand& strand) {
    if (!std::exchange(strand.dead, true)) {
        m_hasDead = true;
        m_variableBytes -= strand.variableBytes;
        releaseWork(strand);
    }
    if (strand.fork)
        suspend(*strand.fork);
}

void Interpreter::Core::suspend(Fork& fork) {
    m_hasDead = true;
    for (const auto& strand : fork.strands)
        suspend(*strand);
    if (fork.distribution)
        abandonMapRun(fork);
}

/// A state that had been entered is not entered again: its work is done from the beginning, after
/// the event that it was entered, with its retries as if none had been.
void Interpreter::Core::revive(Strand& strand) {
    if (std::exchange(strand.dead, false))
        m_variableBytes += strand.variableBytes;
    strand.task = {};
    strand.timer = {};
    strand.deadline = {};
    strand.call.reset();
    if (strand.stage == Stage::Done)
        return;
    const bool isFresh = strand.stage == Stage::Enter && strand.from == statemachine::kNoState;
    if (isFresh && strand.iterationEvent != 0) { // its ItemSelector may have failed
        strand.lastEvent = strand.iterationEvent;
        return makeReady(strand, Stage::Iterate);
    }
    if (!strand.isInside())
        return makeReady(strand, strand.stage);
    strand.retries.reset();
    if (strand.fork)
        return reviveFork(strand);
    strand.lastEvent = strand.joined ? strand.joinedEvent : strand.enteredEvent;
    makeReady(strand, Stage::Again);
}

/// Branches and iterations that have succeeded are Done. Those that wait for their turn get it when
/// another one ends.
void Interpreter::Core::reviveFork(Strand& parent) {
    parent.stage = Stage::Forked;
    parent.lastEvent = parent.fork->startedEvent;
    if (parent.fork->distribution)
        return redriveMapRun(parent);
    for (const auto& strand : parent.fork->strands)
        revive(*strand);
}

Command Interpreter::Core::farewell(TaskId task, const Fork* fork) {
    const Distribution* distribution = fork ? fork->distribution.get() : nullptr;
    const bool isWriter = distribution && distribution->handle == task && distribution->target;
    // What was written so far is kept for a redrive, which writes what is left.
    if (isWriter && !distribution->ending)
        return FinishResults{task, distribution->target};
    return AbandonTask{task};
}

void Interpreter::Core::abandonMapRun(Fork& fork) {
    const Distribution& distribution = *fork.distribution;
    close(*distribution.run, MapRunStatus::Aborted, m_now);
    std::erase(m_openMapRuns, distribution.run);
    if (m_tasks.erase(distribution.handle) > 0)
        m_commands.push_back(farewell(distribution.handle, &fork));
}

/// Whoever is within the strand finds it at its new place.
static void adopt(Strand& strand) {
    if (!strand.fork)
        return;
    for (const auto& child : strand.fork->strands)
        child->parent = &strand;
}

void Interpreter::Core::keepFailed(Strand& child) {
    Strand& parent = *child.parent;
    suspend(child);
    if (std::get<MapFields>(stateOf(parent).fields).express) // begins anew
        bury(std::move(child.fork));
    auto kept = std::make_unique<Strand>(std::move(child));
    adopt(*kept);
    parent.fork->distribution->unsuccessful.push_back({std::move(kept), &MapRunCounts::failed});
    child = Strand();
    child.parent = &parent;
    child.run = parent.run;
    child.stage = Stage::Done;
}

void Interpreter::Core::keepRunning(Fork& fork) {
    Distribution& distribution = *fork.distribution;
    for (auto& waiting : distribution.redriven)
        distribution.unsuccessful.push_back(std::move(waiting));
    distribution.redriven.clear();
    for (auto& strand : fork.strands) {
        const bool isRunning = strand->stage != Stage::Done && strand->stage != Stage::Iterate;
        if (!isRunning)
            continue;
        suspend(*strand);
        MapChild& child = *strand->run->child;
        child.status = ExecutionStatus::Aborted;
        child.endedAt = m_now;
        distribution.run->children.end(child);
        endStory(*strand, ExecutionStatus::Aborted);
        distribution.unsuccessful.push_back({std::move(strand), &MapRunCounts::aborted});
    }
    std::erase(fork.strands, nullptr);
}

/// The same Map Run goes on: with the child executions that did not succeed, then with the items
/// that are left.
void Interpreter::Core::redriveMapRun(Strand& parent) {
    Fork& fork = *parent.fork;
    Distribution& distribution = *fork.distribution;
    MapRun& run = *distribution.run;
    keepRunning(fork);
    auto retired = std::make_unique<Fork>();
    retired->strands = std::exchange(fork.strands, {});
    bury(std::move(retired));
    distribution.idle.clear();
    distribution.ending = false;
    distribution.failure.reset();
    fork.running = 0;
    fork.failures = 0;
    fork.failed.clear();

    run.status = MapRunStatus::Running;
    run.endedAt.reset();
    run.redrivenAt = m_now;
    ++run.redrives;
    m_openMapRuns.push_back(distribution.run);
    auto& unsuccessful = distribution.unsuccessful;
    std::sort(unsuccessful.begin(), unsuccessful.end(), [](const auto& left, const auto& right) {
        return left.strand->index < right.strand->index;
    });
    for (UnsuccessfulChild& child : unsuccessful) {
        run.items.*child.outcome -= child.strand->itemCount;
        run.waitingItems.*child.outcome += child.strand->itemCount;
        --(run.executions.*child.outcome);
        ++(run.waitingExecutions.*child.outcome);
        distribution.redriven.push_back(std::move(child));
    }
    unsuccessful.clear();
    reopenFiles(parent);

    auto details = std::make_unique<Details>();
    details->resource = run.arn;
    details->length = run.redrives;
    chain(parent, Type::MapRunRedriven, {nullptr, {}, std::move(details)});
    spread(parent);
}

/// Its items and its results, where they are in files. Results of a redrive have a folder of their
/// own, whose manifest names the earlier successes too.
void Interpreter::Core::reopenFiles(Strand& parent) {
    Distribution& distribution = *parent.fork->distribution;
    if (distribution.source) {
        distribution.skipped =
            static_cast<std::size_t>(distribution.nextItem) + distribution.queue.size();
        if (distribution.reading == Distribution::Reading::Asked)
            distribution.reading = Distribution::Reading::Rests;
    }
    if (distribution.target) {
        auto target = std::make_shared<ResultTarget>(*distribution.target);
        target->earlierManifest = target->folder + ResultTarget::kManifest;
        target->folder =
            distribution.folder + "Redrive-" + std::to_string(distribution.run->redrives) + '/';
        distribution.target = std::move(target);
    }
    if (distribution.source || distribution.target) {
        distribution.handle = TaskId{++m_lastTask};
        m_tasks.emplace(distribution.handle, &parent);
    }
}

bool Interpreter::Core::takeRedriven(Strand& strand) {
    Strand& parent = *strand.parent;
    Distribution& distribution = *parent.fork->distribution;
    if (distribution.redriven.empty())
        return false;
    const UnsuccessfulChild next = std::move(distribution.redriven.front());
    distribution.redriven.pop_front();
    strand = std::move(*next.strand);
    strand.parent = &parent;
    adopt(strand);
    MapRun& run = *distribution.run;
    run.waitingItems.*next.outcome -= strand.itemCount;
    run.items.running += strand.itemCount;
    --(run.waitingExecutions.*next.outcome);
    ++run.executions.running;
    return true;
}

/// A Standard child goes on where it failed, an Express one begins anew; both keep their ARN.
void Interpreter::Core::redriveExecution(Strand& child) {
    const auto& fields = std::get<MapFields>(stateOf(*child.parent).fields);
    Run& run = *child.run;
    if (fields.express) {
        run.startedAt = m_now;
        run.hiddenEvents = 1;
        if (run.context.isObject())
            run.context.set("StartTime", timestampText(m_now));
    } else {
        ++run.redrives;
        ++run.hiddenEvents;
        run.redrivenAt = m_now;
        if (run.context.isObject()) {
            run.context.set("RedriveCount", run.redrives);
            run.context.set("RedriveTime", timestampText(m_now));
        }
    }
    tellRedrive(child);
    if (fields.express)
        beginStory(child);
    else if (run.story)
        redriveStory(run);
    if (!fields.express)
        return revive(child);
    child.dead = false;
    child.variables = nullptr;
    child.variableBytes = 0;
    child.state = m_machine->region(fields.processor).start;
    child.input = run.input;
    child.lastEvent = 0;
    child.retries.reset();
    child.joined.reset();
    enterNext(child);
}

void Interpreter::Core::tellRedrive(Strand& child) const {
    MapChild& told = *child.run->child;
    told.status = ExecutionStatus::Running;
    told.startedAt = child.run->startedAt;
    told.endedAt.reset();
    told.redrives = child.run->redrives;
    told.output = {};
    told.error.reset();
    told.cause.reset();
    if (told.heldBytes == 0) // forgotten meanwhile
        child.parent->fork->distribution->run->children.begin(child.run->child);
}

} // namespace ws::execution
