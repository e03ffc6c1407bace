#pragma once

#include "engine/base/ids.h"
#include "engine/json/value.h"
#include "engine/statemachine/integration.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ws::execution {

/// A call that a Task state makes to the API of a service.
struct ServiceRequest {
    base::ExecutionId execution{};
    std::string executionArn;
    std::string machineArn;
    std::string state;
    std::int64_t scheduledEvent = 0; ///< id of the history event that scheduled it
    statemachine::Integration integration;
    /// As the service's API takes them, under the names of its SDK ("QueueUrl"). What the
    /// integration promises is done: a MessageBody that was an object is its text.
    json::Value parameters;
    std::string roleArn; ///< from Credentials; empty: the machine's own role
};

/// What the API answered, before it becomes the result of the integration (servicereply.h).
struct ServiceReply {
    json::Value body; ///< under the names of the SDK: {"MessageId": ...}
    int status = 200; ///< HTTP; 0: the SDK itself failed, nobody answered
    std::string requestId;
    std::string wireBody;  ///< of the HTTP response, for its Content-Length; empty: body.dump()
    std::string code;      ///< of the failure: "NotFound", "ResourceNotFoundException"; empty: none
    std::string exception; ///< its class in the SDK where that is another word; else empty
    std::string message;
    bool failed() const { return !code.empty(); }
};

/// The services that run on this machine.
class ServiceInvoker {
public:
    using Ticket = std::uint64_t;
    virtual ~ServiceInvoker() = default;
    /// Must not change while an execution runs. A Task whose integration is not offered fails.
    virtual bool offers(const statemachine::Integration& integration) const = 0;
    /// `done` is called exactly once, in the engine's thread, never from inside call().
    virtual Ticket call(const ServiceRequest& request, std::function<void(ServiceReply)> done) = 0;
    /// Nobody waits any more: `done` will not be called.
    virtual void abandon(Ticket ticket) = 0;
};

} // namespace ws::execution
