#include "engine/function/registry_p.h"
#include "engine/function/runtimeversions.h"

#include <algorithm>

namespace ws::function {

using json::Value;
using refusals::invalid;
using refusals::notFound;

namespace {

constexpr const char* kLatest = "$LATEST";
constexpr std::size_t kUrlIdLength = 32;

/// Lower case letters and digits, as the hosts of function URLs begin.
std::string urlId(base::UuidSource& uuids) {
    std::string id;
    while (id.size() < kUrlIdLength) {
        for (const char c : uuids.next()) {
            if (c != '-' && id.size() < kUrlIdLength)
                id += c;
        }
    }
    return id;
}

enum class Detail { Created, Whole };

Value describeUrl(const std::string& arn, const UrlRecord& record, Detail detail) {
    Value out = Value::object({{"FunctionUrl", "https://" + record.id + ".lambda-url." +
                                                   std::string(base::kRegion) + ".on.aws/"},
                               {"FunctionArn", arn},
                               {"AuthType", record.authType}});
    if (record.cors.isObject())
        out.set("Cors", record.cors);
    out.set("CreationTime", record.creationTime);
    if (detail == Detail::Whole)
        out.set("LastModifiedTime", record.lastModifiedTime);
    out.set("InvokeMode", record.invokeMode);
    return out;
}

} // namespace

// --- function URLs: what they are; what answers at them is no part of this

Answer Registry::Private::createUrl(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    if (!function || (!name->qualifier.empty() && !function->aliases.contains(name->qualifier)))
        return notFound("Function does not exist");
    if (isPerTenant(function->latest.settings))
        return refusals::invalid(
            "Function URL is not supported for functions enabled with tenancy configuration");
    if (function->urls.contains(name->qualifier))
        return refusals::conflict("Failed to create function url config for [functionArn = " +
                                  base::functionArn(name->name, name->qualifier) +
                                  "]. Error message:  FunctionUrlConfig exists for this Lambda "
                                  "function");
    UrlRecord record;
    record.id = urlId(uuids);
    record.authType = request["AuthType"].toString();
    if (request["InvokeMode"].isString())
        record.invokeMode = request["InvokeMode"].toString();
    record.cors = request["Cors"];
    record.creationTime = record.lastModifiedTime = isoNow();
    function->urls[name->qualifier] = record;
    changed(*function);
    return describeUrl(base::functionArn(name->name, name->qualifier), record, Detail::Created);
}

ApiResult<Registry::Private::UrlTarget> Registry::Private::urlOf(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    const auto found =
        function ? function->urls.find(name->qualifier) : decltype(function->urls.end())();
    if (!function || found == function->urls.end())
        return notFound("The resource you requested does not exist.");
    return UrlTarget{function, &found->second, base::functionArn(name->name, name->qualifier)};
}

Answer Registry::Private::updateUrl(const Value& request) {
    const auto found = urlOf(request);
    if (!found)
        return found.error();
    UrlRecord& record = *found->record;
    if (request["AuthType"].isString())
        record.authType = request["AuthType"].toString();
    if (request["InvokeMode"].isString())
        record.invokeMode = request["InvokeMode"].toString();
    if (request["Cors"].isObject())
        record.cors = request["Cors"];
    record.lastModifiedTime = isoNow();
    changed(*found->function);
    return describeUrl(found->arn, record, Detail::Whole);
}

Answer Registry::Private::getUrl(const Value& request) {
    const auto found = urlOf(request);
    if (!found)
        return found.error();
    return describeUrl(found->arn, *found->record, Detail::Whole);
}

Answer Registry::Private::deleteUrl(const Value& request) {
    const auto found = urlOf(request);
    if (!found)
        return found.error();
    std::erase_if(found->function->urls,
                  [&](const auto& entry) { return &entry.second == found->record; });
    changed(*found->function);
    return Value::object();
}

Answer Registry::Private::listUrls(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    if (!function)
        return notFound("Function does not exist");
    std::vector<Value> all;
    for (const auto& [qualifier, record] : function->urls)
        all.push_back(describeUrl(base::functionArn(name->name, qualifier), record, Detail::Whole));
    return page(request, "FunctionUrlConfigs", all);
}

// --- runtime management

Answer Registry::Private::putRuntimeManagement(const Value& request) {
    const auto found = target(request, Unqualified::Latest);
    if (!found)
        return found.error();
    VersionRecord& version = *found->version;
    const std::string& updateOn = request["UpdateRuntimeOn"].toString();
    const std::string& arn = request["RuntimeVersionArn"].toString();
    const auto known = runtimeVersions(version.settings["Runtime"].toString(),
                                       version.settings["Architectures"].at(0).toString());
    if (updateOn == "Manual") {
        const bool isKnown = std::any_of(known.begin(), known.end(),
                                         [&](const RuntimeVersion& one) { return one.arn == arn; });
        if (arn.empty())
            return invalid("You must specify a runtime version ARN when the runtime update mode is "
                           "set to Manual.");
        if (!isKnown)
            return invalid("Runtime version ARN " + arn + " is not a version of the runtime " +
                           version.settings["Runtime"].toString() + '.');
    } else if (!arn.empty()) {
        return invalid("RuntimeVersionArn is only supported when the runtime update mode is set to "
                       "Manual.");
    }
    found->function->runtimes[version.version] = {updateOn, arn};
    if (updateOn == "Manual")
        version.runtimeVersionArn = arn;
    else if (updateOn == "Auto")
        version.runtimeVersionArn = known.back().arn;
    version.revision = revisionOf(*found->function, version);
    changed(*found->function);
    Value answer = Value::object({{"UpdateRuntimeOn", updateOn}, {"FunctionArn", found->arn()}});
    if (!arn.empty())
        answer.set("RuntimeVersionArn", arn);
    return answer;
}

Answer Registry::Private::getRuntimeManagement(const Value& request) {
    const auto found = target(request, Unqualified::Latest);
    if (!found)
        return found.error();
    const auto& runtimes = found->function->runtimes;
    const auto kept = runtimes.find(found->version->version);
    const RuntimeRecord record = kept == runtimes.end() ? RuntimeRecord() : kept->second;
    Value answer = Value::object({{"UpdateRuntimeOn", record.updateOn}});
    if (!record.versionArn.empty())
        answer.set("RuntimeVersionArn", record.versionArn);
    answer.set("FunctionArn",
               base::functionArn(found->function->name,
                                 found->qualifier.empty() ? kLatest : found->qualifier));
    return answer;
}

// --- loops of events

Answer Registry::Private::putRecursion(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    (*found)->recursiveLoop = request["RecursiveLoop"].toString();
    changed(**found);
    return Value::object({{"RecursiveLoop", (*found)->recursiveLoop}});
}

Answer Registry::Private::getRecursion(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    return Value::object({{"RecursiveLoop", (*found)->recursiveLoop}});
}

} // namespace ws::function
