#include "tests/conformance/asl/recordedfunctions.h"

namespace ws::conformance {

using json::Value;

namespace {

/// As large as no state may hand on: the service's own finding, where the answer was not recorded.
constexpr std::size_t kTooLarge = 262'145;

/// Every string of a value, wherever it is.
template <typename Visit>
void eachString(const Value& value, const Visit& visit) {
    if (value.isString())
        visit(value.toString());
    for (const Value& item : value.items())
        eachString(item, visit);
    for (const auto& [key, member] : value.members())
        eachString(member, visit);
}

/// The text of a cause that was recorded as the object it holds.
std::string causeText(const Value& cause, const Value& history) {
    if (cause.isString())
        return cause.toString();
    std::string text = cause.dump();
    eachString(history, [&](const std::string& candidate) {
        const auto parsed = Value::parse(candidate);
        if (candidate.starts_with('{') && parsed && *parsed == cause)
            text = candidate;
    });
    return text;
}

Value payload(const Value& recorded) {
    if (!recorded.isString())
        return recorded;
    const auto parsed = Value::parse(recorded.toString());
    return parsed ? *parsed : recorded;
}

execution::TaskOutcome tooLargeAnswer() {
    execution::TaskOutcome outcome;
    outcome.result = Value(std::string(kTooLarge, 'x'));
    outcome.executedVersion = "$LATEST";
    return outcome;
}

} // namespace

void RecordedFunctions::script(const std::string& executionArn, const Value& history) {
    Script script;
    for (const Value& event : history["events"].items())
        read(event, history, script);
    m_scripts[executionArn] = std::move(script);
}

void RecordedFunctions::read(const Value& event, const Value& history, Script& script) {
    const std::string& type = event["type"].toString();
    Answer answer;
    answer.outcome.executedVersion = "$LATEST";
    answer.outcome.requestId = "6bc9b5b4-8b6c-4e43-9d0d-4b1f7c4b0001";
    if (type == "LambdaFunctionSucceeded") {
        answer.outcome.result = payload(event["lambdaFunctionSucceededEventDetails"]["output"]);
    } else if (type == "TaskSucceeded") {
        const Value& details = event["taskSucceededEventDetails"];
        if (details["resourceType"].toString() != "lambda")
            return;
        answer.outcome.result = details["output"]["Payload"];
        answer.outcome.log = "END RequestId: 6bc9b5b4-8b6c-4e43-9d0d-4b1f7c4b0001";
    } else if (type == "LambdaFunctionFailed" || type == "TaskFailed") {
        const Value& details = event[type == "TaskFailed" ? "taskFailedEventDetails"
                                                          : "lambdaFunctionFailedEventDetails"];
        if (type == "TaskFailed" && details["resourceType"].toString() != "lambda")
            return;
        answer.outcome.error = details["error"].toString();
        answer.outcome.cause = causeText(details["cause"], history);
        if (answer.outcome.error == "States.DataLimitExceeded")
            answer.outcome = tooLargeAnswer();
    } else if (type == "LambdaFunctionTimedOut" || type == "TaskTimedOut") {
        answer.answers = false;
    } else {
        return;
    }
    script.push_back(std::move(answer));
}

RecordedFunctions::Answer RecordedFunctions::next(const execution::TaskRequest& request) {
    const auto found = m_scripts.find(m_executions[request.execution]);
    if (found != m_scripts.end() && !found->second.empty()) {
        Answer answer = std::move(found->second.front());
        found->second.pop_front();
        return answer;
    }
    if (m_otherwise)
        return {m_otherwise(request.function, request.payload), true};
    execution::TaskOutcome echo;
    echo.result = request.payload;
    echo.executedVersion = "$LATEST";
    return {echo, true};
}

execution::TaskInvoker::Ticket
RecordedFunctions::invoke(const execution::TaskRequest& request,
                          std::function<void(execution::TaskOutcome)> done) {
    const Ticket ticket = ++m_last;
    const Answer answer = next(request);
    if (answer.answers)
        m_clock.after(base::Duration::zero(),
                      [this, ticket, outcome = answer.outcome, done = std::move(done)] {
                          if (!m_abandoned.contains(ticket))
                              done(outcome);
                      });
    return ticket;
}

void RecordedFunctions::onEvent(const telemetry::Event& event) {
    if (const auto* started = std::get_if<telemetry::ExecutionStarted>(&event.body))
        m_executions[started->execution] = started->arn;
}

} // namespace ws::conformance
