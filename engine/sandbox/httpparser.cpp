#include "engine/sandbox/httpparser.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace ws::sandbox {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isToken(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
}

bool isToken(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return isToken(c); });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

/// The whole of `text` as a number; false on anything else, signs and overflow included.
bool parseSize(std::string_view text, int base, std::size_t& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
    return !text.empty() && error == std::errc{} && end == text.data() + text.size();
}

bool isFieldValue(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; });
}

} // namespace

std::string_view HttpRequest::find(const Fields& fields, std::string_view name) {
    for (const auto& [key, value] : fields) {
        if (key == name)
            return value;
    }
    return {};
}

HttpParser::State HttpParser::feed(std::string_view& bytes) {
    while (step(bytes)) {
    }
    if (m_stage == Stage::Failed)
        return State::Bad;
    if (m_stage == Stage::Done)
        return State::Complete;
    if (m_continueWanted && (m_stage == Stage::FixedBody || m_stage == Stage::ChunkSize)) {
        m_continueWanted = false;
        return State::Headers;
    }
    return State::NeedMore;
}

HttpRequest HttpParser::take() {
    HttpRequest taken = std::move(m_request);
    m_request = {};
    m_stage = Stage::RequestLine;
    m_headSize = 0;
    m_continueWanted = false;
    return taken;
}

/// False when there is nothing left to do with what has come.
bool HttpParser::step(std::string_view& bytes) {
    switch (m_stage) {
    case Stage::Done:
    case Stage::Failed:
        return false;
    case Stage::FixedBody:
        readBody(bytes, Stage::Done);
        return m_stage == Stage::Done;
    case Stage::ChunkData:
        readBody(bytes, Stage::ChunkEnd);
        return m_stage == Stage::ChunkEnd;
    default:
        if (!readLine(bytes))
            return false;
        onLine();
        m_line.clear();
        return true;
    }
}

bool HttpParser::readLine(std::string_view& bytes) {
    const std::size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end);
    m_headSize += part.size();
    if (m_headSize > m_limits.head) {
        fail(431);
        return false;
    }
    m_line.append(part);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (end == std::string_view::npos)
        return false;
    if (!m_line.empty() && m_line.back() == '\r')
        m_line.pop_back();
    return true;
}

void HttpParser::readBody(std::string_view& bytes, Stage after) {
    const std::size_t size = std::min(bytes.size(), m_remaining);
    append(bytes.substr(0, size));
    bytes.remove_prefix(size);
    m_remaining -= size;
    if (m_remaining == 0)
        m_stage = after;
}

void HttpParser::append(std::string_view bytes) {
    const std::size_t room = m_limits.body - std::min(m_limits.body, m_request.body.size());
    if (bytes.size() > room)
        m_request.bodyTooLarge = true;
    m_request.body.append(bytes.substr(0, room));
}

void HttpParser::onLine() {
    switch (m_stage) {
    case Stage::RequestLine:
        if (!m_line.empty()) // an empty line before a request is allowed
            onRequestLine(m_line);
        break;
    case Stage::HeaderLine:
        if (m_line.empty())
            onHeadEnd();
        else
            onField(m_line, m_request.headers);
        break;
    case Stage::ChunkSize:
        onChunkSize(m_line);
        break;
    case Stage::ChunkEnd:
        if (m_line.empty())
            m_stage = Stage::ChunkSize;
        else
            fail(400);
        m_headSize = 0;
        break;
    case Stage::TrailerLine:
        if (m_line.empty())
            m_stage = Stage::Done;
        else
            onField(m_line, m_request.trailers);
        break;
    default:
        break;
    }
}

void HttpParser::onRequestLine(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t second = line.rfind(' ');
    if (first == std::string_view::npos || second <= first)
        return fail(400);
    const std::string_view target = line.substr(first + 1, second - first - 1);
    const std::string_view version = line.substr(second + 1);
    if (!isToken(line.substr(0, first)) || target.empty() || target.find(' ') != target.npos ||
        !isFieldValue(target))
        return fail(400);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return fail(505);
    m_request.method = line.substr(0, first);
    m_request.target = target;
    m_request.keepAlive = version == "HTTP/1.1";
    m_stage = Stage::HeaderLine;
}

void HttpParser::onField(std::string_view line, HttpRequest::Fields& fields) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
        return fail(400);
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (!isFieldValue(value))
        return fail(400);
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(), lower);
    fields.emplace_back(std::move(name), value);
}

void HttpParser::onHeadEnd() {
    bool lengthGiven = false;
    m_remaining = 0;
    for (const auto& [name, value] : m_request.headers) {
        if (name == "content-length") {
            if (lengthGiven || !parseSize(value, 10, m_remaining))
                return fail(400);
            lengthGiven = true;
        } else if (name == "transfer-encoding") {
            if (m_request.chunked || !equalsIgnoringCase(value, "chunked"))
                return fail(m_request.chunked ? 400 : 501);
            m_request.chunked = true;
        } else if (name == "connection") {
            if (equalsIgnoringCase(value, "close"))
                m_request.keepAlive = false;
            else if (equalsIgnoringCase(value, "keep-alive"))
                m_request.keepAlive = true;
        } else if (name == "expect") {
            if (!equalsIgnoringCase(value, "100-continue"))
                return fail(417);
            m_continueWanted = true;
        }
    }
    if (m_request.chunked && lengthGiven)
        return fail(400);
    m_headSize = 0;
    if (m_request.chunked) {
        m_stage = Stage::ChunkSize;
        return;
    }
    m_request.body.reserve(std::min({m_remaining, m_limits.body, std::size_t{8 * 1024 * 1024}}));
    m_stage = m_remaining > 0 ? Stage::FixedBody : Stage::Done;
}

void HttpParser::onChunkSize(std::string_view line) {
    const std::string_view size = trimmed(line.substr(0, line.find(';')));
    if (!parseSize(size, 16, m_remaining))
        return fail(400);
    m_headSize = 0;
    m_stage = m_remaining > 0 ? Stage::ChunkData : Stage::TrailerLine;
}

void HttpParser::fail(int status) {
    m_stage = Stage::Failed;
    m_errorStatus = status;
}

} // namespace ws::sandbox
