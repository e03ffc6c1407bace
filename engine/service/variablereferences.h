#pragma once

#include "engine/json/value.h"

#include <string>

namespace ws::service {

/// The variables that each state of a definition reads, at any depth: {"State": ["name", ...]} in
/// the order in which they occur; states that read none are left out.
json::Value variableReferences(const std::string& definition);

} // namespace ws::service
