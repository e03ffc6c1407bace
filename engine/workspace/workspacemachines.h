#pragma once

#include "engine/execution/childexecutions.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace ws::workspace {

/// The machines of a workspace as states:startExecution finds them, and the names that its
/// executions have used.
class WorkspaceMachines : public execution::ChildExecutions {
public:
    using Find = std::function<base::Result<std::shared_ptr<const statemachine::StateMachine>>(
        const std::string& name)>;

    explicit WorkspaceMachines(Find find)
        : m_find(std::move(find)) {}

    base::Result<Admission> admit(const execution::ChildRequest& request) override;
    void started(base::ExecutionId child, const execution::StartRequest& request) override;
    /// The children that have not ended.
    std::set<base::ExecutionId> running() const { return m_running; }
    /// Forgets the names: another workspace is open.
    void clear() { m_named.clear(); }

private:
    struct Named {
        std::string inputText;
        base::ExecutionId running{}; ///< 0: it has ended
    };

    const Find m_find;
    std::map<std::string, Named> m_named; ///< by execution ARN, those that were given a name
    std::set<base::ExecutionId> m_running;
};

} // namespace ws::workspace
