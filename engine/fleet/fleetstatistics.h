#pragma once

#include "engine/telemetry/eventbus.h"

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ws::fleet {

/// How long things took, in buckets that are 1/64 wider than the one before: bounded memory,
/// percentiles true to 1.6 %.
class DurationHistogram {
public:
    void add(base::Duration duration);
    std::int64_t count() const { return m_count; }
    /// 0 when nothing was added.
    base::Duration mean() const;
    base::Duration largest() const { return m_largest; }
    /// `share` of 0..1.
    base::Duration percentile(double share) const;

private:
    std::vector<std::int64_t> m_buckets;
    std::int64_t m_count = 0;
    base::Duration m_sum{0};
    base::Duration m_largest{0};
};

/// What happened in a fleet, in numbers, from its events: of a simulation of a day as of the last
/// minute. Times weigh: a mean is over time, not over events.
class FleetStatistics : public telemetry::EventSink {
public:
    static constexpr std::size_t kStartReasons = 16;
    static constexpr std::size_t kThrottleReasons = 16;
    static constexpr std::size_t kStatuses = 8;

    void onEvent(const telemetry::Event& event) override;

    std::int64_t arrived() const { return m_arrived; }
    std::int64_t started() const { return m_started; }
    /// Of those that started.
    std::int64_t started(telemetry::StartReason reason) const {
        return m_reasons[std::size_t(reason)];
    }
    std::int64_t cold() const { return m_cold; }
    std::int64_t throttled() const { return m_throttled; }
    std::int64_t throttled(telemetry::ThrottleReason reason) const {
        return m_throttles[std::size_t(reason)];
    }
    std::int64_t throttled(telemetry::ThrottleCause cause) const {
        return m_causes[std::size_t(cause)];
    }
    /// ProvisionedConcurrencySpilloverInvocations.
    std::int64_t spilled() const { return m_spilled; }
    /// AsyncEventsReceived and AsyncEventsDropped.
    std::int64_t eventsReceived() const { return m_eventsReceived; }
    std::int64_t eventsDropped() const { return m_eventsDropped; }
    /// DestinationDeliveryFailures and DeadLetterErrors: records and events that were not taken.
    std::int64_t deliveryFailures() const { return m_deliveryFailures; }
    std::int64_t deadLetterErrors() const { return m_deadLetterErrors; }
    /// From receipt to the end, of events that succeeded.
    const DurationHistogram& eventAge() const { return m_eventAge; }
    std::int64_t finished(telemetry::InvocationStatus status) const {
        return m_statuses[std::size_t(status)];
    }
    /// Started and not finished.
    int running() const { return m_running; }
    int peakRunning() const { return m_peakRunning; }
    double meanRunning() const { return mean(m_runningArea); }
    std::int64_t environmentsStarted() const { return m_environmentsStarted; }
    int environments() const { return m_environments; }
    int peakEnvironments() const { return m_peakEnvironments; }
    double meanEnvironments() const { return mean(m_environmentsArea); }

    /// From arrival to answer, of what ran.
    const DurationHistogram& latency() const { return m_latency; }
    /// As REPORT has it.
    const DurationHistogram& duration() const { return m_duration; }
    const DurationHistogram& init() const { return m_init; }
    base::Duration billed() const { return m_billed; }
    /// Billed time by memory size in GB (1,024 MB).
    double gigabyteSeconds() const { return m_gigabyteSeconds; }

    /// From the first event to the last.
    base::Duration span() const;

private:
    void pass(base::TimePoint now);
    void take(const telemetry::InvocationStarted& started);
    void take(const telemetry::InvocationFinished& finished, base::TimePoint now);
    void take(const telemetry::AsyncEventMoved& moved);
    double mean(double area) const;

    std::optional<base::TimePoint> m_first;
    base::TimePoint m_last;
    std::unordered_map<base::InvocationId, base::TimePoint> m_open; ///< when they arrived
    std::int64_t m_arrived = 0;
    std::int64_t m_started = 0;
    std::int64_t m_cold = 0;
    std::int64_t m_throttled = 0;
    std::array<std::int64_t, kStartReasons> m_reasons{};
    std::array<std::int64_t, kThrottleReasons> m_throttles{};
    std::array<std::int64_t, kThrottleReasons> m_causes{};
    std::array<std::int64_t, kStatuses> m_statuses{};
    std::int64_t m_spilled = 0;
    std::int64_t m_eventsReceived = 0;
    std::int64_t m_eventsDropped = 0;
    std::int64_t m_deliveryFailures = 0;
    std::int64_t m_deadLetterErrors = 0;
    DurationHistogram m_eventAge;
    int m_running = 0;
    int m_peakRunning = 0;
    int m_environments = 0;
    int m_peakEnvironments = 0;
    std::int64_t m_environmentsStarted = 0;
    double m_runningArea = 0; ///< invocations by microseconds
    double m_environmentsArea = 0;
    DurationHistogram m_latency;
    DurationHistogram m_duration;
    DurationHistogram m_init;
    base::Duration m_billed{0};
    double m_gigabyteSeconds = 0;
};

} // namespace ws::fleet
