#pragma once

#include "engine/telemetry/recordcut.h"

#include <QString>

/// What the timeline says about lanes and spans: tooltips, labels, accessible names.
namespace ws::timeline {

/// "Environment B of counter"
QString environmentName(const telemetry::Lane& lane, int letter);
/// "$LATEST · 12 s · served 3", the age counted to `now` or to the end; the tenant in place of the
/// version where it has one.
QString laneDetails(const telemetry::Lane& lane, base::TimePoint now);
/// One sentence for assistive technology.
QString spanDescription(const telemetry::Span& span, const telemetry::RecordCut& cut,
                        base::TimePoint now);
/// Rich text.
QString spanToolTip(const telemetry::Lane& lane, int letter, const telemetry::Span& span,
                    const telemetry::RecordCut& cut, base::TimePoint now);
/// The ruler counts from the first event; this is the clock on the wall.
QString wallClockText(base::TimePoint at);
/// The same, and what can be done there.
QString rulerToolTip(base::TimePoint at);
/// That the past is shown, and when that was.
QString instantText(base::TimePoint at);
QString laneToolTip(const telemetry::Lane& lane, int letter, base::TimePoint now);

} // namespace ws::timeline
