#include "engine/service/statesdefinition.h"

#include "engine/statemachine/parser.h"

namespace ws::service {

using json::Value;
using statemachine::Diagnostic;
using statemachine::Severity;

namespace {

constexpr std::string_view kSchema = "SCHEMA_VALIDATION_FAILED";
/// Its message says where already.
constexpr std::string_view kJson = "INVALID_JSON_DESCRIPTION";

ApiError invalidDefinition(const std::string& reasons) {
    return {"InvalidDefinition", "Invalid State Machine Definition: '" + reasons + "'"};
}

/// "CODE: words at /States/Name"
std::string reason(const Diagnostic& diagnostic) {
    std::string text = diagnostic.code + ": " + diagnostic.message;
    if (!diagnostic.location.empty() && diagnostic.code != kJson)
        text += " at " + diagnostic.location;
    return text;
}

/// The Map state of that label, at any depth.
const Value* findMap(const Value& machine, const std::string& label) {
    for (const auto& [name, state] : machine["States"].members()) {
        const Value& processor =
            state.find("ItemProcessor") ? state["ItemProcessor"] : state["Iterator"];
        if (state["Label"].toString() == label && processor.isObject())
            return &processor;
        if (const Value* found = processor.isObject() ? findMap(processor, label) : nullptr)
            return found;
        for (const Value& branch : state["Branches"].items()) {
            if (const Value* found = findMap(branch, label))
                return found;
        }
    }
    return nullptr;
}

statemachine::ValidateOptions serviceOptions(statemachine::WorkflowType type) {
    statemachine::ValidateOptions options;
    options.type = type;
    options.rigour = statemachine::ValidateOptions::Rigour::Service;
    options.order = statemachine::ValidateOptions::Order::Found;
    return options;
}

ApiResult<std::shared_ptr<const statemachine::StateMachine>>
checked(const std::string& text, const statemachine::ValidateOptions& options) {
    std::string reasons;
    for (const Diagnostic& diagnostic : statemachine::validateText(text, options)) {
        if (diagnostic.severity == Severity::Error)
            reasons += (reasons.empty() ? "" : ", ") + reason(diagnostic);
    }
    if (!reasons.empty())
        return invalidDefinition(reasons);
    auto compiled = statemachine::parseStateMachine(text);
    if (compiled)
        return *compiled;
    const base::Error& error = compiled.error();
    return invalidDefinition(std::string(kSchema) + ": " +
                             (error.arg("reason").empty() ? error.code : error.arg("reason")) +
                             " at " + error.arg("pointer"));
}

} // namespace

std::vector<Diagnostic> findings(const std::string& text, statemachine::WorkflowType type) {
    return statemachine::validateText(text, serviceOptions(type));
}

ApiResult<std::shared_ptr<const statemachine::StateMachine>>
checkedDefinition(const std::string& text, statemachine::WorkflowType type) {
    return checked(text, serviceOptions(type));
}

Value diagnosticToJson(const Diagnostic& diagnostic) {
    Value out =
        Value::object({{"severity", diagnostic.severity == Severity::Error ? "ERROR" : "WARNING"},
                       {"code", diagnostic.code},
                       {"message", diagnostic.message}});
    if (!diagnostic.location.empty())
        out.set("location", diagnostic.location);
    return out;
}

std::string jsonProblem(const std::string& text) {
    if (Value::parse(text))
        return {};
    const auto diagnostics = statemachine::validateText(text);
    if (diagnostics.empty())
        return "Invalid execution input.";
    const std::string& message = diagnostics.front().message;
    return message.substr(0, message.find('\n'));
}

std::string mapDefinition(const std::string& definition, const std::string& label) {
    const auto machine = Value::parse(definition);
    const Value* processor = machine ? findMap(*machine, label) : nullptr;
    return processor ? processor->dump() : std::string();
}

} // namespace ws::service
