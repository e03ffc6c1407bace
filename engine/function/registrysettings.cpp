#include "engine/base/ids.h"
#include "engine/function/registry_p.h"
#include "engine/function/reservedvariables.h"
#include "engine/function/runtimeversions.h"

#include <set>

namespace ws::function {

using json::Value;
using refusals::invalid;

namespace {

constexpr std::size_t kEnvironmentBytes = 4'096;
constexpr std::size_t kMaxLayers = 5;
constexpr std::size_t kMaxTags = 50;

bool isEmptyText(const Value& value) {
    return value.isString() && value.toString().empty();
}

/// A part that takes its setting away when it is empty.
bool takesAway(std::string_view member, const Value& value) {
    if (member == "DeadLetterConfig")
        return value["TargetArn"].isNull() || isEmptyText(value["TargetArn"]);
    if (member == "Layers" || member == "FileSystemConfigs")
        return value.size() == 0;
    if (member == "VpcConfig")
        return value["SubnetIds"].size() == 0 && value["SecurityGroupIds"].size() == 0;
    return member == "KMSKeyArn" && isEmptyText(value);
}

void setLogging(const Value& given, Value& settings) {
    Value logging = settings["LoggingConfig"];
    for (const auto& [member, value] : given.members())
        logging.set(member, value);
    if (logging["LogFormat"].toString() == "JSON") {
        for (const char* level : {"ApplicationLogLevel", "SystemLogLevel"}) {
            if (logging[level].isNull())
                logging.set(level, "INFO");
        }
    } else {
        logging.mutableMembers().remove("ApplicationLogLevel");
        logging.mutableMembers().remove("SystemLogLevel");
    }
    settings.set("LoggingConfig", logging);
}

std::optional<ApiError> checkRuntime(const std::string& runtime) {
    if (isRetiredRuntime(runtime))
        return invalid("The runtime parameter of " + runtime +
                       " is no longer supported for creating or updating AWS Lambda functions. We "
                       "recommend you use the new runtime (" +
                       successorOf(runtime) + ") while creating or updating functions.");
    if (isOffered(runtime))
        return std::nullopt;
    std::string list;
    for (const std::string_view one : offeredRuntimes())
        list += (list.empty() ? "" : ", ") + std::string(one);
    return invalid("Value " + runtime +
                   " at 'runtime' failed to satisfy constraint: Member must satisfy enum value "
                   "set: [" +
                   list + "] or be a valid ARN");
}

std::optional<ApiError> checkEnvironment(const Value& variables) {
    std::string reserved;
    for (const auto& [name, value] : variables.members()) {
        if (isReservedVariable(name))
            reserved += (reserved.empty() ? "" : ", ") + name;
    }
    if (!reserved.empty())
        return invalid("Lambda was unable to configure your environment variables because the "
                       "environment variables you have provided contains reserved keys that are "
                       "currently not supported for modification. Reserved keys used in this "
                       "request: " +
                       reserved);
    if (variables.dumpSize() > kEnvironmentBytes)
        return invalid("Lambda was unable to configure your environment variables because the "
                       "environment variables you have provided exceeded the 4KB limit. String "
                       "measured: " +
                       variables.dump());
    return std::nullopt;
}

std::optional<ApiError> checkSnapStart(const Value& settings) {
    if (settings["SnapStart"]["ApplyOn"].toString() != "PublishedVersions")
        return std::nullopt;
    const std::string& runtime = settings["Runtime"].toString();
    if (!offersSnapStart(runtime))
        return invalid(runtime + " is not supported for SnapStart enabled functions.");
    if (settings["EphemeralStorage"]["Size"].toInteger() > kSnapStartStorageMb)
        return invalid(
            "Ephemeral storage sizes greater than 512 MB are not supported for SnapStart "
            "enabled functions.");
    if (settings["FileSystemConfigs"].size() > 0)
        return invalid("FileSystemConfigs is not supported for SnapStart enabled functions.");
    if (isPerTenant(settings))
        return invalid("SnapStart is not supported for functions enabled with tenancy "
                       "configuration.");
    return std::nullopt;
}

std::optional<ApiError> checkDeadLetters(const std::string& function, const Value& settings) {
    const std::string& target = settings["DeadLetterConfig"]["TargetArn"].toString();
    if (target.empty())
        return std::nullopt;
    base::Arn arn;
    if (!base::Arn::parse(target, arn) || (arn.service != "sqs" && arn.service != "sns"))
        return invalid("The provided target ARN is invalid: " + target);
    if (target.ends_with(".fifo"))
        return invalid("The dead letter queue of function " + function +
                       " must be a standard queue or topic: " + target);
    return std::nullopt;
}

} // namespace

std::optional<ApiError> Registry::Private::applySettings(const Value& request,
                                                         Value& settings) const {
    static const std::set<std::string, std::less<>> known{"Runtime",           "Role",
                                                          "Handler",           "Description",
                                                          "Timeout",           "MemorySize",
                                                          "VpcConfig",         "Environment",
                                                          "KMSKeyArn",         "TracingConfig",
                                                          "PackageType",       "Layers",
                                                          "Architectures",     "SnapStart",
                                                          "DeadLetterConfig",  "LoggingConfig",
                                                          "FileSystemConfigs", "EphemeralStorage",
                                                          "ImageConfig"};
    for (const auto& [member, value] : request.members()) {
        if (!known.contains(member) || value.isNull())
            continue;
        if (takesAway(member, value))
            settings.mutableMembers().remove(member);
        else if (member == "LoggingConfig")
            setLogging(value, settings);
        else if (member == "Environment" && value["Variables"].isNull())
            settings.mutableMembers().remove(member);
        else
            settings.set(member, value);
    }
    return std::nullopt;
}

std::optional<ApiError> Registry::Private::checkSettings(const std::string& function,
                                                         const Value& settings) const {
    if (settings["PackageType"].toString() != "Zip")
        return invalid("Functions of container images are not run here: give a zip package.");
    if (isEmptyText(settings["Runtime"]) || settings["Runtime"].isNull() ||
        isEmptyText(settings["Handler"]) || settings["Handler"].isNull())
        return invalid("Runtime and Handler are mandatory parameters for functions created with "
                       "deployment packages.");
    if (auto refusal = checkRuntime(settings["Runtime"].toString()))
        return refusal;
    if (auto refusal = checkEnvironment(settings["Environment"]["Variables"]))
        return refusal;
    const Value& logging = settings["LoggingConfig"];
    if (logging["LogFormat"].toString() != "JSON" &&
        !(logging["ApplicationLogLevel"].isNull() && logging["SystemLogLevel"].isNull()))
        return invalid("Log levels can only be set when the log format is JSON.");
    if (auto refusal = checkSnapStart(settings))
        return refusal;
    if (auto refusal = checkDeadLetters(function, settings))
        return refusal;
    return checkLayers(settings);
}

std::optional<ApiError> Registry::Private::checkLayers(const Value& settings) const {
    const Value& list = settings["Layers"];
    if (list.size() > kMaxLayers)
        return invalid("Cannot reference more than 5 layers.");
    std::map<std::string, std::string> seen; // layer -> version's ARN
    for (const Value& item : list.items()) {
        const std::string& arn = item.toString();
        if (!base::Arn::looksLikeOne(arn))
            continue; // a folder of the workspace
        if (base::Arn parsed; base::Arn::parse(arn, parsed) && parsed.region != base::kRegion)
            return invalid("Layers are not in the same region as the function. Layers are expected "
                           "to be in region " +
                           std::string(base::kRegion) + '.');
        if (!layerVersion(arn))
            return invalid("Layer version " + arn + " does not exist.");
        const std::string layer = arn.substr(0, arn.rfind(':'));
        const auto [other, added] = seen.emplace(layer, arn);
        if (!added)
            return invalid("Two different versions of the same layer are not allowed to be "
                           "referenced in the same function. " +
                           arn + " and " + other->second + " are versions of the same layer.");
    }
    return std::nullopt;
}

std::optional<ApiError> Registry::Private::checkTags(const Value& tags) const {
    if (tags.size() > kMaxTags)
        return invalid("Number of tags exceeds resource tag limit.");
    return std::nullopt;
}

} // namespace ws::function
