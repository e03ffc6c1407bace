#pragma once

#include "engine/base/clock.h"

#include <algorithm>

namespace ws::fleet {

/// `capacity` at once, refilled continuously so that an empty bucket is full after `window`.
class TokenBucket {
public:
    TokenBucket(int capacity, base::Duration window, base::TimePoint now)
        : m_capacity(capacity)
        , m_window(window)
        , m_tokens(capacity)
        , m_at(now) {}

    /// Keeps the share that is left.
    void resize(int capacity, base::Duration window) {
        m_tokens = m_capacity > 0 ? m_tokens * capacity / m_capacity : double(capacity);
        m_capacity = capacity;
        m_window = window;
    }

    bool take(base::TimePoint now) {
        const double passed = double((now - m_at).count()) / double(m_window.count());
        m_tokens = std::min(double(m_capacity), m_tokens + passed * m_capacity);
        m_at = now;
        if (m_tokens < 1.0)
            return false;
        m_tokens -= 1.0;
        return true;
    }

private:
    int m_capacity;
    base::Duration m_window;
    double m_tokens;
    base::TimePoint m_at;
};

} // namespace ws::fleet
