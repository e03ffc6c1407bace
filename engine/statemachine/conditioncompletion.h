#pragma once

#include "engine/statemachine/completion.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ws::statemachine {

/// What the condition of a breakpoint can see where it is asked.
struct ConditionScope {
    enum class Moment : std::uint8_t {
        Entry, ///< of `state`: its input and the variables so far
        Exit,  ///< of it: its output in place of the input, and what it has assigned
        Error, ///< in it: only the error
    };
    Moment moment = Moment::Entry;
    std::string state; ///< empty: any
};

/// What could stand at the byte of a condition, which is JSONata, or the test of a Choice rule as
/// JSON. Names of members are those of the last run's data.
Completion completeCondition(const json::Value& definition, const ConditionScope& scope,
                             std::string_view typed, std::size_t cursor,
                             const CompletionSources& sources = {});

} // namespace ws::statemachine
