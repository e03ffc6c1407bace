#include "widgets/timeline/spanindex.h"

#include <algorithm>

namespace ws::timeline {

namespace {

using telemetry::Phase;
using telemetry::Span;

void add(SpanSummary& total, const Span& span) {
    if (!span.end)
        return;
    const base::Duration length = *span.end - span.begin;
    switch (span.phase) {
    case Phase::Invoke:
        total.invoke += length;
        ++total.invokes;
        break;
    case Phase::Starting:
    case Phase::Init:
    case Phase::Restore:
    case Phase::SuppressedInit:
        total.init += length;
        break;
    case Phase::Reset:
    case Phase::Shutdown:
        total.ending += length;
        break;
    case Phase::Idle:
    case Phase::Gone:
        break;
    }
    total.failures += span.failed ? 1 : 0;
}

} // namespace

Phase SpanSummary::dominant() const {
    if (isIdle())
        return Phase::Idle;
    if (init > invoke && init > ending)
        return Phase::Init;
    return ending > invoke ? Phase::Reset : Phase::Invoke;
}

void SpanIndex::update(const telemetry::Lane& lane) {
    // The last spans may still change: the newest lasts, and a failure may be told a little late.
    constexpr std::size_t kUnsettled = 8;
    if (lane.forgottenSpans != m_forgotten || m_totals.empty()) {
        m_forgotten = lane.forgottenSpans;
        m_totals.assign(1, {});
        m_totals.reserve(lane.spans.size() + 1);
    }
    const std::size_t known = std::min(m_totals.size() - 1, lane.spans.size());
    m_totals.resize(known > kUnsettled ? known - kUnsettled + 1 : 1);
    for (std::size_t i = m_totals.size() - 1; i < lane.spans.size(); ++i) {
        SpanSummary total = m_totals.back();
        add(total, lane.spans[i]);
        m_totals.push_back(total);
    }
}

SpanSummary SpanIndex::summary(std::size_t first, std::size_t last) const {
    const SpanSummary& before = m_totals[first];
    SpanSummary sum = m_totals[last];
    sum.invoke -= before.invoke;
    sum.init -= before.init;
    sum.ending -= before.ending;
    sum.invokes -= before.invokes;
    sum.failures -= before.failures;
    return sum;
}

std::size_t firstEndingAfter(const telemetry::Lane& lane, base::TimePoint at, std::size_t from) {
    const auto& spans = lane.spans;
    const auto endsAfter = [&](std::size_t i) { return !spans[i].end || *spans[i].end > at; };
    std::size_t low = from;
    std::size_t step = 1;
    while (low < spans.size() && !endsAfter(std::min(low + step, spans.size()) - 1)) {
        low = std::min(low + step, spans.size());
        step *= 2;
    }
    std::size_t high = std::min(low + step, spans.size());
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (endsAfter(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

} // namespace ws::timeline
