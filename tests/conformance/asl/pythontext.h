#pragma once

#include "engine/json/value.h"

#include <string>

namespace ws::conformance {

/// What Python's json.dumps makes of a value: definitions and inputs travelled to the service in
/// this form, and the recordings were normalised in it.
std::string pythonText(const json::Value& value);

} // namespace ws::conformance
