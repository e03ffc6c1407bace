#pragma once

#include "engine/base/ids.h"
#include "engine/sandbox/backend.h"
#include "engine/sandbox/endpointpart.h"

#include <list>
#include <optional>
#include <string>
#include <vector>

namespace ws::sandbox {

/// The Extensions API of one environment (lambda.md B5): who takes part, in which state, and what
/// each is told. The external ones are known beforehand by the names of their files.
class ExtensionsApi : public EndpointPart {
public:
    /// May destroy the ExtensionsApi from inside.
    class Listener {
    public:
        virtual ~Listener() = default;
        virtual void onExtensionRegistered() = 0;
        virtual void onExtensionReady() = 0;
        /// It posted an error; `type` is "Extension.InitError" or "Extension.ExitError".
        virtual void onExtensionError(const std::string& name, const std::string& type) = 0;
    };

    static constexpr std::size_t kMaxExtensions = 10;

    /// The listener is not owned.
    ExtensionsApi(const BackendSpec& spec, Listener& listener);

    /// Everything begins anew, with these external extensions.
    void reset(const std::vector<std::string>& external);
    void closeRegistration() { m_open = false; }
    /// Every external one has registered.
    bool allRegistered() const;
    /// Every one asks for its next event.
    bool allReady() const;
    sandbox::Extensions kinds() const;
    /// INVOKE to those that subscribed to it.
    void deliver(const Delivery& delivery);
    /// SHUTDOWN to those that subscribed to it.
    void shutDown(ShutdownReason reason, base::TimePoint deadline);
    bool wantsShutdown(std::string_view name) const;
    /// "Extension.InitError" or what else it posted before its process ended, or empty.
    std::string postedError(std::string_view name) const;
    /// "EXTENSION\tName: ...\tState: Ready\tEvents: [INVOKE,SHUTDOWN]", one for each.
    std::vector<std::string> lines() const;
    /// The same as JSON texts, for the Telemetry API.
    std::vector<std::string> records() const;
    /// The name behind an identifier that a request carries; nothing when it was refused.
    std::optional<std::string> identify(HttpConnection& connection, const HttpRequest& request);

    bool serves(std::string_view target) const override;
    void onRequest(HttpConnection& connection, HttpRequest& request) override;
    void onClosed(HttpConnection& connection) override;

private:
    /// Named as the service names them in its answers.
    enum class State : std::uint8_t { Started, Registered, Ready, Running, InitError, ExitError };
    enum class Kind : std::uint8_t { External, Internal };
    struct Extension {
        Extension(std::string name, Kind kind)
            : name(std::move(name))
            , kind(kind) {}
        bool subscribed(std::string_view event) const;

        std::string name;
        std::string identifier;
        Kind kind;
        State state = State::Started;
        std::vector<std::string> events;
        HttpConnection* waiting = nullptr;
        std::string pending;   ///< an event that came while it did not wait
        std::string errorType; ///< its own name for what it posted
    };

    void onRegister(HttpConnection& connection, const HttpRequest& request);
    bool validEvents(HttpConnection& connection, const std::vector<std::string>& events,
                     Kind kind) const;
    Extension* createInternal(HttpConnection& connection, const std::string& name);
    void confirm(HttpConnection& connection, const HttpRequest& request,
                 const Extension& extension) const;
    void onNext(HttpConnection& connection, const HttpRequest& request);
    void onError(HttpConnection& connection, const HttpRequest& request, State to);
    Extension* identified(HttpConnection& connection, const HttpRequest& request,
                          const std::string& unknown);
    Extension* find(std::string_view name);
    const Extension* find(std::string_view name) const;
    void give(Extension& extension, const std::string& event);
    static void refuse(HttpConnection& connection, std::string_view type, std::string_view message);
    static void refuseTransition(HttpConnection& connection, const Extension& extension, State to,
                                 std::string_view who);
    static std::string_view nameOf(State state);

    const BackendSpec& m_spec;
    Listener& m_listener;
    std::list<Extension> m_extensions;
    bool m_open = true;
    std::optional<base::UuidSource> m_identifiers;
};

} // namespace ws::sandbox
