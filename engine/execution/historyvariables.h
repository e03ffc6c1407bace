#pragma once

#include "engine/json/value.h"
#include "engine/telemetry/historyevent.h"

#include <cstdint>
#include <vector>

namespace ws::execution {

/// The variables that the branch of an event could see once it had happened, from the history
/// alone: an object. `history` holds the events 1, 2, 3 ... without a gap. Those of a distributed
/// Map's children are in histories of their own.
json::Value variablesAfter(const std::vector<telemetry::HistoryEvent>& history, std::int64_t event);

} // namespace ws::execution
