#include "engine/base/systemclock.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace ws::base {

class SystemClock::Private {
public:
    explicit Private(Idle idle)
        : idle(idle) {
        elapsed.start();
        start = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
        timer.setSingleShot(true);
        timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&timer, &QTimer::timeout, &timer, [this] { fireDue(); });
    }

    TimePoint now() const { return start + skipped + Duration{elapsed.nsecsElapsed() / 1000}; }

    bool skips() const { return idle == Idle::Skip && holds == 0; }

    void arm() {
        if (timers.empty()) {
            timer.stop();
            return;
        }
        if (skips()) {
            timer.start(0);
            return;
        }
        const auto wait = std::max(timers.nextDue() - now(), Duration::zero());
        // Rounded up: a timer never fires before its time.
        const auto millis = (wait.count() + 999) / 1000;
        timer.start(int(std::min<std::int64_t>(millis, 3'600'000)));
    }

    void fireDue() {
        if (skips() && !timers.empty())
            skipped += std::max(timers.nextDue() - now(), Duration::zero());
        const TimePoint until = now();
        while (!timers.empty() && timers.nextDue() <= until)
            timers.takeNext()();
        arm();
    }

    const Idle idle;
    QElapsedTimer elapsed;
    TimePoint start;
    Duration skipped{0};
    int holds = 0;
    QTimer timer;
    TimerQueue timers;
};

SystemClock::SystemClock(Idle idle)
    : d(std::make_unique<Private>(idle)) {}
SystemClock::~SystemClock() = default;

TimePoint SystemClock::now() const {
    return d->now();
}

TimerId SystemClock::after(Duration delay, std::function<void()> callback) {
    const TimePoint due = d->now() + std::max(delay, Duration::zero());
    const bool first = d->timers.empty() || due < d->timers.nextDue();
    const TimerId id = d->timers.add(due, std::move(callback));
    if (first)
        d->arm();
    return id;
}

void SystemClock::cancel(TimerId id) {
    // A timer that wakes for nothing costs less than arming again on every cancel.
    d->timers.remove(id);
}

SystemClock::Hold::Hold(SystemClock& clock)
    : m_clock(&clock) {
    ++clock.d->holds;
    if (clock.d->idle == Idle::Skip)
        clock.d->arm();
}

SystemClock::Hold::Hold(Hold&& other) noexcept
    : m_clock(std::exchange(other.m_clock, nullptr)) {}

SystemClock::Hold::~Hold() {
    if (m_clock && --m_clock->d->holds == 0 && m_clock->d->idle == Idle::Skip)
        m_clock->d->arm();
}

} // namespace ws::base
