#include "engine/workspace/keptlog.h"

#include "engine/base/utf8.h"
#include "engine/workspace/historycodec.h"

#include <array>
#include <string_view>
#include <utility>

namespace ws::workspace {

namespace {

using Source = telemetry::LogLine::Source;

// In the order of the enumeration.
constexpr std::array<std::string_view, 3> kSource{"platform", "function", "extension"};
constexpr const char* kEllipsis = "\xE2\x80\xA6";

Source sourceFromCode(const std::string& code) {
    for (std::size_t i = 0; i < kSource.size(); ++i) {
        if (kSource[i] == code)
            return Source(i);
    }
    return Source::Function;
}

/// The beginning, without half a character.
std::string cut(const std::string& text, std::size_t most) {
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end) + kEllipsis;
}

} // namespace

void KeptLog::add(base::TimePoint at, const telemetry::LogLine& line) {
    const bool fits = line.text.size() <= kMostBytes;
    push({at, line.source, fits ? line.text : cut(line.text, kMostBytes - 3)});
    forgetOldest();
}

void KeptLog::append(const KeptLog& later) {
    if (later.m_leftOut > 0) { // they lie between what is here and what is there
        m_leftOut += later.m_leftOut + m_lines.size();
        m_lines.clear();
        m_bytes = 0;
    }
    for (const Line& line : later.m_lines)
        push(line);
    forgetOldest();
}

void KeptLog::forgetOldest() {
    while (m_bytes > kMostBytes) {
        m_bytes -= m_lines.front().text.size();
        m_lines.pop_front();
        ++m_leftOut;
    }
}

void KeptLog::push(Line line) {
    m_bytes += line.text.size();
    m_lines.push_back(std::move(line));
}

/// The moments as what has gone by since the line before: most are small.
std::string KeptLog::encode() const {
    json::Value all = json::Value::array();
    std::int64_t before = 0;
    for (const Line& line : m_lines) {
        const std::int64_t at = microseconds(line.at);
        json::Value one = json::Value::array();
        one.push(at - std::exchange(before, at));
        one.push(std::string(kSource[std::size_t(line.source)]));
        one.push(base::repairedUtf8(line.text));
        all.push(std::move(one));
    }
    return all.dump();
}

KeptLog KeptLog::decode(const std::string& text, std::size_t leftOut) {
    KeptLog log;
    log.m_leftOut = leftOut;
    const auto all = json::Value::parse(text);
    if (!all || !all->isArray())
        return log;
    std::int64_t at = 0;
    for (const json::Value& one : all->items()) {
        if (!one.isArray() || one.size() != 3)
            continue;
        at += one.at(0).toInteger();
        log.push(
            {timeFromMicroseconds(at), sourceFromCode(one.at(1).toString()), one.at(2).toString()});
    }
    return log;
}

} // namespace ws::workspace
