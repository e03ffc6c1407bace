#include "engine/sandbox/telemetrysubscriber.h"

#include "engine/json/value.h"
#include "engine/sandbox/platformrecords.h"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace ws::sandbox {

namespace {

constexpr std::size_t kQueueFactor = 4; // batches that may wait for a slow listener
constexpr int kTries = 3;               // of one batch
constexpr int kReservedPort = 9001;

base::Error invalid(std::string reason) {
    return base::Error{"telemetry.invalid", {{"reason", std::move(reason)}}};
}

std::uint8_t typeOf(const std::string& name) {
    if (name == "platform")
        return static_cast<std::uint8_t>(TelemetryType::Platform);
    if (name == "function")
        return static_cast<std::uint8_t>(TelemetryType::Function);
    if (name == "extension")
        return static_cast<std::uint8_t>(TelemetryType::Extension);
    return 0;
}

/// "http://sandbox.localdomain:1234/path": only the environment itself can be told.
bool parseUri(std::string_view uri, TelemetrySubscription& out) {
    constexpr std::string_view kScheme = "http://";
    if (!uri.starts_with(kScheme))
        return false;
    uri.remove_prefix(kScheme.size());
    const std::size_t slash = std::min(uri.find('/'), uri.size());
    const std::string_view authority = uri.substr(0, slash);
    if (slash < uri.size())
        out.path = uri.substr(slash);
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    const std::string_view host = authority.substr(0, colon);
    if (host != "sandbox.localdomain" && host != "sandbox")
        return false;
    int port = colon == authority.size() ? 80 : 0;
    for (const char c : authority.substr(std::min(colon + 1, authority.size()))) {
        if (c < '0' || c > '9' || port > 65'535)
            return false;
        port = port * 10 + (c - '0');
    }
    out.port = static_cast<std::uint16_t>(port);
    return port > 0 && port <= 65'535 && out.path.find_first_of(" \r\n") == std::string::npos;
}

struct Limit {
    const char* name;
    std::int64_t least;
    std::int64_t most;
};

/// The number, `otherwise` without one, or an error when it is none or out of bounds.
base::Result<std::int64_t> limited(const json::Value& buffering, const Limit& limit,
                                   std::int64_t otherwise) {
    const json::Value* value = buffering.find(limit.name);
    if (!value)
        return otherwise;
    const std::int64_t number = value->toInteger();
    if (!value->isInteger() || number < limit.least || number > limit.most)
        return invalid(std::string("buffering.") + limit.name + " must be between " +
                       std::to_string(limit.least) + " and " + std::to_string(limit.most));
    return number;
}

base::Status parseBuffering(const json::Value& buffering, TelemetrySubscription& out) {
    if (!buffering.isNull() && !buffering.isObject())
        return invalid("buffering must be an object");
    const auto items = limited(buffering, {"maxItems", 1'000, 10'000}, 10'000);
    if (!items.ok())
        return items.error();
    const auto bytes = limited(buffering, {"maxBytes", 262'144, 1'048'576}, 262'144);
    if (!bytes.ok())
        return bytes.error();
    const auto timeout = limited(buffering, {"timeoutMs", 25, 30'000}, 1'000);
    if (!timeout.ok())
        return timeout.error();
    out.maxItems = static_cast<std::size_t>(*items);
    out.maxBytes = static_cast<std::size_t>(*bytes);
    out.timeout = std::chrono::milliseconds{*timeout};
    return {};
}

base::Status parseDestination(const json::Value& destination, TelemetrySubscription& out) {
    const std::string& protocol = destination["protocol"].toString();
    if (protocol == "HTTP") {
        if (!parseUri(destination["URI"].toString(), out))
            return invalid("destination.URI must be http://sandbox.localdomain:<port>");
        if (out.schema != TelemetrySubscription::Schema::Telemetry &&
            !destination["method"].isNull())
            out.method = destination["method"].toString();
        if (out.method != "POST" && out.method != "PUT")
            return invalid("destination.method must be POST or PUT");
    } else if (protocol == "TCP") {
        const std::int64_t port = destination["port"].toInteger();
        if (port < 1 || port > 65'535)
            return invalid("destination.port must be between 1 and 65535");
        out.protocol = TelemetrySubscription::Protocol::Tcp;
        out.port = static_cast<std::uint16_t>(port);
    } else {
        return invalid("destination.protocol must be HTTP or TCP");
    }
    if (out.port == kReservedPort)
        return invalid("destination: port 9001 is reserved");
    return {};
}

base::Status parseSchema(const json::Value& request, TelemetrySubscription::Api api,
                         TelemetrySubscription& out) {
    using Schema = TelemetrySubscription::Schema;
    const std::string& version = request["schemaVersion"].toString();
    if (api == TelemetrySubscription::Api::Logs) {
        out.schema = version == "2021-03-18" ? Schema::Logs2021 : Schema::Logs2020;
        // Its first clients sent none.
        const bool known =
            request["schemaVersion"].isNull() || version == "2020-08-15" || version == "2021-03-18";
        return known ? base::Status() : invalid("schemaVersion must be 2020-08-15 or 2021-03-18");
    }
    if (version != "2022-07-01" && version != "2022-12-13" && version != "2025-01-29")
        return invalid("schemaVersion must be 2022-07-01, 2022-12-13 or 2025-01-29");
    return {};
}

} // namespace

base::Result<TelemetrySubscription> TelemetrySubscription::parse(std::string_view body, Api api) {
    const auto request = json::Value::parse(body);
    if (!request.ok() || !request->isObject())
        return invalid("the body is not a JSON object");
    TelemetrySubscription out;
    if (const base::Status status = parseSchema(*request, api, out); !status.ok())
        return status.error();
    for (const json::Value& type : (*request)["types"].items()) {
        const std::uint8_t bit = typeOf(type.toString());
        if (bit == 0)
            return invalid("types must be of platform, function and extension");
        out.types |= bit;
        out.typeNames.push_back(type.toString());
    }
    if (out.types == 0)
        return invalid("types must name one at least");
    if (const base::Status status = parseDestination((*request)["destination"], out); !status.ok())
        return status.error();
    if (const base::Status status = parseBuffering((*request)["buffering"], out); !status.ok())
        return status.error();
    return out;
}

TelemetrySubscriber::TelemetrySubscriber(base::Clock& clock, Poller& poller, Network& network,
                                         std::uint32_t token, TelemetrySubscription subscription)
    : m_clock(clock)
    , m_poller(poller)
    , m_network(network)
    , m_token(token)
    , m_subscription(std::move(subscription))
    , m_alarm(clock, [this] { flush(); }) {}

TelemetrySubscriber::~TelemetrySubscriber() {
    if (m_socket)
        m_poller.remove(m_socket.get());
}

// ---- gathering

void TelemetrySubscriber::add(const std::string& event) {
    if (m_events.size() >= kQueueFactor * m_subscription.maxItems ||
        m_bytes + event.size() > kQueueFactor * m_subscription.maxBytes) {
        ++m_droppedRecords;
        m_droppedBytes += event.size();
        return;
    }
    m_events.push_back(event);
    m_bytes += event.size();
    if (m_events.size() >= m_subscription.maxItems || m_bytes >= m_subscription.maxBytes)
        flush();
    else if (!m_alarm.due())
        m_alarm.set(m_clock.now() + m_subscription.timeout);
}

std::string TelemetrySubscriber::takeBatch() {
    if (m_droppedRecords > 0) {
        std::string event = platformEvent(
            m_clock.now(), "platform.logsDropped",
            logsDroppedRecord("Consumer seems to have fallen behind as it has not acknowledged "
                              "receipt of logs.",
                              m_droppedRecords, m_droppedBytes));
        m_droppedRecords = m_droppedBytes = 0;
        m_bytes += event.size();
        m_events.push_back(std::move(event));
    }
    const bool http = m_subscription.protocol == TelemetrySubscription::Protocol::Http;
    std::string body = http ? "[" : "";
    m_batchBytes = 0;
    for (std::size_t count = 0; !m_events.empty() && count < m_subscription.maxItems; ++count) {
        const std::string& event = m_events.front();
        if (count > 0 && body.size() + event.size() > m_subscription.maxBytes)
            break;
        if (http && count > 0)
            body += ',';
        body += event;
        if (!http)
            body += '\n';
        m_bytes -= event.size();
        m_batchBytes += event.size();
        m_events.pop_front();
        m_batchRecords = count + 1;
    }
    if (!http)
        return body;
    body += ']';
    return m_subscription.method + ' ' + m_subscription.path +
           " HTTP/1.1\r\nHost: sandbox.localdomain:" + std::to_string(m_subscription.port) +
           "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

// ---- sending

void TelemetrySubscriber::flush() {
    m_alarm.clear();
    if (m_connecting || m_socket)
        return; // the end of the one on its way goes on
    if (m_batch.empty() && m_events.empty() && m_droppedRecords == 0)
        return;
    if (m_batch.empty())
        m_batch = takeBatch();
    m_connecting = true;
    m_network.connect(m_subscription.port, m_token);
}

void TelemetrySubscriber::onConnected(FileDescriptor socket) {
    m_connecting = false;
    if (!socket)
        return finish(Taken::No);
    m_socket = std::move(socket);
    m_sent = 0;
    m_answer.clear();
    m_poller.add(m_socket.get(), EPOLLIN | EPOLLOUT,
                 [this](std::uint32_t events) { onReady(events); });
}

void TelemetrySubscriber::onReady(std::uint32_t events) {
    if ((events & EPOLLOUT) && m_sent < m_batch.size()) {
        const ssize_t size = ::send(m_socket.get(), m_batch.data() + m_sent,
                                    m_batch.size() - m_sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size < 0 && errno != EAGAIN && errno != EINTR)
            return finish(Taken::No);
        m_sent += size > 0 ? static_cast<std::size_t>(size) : 0;
        if (m_sent < m_batch.size())
            return;
        if (m_subscription.protocol == TelemetrySubscription::Protocol::Tcp)
            return finish(Taken::Yes);
        m_poller.change(m_socket.get(), EPOLLIN);
    }
    if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
        return;
    auto& scratch = m_poller.scratch();
    const ssize_t size = ::recv(m_socket.get(), scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size > 0)
        m_answer.append(scratch.data(), static_cast<std::size_t>(std::min<ssize_t>(size, 256)));
    // The status is all that matters: "HTTP/1.1 200".
    if (size <= 0 || m_answer.size() >= 12)
        finish(m_answer.size() >= 12 && m_answer[9] == '2' ? Taken::Yes : Taken::No);
}

void TelemetrySubscriber::finish(Taken taken) {
    if (m_socket)
        m_poller.remove(m_socket.get());
    m_socket.reset();
    if (taken == Taken::No && ++m_failures >= kTries) {
        m_droppedRecords += m_batchRecords;
        m_droppedBytes += m_batchBytes;
    }
    if (taken == Taken::Yes || m_failures >= kTries) {
        m_batch.clear();
        m_failures = 0;
    }
    const bool full =
        m_events.size() >= m_subscription.maxItems || m_bytes >= m_subscription.maxBytes;
    if (taken == Taken::Yes && full)
        flush();
    else if (!m_batch.empty() || !m_events.empty())
        m_alarm.set(m_clock.now() + m_subscription.timeout);
}

} // namespace ws::sandbox
