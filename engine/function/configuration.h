#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ws::function {

/// What a function is before it runs: the content of functions/<name>/function.json with the
/// service's defaults (lambda.md B11). Field names in the file are those of CreateFunction.
struct Configuration {
    std::string name;    ///< the folder's name
    std::string runtime; ///< "python3.12", "nodejs22.x", "provided.al2023"
    std::string handler; ///< "lambda_function.lambda_handler"; unused by provided.*
    std::string description;
    int memoryMb = 128;           ///< 128..10,240
    int timeoutSeconds = 3;       ///< 1..900
    int ephemeralStorageMb = 512; ///< 512..10,240
    std::vector<std::pair<std::string, std::string>> environment;
    std::vector<std::string>
        layers; ///< folders below the workspace, merged into /opt in this order
    std::optional<int>
        reservedConcurrency;             ///< unset: shares the account's pool; 0: always throttled
    int maximumRetryAttempts = 2;        ///< asynchronous invokes, 0..2
    int maximumEventAgeSeconds = 21'600; ///< asynchronous invokes, 60..21,600

    bool operator==(const Configuration&) const = default;
};

/// Errors "function.config.*" with member, value, and the limits that were broken. Members that are
/// not known are kept in the file and ignored here.
base::Result<Configuration> parseConfiguration(const std::string& name, const json::Value& file);

/// A configuration and the code it runs, as one immutable thing: environments hold the revision
/// that they were started from, and a changed file makes a new one.
struct Revision {
    Configuration configuration;
    std::string codeFolder;                ///< absolute; becomes /var/task
    std::vector<std::string> layerFolders; ///< absolute
    std::string version = "$LATEST";
    std::string fingerprint; ///< changes whenever code or configuration does
};

enum class RuntimeFamily { Python, NodeJs, Provided, Unknown };
RuntimeFamily runtimeFamily(const std::string& runtime);

} // namespace ws::function
