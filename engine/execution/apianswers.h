#pragma once

#include "engine/execution/executor.h"

#include <cstdint>
#include <string>

/// What Step Functions' own API says of executions, under the names that its SDK has.
namespace ws::execution {

/// What an Express execution costs: duration in steps, and the least memory, which none of ours
/// exceeds.
struct Billing {
    std::int64_t memoryMb = 0;
    std::int64_t milliseconds = 0;
};
Billing billingOf(base::Duration lasted);

/// "RUNNING", "TIMED_OUT" ...
const char* apiStatusName(telemetry::ExecutionStatus status);

/// Of StartExecution.
json::Value startExecutionAnswer(const std::string& executionArn, base::TimePoint started);
/// Of StartSyncExecution: also one that failed is an answer.
json::Value startSyncExecutionAnswer(const ExecutionResult& ended);

} // namespace ws::execution
