#include "engine/function/executionrole.h"
#include "engine/function/package.h"
#include "engine/function/registry_p.h"
#include "engine/function/runtimeversions.h"
#include "engine/function/ziparchive.h"

#include <QByteArray>

#include <filesystem>
#include <set>

namespace ws::function {

using json::Value;
using refusals::conflict;
using refusals::invalid;
using refusals::packageRefused;

namespace {

constexpr const char* kBeingCreated = "The function is being created.";
constexpr const char* kLatest = "$LATEST";

Value defaultSettings(const std::string& name) {
    return Value::object({{"Description", ""},
                          {"Timeout", 3},
                          {"MemorySize", 128},
                          {"TracingConfig", Value::object({{"Mode", "PassThrough"}})},
                          {"PackageType", "Zip"},
                          {"Architectures", Value(Value::Array{"x86_64"})},
                          {"EphemeralStorage", Value::object({{"Size", 512}})},
                          {"SnapStart", Value::object({{"ApplyOn", "None"}})},
                          {"LoggingConfig", Value::object({{"LogFormat", "Text"},
                                                           {"LogGroup", "/aws/lambda/" + name}})}});
}

ApiError fetchRefused(const base::Error& error) {
    return invalid("Error occurred while GetObject. S3 Error Code: " + error.code +
                   ". S3 Error Message: " + error.arg("message"));
}

Value layersOf(const Value& arns, const std::function<std::int64_t(const std::string&)>& size) {
    Value list = Value::array();
    for (const Value& arn : arns.items())
        list.push(Value::object({{"Arn", arn}, {"CodeSize", size(arn.toString())}}));
    return list;
}

Value vpcOf(const Value& given) {
    const auto listOf = [&](const char* member) {
        return given[member].isArray() ? given[member] : Value::array();
    };
    const Value& ipv6 = given["Ipv6AllowedForDualStack"];
    return Value::object({{"SubnetIds", listOf("SubnetIds")},
                          {"SecurityGroupIds", listOf("SecurityGroupIds")},
                          {"VpcId", "vpc-warmstart"},
                          {"Ipv6AllowedForDualStack", ipv6.isBool() ? ipv6 : Value(false)}});
}

Value snapStartOf(const Value& given, const VersionRecord& version) {
    const bool isOn =
        given["ApplyOn"].toString() == "PublishedVersions" && version.version != kLatest;
    return Value::object(
        {{"ApplyOn", given["ApplyOn"]}, {"OptimizationStatus", isOn ? "On" : "Off"}});
}

/// Decided when a function is created: no update takes it.
void keepTenancy(const Value& given, Value& settings) {
    if (!given.isNull())
        settings.set("TenancyConfig", given);
}

/// The order in which the service answers.
void describeSettings(const Value& settings, std::initializer_list<const char*> members,
                      Value& out) {
    for (const char* member : members) {
        if (const Value* value = settings.find(member))
            out.set(member, *value);
    }
}

void describeState(const VersionRecord& version, Value& out) {
    const bool isPending = version.state == State::Pending;
    out.set("State", isPending ? "Pending" : version.state == State::Active ? "Active" : "Failed");
    if (isPending) {
        out.set("StateReason", kBeingCreated);
        out.set("StateReasonCode", "Creating");
        return;
    }
    const bool isUpdating = version.update == UpdateStatus::InProgress;
    out.set("LastUpdateStatus", isUpdating ? "InProgress" : "Successful");
    if (isUpdating) {
        out.set("LastUpdateStatusReason", kBeingCreated);
        out.set("LastUpdateStatusReasonCode", "Creating");
    }
}

} // namespace

// --- code

ApiError refusals::packageRefused(const base::Error& error, const std::string& operation) {
    if (error.code == "package.unzippedTooLarge")
        return invalid("Unzipped size must be smaller than " + error.arg("max") + " bytes");
    if (error.code == "package.empty")
        return invalid("Uploaded file must be a non-empty zip");
    if (error.code == "package.tooLarge")
        return {"RequestEntityTooLargeException",
                "Zipped size must be smaller than " + error.arg("max") + " bytes", Value::object(),
                413};
    if (error.code == "package.cannotWrite" || error.code == "package.cannotRead")
        return {"ServiceException",
                operation + ": " + error.arg("path") + ' ' + error.arg("reason"),
                Value::object({{"Type", "Service"}}), 500};
    return invalid("Could not unzip uploaded file. Please check your file, then try to upload "
                   "again.");
}

ApiResult<StoredCode> Registry::Private::codeOf(const Value& code, const std::string& operation) {
    std::string archive;
    if (code["ZipFile"].isString()) {
        archive = QByteArray::fromBase64(QByteArray::fromStdString(code["ZipFile"].toString()))
                      .toStdString();
    } else if (code["S3Bucket"].isString() && code["S3Key"].isString()) {
        if (!parts.fetch)
            return invalid("Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error "
                           "Message: The specified bucket does not exist");
        auto fetched = parts.fetch(code["S3Bucket"].toString(), code["S3Key"].toString());
        if (!fetched)
            return fetchRefused(fetched.error());
        archive = std::move(*fetched);
    } else if (code["ImageUri"].isString()) {
        const bool isUpdate = operation == "UpdateFunctionCode";
        return invalid("Please do not provide ImageUri when " +
                       std::string(isUpdate ? "updating" : "creating") +
                       " a function with packageType Zip.");
    } else {
        return invalid("Please provide a source for function code.");
    }
    auto stored = parts.store.add(archive);
    if (!stored)
        return packageRefused(stored.error(), operation);
    return std::move(*stored);
}

/// What stays with a version of its runtime says which.
static RuntimeManagement managementOf(const FunctionRecord& function,
                                      const VersionRecord& version) {
    const auto kept = function.runtimes.find(version.version);
    if (kept == function.runtimes.end() || kept->second.updateOn == "Auto")
        return {};
    const bool manual = kept->second.updateOn == "Manual";
    return {manual ? RuntimeManagement::Mode::Manual : RuntimeManagement::Mode::FunctionUpdate,
            version.runtimeVersionArn};
}

std::shared_ptr<const Revision> Registry::Private::revisionOf(const FunctionRecord& function,
                                                              const VersionRecord& version) const {
    auto configuration = parseConfiguration(function.name, version.settings);
    if (!configuration)
        return nullptr; // has passed the same rules before: the file was changed by hand
    std::vector<std::string> layerFolders;
    for (const std::string& layer : configuration->layers) {
        const std::size_t at = layerFolders.size();
        const LayerVersionRecord* published =
            base::Arn::looksLikeOne(layer) ? layerVersion(layer) : nullptr;
        if (published)
            layerFolders.push_back(published->code.folder);
        else if (at < version.layers.size() && !version.layers[at].folder.empty())
            layerFolders.push_back(version.layers[at].folder);
        else
            layerFolders.push_back(workspacePath(layer));
    }
    configuration->reservedConcurrency = function.reserved;
    configuration->runtimeManagement = managementOf(function, version);
    auto revision = std::make_shared<Revision>();
    revision->version = version.version;
    revision->fingerprint = version.version + ' ' + version.code.sha256 + ' ' +
                            version.runtimeVersionArn + ' ' +
                            fingerprint(*configuration, version.code.folder, layerFolders);
    revision->configuration = std::move(*configuration);
    revision->codeFolder = version.code.folder;
    revision->layerFolders = std::move(layerFolders);
    revision->mounts = mountsOf(revision->configuration, parts.workspaceFolder);
    return revision;
}

// --- changes that take their time

void Registry::Private::settleLater(const std::string& name, const std::string& version,
                                    base::Duration after) {
    VersionRecord* record = functions.at(name).version(version);
    record->change = ++lastChange;
    parts.clock.after(after, [this, name, version, change = lastChange, alive = alive] {
        if (*alive)
            settle(name, version, change);
    });
}

void Registry::Private::settle(const std::string& name, const std::string& version,
                               std::uint64_t change) {
    FunctionRecord* function = byName(name);
    VersionRecord* record = function ? function->version(version) : nullptr;
    if (!record || record->change != change)
        return;
    record->state = State::Active;
    record->update = UpdateStatus::Successful;
    record->revisionId = newRevision();
    record->revision = revisionOf(*function, *record);
    changed(*function);
}

void Registry::Private::startUpdate(FunctionRecord& function) {
    VersionRecord& latest = function.latest;
    latest.update = UpdateStatus::InProgress;
    latest.lastModified = isoNow();
    latest.revisionId = newRevision();
    const RuntimeRecord& runtime = function.runtimes[kLatest];
    if (runtime.updateOn != "Manual")
        latest.runtimeVersionArn =
            latestRuntimeVersion(latest.settings["Runtime"].toString(),
                                 latest.settings["Architectures"].at(0).toString())
                .arn;
    settleLater(function.name, kLatest, parts.timing.update);
    save(function);
}

static std::optional<ApiError> busy(const FunctionRecord& function) {
    if (function.latest.state == State::Pending)
        return conflict("The operation cannot be performed at this time. The function is currently "
                        "in the following state: Pending");
    if (function.latest.update == UpdateStatus::InProgress)
        return conflict("The operation cannot be performed at this time. An update is in progress "
                        "for resource: " +
                        base::functionArn(function.name));
    return std::nullopt;
}

ApiResult<FunctionRecord*> Registry::Private::changeable(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    if (auto refusal = busy(**found))
        return *refusal;
    if (auto stale = staleRevision(request, (*found)->latest.revisionId, "GetFunction/GetAlias"))
        return *stale;
    return *found;
}

VersionRecord& Registry::Private::publishSlowly(FunctionRecord& function,
                                                std::vector<StoredCode> layers,
                                                base::Duration after) {
    VersionRecord& version = publish(function, Value(), std::move(layers));
    version.state = State::Pending;
    version.update = UpdateStatus::None;
    settleLater(function.name, version.version, after);
    return version;
}

// --- operations

Answer Registry::Private::createFunction(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    for (const char* kind : {"DurableConfig", "CapacityProviderConfig"}) {
        if (!request[kind].isNull())
            return invalid("Functions with " + std::string(kind) + " are not run here.");
    }
    FunctionRecord function;
    function.name = name->name;
    VersionRecord& latest = function.latest;
    latest.settings = defaultSettings(function.name);
    if (auto refusal = applySettings(request, latest.settings))
        return *refusal;
    keepTenancy(request["TenancyConfig"], latest.settings);
    if (auto refusal = checkSettings(function.name, latest.settings))
        return *refusal;
    if (auto refusal = checkTags(request["Tags"]))
        return *refusal;
    if (byName(function.name))
        return conflict("Function already exist: " + function.name);
    auto code = codeOf(request["Code"], "CreateFunction");
    if (!code)
        return code.error();
    const auto signer = admitted(*code, request["CodeSigningConfigArn"].toString());
    if (!signer)
        return signer.error();
    if (auto refusal = tooLarge(latest.settings, *code))
        return *refusal;
    latest.signedBy = *signer;
    latest.code = std::move(*code);
    latest.lastModified = isoNow();
    latest.revisionId = newRevision();
    latest.runtimeVersionArn =
        latestRuntimeVersion(latest.settings["Runtime"].toString(),
                             latest.settings["Architectures"].at(0).toString())
            .arn;
    if (request["Tags"].isObject())
        function.tags = request["Tags"];
    function.codeSigningConfig = request["CodeSigningConfigArn"].toString();
    latest.revision = revisionOf(function, latest);
    FunctionRecord& kept = functions[function.name] = std::move(function);
    settleLater(kept.name, kLatest, parts.timing.create);
    const VersionRecord* told = &kept.latest;
    if (request["Publish"].toBool()) {
        auto frozen = frozenLayers(kept.latest.settings);
        if (!frozen) {
            functions.erase(name->name);
            return frozen.error();
        }
        told = &publishSlowly(kept, std::move(*frozen), parts.timing.create);
    }
    changed(kept);
    return describe(kept, *told, base::functionArn(kept.name));
}

Answer Registry::Private::updateFunctionCode(const Value& request) {
    const auto found = changeable(request);
    if (!found)
        return found.error();
    FunctionRecord& function = **found;
    VersionRecord& latest = function.latest;
    auto code = codeOf(request, "UpdateFunctionCode");
    if (!code)
        return code.error();
    const auto signer = admitted(*code, function.codeSigningConfig);
    if (!signer)
        return signer.error();
    if (auto refusal = tooLarge(latest.settings, *code))
        return *refusal;
    if (request["DryRun"].toBool()) {
        VersionRecord would = latest;
        would.code = *code;
        return describe(function, would, base::functionArn(function.name));
    }
    latest.code = std::move(*code);
    latest.signedBy = *signer;
    if (request["Architectures"].isArray())
        latest.settings.set("Architectures", request["Architectures"]);
    startUpdate(function);
    if (!request["Publish"].toBool())
        return describe(function, latest, base::functionArn(function.name));
    auto frozen = frozenLayers(latest.settings);
    if (!frozen)
        return frozen.error();
    if (const VersionRecord* same = unchanged(function, *frozen))
        return describe(function, *same, base::functionArn(function.name, same->version));
    const VersionRecord& version = publishSlowly(function, std::move(*frozen), parts.timing.update);
    changed(function);
    return describe(function, version, base::functionArn(function.name, version.version));
}

Answer Registry::Private::updateFunctionConfiguration(const Value& request) {
    const auto found = changeable(request);
    if (!found)
        return found.error();
    FunctionRecord& function = **found;
    Value settings = function.latest.settings;
    if (auto refusal = applySettings(request, settings))
        return *refusal;
    if (auto refusal = checkSettings(function.name, settings))
        return *refusal;
    if (auto refusal = tooLarge(settings, function.latest.code))
        return *refusal;
    function.latest.settings = std::move(settings);
    startUpdate(function);
    return describe(function, function.latest, base::functionArn(function.name));
}

Value Registry::Private::listed(const FunctionRecord& function,
                                const VersionRecord& version) const {
    Value out = describe(function, version, base::functionArn(function.name, version.version));
    for (const char* member :
         {"State", "StateReason", "StateReasonCode", "LastUpdateStatus", "LastUpdateStatusReason",
          "LastUpdateStatusReasonCode", "RuntimeVersionConfig"})
        out.mutableMembers().remove(member);
    return out;
}

Value Registry::Private::describe(const FunctionRecord& function, const VersionRecord& version,
                                  const std::string& arn) const {
    const Value& settings = version.settings;
    StoredCode code = version.code;
    if (code.sha256.empty()) {
        if (auto measured = parts.store.measure(code.folder))
            code = std::move(*measured);
    }
    Value out = Value::object({{"FunctionName", function.name}, {"FunctionArn", arn}});
    describeSettings(settings, {"Runtime", "Role", "Handler"}, out);
    out.set("CodeSize", code.size);
    describeSettings(settings, {"Description", "Timeout", "MemorySize"}, out);
    out.set("LastModified", version.lastModified);
    out.set("CodeSha256", code.sha256);
    out.set("Version", version.version);
    if (settings["VpcConfig"].isObject())
        out.set("VpcConfig", vpcOf(settings["VpcConfig"]));
    describeSettings(settings, {"DeadLetterConfig", "Environment", "KMSKeyArn", "TracingConfig"},
                     out);
    out.set("RevisionId", version.revisionId);
    if (settings["Layers"].isArray())
        out.set("Layers", layersOf(settings["Layers"], [this](const std::string& layer) {
                    const LayerVersionRecord* record = layerVersion(layer);
                    return record ? record->code.size : 0;
                }));
    describeState(version, out);
    describeSettings(
        settings, {"FileSystemConfigs", "PackageType", "Architectures", "EphemeralStorage"}, out);
    out.set("SnapStart", snapStartOf(settings["SnapStart"], version));
    out.set("RuntimeVersionConfig",
            Value::object({{"RuntimeVersionArn", version.runtimeVersionArn}}));
    describeSettings(settings, {"LoggingConfig", "TenancyConfig"}, out);
    if (!version.signedBy.empty())
        out.set("SigningProfileVersionArn", version.signedBy);
    return out;
}

Answer Registry::Private::getFunctionConfiguration(const Value& request) {
    const auto found = target(request);
    if (!found)
        return found.error();
    return describe(*found->function, *found->version, found->arn());
}

Answer Registry::Private::getFunction(const Value& request) {
    const auto found = target(request);
    if (!found)
        return found.error();
    const FunctionRecord& function = *found->function;
    Value answer = Value::object(
        {{"Configuration", describe(function, *found->version, found->arn())},
         {"Code", Value::object({{"RepositoryType", "S3"},
                                 {"Location", "file://" + found->version->code.folder}})}});
    if (function.tags.size() > 0)
        answer.set("Tags", function.tags);
    if (function.reserved)
        answer.set("Concurrency",
                   Value::object({{"ReservedConcurrentExecutions", *function.reserved}}));
    return answer;
}

Answer Registry::Private::listFunctions(const Value& request) {
    std::vector<Value> all;
    const bool withVersions = request["FunctionVersion"].toString() == "ALL";
    for (const auto& [name, function] : functions) {
        if (function.isAsleep())
            continue;
        Value latest = listed(function, function.latest);
        if (!withVersions)
            latest.set("FunctionArn", base::functionArn(name));
        all.push_back(std::move(latest));
        for (const VersionRecord& version : function.versions) {
            if (withVersions)
                all.push_back(listed(function, version));
        }
    }
    return page(request, "Functions", all);
}

Answer Registry::Private::deleteFunction(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    if (!function)
        return refusals::functionNotFound(base::functionArn(name->name, name->qualifier));
    if (name->qualifier == kLatest)
        return invalid("$LATEST version cannot be deleted without deleting the function.");
    if (name->qualifier.empty()) {
        functions.erase(name->name);
        parts.store.forget("function", name->name);
        tell();
        return Value::object();
    }
    if (function->aliases.contains(name->qualifier))
        return invalid("Deletion of aliases is not currently supported.");
    std::string references;
    for (const auto& [alias, record] : function->aliases) {
        if (record.alias.version == name->qualifier ||
            record.alias.additionalVersion == name->qualifier)
            references += (references.empty() ? "" : ", ") + alias;
    }
    if (!references.empty())
        return conflict("Unable to delete version because the following aliases reference it: [" +
                        references + ']');
    if (function->version(name->qualifier)) {
        std::erase_if(function->versions, [&](const VersionRecord& record) {
            return record.version == name->qualifier;
        });
        function->provisioned.erase(name->qualifier);
        function->async.erase(name->qualifier);
        function->policies.erase(name->qualifier);
        changed(*function);
    }
    return Value::object();
}

// --- functions of the workspace

namespace {

Value textsOf(const std::vector<std::string>& texts) {
    Value list = Value::array();
    for (const std::string& text : texts)
        list.push(text);
    return list;
}

Value membersOf(const std::vector<std::pair<std::string, std::string>>& pairs) {
    Value members = Value::object();
    for (const auto& [key, value] : pairs)
        members.set(key, value);
    return members;
}

Value loggingOf(const Configuration& configuration) {
    const Logging& logging = configuration.logging;
    Value out = Value::object({{"LogFormat", logging.format == LogFormat::Json ? "JSON" : "Text"}});
    if (!logging.applicationLevel.empty())
        out.set("ApplicationLogLevel", logging.applicationLevel);
    if (!logging.systemLevel.empty())
        out.set("SystemLogLevel", logging.systemLevel);
    if (!logging.group.empty())
        out.set("LogGroup", logging.group);
    return out;
}

/// As CreateFunction would have been asked for it.
Value requestOf(const Configuration& configuration) {
    Value fileSystems = Value::array();
    for (const FileSystemMount& mount : configuration.fileSystems)
        fileSystems.push(Value::object({{"Arn", mount.arn}, {"LocalMountPath", mount.mountPath}}));
    Value request = Value::object(
        {{"Runtime", configuration.runtime},
         {"Handler", configuration.handler},
         {"Role", executionRole(configuration)},
         {"Description", configuration.description},
         {"Timeout", configuration.timeoutSeconds},
         {"MemorySize", configuration.memoryMb},
         {"TracingConfig", Value::object({{"Mode", configuration.tracing}})},
         {"Architectures", Value(Value::Array{configuration.architecture})},
         {"EphemeralStorage", Value::object({{"Size", configuration.ephemeralStorageMb}})},
         {"SnapStart",
          Value::object({{"ApplyOn", configuration.snapStart ? "PublishedVersions" : "None"}})},
         {"LoggingConfig", loggingOf(configuration)},
         {"Layers", textsOf(configuration.layers)},
         {"FileSystemConfigs", fileSystems},
         {"VpcConfig",
          Value::object({{"SubnetIds", textsOf(configuration.subnets)},
                         {"SecurityGroupIds", textsOf(configuration.securityGroups)}})},
         {"DeadLetterConfig", Value::object({{"TargetArn", configuration.deadLetterTarget}})}});
    if (!configuration.environment.empty())
        request.set("Environment",
                    Value::object({{"Variables", membersOf(configuration.environment)}}));
    if (configuration.perTenant)
        request.set("TenancyConfig", Value::object({{"TenantIsolationMode", "PER_TENANT"}}));
    return request;
}

/// With the runtime version of its last update, where it is to stay with that.
std::shared_ptr<const Revision> pinned(const std::shared_ptr<const Revision>& live,
                                       const std::string& versionArn) {
    if (live->configuration.runtimeManagement.mode != RuntimeManagement::Mode::FunctionUpdate)
        return live;
    auto revision = std::make_shared<Revision>(*live);
    revision->configuration.runtimeManagement.versionArn = versionArn;
    return revision;
}

const char* wordOf(RuntimeManagement::Mode mode) {
    switch (mode) {
    case RuntimeManagement::Mode::FunctionUpdate:
        return "FunctionUpdate";
    case RuntimeManagement::Mode::Manual:
        return "Manual";
    case RuntimeManagement::Mode::Auto:
        break;
    }
    return "Auto";
}

} // namespace

/// Whether anything is another than before.
bool Registry::Private::adoptOne(const std::shared_ptr<const Revision>& live) {
    const Configuration& configuration = live->configuration;
    FunctionRecord& function = functions[configuration.name];
    VersionRecord& latest = function.latest;
    if (latest.revision && latest.revision->fingerprint == live->fingerprint &&
        latest.revision->configuration == pinned(live, latest.runtimeVersionArn)->configuration &&
        latest.revision->codeFolder == live->codeFolder)
        return false;
    function.name = configuration.name;
    function.isAdopted = true;
    const Value before = std::exchange(latest.settings, defaultSettings(configuration.name));
    const Value request = requestOf(configuration);
    (void)applySettings(request, latest.settings);
    keepTenancy(request["TenancyConfig"], latest.settings);
    latest.code = {{}, 0, live->codeFolder};
    latest.lastModified = isoNow();
    latest.revisionId = newRevision();
    latest.state = State::Active;
    latest.update = UpdateStatus::Successful;
    const RuntimeManagement& management = configuration.runtimeManagement;
    function.runtimes[kLatest] = {wordOf(management.mode), management.versionArn};
    // The program that was closed meanwhile is no update of the function.
    const bool reopened = !latest.revision && before == latest.settings;
    if (management.mode == RuntimeManagement::Mode::Manual)
        latest.runtimeVersionArn = management.versionArn;
    else if (management.mode == RuntimeManagement::Mode::Auto || !reopened ||
             latest.runtimeVersionArn.empty())
        latest.runtimeVersionArn =
            latestRuntimeVersion(configuration.runtime, configuration.architecture).arn;
    function.reserved = configuration.reservedConcurrency;
    function.tags = membersOf(configuration.tags);
    function.codeSigningConfig = configuration.codeSigningConfig;
    function.async[kLatest] = {configuration.maximumRetryAttempts,
                               configuration.maximumEventAgeSeconds, configuration.destinations,
                               parts.clock.now()};
    latest.revision = pinned(live, latest.runtimeVersionArn);
    save(function);
    return true;
}

void Registry::adopt(const std::vector<std::shared_ptr<const Revision>>& latest) {
    std::set<std::string> present;
    bool isChanged = false;
    for (const std::shared_ptr<const Revision>& live : latest) {
        present.insert(live->configuration.name);
        isChanged = d->adoptOne(live) || isChanged;
    }
    for (auto& [name, function] : d->functions) {
        if (!function.isAsleep() && function.isAdopted && !present.contains(name)) {
            function.latest.revision = nullptr;
            isChanged = true;
        }
    }
    if (isChanged)
        d->tell();
}

} // namespace ws::function
