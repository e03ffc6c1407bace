#include "engine/fleet/fleet_p.h"
#include "engine/fleet/taskoutcome.h"

#include <QByteArray>

#include <utility>

namespace ws::fleet {

using base::InvocationId;

Fleet::Private::Private(const Parts& parts)
    : parts(parts)
    , identifiers(parts.seed)
    , workers({parts.clock, parts.bus, parts.backends, identifiers,
               [this](PlacedEnvironment& environment, sandbox::Outcome&& outcome) {
                   finish(environment, std::move(outcome));
               },
               [this](PlacedEnvironment& environment, sandbox::Outcome&& outcome) {
                   respond(environment, std::move(outcome));
               }})
    , provisioning(parts.clock, parts.bus, workers)
    , queue({parts.clock, parts.bus, identifiers, frontEnd, parts.destinations,
             [this](const AsyncQueue::Attempt& one, InvokeCallback done) {
                 attempt(one, std::move(done));
             },
             [this](const std::string& target, const std::string& record,
                    AsyncQueue::ChainBefore chain, std::function<void(const base::Status&)> done) {
                 forward(target, record, std::move(chain), std::move(done));
             }})
    , later(parts.clock, [this] { tellRefusals(); }) {}

Fleet::Fleet(const Parts& parts)
    : d(std::make_unique<Private>(parts)) {
    setSettings({});
}

Fleet::~Fleet() = default;

void Fleet::setSettings(const Settings& settings) {
    d->settings = settings;
    d->counting.setAccountConcurrency(settings.accountConcurrency);
    d->counting.setRequestsPerConcurrency(settings.requestsPerConcurrency);
    d->workers.setSettings(settings);
    d->provisioning.setSettings(settings);
    d->queue.setSettings(settings.pollers);
}

const Settings& Fleet::settings() const {
    return d->settings;
}

void Fleet::setCatalog(std::vector<function::CatalogEntry> catalog) {
    d->counting.setCatalog(catalog);
    d->provisioning.setCatalog(catalog);
    d->frontEnd.setCatalog(std::move(catalog), [this](const function::Revision& revision) {
        return FrontEnd::Route{&d->counting.counter(revision.configuration.name),
                               &d->workers.pool(revision)};
    });
    d->workers.replace(
        [this](const function::Revision& revision) { return d->frontEnd.isCurrent(revision); });
}

void Fleet::setFunctions(const std::vector<std::shared_ptr<const function::Revision>>& revisions) {
    std::vector<function::CatalogEntry> catalog;
    catalog.reserve(revisions.size());
    for (const auto& revision : revisions)
        catalog.push_back(function::entryOf(revision));
    setCatalog(std::move(catalog));
}

std::shared_ptr<const function::Revision> Fleet::function(const std::string& name) const {
    const function::CatalogEntry* entry = d->frontEnd.find(name);
    return entry ? entry->revisions.front() : nullptr;
}

std::optional<telemetry::ProvisionedConcurrencyChanged>
Fleet::provisioned(const std::string& function, const std::string& qualifier) const {
    return d->provisioning.status(function, qualifier);
}

void Fleet::setEventStore(EventStore* store) {
    d->queue.setStore(store);
}

std::int64_t Fleet::queuedCount() const {
    return d->queue.waiting();
}

const CountingService& Fleet::counting() const {
    return d->counting;
}

const Placement& Fleet::placement() const {
    return d->workers.placement();
}

InvocationId Fleet::invoke(InvokeRequest asked, Callback done) {
    Private::Request request;
    request.target = d->frontEnd.resolve(asked.function, asked.qualifier, d->identifiers.random());
    auto parsed = FrontEnd::parsePayload(asked.payload);
    if (auto* value = std::get_if<json::Value>(&parsed))
        request.arrived.payload = std::move(*value);
    else
        request.refusal = std::move(std::get<Refusal>(parsed));
    request.payload = asked.payload.empty() ? "{}" : std::move(asked.payload);
    request.clientContext = std::move(asked.clientContext);
    request.arrived.tenantId = std::move(asked.tenantId);
    request.principal = std::move(asked.caller);
    request.sourceArn = std::move(asked.sourceArn);
    request.type = asked.type;
    return d->receive(std::move(request), std::move(done));
}

static std::string decoded(const std::string& base64) {
    return QByteArray::fromBase64(QByteArray::fromStdString(base64)).toStdString();
}

static InvocationType typeOf(execution::TaskRequest::Invocation way) {
    using Way = execution::TaskRequest::Invocation;
    switch (way) {
    case Way::RequestResponse:
        return InvocationType::RequestResponse;
    case Way::Event:
        return InvocationType::Event;
    case Way::DryRun:
        return InvocationType::DryRun;
    }
    return InvocationType::RequestResponse;
}

Fleet::Ticket Fleet::invoke(const execution::TaskRequest& asked,
                            std::function<void(execution::TaskOutcome)> done) {
    Private::Request request;
    request.arrived.payload = asked.payload;
    request.arrived.execution = asked.child == base::ExecutionId{} ? asked.execution : asked.child;
    request.arrived.state = asked.state;
    request.arrived.scheduledEvent = asked.scheduledEvent;
    request.payload = asked.payloadText.empty() ? asked.payload.dump() : asked.payloadText;
    if (!asked.payloadText.empty()) {
        auto parsed = FrontEnd::parsePayload(request.payload);
        if (auto* why = std::get_if<Refusal>(&parsed))
            request.refusal = std::move(*why);
    }
    request.target = d->frontEnd.resolve(asked.function, {}, d->identifiers.random());
    request.clientContext = decoded(asked.clientContext);
    request.arrived.tenantId = asked.tenantId;
    request.principal = asked.roleArn;
    request.type = typeOf(asked.invocation);
    request.caller = Running::Caller::Task;
    return static_cast<Ticket>(
        d->receive(std::move(request), [done = std::move(done)](const InvokeResult& result) {
            done(taskOutcome(result));
        }));
}

void Fleet::abandon(Ticket ticket) {
    const InvocationId invocation{ticket};
    if (const auto found = d->tasks.find(invocation); found != d->tasks.end())
        found->second->running->done = {};
    d->unacknowledged.erase(invocation);
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
    return std::size_t(d->counting.running()) + d->refused.size();
}

} // namespace ws::fleet
