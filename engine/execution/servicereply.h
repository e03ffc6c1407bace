#pragma once

#include "engine/base/clock.h"
#include "engine/execution/serviceinvoker.h"
#include "engine/execution/taskinvoker.h"

#include <optional>
#include <string>

namespace ws::execution {

/// What is between a Task state and the API that it calls: which parameters the integration
/// accepts, how they reach the API, and what becomes of the answer. The service's texts.

/// Why the parameters cannot start the task ("The field 'FunctionName' is required but was
/// missing"); empty: they can.
std::string parameterProblem(const statemachine::Integration& integration,
                             const json::Value& parameters);

/// As the API takes them: texts where the integration accepts JSON, and for events the ARNs of
/// where they come from.
json::Value apiParameters(const statemachine::Integration& integration, json::Value parameters,
                          const std::string& executionArn, const std::string& machineArn);

/// How a Task ends, or how its job began.
struct TaskResult {
    json::Value output;
    std::optional<std::string> error;
    std::optional<std::string> cause;
    bool failed() const { return error.has_value(); }
};
/// `at` goes into the Date header that the result shows.
TaskResult serviceResult(const statemachine::Integration& integration, const ServiceReply& reply,
                         base::TimePoint at);
/// Of lambda:invoke: the answer of the Invoke API with its HTTP headers.
json::Value invokeResult(const TaskOutcome& outcome, const json::Value& parameters,
                         base::TimePoint at);

/// The request to the function that lambda:invoke makes of its Parameters.
TaskRequest invokeRequest(const json::Value& parameters);

/// "(Service: AWSLambda; Status Code: 404; Error Code: ...)" behind the message, in the form of
/// the integration.
std::string failureCause(const statemachine::Integration& integration, const ServiceReply& reply);
/// "SNS.NotFoundException".
std::string failureName(const statemachine::Integration& integration, const ServiceReply& reply);

} // namespace ws::execution
