#pragma once

#include "engine/json/value.h"
#include "engine/service/apierror.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace ws::conformance {

/// What came of one step of a case.
struct StepResult {
    std::string operation;
    json::Value value;                      ///< with ResponseMetadata
    std::optional<service::ApiError> error; ///< instead of a value
    bool isUnknown = false; ///< nobody performed it: an SDK's refusal, a service that is not here
};

/// ${type:name}, ${type:name#attribute} and ${step:N...}: what the strings of a case stand for.
class Tokens {
public:
    void bind(const std::string& token, const std::string& value) { m_names[token] = value; }
    bool isBound(const std::string& token) const { return m_names.contains(token); }
    void setStep(std::int64_t id, StepResult result) { m_steps[id] = std::move(result); }
    const StepResult* step(std::int64_t id) const;

    /// The text with every token replaced that is known.
    std::string text(const std::string& text) const;
    /// The value with every token replaced; a string that is one token becomes what it stands for.
    json::Value value(const json::Value& value) const;
    /// The first token of the value that is not known (or leads nowhere); empty when all are.
    std::string unresolved(const json::Value& value) const;
    /// Whether something in the value is what nobody performed.
    bool dependsOnUnknown(const json::Value& value) const;

private:
    std::optional<json::Value> resolve(const std::string& token) const;
    std::optional<json::Value> stepPart(const std::string& reference) const;

    std::map<std::string, std::string> m_names; ///< without ${ and }
    std::map<std::int64_t, StepResult> m_steps;
};

/// The error as boto3 shows it: {Error: {Code, Message}, ResponseMetadata, message, ...}.
json::Value errorResponse(const service::ApiError& error);

} // namespace ws::conformance
