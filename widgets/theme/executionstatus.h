#pragma once

#include "engine/telemetry/events.h"
#include "widgets/theme/theme.h"

namespace ws::theme {

/// How a run that stands like this is shown.
Status statusOf(telemetry::ExecutionStatus status);

} // namespace ws::theme
