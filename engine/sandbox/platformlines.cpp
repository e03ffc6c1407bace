#include "engine/sandbox/platformlines.h"

#include "engine/function/runtimeversions.h"
#include "engine/json/value.h"

#include <algorithm>
#include <utility>

namespace ws::sandbox {

namespace {

/// The members of one record, in order.
class Record {
public:
    Record& text(std::string_view name, std::string_view value) {
        begin(name);
        json::appendQuoted(m_text, value);
        return *this;
    }
    Record& raw(std::string_view name, std::string_view value) {
        begin(name);
        m_text += value;
        return *this;
    }
    std::string end() const { return m_text + '}'; }

private:
    void begin(std::string_view name) {
        if (m_text.size() > 1)
            m_text += ',';
        json::appendQuoted(m_text, name);
        m_text += ':';
    }

    std::string m_text = "{";
};

std::string_view statusOf(std::string_view failure) {
    return failure.empty() ? "success" : failure;
}

void addStatus(Record& record, std::string_view status, std::string_view errorType) {
    record.text("status", statusOf(status));
    if (!errorType.empty())
        record.text("errorType", errorType);
}

/// The value of `name` in "Root=1-...;Parent=...;Sampled=1".
std::string_view traceField(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const std::string_view field = header.substr(0, header.find(';'));
        if (field.starts_with(name) && field.substr(name.size()).starts_with('='))
            return field.substr(name.size() + 1);
        header.remove_prefix(std::min(header.size(), field.size() + 1));
    }
    return {};
}

bool isSampled(std::string_view header) {
    return traceField(header, "Sampled") == "1";
}

std::string tracingObject(std::string_view header) {
    return Record()
        .text("spanId", traceField(header, "Parent"))
        .text("type", "X-Amzn-Trace-Id")
        .text("value", header)
        .end();
}

std::string xrayLine(std::string_view header) {
    std::string line = "\nXRAY TraceId: ";
    line.append(traceField(header, "Root")).append("\tSegmentId: ");
    line.append(traceField(header, "Parent")).append("\tSampled: true\t");
    return line;
}

/// The one that the function stays with, or the newest.
function::RuntimeVersion versionOf(const function::Configuration& configuration) {
    auto versions = function::runtimeVersions(configuration.runtime, configuration.architecture);
    for (auto& each : versions) {
        if (each.arn == configuration.runtimeManagement.versionArn)
            return std::move(each);
    }
    return std::move(versions.back());
}

std::string metricsOf(const ReportFigures& figures) {
    Record metrics;
    metrics.raw("durationMs", jsonMillis(figures.duration))
        .raw("billedDurationMs", std::to_string(figures.billed.count() / 1000))
        .raw("memorySizeMB", std::to_string(figures.memorySizeMb))
        .raw("maxMemoryUsedMB", std::to_string(figures.maxMemoryUsedMb));
    if (figures.init)
        metrics.raw("initDurationMs", jsonMillis(*figures.init));
    return metrics.end();
}

} // namespace

PlatformLines::PlatformLines(const function::Configuration& configuration,
                             std::string initializationType)
    : m_format(configuration.logging.format)
    , m_tracing(configuration.tracing == "Active")
    , m_initializationType(std::move(initializationType))
    , m_configuration(configuration) {
    if (configuration.logging.systemLevel == "DEBUG")
        m_lowest = Level::Debug;
    if (configuration.logging.systemLevel == "WARN")
        m_lowest = Level::Warn;
}

std::string PlatformLines::entry(Level level, base::TimePoint at, std::string_view type,
                                 const std::string& record) const {
    if (!writes(level))
        return {};
    return Record().text("time", isoTime(at)).text("type", type).raw("record", record).end();
}

std::string PlatformLines::initStart(base::TimePoint at) const {
    const function::RuntimeVersion version = versionOf(m_configuration);
    if (!isJson())
        return initStartLine(version.name, version.arn);
    return entry(Level::Info, at, "platform.initStart",
                 Record()
                     .text("initializationType", m_initializationType)
                     .text("phase", "init")
                     .text("runtimeVersion", version.name)
                     .text("runtimeVersionArn", version.arn)
                     .end());
}

std::string PlatformLines::initDone(base::TimePoint at, const InitFigures& figures) const {
    if (!isJson())
        return {};
    Record record;
    record.text("initializationType", m_initializationType).text("phase", figures.phase);
    addStatus(record, figures.status, figures.errorType);
    return entry(figures.status.empty() ? Level::Debug : Level::Warn, at,
                 "platform.initRuntimeDone", record.end());
}

std::string PlatformLines::initReport(base::TimePoint at, const InitFigures& figures) const {
    const bool onDemand = m_initializationType == "on-demand";
    if (!isJson())
        return figures.status.empty() && onDemand ? std::string() : initReportLine(figures);
    Record record;
    record.text("initializationType", m_initializationType).text("phase", figures.phase);
    addStatus(record, figures.status, figures.errorType);
    record.raw("metrics", Record().raw("durationMs", jsonMillis(figures.duration)).end());
    const Level level = !figures.status.empty() ? Level::Warn
                        : onDemand              ? Level::Debug
                                                : Level::Info;
    return entry(level, at, "platform.initReport", record.end());
}

std::string PlatformLines::start(base::TimePoint at, std::string_view requestId,
                                 std::string_view version) const {
    if (!isJson())
        return startLine(requestId, version);
    return entry(Level::Info, at, "platform.start",
                 Record().text("requestId", requestId).text("version", version).end());
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
    Record record;
    record.text("requestId", requestId);
    addStatus(record, figures.status, figures.errorType);
    record.raw("metrics", Record().raw("durationMs", jsonMillis(figures.duration)).end());
    return entry(figures.status.empty() ? Level::Debug : Level::Warn, at, "platform.runtimeDone",
                 record.end());
}

std::string PlatformLines::report(base::TimePoint at, std::string_view requestId,
                                  const ReportFigures& figures, std::string_view traceId) const {
    const bool traced = m_tracing && isSampled(traceId);
    if (!isJson())
        return reportLine(requestId, figures) + (traced ? xrayLine(traceId) : std::string());
    Record record;
    record.text("requestId", requestId).raw("metrics", metricsOf(figures));
    addStatus(record, figures.status, figures.errorType);
    if (traced)
        record.raw("tracing", tracingObject(traceId));
    return entry(figures.status.empty() ? Level::Info : Level::Warn, at, "platform.report",
                 record.end());
}

} // namespace ws::sandbox
