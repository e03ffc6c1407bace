#pragma once

#include "engine/base/alarm.h"
#include "engine/base/result.h"
#include "engine/sandbox/filedescriptor.h"
#include "engine/sandbox/poller.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ws::sandbox {

enum class TelemetryType : std::uint8_t { Platform = 1, Function = 2, Extension = 4 };

/// What an extension asked for, within the service's limits.
struct TelemetrySubscription {
    std::uint8_t types = 0; ///< of TelemetryType
    std::vector<std::string> typeNames;
    /// The API that it came through, and so what events it is told: those of the Telemetry API, or
    /// of the Logs API before it.
    enum class Schema : std::uint8_t { Telemetry, Logs2020, Logs2021 } schema = Schema::Telemetry;
    enum class Protocol : std::uint8_t { Http, Tcp } protocol = Protocol::Http;
    std::string method = "POST"; ///< with HTTP; the Logs API also knows PUT
    std::uint16_t port = 0;
    std::string path = "/";
    std::size_t maxItems = 10'000;
    std::size_t maxBytes = 262'144;
    base::Duration timeout = std::chrono::milliseconds{1'000};

    bool wants(TelemetryType type) const { return types & static_cast<std::uint8_t>(type); }
    enum class Api : std::uint8_t { Telemetry, Logs };
    /// Error "telemetry.invalid" with the service's text as reason.
    static base::Result<TelemetrySubscription> parse(std::string_view body,
                                                     Api api = Api::Telemetry);
};

/// One listener inside an environment: what it is to be told is gathered and sent in batches, one
/// at a time. A batch that is not taken is tried again; what is too much meanwhile is dropped, and
/// said so.
class TelemetrySubscriber {
public:
    /// Opens connections inside the environment; TelemetryApi::onConnected is the answer.
    class Network {
    public:
        virtual ~Network() = default;
        virtual void connect(std::uint16_t port, std::uint32_t token) = 0;
    };

    TelemetrySubscriber(base::Clock& clock, Poller& poller, Network& network, std::uint32_t token,
                        TelemetrySubscription subscription);
    ~TelemetrySubscriber();
    TelemetrySubscriber(const TelemetrySubscriber&) = delete;
    TelemetrySubscriber& operator=(const TelemetrySubscriber&) = delete;

    std::uint32_t token() const { return m_token; }
    bool wants(TelemetryType type) const { return m_subscription.wants(type); }
    TelemetrySubscription::Schema schema() const { return m_subscription.schema; }
    /// A whole event as JSON text.
    void add(const std::string& event);
    void flush();
    void onConnected(FileDescriptor socket);

private:
    std::string takeBatch();
    void onReady(std::uint32_t events);
    enum class Taken { Yes, No };
    void finish(Taken taken);

    base::Clock& m_clock;
    Poller& m_poller;
    Network& m_network;
    const std::uint32_t m_token;
    const TelemetrySubscription m_subscription;
    base::Alarm m_alarm; // when what has gathered is due
    std::deque<std::string> m_events;
    std::size_t m_bytes = 0; // of m_events
    std::size_t m_droppedRecords = 0;
    std::size_t m_droppedBytes = 0;
    std::string m_batch; // on its way
    std::size_t m_batchRecords = 0;
    std::size_t m_batchBytes = 0; // of its events
    int m_failures = 0;           // of m_batch
    bool m_connecting = false;
    FileDescriptor m_socket;
    std::size_t m_sent = 0;
    std::string m_answer;
};

} // namespace ws::sandbox
