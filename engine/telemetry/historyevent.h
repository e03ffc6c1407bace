#pragma once

#include "engine/base/clock.h"
#include "engine/json/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ws::telemetry {

/// The service's HistoryEventType values (API 2016-11-23), in the order of its documentation.
enum class HistoryEventType : std::uint8_t {
    ActivityFailed,
    ActivityScheduled,
    ActivityScheduleFailed,
    ActivityStarted,
    ActivitySucceeded,
    ActivityTimedOut,
    ChoiceStateEntered,
    ChoiceStateExited,
    EvaluationFailed,
    ExecutionAborted,
    ExecutionFailed,
    ExecutionRedriven,
    ExecutionStarted,
    ExecutionSucceeded,
    ExecutionTimedOut,
    FailStateEntered,
    LambdaFunctionFailed,
    LambdaFunctionScheduled,
    LambdaFunctionScheduleFailed,
    LambdaFunctionStarted,
    LambdaFunctionStartFailed,
    LambdaFunctionSucceeded,
    LambdaFunctionTimedOut,
    MapIterationAborted,
    MapIterationFailed,
    MapIterationStarted,
    MapIterationSucceeded,
    MapRunAborted,
    MapRunFailed,
    MapRunRedriven,
    MapRunStarted,
    MapRunSucceeded,
    MapStateAborted,
    MapStateEntered,
    MapStateExited,
    MapStateFailed,
    MapStateStarted,
    MapStateSucceeded,
    ParallelStateAborted,
    ParallelStateEntered,
    ParallelStateExited,
    ParallelStateFailed,
    ParallelStateStarted,
    ParallelStateSucceeded,
    PassStateEntered,
    PassStateExited,
    SucceedStateEntered,
    SucceedStateExited,
    TaskFailed,
    TaskScheduled,
    TaskStarted,
    TaskStartFailed,
    TaskStateAborted,
    TaskStateEntered,
    TaskStateExited,
    TaskSubmitFailed,
    TaskSubmitted,
    TaskSucceeded,
    TaskTimedOut,
    WaitStateAborted,
    WaitStateEntered,
    WaitStateExited,
};

/// One entry of an execution's history. Only the members that the event's type has are set;
/// payloads are shared values and become text when somebody reads them
/// (engine/execution/historyjson.h).
struct HistoryEvent {
    std::int64_t id = 0;         ///< from 1
    std::int64_t previousId = 0; ///< 0 for the first
    base::TimePoint at;
    HistoryEventType type = HistoryEventType::ExecutionStarted;

    std::string name; ///< of the state, or of the Map for its iterations
    std::optional<json::Value> input;
    std::optional<json::Value> output;
    /// The payload's text when it is still as somebody sent it, spaces and all; null: dump() it.
    std::shared_ptr<const std::string> sentText;
    std::optional<json::Value> parameters; ///< TaskScheduled
    std::optional<std::string> error;
    std::optional<std::string> cause;
    std::string
        resource; ///< LambdaFunctionScheduled: ARN; Task*: "invoke", "startExecution.sync:2" ...
    std::string resourceType; ///< Task*: "lambda", "states" ...
    std::string region;       ///< TaskScheduled
    std::optional<std::int64_t> timeoutInSeconds;
    std::optional<std::int64_t> heartbeatInSeconds;
    std::int64_t length = 0; ///< MapStateStarted: items; ...Redriven: which redrive
    std::int64_t index = -1; ///< MapIteration*: from 0
    std::optional<json::Value> assignedVariables;
    std::string roleArn;            ///< ExecutionStarted
    std::string credentialsRole;    ///< Scheduled: the role of the task's Credentials
    std::string workerName;         ///< ActivityStarted; may be empty
    std::string evaluationState;    ///< EvaluationFailed: "state"
    std::string evaluationLocation; ///< EvaluationFailed: "location"
};

/// "TaskStateEntered", as the service writes it.
std::string_view historyEventTypeName(HistoryEventType type);

} // namespace ws::telemetry
