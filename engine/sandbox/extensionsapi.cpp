#include "engine/sandbox/extensionsapi.h"

#include "engine/json/value.h"

#include <algorithm>

namespace ws::sandbox {

namespace {

constexpr std::string_view kPrefix = "/2020-01-01/extension/";
constexpr std::string_view kInvoke = "INVOKE";
constexpr std::string_view kShutdown = "SHUTDOWN";

std::string millisSinceEpoch(base::TimePoint at) {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    return std::to_string(duration_cast<milliseconds>(at.time_since_epoch()).count());
}

std::string_view textOf(ShutdownReason reason) {
    switch (reason) {
    case ShutdownReason::Spindown:
        return "spindown";
    case ShutdownReason::Timeout:
        return "timeout";
    case ShutdownReason::Failure:
        return "failure";
    }
    return {};
}

std::string invokeEvent(const Delivery& delivery) {
    std::string text = R"({"eventType":"INVOKE","deadlineMs":)";
    text += millisSinceEpoch(delivery.deadline) + ",\"requestId\":";
    json::appendQuoted(text, delivery.requestId);
    text += ",\"invokedFunctionArn\":";
    json::appendQuoted(text, delivery.functionArn);
    text += R"(,"tracing":{"type":"X-Amzn-Trace-Id","value":)";
    json::appendQuoted(text, delivery.traceId);
    return text + "}}";
}

std::string shutdownEvent(ShutdownReason reason, base::TimePoint deadline) {
    std::string text = R"({"eventType":"SHUTDOWN","shutdownReason":)";
    json::appendQuoted(text, textOf(reason));
    return text + ",\"deadlineMs\":" + millisSinceEpoch(deadline) + "}";
}

bool isUuid(std::string_view text) {
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !std::isxdigit(static_cast<unsigned char>(text[i])))
            return false;
    }
    return true;
}

/// One of a comma-separated list.
bool lists(std::string_view list, std::string_view wanted) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view one = list.substr(0, comma);
        while (one.starts_with(' '))
            one.remove_prefix(1);
        while (one.ends_with(' '))
            one.remove_suffix(1);
        if (one == wanted)
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

/// The events of a registration, or why it is none.
base::Result<std::vector<std::string>> parseRegistration(std::string_view body) {
    const auto malformed = [](std::string reason) {
        return base::Error{"extension.invalidRequest", {{"reason", std::move(reason)}}};
    };
    const auto request = json::Value::parse(body);
    if (!request.ok())
        return malformed(request.error().arg("reason"));
    if (!request->isObject() && !request->isNull())
        return malformed("the body is not an object");
    if ((*request)["configurationKeys"].size() != 0)
        return malformed("configurationKeys are deprecated; use environment variables instead");
    const json::Value& list = (*request)["events"];
    if (!list.isArray() && !list.isNull())
        return malformed("events is not an array");
    std::vector<std::string> events;
    for (const json::Value& event : list.items()) {
        if (!event.isString())
            return malformed("an event is not a string");
        if (std::find(events.begin(), events.end(), event.toString()) == events.end())
            events.push_back(event.toString());
    }
    return events;
}

} // namespace

bool ExtensionsApi::Extension::subscribed(std::string_view event) const {
    return std::find(events.begin(), events.end(), event) != events.end();
}

ExtensionsApi::ExtensionsApi(const BackendSpec& spec, Listener& listener)
    : m_spec(spec)
    , m_listener(listener) {}

void ExtensionsApi::reset(const std::vector<std::string>& external) {
    m_extensions.clear();
    m_open = true;
    for (const std::string& name : external)
        m_extensions.emplace_back(name, Kind::External);
}

bool ExtensionsApi::allRegistered() const {
    return std::none_of(m_extensions.begin(), m_extensions.end(),
                        [](const Extension& each) { return each.state == State::Started; });
}

bool ExtensionsApi::allReady() const {
    return std::all_of(m_extensions.begin(), m_extensions.end(),
                       [](const Extension& each) { return each.state == State::Ready; });
}

Extensions ExtensionsApi::kinds() const {
    if (m_extensions.empty())
        return Extensions::None;
    const bool external =
        std::any_of(m_extensions.begin(), m_extensions.end(),
                    [](const Extension& each) { return each.kind == Kind::External; });
    return external ? Extensions::External : Extensions::Internal;
}

ExtensionsApi::Extension* ExtensionsApi::find(std::string_view name) {
    const auto found = std::find_if(m_extensions.begin(), m_extensions.end(),
                                    [&](const Extension& each) { return each.name == name; });
    return found == m_extensions.end() ? nullptr : &*found;
}

const ExtensionsApi::Extension* ExtensionsApi::find(std::string_view name) const {
    return const_cast<ExtensionsApi*>(this)->find(name);
}

// ---- what they are told

void ExtensionsApi::give(Extension& extension, const std::string& event) {
    extension.state = State::Running;
    const std::string text =
        httpAnswer("200 OK", "application/json", event,
                   "Lambda-Extension-Event-Identifier: " + m_identifiers->next() + "\r\n");
    if (HttpConnection* waiting = std::exchange(extension.waiting, nullptr))
        waiting->send(text);
    else
        extension.pending = text;
}

void ExtensionsApi::deliver(const Delivery& delivery) {
    std::string event;
    for (Extension& extension : m_extensions) {
        if (!extension.subscribed(kInvoke))
            continue;
        if (event.empty())
            event = invokeEvent(delivery);
        give(extension, event);
    }
}

void ExtensionsApi::shutDown(ShutdownReason reason, base::TimePoint deadline) {
    for (Extension& extension : m_extensions) {
        if (extension.subscribed(kShutdown))
            give(extension, shutdownEvent(reason, deadline));
    }
}

bool ExtensionsApi::wantsShutdown(std::string_view name) const {
    const Extension* extension = find(name);
    return extension && extension->subscribed(kShutdown);
}

std::string ExtensionsApi::postedError(std::string_view name) const {
    const Extension* extension = find(name);
    if (extension && extension->state == State::InitError)
        return "Extension.InitError";
    if (extension && extension->state == State::ExitError)
        return "Extension.ExitError";
    return {};
}

std::vector<std::string> ExtensionsApi::lines() const {
    std::vector<std::string> all;
    for (const Extension& extension : m_extensions) {
        std::string line = "EXTENSION\tName: " + extension.name + "\tState: ";
        line.append(nameOf(extension.state)).append("\tEvents: [");
        for (const std::string& event : extension.events)
            line += (&event == &extension.events.front() ? "" : ",") + event;
        line += ']';
        if (!extension.errorType.empty())
            line += "\tError Type: " + extension.errorType;
        all.push_back(std::move(line));
    }
    return all;
}

std::vector<std::string> ExtensionsApi::records() const {
    std::vector<std::string> all;
    for (const Extension& extension : m_extensions) {
        json::Value events = json::Value::array();
        for (const std::string& event : extension.events)
            events.push(event);
        json::Value record = json::Value::object({{"name", extension.name},
                                                  {"state", nameOf(extension.state)},
                                                  {"events", std::move(events)}});
        if (!extension.errorType.empty())
            record.set("errorType", extension.errorType);
        all.push_back(record.dump());
    }
    return all;
}

// ---- what they ask

bool ExtensionsApi::serves(std::string_view target) const {
    return target.starts_with(kPrefix);
}

void ExtensionsApi::onRequest(HttpConnection& connection, HttpRequest& request) {
    const std::string_view what = std::string_view(request.target).substr(kPrefix.size());
    const bool known =
        what == "register" || what == "event/next" || what == "init/error" || what == "exit/error";
    if (!known)
        return connection.send(httpAnswer("404 Not Found", "text/plain", "404 page not found\n"));
    if (request.method != (what == "event/next" ? "GET" : "POST"))
        return connection.send(httpAnswer("405 Method Not Allowed", "text/plain", ""));
    if (what == "register")
        onRegister(connection, request);
    else if (what == "event/next")
        onNext(connection, request);
    else
        onError(connection, request, what == "init/error" ? State::InitError : State::ExitError);
}

void ExtensionsApi::onClosed(HttpConnection& connection) {
    for (Extension& extension : m_extensions) {
        if (extension.waiting == &connection)
            extension.waiting = nullptr;
    }
}

void ExtensionsApi::onRegister(HttpConnection& connection, const HttpRequest& request) {
    const std::string name(request.header("lambda-extension-name"));
    if (name.empty())
        return refuse(connection, "Extension.InvalidExtensionName", "Empty extension name");
    const auto events = parseRegistration(request.body);
    if (!events.ok())
        return refuse(connection, "InvalidRequestFormat", events.error().arg("reason"));
    Extension* extension = find(name);
    const bool external = extension && extension->kind == Kind::External;
    if (!validEvents(connection, *events, external ? Kind::External : Kind::Internal))
        return;
    if (!external)
        extension = createInternal(connection, name);
    else if (extension->state != State::Started)
        return refuseTransition(connection, *extension, State::Registered, name);
    if (!extension)
        return;
    if (!m_identifiers)
        m_identifiers.emplace();
    extension->identifier = m_identifiers->next();
    extension->events = *events;
    extension->state = State::Registered;
    confirm(connection, request, *extension);
    m_listener.onExtensionRegistered();
}

bool ExtensionsApi::validEvents(HttpConnection& connection, const std::vector<std::string>& events,
                                Kind kind) const {
    for (const std::string& event : events) {
        std::string_view fault;
        if (event != kInvoke && event != kShutdown)
            fault = "ErrorInvalidEventType";
        else if (event == kShutdown && kind == Kind::Internal)
            fault = "ShutdownEventNotSupportedForInternalExtension";
        if (fault.empty())
            continue;
        refuse(connection, "Extension.InvalidEventType", event + ": " + std::string(fault));
        return false;
    }
    return true;
}

ExtensionsApi::Extension* ExtensionsApi::createInternal(HttpConnection& connection,
                                                        const std::string& name) {
    if (!m_open)
        refuse(connection, "Extension.RegistrationClosed", "Extension registration closed already");
    else if (m_extensions.size() >= kMaxExtensions)
        refuse(connection, "Extension.TooManyExtensions",
               "Extension limit (" + std::to_string(kMaxExtensions) + ") reached");
    else if (find(name))
        refuse(connection, "Extension.InvalidExtensionState",
               "Extension with this name already registered");
    else
        return &m_extensions.emplace_back(name, Kind::Internal);
    return nullptr;
}

void ExtensionsApi::confirm(HttpConnection& connection, const HttpRequest& request,
                            const Extension& extension) const {
    const function::Configuration& configuration = m_spec.revision->configuration;
    json::Value body = json::Value::object({{"functionName", configuration.name},
                                            {"functionVersion", m_spec.revision->version},
                                            {"handler", configuration.handler}});
    if (lists(request.header("lambda-extension-accept-feature"), "accountId"))
        body.set("accountId", base::kAccount);
    connection.send(httpAnswer("200 OK", "application/json", body.dump(),
                               "Lambda-Extension-Identifier: " + extension.identifier + "\r\n"));
}

void ExtensionsApi::onNext(HttpConnection& connection, const HttpRequest& request) {
    const std::string id(request.header("lambda-extension-identifier"));
    Extension* extension = identified(connection, request, "Unknown extension " + id);
    if (!extension)
        return;
    if (!extension->pending.empty()) { // asked, went away before the event came, asks again
        const std::string event = std::exchange(extension->pending, {});
        return connection.send(event);
    }
    const bool again = extension->state == State::Ready && !extension->waiting;
    if (!again && extension->state != State::Registered && extension->state != State::Running)
        return refuseTransition(connection, *extension, State::Ready, id);
    extension->waiting = &connection;
    extension->state = State::Ready;
    if (!again)
        m_listener.onExtensionReady();
}

void ExtensionsApi::onError(HttpConnection& connection, const HttpRequest& request, State to) {
    const std::string id(request.header("lambda-extension-identifier"));
    Extension* extension = identified(connection, request, "Unknown Lambda-Extension-Identifier");
    if (!extension)
        return;
    const std::string_view type = request.header("lambda-extension-function-error-type");
    if (type.empty())
        return refuse(connection, "Extension.MissingHeader",
                      "Lambda-Extension-Function-Error-Type not found");
    if (extension->state == to) // said twice: the first counts
        return connection.send(httpAccepted());
    const bool initialising = extension->state == State::Registered;
    const bool alive =
        initialising || extension->state == State::Ready || extension->state == State::Running;
    if (to == State::InitError ? !initialising : !alive)
        return refuseTransition(connection, *extension, to, id);
    extension->state = to;
    extension->errorType = type;
    const std::string name = extension->name;
    connection.send(httpAccepted());
    m_listener.onExtensionError(name, postedError(name));
}

ExtensionsApi::Extension* ExtensionsApi::identified(HttpConnection& connection,
                                                    const HttpRequest& request,
                                                    const std::string& unknown) {
    const std::string_view id = request.header("lambda-extension-identifier");
    if (id.empty()) {
        refuse(connection, "Extension.MissingExtensionIdentifier",
               "Missing Lambda-Extension-Identifier header");
        return nullptr;
    }
    if (!isUuid(id)) {
        refuse(connection, "Extension.InvalidExtensionIdentifier",
               "Invalid Lambda-Extension-Identifier");
        return nullptr;
    }
    for (Extension& extension : m_extensions) {
        if (extension.identifier == id)
            return &extension;
    }
    refuse(connection, "Extension.UnknownExtensionIdentifier", unknown);
    return nullptr;
}

std::optional<std::string> ExtensionsApi::identify(HttpConnection& connection,
                                                   const HttpRequest& request) {
    const std::string id(request.header("lambda-extension-identifier"));
    const Extension* extension = identified(connection, request, "Unknown extension " + id);
    return extension ? std::optional(extension->name) : std::nullopt;
}

void ExtensionsApi::refuse(HttpConnection& connection, std::string_view type,
                           std::string_view message) {
    connection.send(httpError("403 Forbidden", type, message));
}

void ExtensionsApi::refuseTransition(HttpConnection& connection, const Extension& extension,
                                     State to, std::string_view who) {
    std::string message = "State transition from ";
    message.append(nameOf(extension.state)).append(" to ").append(nameOf(to));
    message.append(" failed for extension ").append(who);
    message.append(". Error: State transition is not allowed");
    refuse(connection, "Extension.InvalidExtensionState", message);
}

std::string_view ExtensionsApi::nameOf(State state) {
    switch (state) {
    case State::Started:
        return "Started";
    case State::Registered:
        return "Registered";
    case State::Ready:
        return "Ready";
    case State::Running:
        return "Running";
    case State::InitError:
        return "InitError";
    case State::ExitError:
        return "ExitError";
    }
    return {};
}

} // namespace ws::sandbox
