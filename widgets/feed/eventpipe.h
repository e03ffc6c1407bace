#pragma once

#include "engine/base/batchqueue.h"
#include "engine/telemetry/eventbus.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <variant>
#include <vector>

namespace ws::feed {

/// From the engine's thread to the window's: events and answers in one order, so that an answer
/// never overtakes the events that led to it. Only log lines may be lost: past the limits new ones
/// are counted and left out until the window has caught up.
class EventPipe : public telemetry::EventSink {
public:
    struct Limits {
        std::size_t waiting = 50'000; ///< values, before log lines are left out
        std::size_t waitingLogBytes = 16U << 20U;
    };
    using Action = std::function<void()>;
    /// What one round hands over: apply the events, then run the actions.
    struct Round {
        std::vector<telemetry::Event> events;
        std::vector<Action> actions;
        enum class More { No, Yes } more = More::No;
    };

    /// `wake` runs in the producer's thread when there is something after nothing.
    explicit EventPipe(std::function<void()> wake)
        : EventPipe(std::move(wake), Limits{}) {}
    EventPipe(std::function<void()> wake, const Limits& limits);

    // Producer's side, any thread.
    void onEvent(const telemetry::Event& event) override;
    void act(Action action);

    // Consumer's side, one thread.
    /// At most `atMost` values; what was left out arrives as LogsDropped, an event per environment
    /// with the sequence number of the event that it follows.
    Round take(std::size_t atMost);

private:
    using Item = std::variant<telemetry::Event, Action>;

    bool refill();
    void handOver(Item& item, Round& round);
    void leaveOut(const telemetry::LogLine& line);

    const Limits m_limits;
    std::atomic<std::size_t> m_waitingLogBytes{0};
    base::BatchQueue<Item> m_queue;

    // Consumer's: a batch that is being handed over in rounds.
    std::vector<Item> m_batch;
    std::size_t m_next = 0;
    std::uint64_t m_lastSequence = 0;
    base::TimePoint m_lastAt;

    std::mutex m_mutex;
    // Guarded by m_mutex.
    std::map<base::EnvironmentId, std::int64_t> m_leftOut; ///< bytes
};

} // namespace ws::feed
