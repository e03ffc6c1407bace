#pragma once

#include "engine/base/clock.h"

#include <functional>
#include <optional>
#include <utility>

namespace ws::base {

/// One deadline that is moved often and seldom reached. Moving it later costs no timer: the one
/// that is set wakes early, sees that it is not yet time and sets itself again.
class Alarm {
public:
    /// The clock is not owned.
    Alarm(Clock& clock, std::function<void()> callback)
        : m_clock(clock)
        , m_callback(std::move(callback)) {}
    ~Alarm() { disarm(); }
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

    void set(TimePoint due) {
        m_due = due;
        if (m_timer && m_armedFor <= due)
            return;
        disarm();
        arm();
    }
    void clear() { m_due.reset(); }
    std::optional<TimePoint> due() const { return m_due; }

private:
    void arm() {
        m_armedFor = *m_due;
        m_timer = m_clock.after(m_armedFor - m_clock.now(), [this] { onTimer(); });
    }
    void disarm() {
        if (m_timer)
            m_clock.cancel(*std::exchange(m_timer, std::nullopt));
    }
    void onTimer() {
        m_timer.reset();
        if (!m_due)
            return;
        if (*m_due > m_clock.now()) {
            arm();
            return;
        }
        m_due.reset();
        m_callback();
    }

    Clock& m_clock;
    const std::function<void()> m_callback;
    std::optional<TimePoint> m_due;
    std::optional<TimerId> m_timer;
    TimePoint m_armedFor;
};

} // namespace ws::base
