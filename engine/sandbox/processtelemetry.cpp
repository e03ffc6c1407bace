// The part of ProcessEnvironment that tells the Telemetry API's subscribers what happens:
// initStart, initRuntimeDone, initReport, then for each invoke start, runtimeDone, report.

#include "engine/function/runtimeversions.h"
#include "engine/sandbox/platformrecords.h"
#include "engine/sandbox/processenvironment.h"

namespace ws::sandbox {

namespace {

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
    if (!telemetryIsHeard())
        return;
    const function::RuntimeVersion version = function::runtimeVersionOf(configuration());
    StartRecord record;
    record.runtimeVersion = version.name;
    record.runtimeVersionArn = version.arn;
    record.functionName = configuration().name;
    record.functionVersion = m_spec.revision->version;
    record.instanceId = m_spec.logStream;
    record.instanceMaxMemory = configuration().memoryMb;
    if (restores()) {
        m_telemetry.tell("platform.restoreStart", record.text());
        return;
    }
    record.initializationType = m_spec.initializationType;
    record.phase = initPhase();
    m_telemetry.tell("platform.initStart", record.text());
}

void ProcessEnvironment::tellInitRuntimeDone(std::string_view status) {
    m_initState = Init::RuntimeDone;
    if (restores())
        m_telemetry.tell("platform.restoreRuntimeDone", RestoreRecord{{status, {}}, {}}.text());
    else
        m_telemetry.tell(
            "platform.initRuntimeDone",
            InitRecord{m_spec.initializationType, initPhase(), {status, {}}, {}}.text());
}

/// Once for each start. Until then an extension that has registered may still subscribe: a runtime
/// may be ready before it gets to that.
void ProcessEnvironment::tellInitReport(std::string_view status) {
    if (m_initState == Init::Reported)
        return;
    if (m_initState == Init::Running)
        tellInitRuntimeDone(status);
    m_initState = Init::Reported;
    const base::Duration duration = m_host.clock().now() - m_ordered;
    if (telemetryIsHeard() && restores())
        m_telemetry.tell("platform.restoreReport", RestoreRecord{{status, {}}, duration}.text());
    else if (telemetryIsHeard())
        m_telemetry.tell(
            "platform.initReport",
            InitRecord{m_spec.initializationType, initPhase(), {status, {}}, duration}.text());
    m_telemetry.close();
}

// ---- invokes

void ProcessEnvironment::tellStart(const Delivery& delivery) {
    if (!telemetryIsHeard())
        return;
    m_invoke = Invoke{delivery.requestId, delivery.traceId, m_host.clock().now(), {}, {}, 0, {}};
    const InvokeStartRecord record{delivery.requestId, m_spec.revision->version, m_spec.tenantId,
                                   delivery.traceId};
    m_telemetry.tell("platform.start", record.text());
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
    RuntimeDoneRecord record;
    record.requestId = m_invoke->requestId;
    record.tenantId = m_spec.tenantId;
    record.end = {status, m_invoke->errorType};
    record.duration = now - m_invoke->began;
    record.producedBytes = m_invoke->producedBytes;
    record.tracing = m_invoke->traceId;
    record.spans.emplace();
    if (m_invoke->responded) {
        // A buffered response is there at once.
        const base::TimePoint responded = *m_invoke->responded;
        *record.spans = {{"responseLatency", m_invoke->began, responded - m_invoke->began},
                         {"responseDuration", responded, base::Duration{0}},
                         {"runtimeOverhead", responded, now - responded}};
    }
    m_telemetry.tell("platform.runtimeDone", record.text());
}

void ProcessEnvironment::report(const InvokeReport& report) {
    if (!telemetryIsHeard())
        return;
    const std::string_view status = statusText(report.status);
    if (m_invoke && !m_invoke->runtimeDone && m_invoke->errorType.empty())
        m_invoke->errorType = report.errorType;
    tellRuntimeDone(status);
    ReportRecord record;
    record.requestId = report.requestId;
    record.tenantId = m_spec.tenantId;
    record.end = {status, report.errorType};
    record.duration = report.duration;
    record.billed = report.billed;
    record.memorySizeMb = configuration().memoryMb;
    record.maxMemoryUsedMb = report.maxMemoryUsedMb;
    record.init = report.init;
    record.restore = report.restore;
    record.billedRestore = report.billedRestore;
    if (m_invoke && m_invoke->runtimeDone) {
        const base::TimePoint done = *m_invoke->runtimeDone;
        record.spans.emplace();
        record.spans->push_back({"extensionOverhead", done, m_host.clock().now() - done});
    }
    m_invoke.reset();
    m_telemetry.tell("platform.report", record.text());
    if (m_stopping) // what follows is SHUTDOWN
        m_telemetry.flush();
}

} // namespace ws::sandbox
