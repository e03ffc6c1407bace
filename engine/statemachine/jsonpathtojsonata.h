#pragma once

#include "engine/json/value.h"

#include <optional>
#include <string>
#include <string_view>

/// What is written in one query language, in the other.
namespace ws::statemachine {

/// Translates paths, intrinsic function calls and payload templates of JSONPath. What has no
/// equivalent is remembered as the reason.
class JsonataTranslator {
public:
    /// `root`: the expression that `$` stands for.
    explicit JsonataTranslator(std::string root)
        : m_root(std::move(root)) {}

    /// Without `{%` and `%}`. Nothing: see reason().
    std::optional<std::string> expression(std::string_view pathOrCall);
    /// A payload template with its marks: {"a.$": "$.b"} is {"a": "{% $states.input.b %}"}.
    std::optional<json::Value> payload(const json::Value& payload);
    /// The same as one expression, to stand within another.
    std::optional<std::string> payloadExpression(const json::Value& payload);
    /// A rule of a Choice with And, Or and Not.
    std::optional<std::string> condition(const json::Value& rule);

    const std::string& reason() const { return m_reason; }

private:
    std::optional<std::string> path(std::string_view text);
    std::optional<std::string> call(std::string_view text);
    std::optional<std::string> argument(std::string_view text);
    std::optional<std::string> comparison(const std::string& name, const json::Value& operand,
                                          const std::string& left);
    std::nullopt_t refuse(std::string_view what);

    const std::string m_root;
    std::string m_reason;
};

std::string marked(std::string_view expression); ///< between `{%` and `%}`

/// The path of JSONPath that an expression is, when it is no more than that: `$states.input.a` is
/// "$.a" for the root "$states.input".
std::optional<std::string> pathOf(std::string_view markedExpression, std::string_view root);

} // namespace ws::statemachine
