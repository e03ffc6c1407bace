#pragma once

#include "engine/telemetry/recorder.h"

#include <string_view>
#include <vector>

/// How the run history keeps records as JSON. Enumerations are stored by name, so that the order
/// of their values may change; what is not known when read back becomes the default.
namespace ws::workspace {

json::Value encodeHistoryEvent(const telemetry::HistoryEvent& event);
telemetry::HistoryEvent decodeHistoryEvent(const json::Value& value);

json::Value encodeInvocation(const telemetry::InvocationRecord& record);
telemetry::InvocationRecord decodeInvocation(const json::Value& value);

/// The service's words: "RUNNING", "SUCCEEDED", "TIMED_OUT" ...
std::string_view executionStatusCode(telemetry::ExecutionStatus status);
telemetry::ExecutionStatus executionStatusFromCode(std::string_view code);

// Stable codes of ours: "succeeded", "functionError" ...; "warm", "firstInvocation" ...
std::string_view invocationStatusCode(telemetry::InvocationStatus status);
telemetry::InvocationStatus invocationStatusFromCode(std::string_view code);
std::string_view startReasonCode(telemetry::StartReason reason);
std::string_view throttleReasonCode(telemetry::ThrottleReason reason);

inline std::int64_t microseconds(base::TimePoint at) {
    return at.time_since_epoch().count();
}
inline base::TimePoint timeFromMicroseconds(std::int64_t count) {
    return base::TimePoint{base::Duration{count}};
}

} // namespace ws::workspace
