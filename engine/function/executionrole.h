#pragma once

#include "engine/function/configuration.h"

#include <string>

namespace ws::function {

/// The role that a function runs with, and that its records are delivered with. The service takes
/// no function without one; a function of a workspace that names none has the account's own.
std::string executionRole(const Configuration& configuration);

} // namespace ws::function
