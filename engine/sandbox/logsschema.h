#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::sandbox {

/// Whether platform.runtimeDone is among the events: since the Logs API's second schema.
enum class RuntimeDone { NotTold, Told };

/// What the Logs API (2020-08-15) says where the Telemetry API says `type` with `record`: pairs of
/// type and record, none for what it knows nothing of. It has no INIT and no spans, but an end of
/// each invoke before its report, and a line of text for one that ended with its runtime.
std::vector<std::pair<std::string, std::string>>
logsEvents(std::string_view type, std::string_view record, RuntimeDone runtimeDone);

} // namespace ws::sandbox
