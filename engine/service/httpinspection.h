#pragma once

#include "engine/json/value.h"

namespace ws::service {

/// What an HTTP Task sends and gets, as TestState shows it: `parameters` are those of http:invoke,
/// `result` is what it came to.
json::Value httpRequestData(const json::Value& parameters);
json::Value httpResponseData(const json::Value& parameters, const json::Value& result);

} // namespace ws::service
