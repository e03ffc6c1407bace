#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ws::function {

/// Where an asynchronous invocation's record goes when it is done (EventInvokeConfig and
/// DeadLetterConfig). ARNs of queues, topics, functions, event buses or buckets; empty: nowhere.
struct Destinations {
    std::string onSuccess;
    std::string onFailure;

    bool operator==(const Destinations&) const = default;
};

enum class LogFormat { Text, Json };

/// LoggingConfig. Levels are the service's words: application TRACE..FATAL, system DEBUG, INFO or
/// WARN; only JSON logs have levels (lambda.md B2).
struct Logging {
    LogFormat format = LogFormat::Text;
    std::string applicationLevel; ///< empty: INFO with JSON
    std::string systemLevel;      ///< empty: INFO with JSON
    std::string group;            ///< empty: /aws/lambda/<name>

    bool operator==(const Logging&) const = default;
};

/// A folder of the workspace that every environment of the function sees at `mountPath`.
struct FileSystemMount {
    std::string arn;       ///< of the access point; its last part names the folder
    std::string mountPath; ///< "/mnt/<name>"

    bool operator==(const FileSystemMount&) const = default;
};

/// Runtime management (lambda.md B9).
struct RuntimeManagement {
    enum class Mode { Auto, FunctionUpdate, Manual };
    Mode mode = Mode::Auto;
    std::string versionArn; ///< with Manual; with FunctionUpdate, the one of the last update

    bool operator==(const RuntimeManagement&) const = default;
};

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
    Destinations destinations;           ///< EventInvokeConfig.DestinationConfig
    std::string deadLetterTarget;        ///< DeadLetterConfig.TargetArn
    std::string role;                    ///< the execution role's ARN
    std::string architecture = "x86_64"; ///< Architectures, "x86_64" or "arm64"
    std::string tracing = "PassThrough"; ///< TracingConfig.Mode, "PassThrough" or "Active"
    Logging logging;
    std::vector<std::string> subnets; ///< VpcConfig; any: no way to the internet (no NAT)
    std::vector<std::string> securityGroups;
    std::vector<FileSystemMount> fileSystems;
    bool snapStart = false; ///< SnapStart.ApplyOn PublishedVersions; counts for versions only
    bool perTenant = false; ///< TenancyConfig.TenantIsolationMode PER_TENANT (lambda.md B6)
    RuntimeManagement runtimeManagement;
    std::string codeSigningConfig; ///< its ARN
    std::vector<std::pair<std::string, std::string>> tags;

    bool operator==(const Configuration&) const = default;
};

/// Errors "function.config.*" with member, value, and the limits that were broken. Members that are
/// not known are kept in the file and ignored here.
base::Result<Configuration> parseConfiguration(const std::string& name, const json::Value& file);

/// Where the function logs: the group that it names, or its own.
std::string logGroup(const Configuration& configuration);

/// A folder of this machine in the place where a function sees it.
struct Mount {
    std::string folder; ///< absolute; shared by all environments, and written to
    std::string path;   ///< "/mnt/<name>"

    bool operator==(const Mount&) const = default;
};

/// A configuration and the code it runs, as one immutable thing: environments hold the revision
/// that they were started from, and a changed file makes a new one.
struct Revision {
    Configuration configuration;
    std::string codeFolder;                ///< absolute; becomes /var/task
    std::vector<std::string> layerFolders; ///< absolute
    std::vector<Mount> mounts;             ///< of the configuration's file systems
    std::string version = "$LATEST";
    std::string fingerprint; ///< changes whenever code or configuration does
};

enum class RuntimeFamily { Python, NodeJs, Ruby, Provided, Unknown };
RuntimeFamily runtimeFamily(const std::string& runtime);

} // namespace ws::function
