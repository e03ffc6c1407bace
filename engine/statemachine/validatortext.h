#pragma once

#include "engine/base/result.h"

#include <span>
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

/// Why a text is neither a JSONPath nor a call of an intrinsic function: the reader's error;
/// without a code when it is one of them.
base::Error pathOrCallFault(const std::string& text);

/// How many bytes that many UTF-16 units take, which is how JSONata counts.
std::size_t bytesOfUtf16(std::string_view text, std::size_t units);

/// "[Next, End]"
std::string listed(std::span<const std::string_view> names);

/// Why a text cannot be the label of a distributed Map, in the service's words; empty when it can.
std::string labelFault(std::string_view text);

} // namespace ws::statemachine
