#pragma once

#include "engine/statemachine/edit.h"
#include "engine/statemachine/integration.h"

#include <span>
#include <string_view>

/// What the palette has: states that are valid as they come, to be changed then.
namespace ws::statemachine {

Fragment newState(StateType type, QueryLanguage language);
/// Calls a function through lambda:invoke, with the retries that the developer guide recommends.
Fragment newFunctionTask(std::string_view function, QueryLanguage language);
Fragment newServiceTask(const OptimisedAction& action, IntegrationPattern pattern,
                        QueryLanguage language);

/// Ready-made blocks of several states.
enum class Pattern : std::uint8_t { RetryWithFallback, Saga, FanOut, PollLoop, HumanApproval };
std::span<const Pattern> allPatterns();
Fragment newPattern(Pattern pattern, QueryLanguage language);

} // namespace ws::statemachine
