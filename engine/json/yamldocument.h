#pragma once

#include "engine/json/document.h"

#include <string>

namespace ws::json {

/// Reads one YAML 1.2 document as JSON: the same tree as of a JSON text, with the bytes of the
/// YAML.
///
/// - Plain scalars are what the core schema says (null, true, 12, 1.5), and nothing else is: "yes",
///   dates, 1.2.3 and 1_000 are texts; so is a number with leading zeros, an account id.
/// - Keys are texts as they are written.
/// - Aliases are what they name, merge keys (<<) add the members that are not there already; both
///   have the bytes of the anchored text. What they expand to is bounded.
/// - CloudFormation's tags: `!Ref A` is "${A}", `!GetAtt A.B` "${A.B}", `!Sub` its text; another
///   (`!Join`) is the object of its long form ({"Fn::Join": ...}).
///
/// Error "yaml.syntax" with line, column, offset and reason.
base::Result<Document> parseYaml(std::string text);

/// The same when `before` is of the text as it was a moment ago: where only letters of one scalar
/// have changed, nothing else is read again.
base::Result<Document> parseYaml(std::string text, const Document& before);

} // namespace ws::json
