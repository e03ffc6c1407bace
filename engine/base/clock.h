#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace ws::base {

using Duration = std::chrono::microseconds;
/// Microseconds since the Unix epoch, UTC.
using TimePoint = std::chrono::time_point<std::chrono::system_clock, Duration>;

enum class TimerId : std::uint64_t {};

/// The only source of time in the engine. Callbacks run in the thread that owns the clock, never
/// from inside after(); timers that are due at the same instant fire in the order they were set.
class Clock {
public:
    virtual ~Clock() = default;
    virtual TimePoint now() const = 0;
    virtual TimerId after(Duration delay, std::function<void()> callback) = 0;
    /// Does nothing when the timer has fired or was never set.
    virtual void cancel(TimerId id) = 0;
};

/// Pending timers ordered by due time, then by age. Shared by the clocks below. A heap of four
/// branches whose entries know nothing of their callbacks: a simulation holds hundreds of
/// thousands.
class TimerQueue {
public:
    TimerId add(TimePoint due, std::function<void()> callback);
    bool remove(TimerId id);
    bool empty() const { return m_heap.empty(); }
    TimePoint nextDue() const { return m_heap.front().due; }
    /// Takes the earliest timer out. The queue must not be empty.
    std::function<void()> takeNext();

private:
    struct Entry {
        TimePoint due;
        std::uint64_t age;
        std::uint32_t slot;

        bool isBefore(const Entry& other) const {
            return due != other.due ? due < other.due : age < other.age;
        }
    };
    /// Where a timer's callback lives; used again when the timer is over, under a new generation.
    struct Slot {
        std::function<void()> callback;
        std::uint32_t generation = 0;
        std::uint32_t position = 0; ///< in the heap
    };

    std::uint32_t takeSlot();
    std::function<void()> extract(std::size_t position);
    void place(std::size_t position, const Entry& entry);
    void rise(std::size_t position, const Entry& entry);
    void sink(std::size_t position, const Entry& entry);

    std::vector<Entry> m_heap;
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
    std::uint64_t m_lastAge = 0;
};

/// Stands still until it is told to move: for tests, and for simulations that run to their end.
class ManualClock : public Clock {
public:
    explicit ManualClock(TimePoint start = TimePoint{std::chrono::seconds{1'700'000'000}});
    TimePoint now() const override { return m_now; }
    TimerId after(Duration delay, std::function<void()> callback) override;
    void cancel(TimerId id) override { m_timers.remove(id); }

    /// Moves on, firing each timer that falls due at its own instant.
    void advance(Duration by);
    /// Jumps to the next timer and fires it; false when there is none.
    bool fireNext();
    /// Fires timers until none is left or `limit` have fired; returns how many.
    std::size_t runUntilIdle(std::size_t limit = SIZE_MAX);
    bool idle() const { return m_timers.empty(); }

private:
    TimePoint m_now;
    TimerQueue m_timers;
};

} // namespace ws::base
