#include "engine/fleet/refusal.h"

#include "engine/fleet/payloadfault.h"
#include "engine/json/value.h"
#include "engine/sandbox/environment.h"

namespace ws::fleet {

std::string_view throttleReasonName(telemetry::ThrottleReason reason) {
    using telemetry::ThrottleReason;
    switch (reason) {
    case ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded:
        return "ReservedFunctionConcurrentInvocationLimitExceeded";
    case ThrottleReason::ConcurrentInvocationLimitExceeded:
        return "ConcurrentInvocationLimitExceeded";
    case ThrottleReason::FunctionInvocationRateLimitExceeded:
        return "FunctionInvocationRateLimitExceeded";
    case ThrottleReason::ReservedFunctionInvocationRateLimitExceeded:
        return "ReservedFunctionInvocationRateLimitExceeded";
    case ThrottleReason::CallerRateLimitExceeded:
        return "CallerRateLimitExceeded";
    }
    return {};
}

Refusal functionNotFound(const base::FunctionName& function) {
    const std::string qualifier = function.qualifier.empty() ? "$LATEST" : function.qualifier;
    const json::Value body = json::Value::object(
        {{"Type", "User"},
         {"Message", "Function not found: " + base::functionArn(function.name, qualifier)}});
    return {404, body.dump(), "ResourceNotFoundException"};
}

Refusal notInvocable(std::string_view state) {
    const std::string message =
        "The operation cannot be performed at this time. The function is currently in the "
        "following state: " +
        std::string(state);
    const json::Value body = json::Value::object({{"Type", "User"}, {"message", message}});
    return {409, body.dump(), "ResourceConflictException"};
}

Refusal badPayload(const std::string& text, const base::Error& error) {
    std::string fault = payloadFault(text);
    if (fault.empty()) // our parser is the stricter one
        fault = error.arg("reason") + "; line: " + error.arg("line") +
                ", column: " + error.arg("column");
    const std::string message =
        "Could not parse request body into json: Could not parse payload into json: " + fault;
    const json::Value body = json::Value::object({{"Type", "User"}, {"message", message}});
    return {400, body.dump(), "InvalidRequestContentException"};
}

Refusal payloadTooLarge() {
    const std::string message = "Request must be smaller than " + std::to_string(kRequestLimit) +
                                " bytes for the InvokeFunction operation";
    const json::Value body = json::Value::object({{"Type", "User"}, {"message", message}});
    return {413, body.dump(), "RequestTooLargeException"};
}

static Refusal invalidParameter(const std::string& message) {
    const json::Value body = json::Value::object({{"Type", "User"}, {"message", message}});
    return {400, body.dump(), "InvalidParameterValueException"};
}

Refusal tenantNotExpected() {
    return invalidParameter("The invoked function is not enabled with tenancy configuration. "
                            "Remove the tenant ID from your request and try again.");
}

Refusal tenantExpected() {
    return invalidParameter("The invoked function is enabled with tenancy configuration. Add a "
                            "valid tenant ID in your request and try again.");
}

Refusal eventTooLarge(std::size_t bytes, std::size_t limit) {
    const std::string message = std::to_string(bytes) +
                                " byte payload is too large for the Event invocation type (limit " +
                                std::to_string(limit) + " bytes)";
    const json::Value body = json::Value::object({{"Type", "User"}, {"message", message}});
    return {413, body.dump(), "RequestTooLargeException"};
}

Refusal accessDenied(const std::string& caller, const std::string& resource) {
    const std::string message = "User: " + caller +
                                " is not authorized to perform: lambda:InvokeFunction on "
                                "resource: " +
                                resource +
                                " because no identity-based policy allows the "
                                "lambda:InvokeFunction action";
    const json::Value body = json::Value::object({{"Message", message}});
    return {403, body.dump(), "AccessDeniedException"};
}

Refusal notStored() {
    const json::Value body =
        json::Value::object({{"Type", "Service"}, {"Message", "The event could not be stored."}});
    return {500, body.dump(), "ServiceException"};
}

Refusal notRestored(const std::string& errorType) {
    if (errorType == sandbox::kNoSnapshot)
        return notInvocable("Failed");
    const bool late = errorType == sandbox::kSnapStartTimeout;
    const json::Value body = json::Value::object(
        {{"Type", "User"},
         {"Message",
          late ? "Lambda couldn't restore the snapshot within the timeout limit."
               : "The after-restore runtime hook encountered an error. For more information, "
                 "check the Amazon CloudWatch logs."}});
    return {late ? 408 : 400, body.dump(), errorType};
}

Refusal noCapacity() {
    const json::Value body = json::Value::object(
        {{"Type", "Service"}, {"Message", "No worker has room for another environment."}});
    return {500, body.dump(), "ServiceException"};
}

Refusal throttled(telemetry::ThrottleReason reason) {
    const json::Value body = json::Value::object(
        {{"Reason", throttleReasonName(reason)}, {"Type", "User"}, {"message", "Rate Exceeded."}});
    return {429, body.dump(), "TooManyRequestsException"};
}

Refusal machineFull(int limit) {
    const std::string message = "This machine runs " + std::to_string(limit) +
                                " environments, all busy, and is set to run no more.";
    const json::Value body = json::Value::object({{"Type", "Service"}, {"Message", message}});
    return {500, body.dump(), "ServiceException"};
}

} // namespace ws::fleet
