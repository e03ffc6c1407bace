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

    /// How much a sink wants to be told: every hop of every request only when it says so.
    enum class Detail : std::uint8_t { Events, Hops };

    /// Not owned; must be removed before it dies.
    void addSink(EventSink* sink, Detail detail = Detail::Events) {
        m_sinks.push_back(sink);
        if (detail == Detail::Hops)
            m_hopSinks.push_back(sink);
    }
    void removeSink(EventSink* sink) {
        std::erase(m_sinks, sink);
        std::erase(m_hopSinks, sink);
    }

    /// False: what is expensive to describe need not be.
    bool hasSinks() const { return !m_sinks.empty(); }

    /// Whether anybody wants InvocationHop; then all get it, for sequences have no gaps.
    bool wantsHops() const { return !m_hopSinks.empty(); }

    /// `body`: one of the kinds of EventBody.
    template <typename Body>
    void publish(Body&& body) {
        const Event event{++m_sequence, m_clock.now(), std::forward<Body>(body)};
        for (EventSink* sink : m_sinks)
            sink->onEvent(event);
    }

private:
    const base::Clock& m_clock;
    std::vector<EventSink*> m_sinks;
    std::vector<EventSink*> m_hopSinks; ///< among m_sinks
    std::uint64_t m_sequence = 0;
};

} // namespace ws::telemetry
