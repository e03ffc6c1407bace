#pragma once

#include "engine/base/ids.h"
#include "engine/json/value.h"

#include <functional>
#include <string>

namespace ws::execution {

/// A call that a Task state makes to something outside the interpreter.
struct TaskRequest {
    base::ExecutionId execution{};
    base::ExecutionId child{}; ///< of a distributed Map of it, which calls; 0: it calls itself
    std::string state;
    std::int64_t scheduledEvent = 0; ///< id of the history event that scheduled it
    std::string function;            ///< name, name:qualifier or ARN
    json::Value payload;
    /// What is sent when it is no JSON, so that the function's front end refuses it in its words.
    std::string payloadText;
    enum class Invocation : std::uint8_t {
        RequestResponse,
        Event, ///< answered with 202 as soon as it is taken in
        DryRun ///< answered with 204; nothing runs
    };
    Invocation invocation = Invocation::RequestResponse;
    std::string clientContext; ///< base64, as X-Amz-Client-Context; empty: none
    std::string tenantId;      ///< X-Amz-Tenant-Id; empty: none
    std::string roleArn;       ///< from Credentials; empty: the machine's own role
};

/// How the call ended. `error` empty means success.
struct TaskOutcome {
    json::Value result;          ///< the function's payload
    std::string executedVersion; ///< "$LATEST"
    std::string requestId;
    std::string log;   ///< last 4 KB of the call's log, as it is; shown when LogType is Tail
    std::string error; ///< "MyError", "Lambda.ResourceNotFoundException", "Sandbox.Timedout" ...
    std::string cause;
    std::string traceId; ///< X-Amzn-Trace-Id
    int statusCode = 200;
};

/// What the execution module needs from the outside: implemented by the fleet, scripted in tests.
class TaskInvoker {
public:
    using Ticket = std::uint64_t;
    virtual ~TaskInvoker() = default;
    /// `done` is called exactly once, in the engine's thread, never from inside invoke().
    virtual Ticket invoke(const TaskRequest& request, std::function<void(TaskOutcome)> done) = 0;
    /// Nobody waits any more (the state timed out, a branch failed): `done` will not be called. The
    /// function itself runs to its end, as it does on the service.
    virtual void abandon(Ticket ticket) = 0;
};

} // namespace ws::execution
