#pragma once

#include <algorithm>
#include <chrono>

namespace ws::codeeditor {

/// How long to wait after a key before the work that follows the text: not at all while the work is
/// shorter than anybody notices; else in proportion, so that typing never waits for it.
class LivePace {
public:
    using Milliseconds = std::chrono::milliseconds;

    void took(std::chrono::nanoseconds time) { m_last = time; }
    Milliseconds delay() const {
        if (m_last <= kUnnoticed)
            return Milliseconds{0};
        return std::min(std::chrono::duration_cast<Milliseconds>(3 * m_last), kLongest);
    }

private:
    static constexpr std::chrono::nanoseconds kUnnoticed = Milliseconds{60};
    static constexpr Milliseconds kLongest{400};

    std::chrono::nanoseconds m_last{0};
};

} // namespace ws::codeeditor
