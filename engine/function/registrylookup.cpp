#include "engine/function/registry_p.h"

#include <algorithm>
#include <cctype>

namespace ws::function {

using json::Value;

namespace refusals {

static ApiError typed(std::string code, std::string message, int status) {
    return {std::move(code), std::move(message), Value::object({{"Type", "User"}}), status};
}

ApiError invalid(std::string message) {
    return typed("InvalidParameterValueException", std::move(message), 400);
}

ApiError invalidPlain(std::string message) {
    return {"InvalidParameterValueException", std::move(message), Value::object(), 400};
}

ApiError notFound(std::string message) {
    ApiError error = typed("ResourceNotFoundException", std::move(message), 404);
    error.messageMember = "Message";
    return error;
}

ApiError functionNotFound(const std::string& arn) {
    return notFound("Function not found: " + arn);
}

ApiError conflict(std::string message) {
    return typed("ResourceConflictException", std::move(message), 409);
}

ApiError validation(std::string message) {
    return {"ValidationException", "1 validation error detected: " + std::move(message),
            Value::object(), 400};
}

} // namespace refusals

using refusals::functionNotFound;
using refusals::invalid;

static bool isNumber(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
}

std::string Registry::Private::Target::arn() const {
    return base::functionArn(function->name, qualifier);
}

/// In any of the forms of the API; the region and account of an ARN have to be ours.
ApiResult<base::FunctionName> Registry::Private::nameOf(const Value& request) const {
    const std::string& text = request["FunctionName"].toString();
    base::Arn arn;
    if (base::Arn::parse(text, arn)) {
        if (arn.region != base::kRegion)
            return refusals::notFound("Functions from '" + arn.region +
                                      "' are not reachable in this region ('" +
                                      std::string(base::kRegion) + "')");
        if (arn.account != base::kAccount)
            return ApiError{"AccessDeniedException",
                            "User: arn:aws:iam::" + std::string(base::kAccount) +
                                ":root is not authorized to perform: " + action +
                                " on resource: " + text + " because no resource-based policy " +
                                "allows the " + action + " action",
                            Value::object(), 403};
    }
    base::FunctionName name = base::FunctionName::parse(text);
    constexpr std::size_t kLongestName = 64;
    if (name.name.size() > kLongestName)
        return refusals::validation("Value '" + text +
                                    "' at 'functionName' failed to satisfy constraint: Member "
                                    "must have length less than or equal to 64");
    const std::string& qualifier = request["Qualifier"].toString();
    if (!qualifier.empty() && !name.qualifier.empty() && qualifier != name.qualifier)
        return invalid("The derived qualifier from the function name does not match the specified "
                       "qualifier.");
    if (!qualifier.empty())
        name.qualifier = qualifier;
    return name;
}

FunctionRecord* Registry::Private::byName(const std::string& name) {
    const auto found = functions.find(name);
    return found == functions.end() || found->second.isAsleep() ? nullptr : &found->second;
}

ApiResult<FunctionRecord*> Registry::Private::functionOnly(const Value& request,
                                                           Unqualified style) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    if (!name->qualifier.empty())
        return invalid("This operation is permitted on Lambda functions only. Aliases and versions "
                       "do not support this operation. Please specify either a function name or an "
                       "unqualified function ARN.");
    if (FunctionRecord* function = byName(name->name))
        return function;
    return functionNotFound(
        base::functionArn(name->name, style == Unqualified::Latest ? "$LATEST" : ""));
}

ApiResult<Registry::Private::Target> Registry::Private::target(const Value& request,
                                                               Unqualified style) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    return find(*name, style);
}

ApiResult<Registry::Private::Target> Registry::Private::find(const base::FunctionName& name,
                                                             Unqualified style) {
    Target target;
    target.function = byName(name.name);
    target.qualifier = name.qualifier;
    const bool isAlias =
        !name.qualifier.empty() && name.qualifier != "$LATEST" && !isNumber(name.qualifier);
    if (isAlias) {
        if (target.function) {
            const auto found = target.function->aliases.find(name.qualifier);
            target.alias = found == target.function->aliases.end() ? nullptr : &found->second;
        }
        if (!target.alias)
            return refusals::notFound("Cannot find alias arn: " +
                                      base::functionArn(name.name, name.qualifier));
        target.version = target.function->version(target.alias->alias.version);
        return target;
    }
    if (target.function)
        target.version =
            target.function->version(name.qualifier.empty() ? "$LATEST" : name.qualifier);
    if (target.version)
        return target;
    const bool addsLatest = name.qualifier.empty() && style == Unqualified::Latest;
    return functionNotFound(base::functionArn(name.name, addsLatest ? "$LATEST" : name.qualifier));
}

std::optional<ApiError> Registry::Private::staleRevision(const Value& request,
                                                         const std::string& current,
                                                         const std::string& api) const {
    const Value& wanted = request["RevisionId"];
    if (!wanted.isString() || wanted.toString() == current)
        return std::nullopt;
    return ApiError{"PreconditionFailedException",
                    "The Revision Id provided does not match the latest Revision Id. Call the " +
                        api + " API to retrieve the latest Revision Id",
                    Value::object({{"Type", "User"}}), 412};
}

} // namespace ws::function
