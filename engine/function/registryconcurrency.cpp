#include "engine/function/registry_p.h"

namespace ws::function {

using json::Value;
using refusals::conflict;
using refusals::invalid;
using refusals::invalidPlain;

namespace {

constexpr std::int64_t kTotalCodeSizeUnzipped = 262'144'000; // lambda.md B11
constexpr std::int64_t kTotalCodeSizeZipped = 52'428'800;

int provisionedOf(const FunctionRecord& function, const std::string& except = {}) {
    int sum = 0;
    for (const auto& [qualifier, record] : function.provisioned)
        sum += qualifier == except ? 0 : record.requested;
    return sum;
}

/// What a function keeps from everybody else.
int claimOf(const FunctionRecord& function, const std::string& except = {}) {
    return function.reserved ? *function.reserved : provisionedOf(function, except);
}

Value describeProvisioned(const ProvisionedRecord& record) {
    using Status = ProvisionedRecord::Status;
    Value out = Value::object({{"RequestedProvisionedConcurrentExecutions", record.requested},
                               {"AvailableProvisionedConcurrentExecutions", record.available},
                               {"AllocatedProvisionedConcurrentExecutions", record.allocated},
                               {"Status", record.status == Status::Ready    ? "READY"
                                          : record.status == Status::Failed ? "FAILED"
                                                                            : "IN_PROGRESS"}});
    if (!record.statusReason.empty())
        out.set("StatusReason", record.statusReason);
    out.set("LastModified", record.lastModified);
    return out;
}

ApiError noConfig() {
    return {"ProvisionedConcurrencyConfigNotFoundException",
            "No Provisioned Concurrency Config found for this function",
            Value::object({{"Type", "User"}}), 404};
}

} // namespace

int Registry::Private::unreserved() const {
    int left = parts.limits.concurrentExecutions;
    for (const auto& [name, function] : functions)
        left -= function.isAsleep() ? 0 : claimOf(function);
    return left;
}

Answer Registry::Private::putFunctionConcurrency(const Value& request) {
    const auto found = functionOnly(request, Unqualified::Latest);
    if (!found)
        return found.error();
    FunctionRecord& function = **found;
    const auto wanted = static_cast<int>(request["ReservedConcurrentExecutions"].toInteger());
    const int left = unreserved() + claimOf(function);
    if (wanted > 0 && left - wanted < parts.limits.unreservedMinimum)
        return invalid("Specified ReservedConcurrentExecutions for function decreases account's "
                       "UnreservedConcurrentExecution below its minimum value of [" +
                       std::to_string(parts.limits.unreservedMinimum) + "].");
    const int provisioned = provisionedOf(function);
    if (wanted < provisioned) // two spaces: as the service writes it
        return invalid(" ReservedConcurrentExecutions  " + std::to_string(wanted) +
                       " should not be lower than function's total provisioned concurrency [" +
                       std::to_string(provisioned) + "].");
    function.reserved = wanted;
    changed(function);
    return Value::object({{"ReservedConcurrentExecutions", wanted}});
}

Answer Registry::Private::getFunctionConcurrency(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    Value answer = Value::object();
    if ((*found)->reserved)
        answer.set("ReservedConcurrentExecutions", *(*found)->reserved);
    return answer;
}

Answer Registry::Private::deleteFunctionConcurrency(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    (*found)->reserved.reset();
    changed(**found);
    return Value::object();
}

/// A published version or an alias.
ApiResult<Registry::Private::Target> Registry::Private::provisionable(const Value& request) {
    auto found = target(request);
    if (found && (found->qualifier.empty() || found->qualifier == "$LATEST"))
        return invalid("The function resource provided must be an alias or a published version.");
    return found;
}

Answer Registry::Private::putProvisioned(const Value& request) {
    const auto found = target(request);
    if (!found)
        return found.error();
    if (found->version->version == "$LATEST")
        return invalid("Provisioned Concurrency Configs cannot be applied to unpublished function "
                       "versions.");
    if (found->version->settings["SnapStart"]["ApplyOn"].toString() == "PublishedVersions")
        return invalid("Provisioned Concurrency is not supported for SnapStart enabled functions.");
    if (isPerTenant(found->version->settings))
        return invalid("Provisioned Concurrency is not supported for functions enabled with "
                       "tenancy configuration.");
    FunctionRecord& function = *found->function;
    const std::string& qualifier = found->qualifier;
    if (found->alias && function.provisioned.contains(found->alias->alias.version))
        return conflict("Alias can't be used for Provisioned Concurrency configuration on an "
                        "already Provisioned version");
    for (const auto& [name, alias] : function.aliases) {
        if (!found->alias && function.provisioned.contains(name) &&
            (alias.alias.version == qualifier || alias.alias.additionalVersion == qualifier))
            return conflict("Version is pointed by a Provisioned Concurrency alias");
    }
    const auto wanted = static_cast<int>(request["ProvisionedConcurrentExecutions"].toInteger());
    if (function.reserved && provisionedOf(function, qualifier) + wanted > *function.reserved)
        return invalid("Requested Provisioned Concurrency should not be greater than the "
                       "reservedConcurrentExecution for function");
    if (!function.reserved) {
        const int left = unreserved() + claimOf(function) - claimOf(function, qualifier);
        if (wanted > left)
            return invalidPlain("Specified ConcurrentExecutions for function is greater than "
                                "account's unreserved concurrency [" +
                                std::to_string(left) + "].");
        if (left - wanted < parts.limits.unreservedMinimum)
            return invalidPlain("Specified ConcurrentExecutions for function decreases account's "
                                "UnreservedConcurrentExecution below its minimum value of [" +
                                std::to_string(parts.limits.unreservedMinimum) + "].");
    }
    ProvisionedRecord& record = function.provisioned[qualifier];
    record = {};
    record.requested = wanted;
    record.lastModified = isoNow();
    const Value answer = describeProvisioned(record);
    changed(function);
    return answer;
}

Answer Registry::Private::getProvisioned(const Value& request) {
    const auto found = provisionable(request);
    if (!found)
        return found.error();
    const auto record = found->function->provisioned.find(found->qualifier);
    if (record == found->function->provisioned.end())
        return noConfig();
    return describeProvisioned(record->second);
}

Answer Registry::Private::deleteProvisioned(const Value& request) {
    const auto found = provisionable(request);
    if (!found)
        return found.error();
    if (found->function->provisioned.erase(found->qualifier) > 0)
        changed(*found->function);
    return Value::object();
}

Answer Registry::Private::listProvisioned(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    std::vector<Value> all;
    for (const auto& [qualifier, record] : (*found)->provisioned) {
        Value one = Value::object({{"FunctionArn", base::functionArn((*found)->name, qualifier)}});
        const Value described = describeProvisioned(record);
        for (const auto& [member, value] : described.members())
            one.set(member, value);
        all.push_back(std::move(one));
    }
    return page(request, "ProvisionedConcurrencyConfigs", all);
}

Answer Registry::Private::getAccountSettings(const Value&) {
    std::int64_t codeSize = 0;
    for (const auto& [name, function] : functions) {
        codeSize += function.latest.code.size;
        for (const VersionRecord& version : function.versions)
            codeSize += version.code.size;
    }
    return Value::object(
        {{"AccountLimit",
          Value::object({{"TotalCodeSize", parts.limits.codeStorage},
                         {"CodeSizeUnzipped", kTotalCodeSizeUnzipped},
                         {"CodeSizeZipped", kTotalCodeSizeZipped},
                         {"ConcurrentExecutions", parts.limits.concurrentExecutions},
                         {"UnreservedConcurrentExecutions", unreserved()}})},
         {"AccountUsage",
          Value::object({{"TotalCodeSize", codeSize},
                         {"FunctionCount", static_cast<std::int64_t>(functions.size())}})}});
}

void Registry::setProvisioning(const std::string& name, const std::string& qualifier,
                               const Provisioning& provisioning) {
    FunctionRecord* function = d->byName(name);
    if (!function || !function->provisioned.contains(qualifier))
        return;
    ProvisionedRecord& record = function->provisioned[qualifier];
    using Status = ProvisionedRecord::Status;
    record.statusReason = provisioning.failure;
    // None is usable, or counted, until all of them are there (lambda.md B6).
    const bool isReady = provisioning.available >= record.requested;
    record.status = !provisioning.failure.empty() ? Status::Failed
                    : isReady                     ? Status::Ready
                                                  : Status::InProgress;
    record.allocated = isReady ? provisioning.allocated : 0;
    record.available = isReady ? provisioning.available : 0;
}

} // namespace ws::function
