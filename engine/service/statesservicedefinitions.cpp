#include "engine/service/statesservice_p.h"

#include "engine/statemachine/validatoranswer.h"

#include <algorithm>

namespace ws::service {

using json::Value;

Answer StatesService::Private::validateStateMachineDefinition(const Value& in) {
    statemachine::ValidateRequest request;
    if (in["type"].toString() == "EXPRESS")
        request.type = statemachine::WorkflowType::Express;
    if (in["severity"].toString() == "WARNING")
        request.severity = statemachine::Severity::Warning;
    request.maxResults =
        static_cast<std::size_t>(std::max<std::int64_t>(0, in["maxResults"].toInteger()));
    return statemachine::validateAnswer(in["definition"].toString(), request);
}

} // namespace ws::service
