#pragma once

#include "engine/base/ids.h"
#include "engine/function/registry.h"
#include "engine/function/registryrecords.h"

#include <map>
#include <memory>
#include <string>

namespace ws::function {

/// The state of a Registry and its operations, one file per topic.
class Registry::Private {
public:
    explicit Private(Parts given);
    ~Private() { *alive = false; }

    /// A function and what is meant of it.
    struct Target {
        FunctionRecord* function = nullptr;
        std::string qualifier;            ///< as given; empty: none
        VersionRecord* version = nullptr; ///< what the qualifier leads to; $LATEST without one
        AliasRecord* alias = nullptr;     ///< when the qualifier is one
        std::string arn() const;          ///< with the qualifier as given
    };
    enum class Unqualified { Bare, Latest }; ///< how "not found" names a function without one

    // --- looking up (registrylookup.cpp)
    ApiResult<base::FunctionName> nameOf(const json::Value& request) const;
    /// The function alone; a qualifier in its name is refused.
    ApiResult<FunctionRecord*> functionOnly(const json::Value& request,
                                            Unqualified style = Unqualified::Bare);
    ApiResult<Target> target(const json::Value& request, Unqualified style = Unqualified::Bare);
    ApiResult<Target> find(const base::FunctionName& name, Unqualified style);
    FunctionRecord* byName(const std::string& name);
    std::optional<ApiError> staleRevision(const json::Value& request, const std::string& current,
                                          const std::string& api) const;
    template <typename Item>
    json::Value page(const json::Value& request, const std::string& member,
                     const std::vector<Item>& items, std::string_view marker = "Marker") const;

    // --- functions (registryfunctions.cpp)
    Answer createFunction(const json::Value& request);
    Answer updateFunctionCode(const json::Value& request);
    Answer updateFunctionConfiguration(const json::Value& request);
    /// Of a request that changes $LATEST: not while it is changed already, or is another one.
    ApiResult<FunctionRecord*> changeable(const json::Value& request);
    /// A version that is ready after a while.
    VersionRecord& publishSlowly(FunctionRecord& function, std::vector<StoredCode> layers,
                                 base::Duration after);
    Answer getFunction(const json::Value& request);
    Answer getFunctionConfiguration(const json::Value& request);
    Answer listFunctions(const json::Value& request);
    Answer deleteFunction(const json::Value& request);
    ApiResult<StoredCode> codeOf(const json::Value& code, const std::string& operation);
    json::Value describe(const FunctionRecord& function, const VersionRecord& version,
                         const std::string& arn) const;
    json::Value listed(const FunctionRecord& function, const VersionRecord& version) const;
    bool adoptOne(const std::shared_ptr<const Revision>& live);
    void startUpdate(FunctionRecord& function);
    void settleLater(const std::string& name, const std::string& version, base::Duration after);
    void settle(const std::string& name, const std::string& version, std::uint64_t change);
    std::shared_ptr<const Revision> revisionOf(const FunctionRecord& function,
                                               const VersionRecord& version) const;

    // --- settings (registrysettings.cpp)
    std::optional<ApiError> applySettings(const json::Value& request, json::Value& settings) const;
    std::optional<ApiError> checkSettings(const std::string& function,
                                          const json::Value& settings) const;
    std::optional<ApiError> checkLayers(const json::Value& settings) const;
    std::optional<ApiError> checkTags(const json::Value& tags) const;

    // --- versions (registryversions.cpp)
    Answer publishVersion(const json::Value& request);
    Answer listVersionsByFunction(const json::Value& request);
    /// As $LATEST is, with what frozenLayers() gave.
    VersionRecord& publish(FunctionRecord& function, const json::Value& description,
                           std::vector<StoredCode> layers);
    /// The last version when nothing changed since; nullptr: something did.
    VersionRecord* unchanged(FunctionRecord& function, const std::vector<StoredCode>& layers) const;
    /// Of VersionRecord::layers, from the folders as they are now.
    ApiResult<std::vector<StoredCode>> frozenLayers(const json::Value& settings);
    std::string workspacePath(const std::string& path) const;

    // --- aliases (registryaliases.cpp)
    Answer createAlias(const json::Value& request);
    Answer updateAlias(const json::Value& request);
    Answer getAlias(const json::Value& request);
    Answer deleteAlias(const json::Value& request);
    Answer listAliases(const json::Value& request);
    ApiResult<Alias> routed(const FunctionRecord* function, const std::string& name, Alias alias,
                            const json::Value& routing) const;

    // --- concurrency (registryconcurrency.cpp)
    Answer putFunctionConcurrency(const json::Value& request);
    Answer getFunctionConcurrency(const json::Value& request);
    Answer deleteFunctionConcurrency(const json::Value& request);
    Answer putProvisioned(const json::Value& request);
    Answer getProvisioned(const json::Value& request);
    Answer deleteProvisioned(const json::Value& request);
    Answer listProvisioned(const json::Value& request);
    Answer getAccountSettings(const json::Value& request);
    int unreserved() const;
    ApiResult<Target> provisionable(const json::Value& request);

    // --- asynchronous invocations (registryasync.cpp)
    Answer putEventInvokeConfig(const json::Value& request);
    Answer updateEventInvokeConfig(const json::Value& request);
    Answer getEventInvokeConfig(const json::Value& request);
    Answer deleteEventInvokeConfig(const json::Value& request);
    Answer listEventInvokeConfigs(const json::Value& request);
    ApiResult<Target> asyncTarget(const json::Value& request);
    /// What the function has from now on: `record` with what the request changes.
    Answer keepAsync(const json::Value& request, const Target& found, AsyncRecord record);

    // --- policies and tags (registrypolicy.cpp)
    Answer addPermission(const json::Value& request);
    Answer removePermission(const json::Value& request);
    Answer getPolicy(const json::Value& request);
    Answer listTags(const json::Value& request);
    Answer tagResource(const json::Value& request);
    Answer untagResource(const json::Value& request);

    // --- layers (registrylayers.cpp)
    Answer publishLayerVersion(const json::Value& request);
    Answer getLayerVersion(const json::Value& request);
    Answer getLayerVersionByArn(const json::Value& request);
    Answer deleteLayerVersion(const json::Value& request);
    Answer listLayers(const json::Value& request);
    Answer listLayerVersions(const json::Value& request);
    Answer addLayerVersionPermission(const json::Value& request);
    Answer removeLayerVersionPermission(const json::Value& request);
    Answer getLayerVersionPolicy(const json::Value& request);
    const LayerVersionRecord* layerVersion(const std::string& arn) const;
    ApiResult<LayerVersionRecord*> layerVersionOf(const json::Value& request);
    /// The one whose policy a request changes.
    ApiResult<LayerVersionRecord*> policyTarget(const json::Value& request);
    /// What is too large when it is unpacked together.
    std::optional<ApiError> tooLarge(const json::Value& settings, const StoredCode& code) const;

    // --- what else is set on functions (registryextras.cpp)
    struct UrlTarget {
        FunctionRecord* function = nullptr;
        UrlRecord* record = nullptr;
        std::string arn;
    };
    ApiResult<UrlTarget> urlOf(const json::Value& request);
    Answer createUrl(const json::Value& request);
    Answer updateUrl(const json::Value& request);
    Answer getUrl(const json::Value& request);
    Answer deleteUrl(const json::Value& request);
    Answer listUrls(const json::Value& request);
    Answer putRuntimeManagement(const json::Value& request);
    Answer getRuntimeManagement(const json::Value& request);
    Answer putRecursion(const json::Value& request);
    Answer getRecursion(const json::Value& request);

    // --- code signing (registrysigning.cpp)
    Answer createSigning(const json::Value& request);
    Answer updateSigning(const json::Value& request);
    Answer getSigning(const json::Value& request);
    Answer deleteSigning(const json::Value& request);
    Answer listSigning(const json::Value& request);
    Answer putFunctionSigning(const json::Value& request);
    Answer getFunctionSigning(const json::Value& request);
    Answer deleteFunctionSigning(const json::Value& request);
    Answer listFunctionsBySigning(const json::Value& request);
    /// Whether the code may be deployed under that configuration (empty: none), and who signed it.
    ApiResult<std::string> admitted(const StoredCode& code, const std::string& config) const;

    // --- keeping
    void load();
    void save(const FunctionRecord& function);
    /// Saves and tells who watches.
    void changed(const FunctionRecord& function);
    void tell();
    /// Away with code that no version of any function and no layer refers to any more.
    void sweep();

    std::string isoNow() const;
    std::string newRevision() { return uuids.next(); }

    std::string action; ///< that the operation under way needs: "lambda:GetFunction"
    Parts parts;        ///< constant, but for its limits
    base::UuidSource uuids;
    std::map<std::string, FunctionRecord> functions;
    std::map<std::string, LayerRecord> layers;
    std::map<std::string, json::Value> signing; ///< code signing configurations by ARN
    std::function<void()> onChanged;
    std::uint64_t lastChange = 0;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);
};

/// TenancyConfig's PER_TENANT, in settings as CreateFunction takes them.
inline bool isPerTenant(const json::Value& settings) {
    return !settings["TenancyConfig"]["TenantIsolationMode"].isNull();
}

/// The service's refusals.
namespace refusals {

ApiError invalid(std::string message);
/// Without "Type", as some of them come.
ApiError invalidPlain(std::string message);
ApiError notFound(std::string message);
ApiError functionNotFound(const std::string& arn);
ApiError conflict(std::string message);
ApiError validation(std::string message);
/// What is wrong with an archive, as the service says it.
ApiError packageRefused(const base::Error& error, const std::string& operation);

} // namespace refusals

template <typename Item>
json::Value Registry::Private::page(const json::Value& request, const std::string& member,
                                    const std::vector<Item>& items, std::string_view marker) const {
    const json::Value& from = request[marker];
    const auto start = static_cast<std::size_t>(
        from.isString() ? std::strtoull(from.toString().c_str(), nullptr, 10) : 0);
    const json::Value& limit = request["MaxItems"];
    const std::size_t most =
        limit.isNumber() ? static_cast<std::size_t>(limit.toInteger()) : std::size_t{50};
    json::Value page = json::Value::array();
    for (std::size_t at = start; at < items.size() && at < start + most; ++at)
        page.push(items[at]);
    json::Value answer = json::Value::object();
    if (start + most < items.size())
        answer.set("NextMarker", std::to_string(start + most));
    answer.set(member, std::move(page));
    return answer;
}

} // namespace ws::function
