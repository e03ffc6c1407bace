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

namespace {

/// How the call ended that the event tells of; nullopt when it is no end of a call.
std::optional<RecordedCall> endOfCall(const Value& event, const Value& history) {
    const std::string& type = event["type"].toString();
    RecordedCall call;
    call.outcome.executedVersion = "$LATEST";
    call.outcome.requestId = "6bc9b5b4-8b6c-4e43-9d0d-4b1f7c4b0001";
    if (type == "LambdaFunctionSucceeded") {
        call.outcome.result = payload(event["lambdaFunctionSucceededEventDetails"]["output"]);
    } else if (type == "TaskSucceeded") {
        const Value& details = event["taskSucceededEventDetails"];
        if (details["resourceType"].toString() != "lambda")
            return std::nullopt;
        call.outcome.result = details["output"]["Payload"];
        call.outcome.log = "END RequestId: 6bc9b5b4-8b6c-4e43-9d0d-4b1f7c4b0001";
    } else if (type == "LambdaFunctionFailed" || type == "TaskFailed") {
        const Value& details = event[type == "TaskFailed" ? "taskFailedEventDetails"
                                                          : "lambdaFunctionFailedEventDetails"];
        if (type == "TaskFailed" && details["resourceType"].toString() != "lambda")
            return std::nullopt;
        call.outcome.error = details["error"].toString();
        call.outcome.cause = causeText(details["cause"], history);
        if (call.outcome.error == "States.DataLimitExceeded")
            call.outcome = tooLargeAnswer();
    } else if (type == "LambdaFunctionTimedOut" || type == "TaskTimedOut") {
        call.answers = false;
    } else {
        return std::nullopt;
    }
    return call;
}

/// The event that scheduled the call, found by going back; null when the history hides it.
const Value& scheduling(const Value& end, const Value& history) {
    static const Value kNothing;
    const Value* event = &end;
    while (event->isObject()) {
        const std::string& type = (*event)["type"].toString();
        if (type == "LambdaFunctionScheduled" || type == "TaskScheduled")
            return *event;
        const std::int64_t previous = (*event)["previousEventId"].toInteger();
        if (previous <= 0 || previous >= (*event)["id"].toInteger())
            return kNothing;
        event = &history["events"].at(static_cast<std::size_t>(previous - 1));
    }
    return kNothing;
}

} // namespace

std::vector<RecordedCall> recordedCalls(const Value& history) {
    std::vector<RecordedCall> calls;
    for (const Value& event : history["events"].items()) {
        auto call = endOfCall(event, history);
        const Value& begin = call ? scheduling(event, history) : Value();
        const Value& direct = begin["lambdaFunctionScheduledEventDetails"];
        const Value& invoke = begin["taskScheduledEventDetails"]["parameters"];
        if (direct.isObject())
            call->payload = payload(direct["input"]);
        else if (const Value* given = invoke.find("Payload"))
            call->payload = payload(*given); // a text is the JSON
        else
            continue;
        calls.push_back(*std::move(call));
    }
    return calls;
}

void RecordedFunctions::script(const std::string& executionArn, const Value& history) {
    Script script;
    for (const Value& event : history["events"].items()) {
        if (auto call = endOfCall(event, history))
            script.push_back(*std::move(call));
    }
    m_scripts[executionArn] = std::move(script);
}

RecordedCall RecordedFunctions::next(const execution::TaskRequest& request) {
    const auto found = m_scripts.find(m_executions[request.execution]);
    if (found != m_scripts.end() && !found->second.empty()) {
        RecordedCall call = std::move(found->second.front());
        found->second.pop_front();
        return call;
    }
    if (m_otherwise)
        return {request.payload, m_otherwise(request.function, request.payload), true};
    execution::TaskOutcome echo;
    echo.result = request.payload;
    echo.executedVersion = "$LATEST";
    return {request.payload, echo, true};
}

execution::TaskInvoker::Ticket
RecordedFunctions::invoke(const execution::TaskRequest& request,
                          std::function<void(execution::TaskOutcome)> done) {
    const Ticket ticket = ++m_last;
    const RecordedCall answer = next(request);
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
