#include "engine/statemachine/definition.h"

#include <algorithm>
#include <array>

namespace ws::statemachine {

StateIndex StateMachine::findState(std::string_view name) const {
    const auto found = std::find_if(states.begin(), states.end(),
                                    [&](const State& state) { return state.name == name; });
    return found == states.end() ? kNoState : static_cast<StateIndex>(found - states.begin());
}

static constexpr std::array<std::string_view, 23> kComparisons{
    "StringEquals",
    "StringLessThan",
    "StringGreaterThan",
    "StringLessThanEquals",
    "StringGreaterThanEquals",
    "StringMatches",
    "NumericEquals",
    "NumericLessThan",
    "NumericGreaterThan",
    "NumericLessThanEquals",
    "NumericGreaterThanEquals",
    "BooleanEquals",
    "TimestampEquals",
    "TimestampLessThan",
    "TimestampGreaterThan",
    "TimestampLessThanEquals",
    "TimestampGreaterThanEquals",
    "IsNull",
    "IsPresent",
    "IsNumeric",
    "IsString",
    "IsBoolean",
    "IsTimestamp",
};

std::string_view comparisonName(Comparison comparison) {
    return kComparisons[static_cast<std::size_t>(comparison)];
}

std::optional<Comparison> comparisonFromName(std::string_view name) {
    const auto found = std::find(kComparisons.begin(), kComparisons.end(), name);
    if (found == kComparisons.end())
        return std::nullopt;
    return static_cast<Comparison>(found - kComparisons.begin());
}

} // namespace ws::statemachine
