#include "engine/json/excerpt.h"

#include "engine/json/textstyle.h"

#include <algorithm>

namespace ws::json {

namespace {

/// With their line ends.
std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

std::string_view without(std::string_view indent, std::string_view line) {
    const auto differs = std::mismatch(indent.begin(), indent.end(), line.begin(), line.end());
    return line.substr(std::size_t(differs.first - indent.begin()));
}

bool isBlank(std::string_view line) {
    return line.find_first_not_of("\r\n") == std::string_view::npos;
}

} // namespace

Excerpt::Excerpt(std::string_view text, Range range)
    : m_range(range)
    , m_begin(positionAt(text, range.begin))
    , m_original(text.substr(range.begin, range.size()))
    , m_indent(indentAt(text, range.begin)) {
    bool first = true;
    for (const std::string_view line : linesOf(m_original)) {
        m_text += first ? line : without(m_indent, line);
        first = false;
    }
}

std::optional<Edit> Excerpt::edit(std::string_view edited) const {
    const auto before = linesOf(m_original);
    const auto here = linesOf(m_text);
    const auto after = linesOf(edited);
    const std::size_t least = std::min(here.size(), after.size());
    std::size_t same = 0;
    while (same < least && here[same] == after[same])
        ++same;
    if (same == here.size() && same == after.size())
        return std::nullopt;
    // Lines at the end that are the same; never a first line, which stands behind its indentation.
    const std::size_t most = least - std::max<std::size_t>(same, least > 0 ? 1 : 0);
    std::size_t last = 0;
    while (last < most && here[here.size() - 1 - last] == after[after.size() - 1 - last])
        ++last;
    Edit edit{{m_range.begin, m_range.end}, {}};
    for (std::size_t line = 0; line < same; ++line)
        edit.range.begin += before[line].size();
    for (std::size_t line = before.size() - last; line < before.size(); ++line)
        edit.range.end -= before[line].size();
    for (std::size_t line = same; line < after.size() - last; ++line) {
        if (line > 0 && !isBlank(after[line]))
            edit.text += m_indent;
        edit.text += after[line];
    }
    return edit;
}

std::string Excerpt::within(std::string_view whole, std::string_view edited) const {
    std::string text(whole.substr(0, m_range.begin));
    for (const char c : edited) {
        text += c;
        if (c == '\n')
            text += m_indent;
    }
    if (edited.ends_with('\n'))
        text += '\n';
    return text.append(whole.substr(m_range.end));
}

std::size_t Excerpt::offsetThere(std::string_view edited, std::size_t offset) const {
    const auto lines = std::ranges::count(edited.substr(0, offset), '\n');
    return m_range.begin + offset + std::size_t(lines) * m_indent.size();
}

std::size_t Excerpt::offsetHere(std::string_view edited, std::size_t offset) const {
    std::size_t there = m_range.begin;
    std::size_t here = 0;
    for (; here < edited.size() && there < offset; ++here)
        there += edited[here] == '\n' ? 1 + m_indent.size() : 1;
    return here;
}

std::string Excerpt::unindented(std::string_view text) const {
    std::string out;
    for (const std::string_view line : linesOf(text))
        out += line.data() == text.data() ? line : without(m_indent, line);
    return out;
}

Position Excerpt::positionHere(Position whole) const {
    if (whole.line < m_begin.line || (whole.line == m_begin.line && whole.column <= m_begin.column))
        return {};
    const std::size_t line = whole.line - m_begin.line + 1;
    const std::size_t left = line == 1 ? m_begin.column - 1 : m_indent.size();
    return {line, std::max<std::size_t>(whole.column, left + 1) - left};
}

} // namespace ws::json
