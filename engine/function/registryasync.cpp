#include "engine/function/registry_p.h"

namespace ws::function {

using json::Value;
using refusals::invalid;

namespace {

/// The service says it with a full stop where nothing is, and names the qualifier always.
std::string qualified(const std::string& name, const std::string& qualifier) {
    return base::functionArn(name, qualifier.empty() ? "$LATEST" : qualifier);
}

Value destinationOf(const std::string& arn) {
    return arn.empty() ? Value::object() : Value::object({{"Destination", arn}});
}

Value describeAsync(const std::string& arn, const AsyncRecord& record) {
    const auto micros = record.lastModified.time_since_epoch().count();
    Value out = Value::object(
        {{"LastModified", static_cast<double>(micros / 1000) / 1000.0}, {"FunctionArn", arn}});
    if (record.retryAttempts)
        out.set("MaximumRetryAttempts", *record.retryAttempts);
    if (record.eventAgeSeconds)
        out.set("MaximumEventAgeInSeconds", *record.eventAgeSeconds);
    out.set("DestinationConfig",
            Value::object({{"OnSuccess", destinationOf(record.destinations.onSuccess)},
                           {"OnFailure", destinationOf(record.destinations.onFailure)}}));
    return out;
}

std::optional<ApiError> checkDestination(const std::string& arnText, const std::string& function) {
    if (arnText.empty())
        return std::nullopt;
    base::Arn arn;
    const bool isArn = base::Arn::parse(arnText, arn);
    const bool isKind = arn.service == "sqs" || arn.service == "sns" || arn.service == "lambda" ||
                        arn.service == "events" || arn.service == "s3";
    if (!isArn || !isKind || arnText.ends_with(".fifo"))
        return invalid("The destination ARN " + arnText + " is invalid.");
    if (arn.service == "lambda" && base::FunctionName::parse(arnText).name == function)
        return invalid("You can't specify the function as a destination for itself.");
    return std::nullopt;
}

std::optional<ApiError> apply(const Value& request, const std::string& function,
                              AsyncRecord& record) {
    const Value& retries = request["MaximumRetryAttempts"];
    const Value& age = request["MaximumEventAgeInSeconds"];
    const Value& destinations = request["DestinationConfig"];
    if (retries.isNull() && age.isNull() && destinations.isNull())
        return invalid("You must specify at least one of error handling or destination setting.");
    if (retries.isNumber())
        record.retryAttempts = static_cast<int>(retries.toInteger());
    if (age.isNumber())
        record.eventAgeSeconds = static_cast<int>(age.toInteger());
    for (const auto& [side, kept] : {std::pair{"OnSuccess", &record.destinations.onSuccess},
                                     std::pair{"OnFailure", &record.destinations.onFailure}}) {
        if (!destinations[side].isObject())
            continue;
        const std::string& arn = destinations[side]["Destination"].toString();
        if (auto refusal = checkDestination(arn, function))
            return refusal;
        *kept = arn;
    }
    return std::nullopt;
}

ApiError noSuchFunction(const base::FunctionName& name) {
    return refusals::notFound("The function " + qualified(name.name, name.qualifier) +
                              " doesn't exist.");
}

ApiError noConfig(const std::string& name, const std::string& qualifier) {
    return refusals::notFound("The function " + qualified(name, qualifier) +
                              " doesn't have an EventInvokeConfig");
}

} // namespace

static std::string keyOf(const std::string& qualifier) {
    return qualifier.empty() ? "$LATEST" : qualifier;
}

ApiResult<Registry::Private::Target> Registry::Private::asyncTarget(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    auto found = find(*name, Unqualified::Latest);
    return found ? found : noSuchFunction(*name);
}

Answer Registry::Private::putEventInvokeConfig(const Value& request) {
    const auto found = asyncTarget(request);
    if (!found)
        return found.error();
    return keepAsync(request, *found, {});
}

Answer Registry::Private::keepAsync(const Value& request, const Target& found, AsyncRecord record) {
    FunctionRecord& function = *found.function;
    if (auto refusal = apply(request, function.name, record))
        return *refusal;
    record.lastModified = parts.clock.now();
    function.async[keyOf(found.qualifier)] = record;
    changed(function);
    return describeAsync(qualified(function.name, found.qualifier), record);
}

Answer Registry::Private::updateEventInvokeConfig(const Value& request) {
    const auto found = asyncTarget(request);
    if (!found)
        return found.error();
    const auto& configs = found->function->async;
    const auto kept = configs.find(keyOf(found->qualifier));
    if (kept == configs.end())
        return noConfig(found->function->name, found->qualifier);
    return keepAsync(request, *found, kept->second);
}

Answer Registry::Private::getEventInvokeConfig(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    const auto found =
        function ? function->async.find(keyOf(name->qualifier)) : decltype(function->async.end()){};
    if (!function || found == function->async.end())
        return noConfig(name->name, name->qualifier);
    return describeAsync(qualified(name->name, name->qualifier), found->second);
}

Answer Registry::Private::deleteEventInvokeConfig(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    if (!function || function->async.erase(keyOf(name->qualifier)) == 0)
        return noConfig(name->name, name->qualifier);
    changed(*function);
    return Value::object();
}

Answer Registry::Private::listEventInvokeConfigs(const Value& request) {
    const auto name = nameOf(request);
    if (!name)
        return name.error();
    FunctionRecord* function = byName(name->name);
    if (!function)
        return refusals::notFound("The function " + base::functionArn(name->name) +
                                  " doesn't exist.");
    std::vector<Value> all;
    for (const auto& [qualifier, record] : function->async)
        all.push_back(describeAsync(qualified(name->name, qualifier), record));
    return page(request, "FunctionEventInvokeConfigs", all);
}

} // namespace ws::function
