#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ws::statemachine {

/// A text that a deployment tool replaces later, as "${LambdaArn}": whatever stands there is right.
bool isPlaceholder(std::string_view text);
/// {% ... %}
bool isExpression(std::string_view text);
/// RFC 3339 as the service takes it: a T, an offset, a date that exists.
bool isTimestamp(std::string_view text);
bool isVariableName(std::string_view name);

/// Why a text cannot be the label of a distributed Map, in the service's words; empty when it can.
std::string labelFault(std::string_view text);

} // namespace ws::statemachine
