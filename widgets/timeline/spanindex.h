#pragma once

#include "engine/telemetry/recorder.h"

#include <cstdint>
#include <vector>

namespace ws::timeline {

/// What a run of spans that share a pixel amounts to.
struct SpanSummary {
    base::Duration invoke{0};
    base::Duration init{0};   ///< starting, init, suppressed init
    base::Duration ending{0}; ///< reset, shutdown
    std::uint32_t invokes = 0;
    std::uint32_t failures = 0;

    /// The phase that a single pixel stands for: what took longest besides idling.
    telemetry::Phase dominant() const;
    bool isIdle() const {
        return invoke.count() == 0 && init.count() == 0 && ending.count() == 0 && invokes == 0;
    }
};

/// Running totals over a lane's spans, so that any stretch of it is summed up in constant time:
/// drawing a lane costs by its pixels, not by its spans. Follows the lane incrementally.
class SpanIndex {
public:
    void update(const telemetry::Lane& lane);
    /// Of spans [first, last). Spans that still last count as nothing.
    SpanSummary summary(std::size_t first, std::size_t last) const;

private:
    std::vector<SpanSummary> m_totals; ///< of the spans before index i
    std::uint64_t m_forgotten = 0;
};

/// The first span that ends after `at` (a span that still lasts always does); the number of spans
/// when there is none. Searches from `from` on, fast when the answer is near.
std::size_t firstEndingAfter(const telemetry::Lane& lane, base::TimePoint at, std::size_t from = 0);

} // namespace ws::timeline
