#pragma once

#include "engine/service/apierror.h"
#include "engine/statemachine/definition.h"
#include "engine/statemachine/validator.h"

#include <memory>
#include <string>

namespace ws::service {

/// The compiled definition, or InvalidDefinition with everything that is wrong with it.
ApiResult<std::shared_ptr<const statemachine::StateMachine>>
checkedDefinition(const std::string& text, statemachine::WorkflowType type);

/// What Jackson, the service's JSON reader, says about a text that is no JSON; empty when it is.
std::string jsonProblem(const std::string& text);

/// The machine inside the distributed Map of that label; empty when there is none.
std::string mapDefinition(const std::string& definition, const std::string& label);

} // namespace ws::service
