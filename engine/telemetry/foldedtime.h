#pragma once

#include "engine/base/clock.h"

#include <cstddef>
#include <vector>

namespace ws::telemetry {

/// A line of moments on which long gaps are short: an hour of waiting would leave no room for what
/// happened before and after it. Where something is, is a share of the line, 0 to 1.
class FoldedTime {
public:
    enum class Gaps { Folded, Whole };

    FoldedTime() = default;
    /// `moments` in their order.
    explicit FoldedTime(const std::vector<base::TimePoint>& moments, Gaps gaps = Gaps::Folded);

    std::size_t count() const { return m_places.size(); }
    double placeOf(std::size_t moment) const;
    /// Between two moments it lies between their places.
    double placeAt(base::TimePoint time) const;
    /// The last moment that is not after the place; 0 when there is none before.
    std::size_t momentAt(double place) const;
    /// A fold: the gap after this moment is drawn shorter than it was.
    bool isFolded(std::size_t moment) const { return m_folded[moment] != 0; }

private:
    std::vector<base::TimePoint> m_moments;
    std::vector<double> m_places;
    std::vector<char> m_folded;
};

} // namespace ws::telemetry
