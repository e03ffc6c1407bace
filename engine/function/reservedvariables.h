#pragma once

#include <string_view>

namespace ws::function {

/// Environment variables that the service sets and nobody else may (lambda.md B4).
bool isReservedVariable(std::string_view name);

} // namespace ws::function
