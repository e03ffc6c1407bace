#pragma once

#include "engine/json/document.h"

#include <string>
#include <utility>
#include <vector>

namespace ws::statemachine {

enum class Severity { Error, Warning };

/// One finding about a definition, with the bytes to jump to.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string code;    ///< the service's where it has one: "INVALID_JSON_DESCRIPTION",
                         ///< "MISSING_TRANSITION_TARGET", "SCHEMA_VALIDATION_FAILED"; else ours
    std::string message; ///< English, the service's wording where it has one
    std::vector<std::pair<std::string, std::string>> args; ///< what the message was made from
    std::string pointer;                                   ///< JSON pointer of the value at fault
    json::Range range;
};

} // namespace ws::statemachine
