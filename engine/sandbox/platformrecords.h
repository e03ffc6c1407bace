#pragma once

#include "engine/base/clock.h"
#include "engine/function/configuration.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the platform says of an environment as JSON: the "record" of a platform.* event, the same
/// in a JSON log and in the Telemetry API (lambda.md B5). What is empty or unset is left out.
namespace ws::sandbox {

/// platform.initStart and platform.restoreStart.
struct StartRecord {
    std::string_view initializationType = {}; ///< not with a restore
    std::string_view phase = {};              ///< "init" or "invoke"; not with a restore
    std::string_view runtimeVersion = {};
    std::string_view runtimeVersionArn = {};
    std::string_view functionName = {};
    std::string_view functionVersion = {};
    std::string_view instanceId = {};
    int instanceMaxMemory = 0; ///< MB

    std::string text() const;
};

/// How something ended; without a failure it was a success.
struct EndRecord {
    std::string_view status = {}; ///< "success", "failure", "error", "timeout", or empty: "success"
    std::string_view errorType = {};
};

/// platform.initRuntimeDone, and with a duration platform.initReport.
struct InitRecord {
    std::string_view initializationType = {};
    std::string_view phase = {};
    EndRecord end;
    std::optional<base::Duration> duration;

    std::string text() const;
};

/// platform.restoreRuntimeDone, and with a duration platform.restoreReport.
struct RestoreRecord {
    EndRecord end;
    std::optional<base::Duration> duration;

    std::string text() const;
};

struct SpanRecord {
    std::string_view name; ///< "responseLatency" ...
    base::TimePoint start;
    base::Duration duration{0};
};

/// platform.start.
struct InvokeStartRecord {
    std::string_view requestId;
    std::string_view version;
    std::string_view tenantId = {};
    std::string_view tracing = {}; ///< the trace's header

    std::string text() const;
};

/// platform.runtimeDone.
struct RuntimeDoneRecord {
    std::string_view requestId;
    std::string_view tenantId = {};
    EndRecord end;
    base::Duration duration{0};
    std::optional<std::size_t> producedBytes;
    std::optional<std::vector<SpanRecord>> spans;
    std::string_view tracing; ///< the trace's header

    std::string text() const;
};

/// platform.report.
struct ReportRecord {
    std::string_view requestId;
    std::string_view tenantId = {};
    EndRecord end;
    base::Duration duration{0};
    base::Duration billed{0};
    int memorySizeMb = 128;
    int maxMemoryUsedMb = 0;
    std::optional<base::Duration> init;
    std::optional<base::Duration> restore;
    base::Duration billedRestore{0}; ///< with `restore`
    std::optional<std::vector<SpanRecord>> spans;
    std::string_view tracing;

    std::string text() const;
};

/// platform.logsDropped.
std::string logsDroppedRecord(std::string_view reason, std::uint64_t records, std::uint64_t bytes);

/// {"time","type","record"}; `record` is JSON text.
std::string platformEvent(base::TimePoint at, std::string_view type, std::string_view record);

/// The value of `name` in a trace's header, "Root=1-...;Parent=...;Sampled=1".
std::string_view traceField(std::string_view header, std::string_view name);

} // namespace ws::sandbox
