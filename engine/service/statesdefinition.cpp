#include "engine/service/statesdefinition.h"

#include "engine/statemachine/parser.h"
#include "engine/statemachine/validatoranswer.h"

namespace ws::service {

using json::Value;

namespace {

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

} // namespace

ApiResult<std::shared_ptr<const statemachine::StateMachine>>
checkedDefinition(const std::string& text, statemachine::WorkflowType type) {
    expression::JsonataPool expressions;
    if (auto refusal = statemachine::definitionRefusal(text, type, &expressions))
        return ApiError{"InvalidDefinition", *std::move(refusal)};
    auto compiled = statemachine::parseStateMachine(text, &expressions);
    if (compiled)
        return *compiled;
    // What the validator let through and cannot run all the same.
    const base::Error& error = compiled.error();
    const std::string reason = error.arg("reason").empty() ? error.code : error.arg("reason");
    return ApiError{"InvalidDefinition",
                    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " + reason +
                        " at " + error.arg("pointer") + "'"};
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
