#pragma once

#include "engine/json/value.h"
#include "engine/service/apierror.h"
#include "engine/statemachine/definition.h"

#include <cstdint>
#include <optional>

/// What TestState refuses, in the order in which it looks: each check is for a request that the
/// ones before it took.
namespace ws::service {

/// Parameters that do not go together.
std::optional<ApiError> testParametersProblem(const json::Value& request);

/// The state and a request that has a mock or has none.
std::optional<ApiError> testedStateProblem(const statemachine::State& state,
                                           const json::Value& request);

/// What the state could never come to. `result`: the mock's, parsed.
std::optional<ApiError> mockResultProblem(const statemachine::State& state,
                                          const json::Value& result, const json::Value& mock);

/// Items are only there for the states inside a Map.
enum class MapItem : std::uint8_t { None, Around };
std::optional<ApiError> testContextProblem(const json::Value& context, MapItem item);

} // namespace ws::service
