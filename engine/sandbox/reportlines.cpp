#include "engine/sandbox/reportlines.h"

#include "engine/json/value.h"

#include <array>
#include <cstdio>

namespace ws::sandbox {

namespace {

/// The texts of Go's syscall.Signal on Linux: the service's supervisor is written in Go.
void append(std::string& out, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts)
        out += part;
}

void appendStatus(std::string& line, std::string_view status, std::string_view errorType) {
    append(line, {"Status: ", status});
    if (!errorType.empty())
        append(line, {"\tError Type: ", errorType});
}

std::string secondsText(base::Duration duration) {
    const auto hundredths = (duration.count() + 5'000) / 10'000;
    std::string text = std::to_string(hundredths / 100) + '.';
    if (hundredths % 100 < 10)
        text += '0';
    return text + std::to_string(hundredths % 100);
}

} // namespace

std::string signalName(int number) {
    static constexpr std::array<const char*, 16> kNames{
        "",
        "hangup",
        "interrupt",
        "quit",
        "illegal instruction",
        "trace/breakpoint trap",
        "aborted",
        "bus error",
        "floating point exception",
        "killed",
        "user defined signal 1",
        "segmentation fault",
        "user defined signal 2",
        "broken pipe",
        "alarm clock",
        "terminated",
    };
    if (number > 0 && number < int(kNames.size()))
        return kNames[std::size_t(number)];
    return "signal " + std::to_string(number);
}

std::string millisText(base::Duration duration) {
    const auto hundredths = (duration.count() + 5) / 10;
    std::string text = std::to_string(hundredths / 100) + '.';
    if (hundredths % 100 < 10)
        text += '0';
    return text + std::to_string(hundredths % 100);
}

std::string jsonMillis(base::Duration duration) {
    std::string text = millisText(duration);
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.')
        text.pop_back();
    return text;
}

base::Duration billedFor(base::Duration duration) {
    return base::Duration{(duration.count() + 999) / 1000 * 1000};
}

std::string initStartLine(std::string_view version, std::string_view arn) {
    std::string line = "INIT_START Runtime Version: ";
    append(line, {version, "\tRuntime Version ARN: ", arn});
    return line;
}

std::string restoreStartLine(std::string_view version, std::string_view arn) {
    std::string line = "RESTORE_START Runtime Version: ";
    append(line, {version, "\tRuntime Version ARN: ", arn});
    return line;
}

std::string startLine(std::string_view requestId, std::string_view version) {
    std::string line = "START RequestId: ";
    append(line, {requestId, " Version: ", version});
    return line;
}

std::string endLine(std::string_view requestId) {
    std::string line = "END RequestId: ";
    line += requestId;
    return line;
}

std::string reportLine(std::string_view requestId, const ReportFigures& figures) {
    std::string line;
    line.reserve(192);
    append(line, {"REPORT RequestId: ", requestId, "\tDuration: ", millisText(figures.duration),
                  " ms\tBilled Duration: ", std::to_string(figures.billed.count() / 1000),
                  " ms\tMemory Size: ", std::to_string(figures.memorySizeMb),
                  " MB\tMax Memory Used: ", std::to_string(figures.maxMemoryUsedMb), " MB\t"});
    if (figures.init)
        append(line, {"Init Duration: ", millisText(*figures.init), " ms\t"});
    if (figures.restore)
        append(line, {"Restore Duration: ", millisText(*figures.restore),
                      " ms\tBilled Restore Duration: ",
                      std::to_string(figures.billedRestore.count() / 1000), " ms\t"});
    if (!figures.status.empty())
        appendStatus(line, figures.status, figures.errorType);
    return line;
}

std::string initReportLine(const InitFigures& figures) {
    std::string line = "INIT_REPORT Init Duration: ";
    append(line, {millisText(figures.duration), " ms\tPhase: ", figures.phase, "\t"});
    if (!figures.status.empty())
        appendStatus(line, figures.status, figures.errorType);
    return line;
}

std::string restoreReportLine(const RestoreFigures& figures) {
    std::string line = "RESTORE_REPORT Restore Duration: ";
    append(line, {millisText(figures.duration), " ms\t"});
    if (!figures.status.empty())
        appendStatus(line, figures.status, figures.errorType);
    return line;
}

std::string timedOutText(base::Duration timeout) {
    return "Task timed out after " + secondsText(timeout) + " seconds";
}

std::string timedOutLine(base::TimePoint at, std::string_view requestId, base::Duration timeout) {
    std::string line = isoTime(at);
    append(line, {" ", requestId, " ", timedOutText(timeout)});
    return line;
}

std::string exitText(const Exit& exit) {
    switch (exit.kind) {
    case Exit::Kind::NotStarted:
    case Exit::Kind::NoSnapshot:
    case Exit::Kind::Extension:
        return exit.message;
    case Exit::Kind::OutOfMemory:
        return "Runtime exited with error: signal: killed";
    case Exit::Kind::Signalled:
        return "Runtime exited with error: signal: " + signalName(exit.code);
    case Exit::Kind::Exited:
        break;
    }
    if (exit.code == 0)
        return "Runtime exited without providing a reason";
    return "Runtime exited with error: exit status " + std::to_string(exit.code);
}

std::string exitErrorType(const Exit& exit) {
    const bool typed = exit.kind == Exit::Kind::NotStarted || exit.kind == Exit::Kind::NoSnapshot ||
                       exit.kind == Exit::Kind::Extension;
    const bool named = typed && !exit.errorType.empty();
    return named ? exit.errorType : "Runtime.ExitError";
}

std::string faultPayload(std::string_view errorType, std::string_view requestId,
                         std::string_view text) {
    std::string message = "RequestId: ";
    append(message, {requestId, " Error: ", text});
    std::string payload = "{\"errorType\":";
    json::appendQuoted(payload, errorType);
    payload += ",\"errorMessage\":";
    json::appendQuoted(payload, message);
    payload += '}';
    return payload;
}

std::string responseTooLargePayload() {
    return "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (" +
           std::to_string(kResponseLimit) +
           " bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}";
}

std::string isoTime(base::TimePoint at) {
    using namespace std::chrono;
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{floor<milliseconds>(at - day)};
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()),
                  int(time.subseconds().count()));
    return text.data();
}

} // namespace ws::sandbox
