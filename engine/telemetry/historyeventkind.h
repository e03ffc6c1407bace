#pragma once

#include "engine/telemetry/historyevent.h"

namespace ws::telemetry {

/// The <kind>StateEntered of every kind of state.
bool isStateEntered(HistoryEventType type);
/// The <kind>StateExited of every kind that has one: Fail does not.
bool isStateExited(HistoryEventType type);

} // namespace ws::telemetry
