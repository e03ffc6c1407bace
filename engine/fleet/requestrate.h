#pragma once

#include "engine/base/clock.h"

#include <array>
#include <cstdint>

namespace ws::fleet {

/// Requests of the last seconds, each second of the clock for itself. How the service cuts time is
/// unpublished; no second ever holds more than the limit.
class RequestRate {
public:
    static constexpr int kSpan = 10; ///< seconds that are looked back

    /// Counts one when this second has room.
    bool take(base::TimePoint now, std::int64_t limit) {
        turn(now);
        if (m_counts[slot(m_second)] >= limit)
            return false;
        ++m_counts[slot(m_second)];
        return true;
    }
    std::int64_t thisSecond() const { return m_counts[slot(m_second)]; }
    /// What was served kSpan seconds ago.
    std::int64_t before(base::TimePoint now) {
        turn(now);
        return m_counts[slot(m_second - kSpan)];
    }

private:
    static std::size_t slot(std::int64_t second) {
        return std::size_t(std::uint64_t(second) % (kSpan + 1));
    }
    void turn(base::TimePoint now) {
        const std::int64_t second = now.time_since_epoch().count() / 1'000'000;
        if (second == m_second)
            return;
        if (second - m_second > kSpan)
            m_counts = {};
        else
            for (std::int64_t one = m_second + 1; one <= second; ++one)
                m_counts[slot(one)] = 0;
        m_second = second;
    }

    std::array<std::int64_t, kSpan + 1> m_counts{};
    std::int64_t m_second = kSpan; // before any clock of ours
};

} // namespace ws::fleet
