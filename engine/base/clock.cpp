#include "engine/base/clock.h"

#include <algorithm>

namespace ws::base {

namespace {

constexpr std::size_t kBranches = 4;

} // namespace

TimerId TimerQueue::add(TimePoint due, std::function<void()> callback) {
    const std::uint32_t slot = takeSlot();
    m_slots[slot].callback = std::move(callback);
    m_heap.emplace_back();
    rise(m_heap.size() - 1, {due, ++m_lastAge, slot});
    return TimerId{(std::uint64_t{m_slots[slot].generation} << 32) | (slot + 1)};
}

bool TimerQueue::remove(TimerId id) {
    const auto number = static_cast<std::uint64_t>(id);
    const std::uint64_t slot = (number & 0xFFFF'FFFFU) - 1; // huge for the id 0
    if (slot >= m_slots.size() || m_slots[slot].generation != number >> 32)
        return false;
    extract(m_slots[slot].position);
    return true;
}

std::function<void()> TimerQueue::takeNext() {
    return extract(0);
}

std::uint32_t TimerQueue::takeSlot() {
    if (m_free.empty()) {
        m_slots.emplace_back();
        return std::uint32_t(m_slots.size() - 1);
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    return slot;
}

std::function<void()> TimerQueue::extract(std::size_t position) {
    const std::uint32_t slot = m_heap[position].slot;
    const Entry last = m_heap.back();
    m_heap.pop_back();
    if (position < m_heap.size()) {
        if (position > 0 && last.isBefore(m_heap[(position - 1) / kBranches]))
            rise(position, last);
        else
            sink(position, last);
    }
    ++m_slots[slot].generation;
    m_free.push_back(slot);
    return std::exchange(m_slots[slot].callback, nullptr);
}

void TimerQueue::place(std::size_t position, const Entry& entry) {
    m_heap[position] = entry;
    m_slots[entry.slot].position = std::uint32_t(position);
}

void TimerQueue::rise(std::size_t position, const Entry& entry) {
    while (position > 0) {
        const std::size_t parent = (position - 1) / kBranches;
        if (!entry.isBefore(m_heap[parent]))
            break;
        place(position, m_heap[parent]);
        position = parent;
    }
    place(position, entry);
}

void TimerQueue::sink(std::size_t position, const Entry& entry) {
    for (;;) {
        const std::size_t first = position * kBranches + 1;
        if (first >= m_heap.size())
            break;
        std::size_t least = first;
        const std::size_t end = std::min(first + kBranches, m_heap.size());
        for (std::size_t child = first + 1; child < end; ++child) {
            if (m_heap[child].isBefore(m_heap[least]))
                least = child;
        }
        if (!m_heap[least].isBefore(entry))
            break;
        place(position, m_heap[least]);
        position = least;
    }
    place(position, entry);
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
