#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"
#include "engine/statemachine/definition.h"

#include <memory>
#include <string_view>

namespace ws::statemachine {

/// Compiles a definition for running. It checks what running needs, once, and stops at the first
/// thing that cannot run; the validator is the one that explains everything.
///
/// `expressions`: those that were compiled before, for the validator.
///
/// Errors: "json.syntax" (line, column, offset, reason), "definition.invalid" (pointer, reason).
base::Result<std::shared_ptr<const StateMachine>>
parseStateMachine(std::string_view text, expression::JsonataPool* expressions = nullptr);
base::Result<std::shared_ptr<const StateMachine>>
compileStateMachine(const json::Value& definition, expression::JsonataPool* expressions = nullptr);

} // namespace ws::statemachine
