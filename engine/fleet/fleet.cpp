#include "engine/fleet/fleet.h"

#include "engine/base/alarm.h"
#include "engine/fleet/countingservice.h"
#include "engine/fleet/frontend.h"
#include "engine/fleet/taskoutcome.h"
#include "engine/fleet/workermanager.h"

#include <QByteArray>

#include <deque>
#include <unordered_map>
#include <utility>

namespace ws::fleet {

using base::InvocationId;
using telemetry::InvocationFinished;
using telemetry::InvocationStatus;
using telemetry::StartReason;

class Fleet::Private {
public:
    explicit Private(const Parts& parts)
        : parts(parts)
        , identifiers(parts.seed)
        , workers({parts.clock, parts.bus, parts.backends, identifiers,
                   [this](sandbox::Environment& environment, sandbox::Outcome outcome) {
                       finish(environment, std::move(outcome));
                   }})
        , later(parts.clock, [this] { tellRefusals(); }) {}

    /// A request on its way in.
    struct Arrival {
        InvocationId invocation{};
        std::string requestId;
        FrontEnd::Target target;
        std::string payload;
        std::string clientContext; ///< JSON or empty
        Callback done;
    };
    /// What runs.
    struct Open {
        std::string requestId;
        std::string traceId;
        CountingService::Token token;
        std::optional<base::SystemClock::Hold> hold;
        StartReason reason;
        Callback done;
    };

    InvocationId receive(telemetry::InvocationArrived arrived, FrontEnd::Target target,
                         std::string payload, std::optional<Refusal> refusal, Callback done,
                         std::string clientContext = {});
    /// Answers without running anything.
    InvocationId acknowledge(int statusCode, InvocationId invocation, Callback done);
    void admit(Arrival arrival);
    void run(Arrival arrival, WorkerManager::Assignment assignment, CountingService::Token token);
    void deny(Arrival arrival, WorkerManager::Denial denial);
    void throttle(Arrival arrival, telemetry::ThrottleReason reason);
    void refuse(Arrival arrival, Refusal refusal);
    void tellRefusals();
    static InvocationFinished makeReport(const sandbox::Environment& environment,
                                         sandbox::Outcome& outcome);
    void finish(const sandbox::Environment& environment, sandbox::Outcome outcome);

    const Parts parts;
    Settings settings;
    Identifiers identifiers;
    FrontEnd frontEnd;
    CountingService counting;
    std::unordered_map<InvocationId, Open> open; // its tokens point into counting
    WorkerManager workers;
    std::deque<std::pair<Callback, InvokeResult>> refused;
    base::Alarm later;
    std::uint64_t lastInvocation = 0;
};

// --- the way in

InvocationId Fleet::Private::receive(telemetry::InvocationArrived arrived, FrontEnd::Target target,
                                     std::string payload, std::optional<Refusal> refusal,
                                     Callback done, std::string clientContext) {
    Arrival arrival;
    arrival.invocation = InvocationId{++lastInvocation};
    arrival.requestId = identifiers.requestId();
    arrival.target = std::move(target);
    arrival.payload = std::move(payload);
    arrival.clientContext = std::move(clientContext);
    arrival.done = std::move(done);

    const InvocationId invocation = arrival.invocation;
    arrived.invocation = invocation;
    arrived.requestId = arrival.requestId;
    arrived.function = arrival.target.name.name;
    arrived.qualifier = arrival.target.name.qualifier;
    parts.bus.publish(std::move(arrived));

    if (auto notNow = FrontEnd::refusalOf(arrival.target)) {
        refuse(std::move(arrival), std::move(*notNow));
    } else if (refusal) {
        refuse(std::move(arrival), std::move(*refusal));
    } else {
        admit(std::move(arrival));
    }
    return invocation;
}

void Fleet::Private::admit(Arrival arrival) {
    auto counted = counting.take(arrival.target.name.name);
    if (const auto* reason = std::get_if<telemetry::ThrottleReason>(&counted)) {
        throttle(std::move(arrival), *reason);
        return;
    }
    const auto assigned = workers.assign(arrival.target.revision);
    if (const auto* denial = std::get_if<WorkerManager::Denial>(&assigned)) {
        deny(std::move(arrival), *denial);
        return;
    }
    run(std::move(arrival), std::get<WorkerManager::Assignment>(assigned),
        std::move(std::get<CountingService::Token>(counted)));
}

void Fleet::Private::run(Arrival arrival, WorkerManager::Assignment assignment,
                         CountingService::Token token) {
    sandbox::Environment& environment = *assignment.environment;
    parts.bus.publish(
        telemetry::InvocationStarted{arrival.invocation, environment.id(), assignment.reason});
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

    const auto [entry, added] = open.emplace(
        arrival.invocation, Open{std::move(arrival.requestId), work.traceId, std::move(token),
                                 std::nullopt, assignment.reason, std::move(arrival.done)});
    if (parts.skippingClock)
        entry->second.hold.emplace(*parts.skippingClock);
    environment.invoke(std::move(work));
}

void Fleet::Private::deny(Arrival arrival, WorkerManager::Denial denial) {
    if (denial == WorkerManager::Denial::BurstRate) {
        throttle(std::move(arrival),
                 telemetry::ThrottleReason::FunctionInvocationRateLimitExceeded);
        return;
    }
    const int limit = settings.machineEnvironments;
    parts.bus.publish(telemetry::Notice{{"fleet.machineFull", {{"limit", std::to_string(limit)}}}});
    refuse(std::move(arrival), machineFull(limit));
}

void Fleet::Private::throttle(Arrival arrival, telemetry::ThrottleReason reason) {
    parts.bus.publish(telemetry::InvocationThrottled{arrival.invocation, reason});
    refuse(std::move(arrival), throttled(reason));
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

InvocationId Fleet::Private::acknowledge(int statusCode, InvocationId invocation, Callback done) {
    InvokeResult result;
    result.invocation = invocation;
    result.statusCode = statusCode;
    result.requestId = identifiers.requestId();
    refused.emplace_back(std::move(done), std::move(result));
    later.set(parts.clock.now());
    return invocation;
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

void Fleet::Private::finish(const sandbox::Environment& environment, sandbox::Outcome outcome) {
    auto node = open.extract(outcome.invocation);
    if (node.empty())
        return;
    InvokeResult result;
    result.invocation = outcome.invocation;
    if (outcome.status != InvocationStatus::Succeeded)
        result.functionError = "Unhandled";
    result.requestId = std::move(node.mapped().requestId);
    result.traceId = std::move(node.mapped().traceId);
    result.executedVersion = environment.revision().version;
    result.environment = environment.id();
    result.reason = node.mapped().reason;
    result.report = makeReport(environment, outcome);
    result.log = std::move(outcome.log);
    result.payload = std::move(outcome.payload);
    parts.bus.publish(result.report);

    const Callback done = std::move(node.mapped().done);
    node = {}; // the caller may invoke again: its place is free and time is not held any more
    if (done)
        done(std::move(result));
}

// --- Fleet

Fleet::Fleet(const Parts& parts)
    : d(std::make_unique<Private>(parts)) {}

Fleet::~Fleet() = default;

void Fleet::setSettings(const Settings& settings) {
    d->settings = settings;
    d->counting.setAccountConcurrency(settings.accountConcurrency);
    d->workers.setSettings(settings);
}

const Settings& Fleet::settings() const {
    return d->settings;
}

void Fleet::setCatalog(std::vector<function::CatalogEntry> catalog) {
    d->counting.setCatalog(catalog);
    d->frontEnd.setCatalog(std::move(catalog));
    d->workers.replace(
        [this](const function::Revision& revision) { return d->frontEnd.isCurrent(revision); });
}

void Fleet::setFunctions(const std::vector<std::shared_ptr<const function::Revision>>& revisions) {
    std::vector<function::CatalogEntry> catalog;
    for (const auto& revision : revisions)
        catalog.push_back(function::entryOf(revision));
    setCatalog(std::move(catalog));
}

std::shared_ptr<const function::Revision> Fleet::function(const std::string& name) const {
    const function::CatalogEntry* entry = d->frontEnd.find(name);
    return entry ? entry->revisions.front() : nullptr;
}

InvocationId Fleet::invoke(InvokeRequest request, Callback done) {
    telemetry::InvocationArrived arrived;
    std::optional<Refusal> refusal;
    auto parsed = FrontEnd::parsePayload(request.payload);
    if (auto* value = std::get_if<json::Value>(&parsed))
        arrived.payload = std::move(*value);
    else
        refusal = std::move(std::get<Refusal>(parsed));
    std::string payload = request.payload.empty() ? "{}" : std::move(request.payload);
    FrontEnd::Target target =
        d->frontEnd.resolve(request.function, request.qualifier, d->identifiers.random());
    const bool runs = !FrontEnd::refusalOf(target) && !refusal;
    if (runs && request.type == InvocationType::DryRun)
        return d->acknowledge(204, InvocationId{++d->lastInvocation}, std::move(done));
    const bool isEvent = runs && request.type == InvocationType::Event;
    const InvocationId invocation =
        d->receive(std::move(arrived), std::move(target), std::move(payload), std::move(refusal),
                   isEvent ? Callback() : std::move(done), std::move(request.clientContext));
    if (isEvent)
        d->acknowledge(202, invocation, std::move(done));
    return invocation;
}

static std::string decoded(const std::string& base64) {
    return QByteArray::fromBase64(QByteArray::fromStdString(base64)).toStdString();
}

Fleet::Ticket Fleet::invoke(const execution::TaskRequest& request,
                            std::function<void(execution::TaskOutcome)> done) {
    using Way = execution::TaskRequest::Invocation;
    telemetry::InvocationArrived arrived;
    arrived.payload = request.payload;
    arrived.execution = request.execution;
    arrived.state = request.state;
    arrived.scheduledEvent = request.scheduledEvent;
    std::optional<Refusal> refusal;
    std::string payload = request.payload.dump();
    if (!request.payloadText.empty()) {
        payload = request.payloadText;
        auto parsed = FrontEnd::parsePayload(payload);
        if (auto* why = std::get_if<Refusal>(&parsed))
            refusal = std::move(*why);
    }
    const auto tell = [done = std::move(done)](const InvokeResult& result) {
        done(taskOutcome(result));
    };
    FrontEnd::Target target = d->frontEnd.resolve(request.function, {}, d->identifiers.random());
    const bool runs = !FrontEnd::refusalOf(target) && !refusal;
    if (runs && request.invocation == Way::DryRun)
        return static_cast<Ticket>(d->acknowledge(204, InvocationId{++d->lastInvocation}, tell));
    const bool isEvent = runs && request.invocation == Way::Event;
    const InvocationId invocation =
        d->receive(std::move(arrived), std::move(target), std::move(payload), std::move(refusal),
                   isEvent ? Callback() : tell, decoded(request.clientContext));
    if (isEvent)
        d->acknowledge(202, invocation, tell);
    return static_cast<Ticket>(invocation);
}

void Fleet::abandon(Ticket ticket) {
    const InvocationId invocation{ticket};
    if (const auto found = d->open.find(invocation); found != d->open.end())
        found->second.done = {};
    for (auto& [done, result] : d->refused) {
        if (result.invocation == invocation)
            done = {};
    }
}

void Fleet::stopEnvironments(const std::string& function) {
    d->workers.stop(function);
}

void Fleet::requestState(base::EnvironmentId environment,
                         std::function<void(base::Result<json::Value>)> answer) {
    if (sandbox::Environment* found = d->workers.find(environment))
        found->requestState(std::move(answer));
    else
        answer(base::Error{"sandbox.state.notIdle", {}});
}

std::size_t Fleet::environmentCount() const {
    return d->workers.count();
}

std::size_t Fleet::openCount() const {
    return d->open.size() + d->refused.size();
}

} // namespace ws::fleet
