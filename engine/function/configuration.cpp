#include "engine/function/configuration.h"

#include "engine/base/ids.h"
#include "engine/function/reservedvariables.h"
#include "engine/function/runtimeversions.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <initializer_list>
#include <string_view>

namespace ws::function {

namespace {

constexpr std::size_t kEnvironmentBytes = 4'096;
constexpr std::size_t kMaxLayers = 5;
constexpr int kMaxNameLength = 64;
constexpr int kMaxHandlerLength = 128;
constexpr int kMaxDescriptionLength = 256;
constexpr std::size_t kMaxTags = 50;
constexpr int kMaxTagKeyLength = 128;
constexpr int kMaxTagValueLength = 256;
constexpr std::size_t kMaxSubnets = 16;
constexpr std::size_t kMaxSecurityGroups = 5;
constexpr std::size_t kMaxFileSystems = 1;
constexpr int kMaxMountLength = 160;

bool isAlnum(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// [a-zA-Z]([a-zA-Z0-9_])+
bool isVariableName(std::string_view name) {
    if (name.size() < 2 || !std::isalpha(static_cast<unsigned char>(name.front())))
        return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return isAlnum(c) || c == '_'; });
}

bool isFunctionName(std::string_view name) {
    return !name.empty() && name.size() <= kMaxNameLength &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return isAlnum(c) || c == '-' || c == '_'; });
}

/// arn:partition:service:region:account:resource
bool isArnOf(std::string_view text, std::initializer_list<std::string_view> services) {
    base::Arn arn;
    return base::Arn::parse(text, arn) && !arn.resource.empty() &&
           std::find(services.begin(), services.end(), arn.service) != services.end();
}

/// Queues and topics that keep an order take no records of invocations.
bool isFifo(std::string_view arn) {
    return arn.ends_with(".fifo");
}

/// /mnt/[a-zA-Z0-9-_.]+
bool isMountPath(std::string_view path) {
    constexpr std::string_view below = "/mnt/";
    if (!path.starts_with(below) || path.size() == below.size() || path.size() > kMaxMountLength)
        return false;
    const std::string_view name = path.substr(below.size());
    return name != "." && name != ".." && std::all_of(name.begin(), name.end(), [](char c) {
               return isAlnum(c) || c == '-' || c == '_' || c == '.';
           });
}

std::string_view typeName(const json::Value& value) {
    switch (value.type()) {
    case json::Value::Type::Null:
        return "null";
    case json::Value::Type::Bool:
        return "boolean";
    case json::Value::Type::Integer:
    case json::Value::Type::Double:
        return "number";
    case json::Value::Type::String:
        return "string";
    case json::Value::Type::Array:
        return "array";
    case json::Value::Type::Object:
        return "object";
    }
    return {};
}

/// Reads one member after the other and stops at the first problem.
class Reader {
public:
    explicit Reader(const json::Value& file)
        : m_file(file) {}

    const base::Status& status() const { return m_status; }

    void text(std::string_view member, std::string& out) {
        if (const json::Value* value = wanted(m_file, member, member, json::Value::Type::String))
            out = value->toString();
    }

    void limitedText(std::string_view member, int maxLength, std::string& out) {
        text(member, out);
        if (m_status && out.size() > std::size_t(maxLength))
            fail("function.config.tooLong", {{"member", std::string(member)},
                                             {"length", std::to_string(out.size())},
                                             {"max", std::to_string(maxLength)}});
    }

    void number(std::string_view member, int min, int max, int& out) {
        numberOf(m_file, member, member, min, max, out);
    }

    void number(std::string_view group, std::string_view member, int min, int max, int& out) {
        if (const json::Value* inner = wanted(m_file, group, group, json::Value::Type::Object))
            numberOf(*inner, member, std::string(group) + '.' + std::string(member), min, max, out);
    }

    void optionalNumber(std::string_view member, int min, int max, std::optional<int>& out) {
        const json::Value* value = m_file.find(member);
        if (!m_status || !value || value->isNull())
            return;
        int number = 0;
        numberOf(m_file, member, member, min, max, number);
        if (m_status)
            out = number;
    }

    void environment(std::vector<std::pair<std::string, std::string>>& out) {
        const json::Value* group =
            wanted(m_file, "Environment", "Environment", json::Value::Type::Object);
        const json::Value* variables =
            group ? wanted(*group, "Variables", "Environment.Variables", json::Value::Type::Object)
                  : nullptr;
        if (!variables)
            return;
        for (const auto& [name, value] : variables->members()) {
            if (!checkVariable(name, value))
                return;
            out.emplace_back(name, value.toString());
        }
        // The service measures the JSON text of the map.
        if (const std::size_t size = variables->dumpSize(); size > kEnvironmentBytes)
            fail("function.config.environmentTooLarge", {{"member", "Environment.Variables"},
                                                         {"size", std::to_string(size)},
                                                         {"max", std::to_string(kEnvironmentBytes)},
                                                         {"measured", variables->dump()}});
    }

    void layers(std::vector<std::string>& out) {
        const json::Value* list = wanted(m_file, "Layers", "Layers", json::Value::Type::Array);
        if (!list)
            return;
        for (const json::Value& item : list->items()) {
            if (!item.isString())
                return wrongType("Layers", "string", item);
            out.push_back(item.toString());
        }
        if (out.size() > kMaxLayers)
            fail("function.config.tooManyLayers", {{"member", "Layers"},
                                                   {"count", std::to_string(out.size())},
                                                   {"max", std::to_string(kMaxLayers)}});
    }

    /// One of the service's words, as they are written.
    void word(std::string_view group, std::string_view member,
              std::initializer_list<std::string_view> words, std::string& out) {
        const json::Value* inner = wanted(m_file, group, group, json::Value::Type::Object);
        if (!inner)
            return;
        const std::string path = std::string(group) + '.' + std::string(member);
        const json::Value* value = wanted(*inner, member, path, json::Value::Type::String);
        if (value && oneOf(path, value->toString(), words))
            out = value->toString();
    }

    void text(std::string_view group, std::string_view member, std::string& out) {
        const json::Value* inner = wanted(m_file, group, group, json::Value::Type::Object);
        const json::Value* value =
            inner ? wanted(*inner, member, std::string(group) + '.' + std::string(member),
                           json::Value::Type::String)
                  : nullptr;
        if (value)
            out = value->toString();
    }

    void arn(std::string_view member, const std::string& text,
             std::initializer_list<std::string_view> services) {
        if (text.empty())
            return;
        if (!isArnOf(text, services))
            fail("function.config.badArn", {{"member", std::string(member)}, {"value", text}});
        else if (isFifo(text))
            fail("function.config.fifoTarget", {{"member", std::string(member)}, {"value", text}});
    }

    void architecture(std::string& out) {
        const json::Value* list =
            wanted(m_file, "Architectures", "Architectures", json::Value::Type::Array);
        if (!list)
            return;
        if (list->size() != 1)
            return fail("function.config.count", {{"member", "Architectures"},
                                                  {"count", std::to_string(list->size())},
                                                  {"max", "1"}});
        const std::string& word = list->at(0).toString();
        if (oneOf("Architectures", word, {"x86_64", "arm64"}))
            out = word;
    }

    void texts(std::string_view group, std::string_view member, std::size_t most,
               std::vector<std::string>& out) {
        const json::Value* inner = wanted(m_file, group, group, json::Value::Type::Object);
        const std::string path = std::string(group) + '.' + std::string(member);
        const json::Value* list =
            inner ? wanted(*inner, member, path, json::Value::Type::Array) : nullptr;
        if (!list)
            return;
        for (const json::Value& item : list->items()) {
            if (!item.isString())
                return wrongType(path, "string", item);
            out.push_back(item.toString());
        }
        limit(path, out.size(), most);
    }

    void fileSystems(std::vector<FileSystemMount>& out) {
        const json::Value* list =
            wanted(m_file, "FileSystemConfigs", "FileSystemConfigs", json::Value::Type::Array);
        if (!list)
            return;
        for (const json::Value& item : list->items()) {
            FileSystemMount mount{item["Arn"].toString(), item["LocalMountPath"].toString()};
            if (!isMountPath(mount.mountPath))
                fail("function.config.badMountPath",
                     {{"path", mount.mountPath}, {"member", "FileSystemConfigs"}});
            if (!isArnOf(mount.arn, {"elasticfilesystem", "s3files"}))
                fail("function.config.badArn",
                     {{"member", "FileSystemConfigs.Arn"}, {"value", mount.arn}});
            out.push_back(std::move(mount));
        }
        limit("FileSystemConfigs", out.size(), kMaxFileSystems);
    }

    void logging(Logging& out) {
        std::string format = "Text";
        word("LoggingConfig", "LogFormat", {"Text", "JSON"}, format);
        out.format = format == "JSON" ? LogFormat::Json : LogFormat::Text;
        word("LoggingConfig", "ApplicationLogLevel",
             {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"}, out.applicationLevel);
        word("LoggingConfig", "SystemLogLevel", {"DEBUG", "INFO", "WARN"}, out.systemLevel);
        text("LoggingConfig", "LogGroup", out.group);
        if (m_status && out.format == LogFormat::Text &&
            !(out.applicationLevel.empty() && out.systemLevel.empty()))
            fail("function.config.levelWithText", {{"member", "LoggingConfig.LogFormat"}});
    }

    void runtimeManagement(RuntimeManagement& out) {
        std::string mode = "Auto";
        word("RuntimeManagementConfig", "UpdateRuntimeOn", {"Auto", "FunctionUpdate", "Manual"},
             mode);
        text("RuntimeManagementConfig", "RuntimeVersionArn", out.versionArn);
        out.mode = mode == "Manual"           ? RuntimeManagement::Mode::Manual
                   : mode == "FunctionUpdate" ? RuntimeManagement::Mode::FunctionUpdate
                                              : RuntimeManagement::Mode::Auto;
        if (m_status && out.mode == RuntimeManagement::Mode::Manual && out.versionArn.empty())
            fail("function.config.missing",
                 {{"member", "RuntimeManagementConfig.RuntimeVersionArn"}});
    }

    void destinations(Destinations& out) {
        const json::Value* invoke =
            wanted(m_file, "EventInvokeConfig", "EventInvokeConfig", json::Value::Type::Object);
        const json::Value& group = invoke ? (*invoke)["DestinationConfig"] : m_none;
        out.onSuccess = group["OnSuccess"]["Destination"].toString();
        out.onFailure = group["OnFailure"]["Destination"].toString();
        arn("EventInvokeConfig.DestinationConfig.OnSuccess", out.onSuccess,
            {"sqs", "sns", "lambda", "events"});
        arn("EventInvokeConfig.DestinationConfig.OnFailure", out.onFailure,
            {"sqs", "sns", "lambda", "events", "s3"});
    }

    void tags(std::vector<std::pair<std::string, std::string>>& out) {
        const json::Value* group = wanted(m_file, "Tags", "Tags", json::Value::Type::Object);
        if (!group)
            return;
        for (const auto& [key, value] : group->members()) {
            if (!value.isString())
                return wrongType("Tags." + key, "string", value);
            limit("Tags." + key, key.size(), kMaxTagKeyLength);
            limit("Tags." + key, value.toString().size(), kMaxTagValueLength);
            out.emplace_back(key, value.toString());
        }
        limit("Tags", out.size(), kMaxTags);
    }

    void fail(std::string code, std::vector<std::pair<std::string, std::string>> args) {
        if (m_status)
            m_status = base::Error{std::move(code), std::move(args)};
    }

private:
    /// The member when it is there and of that type; a null counts as not there.
    const json::Value* wanted(const json::Value& object, std::string_view key,
                              std::string_view member, json::Value::Type type) {
        const json::Value* value = m_status ? object.find(key) : nullptr;
        if (!value || value->isNull())
            return nullptr;
        if (value->type() == type)
            return value;
        const json::Value sample = type == json::Value::Type::String  ? json::Value("")
                                   : type == json::Value::Type::Array ? json::Value::array()
                                                                      : json::Value::object();
        wrongType(member, typeName(sample), *value);
        return nullptr;
    }

    void numberOf(const json::Value& object, std::string_view key, std::string_view member, int min,
                  int max, int& out) {
        const json::Value* value = m_status ? object.find(key) : nullptr;
        if (!value || value->isNull())
            return;
        if (!value->isNumber())
            return wrongType(member, "number", *value);
        const double number = value->toDouble();
        const bool whole = std::floor(number) == number;
        if (!whole || number < min || number > max) {
            fail("function.config.outOfRange", {{"member", std::string(member)},
                                                {"value", value->dump()},
                                                {"min", std::to_string(min)},
                                                {"max", std::to_string(max)}});
            return;
        }
        out = int(number);
    }

    bool oneOf(std::string_view member, const std::string& word,
               std::initializer_list<std::string_view> words) {
        if (std::find(words.begin(), words.end(), word) != words.end())
            return true;
        std::string list;
        for (const std::string_view known : words)
            list += (list.empty() ? "" : ", ") + std::string(known);
        fail("function.config.notOneOf",
             {{"member", std::string(member)}, {"value", word}, {"words", list}});
        return false;
    }

    void limit(std::string_view member, std::size_t count, std::size_t most) {
        if (count > most)
            fail("function.config.count", {{"member", std::string(member)},
                                           {"count", std::to_string(count)},
                                           {"max", std::to_string(most)}});
    }

    bool checkVariable(const std::string& name, const json::Value& value) {
        if (!isVariableName(name))
            fail("function.config.badVariableName",
                 {{"name", name}, {"member", "Environment.Variables"}});
        else if (isReservedVariable(name))
            fail("function.config.reservedVariable",
                 {{"name", name}, {"member", "Environment.Variables"}});
        else if (!value.isString())
            wrongType("Environment.Variables." + name, "string", value);
        return m_status.ok();
    }

    void wrongType(std::string_view member, std::string_view expected, const json::Value& value) {
        fail("function.config.wrongType", {{"member", std::string(member)},
                                           {"expected", std::string(expected)},
                                           {"actual", std::string(typeName(value))}});
    }

    const json::Value& m_file;
    const json::Value m_none;
    base::Status m_status;
};

void readReach(Reader& reader, Configuration& result) {
    reader.text("DeadLetterConfig", "TargetArn", result.deadLetterTarget);
    reader.arn("DeadLetterConfig.TargetArn", result.deadLetterTarget, {"sqs", "sns"});
    reader.destinations(result.destinations);
    reader.text("Role", result.role);
    if (!result.role.empty() && !isArnOf(result.role, {"iam"}))
        reader.fail("function.config.badArn", {{"member", "Role"}, {"value", result.role}});
    reader.texts("VpcConfig", "SubnetIds", kMaxSubnets, result.subnets);
    reader.texts("VpcConfig", "SecurityGroupIds", kMaxSecurityGroups, result.securityGroups);
    reader.fileSystems(result.fileSystems);
    reader.text("CodeSigningConfigArn", result.codeSigningConfig);
    reader.tags(result.tags);
}

void readRun(Reader& reader, Configuration& result) {
    reader.architecture(result.architecture);
    reader.word("TracingConfig", "Mode", {"Active", "PassThrough"}, result.tracing);
    reader.logging(result.logging);
    std::string snapStart = "None";
    reader.word("SnapStart", "ApplyOn", {"PublishedVersions", "None"}, snapStart);
    result.snapStart = snapStart == "PublishedVersions";
    std::string isolation;
    reader.word("TenancyConfig", "TenantIsolationMode", {"PER_TENANT"}, isolation);
    result.perTenant = !isolation.empty();
    reader.runtimeManagement(result.runtimeManagement);
}

void checkRuntime(Reader& reader, const Configuration& configuration) {
    if (configuration.runtime.empty())
        reader.fail("function.config.missing", {{"member", "Runtime"}});
    else if (runtimeFamily(configuration.runtime) == RuntimeFamily::Unknown)
        reader.fail("function.config.unknownRuntime",
                    {{"runtime", configuration.runtime}, {"member", "Runtime"}});
    else if (configuration.handler.empty() &&
             runtimeFamily(configuration.runtime) != RuntimeFamily::Provided)
        reader.fail("function.config.missing", {{"member", "Handler"}});
}

/// What a snapshot of an environment cannot hold (lambda.md B9).
void checkSnapStart(Reader& reader, const Configuration& configuration) {
    if (!configuration.snapStart)
        return;
    if (!offersSnapStart(configuration.runtime))
        reader.fail("function.config.snapStartRuntime",
                    {{"member", "SnapStart.ApplyOn"}, {"runtime", configuration.runtime}});
    else if (configuration.ephemeralStorageMb > kSnapStartStorageMb)
        reader.fail("function.config.snapStartStorage",
                    {{"member", "EphemeralStorage.Size"},
                     {"value", std::to_string(configuration.ephemeralStorageMb)},
                     {"max", std::to_string(kSnapStartStorageMb)}});
    else if (!configuration.fileSystems.empty())
        reader.fail("function.config.snapStartFileSystem", {{"member", "FileSystemConfigs"}});
    else if (configuration.perTenant)
        reader.fail("function.config.snapStartTenancy", {{"member", "TenancyConfig"}});
}

void checkRuntimeVersion(Reader& reader, const Configuration& configuration) {
    if (!knowsRuntimeVersion(configuration))
        reader.fail("function.config.unknownRuntimeVersion",
                    {{"member", "RuntimeManagementConfig.RuntimeVersionArn"},
                     {"value", configuration.runtimeManagement.versionArn},
                     {"runtime", configuration.runtime}});
}

} // namespace

base::Result<Configuration> parseConfiguration(const std::string& name, const json::Value& file) {
    if (!isFunctionName(name))
        return base::Error{"function.config.badName",
                           {{"name", name}, {"max", std::to_string(kMaxNameLength)}}};
    if (!file.isObject())
        return base::Error{"function.config.notAnObject",
                           {{"actual", std::string(typeName(file))}}};
    Configuration result;
    result.name = name;
    Reader reader(file);
    reader.text("Runtime", result.runtime);
    reader.limitedText("Handler", kMaxHandlerLength, result.handler);
    checkRuntime(reader, result);
    reader.limitedText("Description", kMaxDescriptionLength, result.description);
    reader.number("MemorySize", 128, 10'240, result.memoryMb);
    reader.number("Timeout", 1, 900, result.timeoutSeconds);
    reader.number("EphemeralStorage", "Size", 512, 10'240, result.ephemeralStorageMb);
    reader.environment(result.environment);
    reader.layers(result.layers);
    // 1,000,000 is far above any account's quota: what is refused there is a matter of the account.
    reader.optionalNumber("ReservedConcurrentExecutions", 0, 1'000'000, result.reservedConcurrency);
    reader.number("EventInvokeConfig", "MaximumRetryAttempts", 0, 2, result.maximumRetryAttempts);
    reader.number("EventInvokeConfig", "MaximumEventAgeInSeconds", 60, 21'600,
                  result.maximumEventAgeSeconds);
    readReach(reader, result);
    readRun(reader, result);
    checkSnapStart(reader, result);
    checkRuntimeVersion(reader, result);
    if (!reader.status())
        return reader.status().error();
    return result;
}

std::string logGroup(const Configuration& configuration) {
    const std::string& group = configuration.logging.group;
    return group.empty() ? "/aws/lambda/" + configuration.name : group;
}

RuntimeFamily runtimeFamily(const std::string& runtime) {
    const auto isVersioned = [&](std::string_view prefix) {
        return runtime.size() > prefix.size() && runtime.starts_with(prefix) &&
               std::isdigit(static_cast<unsigned char>(runtime[prefix.size()])) != 0;
    };
    if (isVersioned("python"))
        return RuntimeFamily::Python;
    if (isVersioned("nodejs"))
        return RuntimeFamily::NodeJs;
    if (isVersioned("ruby"))
        return RuntimeFamily::Ruby;
    if (runtime == "provided" || runtime.starts_with("provided.al"))
        return RuntimeFamily::Provided;
    return RuntimeFamily::Unknown;
}

} // namespace ws::function
