#include "widgets/feed/eventpipe.h"

#include <utility>

namespace ws::feed {

namespace {

const telemetry::LogLine* logLine(const telemetry::Event& event) {
    return std::get_if<telemetry::LogLine>(&event.body);
}

} // namespace

EventPipe::EventPipe(std::function<void()> wake, const Limits& limits)
    : m_limits(limits)
    , m_queue(limits.waiting, std::move(wake), [this](const Item& item) {
        const auto* event = std::get_if<telemetry::Event>(&item);
        const telemetry::LogLine* line = event ? logLine(*event) : nullptr;
        if (line) {
            m_waitingLogBytes -= line->text.size();
            leaveOut(*line);
        }
        return line != nullptr;
    }) {}

void EventPipe::onEvent(const telemetry::Event& event) {
    if (const telemetry::LogLine* line = logLine(event)) {
        if (m_waitingLogBytes + line->text.size() > m_limits.waitingLogBytes) {
            leaveOut(*line);
            return;
        }
        m_waitingLogBytes += line->text.size();
    }
    m_queue.push(event);
}

void EventPipe::act(Action action) {
    m_queue.push(std::move(action));
}

void EventPipe::leaveOut(const telemetry::LogLine& line) {
    const std::lock_guard lock(m_mutex);
    m_leftOut[line.environment] += std::int64_t(line.text.size());
}

/// False when nothing waits.
bool EventPipe::refill() {
    if (m_next == m_batch.size()) {
        m_batch = m_queue.take().values;
        m_next = 0;
    }
    return !m_batch.empty();
}

void EventPipe::handOver(Item& item, Round& round) {
    if (auto* action = std::get_if<Action>(&item)) {
        round.actions.push_back(std::move(*action));
        return;
    }
    auto& event = std::get<telemetry::Event>(item);
    if (const telemetry::LogLine* line = logLine(event))
        m_waitingLogBytes -= line->text.size();
    m_lastSequence = event.sequence;
    m_lastAt = event.at;
    round.events.push_back(std::move(event));
}

EventPipe::Round EventPipe::take(std::size_t atMost) {
    Round round;
    // Looks until the queue is seen empty: only a push after that wakes the consumer again.
    for (; atMost > 0 && refill(); --atMost)
        handOver(m_batch[m_next++], round);
    if (atMost == 0) {
        round.more = Round::More::Yes;
        return round;
    }
    const std::lock_guard lock(m_mutex);
    for (const auto& [environment, bytes] : std::exchange(m_leftOut, {}))
        round.events.push_back(
            {m_lastSequence, m_lastAt, telemetry::LogsDropped{environment, bytes}});
    return round;
}

} // namespace ws::feed
