#include "engine/function/registryrecords.h"

#include <utility>

namespace ws::function {

using json::Value;

namespace {

constexpr const char* kStates[] = {"Pending", "Active", "Inactive", "Failed"};
constexpr const char* kUpdates[] = {"", "Successful", "InProgress", "Failed"};
constexpr const char* kProvisioning[] = {"IN_PROGRESS", "READY", "FAILED"};

template <typename Enum, std::size_t count>
Enum wordOf(const char* const (&words)[count], const std::string& word) {
    for (std::size_t at = 0; at < count; ++at) {
        if (word == words[at])
            return static_cast<Enum>(at);
    }
    return Enum{};
}

template <typename Enum, std::size_t count>
Value word(const char* const (&words)[count], Enum value) {
    return words[static_cast<std::size_t>(value)];
}

Value optionalNumber(const std::optional<int>& number) {
    return number ? Value(*number) : Value();
}

std::optional<int> optionalNumber(const Value& value) {
    return value.isNumber() ? std::optional(static_cast<int>(value.toInteger())) : std::nullopt;
}

int numberOf(const Value& value) {
    return static_cast<int>(value.toInteger());
}

Value toJson(const StoredCode& code) {
    return Value::object({{"sha256", code.sha256}, {"size", code.size}, {"folder", code.folder}});
}

StoredCode codeFromJson(const Value& value) {
    return {value["sha256"].toString(), value["size"].toInteger(), value["folder"].toString()};
}

Value toJson(const VersionRecord& record) {
    Value layers = Value::array();
    for (const StoredCode& layer : record.layers)
        layers.push(toJson(layer));
    return Value::object({{"version", record.version},
                          {"settings", record.settings},
                          {"code", toJson(record.code)},
                          {"lastModified", record.lastModified},
                          {"revisionId", record.revisionId},
                          {"state", word(kStates, record.state)},
                          {"update", word(kUpdates, record.update)},
                          {"runtimeVersionArn", record.runtimeVersionArn},
                          {"layers", layers},
                          {"signedBy", record.signedBy},
                          {"published", record.published}});
}

VersionRecord versionFromJson(const Value& value) {
    VersionRecord record;
    record.version = value["version"].toString();
    record.settings = value["settings"];
    record.code = codeFromJson(value["code"]);
    record.lastModified = value["lastModified"].toString();
    record.revisionId = value["revisionId"].toString();
    record.state = wordOf<State>(kStates, value["state"].toString());
    record.update = wordOf<UpdateStatus>(kUpdates, value["update"].toString());
    record.runtimeVersionArn = value["runtimeVersionArn"].toString();
    for (const Value& layer : value["layers"].items())
        record.layers.push_back(codeFromJson(layer));
    record.signedBy = value["signedBy"].toString();
    record.published = value["published"];
    return record;
}

Value toJson(const AliasRecord& record) {
    return Value::object({{"version", record.alias.version},
                          {"additionalVersion", record.alias.additionalVersion},
                          {"additionalWeight", record.alias.additionalWeight},
                          {"description", record.description},
                          {"revisionId", record.revisionId}});
}

AliasRecord aliasFromJson(const std::string& name, const Value& value) {
    return {{name, value["version"].toString(), value["additionalVersion"].toString(),
             value["additionalWeight"].toDouble()},
            value["description"].toString(),
            value["revisionId"].toString()};
}

Value toJson(const ProvisionedRecord& record) {
    return Value::object({{"requested", record.requested},
                          {"status", word(kProvisioning, record.status)},
                          {"statusReason", record.statusReason},
                          {"lastModified", record.lastModified}});
}

/// Environments do not outlive the program: what was there is asked for again.
ProvisionedRecord provisionedFromJson(const Value& value) {
    ProvisionedRecord record;
    record.requested = numberOf(value["requested"]);
    record.lastModified = value["lastModified"].toString();
    return record;
}

Value toJson(const AsyncRecord& record) {
    return Value::object({{"retryAttempts", optionalNumber(record.retryAttempts)},
                          {"eventAge", optionalNumber(record.eventAgeSeconds)},
                          {"onSuccess", record.destinations.onSuccess},
                          {"onFailure", record.destinations.onFailure},
                          {"lastModified", record.lastModified.time_since_epoch().count()}});
}

AsyncRecord asyncFromJson(const Value& value) {
    return {optionalNumber(value["retryAttempts"]),
            optionalNumber(value["eventAge"]),
            {value["onSuccess"].toString(), value["onFailure"].toString()},
            base::TimePoint(base::Duration(value["lastModified"].toInteger()))};
}

Value toJson(const UrlRecord& record) {
    return Value::object({{"id", record.id},
                          {"authType", record.authType},
                          {"invokeMode", record.invokeMode},
                          {"cors", record.cors},
                          {"creationTime", record.creationTime},
                          {"lastModifiedTime", record.lastModifiedTime}});
}

UrlRecord urlFromJson(const Value& value) {
    return {value["id"].toString(),           value["authType"].toString(),
            value["invokeMode"].toString(),   value["cors"],
            value["creationTime"].toString(), value["lastModifiedTime"].toString()};
}

Value toJson(const RuntimeRecord& record) {
    return Value::object({{"updateOn", record.updateOn}, {"versionArn", record.versionArn}});
}

RuntimeRecord runtimeFromJson(const Value& value) {
    return {value["updateOn"].toString(), value["versionArn"].toString()};
}

template <typename Map>
Value mapToJson(const Map& map) {
    Value out = Value::object();
    for (const auto& [key, record] : map)
        out.set(key, toJson(record));
    return out;
}

template <typename Map, typename Read>
void mapFromJson(Map& map, const Value& value, Read read) {
    for (const auto& [key, record] : value.members())
        map.emplace(key, read(record));
}

Value toJson(const LayerVersionRecord& record) {
    return Value::object({{"version", record.version},
                          {"code", toJson(record.code)},
                          {"description", record.description},
                          {"license", record.license},
                          {"created", record.created},
                          {"runtimes", record.runtimes},
                          {"architectures", record.architectures},
                          {"policy", record.policy},
                          {"policyRevisionId", record.policyRevisionId}});
}

LayerVersionRecord layerVersionFromJson(const Value& value) {
    return {numberOf(value["version"]),
            codeFromJson(value["code"]),
            value["description"].toString(),
            value["license"].toString(),
            value["created"].toString(),
            value["runtimes"],
            value["architectures"],
            value["policy"],
            value["policyRevisionId"].toString()};
}

} // namespace

const VersionRecord* FunctionRecord::version(const std::string& number) const {
    if (number == "$LATEST")
        return &latest;
    for (const VersionRecord& record : versions) {
        if (record.version == number)
            return &record;
    }
    return nullptr;
}

VersionRecord* FunctionRecord::version(const std::string& number) {
    return const_cast<VersionRecord*>(std::as_const(*this).version(number));
}

Value toJson(const FunctionRecord& record) {
    Value versions = Value::array();
    for (const VersionRecord& version : record.versions)
        versions.push(toJson(version));
    Value policies = Value::object();
    for (const auto& [qualifier, statements] : record.policies)
        policies.set(qualifier, statements);
    return Value::object({{"name", record.name},
                          {"latest", toJson(record.latest)},
                          {"versions", versions},
                          {"lastVersion", record.lastVersion},
                          {"aliases", mapToJson(record.aliases)},
                          {"reserved", optionalNumber(record.reserved)},
                          {"provisioned", mapToJson(record.provisioned)},
                          {"async", mapToJson(record.async)},
                          {"urls", mapToJson(record.urls)},
                          {"runtimes", mapToJson(record.runtimes)},
                          {"policies", policies},
                          {"tags", record.tags},
                          {"codeSigningConfig", record.codeSigningConfig},
                          {"recursiveLoop", record.recursiveLoop},
                          {"isAdopted", record.isAdopted}});
}

FunctionRecord functionFromJson(const Value& value) {
    FunctionRecord record;
    record.name = value["name"].toString();
    record.latest = versionFromJson(value["latest"]);
    for (const Value& version : value["versions"].items())
        record.versions.push_back(versionFromJson(version));
    record.lastVersion = numberOf(value["lastVersion"]);
    for (const auto& [name, alias] : value["aliases"].members())
        record.aliases.emplace(name, aliasFromJson(name, alias));
    record.reserved = optionalNumber(value["reserved"]);
    mapFromJson(record.provisioned, value["provisioned"], provisionedFromJson);
    mapFromJson(record.async, value["async"], asyncFromJson);
    mapFromJson(record.urls, value["urls"], urlFromJson);
    mapFromJson(record.runtimes, value["runtimes"], runtimeFromJson);
    for (const auto& [qualifier, statements] : value["policies"].members())
        record.policies.emplace(qualifier, statements);
    record.tags = value["tags"];
    record.codeSigningConfig = value["codeSigningConfig"].toString();
    record.recursiveLoop = value["recursiveLoop"].toString();
    record.isAdopted = value["isAdopted"].toBool();
    return record;
}

Value toJson(const LayerRecord& record) {
    Value versions = Value::array();
    for (const auto& [number, version] : record.versions)
        versions.push(toJson(version));
    return Value::object(
        {{"name", record.name}, {"lastVersion", record.lastVersion}, {"versions", versions}});
}

LayerRecord layerFromJson(const Value& value) {
    LayerRecord record;
    record.name = value["name"].toString();
    record.lastVersion = numberOf(value["lastVersion"]);
    for (const Value& version : value["versions"].items()) {
        LayerVersionRecord one = layerVersionFromJson(version);
        record.versions.emplace(one.version, std::move(one));
    }
    return record;
}

} // namespace ws::function
