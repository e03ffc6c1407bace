#include "engine/base/clock.h"

namespace ws::base {

TimerId TimerQueue::add(TimePoint due, std::function<void()> callback) {
    const TimerId id{++m_lastId};
    m_timers.emplace(std::pair{due, id}, std::move(callback));
    m_due.emplace(id, due);
    return id;
}

bool TimerQueue::remove(TimerId id) {
    const auto found = m_due.find(id);
    if (found == m_due.end())
        return false;
    m_timers.erase({found->second, id});
    m_due.erase(found);
    return true;
}

std::function<void()> TimerQueue::takeNext() {
    const auto first = m_timers.begin();
    m_due.erase(first->first.second);
    auto callback = std::move(first->second);
    m_timers.erase(first);
    return callback;
}

ManualClock::ManualClock(TimePoint start)
    : m_now(start) {}

TimerId ManualClock::after(Duration delay, std::function<void()> callback) {
    return m_timers.add(m_now + std::max(delay, Duration::zero()), std::move(callback));
}

void ManualClock::advance(Duration by) {
    const TimePoint until = m_now + by;
    while (!m_timers.empty() && m_timers.nextDue() <= until)
        fireNext();
    m_now = until;
}

bool ManualClock::fireNext() {
    if (m_timers.empty())
        return false;
    m_now = std::max(m_now, m_timers.nextDue());
    m_timers.takeNext()();
    return true;
}

std::size_t ManualClock::runUntilIdle(std::size_t limit) {
    std::size_t fired = 0;
    while (fired < limit && fireNext())
        ++fired;
    return fired;
}

} // namespace ws::base
