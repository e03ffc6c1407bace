#pragma once

#include "engine/execution/childexecutions.h"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace ws::workspace {

class RunHistory;

/// The machines of a workspace as states:startExecution finds them, and the names that its
/// executions have used.
class WorkspaceMachines : public execution::ChildExecutions {
public:
    struct Found {
        std::shared_ptr<const statemachine::StateMachine> machine;
        std::string text; ///< of its definition, as JSON
    };
    using Find = std::function<base::Result<Found>(const std::string& name)>;

    explicit WorkspaceMachines(Find find)
        : m_find(std::move(find)) {}

    base::Result<Admission> admit(const execution::ChildRequest& request) override;
    void started(base::ExecutionId child, const execution::StartRequest& request) override;
    /// The children that have not ended.
    std::set<base::ExecutionId> running() const { return m_running; }
    std::optional<execution::ExecutionResult> resultOf(const std::string& arn) override;
    /// The history of the workspace that is open, for the children's journals and for those that
    /// have ended; null: none. Not owned. Forgets the names.
    void setHistory(RunHistory* history) {
        m_history = history;
        m_named.clear();
    }

private:
    struct Named {
        std::string inputText;
        base::ExecutionId running{}; ///< 0: it has ended
    };

    const Find m_find;
    RunHistory* m_history = nullptr;
    std::map<std::string, Named> m_named; ///< by execution ARN, those that were given a name
    std::set<base::ExecutionId> m_running;
};

} // namespace ws::workspace
