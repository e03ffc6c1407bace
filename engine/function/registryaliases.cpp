#include "engine/function/registry_p.h"

namespace ws::function {

using json::Value;
using refusals::invalid;

namespace {

Value describeAlias(const std::string& function, const AliasRecord& record) {
    const Alias& alias = record.alias;
    Value out = Value::object({{"AliasArn", base::functionArn(function, alias.name)},
                               {"Name", alias.name},
                               {"FunctionVersion", alias.version},
                               {"Description", record.description}});
    if (!alias.additionalVersion.empty())
        out.set(
            "RoutingConfig",
            Value::object({{"AdditionalVersionWeights",
                            Value::object({{alias.additionalVersion, alias.additionalWeight}})}}));
    out.set("RevisionId", record.revisionId);
    return out;
}

} // namespace

/// The alias with the routing that a request asks for, or why it cannot have it. `function` is
/// nullptr when there is none of that name.
ApiResult<Alias> Registry::Private::routed(const FunctionRecord* function, const std::string& name,
                                           Alias alias, const Value& routing) const {
    const Value& weights = routing["AdditionalVersionWeights"];
    if (weights.size() > 1)
        return invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
    if (routing.isObject()) {
        alias.additionalVersion.clear();
        alias.additionalWeight = 0;
    }
    for (const auto& [version, weight] : weights.members()) {
        alias.additionalVersion = version;
        alias.additionalWeight = weight.toDouble();
    }
    if (!alias.additionalVersion.empty() && alias.additionalVersion == alias.version)
        return invalid("Invalid function version " + alias.version + ". Function version " +
                       alias.version + " is already included in routing configuration.");
    if (!function || !function->version(alias.version))
        return refusals::functionNotFound(base::functionArn(name, alias.version));
    if (alias.additionalVersion.empty())
        return alias;
    if (alias.version == "$LATEST")
        return refusals::invalidPlain(
            "$LATEST is not supported for an alias pointing to more than 1 version");
    const VersionRecord* other = function->version(alias.additionalVersion);
    if (!other)
        return refusals::functionNotFound(base::functionArn(name, alias.additionalVersion));
    const VersionRecord& main = *function->version(alias.version);
    for (const char* shared : {"Role", "DeadLetterConfig"}) {
        if (main.settings[shared] != other->settings[shared])
            return invalid("Alias routing needs versions of the same " + std::string(shared) +
                           ". Versions " + alias.version + " and " + alias.additionalVersion +
                           " differ in it.");
    }
    return alias;
}

Answer Registry::Private::createAlias(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    Alias alias;
    alias.name = request["Name"].toString();
    alias.version = request["FunctionVersion"].toString();
    const auto made = routed(function, name->name, alias, request["RoutingConfig"]);
    if (!made)
        return made.error();
    if (function->aliases.contains(alias.name))
        return refusals::conflict("Alias already exists: " +
                                  base::functionArn(function->name, alias.name));
    AliasRecord& record = function->aliases[alias.name];
    record = {*made, request["Description"].toString(), newRevision()};
    changed(*function);
    return describeAlias(function->name, record);
}

Answer Registry::Private::updateAlias(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    FunctionRecord& function = **found;
    const auto alias = function.aliases.find(request["Name"].toString());
    if (alias == function.aliases.end())
        return refusals::notFound("Alias not found: " +
                                  base::functionArn(function.name, request["Name"].toString()));
    AliasRecord& record = alias->second;
    if (auto stale = staleRevision(request, record.revisionId, "GetFunction/GetAlias"))
        return *stale;
    Alias wanted = record.alias;
    if (request["FunctionVersion"].isString())
        wanted.version = request["FunctionVersion"].toString();
    const auto made = routed(&function, function.name, wanted, request["RoutingConfig"]);
    if (!made)
        return made.error();
    if (record.alias != *made) {
        // What was provisioned for the old version is of no use to the new one.
        const auto provisioned = function.provisioned.find(record.alias.name);
        if (provisioned != function.provisioned.end()) {
            const int requested = provisioned->second.requested;
            provisioned->second = {};
            provisioned->second.requested = requested;
            provisioned->second.lastModified = isoNow();
        }
    }
    record.alias = *made;
    if (request["Description"].isString())
        record.description = request["Description"].toString();
    record.revisionId = newRevision();
    changed(function);
    return describeAlias(function.name, record);
}

Answer Registry::Private::getAlias(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    const auto found = find({name->name, request["Name"].toString()}, Unqualified::Bare);
    if (!found)
        return found.error();
    return describeAlias(found->function->name, *found->alias);
}

Answer Registry::Private::deleteAlias(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    FunctionRecord& function = **found;
    const std::string& alias = request["Name"].toString();
    if (function.aliases.erase(alias) > 0) {
        function.provisioned.erase(alias);
        function.async.erase(alias);
        function.policies.erase(alias);
        function.urls.erase(alias);
        changed(function);
    }
    return Value::object();
}

Answer Registry::Private::listAliases(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    const Value& version = request["FunctionVersion"];
    std::vector<Value> all;
    for (const auto& [name, record] : (*found)->aliases) {
        if (!version.isString() || version.toString() == record.alias.version)
            all.push_back(describeAlias((*found)->name, record));
    }
    return page(request, "Aliases", all);
}

} // namespace ws::function
