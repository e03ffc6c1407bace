#include "engine/telemetry/foldedtime.h"

#include <algorithm>

namespace ws::telemetry {

namespace {

/// A gap of more than this many times the mean one is folded to it.
constexpr double kMeans = 4;
/// Events of one instant still lie beside each other: a share of the mean gap.
constexpr double kLeast = 0.15;

} // namespace

FoldedTime::FoldedTime(const std::vector<base::TimePoint>& moments, Gaps gaps)
    : m_moments(moments)
    , m_places(moments.size(), 0)
    , m_folded(moments.size(), 0) {
    if (moments.size() < 2)
        return;
    const auto whole = double((moments.back() - moments.front()).count());
    const double mean = std::max(1.0, whole / double(moments.size() - 1));
    double at = 0;
    for (std::size_t i = 1; i < moments.size(); ++i) {
        double gap = std::max(double((moments[i] - moments[i - 1]).count()),
                              gaps == Gaps::Folded ? mean * kLeast : 0.0);
        if (gaps == Gaps::Folded && gap > mean * kMeans) {
            gap = mean * kMeans;
            m_folded[i - 1] = 1;
        }
        at += gap;
        m_places[i] = at;
    }
    for (double& place : m_places)
        place = at > 0 ? place / at : 0;
}

double FoldedTime::placeOf(std::size_t moment) const {
    return moment < m_places.size() ? m_places[moment] : 1;
}

double FoldedTime::placeAt(base::TimePoint time) const {
    const auto after = std::upper_bound(m_moments.begin(), m_moments.end(), time);
    if (after == m_moments.begin())
        return 0;
    if (after == m_moments.end())
        return m_places.empty() ? 0 : m_places.back();
    const auto index = static_cast<std::size_t>(after - m_moments.begin());
    const auto gap = double((m_moments[index] - m_moments[index - 1]).count());
    const double share = gap > 0 ? double((time - m_moments[index - 1]).count()) / gap : 0;
    return m_places[index - 1] + share * (m_places[index] - m_places[index - 1]);
}

std::size_t FoldedTime::momentAt(double place) const {
    const auto after = std::upper_bound(m_places.begin(), m_places.end(), place);
    return after == m_places.begin() ? 0 : static_cast<std::size_t>(after - m_places.begin()) - 1;
}

} // namespace ws::telemetry
