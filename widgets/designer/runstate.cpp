#include "widgets/designer/runstate.h"

#include "engine/telemetry/historyeventkind.h"

#include <algorithm>
#include <array>

namespace ws::designer {

namespace {

using telemetry::HistoryEvent;
using Type = telemetry::HistoryEventType;
using theme::Status;

bool isFailure(Type type) {
    switch (type) {
    case Type::ActivityFailed:
    case Type::ActivityScheduleFailed:
    case Type::ActivityTimedOut:
    case Type::EvaluationFailed:
    case Type::LambdaFunctionFailed:
    case Type::LambdaFunctionScheduleFailed:
    case Type::LambdaFunctionStartFailed:
    case Type::LambdaFunctionTimedOut:
    case Type::MapRunFailed:
    case Type::MapStateFailed:
    case Type::ParallelStateFailed:
    case Type::TaskFailed:
    case Type::TaskStartFailed:
    case Type::TaskSubmitFailed:
    case Type::TaskTimedOut:
        return true;
    default:
        return false;
    }
}

bool isTimeout(Type type) {
    return type == Type::ActivityTimedOut || type == Type::LambdaFunctionTimedOut ||
           type == Type::TaskTimedOut || type == Type::ExecutionTimedOut;
}

bool isScheduled(Type type) {
    return type == Type::ActivityScheduled || type == Type::LambdaFunctionScheduled ||
           type == Type::TaskScheduled;
}

bool isAborted(Type type) {
    return type == Type::MapStateAborted || type == Type::ParallelStateAborted ||
           type == Type::TaskStateAborted || type == Type::WaitStateAborted;
}

bool isEnd(Type type) {
    return type == Type::ExecutionSucceeded || type == Type::ExecutionFailed ||
           type == Type::ExecutionAborted || type == Type::ExecutionTimedOut;
}

/// Inside a Map one state stands for many visits: it shows what most needs attention.
constexpr std::array kByUrgency{Status::Running,  Status::Waiting, Status::Failed,
                                Status::TimedOut, Status::Aborted, Status::Caught,
                                Status::Succeeded};

} // namespace

RunState RunState::of(const std::vector<HistoryEvent>& history, std::size_t count) {
    RunState run;
    for (std::size_t i = 0; i < std::min(count, history.size()); ++i)
        run.apply(history[i]);
    return run;
}

const StateRun* RunState::state(const std::string& name) const {
    const auto found = m_states.find(name);
    return found == m_states.end() ? nullptr : &found->second;
}

int RunState::visitOf(std::int64_t eventId) const {
    const auto index = static_cast<std::size_t>(std::max<std::int64_t>(eventId, 0));
    return index < m_visitOf.size() ? m_visitOf[index] : -1;
}

void RunState::remember(std::int64_t eventId, int visit) {
    const auto index = static_cast<std::size_t>(std::max<std::int64_t>(eventId, 0));
    if (index >= m_visitOf.size()) {
        m_visitOf.resize(index + 1, -1);
        m_exits.resize(index + 1, 0);
        m_concludes.resize(index + 1, 0);
    }
    m_visitOf[index] = visit;
}

void RunState::apply(const HistoryEvent& event) {
    ++m_events;
    if (telemetry::isStateEntered(event.type)) {
        enter(event);
    } else if (telemetry::isStateExited(event.type)) {
        exit(event);
    } else if (isEnd(event.type)) {
        finish(event);
    } else {
        inside(event);
    }
}

void RunState::enter(const HistoryEvent& event) {
    const int before = visitOf(event.previousId);
    Visit visit;
    visit.name = event.name;
    if (before >= 0) {
        const Visit& last = m_visits[static_cast<std::size_t>(before)];
        const auto index = static_cast<std::size_t>(event.previousId);
        if (m_exits[index]) {
            visit.outer = last.outer;
            visit.inMap = last.inMap;
            m_steps.insert({last.name, event.name, last.caught});
        } else {
            visit.outer = before;
            visit.inMap = last.inMap || last.kind == Visit::Kind::Map;
            m_steps.insert({std::string(), event.name, false});
        }
    } else {
        m_steps.insert({std::string(), event.name, false});
    }
    if (event.type == Type::WaitStateEntered)
        visit.status = Status::Waiting;
    if (event.type == Type::ParallelStateEntered)
        visit.kind = Visit::Kind::Parallel;
    if (event.type == Type::MapStateEntered)
        visit.kind = Visit::Kind::Map;
    remember(event.id, static_cast<int>(m_visits.size()));
    m_openVisits.push_back(static_cast<int>(m_visits.size()));
    m_visits.push_back(visit);

    StateRun& state = m_states[event.name];
    const auto active = state.active + 1;
    const auto visits = state.visits + 1;
    state = {};
    state.active = active;
    state.visits = visits;
    state.entered = event.at;
    state.input = event.input;
    state.enteredEvent = event.id;
    if (visit.inMap)
        ++m_counts[visit.name][visit.status];
    show(m_visits.back());
    if (event.type == Type::FailStateEntered)
        close(m_visits.back(), Status::Failed, event.at);
}

void RunState::exit(const HistoryEvent& event) {
    int index = visitOf(event.previousId);
    if (event.type == Type::ParallelStateExited)
        index = containerOf(event, Visit::Kind::Parallel);
    else if (event.type == Type::MapStateExited)
        index = containerOf(event, Visit::Kind::Map);
    remember(event.id, index);
    m_exits[static_cast<std::size_t>(event.id)] = 1;
    if (index < 0)
        return;
    Visit& visit = m_visits[static_cast<std::size_t>(index)];
    visit.caught = visit.failing;
    m_states[visit.name].output = event.output;
    close(visit, visit.caught ? Status::Caught : Status::Succeeded, event.at);
}

void RunState::close(Visit& visit, Status status, base::TimePoint at) {
    if (!visit.open)
        return;
    visit.open = false;
    std::erase(m_openVisits, static_cast<int>(&visit - m_visits.data()));
    StateRun& state = m_states[visit.name];
    --state.active;
    state.exited = at;
    setStatus(visit, status);
    show(visit);
}

/// With what is around it, which had failed along.
void RunState::reopen(int index) {
    for (; index >= 0; index = m_visits[static_cast<std::size_t>(index)].outer) {
        Visit& visit = m_visits[static_cast<std::size_t>(index)];
        if (visit.open)
            break;
        visit.open = true;
        visit.failing = false;
        visit.error.clear();
        visit.cause.clear();
        m_openVisits.push_back(index);
        ++m_states[visit.name].active;
        setStatus(visit, Status::Running);
        show(visit);
    }
    m_finished.reset();
}

void RunState::show(const Visit& visit) {
    StateRun& state = m_states[visit.name];
    state.attempts = visit.attempts;
    state.error = visit.error;
    state.cause = visit.cause;
    state.backingOff = visit.open && visit.failing;
    state.status = visit.status;
    if (!visit.inMap)
        return;
    const auto& counts = m_counts[visit.name];
    for (const Status status : kByUrgency) {
        const auto found = counts.find(status);
        if (found != counts.end() && found->second > 0) {
            state.status = status;
            return;
        }
    }
}

void RunState::fail(Visit& visit, const HistoryEvent& event) {
    visit.failing = true;
    visit.error = event.error.value_or(isTimeout(event.type) ? "States.Timeout" : "");
    visit.cause = event.cause.value_or("");
}

/// The open container that a Started, Succeeded, Failed or iteration event speaks of; its
/// predecessor may lie in a state inside it.
int RunState::containerOf(const HistoryEvent& event, Visit::Kind kind) const {
    int index = visitOf(event.previousId);
    const auto previous = static_cast<std::size_t>(event.previousId);
    const bool opens = event.type == Type::ParallelStateStarted ||
                       event.type == Type::MapStateStarted || event.type == Type::MapRunStarted;
    if (index >= 0 && !opens && previous < m_concludes.size() && m_concludes[previous] &&
        (isFailure(event.type) || event.type == Type::MapIterationFailed))
        index = m_visits[static_cast<std::size_t>(index)].outer;
    while (index >= 0) {
        const Visit& visit = m_visits[static_cast<std::size_t>(index)];
        if (visit.open && visit.kind == kind)
            break;
        index = visit.outer;
    }
    return index;
}

void RunState::countItems(const HistoryEvent& event, StateRun& state) {
    if (event.type == Type::MapStateStarted)
        state.items = StateRun::Items{event.length, 0, 0, 0};
    if (!state.items)
        return;
    StateRun::Items& items = *state.items;
    if (event.type == Type::MapIterationStarted) {
        ++items.running;
    } else if (event.type == Type::MapIterationSucceeded) {
        ++items.succeeded;
        --items.running;
    } else if (event.type == Type::MapIterationFailed) {
        ++items.failed;
        --items.running;
    } else if (event.type == Type::MapIterationAborted) {
        --items.running;
    }
}

void RunState::inside(const HistoryEvent& event) {
    int index = visitOf(event.previousId);
    switch (event.type) {
    case Type::ParallelStateStarted:
    case Type::ParallelStateSucceeded:
    case Type::ParallelStateFailed:
        index = containerOf(event, Visit::Kind::Parallel);
        break;
    case Type::MapStateStarted:
    case Type::MapStateSucceeded:
    case Type::MapStateFailed:
    case Type::MapIterationStarted:
    case Type::MapIterationSucceeded:
    case Type::MapIterationFailed:
    case Type::MapIterationAborted:
        index = containerOf(event, Visit::Kind::Map);
        break;
    default:
        break;
    }
    remember(event.id, index);
    // An aborted state's predecessor is the failure elsewhere: its end comes with its container's.
    if (index < 0 || isAborted(event.type))
        return;
    Visit& visit = m_visits[static_cast<std::size_t>(index)];
    const bool failed = isFailure(event.type);
    m_concludes[static_cast<std::size_t>(event.id)] =
        event.type == Type::ParallelStateFailed || event.type == Type::MapStateFailed;
    if (!visit.open) {
        if (!m_finished || !isScheduled(event.type))
            return;
        reopen(index); // a redrive goes on inside the state that failed
    }
    if (failed) {
        fail(visit, event);
        if (visit.kind != Visit::Kind::Plain)
            endInside(index, event.at);
    } else if (isScheduled(event.type)) {
        ++visit.attempts;
        visit.failing = false;
    } else if (event.type == Type::ParallelStateStarted || event.type == Type::MapStateStarted) {
        visit.failing = false; // again, after a retry
    }
    if (event.type == Type::MapIterationFailed) {
        const int inner = visitOf(event.previousId);
        if (inner >= 0 && inner != index)
            endVisit(m_visits[static_cast<std::size_t>(inner)], event.at);
    }
    if (visit.kind == Visit::Kind::Map)
        countItems(event, m_states[visit.name]);
    setStatus(visit, failed ? Status::Waiting : Status::Running);
    if (event.type == Type::TaskSubmitted && event.resource.ends_with(".waitForTaskToken"))
        setStatus(visit, Status::Waiting);
    show(visit);
}

void RunState::setStatus(Visit& visit, Status status) {
    if (visit.inMap) {
        --m_counts[visit.name][visit.status];
        ++m_counts[visit.name][status];
    }
    visit.status = status;
}

/// What broke is failed, what was cut off is aborted.
void RunState::endVisit(Visit& visit, base::TimePoint at) {
    const Status failure = visit.error == "States.Timeout" ? Status::TimedOut : Status::Failed;
    close(visit, visit.failing ? failure : Status::Aborted, at);
}

void RunState::endInside(int container, base::TimePoint at) {
    for (const int index : std::vector<int>(m_openVisits)) {
        Visit& visit = m_visits[static_cast<std::size_t>(index)];
        int outer = visit.outer;
        while (outer >= 0 && outer != container)
            outer = m_visits[static_cast<std::size_t>(outer)].outer;
        if (outer == container)
            endVisit(visit, at);
    }
}

void RunState::finish(const HistoryEvent& event) {
    m_finished = event.type;
    const int last = visitOf(event.previousId);
    remember(event.id, -1);
    if (last >= 0 && event.type == Type::ExecutionFailed) {
        Visit& visit = m_visits[static_cast<std::size_t>(last)];
        if (visit.open && !visit.failing)
            fail(visit, event);
    }
    for (const int index : std::vector<int>(m_openVisits)) {
        Visit& visit = m_visits[static_cast<std::size_t>(index)];
        if (event.type == Type::ExecutionTimedOut)
            close(visit, Status::TimedOut, event.at);
        else
            endVisit(visit, event.at);
    }
    if (last >= 0 && event.type == Type::ExecutionSucceeded)
        m_steps.insert({m_visits[static_cast<std::size_t>(last)].name, std::string(), false});
}

std::vector<std::int64_t> RunState::eventsOf(const std::string& name) const {
    std::vector<std::int64_t> ids;
    for (std::size_t id = 0; id < m_visitOf.size(); ++id) {
        const int visit = m_visitOf[id];
        if (visit >= 0 && m_visits[static_cast<std::size_t>(visit)].name == name)
            ids.push_back(static_cast<std::int64_t>(id));
    }
    return ids;
}

} // namespace ws::designer
