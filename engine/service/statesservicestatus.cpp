#include "engine/service/statesservice_p.h"

#include "engine/execution/historyjson.h"
#include "engine/execution/timestamp.h"
#include "engine/service/machineconfiguration.h"

#include <chrono>

namespace ws::service {

using json::Value;
using statemachine::WorkflowType;
using telemetry::ExecutionStatus;
using Type = telemetry::HistoryEventType;

namespace {

std::int64_t epochMilliseconds(base::TimePoint at) {
    return std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch()).count();
}

/// What even the level FATAL writes.
bool isFatal(Type type) {
    return type == Type::ExecutionAborted || type == Type::ExecutionFailed ||
           type == Type::ExecutionTimedOut;
}

/// What the level ERROR writes: whatever failed, timed out or was cut off, and Fail states.
bool isError(Type type) {
    const std::string_view name = telemetry::historyEventTypeName(type);
    return type == Type::FailStateEntered || name.ends_with("Failed") ||
           name.ends_with("TimedOut") || name.ends_with("Aborted");
}

bool isWritten(const std::string& level, Type type) {
    return level == "ALL" || (level == "ERROR" && isError(type)) ||
           (level == "FATAL" && isFatal(type));
}

/// The details of an event in the log: the same as in the history, with or without the data.
Value logDetails(const Value& event, bool withData) {
    Value details = Value::object();
    for (const auto& [name, value] : event.members()) {
        if (!value.isObject())
            continue;
        for (const auto& [member, content] : value.members()) {
            const bool isData = member.starts_with("input") || member.starts_with("output") ||
                                member == "parameters" || member.starts_with("assignedVariables");
            if (withData || !isData)
                details.set(member, content);
        }
    }
    return details;
}

template <typename T>
Value orNull(const std::optional<T>& value) {
    return value ? Value(*value) : Value();
}

Value textOrNull(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

Value timeOrNull(const std::optional<base::TimePoint>& at) {
    return at ? Value(epochMilliseconds(*at)) : Value();
}

} // namespace

bool StatesService::Private::isLogged(const Record& record) const {
    const Value& logging = record.target.revision->logging;
    return m_logs && logging["level"].toString() != "OFF" && logging["destinations"].size() == 1;
}

/// Events are described for whoever listens: so only while some execution writes logs.
void StatesService::Private::watch() {
    if (m_logged++ == 0)
        m_bus.addSink(this);
}

void StatesService::Private::onEvent(const telemetry::Event& event) {
    const auto* advanced = std::get_if<telemetry::ExecutionAdvanced>(&event.body);
    if (!advanced)
        return;
    const auto found = m_store.handles.find(advanced->execution);
    if (found == m_store.handles.end())
        return;
    const Record& record = m_store.executions.at(found->second);
    if (!record.logStream.empty())
        log(record, advanced->event);
}

void StatesService::Private::log(const Record& record, const telemetry::HistoryEvent& event) {
    const Value& logging = record.target.revision->logging;
    if (!isWritten(logging["level"].toString(), event.type))
        return;
    const Value shown = execution::historyEventToJson(event);
    const Value line =
        Value::object({{"id", std::to_string(event.id)},
                       {"type", shown["type"]},
                       {"details", logDetails(shown, logging["includeExecutionData"].toBool())},
                       {"previous_event_id", std::to_string(event.previousId)},
                       {"event_timestamp", std::to_string(epochMilliseconds(event.at))},
                       {"execution_arn", record.arn},
                       {"redrive_count", std::to_string(record.redrives)}});
    m_logs->putLogEvent(logGroupOf(logging), record.logStream, event.at, line.dump());
}

/// "Step Functions Execution Status Change"; express executions publish none.
void StatesService::Private::publishStatus(const Record& record) {
    if (!m_statusBus || record.type == WorkflowType::Express)
        return;
    base::Arn owner;
    base::Arn::parse(record.arn, owner);
    const Value described = description(record, Value::object());
    const Value detail =
        Value::object({{"executionArn", record.arn},
                       {"stateMachineArn", record.target.machineArn},
                       {"name", record.name},
                       {"status", described["status"]},
                       {"startDate", epochMilliseconds(record.started)},
                       {"stopDate", timeOrNull(record.stopped)},
                       {"input", record.input},
                       {"output", orNull(record.output)},
                       {"stateMachineVersionArn", textOrNull(record.target.versionArn)},
                       {"stateMachineAliasArn", textOrNull(record.target.aliasArn)},
                       {"redriveCount", record.redrives},
                       {"redriveDate", timeOrNull(record.redriven)},
                       {"redriveStatus", described["redriveStatus"]},
                       {"redriveStatusReason", described["redriveStatusReason"]},
                       {"inputDetails", described["inputDetails"]},
                       {"outputDetails", described["outputDetails"]},
                       {"error", orNull(record.error)},
                       {"cause", orNull(record.cause)}});
    m_statusBus->putEvent(
        Value::object({{"version", "0"},
                       {"id", m_ids.next()},
                       {"detail-type", "Step Functions Execution Status Change"},
                       {"source", "aws.states"},
                       {"account", owner.account},
                       {"time", execution::timestampText(now()).substr(0, 19) + 'Z'},
                       {"region", owner.region},
                       {"resources", Value(Value::Array{Value(record.arn)})},
                       {"detail", detail}}));
}

} // namespace ws::service
