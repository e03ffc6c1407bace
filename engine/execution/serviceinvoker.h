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
    base::ExecutionId caller{}; ///< with `executionArn`, where that is of a Map's child; 0: unknown
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

/// How a job has ended that a call with .sync began.
struct JobEnd {
    enum class Outcome : std::uint8_t { Succeeded, Failed } outcome = Outcome::Succeeded;
    json::Value description; ///< what the service says of the job: the result, or the error's cause
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
    /// The same for a call with .sync, which is answered twice: `submitted` as soon as the job is
    /// accepted or refused, and `ended` when a job that was accepted is over. After the program's
    /// end the job is asked for once more; what `submitted` says then only counts when it failed.
    /// Who has no jobs keeps this refusal.
    virtual Ticket runJob(const ServiceRequest& request,
                          std::function<void(ServiceReply)> submitted,
                          std::function<void(JobEnd)> ended);
    /// Nobody waits any more: neither `done` nor `ended` will be called; a job is to be stopped.
    virtual void abandon(Ticket ticket) = 0;
};

} // namespace ws::execution
