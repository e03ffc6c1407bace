#include "engine/sandbox/logcapture.h"

#include "engine/base/utf8.h"

#include <algorithm>
#include <utility>

namespace ws::sandbox {

namespace {

constexpr char kFrameMark = '\xa5'; // never in UTF-8 text at the start of a character
constexpr char kFrameMark2 = '\x5a';
constexpr std::size_t kShortHead = 8; // type and length; the other types have a time too
constexpr std::size_t kLongHead = 16;

std::uint32_t bigEndian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes.substr(0, 4))
        value = (value << 8) | static_cast<unsigned char>(c);
    return value;
}

/// 0 as long as the type is not known.
std::size_t headSize(std::string_view head) {
    if (head.size() < 4)
        return 0;
    return (head[3] & 3) == 1 ? kShortHead : kLongHead;
}

/// Whether `bytes`, which begin with the mark, are a frame's as far as they go.
bool looksLikeFrame(std::string_view bytes) {
    return (bytes.size() < 2 || bytes[1] == kFrameMark2) && (bytes.size() < 3 || bytes[2] == 0);
}

} // namespace

void LogCapture::refill(base::TimePoint now) {
    const auto passed = std::clamp<std::int64_t>((now - m_refilled).count(), 0, 1'000'000);
    m_refilled = now;
    m_budget =
        std::min(kBurst, m_budget + static_cast<std::size_t>(passed) * kBytesPerSecond / 1'000'000);
}

void LogCapture::feed(std::string_view bytes, base::TimePoint now) {
    refill(now);
    while (!bytes.empty()) {
        std::size_t used = 0;
        if (m_inFrame)
            used = takeFrame(bytes);
        else if (m_skipping)
            used = skip(bytes);
        else
            used = takeText(bytes);
        bytes.remove_prefix(used);
    }
}

/// Back to keeping at the next start of a line, once a fair part of the budget is there again.
std::size_t LogCapture::skip(std::string_view bytes) {
    std::size_t end = bytes.size();
    if (m_budget >= kBurst / 16) {
        const std::size_t newline = bytes.find('\n');
        if (newline != std::string_view::npos) {
            end = newline + 1;
            m_skipping = false;
        }
    }
    m_dropped += static_cast<std::int64_t>(end);
    m_droppedRecords +=
        std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    return end;
}

std::size_t LogCapture::takeText(std::string_view bytes) {
    const std::size_t newline = bytes.find('\n');
    const std::string_view text = bytes.substr(0, newline);
    const std::size_t mark = text.find(kFrameMark);
    if (mark != std::string_view::npos && looksLikeFrame(bytes.substr(mark))) {
        keep(text.substr(0, mark));
        m_inFrame = true;
        return mark;
    }
    keep(text);
    if (newline == std::string_view::npos)
        return text.size();
    if (!m_skipping)
        emitLine();
    else
        ++m_droppedRecords;
    m_skipping = m_budget == 0;
    return newline + 1;
}

/// The mark byte by byte, for it may turn out to be text, with a line's end right behind it.
std::size_t LogCapture::takeFrameHead(std::string_view bytes) {
    const std::size_t wanted =
        m_frameHead.size() < 4 ? m_frameHead.size() + 1 : headSize(m_frameHead);
    const std::size_t used = std::min(bytes.size(), wanted - m_frameHead.size());
    m_frameHead.append(bytes.substr(0, used));
    if (!looksLikeFrame(m_frameHead)) {
        m_frameHead.pop_back();
        m_inFrame = false;
        keep(std::exchange(m_frameHead, {}));
        return 0;
    }
    if (m_frameHead.size() >= 4 && m_frameHead.size() == headSize(m_frameHead)) {
        finishText(); // before a frame, text without an end
        m_frameRest = bigEndian(std::string_view(m_frameHead).substr(4));
        if (m_frameRest == 0)
            emitFrame();
    }
    return used;
}

std::size_t LogCapture::takeFrame(std::string_view bytes) {
    if (m_frameRest == 0)
        return takeFrameHead(bytes);
    const std::size_t used = std::min(bytes.size(), m_frameRest);
    keep(bytes.substr(0, used));
    m_frameRest -= used;
    if (m_frameRest == 0)
        emitFrame();
    return used;
}

void LogCapture::keep(std::string_view bytes) {
    if (bytes.size() > m_budget && !m_skipping) {
        const std::size_t missing = kMaxLine - m_line.size();
        if (missing <= m_budget) { // a line that arrives cut anyway
            m_line.append(bytes.substr(0, missing));
            bytes.remove_prefix(missing);
            emitLine();
        }
        m_dropped += static_cast<std::int64_t>(m_line.size());
        m_line.clear();
        m_skipping = true;
        m_budget = 0;
    }
    const std::size_t room = m_skipping ? 0 : kMaxLine - m_line.size();
    m_line.append(bytes.substr(0, room));
    if (bytes.size() > room)
        m_dropped += static_cast<std::int64_t>(bytes.size() - room);
    if (!m_skipping)
        m_budget -= std::min(m_budget, bytes.size());
}

void LogCapture::emitLine() {
    m_lines.push_back(base::repairedUtf8(std::exchange(m_line, {})));
}

void LogCapture::emitFrame() {
    m_inFrame = false;
    m_frameHead.clear();
    if (!m_line.empty() && m_line.back() == '\n')
        m_line.pop_back();
    if (!m_skipping)
        emitLine();
    else
        ++m_droppedRecords;
    m_line.clear();
    m_skipping = m_budget == 0; // a frame's end is a line's end
}

void LogCapture::finishText() {
    if (!m_line.empty() && !m_skipping)
        emitLine();
}

void LogCapture::finishLine() {
    if (!m_inFrame)
        finishText();
}

std::vector<std::string> LogCapture::takeLines() {
    return std::exchange(m_lines, {});
}

std::int64_t LogCapture::takeDroppedRecords() {
    return std::exchange(m_droppedRecords, 0);
}

std::int64_t LogCapture::takeDropped() {
    return std::exchange(m_dropped, 0);
}

} // namespace ws::sandbox
