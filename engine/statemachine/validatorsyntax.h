#pragma once

#include "engine/base/result.h"
#include "engine/statemachine/diagnostic.h"

#include <string_view>

namespace ws::statemachine {

/// A "json.syntax" error as the service would put it: with the words of its JSON reader (Jackson)
/// for what people do most, a token that is none and a character that does not belong. A
/// "yaml.syntax" error in its own words: the service reads no YAML.
Diagnostic syntaxDiagnostic(std::string_view text, const base::Error& error);

} // namespace ws::statemachine
