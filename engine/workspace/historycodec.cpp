#include "engine/workspace/historycodec.h"

#include <array>
#include <unordered_map>

namespace ws::workspace {

namespace {

using telemetry::ExecutionStatus;
using telemetry::HistoryEvent;
using telemetry::HistoryEventType;
using telemetry::InvocationRecord;
using telemetry::InvocationStatus;
using telemetry::StartReason;
using telemetry::ThrottleReason;

// In the order of the enumerations.
constexpr std::array<std::string_view, 5> kExecutionStatus{"RUNNING", "SUCCEEDED", "FAILED",
                                                           "TIMED_OUT", "ABORTED"};
constexpr std::array<std::string_view, 5> kInvocationStatus{"succeeded", "functionError",
                                                            "runtimeExited", "timedOut", "refused"};
constexpr std::array<std::string_view, telemetry::kStartReasonCount> kStartReason{
    "warm",        "firstInvocation", "allBusy",   "expired",  "newConfiguration", "reset",
    "provisioned", "newVersion",      "spillover", "snapshot", "newTenant"};
constexpr std::array<std::string_view, 5> kThrottleReason{
    "ReservedFunctionConcurrentInvocationLimitExceeded", "ConcurrentInvocationLimitExceeded",
    "FunctionInvocationRateLimitExceeded", "ReservedFunctionInvocationRateLimitExceeded",
    "CallerRateLimitExceeded"};

template <typename Enum, std::size_t Count>
Enum fromCode(const std::array<std::string_view, Count>& codes, std::string_view code) {
    for (std::size_t i = 0; i < Count; ++i) {
        if (codes[i] == code)
            return Enum(i);
    }
    return Enum{};
}

HistoryEventType typeFromName(const std::string& name) {
    static const auto kTypes = [] {
        std::unordered_map<std::string_view, HistoryEventType> types;
        for (int i = 0; i <= int(HistoryEventType::WaitStateExited); ++i)
            types.emplace(telemetry::historyEventTypeName(HistoryEventType(i)),
                          HistoryEventType(i));
        return types;
    }();
    const auto found = kTypes.find(name);
    return found == kTypes.end() ? HistoryEventType::ExecutionStarted : found->second;
}

/// Writes only what is there.
class Writer {
public:
    void text(const char* key, const std::string& value) {
        if (!value.empty())
            m_object.set(key, value);
    }
    template <typename T>
    void optional(const char* key, const std::optional<T>& value) {
        if (value)
            m_object.set(key, *value);
    }
    void number(const char* key, std::int64_t value, std::int64_t usual = 0) {
        if (value != usual)
            m_object.set(key, value);
    }
    void time(const char* key, const std::optional<base::TimePoint>& at) {
        if (at)
            m_object.set(key, microseconds(*at));
    }
    void value(const char* key, json::Value value) { m_object.set(key, std::move(value)); }
    json::Value take() { return std::move(m_object); }

private:
    json::Value m_object = json::Value::object();
};

class Reader {
public:
    explicit Reader(const json::Value& object)
        : m_object(object) {}

    const std::string& text(const char* key) const { return m_object[key].toString(); }
    const json::Value& value(const char* key) const { return m_object[key]; }
    std::int64_t number(const char* key, std::int64_t usual = 0) const {
        const json::Value* found = m_object.find(key);
        return found ? found->toInteger() : usual;
    }
    std::optional<json::Value> optional(const char* key) const {
        const json::Value* found = m_object.find(key);
        return found ? std::optional(*found) : std::nullopt;
    }
    std::optional<std::string> optionalText(const char* key) const {
        const json::Value* found = m_object.find(key);
        return found ? std::optional(found->toString()) : std::nullopt;
    }
    std::optional<std::int64_t> optionalNumber(const char* key) const {
        const json::Value* found = m_object.find(key);
        return found ? std::optional(found->toInteger()) : std::nullopt;
    }
    std::optional<base::TimePoint> time(const char* key) const {
        const auto count = optionalNumber(key);
        return count ? std::optional(timeFromMicroseconds(*count)) : std::nullopt;
    }

private:
    const json::Value& m_object;
};

json::Value encodeResult(const telemetry::InvocationFinished& result) {
    Writer out;
    out.text("status", std::string(invocationStatusCode(result.status)));
    if (result.rawPayload.empty())
        out.value("payload", result.payload);
    else
        out.text("rawPayload", result.rawPayload);
    out.text("errorType", result.errorType);
    out.number("duration", result.duration.count());
    out.number("billed", result.billed.count());
    if (result.init)
        out.value("init", std::int64_t{result.init->count()});
    if (result.restore)
        out.value("restore", std::int64_t{result.restore->count()});
    out.text("errorCause", result.errorCause);
    out.number("maxMemoryUsedMb", result.maxMemoryUsedMb);
    out.number("memorySizeMb", result.memorySizeMb);
    return out.take();
}

telemetry::InvocationFinished decodeResult(const json::Value& value) {
    const Reader in(value);
    telemetry::InvocationFinished result;
    result.status = invocationStatusFromCode(in.text("status"));
    result.payload = in.value("payload");
    result.rawPayload = in.text("rawPayload");
    result.errorType = in.text("errorType");
    result.duration = base::Duration{in.number("duration")};
    result.billed = base::Duration{in.number("billed")};
    if (const auto init = in.optionalNumber("init"))
        result.init = base::Duration{*init};
    if (const auto restore = in.optionalNumber("restore"))
        result.restore = base::Duration{*restore};
    result.errorCause = in.text("errorCause");
    result.maxMemoryUsedMb = int(in.number("maxMemoryUsedMb"));
    result.memorySizeMb = int(in.number("memorySizeMb"));
    return result;
}

} // namespace

json::Value encodeHistoryEvent(const HistoryEvent& event) {
    Writer out;
    out.number("id", event.id);
    out.number("previousId", event.previousId);
    out.number("at", microseconds(event.at));
    out.text("type", std::string(telemetry::historyEventTypeName(event.type)));
    out.text("name", event.name);
    out.optional("input", event.input);
    out.optional("output", event.output);
    out.optional("parameters", event.parameters);
    out.optional("error", event.error);
    out.optional("cause", event.cause);
    out.text("resource", event.resource);
    out.text("resourceType", event.resourceType);
    out.text("region", event.region);
    out.optional("timeoutInSeconds", event.timeoutInSeconds);
    out.optional("heartbeatInSeconds", event.heartbeatInSeconds);
    out.number("length", event.length);
    out.number("index", event.index, -1);
    out.optional("assignedVariables", event.assignedVariables);
    out.text("roleArn", event.roleArn);
    out.text("credentialsRole", event.credentialsRole);
    out.text("workerName", event.workerName);
    out.text("evaluationState", event.evaluationState);
    out.text("evaluationLocation", event.evaluationLocation);
    return out.take();
}

HistoryEvent decodeHistoryEvent(const json::Value& value) {
    const Reader in(value);
    HistoryEvent event;
    event.id = in.number("id");
    event.previousId = in.number("previousId");
    event.at = timeFromMicroseconds(in.number("at"));
    event.type = typeFromName(in.text("type"));
    event.name = in.text("name");
    event.input = in.optional("input");
    event.output = in.optional("output");
    event.parameters = in.optional("parameters");
    event.error = in.optionalText("error");
    event.cause = in.optionalText("cause");
    event.resource = in.text("resource");
    event.resourceType = in.text("resourceType");
    event.region = in.text("region");
    event.timeoutInSeconds = in.optionalNumber("timeoutInSeconds");
    event.heartbeatInSeconds = in.optionalNumber("heartbeatInSeconds");
    event.length = in.number("length");
    event.index = in.number("index", -1);
    event.assignedVariables = in.optional("assignedVariables");
    event.roleArn = in.text("roleArn");
    event.credentialsRole = in.text("credentialsRole");
    event.workerName = in.text("workerName");
    event.evaluationState = in.text("evaluationState");
    event.evaluationLocation = in.text("evaluationLocation");
    return event;
}

json::Value encodeInvocation(const InvocationRecord& record) {
    Writer out;
    out.text("requestId", record.requestId);
    out.text("function", record.function);
    out.text("qualifier", record.qualifier);
    out.text("tenantId", record.tenantId);
    out.value("payload", record.payload);
    out.text("state", record.state);
    out.number("scheduledEvent", record.scheduledEvent);
    out.time("arrived", record.arrived);
    out.time("started", record.started);
    out.time("finished", record.finished);
    if (record.reason)
        out.text("reason", std::string(startReasonCode(*record.reason)));
    if (record.throttled)
        out.text("throttled", std::string(throttleReasonCode(*record.throttled)));
    if (record.result)
        out.value("result", encodeResult(*record.result));
    return out.take();
}

InvocationRecord decodeInvocation(const json::Value& value) {
    const Reader in(value);
    InvocationRecord record;
    record.requestId = in.text("requestId");
    record.function = in.text("function");
    record.qualifier = in.text("qualifier");
    record.tenantId = in.text("tenantId");
    record.payload = in.value("payload");
    record.state = in.text("state");
    record.scheduledEvent = in.number("scheduledEvent");
    record.arrived = in.time("arrived").value_or(base::TimePoint{});
    record.started = in.time("started");
    record.finished = in.time("finished");
    if (const auto reason = in.optionalText("reason"))
        record.reason = fromCode<StartReason>(kStartReason, *reason);
    if (const auto throttled = in.optionalText("throttled"))
        record.throttled = fromCode<ThrottleReason>(kThrottleReason, *throttled);
    if (const auto result = in.optional("result"))
        record.result = decodeResult(*result);
    return record;
}

std::string_view executionStatusCode(ExecutionStatus status) {
    return kExecutionStatus[std::size_t(status)];
}

ExecutionStatus executionStatusFromCode(std::string_view code) {
    return fromCode<ExecutionStatus>(kExecutionStatus, code);
}

std::string_view invocationStatusCode(InvocationStatus status) {
    return kInvocationStatus[std::size_t(status)];
}

InvocationStatus invocationStatusFromCode(std::string_view code) {
    return fromCode<InvocationStatus>(kInvocationStatus, code);
}

std::string_view startReasonCode(StartReason reason) {
    return kStartReason[std::size_t(reason)];
}

std::string_view throttleReasonCode(ThrottleReason reason) {
    return kThrottleReason[std::size_t(reason)];
}

} // namespace ws::workspace
