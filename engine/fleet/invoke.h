#pragma once

#include "engine/base/ids.h"
#include "engine/telemetry/events.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ws::fleet {

enum class InvocationType : std::uint8_t {
    RequestResponse,
    Event, ///< 202 as soon as it is stored; runs from the queue
    DryRun ///< 204; nothing runs
};

struct InvokeRequest {
    std::string function;       ///< name, name:qualifier or ARN
    std::string payload;        ///< JSON text, checked here
    std::string qualifier = {}; ///< version or alias, when `function` has none of its own
    InvocationType type = InvocationType::RequestResponse;
    std::string clientContext = {}; ///< JSON or empty
    std::string tenantId = {};      ///< of functions that are isolated by tenant, and only there
    std::string caller = {};        ///< principal's ARN or service; empty: the workspace's owner
    std::string sourceArn = {};     ///< of a service that calls
};

/// Everything an invocation ended with; also on the event bus, piece by piece.
struct InvokeResult {
    base::InvocationId invocation{};
    int statusCode = 200;
    std::string functionError; ///< empty or "Unhandled"
    std::string payload;       ///< response bytes
    std::string log;           ///< last 4 KB, as X-Amz-Log-Result before base64
    std::string requestId;
    std::string executedVersion; ///< X-Amz-Executed-Version; empty when nothing ran
    std::string traceId;         ///< X-Amzn-Trace-Id; empty when nothing ran
    base::EnvironmentId environment{};
    telemetry::StartReason reason = telemetry::StartReason::Warm;
    telemetry::InvocationFinished report; ///< durations, memory, status
};

using InvokeCallback = std::function<void(InvokeResult&&)>;

} // namespace ws::fleet
