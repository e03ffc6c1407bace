#pragma once

#include "engine/json/document.h"
#include "engine/statemachine/diagnostic.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ws::statemachine {

/// Express machines may not wait for a job or a callback.
enum class WorkflowType : std::uint8_t { Standard, Express };

/// Everything that is wrong with a definition, in the order of its text. Errors keep the service
/// from creating the machine; warnings do not.
///
/// The pointer of a diagnostic is the place that the service names (for a member that is missing or
/// wrong inside a payload template, the object around it); the range is as narrow as can be.
/// JSONata is checked as far as its delimiters.
std::vector<Diagnostic> validate(const json::Document& document,
                                 WorkflowType type = WorkflowType::Standard);

/// The same for text that may not even be JSON: then the one diagnostic says where it stops being.
std::vector<Diagnostic> validateText(const std::string& text,
                                     WorkflowType type = WorkflowType::Standard);

/// No errors among them; warnings may be.
bool isValid(const std::vector<Diagnostic>& diagnostics);

} // namespace ws::statemachine
