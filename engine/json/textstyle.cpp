#include "engine/json/textstyle.h"

#include "engine/json/yamlscalar.h"

#include <algorithm>

namespace ws::json {

namespace {

constexpr std::string_view kBlanks = " 	";

} // namespace

std::size_t lineBegin(std::string_view text, std::size_t at) {
    const std::size_t before = text.substr(0, at).rfind('\n');
    return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t lineEnd(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size());
}

std::string indentAt(std::string_view text, std::size_t at) {
    const std::size_t begin = lineBegin(text, at);
    const std::size_t first = std::min(text.find_first_not_of(" \t", begin), at);
    return std::string(text.substr(begin, first - begin));
}

bool isAloneOnLine(std::string_view text, std::size_t at) {
    return text.substr(lineBegin(text, at), at - lineBegin(text, at)).find_first_not_of(" \t") ==
           std::string_view::npos;
}

std::size_t commentsAbove(const Document& document, Document::NodeId node, std::size_t begin) {
    const std::string_view text = document.text();
    const Document::NodeId parent = document.node(node).parent;
    if (document.syntax() != Syntax::Yaml || parent == Document::kNone ||
        !isAloneOnLine(text, begin))
        return begin;
    const auto& siblings = document.node(parent).children;
    const auto at = std::find(siblings.begin(), siblings.end(), node);
    if (at == siblings.begin() && parent == document.root())
        return begin;
    const std::size_t least = at == siblings.begin()
                                  ? document.node(parent).keyRange.end
                                  : std::min(document.node(*(at - 1)).range.end, begin);
    const std::size_t column = begin - lineBegin(text, begin);
    std::size_t top = begin;
    for (std::size_t line = lineBegin(text, begin); line > least;) {
        const std::size_t above = lineBegin(text, line - 1);
        const std::size_t first = text.find_first_not_of(kBlanks, above);
        if (above <= least || first != above + column || text[first] != '#')
            break;
        top = first;
        line = above;
    }
    return top;
}

std::size_t endWithComments(std::string_view text, std::size_t end, std::size_t column) {
    end = lineEnd(text, end);
    while (end < text.size()) {
        const std::size_t first = text.find_first_not_of(kBlanks, end + 1);
        if (first == std::string_view::npos || text[first] != '#' || first - (end + 1) <= column)
            break;
        end = lineEnd(text, first);
    }
    return end;
}

std::string written(const Document& document, const Value& value) {
    if (document.syntax() == Syntax::Yaml && value.isString() && isPlainYamlText(value.toString()))
        return value.toString();
    return value.dump();
}

bool isPlainYamlText(std::string_view text) {
    constexpr std::string_view kAllowed = "$.-_/ ()'";
    const auto ordinary = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kAllowed.find(c) != std::string_view::npos;
    };
    if (text.empty() || !std::all_of(text.begin(), text.end(), ordinary) || text.front() == '-' ||
        text.front() == ' ' || text.back() == ' ' || text.front() == '\'')
        return false;
    return plainYamlScalar(text).isString();
}

bool isInPlace(const Document& document, Document::NodeId node) {
    const Document::NodeId parent = document.node(node).parent;
    if (parent == Document::kNone)
        return true;
    const Range outer = document.node(parent).range;
    const Range inner = document.node(node).range;
    return inner.begin >= outer.begin && inner.end <= outer.end && isInPlace(document, parent);
}

} // namespace ws::json
