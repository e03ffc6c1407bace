#pragma once

#include "engine/sandbox/reportlines.h"

#include <string>
#include <string_view>

namespace ws::sandbox {

/// What the platform says in one function's log: the lines of reportlines.h, or with JSON logs
/// {"time","type","record"} objects, of which only those of the system level and above are written
/// (lambda.md B2). A line that is not written is an empty string.
///
/// In JSON the text lines END, "Task timed out" and "Error: Runtime exited" have no counterpart of
/// their own: platform.runtimeDone says all of that.
class PlatformLines {
public:
    /// The configuration is not owned; `initializationType` and `tenantId` as in BackendSpec.
    PlatformLines(const function::Configuration& configuration, std::string initializationType,
                  std::string tenantId = {});

    /// Whether report() has a use for the invoke's trace.
    bool readsTraces() const { return m_tracing; }
    /// Whether end() and report() name the error that a function posted, and not only what went
    /// wrong with its environment.
    bool namesFunctionErrors() const { return isJson(); }

    std::string initStart(base::TimePoint at) const;
    /// The runtime asked for its first event, or failed before; JSON only.
    std::string initDone(base::TimePoint at, const InitFigures& figures) const;
    std::string initReport(base::TimePoint at, const InitFigures& figures) const;
    std::string restoreStart(base::TimePoint at) const;
    std::string restoreDone(base::TimePoint at, const RestoreFigures& figures) const;
    std::string restoreReport(base::TimePoint at, const RestoreFigures& figures) const;
    std::string start(base::TimePoint at, std::string_view requestId,
                      std::string_view version) const;
    /// Output that came faster than it is taken; JSON only.
    std::string logsDropped(base::TimePoint at, std::string_view reason, std::uint64_t records,
                            std::uint64_t bytes) const;
    std::string timedOut(base::TimePoint at, std::string_view requestId,
                         base::Duration timeout) const;
    /// Of the two lines about a runtime that ended inside an invoke; text only.
    std::string exitReason(std::string_view requestId, const Exit& exit) const;
    std::string exitType(std::string_view errorType) const;
    std::string end(base::TimePoint at, std::string_view requestId,
                    const ReportFigures& figures) const;
    /// `traceId` is the invoke's header; who traces actively and samples it adds the XRAY line.
    std::string report(base::TimePoint at, std::string_view requestId, const ReportFigures& figures,
                       std::string_view traceId) const;

private:
    enum class Level { Debug, Info, Warn };

    bool isJson() const { return m_format == function::LogFormat::Json; }
    bool writes(Level level) const { return level >= m_lowest; }
    std::string entry(Level level, base::TimePoint at, std::string_view type,
                      const std::string& record) const;

    function::LogFormat m_format;
    Level m_lowest = Level::Info;
    bool m_tracing;
    std::string m_initializationType;
    std::string m_tenantId; ///< said in JSON alone (lambda.md B2)
    const function::Configuration& m_configuration;
};

} // namespace ws::sandbox
