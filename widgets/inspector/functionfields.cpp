#include "widgets/inspector/functionfields.h"

#include <QCoreApplication>

namespace ws::inspector {
namespace {

using Names = std::string_view[];

constexpr Names kRuntime = {"Runtime"};
constexpr Names kHandler = {"Handler"};
constexpr Names kDescription = {"Description"};
constexpr Names kArchitectures = {"Architectures"};
constexpr Names kMemory = {"MemorySize"};
constexpr Names kTimeout = {"Timeout"};
constexpr Names kStorage = {"EphemeralStorage", "Size"};
constexpr Names kVariables = {"Environment", "Variables"};
constexpr Names kLayers = {"Layers"};
constexpr Names kReserved = {"ReservedConcurrentExecutions"};
constexpr Names kRetries = {"EventInvokeConfig", "MaximumRetryAttempts"};
constexpr Names kAge = {"EventInvokeConfig", "MaximumEventAgeInSeconds"};
constexpr Names kOnSuccess = {"EventInvokeConfig", "DestinationConfig", "OnSuccess", "Destination"};
constexpr Names kOnFailure = {"EventInvokeConfig", "DestinationConfig", "OnFailure", "Destination"};
constexpr Names kDeadLetter = {"DeadLetterConfig", "TargetArn"};
constexpr Names kLogFormat = {"LoggingConfig", "LogFormat"};
constexpr Names kApplicationLevel = {"LoggingConfig", "ApplicationLogLevel"};
constexpr Names kSystemLevel = {"LoggingConfig", "SystemLogLevel"};
constexpr Names kLogGroup = {"LoggingConfig", "LogGroup"};
constexpr Names kTracing = {"TracingConfig", "Mode"};
constexpr Names kRole = {"Role"};
constexpr Names kSubnets = {"VpcConfig", "SubnetIds"};
constexpr Names kSecurityGroups = {"VpcConfig", "SecurityGroupIds"};
constexpr Names kMounts = {"FileSystemConfigs"};
constexpr Names kSnapStart = {"SnapStart", "ApplyOn"};
constexpr Names kTenancy = {"TenancyConfig", "TenantIsolationMode"};
constexpr Names kUpdateOn = {"RuntimeManagementConfig", "UpdateRuntimeOn"};
constexpr Names kRuntimeVersion = {"RuntimeManagementConfig", "RuntimeVersionArn"};
constexpr Names kCodeSigning = {"CodeSigningConfigArn"};
constexpr Names kTags = {"Tags"};

constexpr Names kRuntimes = {"python3.13", "python3.14", "python3.12",     "python3.11",
                             "python3.10", "nodejs24.x", "nodejs22.x",     "nodejs20.x",
                             "ruby3.4",    "ruby3.3",    "provided.al2023"};
constexpr Names kArchitectureNames = {"x86_64", "arm64"};
constexpr Names kFormats = {"Text", "JSON"};
constexpr Names kLevels = {"INFO", "TRACE", "DEBUG", "WARN", "ERROR", "FATAL"};
constexpr Names kSystemLevels = {"INFO", "DEBUG", "WARN"};
constexpr Names kTracingModes = {"PassThrough", "Active"};
constexpr Names kIsolationModes = {"", "PER_TENANT"};
constexpr Names kApplyOn = {"None", "PublishedVersions"};
constexpr Names kUpdateModes = {"Auto", "FunctionUpdate", "Manual"};

constexpr Field kCode[] = {
    {.kind = FieldKind::Suggestion,
     .path = kRuntime,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Runtime"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "The language and its version. provided.al2023 runs a file named bootstrap in "
         "any language."),
     .choices = kRuntimes},
    {.kind = FieldKind::Text,
     .path = kHandler,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Handler"),
     .help = QT_TRANSLATE_NOOP("FunctionFields",
                               "File and function that take the event, with a dot between them: "
                               "lambda_function.lambda_handler or index.handler.")},
    {.kind = FieldKind::Text,
     .path = kDescription,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Description")},
    {.kind = FieldKind::SingleItem,
     .path = kArchitectures,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Architecture"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields", "Counts for what an invocation costs. The code runs on this machine's "
                           "processor."),
     .choices = kArchitectureNames},
    {.kind = FieldKind::Items,
     .path = kLayers,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Layers"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "Folders of the workspace, up to 5, merged into /opt in this order: of two "
         "files with one name the later one wins.")},
};

constexpr Field kResources[] = {
    {.kind = FieldKind::Number,
     .path = kMemory,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Memory"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields", "128 to 10,240 MB. Processor time comes in proportion: 1,769 MB are one "
                           "processor. A function that needs more memory is killed."),
     .minimum = 128,
     .maximum = 10'240,
     .fallback = 128,
     .unit = QT_TRANSLATE_NOOP("FunctionFields", " MB")},
    {.kind = FieldKind::Number,
     .path = kTimeout,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Timeout"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "1 to 900 s. An invocation that takes longer is ended, and its environment "
         "starts anew."),
     .minimum = 1,
     .maximum = 900,
     .fallback = 3,
     .unit = QT_TRANSLATE_NOOP("FunctionFields", " s")},
    {.kind = FieldKind::Number,
     .path = kStorage,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Size of /tmp"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "512 to 10,240 MB. Kept from one invocation of an environment to the next, "
         "gone with the environment."),
     .minimum = 512,
     .maximum = 10'240,
     .fallback = 512,
     .unit = QT_TRANSLATE_NOOP("FunctionFields", " MB")},
    {.kind = FieldKind::Pairs,
     .path = kVariables,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Environment variables"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "4,096 bytes in all. Names begin with a letter and go on with letters, digits "
         "and _; those that the service sets itself cannot be taken.")},
};

constexpr Field kConcurrency[] = {
    {.kind = FieldKind::OptionalNumber,
     .path = kReserved,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Reserved concurrency"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "How many invocations run at the same time at most, and are kept free for "
         "this function. 0 throttles every invocation; without a reservation it "
         "shares the account's pool."),
     .minimum = 0,
     .maximum = 1'000'000},
};

constexpr Field kAsynchronous[] = {
    {.kind = FieldKind::Number,
     .path = kRetries,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Retry attempts"),
     .help = QT_TRANSLATE_NOOP("FunctionFields",
                               "0 to 2, after one and two minutes, when the function fails."),
     .minimum = 0,
     .maximum = 2,
     .fallback = 2},
    {.kind = FieldKind::Number,
     .path = kAge,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Maximum age of event"),
     .help = QT_TRANSLATE_NOOP("FunctionFields", "60 to 21,600 s. What waits longer is dropped."),
     .minimum = 60,
     .maximum = 21'600,
     .fallback = 21'600,
     .unit = QT_TRANSLATE_NOOP("FunctionFields", " s")},
    {.kind = FieldKind::Text,
     .path = kOnSuccess,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Destination on success"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "ARN of a queue, topic, function or event bus that receives a record of each "
         "invocation that succeeded.")},
    {.kind = FieldKind::Text,
     .path = kOnFailure,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Destination on failure"),
     .help = QT_TRANSLATE_NOOP("FunctionFields", "The same for each event that was given up.")},
    {.kind = FieldKind::Text,
     .path = kDeadLetter,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Dead-letter queue"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "ARN of a standard queue or topic that receives each event that was given "
         "up.")},
};

constexpr Field kLogging[] = {
    {.kind = FieldKind::Choice,
     .path = kLogFormat,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Log format"),
     .help = QT_TRANSLATE_NOOP("FunctionFields", "JSON lines can be filtered by level."),
     .choices = kFormats},
    {.kind = FieldKind::Choice,
     .path = kApplicationLevel,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Level of the function's lines"),
     .help = QT_TRANSLATE_NOOP("FunctionFields", "With JSON: what is below is left out."),
     .choices = kLevels},
    {.kind = FieldKind::Choice,
     .path = kSystemLevel,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Level of the platform's lines"),
     .help = QT_TRANSLATE_NOOP("FunctionFields", "With JSON: what is below is left out."),
     .choices = kSystemLevels},
    {.kind = FieldKind::Text,
     .path = kLogGroup,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Log group"),
     .help = QT_TRANSLATE_NOOP("FunctionFields",
                               "/aws/lambda/ and the function's name when it is empty.")},
    {.kind = FieldKind::Choice,
     .path = kTracing,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Tracing"),
     .help = QT_TRANSLATE_NOOP("FunctionFields",
                               "Active samples invocations that carry no trace of their own."),
     .choices = kTracingModes},
};

constexpr Field kAccess[] = {
    {.kind = FieldKind::Text,
     .path = kRole,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Execution role"),
     .help = QT_TRANSLATE_NOOP("FunctionFields", "ARN of the role that the function acts as.")},
    {.kind = FieldKind::Items,
     .path = kSubnets,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "VPC subnets"),
     .help = QT_TRANSLATE_NOOP("FunctionFields",
                               "With any of them the function has no way to the internet; without, "
                               "it has one when the settings allow it.")},
    {.kind = FieldKind::Items,
     .path = kSecurityGroups,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Security groups")},
    {.kind = FieldKind::Mounts,
     .path = kMounts,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "File systems"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "ARN of an access point and the place below /mnt/ where every environment "
         "sees the same files.")},
};

constexpr Field kIsolation[] = {
    {.kind = FieldKind::Choice,
     .path = kTenancy,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Tenant isolation"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "PER_TENANT: each invocation names a tenant, and an environment serves one tenant for all "
         "its life. Up to 2,500 environments for every 1,000 of the concurrency; not with "
         "SnapStart, "
         "provisioned concurrency or a function URL. In the service it is chosen when the function "
         "is created and never changes."),
     .choices = kIsolationModes},
};

constexpr Field kRelease[] = {
    {.kind = FieldKind::Choice,
     .path = kSnapStart,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Start from a snapshot (SnapStart)"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields", "Published versions start from a snapshot that was taken after INIT."),
     .choices = kApplyOn},
    {.kind = FieldKind::Choice,
     .path = kUpdateOn,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Runtime updates"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "When a new version of the runtime is taken up: by itself, with the next "
         "change of the function, or never."),
     .choices = kUpdateModes},
    {.kind = FieldKind::Text,
     .path = kRuntimeVersion,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Runtime version"),
     .help = QT_TRANSLATE_NOOP("FunctionFields", "With Manual: its ARN. An older one rolls back.")},
    {.kind = FieldKind::Text,
     .path = kCodeSigning,
     .label = QT_TRANSLATE_NOOP("FunctionFields", "Code signing"),
     .help = QT_TRANSLATE_NOOP(
         "FunctionFields",
         "ARN of a code signing configuration: packages must be signed with one of its "
         "keys.")},
    {.kind = FieldKind::Pairs, .path = kTags, .label = QT_TRANSLATE_NOOP("FunctionFields", "Tags")},
};

constexpr FieldGroup kGroups[] = {
    {QT_TRANSLATE_NOOP("FunctionFields", "Code"), kCode},
    {QT_TRANSLATE_NOOP("FunctionFields", "Resources"), kResources},
    {QT_TRANSLATE_NOOP("FunctionFields", "Concurrency"), kConcurrency},
    {QT_TRANSLATE_NOOP("FunctionFields", "Asynchronous invocation"), kAsynchronous},
    {QT_TRANSLATE_NOOP("FunctionFields", "Logs and tracing"), kLogging},
    {QT_TRANSLATE_NOOP("FunctionFields", "Permissions and network"), kAccess},
    {QT_TRANSLATE_NOOP("FunctionFields", "Tenants"), kIsolation},
    {QT_TRANSLATE_NOOP("FunctionFields", "Release"), kRelease},
};

} // namespace

std::span<const FieldGroup> functionFields() {
    return kGroups;
}

QString fieldText(const char* source) {
    return source ? QCoreApplication::translate("FunctionFields", source) : QString();
}

} // namespace ws::inspector
