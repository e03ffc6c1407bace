#pragma once

#include "engine/base/clock.h"

#include <memory>

namespace ws::base {

/// Wall time that never runs backwards, on the event loop of the thread that made it.
///
/// With Idle::Skip time jumps to the next timer as soon as nobody holds it: a Wait of a day costs
/// microseconds, while real work (a Hold) still takes as long as it takes.
class SystemClock : public Clock {
public:
    enum class Idle { Wait, Skip };

    explicit SystemClock(Idle idle = Idle::Wait);
    ~SystemClock() override;
    SystemClock(const SystemClock&) = delete;
    SystemClock& operator=(const SystemClock&) = delete;

    TimePoint now() const override;
    TimerId after(Duration delay, std::function<void()> callback) override;
    void cancel(TimerId id) override;

    /// While one lives, time is not skipped. Movable token; must not outlive the clock.
    class Hold {
    public:
        explicit Hold(SystemClock& clock);
        ~Hold();
        Hold(Hold&& other) noexcept;
        Hold& operator=(Hold&&) = delete;

    private:
        SystemClock* m_clock;
    };

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::base
