#include "widgets/feed/debugsession.h"

#include "engine/workspace/runhistory.h"
#include "widgets/feed/enginethread.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace ws::feed {

using execution::Debugger;

namespace {

/// Of an execution that the window knows by its machine and its name.
base::Result<std::int64_t> idInHistory(workspace::RunHistory* history, const std::string& machine,
                                       const std::string& name) {
    constexpr std::size_t kKept = 1'000; // more than a history holds
    if (!history)
        return base::Error{"workspace.notOpen", {}};
    const auto all = history->recentExecutions(kKept);
    const auto found = std::ranges::find_if(all, [&](const auto& summary) {
        return summary.machine == machine && summary.name == name;
    });
    if (found == all.end())
        return base::Error{"history.notFound", {{"id", name}}};
    return found->id;
}

} // namespace

DebugSession::DebugSession(EngineFeed& feed, Breakpoints& breakpoints, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_breakpoints(breakpoints) {
    connect(&m_breakpoints, &Breakpoints::changed, this, &DebugSession::sendBreakpoints);
    connect(&m_feed, &EngineFeed::eventsArrived, this, &DebugSession::takeEvents);
}

/// Those that count: switched on, and with a condition that can be read.
std::vector<workspace::StoredBreakpoint> DebugSession::breakpointsThatCount() const {
    std::vector<workspace::StoredBreakpoint> list;
    for (const workspace::StoredBreakpoint& entry : m_breakpoints.all()) {
        if (entry.isOn() && (entry.at.condition.empty() ||
                             execution::BreakCondition::compile(entry.at.condition).ok()))
            list.push_back(entry);
    }
    return list;
}

std::vector<workspace::StoredBreakpoint>
DebugSession::breakpointsOf(const std::string& machine) const {
    auto list = breakpointsThatCount();
    std::erase_if(list, [&](const auto& entry) { return entry.machine != machine; });
    return list;
}

void DebugSession::execute(const workspace::ExecuteRequest& request, Beginning beginning,
                           QObject* context, Started started) {
    begin(
        request.machine,
        [request](workspace::Workbench& workbench) { return workbench.execute(request); },
        beginning, context, std::move(started));
}

void DebugSession::executeFrom(base::ExecutionId execution, workspace::RewindRequest request,
                               Beginning beginning, QObject* context, Started started) {
    const auto* record = m_feed.recorder().execution(execution);
    if (!record) {
        started(base::Error{"history.notFound", {{"id", ""}}});
        return;
    }
    begin(
        record->machine,
        [machine = record->machine, name = record->name, kept = record->kept,
         request = std::move(request)](
            workspace::Workbench& workbench) mutable -> base::Result<base::ExecutionId> {
            const auto id = kept > 0 ? base::Result<std::int64_t>(kept)
                                     : idInHistory(workbench.runHistory(), machine, name);
            if (!id)
                return id.error();
            request.id = *id;
            return workbench.executeFrom(request);
        },
        beginning, context, std::move(started));
}

void DebugSession::begin(const std::string& machine, Begin begin, Beginning beginning,
                         QObject* context, Started started) {
    const auto set = breakpointsOf(machine);
    m_feed.askSide(this,
                   [this, machine, set, all = breakpointsThatCount(), begin = std::move(begin),
                    beginning, asker = QPointer<QObject>(context ? context : this),
                    started = std::move(started),
                    listener = listener()](EngineSide& side) -> EngineFeed::Then {
                       side.debuggers.keep(all);
                       auto id = begin(side.workbench);
                       if (id) {
                           Debugger& debugger = side.debuggers.attach(*id, machine, listener);
                           if (beginning == Beginning::Paused)
                               debugger.pause();
                       }
                       return [this, machine, set, id = std::move(id), asker, started] {
                           if (id) {
                               adopt(*id, machine, set);
                               forgetProblems(machine);
                           }
                           if (asker && started)
                               started(id);
                       };
                   });
}

/// What the engine's thread calls; what it says arrives here in the same order.
Debuggers::Listener DebugSession::listener() {
    const auto speak = m_feed.speaker(this);
    Debuggers::Listener listener;
    listener.paused = [this, speak](base::ExecutionId id, const Debugger::Position& position,
                                    std::optional<workspace::StoredBreakpoint> breakpoint) {
        speak([this, id, position, breakpoint = std::move(breakpoint)] {
            takePause(id, {position.reason.kind, breakpoint, position.lastEvent, position.next,
                           position.reason.item});
        });
    };
    listener.problem = [this, speak](const workspace::StoredBreakpoint& breakpoint,
                                     const base::Error& problem) {
        speak([this, breakpoint, problem] { takeProblem(breakpoint, problem); });
    };
    listener.adopted = [this, speak](base::ExecutionId id, const std::string& machine,
                                     const std::vector<workspace::StoredBreakpoint>& set) {
        speak([this, id, machine, set] { adopt(id, machine, set); });
    };
    return listener;
}

/// A short run may be over before anybody here hears that it began.
void DebugSession::adopt(base::ExecutionId execution, const std::string& machine,
                         std::vector<workspace::StoredBreakpoint> set) {
    const auto* record = m_feed.recorder().execution(execution);
    if (record && record->isOver())
        return;
    const bool isUpToDate = set == breakpointsOf(machine);
    m_ours[execution] = {machine, std::move(set), {}};
    if (!isUpToDate) // they were changed meanwhile
        sendBreakpoints();
}

bool DebugSession::isOurs(base::ExecutionId execution) const {
    return m_ours.contains(execution);
}

const DebugSession::Pause* DebugSession::pauseOf(base::ExecutionId execution) const {
    const auto found = m_ours.find(execution);
    return found != m_ours.end() && found->second.pause ? &*found->second.pause : nullptr;
}

void DebugSession::takePause(base::ExecutionId execution, Pause pause) {
    const auto found = m_ours.find(execution);
    if (found == m_ours.end())
        return;
    found->second.pause = std::move(pause);
    Q_EMIT changed(quint64(execution));
}

/// It is taken to run at once: a view that waited for the engine would let a key count twice.
void DebugSession::goOn(base::ExecutionId execution, std::function<void(Debugger&)> how) {
    const auto found = m_ours.find(execution);
    if (found == m_ours.end())
        return;
    m_feed.askSide(this, [execution, how = std::move(how)](EngineSide& side) -> EngineFeed::Then {
        if (Debugger* debugger = side.debuggers.find(execution))
            how(*debugger);
        return {};
    });
    if (std::exchange(found->second.pause, std::nullopt))
        Q_EMIT changed(quint64(execution));
}

void DebugSession::pause(base::ExecutionId execution) {
    goOn(execution, [](Debugger& debugger) { debugger.pause(); });
}

void DebugSession::proceed(base::ExecutionId execution) {
    goOn(execution, [](Debugger& debugger) { debugger.proceed(); });
}

void DebugSession::step(base::ExecutionId execution, execution::StepSize size) {
    goOn(execution, [size](Debugger& debugger) { debugger.step(size); });
}

void DebugSession::runTo(base::ExecutionId execution, const QString& state) {
    goOn(execution, [name = state.toStdString()](Debugger& debugger) { debugger.runTo(name); });
}

void DebugSession::edit(base::ExecutionId execution, const Debugger::Edit& edit, QObject* context,
                        std::function<void(base::Status)> done) {
    m_feed.askSide(this,
                   [this, execution, edit, asker = QPointer<QObject>(context ? context : this),
                    done = std::move(done)](EngineSide& side) -> EngineFeed::Then {
                       Debugger* debugger = side.debuggers.find(execution);
                       const base::Status status =
                           debugger ? debugger->edit(edit) : base::Error{"debug.nothingToEdit", {}};
                       auto next = debugger ? debugger->position().next : std::nullopt;
                       return [this, execution, status, next = std::move(next), asker, done] {
                           const auto found = m_ours.find(execution);
                           if (status && found != m_ours.end() && found->second.pause) {
                               found->second.pause->next = next;
                               Q_EMIT changed(quint64(execution));
                           }
                           if (asker && done)
                               done(status);
                       };
                   });
}

void DebugSession::sendBreakpoints() {
    if (m_ours.empty())
        return;
    m_feed.askSide(this, [all = breakpointsThatCount()](EngineSide& side) -> EngineFeed::Then {
        side.debuggers.keep(all);
        return {};
    });
    for (auto& [execution, ours] : m_ours) {
        auto set = breakpointsOf(ours.machine);
        if (set == ours.set)
            continue;
        ours.set = set;
        m_feed.askSide(
            this, [id = execution, set = std::move(set)](EngineSide& side) -> EngineFeed::Then {
                side.debuggers.setBreakpoints(id, set);
                return {};
            });
    }
}

/// A new run asks the conditions anew.
void DebugSession::forgetProblems(const std::string& machine) {
    if (std::erase_if(m_problems,
                      [&](const auto& known) { return known.first.machine == machine; }) > 0)
        Q_EMIT problemsChanged();
}

void DebugSession::takeProblem(const workspace::StoredBreakpoint& breakpoint,
                               const base::Error& problem) {
    std::erase_if(m_problems, [&](const auto& known) { return known.first == breakpoint; });
    m_problems.emplace_back(breakpoint, problem);
    Q_EMIT problemsChanged();
}

const base::Error* DebugSession::problemOf(const workspace::StoredBreakpoint& breakpoint) const {
    const auto found = std::ranges::find_if(
        m_problems, [&](const auto& known) { return known.first == breakpoint; });
    return found == m_problems.end() ? nullptr : &found->second;
}

void DebugSession::takeEvents(const std::vector<telemetry::Event>& events) {
    for (const telemetry::Event& event : events) {
        const auto* ended = std::get_if<telemetry::ExecutionFinished>(&event.body);
        if (ended && m_ours.erase(ended->execution) > 0)
            Q_EMIT changed(quint64(ended->execution));
    }
}

} // namespace ws::feed
