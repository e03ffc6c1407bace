#include "engine/fleet/taskoutcome.h"

#include "engine/fleet/refusal.h"

namespace ws::fleet {

namespace {

/// "Function not found: ... (Service: AWSLambda; Status Code: 404; ...)"
std::string refusalCause(const InvokeResult& result) {
    std::string message;
    if (const auto body = json::Value::parse(result.payload)) {
        const json::Value* text = body->find("message");
        message = text ? text->toString() : (*body)["Message"].toString();
    }
    return message + " (Service: AWSLambda; Status Code: " + std::to_string(result.statusCode) +
           "; Error Code: " + result.report.errorType + "; Request ID: " + result.requestId +
           "; Proxy: null)";
}

} // namespace

execution::TaskOutcome taskOutcome(const InvokeResult& result) {
    execution::TaskOutcome outcome;
    outcome.requestId = result.requestId;
    outcome.traceId = result.traceId;
    outcome.log = result.log;
    outcome.statusCode = result.statusCode;
    if (result.statusCode == 202 || result.statusCode == 204) // taken in, not awaited
        return outcome;
    if (result.statusCode != 200) {
        outcome.error = "Lambda." + result.report.errorType;
        outcome.cause = refusalCause(result);
        return outcome;
    }
    outcome.executedVersion = result.executedVersion;
    // What is no JSON (bytes from Python) goes on as the text that it is.
    outcome.result = result.report.rawPayload.empty() ? result.report.payload
                                                      : json::Value(result.report.rawPayload);
    if (result.functionError.empty())
        return outcome;
    const std::string& type = result.report.payload["errorType"].toString();
    if (!type.empty()) {
        outcome.error = type;
        outcome.cause = result.payload;
        return outcome;
    }
    outcome.error = "Lambda.Unknown";
    outcome.cause = "The cause could not be determined because Lambda did not return an error "
                    "type. Returned payload: " +
                    result.payload;
    return outcome;
}

} // namespace ws::fleet
