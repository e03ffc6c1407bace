#pragma once

#include "engine/service/apierror.h"
#include "engine/statemachine/definition.h"
#include "engine/statemachine/diagnostic.h"
#include "engine/statemachine/validator.h"

#include <memory>
#include <string>
#include <vector>

namespace ws::service {

/// Everything that the service finds in a definition, in its order.
std::vector<statemachine::Diagnostic> findings(const std::string& text,
                                               statemachine::WorkflowType type);

/// The compiled definition, or InvalidDefinition with everything that is wrong with it.
ApiResult<std::shared_ptr<const statemachine::StateMachine>>
checkedDefinition(const std::string& text, statemachine::WorkflowType type);

/// One finding as ValidateStateMachineDefinition gives it.
json::Value diagnosticToJson(const statemachine::Diagnostic& diagnostic);

/// What Jackson, the service's JSON reader, says about a text that is no JSON; empty when it is.
std::string jsonProblem(const std::string& text);

/// The machine inside the distributed Map of that label; empty when there is none.
std::string mapDefinition(const std::string& definition, const std::string& label);

} // namespace ws::service
