// The part of ProcessEnvironment that tells the Telemetry API's subscribers what happens:
// initStart, initRuntimeDone, initReport, then for each invoke start, runtimeDone, report.

#include "engine/json/value.h"
#include "engine/sandbox/processenvironment.h"
#include "engine/sandbox/reportlines.h"

namespace ws::sandbox {

namespace {

json::Value millis(base::Duration duration) {
    return static_cast<double>(duration.count()) / 1'000;
}

json::Value span(std::string_view name, base::TimePoint from, base::TimePoint to) {
    return json::Value::object(
        {{"name", name}, {"start", isoTime(from)}, {"durationMs", millis(to - from)}});
}

std::string_view statusText(telemetry::InvocationStatus status) {
    switch (status) {
    case telemetry::InvocationStatus::Succeeded:
        return "success";
    case telemetry::InvocationStatus::FunctionError:
        return "error";
    case telemetry::InvocationStatus::TimedOut:
        return "timeout";
    default:
        return "failure";
    }
}

} // namespace

void ProcessEnvironment::connect(std::uint16_t port, std::uint32_t token) {
    if (m_init)
        m_init->connect(port, token);
}

void ProcessEnvironment::onConnected(std::uint32_t token, FileDescriptor socket) {
    m_telemetry.onConnected(token, std::move(socket));
}

// ---- INIT

void ProcessEnvironment::tellInitStart() {
    m_initState = Init::Running;
    m_invoke.reset();
    ++m_starts;
    json::Value record =
        json::Value::object({{"initializationType", m_spec.initializationType},
                             {"phase", m_starts == 1 ? "init" : "invoke"},
                             {"functionName", configuration().name},
                             {"functionVersion", m_spec.revision->version},
                             {"instanceId", m_spec.logStream},
                             {"instanceMaxMemory", std::int64_t{configuration().memoryMb}}});
    m_telemetry.tell("platform.initStart", record.dump());
}

std::string ProcessEnvironment::initRecord(std::string_view status) const {
    return json::Value::object({{"initializationType", m_spec.initializationType},
                                {"phase", m_starts == 1 ? "init" : "invoke"},
                                {"status", status}})
        .dump();
}

void ProcessEnvironment::tellInitRuntimeDone(std::string_view status) {
    m_initState = Init::RuntimeDone;
    m_telemetry.tell("platform.initRuntimeDone", initRecord(status));
    m_telemetry.close();
}

/// Once for each start.
void ProcessEnvironment::tellInitReport(std::string_view status) {
    if (m_initState == Init::Reported)
        return;
    if (m_initState == Init::Running)
        tellInitRuntimeDone(status);
    m_initState = Init::Reported;
    if (!telemetryIsHeard())
        return;
    std::string record = initRecord(status);
    record.pop_back();
    const json::Value metrics =
        json::Value::object({{"durationMs", millis(m_host.clock().now() - m_ordered)}});
    m_telemetry.tell("platform.initReport", record + ",\"metrics\":" + metrics.dump() + "}");
}

// ---- invokes

void ProcessEnvironment::tellStart(const Delivery& delivery) {
    if (!telemetryIsHeard())
        return;
    m_invoke = Invoke{delivery.requestId, delivery.traceId, m_host.clock().now(), {}, {}, 0, {}};
    json::Value record = json::Value::object(
        {{"requestId", delivery.requestId}, {"version", m_spec.revision->version}});
    if (!delivery.traceId.empty())
        record.set("tracing",
                   json::Value::object({{"type", "X-Amzn-Trace-Id"}, {"value", delivery.traceId}}));
    m_telemetry.tell("platform.start", record.dump());
}

void ProcessEnvironment::noteResponse(std::size_t bytes, std::string_view errorType) {
    if (!m_invoke)
        return;
    m_invoke->responded = m_host.clock().now();
    m_invoke->producedBytes = bytes;
    m_invoke->errorType = errorType;
}

void ProcessEnvironment::tellRuntimeDone(std::string_view status) {
    if (!m_invoke || m_invoke->runtimeDone)
        return;
    const base::TimePoint now = m_host.clock().now();
    m_invoke->runtimeDone = now;
    json::Value record =
        json::Value::object({{"requestId", m_invoke->requestId}, {"status", status}});
    if (!m_invoke->errorType.empty())
        record.set("errorType", m_invoke->errorType);
    json::Value spans = json::Value::array();
    if (m_invoke->responded) {
        // A buffered response is there at once.
        const base::TimePoint responded = *m_invoke->responded;
        spans.push(span("responseLatency", m_invoke->began, responded));
        spans.push(span("responseDuration", responded, responded));
        spans.push(span("runtimeOverhead", responded, now));
    }
    record.set("spans", std::move(spans));
    record.set("metrics",
               json::Value::object(
                   {{"durationMs", millis(now - m_invoke->began)},
                    {"producedBytes", static_cast<std::int64_t>(m_invoke->producedBytes)}}));
    if (!m_invoke->traceId.empty())
        record.set("tracing", json::Value::object(
                                  {{"type", "X-Amzn-Trace-Id"}, {"value", m_invoke->traceId}}));
    m_telemetry.tell("platform.runtimeDone", record.dump());
}

void ProcessEnvironment::report(const InvokeReport& report) {
    if (!telemetryIsHeard())
        return;
    const std::string_view status = statusText(report.status);
    if (m_invoke && !m_invoke->runtimeDone && m_invoke->errorType.empty())
        m_invoke->errorType = report.errorType;
    tellRuntimeDone(status);
    json::Value metrics = json::Value::object(
        {{"durationMs", millis(report.duration)},
         {"billedDurationMs", static_cast<std::int64_t>(report.billed.count() / 1'000)},
         {"memorySizeMB", std::int64_t{configuration().memoryMb}},
         {"maxMemoryUsedMB", std::int64_t{report.maxMemoryUsedMb}}});
    if (report.init)
        metrics.set("initDurationMs", millis(*report.init));
    json::Value record = json::Value::object(
        {{"requestId", report.requestId}, {"metrics", std::move(metrics)}, {"status", status}});
    if (!report.errorType.empty())
        record.set("errorType", report.errorType);
    if (m_invoke && m_invoke->runtimeDone) {
        json::Value spans = json::Value::array();
        spans.push(span("extensionOverhead", *m_invoke->runtimeDone, m_host.clock().now()));
        record.set("spans", std::move(spans));
    }
    m_invoke.reset();
    m_telemetry.tell("platform.report", record.dump());
    if (m_stopping) // what follows is SHUTDOWN
        m_telemetry.flush();
}

} // namespace ws::sandbox
