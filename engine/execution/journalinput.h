#pragma once

#include "engine/execution/interpreter.h"

#include <optional>

namespace ws::execution {

/// An input as a JSON object, under names that stay: what is not set is left out, so that members
/// may be added. nullopt when the object says nothing known.
json::Value inputToJson(const Input& input);
std::optional<Input> inputFromJson(const json::Value& value);

} // namespace ws::execution
