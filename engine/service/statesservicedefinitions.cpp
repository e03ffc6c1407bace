#include "engine/service/statesservice_p.h"

#include "engine/service/statesdefinition.h"

namespace ws::service {

using json::Value;
using statemachine::Severity;
using statemachine::WorkflowType;

namespace {

constexpr std::size_t kMostFindings = 100;

} // namespace

Answer StatesService::Private::validateStateMachineDefinition(const Value& in) {
    const auto type =
        in["type"].toString() == "EXPRESS" ? WorkflowType::Express : WorkflowType::Standard;
    const bool withWarnings = in["severity"].toString() == "WARNING";
    const std::int64_t wanted = in["maxResults"].toInteger();
    const std::size_t most = wanted > 0 ? static_cast<std::size_t>(wanted) : kMostFindings;
    const auto found = findings(in["definition"].toString(), type);
    Value::Array list;
    bool isTruncated = false;
    for (const statemachine::Diagnostic& diagnostic : found) {
        if (diagnostic.severity != Severity::Error && !withWarnings)
            continue;
        if (list.size() == most) {
            isTruncated = true;
            break;
        }
        list.push_back(diagnosticToJson(diagnostic));
    }
    return Value::object({{"result", statemachine::isValid(found) ? "OK" : "FAIL"},
                          {"diagnostics", Value(std::move(list))},
                          {"truncated", isTruncated}});
}

} // namespace ws::service
