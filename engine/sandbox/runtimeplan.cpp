#include "engine/sandbox/runtimeplan.h"

#include "engine/base/ids.h"
#include "engine/function/reservedvariables.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace ws::sandbox {

namespace {

using Variables = std::map<std::string, std::string>;

QByteArray digest(const BackendSpec& spec, const char* purpose) {
    QCryptographicHash hash(QCryptographicHash::Sha512);
    hash.addData(QByteArray(purpose) + '\n');
    hash.addData(QByteArray::fromStdString(spec.logGroup + '\n' + spec.logStream));
    return hash.result();
}

/// Digits and capitals without those that are mistaken for others, as in the service's own ids.
std::string keyId(const QByteArray& bytes, std::size_t length) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string id;
    for (const char byte : bytes.left(qsizetype(length)))
        id += kLetters[static_cast<unsigned char>(byte) % kLetters.size()];
    return id;
}

void addCredentials(Variables& out, const BackendSpec& spec) {
    Credentials credentials = credentialsOf(spec);
    out["AWS_ACCESS_KEY_ID"] = std::move(credentials.accessKey);
    out["AWS_SECRET_ACCESS_KEY"] = std::move(credentials.secretKey);
    out["AWS_SESSION_TOKEN"] = std::move(credentials.sessionToken);
}

void addDefaults(Variables& out, const RuntimePlaces& places) {
    const std::string& task = places.task;
    const std::string& runtime = places.runtime;
    out["LANG"] = "en_US.UTF-8";
    out["TZ"] = ":UTC";
    out["PATH"] = "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:" + places.opt + "/bin";
    out["LD_LIBRARY_PATH"] = "/var/lang/lib:/lib64:/usr/lib64:" + runtime + ":" + runtime +
                             "/lib:" + task + ":" + task + "/lib:" + places.opt + "/lib";
    out["AWS_XRAY_CONTEXT_MISSING"] = "LOG_ERROR";
    out["AWS_XRAY_DAEMON_ADDRESS"] = "169.254.100.1:2000";
    out["_AWS_XRAY_DAEMON_ADDRESS"] = "169.254.100.1";
    out["_AWS_XRAY_DAEMON_PORT"] = "2000";
    if (!places.tmp.empty())
        out["TMPDIR"] = places.tmp;
}

void addLanguage(Variables& out, const function::Configuration& configuration,
                 const RuntimePlaces& places) {
    const auto family = function::runtimeFamily(configuration.runtime);
    if (family == function::RuntimeFamily::Provided)
        return;
    out["PWD"] = places.task;
    out["SHLVL"] = std::to_string(0); // a literal trips GCC 12's -Wrestrict
    out["AWS_EXECUTION_ENV"] = "AWS_Lambda_" + configuration.runtime;
    if (family == function::RuntimeFamily::Python)
        out["PYTHONPATH"] = places.runtime;
    if (family == function::RuntimeFamily::Ruby) {
        const std::string gems = "/" + configuration.runtime.substr(4) + ".0"; // the ABI's name
        out["RUBYLIB"] =
            places.task + ":" + places.runtime + "/lib" + ":" + places.opt + "/ruby/lib";
        out["GEM_HOME"] = places.runtime;
        out["GEM_PATH"] = places.task + "/vendor/bundle/ruby" + gems + ":" + places.opt +
                          "/ruby/gems" + gems + ":" + places.runtime;
    }
    if (family == function::RuntimeFamily::NodeJs) {
        const std::string major =
            configuration.runtime.substr(6, configuration.runtime.find('.') - 6);
        out["NODE_PATH"] = places.opt + "/nodejs/node" + major + "/node_modules:" + places.opt +
                           "/nodejs/node_modules:" + places.runtime +
                           "/node_modules:" + places.runtime + ":" + places.task;
    }
}

void addFunction(Variables& out, const BackendSpec& spec, const RuntimePlaces& places, int port) {
    const function::Configuration& configuration = spec.revision->configuration;
    out["_HANDLER"] = configuration.handler;
    out["_LAMBDA_TELEMETRY_LOG_FD"] = std::to_string(init::kTelemetryFd);
    out["AWS_REGION"] = base::kRegion;
    out["AWS_DEFAULT_REGION"] = base::kRegion;
    out["AWS_LAMBDA_FUNCTION_NAME"] = configuration.name;
    out["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = std::to_string(configuration.memoryMb);
    out["AWS_LAMBDA_FUNCTION_VERSION"] = spec.revision->version;
    out["AWS_LAMBDA_INITIALIZATION_TYPE"] = spec.initializationType;
    if (spec.begin == BackendSpec::Begin::Init) { // a snapshot is not of one log stream
        out["AWS_LAMBDA_LOG_GROUP_NAME"] = spec.logGroup;
        out["AWS_LAMBDA_LOG_STREAM_NAME"] = spec.logStream;
    }
    const function::Logging& logging = configuration.logging;
    if (logging.format == function::LogFormat::Json) { // recorded: nothing says that it is text
        out["AWS_LAMBDA_LOG_FORMAT"] = "JSON";
        out["AWS_LAMBDA_LOG_LEVEL"] =
            logging.applicationLevel.empty() ? "INFO" : logging.applicationLevel;
    }
    out["AWS_LAMBDA_RUNTIME_API"] = "127.0.0.1:" + std::to_string(port);
    out["LAMBDA_TASK_ROOT"] = places.task;
    out["LAMBDA_RUNTIME_DIR"] = places.runtime;
}

} // namespace

Credentials credentialsOf(const BackendSpec& spec) {
    constexpr std::size_t kKeyLength = 16;
    constexpr qsizetype kSecretLength = 40;
    return {"ASIA" + keyId(digest(spec, "key"), kKeyLength),
            digest(spec, "secret").toBase64().left(kSecretLength).toStdString(),
            (digest(spec, "token") + digest(spec, "more")).toBase64().toStdString()};
}

std::vector<std::string> runtimeEnvironment(const BackendSpec& spec, const RuntimePlaces& places,
                                            int port) {
    Variables variables;
    addDefaults(variables, places);
    addCredentials(variables, spec);
    addFunction(variables, spec, places, port);
    addLanguage(variables, spec.revision->configuration, places);
    for (const auto& [name, value] : spec.revision->configuration.environment) {
        if (!function::isReservedVariable(name))
            variables[name] = value;
    }
    std::vector<std::string> out;
    out.reserve(variables.size());
    for (const auto& [name, value] : variables)
        out.push_back(name + "=" + value);
    return out;
}

std::vector<std::string> externalExtensions(const std::string& optFolder) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry :
         std::filesystem::directory_iterator(optFolder + "/extensions", error)) {
        if (!entry.is_directory(error))
            names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> extensionEnvironment(const std::vector<std::string>& runtime) {
    static const std::set<std::string_view> kRuntimeOnly = {
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_XRAY_CONTEXT_MISSING",
        "AWS_XRAY_DAEMON_ADDRESS",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
        "_AWS_XRAY_DAEMON_ADDRESS",
        "_AWS_XRAY_DAEMON_PORT",
        "_HANDLER",
        "_LAMBDA_TELEMETRY_LOG_FD",
        "NODE_PATH",
        "PWD",
        "PYTHONPATH",
        "SHLVL",
    };
    std::vector<std::string> out;
    for (const std::string& variable : runtime) {
        if (!kRuntimeOnly.contains(std::string_view(variable).substr(0, variable.find('='))))
            out.push_back(variable);
    }
    return out;
}

} // namespace ws::sandbox
