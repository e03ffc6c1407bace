#include "engine/json/documentedit.h"

#include "engine/json/yamlscalar.h"

#include <algorithm>

namespace ws::json {

namespace {

using NodeId = Document::NodeId;

std::string_view slice(const Document& document, Range range) {
    return std::string_view(document.text()).substr(range.begin, range.size());
}

bool isFlow(const Document& document, NodeId container) {
    const std::string_view text = slice(document, document.node(container).range);
    return text.starts_with('{') || text.starts_with('[');
}

std::size_t lineBegin(std::string_view text, std::size_t at) {
    const std::size_t before = text.substr(0, at).rfind('\n');
    return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t lineEnd(std::string_view text, std::size_t at) {
    return std::min(text.find('\n', at), text.size());
}

/// The blanks that the line of `at` begins with.
std::string indentAt(std::string_view text, std::size_t at) {
    const std::size_t begin = lineBegin(text, at);
    const std::size_t first = std::min(text.find_first_not_of(" \t", begin), at);
    return std::string(text.substr(begin, first - begin));
}

bool isAloneOnLine(std::string_view text, std::size_t at) {
    return text.substr(lineBegin(text, at), at - lineBegin(text, at)).find_first_not_of(" \t") ==
           std::string_view::npos;
}

/// A text that YAML reads back as that text without quotes.
bool isPlainSafe(std::string_view text) {
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

std::string written(const Document& document, const Value& value) {
    if (document.syntax() == Syntax::Yaml && value.isString() && isPlainSafe(value.toString()))
        return value.toString();
    return value.dump();
}

std::string writtenKey(const Document& document, std::string_view key) {
    return written(document, Value(key));
}

/// Whether a node's bytes are its own: what is behind an alias has bytes elsewhere.
bool isInPlace(const Document& document, NodeId node) {
    const NodeId parent = document.node(node).parent;
    if (parent == Document::kNone)
        return true;
    const Range outer = document.node(parent).range;
    const Range inner = document.node(node).range;
    return inner.begin >= outer.begin && inner.end <= outer.end && isInPlace(document, parent);
}

std::optional<Edit> addToFlow(const Document& document, NodeId object, const std::string& member) {
    const Document::Node& node = document.node(object);
    if (node.children.empty())
        return Edit{{node.range.begin + 1, node.range.begin + 1}, member};
    const std::string_view text = document.text();
    const Range last = document.node(node.children.back()).range;
    const std::size_t key = document.node(node.children.back()).keyRange.begin;
    if (isAloneOnLine(text, key))
        return Edit{{last.end, last.end}, ",\n" + indentAt(text, key) + member};
    return Edit{{last.end, last.end}, ", " + member};
}

std::optional<Edit> addToBlock(const Document& document, NodeId object, const std::string& member) {
    const Document::Node& node = document.node(object);
    if (node.children.empty())
        return std::nullopt;
    const std::string_view text = document.text();
    const std::size_t key = document.node(node.children.front()).keyRange.begin;
    const std::size_t column = key - lineBegin(text, key);
    const std::size_t end =
        lineEnd(text, document.node(node.children.back()).range.end); // behind a comment
    return Edit{{end, end}, "\n" + std::string(column, ' ') + member};
}

Range withComma(const Document& document, NodeId member) {
    const std::string_view text = document.text();
    const Document::Node& node = document.node(member);
    const auto& siblings = document.node(node.parent).children;
    const auto at = std::find(siblings.begin(), siblings.end(), member);
    if (at + 1 != siblings.end())
        return {node.keyRange.begin, document.node(*(at + 1)).keyRange.begin};
    if (at != siblings.begin())
        return {document.node(*(at - 1)).range.end, node.range.end};
    const std::size_t end = text.find_first_not_of(" \t\r\n,", node.range.end);
    return {node.keyRange.begin, std::min(end, text.size())};
}

} // namespace

std::optional<Edit> addMember(const Document& document, NodeId object, std::string_view key,
                              const Value& value) {
    if (document.node(object).type != Value::Type::Object || !isInPlace(document, object) ||
        slice(document, document.node(object).range).starts_with('*'))
        return std::nullopt;
    const std::string separator =
        document.syntax() == Syntax::Json && document.text().find("\":\"") != std::string::npos
            ? ":"
            : ": ";
    const std::string member = writtenKey(document, key) + separator + written(document, value);
    return isFlow(document, object) ? addToFlow(document, object, member)
                                    : addToBlock(document, object, member);
}

std::optional<Edit> removeMember(const Document& document, NodeId member) {
    const Document::Node& node = document.node(member);
    if (node.keyRange.size() == 0 || !isInPlace(document, member))
        return std::nullopt;
    if (isFlow(document, node.parent))
        return Edit{withComma(document, member), {}};
    const std::string_view text = document.text();
    // The first member of a list's item shares its line with the dash.
    if (!isAloneOnLine(text, node.keyRange.begin) ||
        document.node(node.parent).children.size() == 1)
        return std::nullopt;
    const std::size_t end = lineEnd(text, node.range.end);
    return Edit{{lineBegin(text, node.keyRange.begin), std::min(end + 1, text.size())}, {}};
}

Edit renameMember(const Document& document, NodeId member, std::string_view key) {
    return {document.node(member).keyRange, writtenKey(document, key)};
}

Edit replaceScalar(const Document& document, NodeId node, const Value& value) {
    return {document.node(node).range, written(document, value)};
}

std::vector<Edit> moveItemToEnd(const Document& document, NodeId item) {
    std::vector<Edit> edits;
    const NodeId list = document.node(item).parent;
    if (list == Document::kNone || !isInPlace(document, item))
        return edits;
    const auto& items = document.node(list).children;
    for (auto at = std::find(items.begin(), items.end(), item); at != items.end(); ++at) {
        const NodeId from = at + 1 == items.end() ? item : *(at + 1);
        edits.push_back(
            {document.node(*at).range, std::string(slice(document, document.node(from).range))});
    }
    return edits;
}

} // namespace ws::json
