#pragma once

#include "engine/base/alarm.h"
#include "engine/fleet/asyncqueue.h"
#include "engine/fleet/fleet.h"
#include "engine/fleet/frontend.h"
#include "engine/fleet/provisioning.h"
#include "engine/fleet/workermanager.h"

#include <deque>
#include <unordered_map>

namespace ws::fleet {

class Fleet::Private {
public:
    explicit Private(const Parts& parts);

    /// A request on its way in.
    struct Arrival {
        base::InvocationId invocation{};
        std::string requestId;
        FrontEnd::Target target;
        std::string payload;
        std::string clientContext; ///< JSON or empty
        std::string tenantId;      ///< of a function that is isolated by tenant
        AsyncQueue::ChainBefore chain;
        Callback done;
        Running::Caller caller = Running::Caller::Plain;
    };
    /// What a request says of itself, checked as far as it can be without a function.
    struct Request {
        telemetry::InvocationArrived arrived;
        FrontEnd::Target target;
        std::string payload;
        std::string clientContext;
        AsyncQueue::ChainBefore chain = {}; ///< of events that led to it
        std::optional<Refusal> refusal;     ///< of its payload
        std::string principal;              ///< who calls; empty: the workspace's owner
        std::string sourceArn;
        InvocationType type = InvocationType::RequestResponse;
        Running::Caller caller = Running::Caller::Plain;
        std::string requestId;                        ///< empty: a new one
        base::InvocationId invocation{};              ///< 0: a new one
        const AsyncQueue::Attempt* attempt = nullptr; ///< from the queue
    };

    base::InvocationId receive(Request&& request, Callback done);
    std::optional<Refusal> check(Request& request) const;
    static std::optional<Refusal> tenantRefusal(const Request& request);
    std::optional<Refusal> unauthorised(const Request& request) const;
    void enqueue(Arrival arrival, const telemetry::InvocationArrived& sent);
    void attempt(const AsyncQueue::Attempt& attempt, InvokeCallback done);
    void forward(const std::string& target, const std::string& record,
                 AsyncQueue::ChainBefore chain, std::function<void(const base::Status&)> done);
    void acknowledge(Arrival arrival, int statusCode);
    void admit(Arrival&& arrival);
    /// On one of the provisioned environments, if one is free for it.
    bool runProvisioned(Arrival& arrival, ProvisionedSet& set);
    struct Decision {
        WorkerManager::Assignment assignment;
        WorkerManager::Spill spill = WorkerManager::Spill::No;
    };
    void run(Arrival& arrival, const Decision& decision, CountingService::Token token);
    void deny(Arrival arrival, const WorkerManager::Denial& denial);
    void throttle(Arrival arrival, const Throttle& throttle);
    void refuse(Arrival arrival, Refusal refusal);
    void tellRefusals();
    static telemetry::InvocationFinished makeReport(const sandbox::Environment& environment,
                                                    sandbox::Outcome& outcome);
    static InvokeResult makeResult(const PlacedEnvironment& environment, sandbox::Outcome& outcome);
    void respond(PlacedEnvironment& environment, sandbox::Outcome&& outcome);
    void finish(PlacedEnvironment& environment, sandbox::Outcome&& outcome);
    void hopQueue(const Arrival& arrival, const AsyncQueue::Attempt& attempt);
    void hop(const Arrival& arrival, telemetry::Component component, int used = 0, int limit = 0,
             int worker = 0);
    void stopAt(const Arrival& arrival, telemetry::Component component, int used = 0,
                int limit = 0);

    const Parts parts;
    Settings settings;
    Identifiers identifiers;
    FrontEnd frontEnd;
    CountingService counting; // tokens point into it: they are with the environments
    std::unordered_map<base::InvocationId, PlacedEnvironment*> tasks; ///< that can be abandoned
    WorkerManager workers;
    Provisioning provisioning;
    AsyncQueue queue;
    /// Of tasks whose events are not stored yet; others cannot be abandoned.
    std::unordered_map<base::InvocationId, Callback> unacknowledged;
    std::deque<std::pair<Callback, InvokeResult>> refused;
    base::Alarm later;
    std::uint64_t lastInvocation = 0;
};

} // namespace ws::fleet
