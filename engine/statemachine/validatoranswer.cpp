#include "engine/statemachine/validatoranswer.h"

#include <algorithm>

namespace ws::statemachine {

namespace {

std::vector<Diagnostic> found(const std::string& definition, WorkflowType type,
                              ValidateOptions::Flow flow = ValidateOptions::Flow::Checked,
                              expression::JsonataPool* expressions = nullptr) {
    return validateText(definition, {.type = type,
                                     .rigour = ValidateOptions::Rigour::Service,
                                     .flow = flow,
                                     .order = ValidateOptions::Order::Found,
                                     .expressions = expressions});
}

std::optional<std::string> refusal(const std::vector<Diagnostic>& diagnostics) {
    std::string list;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (diagnostic.severity != Severity::Error)
            continue;
        list += list.empty() ? "" : ", ";
        list += diagnostic.code + ": " + diagnostic.message;
        if (!diagnostic.location.empty()) // what is no JSON has its place in the message
            list += " at " + diagnostic.location;
    }
    if (list.empty())
        return std::nullopt;
    return "Invalid State Machine Definition: '" + list + "'";
}

json::Value listed(const Diagnostic& diagnostic) {
    json::Value entry = json::Value::object({
        {"severity", diagnostic.severity == Severity::Error ? "ERROR" : "WARNING"},
        {"code", diagnostic.code},
        {"message", diagnostic.message},
    });
    if (!diagnostic.location.empty())
        entry.set("location", diagnostic.location);
    return entry;
}

} // namespace

json::Value validateAnswer(const std::string& definition, const ValidateRequest& request) {
    const std::vector<Diagnostic> all = found(definition, request.type);
    const std::size_t most =
        request.maxResults == 0 ? kMaxDiagnostics : std::min(request.maxResults, kMaxDiagnostics);
    json::Value::Array diagnostics;
    for (const Diagnostic& diagnostic : all) {
        if (diagnostic.severity == Severity::Error || request.severity == Severity::Warning)
            diagnostics.push_back(listed(diagnostic));
    }
    const bool truncated = diagnostics.size() > most;
    if (truncated)
        diagnostics.resize(most);
    return json::Value::object({{"result", isValid(all) ? "OK" : "FAIL"},
                                {"diagnostics", std::move(diagnostics)},
                                {"truncated", truncated}});
}

std::optional<std::string> definitionRefusal(const std::string& definition, WorkflowType type,
                                             expression::JsonataPool* expressions) {
    return refusal(found(definition, type, ValidateOptions::Flow::Checked, expressions));
}

std::optional<std::string> stateRefusal(const std::string& definition, WorkflowType type) {
    const auto document = json::Document::parse(definition);
    if (!document || document->node(0).type != json::Value::Type::Object ||
        document->member(0, "States") != json::Document::kNone)
        return definitionRefusal(definition, type);
    const std::string machine =
        R"({"StartAt": "StateName", "States": {"StateName": )" + definition + "}}";
    return refusal(found(machine, type, ValidateOptions::Flow::Ignored));
}

} // namespace ws::statemachine
