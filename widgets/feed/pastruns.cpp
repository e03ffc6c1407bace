#include "widgets/feed/pastruns.h"

#include "engine/telemetry/forebears.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace ws::feed {

using telemetry::ExecutionRecord;
using telemetry::PastRun;
using telemetry::Recorder;
using workspace::RunHistory;

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kListed = 500;
constexpr std::size_t kFamily = PastRuns::kPage; // a Map may have begun thousands

/// What the run with this id had called, as the recorder has it.
telemetry::PastCalls callsOf(RunHistory& history, std::int64_t id) {
    telemetry::PastCalls calls;
    auto kept = history.loadCalls(id);
    if (!kept)
        return calls;
    calls.areKept = kept->kept == RunHistory::Calls::Kept::Yes;
    calls.leftOutCalls = kept->leftOut;
    for (RunHistory::StoredInvocation& stored : kept->invocations) {
        stored.record.invocation = Recorder::pastInvocationId(stored.id);
        stored.record.execution = Recorder::pastExecutionId(id);
        calls.leftOutLines += stored.log.leftOut();
        for (const auto& line : stored.log.lines())
            calls.log.push_back({0,
                                 line.at,
                                 {.invocation = stored.record.invocation,
                                  .function = stored.record.function,
                                  .source = line.source,
                                  .text = line.text}});
        calls.invocations.push_back(std::move(stored.record));
    }
    std::ranges::stable_sort(calls.log, {}, &telemetry::LogEntry::at);
    return calls;
}

PastRun pastRun(RunHistory& history, ExecutionRecord record, std::int64_t kept,
                base::ExecutionId parent) {
    record.kept = kept;
    record.execution = Recorder::pastExecutionId(kept);
    record.origin.parent = parent;
    return {std::move(record), callsOf(history, kept)};
}

/// Of what the execution `outer` had begun, the first that are none of `known`.
std::vector<PastRun> loadNested(RunHistory* history, const std::string& arn,
                                base::ExecutionId outer, const std::set<std::int64_t>& known) {
    std::vector<PastRun> page;
    if (!history)
        return page;
    for (const auto& child : history->nestedIn(arn)) {
        if (page.size() >= PastRuns::kPage)
            break;
        if (known.contains(child.id))
            continue;
        auto record = history->loadExecution(child.id);
        if (!record)
            continue;
        page.push_back(pastRun(*history, *std::move(record), child.id, outer));
        page.back().calls.begunRuns = history->nestedIn(page.back().record.arn).size();
    }
    return page;
}

/// The execution and what it had begun, parents first; then the same of those that it goes on from.
base::Result<std::vector<PastRun>> load(RunHistory* history, std::int64_t id) {
    if (!history)
        return base::Error{"workspace.notOpen", {}};
    auto whole = history->loadExecution(id);
    if (!whole)
        return whole.error();
    std::vector<PastRun> family;
    const auto add = [&](ExecutionRecord record, std::int64_t kept, base::ExecutionId parent) {
        family.push_back(pastRun(*history, std::move(record), kept, parent));
    };
    add(*std::move(whole), id, {});
    const auto addForebear = [&](const ExecutionRecord& later) {
        const auto earlier = history->withArn(later.forebear.arn);
        const bool isThere = earlier && std::ranges::any_of(family, [&](const PastRun& each) {
                                 return each.record.kept == earlier->id;
                             });
        if (!earlier || isThere)
            return;
        if (auto record = history->loadExecution(earlier->id))
            add(*std::move(record), earlier->id, {});
    };
    // A chain of some hundred is none that a person has made.
    for (std::size_t i = 0; i < family.size() && family.size() < kFamily / 2; ++i) {
        if (family[i].record.forebear.isAny())
            addForebear(ExecutionRecord(family[i].record));
    }
    const auto addNested = [&](std::size_t outer) {
        const base::ExecutionId parent = family[outer].record.execution;
        const auto nested = history->nestedIn(family[outer].record.arn);
        family[outer].calls.begunRuns = nested.size();
        for (const auto& child : nested) {
            if (family.size() >= kFamily)
                return;
            if (auto record = history->loadExecution(child.id))
                add(*std::move(record), child.id, parent);
        }
    };
    for (std::size_t i = 0; i < family.size(); ++i)
        addNested(i);
    return family;
}

bool isSame(const PastRuns::Summary& left, const PastRuns::Summary& right) {
    return left.id == right.id && left.status == right.status && left.finished == right.finished;
}

} // namespace

PastRuns::PastRuns(EngineFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed) {
    m_later.setSingleShot(true);
    m_later.setInterval(300ms);
    connect(&m_later, &QTimer::timeout, this, &PastRuns::refresh);
    connect(&m_feed, &EngineFeed::snapshotChanged, &m_later, qOverload<>(&QTimer::start));
    connect(&m_feed, &EngineFeed::eventsArrived, this, &PastRuns::takeEvents);
    connect(&m_feed, &EngineFeed::recordingCleared, this, [this] { m_asked.clear(); });
}

void PastRuns::takeEvents(const std::vector<telemetry::Event>& events) {
    const bool any = std::ranges::any_of(events, [](const telemetry::Event& event) {
        return std::holds_alternative<telemetry::ExecutionStarted>(event.body) ||
               std::holds_alternative<telemetry::ExecutionFinished>(event.body);
    });
    if (any && !m_later.isActive())
        m_later.start();
}

void PastRuns::refresh() {
    m_feed.ask<std::vector<Summary>>(
        this,
        [](workspace::Workbench& workbench, const EngineFeed::Reply<std::vector<Summary>>& reply) {
            RunHistory* history = workbench.runHistory();
            reply(history ? history->recentExecutions(kListed) : std::vector<Summary>());
        },
        [this](const std::vector<Summary>& all) {
            if (std::ranges::equal(all, m_all, isSame))
                return;
            m_all = all;
            Q_EMIT changed();
        });
}

base::ExecutionId PastRuns::here(const Summary& run) const {
    const auto& all = m_feed.recorder().executions();
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const ExecutionRecord& record) {
        return record.machine == run.machine && record.name == run.name;
    });
    return found == all.rend() ? base::ExecutionId{} : found->execution;
}

void PastRuns::complete(base::ExecutionId execution) {
    const Recorder& recorder = m_feed.recorder();
    for (const auto* run = recorder.execution(execution); run;
         run = recorder.execution(run->origin.parent))
        openForebears(*run);
    if (recorder.childrenOf(execution).empty())
        openNested(execution);
}

void PastRuns::openNested(base::ExecutionId execution) {
    const Recorder& recorder = m_feed.recorder();
    const auto* outer = recorder.execution(execution);
    if (!outer || recorder.unopenedRuns(execution) == 0 || !m_opening.insert(execution).second)
        return;
    std::set<std::int64_t> known;
    for (const auto* child : recorder.childrenOf(execution))
        known.insert(child->kept);
    using Answer = std::vector<PastRun>;
    m_feed.ask<Answer>(
        this,
        [arn = outer->arn, execution, known = std::move(known)](
            workspace::Workbench& workbench, const EngineFeed::Reply<Answer>& reply) {
            reply(loadNested(workbench.runHistory(), arn, execution, known));
        },
        [this, execution](const Answer& page) {
            m_opening.erase(execution);
            // The past may have been cleared away meanwhile.
            if (!page.empty() && m_feed.recorder().execution(execution))
                m_feed.addPast(page);
        });
}

void PastRuns::openForebears(const ExecutionRecord& run) {
    const auto chain = telemetry::forebearsOf(m_feed.recorder(), run);
    if (chain.empty() || chain.back().run || !m_asked.insert(chain.back().arn).second)
        return;
    using Answer = base::Result<std::vector<PastRun>>;
    m_feed.ask<Answer>(
        this,
        [arn = chain.back().arn](workspace::Workbench& workbench,
                                 const EngineFeed::Reply<Answer>& reply) {
            RunHistory* history = workbench.runHistory();
            const auto earlier = history ? history->withArn(arn) : std::nullopt;
            reply(load(history, earlier ? earlier->id : 0));
        },
        [this](const Answer& family) {
            if (family)
                m_feed.addPast(*family);
        });
}

void PastRuns::open(const Summary& run, QObject* context, Opened opened) {
    if (const base::ExecutionId known = here(run); known != base::ExecutionId{}) {
        opened(known);
        return;
    }
    using Answer = base::Result<std::vector<PastRun>>;
    m_feed.ask<Answer>(
        context,
        [id = run.id](workspace::Workbench& workbench, const EngineFeed::Reply<Answer>& reply) {
            reply(load(workbench.runHistory(), id));
        },
        [this, opened = std::move(opened)](const Answer& family) {
            if (!family) {
                opened(family.error());
                return;
            }
            m_feed.addPast(*family);
            opened(family->front().record.execution);
        });
}

} // namespace ws::feed
