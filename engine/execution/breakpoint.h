#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

namespace ws::execution {

/// Where an execution stops by itself.
struct Breakpoint {
    enum class Kind : std::uint8_t {
        Entry,      ///< before a state is entered
        Exit,       ///< when it was left
        Transition, ///< between two states
        Error,      ///< when a failure shows
    };
    Kind kind = Kind::Entry;
    std::string state; ///< of a Transition, the one that is left; of an Error, the one in which it
                       ///< shows; empty: any
    std::string next;  ///< of a Transition, the one that is entered; empty: any
    std::string error; ///< of an Error, its name; empty: any
    /// Empty: always. A JSONata expression ("n > 3 and $count = 1": names are the input's, `$count`
    /// is a variable, `$states.input`, `.result`, `.errorOutput` and `.context.Map.Item.Index` are
    /// there too), or the test of a Choice rule as JSON ({"Variable":"$.n","NumericEquals":3}).
    std::string condition;
    std::size_t fromHit = 1; ///< how often it must have come this far
};

/// What a breakpoint's condition looks at.
struct BreakMoment {
    json::Value input; ///< of the state that is entered; at an Exit, its output
    json::Value context = json::Value::object();
    json::Value variables = json::Value::object();
    json::Value result; ///< at an Exit
    json::Value error;  ///< at an Error: {"Error": ..., "Cause": ...}
};

/// A condition, compiled. Errors: "debug.condition" with reason.
class BreakCondition {
public:
    static base::Result<BreakCondition> compile(const std::string& text);
    /// Errors: "debug.condition" with reason, when it cannot be evaluated there or is neither true
    /// nor false.
    base::Result<bool> holds(const BreakMoment& moment) const { return m_holds(moment); }

private:
    using Test = std::function<base::Result<bool>(const BreakMoment&)>;
    explicit BreakCondition(Test holds)
        : m_holds(std::move(holds)) {}
    static base::Result<BreakCondition> compileQuery(const std::string& text);
    static base::Result<BreakCondition> compileRule(const std::string& text);

    Test m_holds;
};

} // namespace ws::execution
