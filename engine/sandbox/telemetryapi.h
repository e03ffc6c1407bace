#pragma once

#include "engine/sandbox/extensionsapi.h"
#include "engine/sandbox/telemetrysubscriber.h"

#include <list>
#include <string>
#include <utility>
#include <vector>

namespace ws::sandbox {

/// The Telemetry API of one environment and the Logs API before it (lambda.md B5): who subscribed
/// to what, and what happened. What happened before a subscription, during INIT, is kept for it.
class TelemetryApi : public EndpointPart {
public:
    /// None is owned.
    TelemetryApi(base::Clock& clock, Poller& poller, ExtensionsApi& extensions,
                 TelemetrySubscriber::Network& network);

    /// Nobody has subscribed, nothing has happened.
    void reset();
    /// INIT is over: no more subscriptions.
    void close();
    /// Somebody listens or may still come to.
    bool listening() const { return m_open || !m_subscribers.empty(); }
    /// `record` is JSON text, `type` as the service names it: "platform.start", "function" ...
    void tell(std::string_view type, std::string_view record);
    /// A line of the function or of an extension.
    void tellLine(std::string_view type, std::string_view line);
    /// What waits for more is sent now.
    void flush();
    void onConnected(std::uint32_t token, FileDescriptor socket);

    bool serves(std::string_view target) const override;
    void onRequest(HttpConnection& connection, HttpRequest& request) override;
    void onClosed(HttpConnection&) override {}

private:
    static constexpr std::size_t kKept = 1'000;

    struct Happened {
        base::TimePoint at;
        std::string type;
        std::string record;
    };
    static void give(TelemetrySubscriber& subscriber, const Happened& what);
    void subscribe(const std::string& name, TelemetrySubscription subscription);

    base::Clock& m_clock;
    Poller& m_poller;
    ExtensionsApi& m_extensions;
    TelemetrySubscriber::Network& m_network;
    bool m_open = true;
    std::uint32_t m_tokens = 0;
    std::list<TelemetrySubscriber> m_subscribers;
    std::vector<Happened> m_kept;
};

} // namespace ws::sandbox
