#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"
#include "engine/statemachine/definition.h"

#include <memory>
#include <string_view>

/// A state without the machine around it.
namespace ws::statemachine {

/// What the service calls it.
inline constexpr std::string_view kSingleState = "StateName";

/// The machine that consists of this one state, and of the bare names of the states it leads to.
json::Value machineAround(const json::Value& state);

/// Errors as compileStateMachine(), with pointers into machineAround().
base::Result<std::shared_ptr<const StateMachine>> compileSingleState(const json::Value& state);

} // namespace ws::statemachine
