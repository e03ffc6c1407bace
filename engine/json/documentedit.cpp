#include "engine/json/documentedit.h"

#include "engine/json/textstyle.h"

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

std::string writtenKey(const Document& document, std::string_view key) {
    return written(document, Value(key));
}

/// Where a member or an item begins, with its name.
std::size_t beginOf(const Document& document, NodeId node) {
    const Document::Node& member = document.node(node);
    return member.keyRange.size() > 0 ? member.keyRange.begin : member.range.begin;
}

std::optional<Edit> addToFlow(const Document& document, NodeId container, const std::string& what) {
    const Document::Node& node = document.node(container);
    if (node.children.empty())
        return Edit{{node.range.begin + 1, node.range.begin + 1}, what};
    const std::string_view text = document.text();
    const Range last = document.node(node.children.back()).range;
    const std::size_t begin = beginOf(document, node.children.back());
    if (isAloneOnLine(text, begin))
        return Edit{{last.end, last.end}, ",\n" + indentAt(text, begin) + what};
    return Edit{{last.end, last.end}, ", " + what};
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
    const std::size_t begin = beginOf(document, member);
    const auto& siblings = document.node(node.parent).children;
    const auto at = std::find(siblings.begin(), siblings.end(), member);
    if (at + 1 != siblings.end())
        return {begin, beginOf(document, *(at + 1))};
    if (at != siblings.begin())
        return {document.node(*(at - 1)).range.end, node.range.end};
    const std::size_t end = text.find_first_not_of(" \t\r\n,", node.range.end);
    return {begin, std::min(end, text.size())};
}

/// As the members of the object stand: spread over lines of their own, or all on one.
std::string spread(const Document& document, NodeId object, const Value& value) {
    const bool isContainer = value.isObject() || value.isArray();
    const auto& children = document.node(object).children;
    if (!isContainer || children.empty() ||
        !isAloneOnLine(document.text(), beginOf(document, children.back())))
        return written(document, value);
    std::string text = value.pretty();
    const std::string indent = indentAt(document.text(), beginOf(document, children.back()));
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        text.insert(at + 1, indent);
    return text;
}

std::optional<Edit> addWritten(const Document& document, NodeId object, std::string_view key,
                               const std::string& value) {
    if (document.node(object).type != Value::Type::Object || !isInPlace(document, object) ||
        slice(document, document.node(object).range).starts_with('*'))
        return std::nullopt;
    const std::string separator =
        document.syntax() == Syntax::Json && document.text().find("\":\"") != std::string::npos
            ? ":"
            : ": ";
    const std::string member = writtenKey(document, key) + separator + value;
    return isFlow(document, object) ? addToFlow(document, object, member)
                                    : addToBlock(document, object, member);
}

/// The innermost object on the way, and how many names of the path lead to it.
std::pair<NodeId, std::size_t> reach(const Document& document, MemberPath path) {
    NodeId node = document.root();
    std::size_t names = 0;
    while (names < path.size() && document.node(node).type == Value::Type::Object) {
        const NodeId next = document.member(node, path[names]);
        if (next == Document::kNone)
            break;
        node = next;
        ++names;
    }
    return {node, names};
}

} // namespace

std::optional<Edit> addMember(const Document& document, NodeId object, std::string_view key,
                              const Value& value) {
    return addWritten(document, object, key, written(document, value));
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
    const std::size_t column = node.keyRange.begin - lineBegin(text, node.keyRange.begin);
    const std::size_t end = endWithComments(text, node.range.end, column);
    const std::size_t begin = commentsAbove(document, member, node.keyRange.begin);
    return Edit{{lineBegin(text, begin), std::min(end + 1, text.size())}, {}};
}

Edit renameMember(const Document& document, NodeId member, std::string_view key) {
    return {document.node(member).keyRange, writtenKey(document, key)};
}

Edit replaceScalar(const Document& document, NodeId node, const Value& value) {
    return {document.node(node).range, written(document, value)};
}

std::optional<Edit> addItem(const Document& document, NodeId list, const Value& value) {
    if (document.node(list).type != Value::Type::Array || !isInPlace(document, list) ||
        !isFlow(document, list))
        return std::nullopt;
    return addToFlow(document, list, spread(document, list, value));
}

std::optional<Edit> removeItem(const Document& document, NodeId item) {
    const NodeId list = document.node(item).parent;
    if (list == Document::kNone || document.node(list).type != Value::Type::Array ||
        !isInPlace(document, item) || !isFlow(document, list))
        return std::nullopt;
    return Edit{withComma(document, item), {}};
}

NodeId nodeAt(const Document& document, MemberPath path) {
    const auto [node, names] = reach(document, path);
    return names == path.size() ? node : Document::kNone;
}

std::optional<Edit> setAt(const Document& document, MemberPath path, const Value& value) {
    const auto [node, names] = reach(document, path);
    if (names == path.size()) {
        if (document.value(node) == value || !isInPlace(document, node))
            return std::nullopt;
        return document.replaceValue(node, spread(document, document.node(node).parent, value));
    }
    Value inner = value;
    for (std::size_t at = path.size(); at > names + 1; --at) {
        Value outer = Value::object();
        outer.set(path[at - 1], std::move(inner));
        inner = std::move(outer);
    }
    if (document.node(node).type == Value::Type::Null) { // as good as not there
        Value outer = Value::object();
        outer.set(path[names], std::move(inner));
        return setAt(document, path.first(names), outer);
    }
    return addWritten(document, node, path[names], spread(document, node, inner));
}

std::optional<Edit> removeAt(const Document& document, MemberPath path) {
    NodeId node = nodeAt(document, path);
    if (node == Document::kNone || node == document.root())
        return std::nullopt;
    for (NodeId parent = document.node(node).parent;
         parent != document.root() && document.node(parent).children.size() == 1;
         parent = document.node(node).parent)
        node = parent;
    return removeMember(document, node);
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
