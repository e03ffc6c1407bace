#include "engine/telemetry/callchoice.h"

#include "engine/telemetry/childruns.h"
#include "engine/telemetry/forebears.h"

#include <algorithm>
#include <limits>
#include <set>
#include <unordered_map>
#include <vector>

namespace ws::telemetry {

namespace {

bool isBeginningOfTask(HistoryEventType type) {
    return type == HistoryEventType::TaskStarted ||
           type == HistoryEventType::LambdaFunctionStarted ||
           type == HistoryEventType::ActivityStarted;
}

/// Whether what `scheduled` began was over among the first `events` of the history.
bool wasOverBy(const ExecutionRecord& run, std::int64_t scheduled, std::int64_t events) {
    const auto end = std::min(run.history.size(), std::size_t(events));
    std::int64_t last = scheduled;
    for (std::size_t i = std::size_t(std::max<std::int64_t>(scheduled, 0)); i < end; ++i) {
        const HistoryEvent& event = run.history[i];
        if (event.previousId != last)
            continue;
        if (!isBeginningOfTask(event.type))
            return true;
        last = event.id;
    }
    return false;
}

class Chooser {
public:
    Chooser(const Recorder& recorder, const CallChoice& choice)
        : m_recorder(recorder)
        , m_choice(choice) {}

    ChosenCalls choose(const ExecutionRecord& run) {
        constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
        m_runs.push_back({&run, kAll, {}});
        for (const Forebear& forebear : forebearsOf(m_recorder, run)) {
            if (forebear.run)
                m_runs.push_back({forebear.run, forebear.events, {}});
        }
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            m_own.emplace(m_runs[i].record->execution, i);
            addInside(m_runs[i]);
        }
        gather();
        std::set<std::int64_t> made;
        for (const Run& each : m_runs)
            take(each, made);
        return std::move(m_chosen);
    }

private:
    struct Run {
        const ExecutionRecord* record = nullptr;
        std::int64_t events = 0; ///< of it, that count
        std::vector<const InvocationRecord*> calls;
    };

    bool isMeant(const ExecutionRecord& run, const std::string& state, std::int64_t event) const {
        return (m_choice.state.empty() || state == m_choice.state) &&
               (m_choice.attempt == 0 || event == m_choice.attempt) &&
               (m_choice.visit == 0 || entryBefore(run, event, state) == m_choice.visit);
    }

    /// What nested executions call belongs to the state that began them.
    void addInside(const Run& run) {
        const ExecutionId owner = run.record->execution;
        for (const ExecutionRecord* child : m_recorder.childrenOf(owner)) {
            const ExecutionOrigin& origin = child->origin;
            if (origin.event <= run.events && isMeant(*run.record, origin.state, origin.event))
                addWhole(*child, owner);
        }
    }

    void addWhole(const ExecutionRecord& inner, ExecutionId owner) {
        if (!m_inside.emplace(inner.execution, owner).second)
            return;
        for (const ExecutionRecord* child : m_recorder.childrenOf(inner.execution))
            addWhole(*child, owner);
    }

    void gather() {
        for (const InvocationRecord& call : m_recorder.invocations())
            look(call);
        const auto lookInPast = [this](ExecutionId execution) {
            if (const PastCalls* past = m_recorder.pastCalls(execution))
                std::ranges::for_each(past->invocations, [this](const auto& call) { look(call); });
        };
        for (const Run& run : m_runs)
            lookInPast(run.record->execution);
        for (const auto& [inside, owner] : m_inside)
            lookInPast(inside);
    }

    void look(const InvocationRecord& call) {
        if (call.execution == ExecutionId{})
            return;
        if (const auto inside = m_inside.find(call.execution); inside != m_inside.end())
            m_chosen[call.invocation] = inside->second;
        else if (const auto own = m_own.find(call.execution); own != m_own.end())
            m_runs[own->second].calls.push_back(&call);
    }

    /// `made`: what later runs have called themselves, by the event that scheduled it.
    void take(const Run& run, std::set<std::int64_t>& made) {
        std::set<std::int64_t> here;
        for (const InvocationRecord* call : run.calls) {
            here.insert(call->scheduledEvent);
            if (isMeant(*run.record, call->state, call->scheduledEvent) &&
                !made.contains(call->scheduledEvent) && isTakenOver(run, *call))
                m_chosen[call->invocation] = run.record->execution;
        }
        made.merge(here);
    }

    /// Who goes on from the end has all; who goes on from earlier, what was over by then.
    static bool isTakenOver(const Run& run, const InvocationRecord& call) {
        if (run.events >= std::int64_t(run.record->history.size()))
            return true;
        return wasOverBy(*run.record, call.scheduledEvent, run.events);
    }

    const Recorder& m_recorder;
    const CallChoice& m_choice;
    std::vector<Run> m_runs; ///< the one that is asked about first
    std::unordered_map<ExecutionId, std::size_t> m_own;
    std::unordered_map<ExecutionId, ExecutionId> m_inside; ///< with the run around it
    ChosenCalls m_chosen;
};

} // namespace

ChosenCalls chosenCalls(const Recorder& recorder, const ExecutionRecord& run,
                        const CallChoice& choice) {
    return Chooser(recorder, choice).choose(run);
}

} // namespace ws::telemetry
