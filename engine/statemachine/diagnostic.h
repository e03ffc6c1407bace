#pragma once

#include "engine/base/reason.h"
#include "engine/json/document.h"

#include <string>
#include <utility>
#include <vector>

namespace ws::statemachine {

enum class Severity { Error, Warning };

/// A change that would put a finding right. Code and arguments make its title, at the edge
/// (widgets/theme); the edits are of the text that was checked and do not overlap.
struct Fix {
    std::string code; ///< "fix.addField", "fix.renameTarget" ...
    std::vector<std::pair<std::string, std::string>> args;
    std::vector<json::Edit> edits; ///< in the order of the text

    bool operator==(const Fix&) const = default;
};

/// One finding about a definition, with the bytes to jump to.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string code;    ///< the service's where it has one ("SCHEMA_VALIDATION_FAILED"); else
                         ///< ours, of the same form
    std::string message; ///< English, the service's wording where it has one
    base::Reason reason = {}; ///< what the message ends with or leaves open; may be empty
    std::vector<std::pair<std::string, std::string>> args = {}; ///< what the message was made from
    std::string pointer = {};  ///< JSON pointer of the value at fault
    std::string location = {}; ///< as the service names the place, "/States/A/Choices[0]/Next";
                               ///< empty where it names none
    json::Range range = {};
    std::vector<Fix> fixes = {}; ///< the best one first

    bool operator==(const Diagnostic&) const = default;
};

} // namespace ws::statemachine
