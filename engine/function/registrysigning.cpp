#include "engine/function/registry_p.h"

#include <algorithm>

namespace ws::function {

using json::Value;
using refusals::notFound;

namespace {

constexpr std::size_t kIdLength = 17;

ApiError noSuchConfig(const std::string& arn) {
    ApiError error{"CodeSigningConfigNotFoundException",
                   "The code signing configuration cannot be found. Check that the provided "
                   "configuration is not deleted: " +
                       arn + ".",
                   Value::object({{"Type", "User"}}), 404};
    error.messageMember = "Message";
    return error;
}

ApiError noSuchResource(const std::string& arn) {
    return notFound("The Lambda code signing configuration " + arn + " can not be found.");
}

std::string configArn(base::UuidSource& uuids) {
    std::string id;
    for (const char c : uuids.next()) {
        if (c != '-' && id.size() < kIdLength)
            id += c;
    }
    return "arn:aws:lambda:" + std::string(base::kRegion) + ':' + std::string(base::kAccount) +
           ":code-signing-config:csc-" + id;
}

/// The integrity check blocks whatever the policy says.
ApiError notWhatWasSigned() {
    return {"InvalidCodeSignatureException",
            "The code signature failed the integrity check. If the integrity check fails, then "
            "Lambda blocks deployment, even if the code signing policy is set to WARN.",
            Value::object({{"Type", "User"}}), 400};
}

ApiError notTrusted(const char* why) {
    return {"CodeVerificationFailedException",
            std::string("The code signature failed one or more of the validation checks for "
                        "signature mismatch or expiry, and the code signing policy is set to "
                        "ENFORCE. ") +
                why,
            Value::object({{"Type", "User"}}), 400};
}

const char* reasonOf(SignatureCheck::State state) {
    using State = SignatureCheck::State;
    switch (state) {
    case State::Unsigned:
        return "Lambda blocks the deployment: the package is not signed.";
    case State::Expired:
        return "Lambda blocks the deployment: the signature has expired.";
    case State::Revoked:
        return "Lambda blocks the deployment: the signing profile was revoked.";
    default:
        return "Lambda blocks the deployment: the signing profile is not an allowed publisher.";
    }
}

} // namespace

ApiResult<std::string> Registry::Private::admitted(const StoredCode& code,
                                                   const std::string& config) const {
    using State = SignatureCheck::State;
    if (config.empty())
        return std::string();
    const auto found = signing.find(config);
    if (found == signing.end())
        return noSuchConfig(config);
    const SignatureCheck check = parts.store.check(code, parts.clock.now());
    if (check.state == State::Broken)
        return notWhatWasSigned();
    const auto& allowed = found->second["AllowedPublishers"]["SigningProfileVersionArns"].items();
    const bool isAllowed =
        std::find(allowed.begin(), allowed.end(), Value(check.profileVersionArn)) != allowed.end();
    if (check.state == State::Valid && isAllowed)
        return check.profileVersionArn;
    const bool isEnforced =
        found->second["CodeSigningPolicies"]["UntrustedArtifactOnDeployment"].toString() ==
        "Enforce";
    if (isEnforced)
        return notTrusted(reasonOf(check.state));
    return check.profileVersionArn; // Warn
}

Answer Registry::Private::createSigning(const Value& request) {
    const std::string arn = configArn(uuids);
    Value config = Value::object(
        {{"CodeSigningConfigId", arn.substr(arn.rfind(':') + 1)}, {"CodeSigningConfigArn", arn}});
    config.set("Description", request["Description"].toString());
    config.set("AllowedPublishers", request["AllowedPublishers"]);
    config.set("CodeSigningPolicies",
               request["CodeSigningPolicies"].isObject()
                   ? request["CodeSigningPolicies"]
                   : Value::object({{"UntrustedArtifactOnDeployment", "Warn"}}));
    config.set("LastModified", isoNow());
    signing[arn] = config;
    (void)parts.store.save("signing", config["CodeSigningConfigId"].toString(), config);
    return Value::object({{"CodeSigningConfig", config}});
}

Answer Registry::Private::updateSigning(const Value& request) {
    const std::string& arn = request["CodeSigningConfigArn"].toString();
    const auto found = signing.find(arn);
    if (found == signing.end())
        return noSuchResource(arn);
    for (const char* member : {"Description", "AllowedPublishers", "CodeSigningPolicies"}) {
        if (!request[member].isNull())
            found->second.set(member, request[member]);
    }
    found->second.set("LastModified", isoNow());
    (void)parts.store.save("signing", found->second["CodeSigningConfigId"].toString(),
                           found->second);
    return Value::object({{"CodeSigningConfig", found->second}});
}

Answer Registry::Private::getSigning(const Value& request) {
    const std::string& arn = request["CodeSigningConfigArn"].toString();
    const auto found = signing.find(arn);
    if (found == signing.end())
        return noSuchResource(arn);
    return Value::object({{"CodeSigningConfig", found->second}});
}

Answer Registry::Private::deleteSigning(const Value& request) {
    const std::string& arn = request["CodeSigningConfigArn"].toString();
    const auto found = signing.find(arn);
    if (found == signing.end())
        return noSuchResource(arn);
    for (const auto& [name, function] : functions) {
        if (function.codeSigningConfig == arn)
            return refusals::conflict("Cannot delete the code signing configuration while "
                                      "functions use it: " +
                                      name);
    }
    parts.store.forget("signing", found->second["CodeSigningConfigId"].toString());
    signing.erase(found);
    return Value::object();
}

Answer Registry::Private::listSigning(const Value& request) {
    std::vector<Value> all;
    for (const auto& [arn, config] : signing)
        all.push_back(config);
    return page(request, "CodeSigningConfigs", all);
}

Answer Registry::Private::putFunctionSigning(const Value& request) {
    const std::string& arn = request["CodeSigningConfigArn"].toString();
    if (!signing.contains(arn))
        return noSuchConfig(arn);
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    (*found)->codeSigningConfig = arn;
    changed(**found);
    return Value::object({{"CodeSigningConfigArn", arn}, {"FunctionName", (*found)->name}});
}

Answer Registry::Private::getFunctionSigning(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    Value answer = Value::object();
    if (!(*found)->codeSigningConfig.empty()) {
        answer.set("CodeSigningConfigArn", (*found)->codeSigningConfig);
        answer.set("FunctionName", (*found)->name);
    }
    return answer;
}

Answer Registry::Private::deleteFunctionSigning(const Value& request) {
    const auto found = functionOnly(request);
    if (!found)
        return found.error();
    (*found)->codeSigningConfig.clear();
    changed(**found);
    return Value::object();
}

Answer Registry::Private::listFunctionsBySigning(const Value& request) {
    const std::string& arn = request["CodeSigningConfigArn"].toString();
    if (!signing.contains(arn))
        return noSuchResource(arn);
    std::vector<Value> all;
    for (const auto& [name, function] : functions) {
        if (function.codeSigningConfig == arn)
            all.emplace_back(base::functionArn(name));
    }
    return page(request, "FunctionArns", all);
}

} // namespace ws::function
