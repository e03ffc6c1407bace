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

/// Of an environment's role session: others have others. Well-formed and known to nobody: a client
/// that signs with them is refused by the real service.
struct Credentials {
    std::string accessKey; ///< "ASIA" and 16 more
    std::string secretKey; ///< 40 characters
    std::string sessionToken;
};
/// By its log stream, which no other environment has.
Credentials credentialsOf(const BackendSpec& spec);

/// The environment variables of lambda.md B4, "NAME=value", made from nothing: what the program
/// itself was started with does not reach a function.
std::vector<std::string> runtimeEnvironment(const BackendSpec& spec, const RuntimePlaces& places,
                                            int port);

/// The files in the extensions folder of merged layers, sorted.
std::vector<std::string> externalExtensions(const std::string& optFolder);
/// Without the variables that are the runtime's alone.
std::vector<std::string> extensionEnvironment(const std::vector<std::string>& runtime);

} // namespace ws::sandbox
