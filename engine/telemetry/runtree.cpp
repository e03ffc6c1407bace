#include "engine/telemetry/runtree.h"

#include <algorithm>
#include <utility>

namespace ws::telemetry {

using Type = HistoryEventType;

namespace {

bool isEntry(std::string_view type) {
    return type.ends_with("StateEntered");
}
bool isExit(std::string_view type) {
    return type.ends_with("StateExited");
}
bool isScheduled(Type type) {
    return type == Type::LambdaFunctionScheduled || type == Type::TaskScheduled ||
           type == Type::ActivityScheduled;
}
bool isTimeout(Type type) {
    return type == Type::LambdaFunctionTimedOut || type == Type::TaskTimedOut ||
           type == Type::ActivityTimedOut;
}
bool endsAttempt(Type type) {
    switch (type) {
    case Type::LambdaFunctionFailed:
    case Type::LambdaFunctionScheduleFailed:
    case Type::LambdaFunctionStartFailed:
    case Type::LambdaFunctionSucceeded:
    case Type::LambdaFunctionTimedOut:
    case Type::TaskFailed:
    case Type::TaskStartFailed:
    case Type::TaskSubmitFailed:
    case Type::TaskSucceeded:
    case Type::TaskTimedOut:
    case Type::ActivityFailed:
    case Type::ActivityScheduleFailed:
    case Type::ActivitySucceeded:
    case Type::ActivityTimedOut:
        return true;
    default:
        return false;
    }
}
bool isFailure(Type type) {
    return (endsAttempt(type) && type != Type::LambdaFunctionSucceeded &&
            type != Type::TaskSucceeded && type != Type::ActivitySucceeded) ||
           type == Type::MapStateFailed || type == Type::ParallelStateFailed ||
           type == Type::MapRunFailed || type == Type::EvaluationFailed ||
           type == Type::FailStateEntered;
}
bool isOfParallel(Type type) {
    return type == Type::ParallelStateStarted || type == Type::ParallelStateSucceeded ||
           type == Type::ParallelStateFailed;
}
bool isOfMap(Type type) {
    return type == Type::MapStateStarted || type == Type::MapStateSucceeded ||
           type == Type::MapStateFailed || type == Type::MapRunStarted ||
           type == Type::MapRunSucceeded || type == Type::MapRunFailed;
}
bool isAborted(std::string_view type) {
    return type.ends_with("Aborted");
}

} // namespace

int RunTree::nodeOf(std::int64_t event) const {
    return event < 1 || event >= static_cast<std::int64_t>(m_nodeOf.size())
               ? -1
               : m_nodeOf[static_cast<std::size_t>(event)];
}

int RunTree::visitOf(std::int64_t firstEvent) const {
    const int index = nodeOf(firstEvent);
    return index >= 0 && node(index).firstEvent == firstEvent ? index : -1;
}

std::int64_t RunTree::Node::attemptBeside(std::int64_t scheduled, int step) const {
    const int wanted = std::clamp(attemptNumber(scheduled) + step, 0, int(attempts.size()));
    return wanted == 0 ? 0 : attempts[static_cast<std::size_t>(wanted) - 1].scheduled;
}

int RunTree::Node::attemptNumber(std::int64_t scheduled) const {
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        if (attempts[i].scheduled == scheduled)
            return static_cast<int>(i) + 1;
    }
    return 0;
}

int RunTree::latestInside(int around, const std::string& state) const {
    int found = -1;
    for (const int child : node(around).children) {
        const Node& inner = node(child);
        if (inner.kind == Node::Kind::State && inner.name == state)
            found = child;
        if (const int deeper = latestInside(child, state); deeper >= 0)
            found = deeper;
    }
    return found;
}

int RunTree::iterationAround(int index) const {
    while (index >= 0 && node(index).kind != Node::Kind::Iteration)
        index = node(index).parent;
    return index;
}

int RunTree::latest(const std::string& state) const {
    const auto found = m_latest.find(state);
    return found == m_latest.end() ? -1 : found->second;
}

int RunTree::lastFailed() const {
    for (auto root = m_roots.rbegin(); root != m_roots.rend(); ++root) {
        const Status status = node(*root).status;
        if (status == Status::Failed || status == Status::TimedOut || status == Status::Aborted)
            return *root;
    }
    return -1;
}

void RunTree::remember(const HistoryEvent& event, int index) {
    const auto id = static_cast<std::size_t>(event.id);
    if (m_nodeOf.size() <= id)
        m_nodeOf.resize(id + 1, -1);
    m_nodeOf[id] = index;
    if (index >= 0)
        m_touched.push_back(index);
}

int RunTree::add(Node made) {
    const int index = static_cast<int>(m_nodes.size());
    std::vector<int>& siblings = made.parent < 0 ? m_roots : at(made.parent).children;
    made.row = static_cast<int>(siblings.size());
    siblings.push_back(index);
    m_nodes.push_back(std::move(made));
    m_failing.push_back(0);
    m_exited.push_back(0);
    return index;
}

void RunTree::apply(const HistoryEvent& event) {
    const std::string_view type = historyEventTypeName(event.type);
    const int before = nodeOf(event.previousId);
    if (isEntry(type))
        enter(event, before);
    else if (isExit(type))
        leave(event, before);
    else if (event.type == Type::MapIterationStarted)
        beginIteration(event, before);
    else if (event.type == Type::MapIterationSucceeded || event.type == Type::MapIterationFailed ||
             event.type == Type::MapIterationAborted)
        endIteration(event, before);
    else if (event.type == Type::ExecutionSucceeded || event.type == Type::ExecutionFailed ||
             event.type == Type::ExecutionAborted || event.type == Type::ExecutionTimedOut)
        finish(event, before);
    else
        inside(event, before);
}

void RunTree::enter(const HistoryEvent& event, int before) {
    Node made;
    made.entered = event.type;
    made.name = event.name;
    made.firstEvent = event.id;
    made.begin = event.at;
    // After a state that was left comes its neighbour; else something inside what is open begins.
    if (before >= 0) {
        const bool within = node(before).isContainer() && !node(before).end;
        made.parent = within ? before : node(before).parent;
    }
    if (event.type == Type::WaitStateEntered)
        made.status = Status::Waiting;
    const int index = add(std::move(made));
    m_latest[event.name] = index;
    remember(event, index);
    if (node(index).parent >= 0)
        reopen(node(index).parent);
    if (event.type == Type::FailStateEntered) {
        at(index).error = event.error.value_or("");
        at(index).cause = event.cause.value_or("");
        m_exited[static_cast<std::size_t>(index)] = 1;
        close(index, Status::Failed, event);
    }
}

int RunTree::upTo(int from, const std::string& name) const {
    while (from >= 0 && !(node(from).kind == Node::Kind::State && node(from).name == name))
        from = node(from).parent;
    return from;
}

void RunTree::leave(const HistoryEvent& event, int before) {
    int index = upTo(before, event.name);
    if (index < 0)
        index = latest(event.name);
    remember(event, index);
    if (index < 0)
        return;
    const bool caught = m_failing[static_cast<std::size_t>(index)];
    closeInside(index, event);
    m_exited[static_cast<std::size_t>(index)] = 1;
    close(index, caught ? Status::Caught : Status::Succeeded, event);
}

void RunTree::beginIteration(const HistoryEvent& event, int before) {
    int map = upTo(before, event.name);
    if (map < 0)
        map = latest(event.name);
    if (map < 0) {
        remember(event, -1);
        return;
    }
    Node made;
    made.kind = Node::Kind::Iteration;
    made.name = event.name;
    made.index = event.index;
    made.parent = map;
    made.firstEvent = event.id;
    made.begin = event.at;
    const int index = add(std::move(made));
    m_iterations[{map, event.index}] = index;
    remember(event, index);
    reopen(map);
}

void RunTree::endIteration(const HistoryEvent& event, int before) {
    int map = upTo(before, event.name);
    if (map < 0)
        map = latest(event.name);
    const auto found = m_iterations.find({map, event.index});
    if (found == m_iterations.end()) {
        remember(event, map);
        return;
    }
    const int index = found->second;
    remember(event, index);
    if (node(index).end)
        return;
    const bool failed = event.type == Type::MapIterationFailed;
    if (failed && before >= 0 && before != index) {
        at(index).error = node(before).error;
        at(index).cause = node(before).cause;
    }
    closeInside(index, event);
    m_exited[static_cast<std::size_t>(index)] = 1;
    close(index,
          failed                                      ? Status::Failed
          : event.type == Type::MapIterationSucceeded ? Status::Succeeded
                                                      : Status::Aborted,
          event);
    ++at(map).done;
    at(map).failed += failed;
    m_touched.push_back(map);
}

/// The container that its Started, Succeeded or Failed event speaks of: the predecessor may lie in
/// a state inside it, or be the end of a container inside it.
int RunTree::containerOf(const HistoryEvent& event, int before) const {
    const Type wanted =
        isOfParallel(event.type) ? Type::ParallelStateEntered : Type::MapStateEntered;
    const bool begins = event.type == Type::ParallelStateStarted ||
                        event.type == Type::MapStateStarted || event.type == Type::MapRunStarted;
    int index = before;
    while (index >= 0) {
        const Node& candidate = node(index);
        const bool fits = candidate.kind == Node::Kind::State && candidate.entered == wanted &&
                          !m_exited[static_cast<std::size_t>(index)];
        const bool isConcluded = !begins && m_failing[static_cast<std::size_t>(index)] != 0 &&
                                 isFailure(event.type) && index == before;
        if (fits && !isConcluded)
            return index;
        index = candidate.parent;
    }
    return -1;
}

void RunTree::inside(const HistoryEvent& event, int before) {
    const bool ofContainer = isOfParallel(event.type) || isOfMap(event.type);
    const int index = ofContainer ? containerOf(event, before) : before;
    remember(event, index);
    // An aborted state's predecessor is the failure elsewhere: its end comes with its container's.
    if (index < 0 || isAborted(historyEventTypeName(event.type)))
        return;
    if (!m_exited[static_cast<std::size_t>(index)])
        reopen(index);
    Node& visit = at(index);
    attempt(event, visit);
    const bool failed = isFailure(event.type);
    if (failed) {
        visit.error =
            event.error.value_or(isTimeout(event.type) ? "States.Timeout" : std::string());
        visit.cause = event.cause.value_or("");
        if (visit.isContainer()) {
            closeInside(index, event);
            if (at(index).error.empty())
                takeError(index);
        }
    }
    if (event.type == Type::MapStateStarted) {
        visit.items = event.length;
        visit.done = visit.failed = 0;
    }
    m_failing[static_cast<std::size_t>(index)] = failed;
    const bool waits =
        failed || visit.entered == Type::WaitStateEntered ||
        (event.type == Type::TaskSubmitted && event.resource.ends_with(".waitForTaskToken"));
    if (!m_exited[static_cast<std::size_t>(index)])
        at(index).status = waits ? Status::Waiting : Status::Running;
}

void RunTree::attempt(const HistoryEvent& event, Node& visit) {
    if (isScheduled(event.type)) {
        visit.attempts.push_back({event.id, event.at, {}, false, {}});
    } else if (endsAttempt(event.type) && !visit.attempts.empty()) {
        Attempt& last = visit.attempts.back();
        last.end = event.at;
        last.failed = isFailure(event.type);
        last.error = event.error.value_or(last.failed && isTimeout(event.type) ? "States.Timeout"
                                                                               : std::string());
    }
}

void RunTree::close(int index, Status status, const HistoryEvent& event) {
    Node& closed = at(index);
    if (closed.end)
        return;
    closed.end = event.at;
    closed.lastEvent = event.id;
    closed.status = status;
    if (!closed.attempts.empty() && !closed.attempts.back().end)
        closed.attempts.back().end = event.at;
    m_touched.push_back(index);
}

/// What broke is failed, what was cut off is aborted.
void RunTree::closeInside(int index, const HistoryEvent& event) {
    // What is open is at the end of the children: of branches a few, of a Map as many as run.
    for (const int child : std::vector<int>(node(index).children)) {
        if (node(child).end)
            continue;
        closeInside(child, event);
        const bool failing = m_failing[static_cast<std::size_t>(child)];
        const bool late = node(child).error == "States.Timeout";
        close(child, !failing ? Status::Aborted : late ? Status::TimedOut : Status::Failed, event);
    }
}

/// A container fails with what failed in it.
void RunTree::takeError(int index) {
    for (const int child : node(index).children) {
        const Node& inner = node(child);
        if (inner.error.empty() || inner.status == Status::Succeeded ||
            inner.status == Status::Caught)
            continue;
        at(index).error = inner.error;
        at(index).cause = inner.cause;
        return;
    }
}

/// Something happens in what was taken to be over: it was redriven, or is tried again.
void RunTree::reopen(int index) {
    while (index >= 0 && node(index).end) {
        Node& opened = at(index);
        opened.end.reset();
        opened.lastEvent = 0;
        opened.status = Status::Running;
        m_exited[static_cast<std::size_t>(index)] = 0;
        m_touched.push_back(index);
        index = opened.parent;
    }
}

void RunTree::finish(const HistoryEvent& event, int before) {
    remember(event, -1);
    if (event.type == Type::ExecutionFailed && before >= 0 && !node(before).end) {
        m_failing[static_cast<std::size_t>(before)] = 1;
        if (node(before).error.empty()) {
            at(before).error = event.error.value_or("");
            at(before).cause = event.cause.value_or("");
        }
    }
    for (const int root : m_roots) {
        if (node(root).end)
            continue;
        closeInside(root, event);
        const bool failing = m_failing[static_cast<std::size_t>(root)];
        const bool late =
            event.type == Type::ExecutionTimedOut || node(root).error == "States.Timeout";
        close(root, late ? Status::TimedOut : failing ? Status::Failed : Status::Aborted, event);
    }
}

} // namespace ws::telemetry
