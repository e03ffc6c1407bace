#pragma once

#include "engine/json/value.h"

#include <string>

namespace ws::tests {

/// The JSON of an answer, or of an error's body behind "!" (Process::invoke); null when it is none.
inline json::Value parsed(const std::string& text) {
    auto value = json::Value::parse(text.starts_with("!") ? text.substr(1) : text);
    return value ? *value : json::Value();
}

} // namespace ws::tests
