#include "engine/function/registry.h"

#include "engine/function/registry_p.h"

#include <array>
#include <cstdio>
#include <random>
#include <unordered_map>

namespace ws::function {

using json::Value;

Registry::Private::Private(Parts given)
    : parts(std::move(given))
    , uuids(parts.seed != 0 ? parts.seed : std::random_device{}()) {
    load();
}

void Registry::Private::load() {
    for (const Value& record : parts.store.load("layer")) {
        LayerRecord layer = layerFromJson(record);
        layers.emplace(layer.name, std::move(layer));
    }
    for (const Value& record : parts.store.load("signing"))
        signing.emplace(record["CodeSigningConfigArn"].toString(), record);
    for (const Value& value : parts.store.load("function")) {
        FunctionRecord record = functionFromJson(value);
        // What was under way when the program ended is done.
        record.latest.state = State::Active;
        record.latest.update = UpdateStatus::Successful;
        if (!record.isAdopted)
            record.latest.revision = revisionOf(record, record.latest);
        for (VersionRecord& version : record.versions) {
            version.state = State::Active;
            version.update = UpdateStatus::Successful;
            version.revision = revisionOf(record, version);
        }
        functions.emplace(record.name, std::move(record));
    }
    sweep();
}

void Registry::Private::save(const FunctionRecord& function) {
    (void)parts.store.save("function", function.name, toJson(function));
}

void Registry::Private::changed(const FunctionRecord& function) {
    save(function);
    tell();
}

void Registry::Private::tell() {
    if (onChanged)
        onChanged();
}

void Registry::Private::sweep() {
    std::vector<StoredCode> referred;
    for (const auto& [name, function] : functions) {
        referred.push_back(function.latest.code);
        for (const VersionRecord& version : function.versions) {
            referred.push_back(version.code);
            referred.insert(referred.end(), version.layers.begin(), version.layers.end());
        }
    }
    for (const auto& [name, layer] : layers) {
        for (const auto& [number, version] : layer.versions)
            referred.push_back(version.code);
    }
    parts.store.keepOnly(referred);
}

/// "2025-11-25T02:38:32.000+0000"
std::string Registry::Private::isoNow() const {
    const base::TimePoint now = parts.clock.now();
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::milliseconds>(now - day)};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03d+0000",
                  int(date.year()), unsigned(date.month()), unsigned(date.day()),
                  int(time.hours().count()), int(time.minutes().count()),
                  int(time.seconds().count()), int(time.subseconds().count()));
    return text.data();
}

Registry::Registry(Parts parts)
    : d(std::make_unique<Private>(std::move(parts))) {}

Registry::~Registry() = default;

void Registry::setLimits(const Limits& limits) {
    d->parts.limits = limits;
}

void Registry::onChanged(std::function<void()> changed) {
    d->onChanged = std::move(changed);
}

/// As policies name what an operation needs.
static std::string actionOf(std::string_view operation) {
    return "lambda:" + (operation == "Invoke"                 ? "InvokeFunction"
                        : operation == "GetLayerVersionByArn" ? "GetLayerVersion"
                                                              : std::string(operation));
}

Answer Registry::call(std::string_view operation, const Value& request) {
    using Method = Answer (Private::*)(const Value&);
    static const std::unordered_map<std::string_view, Method> methods{
        {"CreateFunction", &Private::createFunction},
        {"UpdateFunctionCode", &Private::updateFunctionCode},
        {"UpdateFunctionConfiguration", &Private::updateFunctionConfiguration},
        {"GetFunction", &Private::getFunction},
        {"GetFunctionConfiguration", &Private::getFunctionConfiguration},
        {"ListFunctions", &Private::listFunctions},
        {"DeleteFunction", &Private::deleteFunction},
        {"PublishVersion", &Private::publishVersion},
        {"ListVersionsByFunction", &Private::listVersionsByFunction},
        {"CreateAlias", &Private::createAlias},
        {"UpdateAlias", &Private::updateAlias},
        {"GetAlias", &Private::getAlias},
        {"DeleteAlias", &Private::deleteAlias},
        {"ListAliases", &Private::listAliases},
        {"PutFunctionConcurrency", &Private::putFunctionConcurrency},
        {"GetFunctionConcurrency", &Private::getFunctionConcurrency},
        {"DeleteFunctionConcurrency", &Private::deleteFunctionConcurrency},
        {"PutProvisionedConcurrencyConfig", &Private::putProvisioned},
        {"GetProvisionedConcurrencyConfig", &Private::getProvisioned},
        {"DeleteProvisionedConcurrencyConfig", &Private::deleteProvisioned},
        {"ListProvisionedConcurrencyConfigs", &Private::listProvisioned},
        {"GetAccountSettings", &Private::getAccountSettings},
        {"PutFunctionEventInvokeConfig", &Private::putEventInvokeConfig},
        {"UpdateFunctionEventInvokeConfig", &Private::updateEventInvokeConfig},
        {"GetFunctionEventInvokeConfig", &Private::getEventInvokeConfig},
        {"DeleteFunctionEventInvokeConfig", &Private::deleteEventInvokeConfig},
        {"ListFunctionEventInvokeConfigs", &Private::listEventInvokeConfigs},
        {"AddPermission", &Private::addPermission},
        {"RemovePermission", &Private::removePermission},
        {"GetPolicy", &Private::getPolicy},
        {"ListTags", &Private::listTags},
        {"TagResource", &Private::tagResource},
        {"UntagResource", &Private::untagResource},
        {"PublishLayerVersion", &Private::publishLayerVersion},
        {"GetLayerVersion", &Private::getLayerVersion},
        {"GetLayerVersionByArn", &Private::getLayerVersionByArn},
        {"DeleteLayerVersion", &Private::deleteLayerVersion},
        {"ListLayers", &Private::listLayers},
        {"ListLayerVersions", &Private::listLayerVersions},
        {"AddLayerVersionPermission", &Private::addLayerVersionPermission},
        {"RemoveLayerVersionPermission", &Private::removeLayerVersionPermission},
        {"GetLayerVersionPolicy", &Private::getLayerVersionPolicy},
        {"CreateFunctionUrlConfig", &Private::createUrl},
        {"UpdateFunctionUrlConfig", &Private::updateUrl},
        {"GetFunctionUrlConfig", &Private::getUrl},
        {"DeleteFunctionUrlConfig", &Private::deleteUrl},
        {"ListFunctionUrlConfigs", &Private::listUrls},
        {"PutRuntimeManagementConfig", &Private::putRuntimeManagement},
        {"GetRuntimeManagementConfig", &Private::getRuntimeManagement},
        {"PutFunctionRecursionConfig", &Private::putRecursion},
        {"GetFunctionRecursionConfig", &Private::getRecursion},
        {"CreateCodeSigningConfig", &Private::createSigning},
        {"UpdateCodeSigningConfig", &Private::updateSigning},
        {"GetCodeSigningConfig", &Private::getSigning},
        {"DeleteCodeSigningConfig", &Private::deleteSigning},
        {"ListCodeSigningConfigs", &Private::listSigning},
        {"PutFunctionCodeSigningConfig", &Private::putFunctionSigning},
        {"GetFunctionCodeSigningConfig", &Private::getFunctionSigning},
        {"DeleteFunctionCodeSigningConfig", &Private::deleteFunctionSigning},
        {"ListFunctionsByCodeSigningConfig", &Private::listFunctionsBySigning}};
    const auto found = methods.find(operation);
    if (found == methods.end())
        return ApiError{"UnknownOperationException", "There is no " + std::string(operation),
                        Value::object(), 404};
    d->action = actionOf(operation);
    return (d.get()->*found->second)(request);
}

std::optional<ApiError> Registry::misnamed(std::string_view operation, const Value& request) {
    d->action = actionOf(operation);
    const auto name = d->nameOf(request);
    return name ? std::nullopt : std::optional(name.error());
}

static AsyncConfiguration asyncOf(const AsyncRecord& record) {
    const AsyncConfiguration defaults;
    return {record.retryAttempts.value_or(defaults.maximumRetryAttempts),
            record.eventAgeSeconds.value_or(defaults.maximumEventAgeSeconds), record.destinations};
}

std::vector<CatalogEntry> Registry::catalog() const {
    std::vector<CatalogEntry> catalog;
    for (const auto& [name, function] : d->functions) {
        if (!function.latest.revision)
            continue;
        CatalogEntry entry;
        entry.name = name;
        entry.state = function.latest.state;
        entry.revisions.push_back(function.latest.revision);
        for (const VersionRecord& version : function.versions)
            entry.revisions.push_back(version.revision);
        for (const auto& [alias, record] : function.aliases)
            entry.aliases.push_back(record.alias);
        entry.reservedConcurrency = function.reserved;
        for (const auto& [qualifier, record] : function.provisioned)
            entry.provisioned.push_back({qualifier, record.requested});
        for (const auto& [qualifier, record] : function.async)
            entry.asynchronous.emplace_back(qualifier, asyncOf(record));
        entry.deadLetterTarget = function.latest.revision->configuration.deadLetterTarget;
        if (function.recursiveLoop == "Allow")
            entry.loops = CatalogEntry::Loops::Allowed;
        catalog.push_back(std::move(entry));
    }
    return catalog;
}

} // namespace ws::function
