#pragma once

#include "engine/json/value.h"

#include <string>
#include <unordered_map>

namespace ws::expression {

/// What an expression may look at. Nothing is owned; all of it outlives the evaluation.
struct Scope {
    const json::Value& input;   ///< `$`
    const json::Value& context; ///< `$$`: the context object
    /// `$name`: workflow variables, or nullptr where there are none.
    const std::unordered_map<std::string, json::Value>* variables = nullptr;
};

} // namespace ws::expression
