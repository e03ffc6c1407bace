#pragma once

#include "engine/base/clock.h"
#include "engine/statemachine/definition.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ws::execution {

/// One retry before it happens: the pause that comes before it, and when it begins after the first
/// failure, if every attempt failed at once. Without jitter shortest and longest are the same.
struct PlannedRetry {
    std::int64_t number = 1;
    base::Duration shortest{0};
    base::Duration longest{0};
    base::Duration earliest{0};
    base::Duration latest{0};

    bool operator==(const PlannedRetry&) const = default;
};

/// By retryDelay(), so that it is what will be executed; at most `most` of them.
std::vector<PlannedRetry> plannedRetries(const statemachine::Retrier& retrier, std::size_t most);

/// What a retrier's object says, with the service's defaults where it says nothing or nothing
/// sensible.
statemachine::Retrier readRetrier(const json::Value& source);

} // namespace ws::execution
