#include "engine/json/yamlrange.h"

#include <algorithm>

namespace ws::json {

namespace {

constexpr std::string_view kWhite = " \t\r\n";

bool isWhite(char c) {
    return kWhite.find(c) != std::string_view::npos;
}

std::size_t endOfLine(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size());
}

/// Blanks, line ends and comments.
std::size_t skipWhite(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (isWhite(text[at]))
            ++at;
        else if (text[at] == '#' && (at == 0 || isWhite(text[at - 1])))
            at = endOfLine(text, at);
        else
            break;
    }
    return at;
}

std::size_t quotedEnd(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\')
            ++at;
        else if (text[at] == quote && quote == '\'' && text.substr(at + 1, 1) == "'")
            ++at;
        else if (text[at] == quote)
            return at + 1;
    }
    return text.size();
}

/// All lines that are blank or indented by more than the parent, without the blank ones at the end.
std::size_t blockEnd(std::string_view text, std::size_t at, int indent) {
    std::size_t end = endOfLine(text, at);
    for (std::size_t line = end + 1; line < text.size();) {
        const std::size_t next = endOfLine(text, line);
        const std::size_t first = std::min(text.find_first_not_of(" \t\r", line), next);
        if (first < next) {
            if (int(first - line) <= indent)
                break;
            end = next;
        }
        line = next + 1;
    }
    while (end > at && text[end - 1] == '\r')
        --end;
    return end;
}

/// Walks value and text together; where the value has a blank or a line end, the text may have any
/// number of them.
std::size_t plainEnd(std::string_view text, std::size_t at, std::string_view value) {
    for (std::size_t i = 0; i < value.size() && at < text.size(); ++i) {
        if (!isWhite(value[i])) {
            ++at;
            continue;
        }
        while (i + 1 < value.size() && isWhite(value[i + 1]))
            ++i;
        while (at < text.size() && isWhite(text[at]))
            ++at;
    }
    return at;
}

} // namespace

int columnOf(std::string_view text, std::size_t offset) {
    const std::size_t line = text.substr(0, offset).rfind('\n');
    return int(offset - (line == std::string_view::npos ? 0 : line + 1));
}

std::size_t skipBlanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \t", at), text.size());
}

std::size_t endOfWord(std::string_view text, std::size_t at) {
    return std::min(text.find_first_of(" \t\r\n,[]{}", at), text.size());
}

std::size_t afterProperties(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == '!' || text[at] == '&'))
        at = skipWhite(text, endOfWord(text, at));
    return at;
}

std::size_t afterBracket(std::string_view text, std::size_t at, char bracket) {
    for (at = skipWhite(text, at); at < text.size(); at = skipWhite(text, at + 1)) {
        if (text[at] == bracket)
            return at + 1;
        if (text[at] != ',')
            break;
    }
    return std::min(at, text.size());
}

Range scalarRange(std::string_view text, std::size_t at, std::string_view value, int indent) {
    const char first = at < text.size() ? text[at] : '\0';
    if (first == '"' || first == '\'')
        return {at, quotedEnd(text, at)};
    if (first == '|' || first == '>')
        return {at, blockEnd(text, at, indent)};
    return {at, plainEnd(text, at, value)};
}

} // namespace ws::json
