#include "engine/function/registry_p.h"
#include "engine/function/ziparchive.h"

#include <filesystem>

#include <cstdlib>

namespace ws::function {

using json::Value;
using refusals::invalid;
using refusals::notFound;

namespace {

constexpr const char* kNoSuchLayer = "The resource you requested does not exist.";

std::string layerArn(const std::string& name) {
    return base::Arn{"aws", "lambda", std::string(base::kRegion), std::string(base::kAccount),
                     "layer:" + name}
        .toString();
}

std::string versionArn(const std::string& name, int version) {
    return layerArn(name) + ':' + std::to_string(version);
}

/// "name" of a name or an ARN.
std::string layerName(const std::string& text) {
    base::Arn arn;
    if (!base::Arn::parse(text, arn))
        return text;
    const std::string rest = arn.resource.substr(arn.resource.find(':') + 1);
    return rest.substr(0, rest.find(':'));
}

Value describeVersion(const std::string& name, const LayerVersionRecord& record) {
    Value out = Value::object({{"LayerVersionArn", versionArn(name, record.version)},
                               {"Version", record.version},
                               {"Description", record.description},
                               {"CreatedDate", record.created}});
    if (record.runtimes.isArray())
        out.set("CompatibleRuntimes", record.runtimes);
    if (!record.license.empty())
        out.set("LicenseInfo", record.license);
    if (record.architectures.isArray())
        out.set("CompatibleArchitectures", record.architectures);
    return out;
}

Value describeWhole(const std::string& name, const LayerVersionRecord& record) {
    Value out =
        Value::object({{"Content", Value::object({{"Location", "file://" + record.code.folder},
                                                  {"CodeSha256", record.code.sha256},
                                                  {"CodeSize", record.code.size}})},
                       {"LayerArn", layerArn(name)}});
    const Value version = describeVersion(name, record);
    for (const auto& [member, value] : version.members())
        out.set(member, value);
    return out;
}

bool holds(const Value& list, const Value& wanted) {
    if (!wanted.isString())
        return true;
    for (const Value& item : list.items()) {
        if (item == wanted)
            return true;
    }
    return false;
}

bool isWanted(const LayerVersionRecord& record, const Value& request) {
    return holds(record.runtimes, request["CompatibleRuntime"]) &&
           holds(record.architectures, request["CompatibleArchitecture"]);
}

} // namespace

const LayerVersionRecord* Registry::Private::layerVersion(const std::string& text) const {
    base::Arn arn;
    if (!base::Arn::parse(text, arn))
        return nullptr;
    const auto layer = layers.find(layerName(text));
    if (layer == layers.end())
        return nullptr;
    const int number = std::atoi(text.c_str() + text.rfind(':') + 1);
    const auto version = layer->second.versions.find(number);
    return version == layer->second.versions.end() ? nullptr : &version->second;
}

ApiResult<LayerVersionRecord*> Registry::Private::layerVersionOf(const Value& request) {
    const auto number = request["VersionNumber"].toInteger();
    if (number < 1)
        return invalid("Layer Version Cannot be less than 1.");
    const auto layer = layers.find(layerName(request["LayerName"].toString()));
    if (layer == layers.end())
        return notFound(kNoSuchLayer);
    const auto version = layer->second.versions.find(static_cast<int>(number));
    if (version == layer->second.versions.end())
        return notFound(kNoSuchLayer);
    return &version->second;
}

Answer Registry::Private::publishLayerVersion(const Value& request) {
    auto code = codeOf(request["Content"], "PublishLayerVersion");
    if (!code)
        return code.error();
    const std::string name = layerName(request["LayerName"].toString());
    LayerRecord& layer = layers[name];
    layer.name = name;
    LayerVersionRecord version;
    version.version = ++layer.lastVersion;
    version.code = std::move(*code);
    version.description = request["Description"].toString();
    version.license = request["LicenseInfo"].toString();
    version.created = isoNow();
    version.runtimes = request["CompatibleRuntimes"];
    version.architectures = request["CompatibleArchitectures"];
    const auto kept = layer.versions.emplace(version.version, std::move(version)).first;
    (void)parts.store.save("layer", name, toJson(layer));
    return describeWhole(name, kept->second);
}

Answer Registry::Private::getLayerVersion(const Value& request) {
    const auto found = layerVersionOf(request);
    if (!found)
        return found.error();
    return describeWhole(layerName(request["LayerName"].toString()), **found);
}

Answer Registry::Private::getLayerVersionByArn(const Value& request) {
    const std::string& arn = request["Arn"].toString();
    const LayerVersionRecord* version = layerVersion(arn);
    if (!version)
        return notFound(kNoSuchLayer);
    return describeWhole(layerName(arn), *version);
}

/// Functions that use it go on doing so: their revisions hold its folder.
Answer Registry::Private::deleteLayerVersion(const Value& request) {
    if (request["VersionNumber"].toInteger() < 1)
        return invalid("Layer Version Cannot be less than 1.");
    const auto layer = layers.find(layerName(request["LayerName"].toString()));
    if (layer == layers.end())
        return Value::object();
    layer->second.versions.erase(static_cast<int>(request["VersionNumber"].toInteger()));
    (void)parts.store.save("layer", layer->first, toJson(layer->second));
    return Value::object();
}

Answer Registry::Private::listLayers(const Value& request) {
    std::vector<Value> all;
    for (const auto& [name, layer] : layers) {
        const LayerVersionRecord* latest = nullptr;
        for (const auto& [number, version] : layer.versions) {
            if (isWanted(version, request))
                latest = &version;
        }
        if (latest)
            all.push_back(
                Value::object({{"LayerName", name},
                               {"LayerArn", layerArn(name)},
                               {"LatestMatchingVersion", describeVersion(name, *latest)}}));
    }
    return page(request, "Layers", all);
}

Answer Registry::Private::listLayerVersions(const Value& request) {
    const std::string name = layerName(request["LayerName"].toString());
    std::vector<Value> all;
    if (const auto layer = layers.find(name); layer != layers.end()) {
        for (auto version = layer->second.versions.rbegin();
             version != layer->second.versions.rend(); ++version) {
            if (isWanted(version->second, request))
                all.push_back(describeVersion(name, version->second));
        }
    }
    return page(request, "LayerVersions", all);
}

ApiResult<LayerVersionRecord*> Registry::Private::policyTarget(const Value& request) {
    auto found = layerVersionOf(request);
    if (found)
        return found;
    return notFound("Layer version " +
                    versionArn(layerName(request["LayerName"].toString()),
                               static_cast<int>(request["VersionNumber"].toInteger())) +
                    " does not exist.");
}

Answer Registry::Private::addLayerVersionPermission(const Value& request) {
    const auto found = policyTarget(request);
    if (!found)
        return found.error();
    LayerVersionRecord& version = **found;
    const std::string name = layerName(request["LayerName"].toString());
    const std::string& id = request["StatementId"].toString();
    for (const Value& statement : version.policy.items()) {
        if (statement["Sid"].toString() == id)
            return refusals::conflict("The statement id (" + id +
                                      ") provided already exists. Please provide a new statement "
                                      "id, or remove the existing statement.");
    }
    if (auto stale = staleRevision(request, version.policyRevisionId, "GetLayerPolicy"))
        return *stale;
    const std::string& principal = request["Principal"].toString();
    Value statement = Value::object(
        {{"Sid", id},
         {"Effect", "Allow"},
         {"Principal", principal == "*" || principal.starts_with("arn:")
                           ? Value(principal)
                           : Value::object({{"AWS", "arn:aws:iam::" + principal + ":root"}})},
         {"Action", request["Action"]},
         {"Resource", versionArn(name, version.version)}});
    if (request["OrganizationId"].isString())
        statement.set(
            "Condition",
            Value::object({{"StringEquals",
                            Value::object({{"aws:PrincipalOrgID", request["OrganizationId"]}})}}));
    version.policy.push(statement);
    version.policyRevisionId = newRevision();
    (void)parts.store.save("layer", name, toJson(layers.at(name)));
    return Value::object(
        {{"Statement", statement.dump()}, {"RevisionId", version.policyRevisionId}});
}

Answer Registry::Private::removeLayerVersionPermission(const Value& request) {
    const auto found = policyTarget(request);
    if (!found)
        return found.error();
    LayerVersionRecord& version = **found;
    const std::string name = layerName(request["LayerName"].toString());
    if (auto stale = staleRevision(request, version.policyRevisionId, "GetLayerPolicy"))
        return *stale;
    const std::string& id = request["StatementId"].toString();
    Value left = Value::array();
    for (const Value& statement : version.policy.items()) {
        if (statement["Sid"].toString() != id)
            left.push(statement);
    }
    if (left.size() == version.policy.size())
        return notFound("Statement " + id + " is not found in resource policy.");
    version.policy = left;
    version.policyRevisionId = newRevision();
    (void)parts.store.save("layer", name, toJson(layers.at(name)));
    return Value::object();
}

Answer Registry::Private::getLayerVersionPolicy(const Value& request) {
    const auto found = policyTarget(request);
    if (!found)
        return found.error();
    if ((*found)->policy.size() == 0)
        return notFound("No policy is associated with the given resource.");
    return Value::object({{"Policy", Value::object({{"Version", "2012-10-17"},
                                                    {"Id", "default"},
                                                    {"Statement", (*found)->policy}})
                                         .dump()},
                          {"RevisionId", (*found)->policyRevisionId}});
}

static std::int64_t bytesBelow(const std::string& folder) {
    std::int64_t bytes = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
        if (entry.is_regular_file(error) && !entry.is_symlink(error))
            bytes += static_cast<std::int64_t>(entry.file_size(error));
    }
    return bytes;
}

std::optional<ApiError> Registry::Private::tooLarge(const Value& settings,
                                                    const StoredCode& code) const {
    if (settings["Layers"].size() == 0)
        return std::nullopt; // the archive alone was looked at when it was unpacked
    std::int64_t bytes = bytesBelow(code.folder);
    for (const Value& layer : settings["Layers"].items()) {
        const LayerVersionRecord* published = layerVersion(layer.toString());
        bytes += bytesBelow(published ? published->code.folder : workspacePath(layer.toString()));
    }
    if (bytes <= kUnzippedLimit)
        return std::nullopt;
    return refusals::invalid("Function code combined with layers exceeds the maximum allowed size "
                             "of " +
                             std::to_string(kUnzippedLimit) + " bytes. The actual size is " +
                             std::to_string(bytes) + " bytes.");
}

} // namespace ws::function
