#include "engine/sandbox/runtimeapi.h"

#include "engine/json/value.h"

#include <QByteArray>

#include <algorithm>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace ws::sandbox {

namespace {

constexpr std::string_view kPrefix = "/2018-06-01";
// Between us and our bootstraps: nobody else is asked, and unasked nobody may answer.
constexpr std::string_view kStateTarget = "/2018-06-01/runtime/warmstart/state";
constexpr std::string_view kStateRequest = "HTTP/1.1 209 State\r\nContent-Length: 0\r\n\r\n";
constexpr std::string_view kErrorType = "lambda-runtime-function-error-type";
constexpr std::string_view kInvocation = "/2018-06-01/runtime/invocation/";

void appendHeader(std::string& out, std::string_view name, std::string_view value) {
    if (value.empty() || value.find_first_of("\r\n") != std::string_view::npos)
        return;
    out.append(name).append(": ").append(value).append("\r\n");
}

std::string eventAnswer(const Delivery& delivery) {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    const auto deadline = duration_cast<milliseconds>(delivery.deadline.time_since_epoch());
    std::string text;
    text.reserve(512 + delivery.payload.size());
    text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    appendHeader(text, "Lambda-Runtime-Aws-Request-Id", delivery.requestId);
    appendHeader(text, "Lambda-Runtime-Invocation-Id", delivery.requestId);
    appendHeader(text, "Lambda-Runtime-Deadline-Ms", std::to_string(deadline.count()));
    appendHeader(text, "Lambda-Runtime-Invoked-Function-Arn", delivery.functionArn);
    appendHeader(text, "Lambda-Runtime-Trace-Id", delivery.traceId);
    appendHeader(text, "Lambda-Runtime-Client-Context", delivery.clientContext);
    appendHeader(text, "Lambda-Runtime-Aws-Tenant-Id", delivery.tenantId);
    appendHeader(text, "Content-Length", std::to_string(delivery.payload.size()));
    text += "\r\n";
    text += delivery.payload;
    return text;
}

std::string tooLargeBody() {
    return "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (" +
           std::to_string(RuntimeApi::kMaxResponse) +
           " bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}";
}

std::string fromBase64(std::string_view text) {
    return QByteArray::fromBase64(QByteArray(text.data(), static_cast<qsizetype>(text.size())))
        .toStdString();
}

/// What the service keeps of X-Ray's exception document; more is dropped whole, for half of it is
/// no JSON any more.
constexpr std::size_t kMaxCause = 1024 * 1024;

RuntimeError errorOf(HttpRequest& request) {
    const std::string_view cause = request.header("lambda-runtime-function-xray-error-cause");
    RuntimeError error;
    error.type = RuntimeApi::normalisedErrorType(request.header(kErrorType));
    error.cause = cause.size() <= kMaxCause ? cause : std::string_view();
    error.body = std::move(request.body);
    return error;
}

/// The part between `prefix` and `suffix`, or empty.
std::string_view between(std::string_view text, std::string_view prefix, std::string_view suffix) {
    if (!text.starts_with(prefix) || !text.ends_with(suffix) ||
        text.size() < prefix.size() + suffix.size())
        return {};
    return text.substr(prefix.size(), text.size() - prefix.size() - suffix.size());
}

} // namespace

RuntimeApi::RuntimeApi(Poller& poller, Listener& listener, FileDescriptor socket, Restores restores)
    : m_poller(poller)
    , m_listener(listener)
    , m_socket(std::move(socket))
    , m_restores(restores) {
    m_poller.add(m_socket.get(), EPOLLIN, [this](std::uint32_t) { accept(); });
}

RuntimeApi::~RuntimeApi() {
    m_poller.remove(m_socket.get());
}

void RuntimeApi::accept() {
    FileDescriptor socket(accept4(m_socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket)
        return;
    const HttpParser::Limits limits{.head =
                                        1024 * 1024 + 64 * 1024, // the X-Ray cause may take a part
                                    .body = kMaxStreamedResponse};
    m_connections.emplace_back(m_poller, static_cast<HttpConnection::Owner&>(*this),
                               std::move(socket), limits);
}

void RuntimeApi::reset() {
    m_waiting = nullptr;
    m_describing = false;
    for (HttpConnection& connection : m_connections) {
        for (EndpointPart* part : m_parts)
            part->onClosed(connection);
    }
    m_connections.clear();
    m_pending.clear();
    m_requestId.clear();
    m_state = State::Started;
    // What the old runtime left in the queue of the listening socket is not the new one's.
    while (
        FileDescriptor(accept4(m_socket.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC))) {
    }
}

void RuntimeApi::onClosed(HttpConnection& connection, End end) {
    if (m_waiting == &connection)
        m_waiting = nullptr;
    for (EndpointPart* part : m_parts)
        part->onClosed(connection);
    const HttpRequest& partial = connection.partialRequest();
    const bool truncated = end == End::Cut && partial.chunked && m_state == State::Running &&
                           between(partial.target, kInvocation, "/response") == m_requestId &&
                           !m_requestId.empty();
    m_connections.remove_if([&](const auto& each) { return &each == &connection; });
    if (!truncated)
        return;
    m_state = State::Errored;
    m_listener.onRuntimeInvocationError(
        std::string(m_requestId), {"Runtime.TruncatedResponse",
                                   "{\"errorMessage\":\"Response stream was cut before its end.\","
                                   "\"errorType\":\"Runtime.TruncatedResponse\"}"});
}

void RuntimeApi::onRequest(HttpConnection& connection, HttpRequest request) {
    const std::string_view target = request.target;
    for (EndpointPart* part : m_parts) {
        if (part->serves(target))
            return part->onRequest(connection, request);
    }
    const bool isPost = request.method == "POST";
    if (isPost && target.starts_with(kInvocation))
        onPosted(connection, request);
    else if (request.method == "GET" && target == "/2018-06-01/runtime/invocation/next")
        onNext(connection);
    else if (request.method == "GET" && target == "/2018-06-01/runtime/restore/next")
        onRestoreNext(connection);
    else if (isPost && target == "/2018-06-01/runtime/init/error")
        onInitError(connection, request);
    else if (isPost && target == "/2018-06-01/runtime/restore/error")
        onRestoreError(connection, request);
    else if (isPost && m_describing && target == kStateTarget)
        onState(connection, request);
    else if (request.method == "GET" && target == "/2018-06-01/ping")
        connection.send(httpAnswer("200 OK", "text/plain", "pong"));
    else if (target.starts_with(kPrefix) && target.ends_with("/next"))
        connection.send(httpAnswer("405 Method Not Allowed", "text/plain", ""));
    else
        connection.send(httpAnswer("404 Not Found", "text/plain", "404 page not found\n"));
}

void RuntimeApi::onNext(HttpConnection& connection) {
    if (m_state == State::Running && !m_pending.empty()) {
        // Asked for the event, went away before it came, asks again.
        const std::string event = std::exchange(m_pending, {});
        return connection.send(event);
    }
    if (m_state == State::Running || m_state == State::InitError || m_state == State::RestoreError)
        return refuseTransition(connection, "Ready");
    m_waiting = &connection;
    if (m_state == State::Ready)
        return; // the same question again, on another connection
    m_state = State::Ready;
    m_listener.onRuntimeNext();
}

void RuntimeApi::onRestoreNext(HttpConnection& connection) {
    if (m_restores == Restores::Never || m_state != State::Started)
        return refuseTransition(connection, "RestoreReady");
    m_state = State::Restoring;
    if (m_restores == Restores::ToBeSnapshot)
        return m_listener.onRuntimeSnapshot();
    connection.send(httpAnswer("200 OK", "application/json", ""));
    m_listener.onRuntimeRestoring();
}

void RuntimeApi::onRestoreError(HttpConnection& connection, HttpRequest& request) {
    if (m_state != State::Restoring || m_restores == Restores::ToBeSnapshot)
        return refuseTransition(connection, "RestoreError");
    m_state = State::RestoreError;
    connection.send(httpAccepted());
    m_listener.onRuntimeInitError(errorOf(request));
}

void RuntimeApi::deliver(const Delivery& delivery) {
    m_requestId = delivery.requestId;
    m_state = State::Running;
    if (HttpConnection* waiting = std::exchange(m_waiting, nullptr))
        waiting->send(eventAnswer(delivery));
    else
        m_pending = eventAnswer(delivery);
}

bool RuntimeApi::requestState() {
    if (m_describing)
        return true;
    HttpConnection* waiting = std::exchange(m_waiting, nullptr);
    if (!waiting)
        return false;
    m_describing = true;
    waiting->send(kStateRequest);
    return true;
}

/// Its next question follows, and waits for an event or finds the one that came meanwhile.
void RuntimeApi::onState(HttpConnection& connection, HttpRequest& request) {
    m_describing = false;
    connection.send(httpAccepted());
    m_listener.onRuntimeState(std::move(request.body));
}

void RuntimeApi::onInitError(HttpConnection& connection, HttpRequest& request) {
    if (m_state != State::Started)
        return refuseTransition(connection, "InitError");
    m_state = State::InitError;
    connection.send(httpAccepted());
    m_listener.onRuntimeInitError(errorOf(request));
}

void RuntimeApi::onPosted(HttpConnection& connection, HttpRequest& request) {
    const std::string_view response = between(request.target, kInvocation, "/response");
    const std::string_view error = between(request.target, kInvocation, "/error");
    const std::string_view id = response.empty() ? error : response;
    if (id.empty())
        return connection.send(httpAnswer("404 Not Found", "text/plain", "404 page not found\n"));
    const std::string_view to = error.empty() ? "InvocationResponse" : "InvocationErrorResponse";
    if (m_requestId.empty())
        return refuseTransition(connection, to);
    if (id != m_requestId)
        return connection.send(
            httpError("400 Bad Request", "InvalidRequestID", "Invalid request ID"));
    const std::string_view echoed = request.header("lambda-runtime-invocation-id");
    if (!echoed.empty() && echoed != m_requestId)
        return connection.send(
            httpError("400 Bad Request", "InvalidInvocationId", "Invalid invocation ID"));
    if (m_state != State::Running)
        return refuseTransition(connection, to);
    if (error.empty())
        onResponse(connection, request);
    else
        onError(connection, request);
}

void RuntimeApi::onResponse(HttpConnection& connection, HttpRequest& request) {
    const std::string_view mode = request.header("lambda-runtime-function-response-mode");
    const bool streaming = mode == "streaming";
    if (!mode.empty() && !streaming)
        return connection.send(httpError("400 Bad Request", "InvalidFunctionResponseMode",
                                         "Invalid function response mode"));
    if (request.bodyTooLarge || (!streaming && request.body.size() > kMaxResponse))
        return respondTooLarge(connection);
    const std::string_view failed = request.trailer("lambda-runtime-function-error-type");
    m_state = failed.empty() ? State::Responded : State::Errored;
    connection.send(httpAccepted());
    if (failed.empty())
        return m_listener.onRuntimeResponse(std::string(m_requestId), std::move(request.body));
    m_listener.onRuntimeInvocationError(
        std::string(m_requestId),
        {normalisedErrorType(failed),
         fromBase64(request.trailer("lambda-runtime-function-error-body"))});
}

void RuntimeApi::onError(HttpConnection& connection, HttpRequest& request) {
    if (request.body.size() > kMaxResponse)
        return respondTooLarge(connection);
    m_state = State::Errored;
    connection.send(httpAccepted());
    m_listener.onRuntimeInvocationError(std::string(m_requestId), errorOf(request));
}

void RuntimeApi::respondTooLarge(HttpConnection& connection) {
    m_state = State::Errored;
    connection.send(httpError("413 Request Entity Too Large", "RequestEntityTooLarge",
                              "Exceeded maximum allowed payload size (" +
                                  std::to_string(kMaxResponse) + " bytes)."));
    m_listener.onRuntimeInvocationError(std::string(m_requestId),
                                        {"Function.ResponseSizeTooLarge", tooLargeBody()});
}

void RuntimeApi::refuseTransition(HttpConnection& connection, std::string_view to) {
    std::string message = "State transition from ";
    message.append(nameOf(m_state)).append(" to ").append(to);
    message.append(" failed for runtime. Error: State transition is not allowed");
    connection.send(httpError("403 Forbidden", "InvalidStateTransition", message));
}

std::string_view RuntimeApi::nameOf(State state) {
    switch (state) {
    case State::Started:
        return "Started";
    case State::Restoring:
        return "Restoring";
    case State::RestoreError:
        return "RestoreError";
    case State::InitError:
        return "InitError";
    case State::Ready:
        return "Ready";
    case State::Running:
        return "Running";
    case State::Responded:
        return "InvocationResponse";
    case State::Errored:
        return "InvocationErrorResponse";
    }
    return {};
}

std::string RuntimeApi::normalisedErrorType(std::string_view type) {
    for (const std::string_view prefix : {"Runtime.", "Function."}) {
        if (!type.starts_with(prefix))
            continue;
        const std::string_view name = type.substr(prefix.size());
        const bool letters = std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        });
        if (name.size() >= 2 && name[0] >= 'A' && name[0] <= 'Z' && letters)
            return std::string(type);
        return std::string(prefix) + "Unknown";
    }
    return "Runtime.Unknown";
}

} // namespace ws::sandbox
