#include "engine/sandbox/platformlines.h"

#include "engine/function/runtimeversions.h"
#include "engine/sandbox/platformrecords.h"

#include <utility>

namespace ws::sandbox {

namespace {

bool isSampled(std::string_view header) {
    return traceField(header, "Sampled") == "1";
}

std::string xrayLine(std::string_view header) {
    std::string line = "\nXRAY TraceId: ";
    line.append(traceField(header, "Root")).append("\tSegmentId: ");
    line.append(traceField(header, "Parent")).append("\tSampled: true\t");
    return line;
}

} // namespace

PlatformLines::PlatformLines(const function::Configuration& configuration,
                             std::string initializationType, std::string tenantId)
    : m_format(configuration.logging.format)
    , m_tracing(configuration.tracing == "Active")
    , m_initializationType(std::move(initializationType))
    , m_tenantId(std::move(tenantId))
    , m_configuration(configuration) {
    if (configuration.logging.systemLevel == "DEBUG")
        m_lowest = Level::Debug;
    if (configuration.logging.systemLevel == "WARN")
        m_lowest = Level::Warn;
}

std::string PlatformLines::entry(Level level, base::TimePoint at, std::string_view type,
                                 const std::string& record) const {
    return writes(level) ? platformEvent(at, type, record) : std::string();
}

std::string PlatformLines::initStart(base::TimePoint at) const {
    const function::RuntimeVersion version = function::runtimeVersionOf(m_configuration);
    if (!isJson())
        return initStartLine(version.name, version.arn);
    return entry(Level::Info, at, "platform.initStart",
                 StartRecord{.initializationType = m_initializationType,
                             .phase = "init",
                             .runtimeVersion = version.name,
                             .runtimeVersionArn = version.arn}
                     .text());
}

std::string PlatformLines::initDone(base::TimePoint at, const InitFigures& figures) const {
    if (!isJson())
        return {};
    const InitRecord record{
        m_initializationType, figures.phase, {figures.status, figures.errorType}, {}};
    return entry(figures.status.empty() ? Level::Debug : Level::Warn, at,
                 "platform.initRuntimeDone", record.text());
}

std::string PlatformLines::initReport(base::TimePoint at, const InitFigures& figures) const {
    const bool onDemand = m_initializationType == "on-demand";
    if (!isJson())
        return figures.status.empty() && onDemand ? std::string() : initReportLine(figures);
    const InitRecord record{
        m_initializationType, figures.phase, {figures.status, figures.errorType}, figures.duration};
    const Level level = !figures.status.empty() ? Level::Warn
                        : onDemand              ? Level::Debug
                                                : Level::Info;
    return entry(level, at, "platform.initReport", record.text());
}

std::string PlatformLines::restoreStart(base::TimePoint at) const {
    const function::RuntimeVersion version = function::runtimeVersionOf(m_configuration);
    if (!isJson())
        return restoreStartLine(version.name, version.arn);
    return entry(
        Level::Info, at, "platform.restoreStart",
        StartRecord{.runtimeVersion = version.name, .runtimeVersionArn = version.arn}.text());
}

std::string PlatformLines::restoreDone(base::TimePoint at, const RestoreFigures& figures) const {
    if (!isJson())
        return {};
    const RestoreRecord record{{figures.status, figures.errorType}, {}};
    return entry(figures.status.empty() ? Level::Debug : Level::Warn, at,
                 "platform.restoreRuntimeDone", record.text());
}

std::string PlatformLines::restoreReport(base::TimePoint at, const RestoreFigures& figures) const {
    if (!isJson())
        return restoreReportLine(figures);
    const RestoreRecord record{{figures.status, figures.errorType}, figures.duration};
    return entry(figures.status.empty() ? Level::Info : Level::Warn, at, "platform.restoreReport",
                 record.text());
}

std::string PlatformLines::start(base::TimePoint at, std::string_view requestId,
                                 std::string_view version) const {
    if (!isJson())
        return startLine(requestId, version);
    return entry(Level::Info, at, "platform.start",
                 InvokeStartRecord{requestId, version, m_tenantId}.text());
}

std::string PlatformLines::logsDropped(base::TimePoint at, std::string_view reason,
                                       std::uint64_t records, std::uint64_t bytes) const {
    if (!isJson())
        return {};
    return entry(Level::Warn, at, "platform.logsDropped",
                 logsDroppedRecord(reason, records, bytes));
}

std::string PlatformLines::timedOut(base::TimePoint at, std::string_view requestId,
                                    base::Duration timeout) const {
    return isJson() ? std::string() : timedOutLine(at, requestId, timeout);
}

std::string PlatformLines::exitReason(std::string_view requestId, const Exit& exit) const {
    if (isJson())
        return {};
    return "RequestId: " + std::string(requestId) + " Error: " + exitText(exit);
}

std::string PlatformLines::exitType(std::string_view errorType) const {
    return isJson() ? std::string() : std::string(errorType);
}

std::string PlatformLines::end(base::TimePoint at, std::string_view requestId,
                               const ReportFigures& figures) const {
    if (!isJson())
        return endLine(requestId);
    RuntimeDoneRecord record;
    record.requestId = requestId;
    record.tenantId = m_tenantId;
    record.end = {figures.status, figures.errorType};
    record.duration = figures.duration;
    return entry(figures.status.empty() ? Level::Debug : Level::Warn, at, "platform.runtimeDone",
                 record.text());
}

std::string PlatformLines::report(base::TimePoint at, std::string_view requestId,
                                  const ReportFigures& figures, std::string_view traceId) const {
    const bool traced = m_tracing && isSampled(traceId);
    if (!isJson())
        return reportLine(requestId, figures) + (traced ? xrayLine(traceId) : std::string());
    ReportRecord record;
    record.requestId = requestId;
    record.tenantId = m_tenantId;
    record.end = {figures.status, figures.errorType};
    record.duration = figures.duration;
    record.billed = figures.billed;
    record.memorySizeMb = figures.memorySizeMb;
    record.maxMemoryUsedMb = figures.maxMemoryUsedMb;
    record.init = figures.init;
    record.restore = figures.restore;
    record.billedRestore = figures.billedRestore;
    if (traced)
        record.tracing = traceId;
    return entry(figures.status.empty() ? Level::Info : Level::Warn, at, "platform.report",
                 record.text());
}

} // namespace ws::sandbox
