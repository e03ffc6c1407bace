#pragma once

#include "engine/sandbox/backend.h"
#include "engine/sandbox/initprocess.h"

#include <optional>
#include <string>

namespace ws::sandbox {

/// Where things are as the runtime sees them.
struct RuntimePlaces {
    std::string task = "/var/task";
    std::string opt = "/opt";
    std::string runtime = "/var/runtime";
    std::string tmp; ///< only when it is not /tmp
};

/// The environment variables of lambda.md B4, "NAME=value", made from nothing: what the program
/// itself was started with does not reach a function.
std::vector<std::string> runtimeEnvironment(const BackendSpec& spec, const RuntimePlaces& places,
                                            int port);

/// The files in the extensions folder of merged layers, sorted.
std::vector<std::string> externalExtensions(const std::string& optFolder);
/// Without the variables that are the runtime's alone.
std::vector<std::string> extensionEnvironment(const std::vector<std::string>& runtime);

} // namespace ws::sandbox
