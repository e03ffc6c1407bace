#pragma once

#include "engine/base/result.h"
#include "engine/execution/executor.h"

#include <optional>
#include <string>

namespace ws::execution {

/// What states:startExecution asks for.
struct ChildRequest {
    base::ExecutionId parent{};
    std::string machineArn; ///< of a machine, a version or an alias, as the Task wrote it
    std::string name;       ///< empty: none given
    std::string inputText;  ///< "{}" when none was given
    std::string roleArn;    ///< from Credentials; empty: the parent's own role
};

/// Where nested executions find their machines. Implemented by who keeps machines and the
/// executions that were: the Step Functions API, a workspace.
class ChildExecutions {
public:
    struct Admission {
        StartRequest request; ///< with executionArn, machineArn and express as they shall be
        Executor::Done ended; ///< for the keeper's own records; may be empty
        /// The same name with the same input is running: this one is awaited, none is started.
        base::ExecutionId running{};
    };

    virtual ~ChildExecutions() = default;
    /// Errors have the API's code and words: Error{"StateMachineDoesNotExist", {{"message", ...}}},
    /// "ExecutionAlreadyExists", "InvalidName", "InvalidExecutionInput", "InvalidArn" ...
    virtual base::Result<Admission> admit(const ChildRequest& request) = 0;
    /// The child that was admitted runs now, under this id.
    virtual void started(base::ExecutionId child, const StartRequest& request) = 0;
    /// How the execution with this ARN has ended; nullopt when it runs or was forgotten. Asked when
    /// the one that awaits it comes back after the program's end.
    virtual std::optional<ExecutionResult> resultOf(const std::string& arn) {
        (void)arn;
        return std::nullopt;
    }
};

} // namespace ws::execution
