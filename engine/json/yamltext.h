#pragma once

#include "engine/json/value.h"

#include <string>

namespace ws::json {

/// A value as a YAML document in blocks, two spaces per level, with a line break at its end.
/// parseYaml() reads the same value back. Texts that readers of YAML 1.1 (deployment tools among
/// them) take for something else, such as "on" and 2012-10-17, have quotes.
std::string yamlText(const Value& value);

} // namespace ws::json
