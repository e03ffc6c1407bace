#include "engine/json/draftwriter.h"

#include "engine/json/textstyle.h"

#include <algorithm>

namespace ws::json {

namespace {

constexpr std::string_view kBlanks = " \t";

/// Later lines move from one indentation to another; those that have less stay.
std::string indented(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
        if (text.compare(at + 1, from.size(), from) == 0)
            text.replace(at + 1, from.size(), to);
    }
    return text;
}

/// Edits that touch become one.
std::vector<Edit> merged(std::vector<Edit> edits) {
    std::stable_sort(edits.begin(), edits.end(), [](const Edit& left, const Edit& right) {
        return left.range.begin < right.range.begin;
    });
    std::vector<Edit> out;
    for (Edit& edit : edits) {
        if (!out.empty() && out.back().range.end == edit.range.begin) {
            out.back().range.end = edit.range.end;
            out.back().text += edit.text;
        } else {
            out.push_back(std::move(edit));
        }
    }
    return out;
}

} // namespace

std::optional<std::vector<Edit>> DraftWriter::write(const Part& root) {
    inner(root);
    if (m_failed)
        return std::nullopt;
    return merged(std::move(m_edits));
}

std::optional<std::string> DraftWriter::writeBlock(const Part& object) {
    if (!object.isObject() || object.m_parts.empty())
        return std::nullopt;
    std::vector<const Part*> members;
    for (const Part::Owned& each : object.m_parts)
        members.push_back(each.get());
    std::string text = joined(members, {Style::Kind::Block, {}, {}});
    if (m_failed)
        return std::nullopt;
    return std::move(text) + "\n";
}

void DraftWriter::replace(Range range, std::string text) {
    m_edits.push_back({range, std::move(text)});
}

// --- Where things stand

bool DraftWriter::isFlow(NodeId container) const {
    const char first = m_document.text()[m_document.node(container).range.begin];
    return first == '{' || first == '[';
}

bool DraftWriter::isInPlace(NodeId node) const {
    const NodeId parent = m_document.node(node).parent;
    if (parent == Document::kNone)
        return true;
    const Range outer = m_document.node(parent).range;
    const Range inner = m_document.node(node).range;
    return inner.begin >= outer.begin && inner.end <= outer.end &&
           m_document.text()[outer.begin] != '*';
}

/// With its name, or with the dash of a list in lines.
std::size_t DraftWriter::beginOf(NodeId id) const {
    const Document::Node& node = m_document.node(id);
    if (node.keyRange.size() > 0)
        return node.keyRange.begin;
    if (node.parent == Document::kNone || isFlow(node.parent))
        return node.range.begin;
    const std::string_view text = m_document.text();
    const std::size_t list = m_document.node(node.parent).range.begin;
    const std::size_t column = list - lineBegin(text, list);
    for (std::size_t line = lineBegin(text, node.range.begin);; line = lineBegin(text, line - 1)) {
        if (line + column <= node.range.begin && text.substr(line + column, 1) == "-")
            return line + column;
        if (line <= list)
            return node.range.begin;
    }
}

/// With the comments above it.
std::size_t DraftWriter::leadOf(NodeId id) const {
    return commentsAbove(m_document, id, beginOf(id));
}

/// The comments above it, as they go before it in its new place.
std::string DraftWriter::lead(const Part& part, const Style& style) const {
    if (part.m_source == Document::kNone || style.kind == Style::Kind::Line)
        return {};
    const std::size_t begin = beginOf(part.m_source);
    const std::size_t top = leadOf(part.m_source);
    return indented(m_document.text().substr(top, begin - top), indentAt(m_document.text(), begin),
                    style.indent);
}

/// In blocks with the comments behind it, and those below that stand deeper.
std::size_t DraftWriter::endOf(NodeId id) const {
    const Document::Node& node = m_document.node(id);
    if (node.parent == Document::kNone || isFlow(node.parent))
        return node.range.end;
    const std::string_view text = m_document.text();
    const std::size_t rest = text.find_first_not_of(kBlanks, node.range.end);
    if (rest == std::string_view::npos || text[rest] == '\n' || text[rest] == '#') {
        const std::size_t begin = beginOf(id);
        return endWithComments(text, node.range.end, begin - lineBegin(text, begin));
    }
    return node.range.end;
}

DraftWriter::Style DraftWriter::styleOf(const Part& container) const {
    const std::string_view text = m_document.text();
    const Document::Node& node = m_document.node(container.m_source);
    const auto own = std::find_if(node.children.begin(), node.children.end(),
                                  [&](NodeId child) { return isInPlace(child); });
    if (own == node.children.end())
        return container.parent() && container.parent()->m_source != Document::kNone
                   ? nested(styleOf(*container.parent()), container)
                   : Style{Style::Kind::Lines, "  ", {}};
    const std::size_t begin = beginOf(*own);
    if (!isFlow(container.m_source))
        return {Style::Kind::Block, std::string(begin - lineBegin(text, begin), ' '), {}};
    if (!isAloneOnLine(text, begin))
        return {Style::Kind::Line, indentAt(text, begin), indentAt(text, begin)};
    return {Style::Kind::Lines, indentAt(text, begin), indentAt(text, node.range.end - 1)};
}

DraftWriter::Style DraftWriter::nested(const Style& style, const Part& part) const {
    if (style.kind == Style::Kind::Block)
        return {Style::Kind::Block, style.indent + "  ", style.indent};
    const bool plainList =
        part.isArray() &&
        std::none_of(part.m_parts.begin(), part.m_parts.end(),
                     [](const Part::Owned& each) { return each->isObject() || each->isArray(); });
    if (style.kind == Style::Kind::Line || plainList)
        return {Style::Kind::Line, style.indent, style.indent};
    std::string unit = "  ";
    const std::size_t first = m_document.text().find("\n");
    if (first != std::string::npos && m_document.syntax() == Syntax::Json) {
        const std::size_t end = m_document.text().find_first_not_of(kBlanks, first + 1);
        if (end != std::string::npos && end > first + 1 && m_document.text()[end] == '"')
            unit = m_document.text().substr(first + 1, end - first - 1);
    }
    return {Style::Kind::Lines, style.indent + unit, style.indent};
}

std::string DraftWriter::separator(const Style& style) const {
    if (style.kind == Style::Kind::Block)
        return "\n" + style.indent;
    if (style.kind == Style::Kind::Lines)
        return ",\n" + style.indent;
    const std::string& text = m_document.text();
    const bool dense = m_document.syntax() == Syntax::Json &&
                       text.find(",\"") != std::string::npos &&
                       text.find(", ") == std::string::npos;
    return dense ? "," : ", ";
}

// --- What stays where it is

void DraftWriter::inner(const Part& part) {
    if (part.m_rewritten)
        rewrite(part);
    else if (part.isObject() || part.isArray())
        members(part);
}

void DraftWriter::rewrite(const Part& part) {
    const Document::Node& node = m_document.node(part.m_source);
    if (!part.parent() || part.parent()->m_source == Document::kNone) {
        replace(node.range, fresh(part, {Style::Kind::Lines, {}, {}}));
        return;
    }
    const Style style = styleOf(*part.parent());
    std::string text = fresh(part, style);
    Range range = node.range;
    const bool isScalar = !part.isObject() && !part.isArray() && node.children.empty();
    if (style.kind == Style::Kind::Block && node.keyRange.size() > 0 && !isScalar) {
        // On the line of the name, or below it, whatever the old value did.
        const std::size_t colon = m_document.text().find(':', node.keyRange.end) + 1;
        if (m_document.text().find_first_not_of(" \t\r\n", colon) >= range.begin) {
            range.begin = colon;
            if (!text.starts_with('\n'))
                text.insert(0, " ");
        }
    }
    replace(range, std::move(text));
}

/// The longest run of members that need not move.
std::vector<const Part*> DraftWriter::staying(const Part& part) const {
    const auto& source = m_document.node(part.m_source).children;
    struct Link {
        std::size_t place; ///< in the source
        const Part* part;
        int before; ///< in `links`
    };
    std::vector<Link> links;
    std::vector<int> ends; // of the best run of each length
    std::vector<bool> seen(source.size());
    for (const Part::Owned& each : part.m_parts) {
        if (each->m_source == Document::kNone ||
            m_document.node(each->m_source).parent != part.m_source)
            continue;
        const auto place = std::size_t(
            std::lower_bound(source.begin(), source.end(), each->m_source) - source.begin());
        if (place == source.size() || seen[place])
            continue; // a copy of what is there already
        seen[place] = true;
        const auto at = std::lower_bound(ends.begin(), ends.end(), place, [&](int end, auto value) {
            return links[std::size_t(end)].place < value;
        });
        const int before = at == ends.begin() ? -1 : *(at - 1);
        const auto length = at - ends.begin();
        links.push_back({place, each.get(), before});
        if (at == ends.end())
            ends.push_back(int(links.size()) - 1);
        else
            ends[std::size_t(length)] = int(links.size()) - 1;
    }
    std::vector<const Part*> out;
    for (int at = ends.empty() ? -1 : ends.back(); at >= 0; at = links[std::size_t(at)].before)
        out.insert(out.begin(), links[std::size_t(at)].part);
    return out;
}

void DraftWriter::members(const Part& part) {
    const auto& source = m_document.node(part.m_source).children;
    const auto stay = staying(part);
    std::optional<Style> style;
    Gap gap;
    std::size_t old = 0;
    std::size_t now = 0;
    const auto finish = [&](NodeId after) {
        gap.after = after;
        if (!gap.isEmpty()) {
            if (!style)
                style = styleOf(part);
            close(part, gap, *style);
        }
        gap = {};
        gap.before = after;
    };
    for (std::size_t i = 0; i <= stay.size(); ++i) {
        const Part* next = i < stay.size() ? stay[i] : nullptr;
        for (; old < source.size() && (!next || source[old] != next->m_source); ++old) {
            if (!isInPlace(source[old]))
                m_failed = true; // what is merged in cannot be taken out here
            gap.removed.push_back(source[old]);
        }
        for (; now < part.size() && &part.at(now) != next; ++now)
            gap.inserted.push_back(&part.at(now));
        if (!next) {
            finish(Document::kNone);
            break;
        }
        ++old;
        ++now;
        const Document::Node& node = m_document.node(next->m_source);
        if (!isInPlace(next->m_source)) {
            const std::size_t before = m_edits.size();
            inner(*next);
            m_failed = m_failed || m_edits.size() > before || next->m_key != node.key;
            continue;
        }
        finish(next->m_source);
        if (next->m_key != node.key)
            replace(node.keyRange, written(m_document, Value(next->m_key)));
        inner(*next);
    }
}

void DraftWriter::close(const Part& part, const Gap& gap, const Style& style) {
    if (m_document.text()[m_document.node(part.m_source).range.begin] == '*') {
        m_failed = true; // an alias: the text stands elsewhere and belongs to others too
        return;
    }
    if (isFlow(part.m_source))
        closeFlow(part, gap, style, joined(gap.inserted, style));
    else
        closeBlock(part, gap, style, joined(gap.inserted, style));
}

void DraftWriter::closeFlow(const Part& part, const Gap& gap, const Style& style,
                            std::string text) {
    const Range whole = m_document.node(part.m_source).range;
    const bool isAlone = gap.before == Document::kNone && gap.after == Document::kNone;
    if (style.kind == Style::Kind::Block) { // {} of YAML, in whose place a block comes
        const std::size_t begin = m_document.text().find_last_not_of(kBlanks, whole.begin - 1) + 1;
        replace({begin, whole.end}, "\n" + style.indent + text);
    } else if (isAlone) {
        const bool lines = style.kind == Style::Kind::Lines && !text.empty();
        replace({whole.begin + 1, whole.end - 1},
                lines ? "\n" + style.indent + text + "\n" + style.outer : text);
    } else if (!gap.removed.empty()) {
        const std::size_t first = leadOf(gap.removed.front());
        if (!gap.inserted.empty())
            replace({first, endOf(gap.removed.back())}, std::move(text));
        else if (gap.after != Document::kNone)
            replace({first, leadOf(gap.after)}, {});
        else
            replace({endOf(gap.before), endOf(gap.removed.back())}, {});
    } else if (gap.before != Document::kNone) {
        const std::size_t end = endOf(gap.before);
        replace({end, end}, separator(style) + text);
    } else {
        const std::size_t begin = leadOf(gap.after);
        replace({begin, begin}, text + separator(style));
    }
}

void DraftWriter::closeBlock(const Part& part, const Gap& gap, const Style& style,
                             std::string text) {
    const std::string_view whole = m_document.text();
    if (gap.removed.empty()) {
        const std::size_t at =
            gap.before != Document::kNone ? endOf(gap.before) : leadOf(gap.after);
        replace({at, at},
                gap.before != Document::kNone ? separator(style) + text : text + separator(style));
        return;
    }
    const std::size_t first = leadOf(gap.removed.front());
    const std::size_t last = endOf(gap.removed.back());
    if (!gap.inserted.empty()) {
        replace({first, last}, std::move(text));
    } else if (gap.before == Document::kNone && gap.after == Document::kNone) {
        replace({first, last}, part.isObject() ? "{}" : "[]");
    } else if (isAloneOnLine(whole, first)) {
        const std::size_t begin = lineBegin(whole, first);
        if (last < whole.size())
            replace({begin, last + 1}, {});
        else
            replace({begin - 1, last}, {});
    } else if (gap.after != Document::kNone) {
        replace({first, beginOf(gap.after)}, {});
    } else {
        replace({endOf(gap.before), last}, {});
    }
}

// --- What comes

std::string DraftWriter::joined(const std::vector<const Part*>& parts, const Style& style) {
    std::string out;
    for (const Part* part : parts) {
        if (!out.empty())
            out += separator(style);
        out += item(*part, style);
    }
    return out;
}

std::string DraftWriter::item(const Part& part, const Style& style) {
    const bool isBlock = style.kind == Style::Kind::Block;
    const std::string value = valueText(part, style);
    const std::string comments = lead(part, style);
    if (part.parent()->isArray())
        return comments + (isBlock ? "- " + value : value);
    const bool dense =
        m_document.syntax() == Syntax::Json && m_document.text().find("\":\"") != std::string::npos;
    const std::string key = written(m_document, Value(part.m_key)) + ":";
    return comments + key +
           (dense || value.starts_with('\n') || value.starts_with(' ') ? "" : " ") + value;
}

bool DraftWriter::isBlockText(const Part& part) const {
    return (part.isObject() || part.isArray()) && !isFlow(part.m_source) &&
           m_document.text()[m_document.node(part.m_source).range.begin] != '*';
}

std::string DraftWriter::valueText(const Part& part, const Style& style) {
    if (part.m_source == Document::kNone || part.m_rewritten)
        return fresh(part, style);
    const NodeId parent = m_document.node(part.m_source).parent;
    const bool fromBlock = parent != Document::kNone && !isFlow(parent);
    if (fromBlock && style.kind != Style::Kind::Block &&
        (isBlockText(part) || m_document.node(part.m_source).children.empty()))
        return fresh(part, style);
    return moved(part, style);
}

std::string DraftWriter::fresh(const Part& part, const Style& style) {
    if (!part.isObject() && !part.isArray())
        return written(m_document, part.m_scalar);
    const char* brackets = part.isObject() ? "{}" : "[]";
    if (part.m_parts.empty())
        return brackets;
    std::vector<const Part*> parts;
    for (const Part::Owned& each : part.m_parts)
        parts.push_back(each.get());
    const Style inside = nested(style, part);
    const std::string text = joined(parts, inside);
    if (inside.kind == Style::Kind::Block)
        return part.parent() && part.parent()->isArray() ? text : "\n" + inside.indent + text;
    if (inside.kind == Style::Kind::Line)
        return brackets[0] + text + brackets[1];
    return brackets[0] + ("\n" + inside.indent) + text + "\n" + style.indent + brackets[1];
}

/// The bytes that it has where it was, with the changes inside it.
std::string DraftWriter::moved(const Part& part, const Style& style) {
    const std::string_view text = m_document.text();
    const Document::Node& node = m_document.node(part.m_source);
    const bool isBlock = style.kind == Style::Kind::Block;
    DraftWriter inside(m_document);
    auto edits = inside.write(part);
    if (!edits) {
        m_failed = true;
        return {};
    }
    const std::size_t begin = node.range.begin;
    const std::size_t end = isBlock ? endOf(part.m_source) : node.range.end;
    for (Edit& edit : *edits) {
        edit.range.begin = std::max(edit.range.begin, begin) - begin;
        edit.range.end -= begin;
    }
    std::string body = applied(text.substr(begin, end - begin), *edits);
    if (!isBlockText(part))
        return indented(body, indentAt(text, begin), style.indent);
    // An anchor or a comment between the name and what is below it comes along.
    const std::string column(begin - lineBegin(text, begin), ' ');
    const std::string indent = style.indent + "  ";
    body.erase(0, body.find_first_not_of(kBlanks)); // the first member may be gone
    const std::string below = indented(body, column, indent);
    if (part.parent()->isArray())
        return below;
    std::string head;
    if (node.keyRange.size() > 0) {
        const std::size_t colon = text.find(':', node.keyRange.end) + 1;
        const std::size_t stop = std::min(lineEnd(text, colon), begin);
        head = std::string(text.substr(colon, stop - colon));
        head.erase(head.find_last_not_of(" \t\r") + 1);
        // What is said before the first member.
        const std::size_t line = lineBegin(text, begin);
        const std::size_t lines = lineEnd(text, colon) + 1;
        if (lines < line)
            head += "\n" + indented("\n" + std::string(text.substr(lines, line - 1 - lines)),
                                    column, indent)
                               .substr(1);
    }
    return head + "\n" + indent + below;
}

} // namespace ws::json
