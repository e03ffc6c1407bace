#pragma once

#include "engine/base/clock.h"
#include "engine/sandbox/backend.h"

#include <optional>
#include <string>
#include <string_view>

/// The platform's log lines and error payloads, byte for byte as the service writes them
/// (lambda.md B2 and B3), without the newline.
namespace ws::sandbox {

/// "1.23": milliseconds with two decimals.
std::string millisText(base::Duration duration);
/// "1.23", "1.2", "1": the same as a JSON number.
std::string jsonMillis(base::Duration duration);
/// What is paid for: whole milliseconds, rounded up.
base::Duration billedFor(base::Duration duration);

/// "INIT_START Runtime Version: python:3.12.v2\tRuntime Version ARN: arn:..."
std::string initStartLine(std::string_view version, std::string_view arn);
/// The same with RESTORE_START.
std::string restoreStartLine(std::string_view version, std::string_view arn);
std::string startLine(std::string_view requestId, std::string_view version);
std::string endLine(std::string_view requestId);

struct ReportFigures {
    base::Duration duration{0};
    base::Duration billed{0};
    int memorySizeMb = 128;
    int maxMemoryUsedMb = 0;
    std::optional<base::Duration> init;
    std::string_view status;    ///< "timeout", "error", or empty
    std::string_view errorType; ///< with "error"
    std::optional<base::Duration> restore = {};
    base::Duration billedRestore{0}; ///< with `restore`
};
std::string reportLine(std::string_view requestId, const ReportFigures& figures);

struct InitFigures {
    base::Duration duration{0};
    std::string_view phase; ///< "init" or "invoke"
    std::string_view status;
    std::string_view errorType;
};
std::string initReportLine(const InitFigures& figures);

struct RestoreFigures {
    base::Duration duration{0};
    std::string_view status; ///< "timeout", "error", or empty
    std::string_view errorType;
};
std::string restoreReportLine(const RestoreFigures& figures);

/// "Task timed out after 3.00 seconds"
std::string timedOutText(base::Duration timeout);
/// The line in the log: time, request and the text above.
std::string timedOutLine(base::TimePoint at, std::string_view requestId, base::Duration timeout);
/// "killed": as Go names signals.
std::string signalName(int number);
/// "Runtime exited with error: signal: killed", or the backend's own text.
std::string exitText(const Exit& exit);
/// "Runtime.ExitError", or what the backend says about a runtime that never started.
std::string exitErrorType(const Exit& exit);
/// {"errorType":...,"errorMessage":"RequestId: ... Error: ..."}
std::string faultPayload(std::string_view errorType, std::string_view requestId,
                         std::string_view text);
std::string responseTooLargePayload();

/// The largest response in bytes: 6 MiB and 100.
inline constexpr std::size_t kResponseLimit = 6'291'556;

/// "2026-11-20T09:05:00.123Z"
std::string isoTime(base::TimePoint at);

} // namespace ws::sandbox
