#include "engine/sandbox/telemetryapi.h"

#include "engine/json/value.h"
#include "engine/sandbox/platformrecords.h"

namespace ws::sandbox {

namespace {

TelemetryType kindOf(std::string_view type) {
    if (type == "function")
        return TelemetryType::Function;
    return type == "extension" ? TelemetryType::Extension : TelemetryType::Platform;
}

} // namespace

TelemetryApi::TelemetryApi(base::Clock& clock, Poller& poller, ExtensionsApi& extensions,
                           TelemetrySubscriber::Network& network)
    : m_clock(clock)
    , m_poller(poller)
    , m_extensions(extensions)
    , m_network(network) {}

void TelemetryApi::reset() {
    m_subscribers.clear();
    m_kept.clear();
    m_open = true;
}

void TelemetryApi::close() {
    m_open = false;
    m_kept.clear();
}

// ---- what happens

void TelemetryApi::tell(std::string_view type, std::string_view record) {
    if (!listening())
        return;
    std::string event = platformEvent(m_clock.now(), type, record);
    const TelemetryType kind = kindOf(type);
    for (TelemetrySubscriber& subscriber : m_subscribers) {
        if (subscriber.wants(kind))
            subscriber.add(event);
    }
    if (m_open && m_kept.size() < kKept)
        m_kept.emplace_back(kind, std::move(event));
}

void TelemetryApi::tellLine(std::string_view type, std::string_view line) {
    if (!listening())
        return;
    std::string record;
    json::appendQuoted(record, line);
    tell(type, record);
}

void TelemetryApi::flush() {
    for (TelemetrySubscriber& subscriber : m_subscribers)
        subscriber.flush();
}

void TelemetryApi::onConnected(std::uint32_t token, FileDescriptor socket) {
    for (TelemetrySubscriber& subscriber : m_subscribers) {
        if (subscriber.token() == token)
            return subscriber.onConnected(std::move(socket));
    }
}

// ---- who listens

bool TelemetryApi::serves(std::string_view target) const {
    return target == "/2022-07-01/telemetry";
}

void TelemetryApi::onRequest(HttpConnection& connection, HttpRequest& request) {
    if (request.method != "PUT")
        return connection.send(httpAnswer("405 Method Not Allowed", "text/plain", ""));
    const std::optional<std::string> name = m_extensions.identify(connection, request);
    if (!name)
        return;
    if (!m_open)
        return connection.send(httpError("403 Forbidden", "Telemetry.SubscriptionClosed",
                                         "Telemetry API subscription is closed"));
    auto subscription = TelemetrySubscription::parse(request.body);
    if (!subscription.ok())
        return connection.send(
            httpError("400 Bad Request", "ValidationError", subscription.error().arg("reason")));
    connection.send(httpAnswer("200 OK", "text/plain", "\"OK\""));
    subscribe(*name, std::move(subscription).value());
}

void TelemetryApi::subscribe(const std::string& name, TelemetrySubscription subscription) {
    json::Value types = json::Value::array();
    for (const std::string& type : subscription.typeNames)
        types.push(type);
    m_subscribers.emplace_back(m_clock, m_poller, m_network, ++m_tokens, std::move(subscription));
    for (const auto& [kind, event] : m_kept) {
        if (m_subscribers.back().wants(kind))
            m_subscribers.back().add(event);
    }
    const json::Value record =
        json::Value::object({{"name", name}, {"state", "Subscribed"}, {"types", std::move(types)}});
    tell("platform.telemetrySubscription", record.dump());
}

} // namespace ws::sandbox
