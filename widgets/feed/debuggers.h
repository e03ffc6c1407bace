#pragma once

#include "engine/execution/debugger.h"
#include "engine/workspace/breakpointfile.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ws::feed {

/// The executions that are in the window's hands. Lives in the engine's thread.
class Debuggers {
public:
    /// The executor is not owned and lives longer.
    explicit Debuggers(execution::Executor& executor)
        : m_executor(executor) {}

    /// What the window hears of, in the engine's thread. Breakpoints are told as what they were
    /// when it happened.
    struct Listener {
        using Stored = workspace::StoredBreakpoint;
        std::function<void(base::ExecutionId, const execution::Debugger::Position&,
                           std::optional<Stored>)>
            paused;
        std::function<void(const Stored&, const base::Error&)> problem;
        /// An execution that one in our hands has started is in them too.
        std::function<void(base::ExecutionId, const std::string& machine,
                           const std::vector<Stored>& set)>
            adopted;
    };
    /// In the turn in which the execution was started: before its first state. What it starts
    /// itself is attached along, with the breakpoints of its own machine.
    execution::Debugger& attach(base::ExecutionId execution, const std::string& machine,
                                const Listener& listener);
    /// nullptr when it is not debugged.
    execution::Debugger* find(base::ExecutionId execution) const;
    /// All that count, of all machines: for executions that begin from now on.
    void keep(std::vector<workspace::StoredBreakpoint> breakpoints) {
        m_breakpoints = std::move(breakpoints);
    }
    /// Of one that is debugged, in place of what it had.
    void setBreakpoints(base::ExecutionId execution,
                        std::vector<workspace::StoredBreakpoint> breakpoints);

private:
    struct Debugged {
        Listener listener;
        std::vector<workspace::StoredBreakpoint> set; ///< in the order in which they are counted
        std::unique_ptr<execution::Debugger> debugger;
    };
    void forgetEnded();
    void tellPause(base::ExecutionId execution, const execution::Debugger::Position& position);
    std::vector<workspace::StoredBreakpoint> breakpointsOf(const std::string& machine) const;

    execution::Executor& m_executor;
    std::vector<workspace::StoredBreakpoint> m_breakpoints;
    std::map<base::ExecutionId, Debugged> m_debuggers;
};

} // namespace ws::feed
