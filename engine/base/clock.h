#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

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

/// Pending timers ordered by due time, then by age. Shared by the clocks below.
class TimerQueue {
public:
    TimerId add(TimePoint due, std::function<void()> callback);
    bool remove(TimerId id);
    bool empty() const { return m_timers.empty(); }
    TimePoint nextDue() const { return m_timers.begin()->first.first; }
    /// Takes the earliest timer out. The queue must not be empty.
    std::function<void()> takeNext();

private:
    std::map<std::pair<TimePoint, TimerId>, std::function<void()>> m_timers;
    std::map<TimerId, TimePoint> m_due;
    std::uint64_t m_lastId = 0;
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
