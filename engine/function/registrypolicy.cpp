#include "engine/function/registry_p.h"

#include <algorithm>
#include <cctype>

namespace ws::function {

using json::Value;
using refusals::conflict;
using refusals::invalid;
using refusals::notFound;

namespace {

constexpr std::size_t kPolicyBytes = 20'480; // lambda.md B11

bool isAccount(const std::string& text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) {
               return std::isdigit(static_cast<unsigned char>(c)) != 0;
           });
}

/// Null when it can be nobody.
Value principalOf(const std::string& text) {
    if (text == "*")
        return "*";
    if (isAccount(text))
        return Value::object({{"AWS", "arn:aws:iam::" + text + ":root"}});
    if (text.starts_with("arn:"))
        return Value::object({{"AWS", text}});
    if (text.find('.') != std::string::npos)
        return Value::object({{"Service", text}});
    return {};
}

Value conditionOf(const Value& request) {
    Value equals = Value::object();
    for (const auto& [parameter, key] :
         {std::pair{"SourceAccount", "AWS:SourceAccount"},
          std::pair{"EventSourceToken", "lambda:EventSourceToken"},
          std::pair{"PrincipalOrgID", "aws:PrincipalOrgID"},
          std::pair{"FunctionUrlAuthType", "lambda:FunctionUrlAuthType"}}) {
        if (request[parameter].isString())
            equals.set(key, request[parameter]);
    }
    Value condition = Value::object();
    if (equals.size() > 0)
        condition.set("StringEquals", equals);
    if (request["SourceArn"].isString())
        condition.set("ArnLike", Value::object({{"AWS:SourceArn", request["SourceArn"]}}));
    if (request["InvokedViaFunctionUrl"].isBool())
        condition.set(
            "Bool",
            Value::object({{"lambda:InvokedViaFunctionUrl",
                            request["InvokedViaFunctionUrl"].toBool() ? "true" : "false"}}));
    return condition;
}

Value policyOf(const Value& statements) {
    return Value::object({{"Version", "2012-10-17"}, {"Id", "default"}, {"Statement", statements}});
}

bool hasStatement(const Value& statements, const std::string& id) {
    const auto& items = statements.items();
    return std::any_of(items.begin(), items.end(),
                       [&](const Value& one) { return one["Sid"].toString() == id; });
}

} // namespace

Answer Registry::Private::addPermission(const Value& request) {
    const auto found = target(request);
    if (!found)
        return found.error();
    if (found->qualifier == "$LATEST")
        return invalid("We currently do not support adding policies for $LATEST.");
    FunctionRecord& function = *found->function;
    std::string& revision = found->alias ? found->alias->revisionId : found->version->revisionId;
    if (auto stale = staleRevision(request, revision, "GetPolicy"))
        return *stale;
    const Value principal = principalOf(request["Principal"].toString());
    if (principal.isNull())
        return invalid("The provided principal was invalid. Please check the principal and try "
                       "again.");
    const std::string& id = request["StatementId"].toString();
    const auto kept = function.policies.find(found->qualifier);
    Value statements = kept == function.policies.end() ? Value::array() : kept->second;
    if (hasStatement(statements, id))
        return conflict("The statement id (" + id +
                        ") provided already exists. Please provide a new statement id, or remove "
                        "the existing statement.");
    Value statement = Value::object({{"Sid", id},
                                     {"Effect", "Allow"},
                                     {"Principal", principal},
                                     {"Action", request["Action"]},
                                     {"Resource", found->arn()}});
    if (Value condition = conditionOf(request); condition.size() > 0)
        statement.set("Condition", std::move(condition));
    statements.push(statement);
    if (policyOf(statements).dumpSize() > kPolicyBytes)
        return ApiError{"PolicyLengthExceededException",
                        "The final policy size (" +
                            std::to_string(policyOf(statements).dumpSize()) +
                            ") is bigger than the limit (" + std::to_string(kPolicyBytes) + ").",
                        Value::object({{"Type", "User"}}), 400};
    function.policies[found->qualifier] = statements;
    revision = newRevision();
    changed(function);
    return Value::object({{"Statement", statement.dump()}});
}

Answer Registry::Private::removePermission(const Value& request) {
    const auto found = target(request);
    if (!found)
        return found.error();
    FunctionRecord& function = *found->function;
    const auto kept = function.policies.find(found->qualifier);
    if (kept == function.policies.end())
        return notFound("No policy is found for: " + found->arn());
    const std::string& id = request["StatementId"].toString();
    if (!hasStatement(kept->second, id))
        return notFound("Statement " + id + " is not found in resource policy.");
    std::string& revision = found->alias ? found->alias->revisionId : found->version->revisionId;
    if (auto stale = staleRevision(request, revision, "GetPolicy"))
        return *stale;
    Value left = Value::array();
    for (const Value& statement : kept->second.items()) {
        if (statement["Sid"].toString() != id)
            left.push(statement);
    }
    if (left.size() == 0)
        function.policies.erase(kept);
    else
        kept->second = left;
    revision = newRevision();
    changed(function);
    return Value::object();
}

Answer Registry::Private::getPolicy(const Value& request) {
    const auto found = target(request);
    if (!found)
        return found.error();
    const auto kept = found->function->policies.find(found->qualifier);
    if (kept == found->function->policies.end())
        return notFound("The resource you requested does not exist.");
    return Value::object(
        {{"Policy", policyOf(kept->second).dump()},
         {"RevisionId", found->alias ? found->alias->revisionId : found->version->revisionId}});
}

// --- tags

static const char* const kTagsOnFunctions =
    "Tags on function aliases and versions are not supported. Please specify a function ARN.";

static ApiResult<base::FunctionName> taggable(const Value& request) {
    const auto name = base::FunctionName::parse(request["Resource"].toString());
    if (!name.qualifier.empty())
        return invalid(kTagsOnFunctions);
    return name;
}

Answer Registry::Private::listTags(const Value& request) {
    const auto name = taggable(request);
    if (!name)
        return name.error();
    const FunctionRecord* function = byName(name->name);
    if (!function)
        return refusals::functionNotFound(request["Resource"].toString());
    return Value::object({{"Tags", function->tags}});
}

Answer Registry::Private::tagResource(const Value& request) {
    const auto name = taggable(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    if (!function)
        return refusals::functionNotFound(request["Resource"].toString());
    if (request["Tags"].size() == 0)
        return invalid("An error occurred and the request cannot be processed.");
    Value tags = function->tags;
    for (const auto& [key, value] : request["Tags"].members())
        tags.set(key, value);
    if (auto refusal = checkTags(tags))
        return *refusal;
    function->tags = tags;
    changed(*function);
    return Value::object();
}

Answer Registry::Private::untagResource(const Value& request) {
    const auto name = taggable(request);
    if (!name)
        return name.error();
    if (request["TagKeys"].size() == 0)
        return refusals::validation("Value null at 'tagKeys' failed to satisfy constraint: Member "
                                    "must not be null");
    FunctionRecord* function = byName(name->name);
    if (!function)
        return refusals::functionNotFound(request["Resource"].toString());
    for (const Value& key : request["TagKeys"].items())
        function->tags.mutableMembers().remove(key.toString());
    changed(*function);
    return Value::object();
}

} // namespace ws::function
