#pragma once

#include "engine/base/result.h"
#include "engine/json/document.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

/// A definition's text in any of its forms: JSON or YAML, with or without placeholders that a
/// deployment tool fills in.
namespace ws::statemachine {

enum class DefinitionKind : std::uint8_t {
    Json,
    Yaml,
    Unknown, ///< told from the text itself
};

/// By the ending of a file's name: .json, .yaml, .yml.
DefinitionKind definitionKindOfFile(std::string_view name);

/// What `${Key}` stands for, by key: DefinitionSubstitutions of CloudFormation.
using Substitutions = std::map<std::string, json::Value, std::less<>>;

/// Substitutions without a value stay as they are. One that is a whole text becomes the value, a
/// number or an object too; one within a text becomes part of it.
///
/// Errors: "json.syntax" and "yaml.syntax" with line, column, offset and reason.
base::Result<json::Document> loadDefinition(std::string text,
                                            DefinitionKind kind = DefinitionKind::Unknown,
                                            const Substitutions& substitutions = {});
/// The same while it is typed: `before` is of the text as it was a moment ago.
base::Result<json::Document> loadDefinition(std::string text, DefinitionKind kind,
                                            const json::Document& before);

/// A text with its placeholders filled in: what is known becomes part of it.
std::string filled(std::string_view text, const Substitutions& substitutions);
/// The same; a text that is one placeholder and nothing else becomes the value.
json::Value substituted(const std::string& text, const Substitutions& substitutions);
void substitute(json::Document& document, const Substitutions& substitutions);

} // namespace ws::statemachine
