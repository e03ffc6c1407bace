#pragma once

#include "engine/json/value.h"
#include "engine/telemetry/recorder.h"

#include <cstddef>
#include <deque>
#include <string>

namespace ws::workspace {

/// What one invocation has written, as the run history keeps it: the last lines, and how many were
/// left out before them.
class KeptLog {
public:
    static constexpr std::size_t kMostBytes = 64 * 1024;

    /// `at` never goes back. A line that is longer than all that is kept loses its end.
    void add(base::TimePoint at, const telemetry::LogLine& line);

    /// What came behind this: `later` may have left lines out itself.
    void append(const KeptLog& later);

    struct Line {
        base::TimePoint at;
        telemetry::LogLine::Source source = telemetry::LogLine::Source::Function;
        std::string text;
    };
    const std::deque<Line>& lines() const { return m_lines; }
    std::size_t leftOut() const { return m_leftOut; }
    std::size_t bytes() const { return m_bytes; }

    /// The lines alone, without leftOut().
    std::string encode() const;
    /// What cannot be read is no line.
    static KeptLog decode(const std::string& text, std::size_t leftOut);

private:
    void push(Line line);
    void forgetOldest();

    std::deque<Line> m_lines;
    std::size_t m_bytes = 0; ///< of their texts
    std::size_t m_leftOut = 0;
};

} // namespace ws::workspace
