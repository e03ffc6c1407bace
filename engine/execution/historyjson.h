#pragma once

#include "engine/telemetry/historyevent.h"

#include <vector>

namespace ws::execution {

/// One event in the form of GetExecutionHistory: id, previousEventId, timestamp (ISO 8601, UTC,
/// milliseconds), type and <x>EventDetails; payloads are JSON texts as on the service.
json::Value historyEventToJson(const telemetry::HistoryEvent& event);
/// {"events": [...]}
json::Value historyToJson(const std::vector<telemetry::HistoryEvent>& events);

} // namespace ws::execution
