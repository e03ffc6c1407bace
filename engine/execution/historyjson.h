#pragma once

#include "engine/execution/history.h"
#include "engine/telemetry/historyevent.h"

#include <vector>

namespace ws::execution {

/// One event in the form of GetExecutionHistory: id, previousEventId, timestamp (ISO 8601, UTC,
/// milliseconds), type and <x>EventDetails; payloads are JSON texts as on the service.
json::Value historyEventToJson(const telemetry::HistoryEvent& event);
/// {"events": [...]}
json::Value historyToJson(const std::vector<telemetry::HistoryEvent>& events);

/// "2026-11-20T12:00:00.000Z", the form of the context object and of histories.
std::string timestampText(base::TimePoint at);

} // namespace ws::execution
