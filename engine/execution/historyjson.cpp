#include "engine/execution/historyjson.h"

#include "engine/execution/timestamp.h"

namespace ws::execution {

using json::Value;
using telemetry::HistoryEvent;
using Type = telemetry::HistoryEventType;

namespace {

void setText(Value& details, std::string_view key, const std::string& text) {
    if (!text.empty())
        details.set(key, text);
}

void setText(Value& details, std::string_view key, const std::optional<std::string>& text) {
    if (text)
        details.set(key, *text);
}

void setNumber(Value& details, std::string_view key, const std::optional<std::int64_t>& number) {
    if (number)
        details.set(key, *number);
}

/// Payloads are texts there, with a note that nothing was cut off.
void setPayload(Value& details, const std::string& key, const std::optional<Value>& payload,
                const HistoryEvent& event) {
    if (!payload)
        return;
    details.set(key, event.sentText ? *event.sentText : payload->dump());
    details.set(key + "Details", Value::object({{"truncated", false}}));
}

void setVariables(Value& details, const std::optional<Value>& variables) {
    if (!variables)
        return;
    Value texts = Value::object();
    for (const auto& [name, value] : variables->members())
        texts.set(name, value.dump());
    details.set("assignedVariables", std::move(texts));
    details.set("assignedVariablesDetails", Value::object({{"truncated", false}}));
}

bool isStateEvent(std::string_view type, std::string_view suffix) {
    return type.ends_with(suffix) && type.find("State") != std::string_view::npos;
}

std::string detailsName(std::string_view type) {
    if (isStateEvent(type, "StateEntered"))
        return "stateEnteredEventDetails";
    if (isStateEvent(type, "StateExited"))
        return "stateExitedEventDetails";
    std::string name(type);
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
    return name + "EventDetails";
}

/// What the service writes no details for.
bool isBare(Type type) {
    switch (type) {
    case Type::LambdaFunctionStarted:
    case Type::MapRunSucceeded:
    case Type::MapRunAborted:
    case Type::MapStateAborted:
    case Type::MapStateFailed:
    case Type::MapStateSucceeded:
    case Type::ParallelStateAborted:
    case Type::ParallelStateFailed:
    case Type::ParallelStateStarted:
    case Type::ParallelStateSucceeded:
    case Type::TaskStateAborted:
    case Type::WaitStateAborted:
        return true;
    default:
        return false;
    }
}

Value detailsOf(const HistoryEvent& event) {
    Value details = Value::object();
    if (event.type == Type::MapRunStarted) {
        details.set("mapRunArn", event.resource);
        return details;
    }
    if (event.type == Type::MapRunRedriven) {
        details.set("mapRunArn", event.resource);
        details.set("redriveCount", event.length);
        return details;
    }
    if (event.type == Type::ExecutionRedriven) {
        details.set("redriveCount", event.length);
        return details;
    }
    setText(details, "resourceType", event.resourceType);
    setText(details, "resource", event.resource);
    setText(details, "region", event.region);
    setText(details, "name", event.name);
    if (event.index >= 0)
        details.set("index", event.index);
    if (event.type == Type::MapStateStarted)
        details.set("length", event.length);
    setPayload(details, "input", event.input, event);
    setPayload(details, "output", event.output, event);
    if (event.parameters)
        details.set("parameters", event.parameters->dump());
    setNumber(details, "timeoutInSeconds", event.timeoutInSeconds);
    setNumber(details, "heartbeatInSeconds", event.heartbeatInSeconds);
    setText(details, "error", event.error);
    setText(details, "cause", event.cause);
    setVariables(details, event.assignedVariables);
    setText(details, "roleArn", event.roleArn);
    setText(details, "workerName", event.workerName);
    if (!event.credentialsRole.empty())
        details.set("taskCredentials", Value::object({{"roleArn", event.credentialsRole}}));
    setText(details, "state", event.evaluationState);
    setText(details, "location", event.evaluationLocation);
    return details;
}

} // namespace

Value historyEventToJson(const HistoryEvent& event) {
    const std::string_view type = telemetry::historyEventTypeName(event.type);
    Value out = Value::object({{"timestamp", timestampText(event.at)},
                               {"type", type},
                               {"id", event.id},
                               {"previousEventId", event.previousId}});
    if (!isBare(event.type))
        out.set(detailsName(type), detailsOf(event));
    return out;
}

Value historyToJson(const std::vector<HistoryEvent>& events) {
    Value::Array list;
    list.reserve(events.size());
    for (const HistoryEvent& event : events)
        list.push_back(historyEventToJson(event));
    return Value::object({{"events", Value(std::move(list))}});
}

} // namespace ws::execution
