#pragma once

#include "engine/base/clock.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ws::sandbox {

/// Bytes that a runtime wrote, made into log entries: lines of standard output and error, and the
/// framed entries of _LAMBDA_TELEMETRY_LOG_FD (lambda.md B2), which may hold several lines. Both
/// come through one pipe, so they keep their order; no text holds the two bytes a frame begins
/// with.
///
/// Lines are UTF-8, whatever was written: other bytes become U+FFFD, as in the service's logs.
///
/// What comes faster than the budget is thrown away, to the next line, and counted: a function that
/// prints without end costs neither memory nor the engine's time.
class LogCapture {
public:
    static constexpr std::size_t kMaxLine = 256 * 1024;
    static constexpr std::size_t kBurst = 4 * 1024 * 1024;
    static constexpr std::size_t kBytesPerSecond = 8 * 1024 * 1024;

    void feed(std::string_view bytes, base::TimePoint now);
    /// A last line without an end counts as one.
    void finishLine();

    std::vector<std::string> takeLines();
    /// Since the last call.
    std::int64_t takeDropped();
    /// Entries whose end was thrown away since the last call.
    std::int64_t takeDroppedRecords();

private:
    void refill(base::TimePoint now);
    std::size_t skip(std::string_view bytes);
    std::size_t takeText(std::string_view bytes);
    std::size_t takeFrameHead(std::string_view bytes);
    std::size_t takeFrame(std::string_view bytes);
    void keep(std::string_view bytes);
    void finishText();
    void emitLine();
    void emitFrame();

    std::vector<std::string> m_lines;
    std::string m_line;      // what has come of the current line
    std::string m_frameHead; // what has come of a frame's header
    std::size_t m_frameRest = 0;
    bool m_inFrame = false;
    bool m_skipping = false; // over budget: until a line begins
    std::int64_t m_dropped = 0;
    std::int64_t m_droppedRecords = 0;
    std::size_t m_budget = kBurst;
    base::TimePoint m_refilled;
};

} // namespace ws::sandbox
