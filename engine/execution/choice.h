#pragma once

#include "engine/execution/failure.h"
#include "engine/expression/scope.h"
#include "engine/statemachine/definition.h"

#include <optional>
#include <string_view>

namespace ws::execution {

/// Whether a Choice rule's condition holds. A value of another type than the operator's never
/// matches; a path that leads nowhere fails the state (`failure` is set, the answer means nothing).
bool conditionHolds(const statemachine::Condition& condition, const expression::Scope& scope,
                    std::optional<Failure>& failure);

/// StringMatches: `*` stands for any run of characters, `\*` and `\\` for themselves.
bool matchesPattern(std::string_view text, std::string_view pattern);

} // namespace ws::execution
