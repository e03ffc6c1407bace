#pragma once

#include "engine/json/value.h"

#include <string_view>

namespace ws::json {

/// What a plain scalar is in YAML 1.2's core schema.
Value plainYamlScalar(std::string_view text);

} // namespace ws::json
