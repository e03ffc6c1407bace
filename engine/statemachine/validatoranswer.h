#pragma once

#include "engine/json/value.h"
#include "engine/statemachine/validator.h"

#include <optional>
#include <string>

/// What the service answers about a definition, word for word where its words are known.
namespace ws::statemachine {

struct ValidateRequest {
    WorkflowType type = WorkflowType::Standard;
    Severity severity = Severity::Error; ///< Warning: both are listed
    std::size_t maxResults = 0;          ///< 0: as many as the service lists at most
};

inline constexpr std::size_t kMaxDiagnostics = 100;

/// ValidateStateMachineDefinition: {"result", "diagnostics", "truncated"}.
json::Value validateAnswer(const std::string& definition, const ValidateRequest& request = {});

/// The message of InvalidDefinition, with which CreateStateMachine and UpdateStateMachine refuse;
/// nothing when they take it. `expressions`: for who compiles it then.
std::optional<std::string> definitionRefusal(const std::string& definition,
                                             WorkflowType type = WorkflowType::Standard,
                                             expression::JsonataPool* expressions = nullptr);

/// The same for TestState, which takes a whole machine or a state on its own. The service calls
/// such a state StateName.
std::optional<std::string> stateRefusal(const std::string& definition,
                                        WorkflowType type = WorkflowType::Standard);

} // namespace ws::statemachine
