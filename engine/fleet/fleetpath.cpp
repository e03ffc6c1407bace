// The way of one request through the components, and back.
#include "engine/fleet/fleet_p.h"
#include "engine/function/executionrole.h"

#include <utility>

namespace ws::fleet {

using base::InvocationId;
using telemetry::Component;
using telemetry::InvocationFinished;
using telemetry::InvocationStatus;
using telemetry::ThrottleCause;
using telemetry::ThrottleReason;

// --- the way in

InvocationId Fleet::Private::receive(Request&& request, Callback done) {
    Arrival arrival;
    arrival.invocation = request.invocation;
    if (arrival.invocation == InvocationId{})
        arrival.invocation = InvocationId{++lastInvocation};
    arrival.requestId =
        request.requestId.empty() ? identifiers.requestId() : std::move(request.requestId);
    auto refusal = check(request);
    arrival.target = std::move(request.target);
    arrival.payload = std::move(request.payload);
    if (request.type != InvocationType::Event) // lambda.md B3: of who waits for the answer
        arrival.clientContext = std::move(request.clientContext);
    arrival.tenantId = request.arrived.tenantId;
    arrival.chain = std::move(request.chain);
    arrival.done = std::move(done);
    arrival.caller = request.caller;

    const InvocationId invocation = arrival.invocation;
    if (request.type == InvocationType::DryRun && !refusal) {
        acknowledge(std::move(arrival), 204);
        return invocation;
    }
    if (request.type == InvocationType::Event && !refusal) {
        hop(arrival, Component::FrontEnd);
        hop(arrival, Component::Queue, int(queue.waiting()) + 1);
        enqueue(std::move(arrival), request.arrived);
        return invocation;
    }
    request.arrived.invocation = invocation;
    request.arrived.requestId = arrival.requestId;
    request.arrived.function = arrival.target.name.name;
    request.arrived.qualifier = arrival.target.name.qualifier;
    parts.bus.publish(std::move(request.arrived));
    if (request.attempt)
        hopQueue(arrival, *request.attempt);
    if (refusal) {
        stopAt(arrival, Component::FrontEnd);
        refuse(std::move(arrival), std::move(*refusal));
        return invocation;
    }
    hop(arrival, Component::FrontEnd);
    admit(std::move(arrival));
    return invocation;
}

// --- the way through the queue

/// Answered with 202 when it is stored.
void Fleet::Private::enqueue(Arrival arrival, const telemetry::InvocationArrived& sent) {
    AsyncQueue::Request request;
    request.function = arrival.target.name.name;
    request.qualifier = arrival.target.name.qualifier;
    request.requestId = arrival.requestId;
    request.payload = std::move(arrival.payload);
    request.clientContext = std::move(arrival.clientContext);
    request.tenantId = std::move(arrival.tenantId);
    request.chain = std::move(arrival.chain);
    request.origin = {arrival.invocation, sent.execution, sent.state, sent.scheduledEvent};
    const InvocationId invocation = arrival.invocation;
    if (!arrival.done) {
        queue.add(std::move(request), {}); // nobody waits to hear of it
        return;
    }
    if (arrival.caller == Running::Caller::Task)
        unacknowledged.emplace(invocation, std::exchange(arrival.done, {}));
    queue.add(std::move(request), [this, invocation, requestId = arrival.requestId,
                                   done = std::move(arrival.done)](const base::Status& stored) {
        Callback tell = done;
        if (auto task = unacknowledged.extract(invocation))
            tell = std::move(task.mapped());
        if (!tell)
            return;
        InvokeResult result;
        result.invocation = invocation;
        result.requestId = requestId;
        result.statusCode = 202;
        if (!stored) {
            Refusal refusal = notStored();
            result.statusCode = refusal.statusCode;
            result.payload = std::move(refusal.body);
            result.report.status = InvocationStatus::Refused;
            result.report.errorType = std::move(refusal.errorType);
        }
        tell(std::move(result)); // of the queue's own turn: never from inside invoke()
    });
}

void Fleet::Private::attempt(const AsyncQueue::Attempt& attempt, InvokeCallback done) {
    Request request;
    request.target = frontEnd.resolve(attempt.function, attempt.qualifier, identifiers.random());
    request.arrived.attempt = attempt.number;
    request.arrived.execution = attempt.origin.execution;
    request.arrived.state = attempt.origin.state;
    request.arrived.scheduledEvent = attempt.origin.scheduledEvent;
    request.arrived.tenantId = attempt.tenantId;
    if (attempt.isFirst)
        request.invocation = attempt.origin.invocation;
    if (parts.bus.hasSinks()) {
        if (auto payload = json::Value::parse(attempt.payload)) // was checked when it came in
            request.arrived.payload = std::move(payload).value();
    }
    request.payload = attempt.payload;
    request.clientContext = attempt.clientContext;
    request.requestId = attempt.requestId;
    request.attempt = &attempt;
    receive(std::move(request), std::move(done));
}

void Fleet::Private::forward(const std::string& target, const std::string& record,
                             AsyncQueue::ChainBefore chain,
                             std::function<void(const base::Status&)> done) {
    Request request;
    request.target = frontEnd.resolve(target, {}, identifiers.random());
    request.payload = record;
    request.chain = std::move(chain);
    request.type = InvocationType::Event;
    receive(std::move(request), [done = std::move(done)](const InvokeResult& result) {
        constexpr int kAccepted = 202;
        done(result.statusCode == kAccepted
                 ? base::Status()
                 : base::Error{"fleet.recordRefused",
                               {{"status", std::to_string(result.statusCode)}}});
    });
}

void Fleet::Private::hopQueue(const Arrival& arrival, const AsyncQueue::Attempt& attempt) {
    hop(arrival, Component::Queue, attempt.waiting);
    hop(arrival, Component::Leasing, attempt.pollers, settings.pollers.most);
    hop(arrival, Component::Poller, attempt.inFlight, attempt.window);
}

/// In the service's order: is it there, may the caller, is it JSON, are the values right, can it
/// run (lambda.md A 28).
std::optional<Refusal> Fleet::Private::check(Request& request) const {
    const FrontEnd::Target& target = request.target;
    if (!target.revision)
        return functionNotFound(target.name);
    if (auto refusal = unauthorised(request))
        return refusal;
    if (request.refusal)
        return std::move(request.refusal);
    if (auto refusal = tenantRefusal(request))
        return refusal;
    const std::size_t limit = eventLimitAt(settings.asOf);
    if (request.type == InvocationType::Event && request.payload.size() > limit)
        return eventTooLarge(request.payload.size(), limit);
    return FrontEnd::refusalOf(target);
}

std::optional<Refusal> Fleet::Private::tenantRefusal(const Request& request) {
    const std::string& tenant = request.arrived.tenantId;
    if (!request.target.revision->configuration.perTenant)
        return tenant.empty() ? std::nullopt : std::optional(tenantNotExpected());
    return tenant.empty() ? tenantExpected() : FrontEnd::refusalOfTenant(tenant);
}

std::optional<Refusal> Fleet::Private::unauthorised(const Request& request) const {
    if (!parts.authoriser || request.attempt) // an event was let in when it came
        return std::nullopt;
    Access access;
    access.caller = request.principal;
    access.sourceArn = request.sourceArn;
    access.function = request.target.name.name;
    access.resource = request.target.arn;
    access.role = function::executionRole(request.target.revision->configuration);
    return parts.authoriser->refusal(access);
}

void Fleet::Private::admit(Arrival&& arrival) {
    FrontEnd::Target& target = arrival.target;
    if (!arrival.tenantId.empty())
        target.route.pool = &WorkerManager::tenantPool(*target.route.pool, arrival.tenantId);
    FunctionCounter& counter = *target.route.counter;
    ProvisionedSet* set = nullptr;
    if (!target.route.pool->provisioned.empty())
        set = WorkerManager::provisionedFor(*target.route.pool, target.name.qualifier);
    if (set && runProvisioned(arrival, *set))
        return;
    auto counted = counting.take(counter, parts.clock.now());
    if (const auto* over = std::get_if<Throttle>(&counted)) {
        throttle(std::move(arrival), *over);
        return;
    }
    hop(arrival, Component::CountingService, counter.running, counting.limitOf(counter));
    const auto spill = set ? WorkerManager::Spill::Yes : WorkerManager::Spill::No;
    const int environments = tenantEnvironmentLimit(counting.limitOf(counter));
    const auto assigned =
        workers.assign(*target.route.pool, {target.revision, spill, environments});
    if (const auto* denial = std::get_if<WorkerManager::Denial>(&assigned)) {
        deny(std::move(arrival), *denial);
        return;
    }
    run(arrival, {std::get<WorkerManager::Assignment>(assigned), spill},
        std::move(std::get<CountingService::Token>(counted)));
}

bool Fleet::Private::runProvisioned(Arrival& arrival, ProvisionedSet& set) {
    if (set.idle.empty())
        return false;
    FunctionCounter& counter = *arrival.target.route.counter;
    auto token = counting.takeProvisioned(counter, set.rate, set.ready, parts.clock.now());
    if (!token)
        return false;
    hop(arrival, Component::CountingService, counter.running, counting.limitOf(counter));
    PlacedEnvironment& environment = WorkerManager::takeProvisioned(set);
    run(arrival, {{&environment, telemetry::StartReason::Provisioned, 0}}, std::move(*token));
    return true;
}

void Fleet::Private::run(Arrival& arrival, const Decision& decision, CountingService::Token token) {
    PlacedEnvironment& environment = *decision.assignment.environment;
    const FunctionCounter& counter = *arrival.target.route.counter;
    const Pool& pool = *arrival.target.route.pool;
    hop(arrival, Component::WorkerManager, pool.live - int(pool.idle.size()), pool.live);
    if (decision.assignment.worker != 0)
        hop(arrival, Component::Placement, 0, 0, decision.assignment.worker);
    hop(arrival, Component::Worker, 0, 0, environment.worker());
    telemetry::InvocationStarted started{arrival.invocation, environment.id(),
                                         decision.assignment.reason};
    started.running = counter.running;
    started.limit = counting.limitOf(counter);
    started.environments = environment.provisioned ? environment.provisioned->ready : pool.live;
    started.spilled = decision.spill == WorkerManager::Spill::Yes;
    parts.bus.publish(started);
    sandbox::Work work;
    work.invocation = arrival.invocation;
    work.requestId = arrival.requestId;
    work.payload = std::move(arrival.payload);
    work.functionArn = std::move(arrival.target.arn);
    // Nobody upstream decides: who traces actively samples every invoke.
    const bool active = environment.revision().configuration.tracing == "Active";
    work.traceId = identifiers.traceId(parts.clock.now(), active ? Identifiers::Sampling::Sampled
                                                                 : Identifiers::Sampling::Not);
    work.clientContext = std::move(arrival.clientContext);

    Running& running = environment.running.emplace(
        Running{arrival.invocation, std::move(arrival.requestId), work.traceId, std::move(token),
                std::nullopt, decision.assignment.reason, std::move(arrival.done), arrival.caller});
    if (running.caller == Running::Caller::Task)
        tasks.emplace(running.invocation, &environment);
    if (parts.skippingClock)
        running.hold.emplace(*parts.skippingClock);
    environment.invoke(std::move(work));
}

void Fleet::Private::deny(Arrival arrival, const WorkerManager::Denial& denial) {
    using Kind = WorkerManager::Denial::Kind;
    if (denial.kind == Kind::ScalingRate) {
        stopAt(arrival, Component::WorkerManager, denial.used, denial.limit);
        parts.bus.publish(telemetry::InvocationThrottled{
            arrival.invocation, ThrottleReason::FunctionInvocationRateLimitExceeded,
            ThrottleCause::ScalingRate, denial.used, denial.limit});
        refuse(std::move(arrival), throttled(ThrottleReason::FunctionInvocationRateLimitExceeded));
        return;
    }
    if (denial.kind == Kind::TenantEnvironments) {
        const bool reserved = arrival.target.route.counter->reserved.has_value();
        stopAt(arrival, Component::WorkerManager, denial.used, denial.limit);
        const auto reason = reserved
                                ? ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded
                                : ThrottleReason::ConcurrentInvocationLimitExceeded;
        parts.bus.publish(telemetry::InvocationThrottled{arrival.invocation, reason,
                                                         ThrottleCause::TenantEnvironments,
                                                         denial.used, denial.limit});
        refuse(std::move(arrival), throttled(reason));
        return;
    }
    stopAt(arrival, Component::Placement, denial.used, denial.limit);
    const bool machine = denial.kind == Kind::MachineFull;
    parts.bus.publish(
        telemetry::Notice{{machine ? "fleet.machineFull" : "fleet.noWorker",
                           {{"limit", std::to_string(machine ? denial.limit : denial.used)}}}});
    refuse(std::move(arrival), machine ? machineFull(denial.limit) : noCapacity());
}

void Fleet::Private::throttle(Arrival arrival, const Throttle& throttle) {
    stopAt(arrival, Component::CountingService, throttle.used, throttle.limit);
    parts.bus.publish(telemetry::InvocationThrottled{
        arrival.invocation, throttle.reason, throttle.cause, throttle.used, throttle.limit});
    refuse(std::move(arrival), throttled(throttle.reason));
}

void Fleet::Private::hop(const Arrival& arrival, Component component, int used, int limit,
                         int worker) {
    if (parts.bus.wantsHops())
        parts.bus.publish(
            telemetry::InvocationHop{arrival.invocation, component, true, worker, used, limit});
}

void Fleet::Private::stopAt(const Arrival& arrival, Component component, int used, int limit) {
    if (parts.bus.wantsHops())
        parts.bus.publish(
            telemetry::InvocationHop{arrival.invocation, component, false, 0, used, limit});
}

// --- the way out

void Fleet::Private::refuse(Arrival arrival, Refusal refusal) {
    InvokeResult result;
    result.invocation = arrival.invocation;
    result.statusCode = refusal.statusCode;
    result.payload = std::move(refusal.body);
    result.requestId = std::move(arrival.requestId);
    result.report.invocation = arrival.invocation;
    result.report.status = InvocationStatus::Refused;
    result.report.errorType = std::move(refusal.errorType);
    if (auto body = json::Value::parse(result.payload))
        result.report.payload = std::move(body).value();
    if (arrival.target.revision)
        result.report.memorySizeMb = arrival.target.revision->configuration.memoryMb;
    parts.bus.publish(result.report);
    refused.emplace_back(std::move(arrival.done), std::move(result));
    later.set(parts.clock.now());
}

/// Answers without a payload.
void Fleet::Private::acknowledge(Arrival arrival, int statusCode) {
    InvokeResult result;
    result.invocation = arrival.invocation;
    result.statusCode = statusCode;
    result.requestId = std::move(arrival.requestId);
    refused.emplace_back(std::move(arrival.done), std::move(result));
    later.set(parts.clock.now());
}

void Fleet::Private::tellRefusals() {
    auto due = std::exchange(refused, {});
    for (auto& [done, result] : due) {
        if (done)
            done(std::move(result));
    }
}

InvocationFinished Fleet::Private::makeReport(const sandbox::Environment& environment,
                                              sandbox::Outcome& outcome) {
    InvocationFinished report;
    report.invocation = outcome.invocation;
    report.environment = environment.id();
    report.status = outcome.status;
    report.errorType = std::move(outcome.errorType);
    report.duration = outcome.duration;
    report.billed = outcome.billed;
    report.init = outcome.init;
    report.restore = outcome.restore;
    report.errorCause = std::move(outcome.errorCause);
    report.maxMemoryUsedMb = outcome.maxMemoryUsedMb;
    report.memorySizeMb = environment.revision().configuration.memoryMb;
    auto payload = json::Value::parse(outcome.payload);
    if (!payload) {
        report.rawPayload = outcome.payload;
        return report;
    }
    report.payload = std::move(payload).value();
    // The name that the function gave its error says more than the header's.
    const std::string& type = report.payload["errorType"].toString();
    if (!type.empty() && outcome.status == InvocationStatus::FunctionError)
        report.errorType = type;
    return report;
}

InvokeResult Fleet::Private::makeResult(const PlacedEnvironment& environment,
                                        sandbox::Outcome& outcome) {
    InvokeResult result;
    result.invocation = outcome.invocation;
    const bool ran = outcome.status != InvocationStatus::Refused;
    if (!ran) {
        Refusal refusal = notRestored(outcome.errorType);
        result.statusCode = refusal.statusCode;
        outcome.payload = std::move(refusal.body);
    } else if (outcome.status != InvocationStatus::Succeeded) {
        result.functionError = "Unhandled";
    }
    if (ran)
        result.executedVersion = environment.revision().version;
    result.environment = environment.id();
    result.reason = environment.running->reason;
    result.report = makeReport(environment, outcome);
    result.log = std::move(outcome.log);
    result.payload = std::move(outcome.payload);
    return result;
}

/// The environment stays the invocation's, and so does its share of the concurrency.
void Fleet::Private::respond(PlacedEnvironment& environment, sandbox::Outcome&& outcome) {
    if (!environment.running || environment.running->invocation != outcome.invocation)
        return;
    Running& running = *environment.running;
    InvokeResult result = makeResult(environment, outcome);
    result.requestId = running.requestId;
    result.traceId = running.traceId;
    if (running.caller == Running::Caller::Task)
        tasks.erase(running.invocation);
    if (const Callback done = std::exchange(running.done, nullptr))
        done(std::move(result));
}

void Fleet::Private::finish(PlacedEnvironment& environment, sandbox::Outcome&& outcome) {
    if (!environment.running || environment.running->invocation != outcome.invocation)
        return;
    Running& running = *environment.running;
    InvokeResult result = makeResult(environment, outcome);
    result.requestId = std::move(running.requestId);
    result.traceId = std::move(running.traceId);
    parts.bus.publish(result.report);

    const Callback done = std::move(running.done);
    if (running.caller == Running::Caller::Task)
        tasks.erase(running.invocation);
    environment.running.reset(); // the caller may invoke again: its place is free, time not held
    if (done)
        done(std::move(result));
}

} // namespace ws::fleet
