#include "engine/sandbox/telemetryapi.h"

#include "engine/json/value.h"
#include "engine/sandbox/logsschema.h"
#include "engine/sandbox/platformrecords.h"

namespace ws::sandbox {

namespace {

constexpr std::string_view kLogsTarget = "/2020-08-15/logs";

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
    Happened what{m_clock.now(), std::string(type), std::string(record)};
    for (TelemetrySubscriber& subscriber : m_subscribers)
        give(subscriber, what);
    if (m_open && m_kept.size() < kKept)
        m_kept.push_back(std::move(what));
}

void TelemetryApi::give(TelemetrySubscriber& subscriber, const Happened& what) {
    if (!subscriber.wants(kindOf(what.type)))
        return;
    using Schema = TelemetrySubscription::Schema;
    if (subscriber.schema() == Schema::Telemetry) {
        subscriber.add(platformEvent(what.at, what.type, what.record));
        return;
    }
    const auto status =
        subscriber.schema() == Schema::Logs2021 ? RuntimeDone::Told : RuntimeDone::NotTold;
    for (const auto& [type, record] : logsEvents(what.type, what.record, status))
        subscriber.add(platformEvent(what.at, type, record));
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
    return target == "/2022-07-01/telemetry" || target == kLogsTarget;
}

void TelemetryApi::onRequest(HttpConnection& connection, HttpRequest& request) {
    if (request.method != "PUT")
        return connection.send(httpAnswer("405 Method Not Allowed", "text/plain", ""));
    const std::optional<std::string> name = m_extensions.identify(connection, request);
    if (!name)
        return;
    const bool logs = request.target == kLogsTarget;
    if (!m_open)
        return connection.send(logs ? httpError("403 Forbidden", "Logs.SubscriptionClosed",
                                                "Logs API subscription is closed")
                                    : httpError("403 Forbidden", "Telemetry.SubscriptionClosed",
                                                "Telemetry API subscription is closed"));
    auto subscription =
        TelemetrySubscription::parse(request.body, logs ? TelemetrySubscription::Api::Logs
                                                        : TelemetrySubscription::Api::Telemetry);
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
    for (const Happened& what : m_kept)
        give(m_subscribers.back(), what);
    const json::Value record =
        json::Value::object({{"name", name}, {"state", "Subscribed"}, {"types", std::move(types)}});
    const bool logs = m_subscribers.back().schema() != TelemetrySubscription::Schema::Telemetry;
    tell(logs ? "platform.logsSubscription" : "platform.telemetrySubscription", record.dump());
}

} // namespace ws::sandbox
