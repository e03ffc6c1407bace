#include "engine/base/ids.h"
#include "engine/function/registry_p.h"

#include <filesystem>

namespace ws::function {

using json::Value;
using refusals::invalid;
using refusals::packageRefused;

VersionRecord* Registry::Private::unchanged(FunctionRecord& function,
                                            const std::vector<StoredCode>& layers) const {
    if (function.versions.empty())
        return nullptr;
    VersionRecord& last = function.versions.back();
    const bool isSame = last.published == function.latest.settings &&
                        last.code.sha256 == function.latest.code.sha256 && last.layers == layers;
    return isSame ? &last : nullptr;
}

std::string Registry::Private::workspacePath(const std::string& path) const {
    return (std::filesystem::path(parts.workspaceFolder) / path).string();
}

ApiResult<std::vector<StoredCode>> Registry::Private::frozenLayers(const Value& settings) {
    std::vector<StoredCode> layers;
    bool isNeeded = false;
    for (const Value& layer : settings["Layers"].items()) {
        if (base::Arn::looksLikeOne(layer.toString())) {
            layers.emplace_back(); // never changes as it is
            continue;
        }
        auto kept = parts.store.addFolder(workspacePath(layer.toString()));
        if (!kept && kept.error().code != "package.empty")
            return packageRefused(kept.error(), "PublishVersion");
        layers.push_back(kept ? std::move(*kept) : StoredCode());
        isNeeded = true;
    }
    return isNeeded ? layers : std::vector<StoredCode>();
}

VersionRecord& Registry::Private::publish(FunctionRecord& function, const Value& description,
                                          std::vector<StoredCode> layers) {
    VersionRecord version = function.latest;
    version.layers = std::move(layers);
    version.version = std::to_string(++function.lastVersion);
    version.published = function.latest.settings;
    if (description.isString())
        version.settings.set("Description", description);
    version.lastModified = isoNow();
    version.revisionId = newRevision();
    version.change = 0;
    if (const auto latest = function.runtimes.find("$LATEST"); latest != function.runtimes.end())
        function.runtimes[version.version] = RuntimeRecord(latest->second);
    version.revision = revisionOf(function, version);
    function.versions.push_back(std::move(version));
    return function.versions.back();
}

Answer Registry::Private::publishVersion(const Value& request) {
    const auto found = changeable(request);
    if (!found)
        return found.error();
    FunctionRecord& function = **found;
    VersionRecord& latest = function.latest;
    auto layers = frozenLayers(latest.settings);
    if (!layers)
        return layers.error();
    if (latest.code.sha256.empty()) {
        // A folder of the workspace: the version keeps what is in it now.
        auto kept = parts.store.addFolder(latest.code.folder);
        if (!kept)
            return packageRefused(kept.error(), "PublishVersion");
        VersionRecord live = latest;
        latest.code = std::move(*kept);
        VersionRecord* same = unchanged(function, *layers);
        VersionRecord& version =
            same ? *same : publish(function, request["Description"], std::move(*layers));
        latest.code = live.code;
        changed(function);
        return describe(function, version, base::functionArn(function.name, version.version));
    }
    const std::string& sha = request["CodeSha256"].toString();
    if (!sha.empty() && sha != latest.code.sha256)
        return invalid("CodeSHA256 (" + sha +
                       ") is different from current CodeSHA256 in $LATEST (" + latest.code.sha256 +
                       "). Please try again with the CodeSHA256 in $LATEST.");
    VersionRecord* same = unchanged(function, *layers);
    VersionRecord& version =
        same ? *same : publish(function, request["Description"], std::move(*layers));
    if (!same)
        changed(function);
    return describe(function, version, base::functionArn(function.name, version.version));
}

Answer Registry::Private::listVersionsByFunction(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    const FunctionRecord& function = **found;
    std::vector<Value> all{listed(function, function.latest)};
    for (const VersionRecord& version : function.versions)
        all.push_back(listed(function, version));
    return page(request, "Versions", all);
}

} // namespace ws::function
