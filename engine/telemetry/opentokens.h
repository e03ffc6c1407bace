#pragma once

#include "engine/telemetry/historyevent.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::telemetry {

/// A task that waits until somebody sends its token back.
struct OpenToken {
    std::int64_t scheduled = 0; ///< event
    std::string state;
    std::string token;
    json::Value parameters; ///< of its call: what the one who answers is asked
};

/// Those that were open after the history's first `count` events, the oldest first. `isToken` tells
/// a token from other texts (engine/execution/tasktoken.h).
std::vector<OpenToken> openTokens(const std::vector<HistoryEvent>& history, std::size_t count,
                                  const std::function<bool(std::string_view)>& isToken);

} // namespace ws::telemetry
