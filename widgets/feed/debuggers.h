#pragma once

#include "engine/execution/debugger.h"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace ws::feed {

/// The executions that are in the window's hands. Lives in the engine's thread.
class Debuggers {
public:
    /// The executor is not owned and lives longer.
    explicit Debuggers(execution::Executor& executor)
        : m_executor(executor) {}

    /// In the turn in which the execution was started: before its first state.
    execution::Debugger& attach(base::ExecutionId execution, execution::Debugger::Paused paused);
    /// nullptr when it is not debugged.
    execution::Debugger* find(base::ExecutionId execution) const;

private:
    void forgetEnded();

    execution::Executor& m_executor;
    std::map<base::ExecutionId, std::unique_ptr<execution::Debugger>> m_debuggers;
};

} // namespace ws::feed
