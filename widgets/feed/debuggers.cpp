#include "widgets/feed/debuggers.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ws::feed {

using workspace::StoredBreakpoint;

execution::Debugger& Debuggers::attach(base::ExecutionId execution, const std::string& machine,
                                       const Listener& listener) {
    forgetEnded();
    Debugged& debugged = m_debuggers[execution];
    debugged.listener = listener;
    debugged.debugger = std::make_unique<execution::Debugger>(
        m_executor, execution, [this, execution](const execution::Debugger::Position& position) {
            tellPause(execution, position);
        });
    debugged.debugger->onChild(
        [this, listener](base::ExecutionId child, const std::string& childMachine) {
            attach(child, childMachine, listener);
            listener.adopted(child, childMachine, m_debuggers.at(child).set);
        });
    setBreakpoints(execution, breakpointsOf(machine));
    return *debugged.debugger;
}

execution::Debugger* Debuggers::find(base::ExecutionId execution) const {
    const auto found = m_debuggers.find(execution);
    return found == m_debuggers.end() ? nullptr : found->second.debugger.get();
}

void Debuggers::setBreakpoints(base::ExecutionId execution,
                               std::vector<StoredBreakpoint> breakpoints) {
    const auto found = m_debuggers.find(execution);
    if (found == m_debuggers.end())
        return;
    Debugged& debugged = found->second;
    std::vector<execution::Breakpoint> list;
    for (const StoredBreakpoint& entry : breakpoints)
        list.push_back(entry.at);
    debugged.set = std::move(breakpoints);
    std::ignore = debugged.debugger->setBreakpoints(list); // all of them can be read
    debugged.debugger->onProblem([tell = debugged.listener.problem, set = debugged.set](
                                     std::size_t breakpoint, const base::Error& problem) {
        if (breakpoint < set.size())
            tell(set[breakpoint], problem);
    });
}

void Debuggers::tellPause(base::ExecutionId execution,
                          const execution::Debugger::Position& position) {
    const Debugged& debugged = m_debuggers.at(execution);
    std::optional<StoredBreakpoint> breakpoint;
    if (position.reason.kind == execution::PauseReason::Kind::Breakpoint &&
        position.reason.breakpoint < debugged.set.size())
        breakpoint = debugged.set[position.reason.breakpoint];
    debugged.listener.paused(execution, position, std::move(breakpoint));
}

std::vector<StoredBreakpoint> Debuggers::breakpointsOf(const std::string& machine) const {
    std::vector<StoredBreakpoint> set;
    std::ranges::copy_if(m_breakpoints, std::back_inserter(set),
                         [&](const StoredBreakpoint& entry) { return entry.machine == machine; });
    return set;
}

void Debuggers::forgetEnded() {
    std::erase_if(m_debuggers,
                  [this](const auto& entry) { return !m_executor.isRunning(entry.first); });
}

} // namespace ws::feed
