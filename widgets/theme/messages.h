#pragma once

#include "engine/base/reason.h"
#include "engine/statemachine/diagnostic.h"
#include "engine/telemetry/events.h"

#include <QString>

/// The one place where codes become words: what is wrong, where, and what to do next, in the
/// language of the program. Used by the window and by the command line.
namespace ws::theme {

/// One or two sentences. An unknown code gives the code with its arguments, never an empty string.
QString message(const base::Error& error);

/// Why a text cannot be read: no sentence, but what stands behind a colon in one. The reason's own
/// words where it has no code.
QString reasonText(const base::Reason& reason);
QString reasonText(const base::Error& error);

/// What is wrong with a definition, on one line: the service's words and what they leave open. What
/// is wrong with a text as such is said in the reader's words.
QString diagnosticText(const statemachine::Diagnostic& diagnostic);
/// What a quick fix does, as its menu item says it.
QString fixTitle(const statemachine::Fix& fix);

QString phaseName(telemetry::Phase phase);
/// "Cold: first invocation of this function" and so on, short enough for a chip.
QString startReasonName(telemetry::StartReason reason);
/// The why in full, for tooltips and inspectors.
QString startReasonExplanation(telemetry::StartReason reason);
QString throttleReasonName(telemetry::ThrottleReason reason);
/// The why in full, with the numbers that decided.
QString throttleExplanation(telemetry::ThrottleCause cause, int used, int limit);
QString invocationStatusName(telemetry::InvocationStatus status);
QString executionStatusName(telemetry::ExecutionStatus status);

/// "830 µs", "12.3 ms", "1.53 s", "2 min 5 s".
QString durationText(base::Duration duration);
/// Local time of day with milliseconds.
QString timeText(base::TimePoint at);
/// With the day, for what may be long ago.
QString momentText(base::TimePoint at);

} // namespace ws::theme
