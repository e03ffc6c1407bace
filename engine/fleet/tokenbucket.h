#pragma once

#include "engine/base/clock.h"

#include <algorithm>

namespace ws::fleet {

/// How fast something may grow.
struct GrowthRate {
    int burst = 1'000;  ///< at once
    int refill = 1'000; ///< per window, up to the burst
    base::Duration window = std::chrono::seconds{10};
    enum class Flow {
        Continuous, ///< each at its own time
        Stepped     ///< all at the window's end
    };
    Flow flow = Flow::Continuous;

    bool operator==(const GrowthRate&) const = default;
};

/// Starts full.
class TokenBucket {
public:
    TokenBucket(const GrowthRate& rate, base::TimePoint now)
        : m_rate(rate)
        , m_tokens(rate.burst)
        , m_at(now) {}

    /// Keeps the share that is left.
    void resize(const GrowthRate& rate) {
        if (rate == m_rate)
            return;
        m_tokens = m_rate.burst > 0 ? m_tokens * rate.burst / m_rate.burst : double(rate.burst);
        m_rate = rate;
    }

    bool take(base::TimePoint now) {
        refill(now);
        if (m_tokens < 1.0)
            return false;
        m_tokens -= 1.0;
        return true;
    }

    /// What a refusal is explained with.
    int used() const { return m_rate.burst - int(m_tokens); }
    int burst() const { return m_rate.burst; }

private:
    void refill(base::TimePoint now) {
        double windows = double((now - m_at).count()) / double(m_rate.window.count());
        if (m_rate.flow == GrowthRate::Flow::Stepped) {
            const auto whole = (now - m_at) / m_rate.window;
            m_at += whole * m_rate.window;
            windows = double(whole);
        } else {
            m_at = now;
        }
        m_tokens = std::min(double(m_rate.burst), m_tokens + windows * m_rate.refill);
    }

    GrowthRate m_rate;
    double m_tokens;
    base::TimePoint m_at;
};

} // namespace ws::fleet
