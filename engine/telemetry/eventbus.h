#pragma once

#include "engine/base/clock.h"
#include "engine/telemetry/events.h"

#include <vector>

namespace ws::telemetry {

/// Who watches the engine. Called in the engine's thread; must not call back into the engine.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void onEvent(const Event& event) = 0;
};

/// Stamps what the engine's parts say with time and sequence and hands it to the sinks.
class EventBus {
public:
    explicit EventBus(const base::Clock& clock)
        : m_clock(clock) {}
    EventBus(const EventBus&) = delete;
    EventBus& operator=(const EventBus&) = delete;

    /// Not owned; must be removed before it dies.
    void addSink(EventSink* sink) { m_sinks.push_back(sink); }
    void removeSink(EventSink* sink) { std::erase(m_sinks, sink); }

    /// False: what is expensive to describe need not be.
    bool hasSinks() const { return !m_sinks.empty(); }

    void publish(EventBody body) {
        const Event event{++m_sequence, m_clock.now(), std::move(body)};
        for (EventSink* sink : m_sinks)
            sink->onEvent(event);
    }

private:
    const base::Clock& m_clock;
    std::vector<EventSink*> m_sinks;
    std::uint64_t m_sequence = 0;
};

} // namespace ws::telemetry
