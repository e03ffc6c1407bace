#include "engine/execution/apianswers.h"

#include "engine/execution/timestamp.h"

#include <algorithm>
#include <chrono>

namespace ws::execution {

using json::Value;
using telemetry::ExecutionStatus;

namespace {

/// The API has milliseconds.
Value dateOf(base::TimePoint at) {
    return timestampText(std::chrono::floor<std::chrono::milliseconds>(at));
}

} // namespace

Billing billingOf(base::Duration lasted) {
    constexpr std::chrono::milliseconds kStep{100};
    constexpr std::int64_t kMemoryMb = 64;
    const auto steps = std::max<std::int64_t>(1, (lasted + kStep - base::Duration{1}) / kStep);
    return {kMemoryMb, steps * kStep.count()};
}

const char* apiStatusName(ExecutionStatus status) {
    switch (status) {
    case ExecutionStatus::Running:
        return "RUNNING";
    case ExecutionStatus::Succeeded:
        return "SUCCEEDED";
    case ExecutionStatus::Failed:
        return "FAILED";
    case ExecutionStatus::TimedOut:
        return "TIMED_OUT";
    case ExecutionStatus::Aborted:
        return "ABORTED";
    }
    return "";
}

Value startExecutionAnswer(const std::string& executionArn, base::TimePoint started) {
    return Value::object({{"ExecutionArn", executionArn}, {"StartDate", dateOf(started)}});
}

Value startSyncExecutionAnswer(const ExecutionResult& ended) {
    const Value included = Value::object({{"Included", true}});
    const Billing billing = billingOf(ended.endedAt - ended.startedAt);
    Value out =
        Value::object({{"ExecutionArn", ended.executionArn},
                       {"StateMachineArn", ended.machineArn},
                       {"Name", ended.name},
                       {"StartDate", dateOf(ended.startedAt)},
                       {"StopDate", dateOf(ended.endedAt)},
                       {"Status", apiStatusName(ended.status)},
                       {"Input", ended.inputText},
                       {"InputDetails", included},
                       {"OutputDetails", included},
                       {"BillingDetails",
                        Value::object({{"BilledMemoryUsedInMB", billing.memoryMb},
                                       {"BilledDurationInMilliseconds", billing.milliseconds}})}});
    if (ended.status == ExecutionStatus::Succeeded)
        out.set("Output", ended.output.dump());
    if (!ended.error.empty())
        out.set("Error", ended.error);
    if (!ended.cause.empty())
        out.set("Cause", ended.cause);
    return out;
}

} // namespace ws::execution
