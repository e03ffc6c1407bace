#include "engine/fleet/fleetstatistics.h"

#include "engine/fleet/billing.h"

#include <algorithm>
#include <bit>

namespace ws::fleet {

namespace {

constexpr int kSubBits = 6;
constexpr std::uint64_t kSub = 1U << kSubBits;

/// Values below 64 have a bucket each; above, each doubling has 64.
std::size_t bucketOf(std::uint64_t value) {
    if (value < kSub)
        return value;
    const int shift = std::bit_width(value) - kSubBits - 1;
    return std::size_t((std::uint64_t(shift) << kSubBits) + (value >> shift));
}

/// The middle of a bucket.
std::uint64_t valueOf(std::size_t bucket) {
    if (bucket < 2 * kSub)
        return bucket;
    const auto shift = int(bucket >> kSubBits) - 1;
    const std::uint64_t low = (kSub + (bucket & (kSub - 1))) << shift;
    return low + (std::uint64_t{1} << shift) / 2;
}

} // namespace

void DurationHistogram::add(base::Duration duration) {
    const auto value = std::uint64_t(std::max<std::int64_t>(0, duration.count()));
    const std::size_t bucket = bucketOf(value);
    if (bucket >= m_buckets.size())
        m_buckets.resize(bucket + 1);
    ++m_buckets[bucket];
    ++m_count;
    m_sum += duration;
    m_largest = std::max(m_largest, duration);
}

base::Duration DurationHistogram::mean() const {
    return m_count == 0 ? base::Duration{0} : m_sum / m_count;
}

base::Duration DurationHistogram::percentile(double share) const {
    auto left = std::int64_t(share * double(m_count));
    for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        left -= m_buckets[bucket];
        if (left < 0)
            return std::min(m_largest, base::Duration{std::int64_t(valueOf(bucket))});
    }
    return m_largest;
}

void FleetStatistics::pass(base::TimePoint now) {
    if (!m_first)
        m_first = now;
    else if (now > m_last) {
        const auto passed = double((now - m_last).count());
        m_runningArea += passed * m_running;
        m_environmentsArea += passed * m_environments;
    }
    m_last = now;
}

double FleetStatistics::mean(double area) const {
    const auto passed = double(span().count());
    return passed > 0 ? area / passed : 0;
}

base::Duration FleetStatistics::span() const {
    return m_first ? m_last - *m_first : base::Duration{0};
}

void FleetStatistics::onEvent(const telemetry::Event& event) {
    pass(event.at);
    if (const auto* arrived = std::get_if<telemetry::InvocationArrived>(&event.body)) {
        ++m_arrived;
        m_open.emplace(arrived->invocation, event.at);
    } else if (const auto* started = std::get_if<telemetry::InvocationStarted>(&event.body)) {
        take(*started);
    } else if (const auto* finished = std::get_if<telemetry::InvocationFinished>(&event.body)) {
        take(*finished, event.at);
    } else if (const auto* throttled = std::get_if<telemetry::InvocationThrottled>(&event.body)) {
        ++m_throttled;
        ++m_throttles[std::size_t(throttled->reason)];
        ++m_causes[std::size_t(throttled->cause)];
    } else if (std::holds_alternative<telemetry::EnvironmentStarted>(event.body)) {
        ++m_environmentsStarted;
        m_peakEnvironments = std::max(m_peakEnvironments, ++m_environments);
    } else if (const auto* phase = std::get_if<telemetry::EnvironmentPhaseChanged>(&event.body)) {
        m_environments -= phase->phase == telemetry::Phase::Gone ? 1 : 0;
    } else if (const auto* moved = std::get_if<telemetry::AsyncEventMoved>(&event.body)) {
        take(*moved);
    }
}

void FleetStatistics::take(const telemetry::AsyncEventMoved& moved) {
    using Stage = telemetry::AsyncEventMoved::Stage;
    m_eventsReceived += moved.stage == Stage::Received ? 1 : 0;
    m_eventsDropped += moved.stage == Stage::Dropped ? 1 : 0;
    if (moved.stage == Stage::DeliveryFailed)
        ++(moved.deadLetter ? m_deadLetterErrors : m_deliveryFailures);
    if (moved.stage == Stage::Succeeded)
        m_eventAge.add(moved.age);
}

void FleetStatistics::take(const telemetry::InvocationStarted& started) {
    ++m_started;
    m_cold += started.cold() ? 1 : 0;
    m_spilled += started.spilled ? 1 : 0;
    ++m_reasons[std::size_t(started.reason)];
    m_peakRunning = std::max(m_peakRunning, ++m_running);
}

void FleetStatistics::take(const telemetry::InvocationFinished& finished, base::TimePoint now) {
    ++m_statuses[std::size_t(finished.status)];
    const auto open = m_open.find(finished.invocation);
    if (open == m_open.end())
        return;
    if (finished.environment != base::EnvironmentId{}) {
        --m_running;
        m_latency.add(now - open->second);
        m_duration.add(finished.duration);
        if (finished.init)
            m_init.add(*finished.init);
        m_billed += finished.billed;
        m_gigabyteSeconds += fleet::gigabyteSeconds(finished.billed, finished.memorySizeMb);
    }
    m_open.erase(open);
}

} // namespace ws::fleet
