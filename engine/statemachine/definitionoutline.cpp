#include "engine/statemachine/definitionoutline.h"

#include <algorithm>

namespace ws::statemachine {

using Node = DefinitionOutline::Node;
using Type = DefinitionOutline::Type;

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// What the escapes of a quoted text stand for, as far as names need it.
std::string decoded(std::string_view inner) {
    if (inner.find('\\') == std::string_view::npos)
        return std::string(inner);
    if (auto value = json::Value::parse('"' + std::string(inner) + '"'))
        return value->toString();
    return std::string(inner);
}

} // namespace

/// JSON, and the flows of YAML.
class JsonOutlineReader {
public:
    JsonOutlineReader(DefinitionOutline& outline, std::string_view text, std::size_t at)
        : m_outline(outline)
        , m_text(text)
        , m_at(at) {}

    std::size_t position() const { return m_at; }

    void value(int id) {
        skip();
        if (m_at >= m_text.size())
            return missing(id);
        const char c = m_text[m_at];
        if (c == '{')
            return container(id, Type::Object, '}');
        if (c == '[')
            return container(id, Type::Array, ']');
        if (c == '"' || c == '\'')
            return string(id);
        if (c == ',' || c == '}' || c == ']' || c == ':')
            return missing(id);
        const std::size_t begin = m_at;
        word();
        Node& node = m_outline.m_nodes[std::size_t(id)];
        node.type = Type::Other;
        node.range = {begin, m_at};
        node.text = std::string(m_text.substr(begin, m_at - begin));
    }

private:
    void skip() {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }
    void word() {
        while (m_at < m_text.size() && !isBlank(m_text[m_at]) &&
               std::string_view(",:{}[]\"").find(m_text[m_at]) == std::string_view::npos)
            ++m_at;
    }
    void missing(int id) {
        Node& node = m_outline.m_nodes[std::size_t(id)];
        node.type = Type::Missing;
        node.range = {m_at, m_at};
    }
    /// Ends with its line when the closing quote is not there yet.
    json::Range quoted(std::string& text, bool& closed) {
        const char quote = m_text[m_at];
        const std::size_t begin = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != quote && m_text[m_at] != '\n')
            m_at += m_text[m_at] == '\\' && m_at + 1 < m_text.size() ? 2 : 1;
        m_at = std::min(m_at, m_text.size());
        text = decoded(m_text.substr(begin + 1, m_at - begin - 1));
        closed = m_at < m_text.size() && m_text[m_at] == quote;
        if (closed)
            ++m_at;
        return {begin, m_at};
    }
    void string(int id) {
        std::string text;
        bool closed = false;
        const json::Range range = quoted(text, closed);
        Node& node = m_outline.m_nodes[std::size_t(id)];
        node.type = Type::String;
        node.quoted = true;
        node.closed = closed;
        node.range = range;
        node.text = std::move(text);
    }
    void container(int id, Type type, char end) {
        const std::size_t begin = m_at++;
        for (;;) {
            while (m_at < m_text.size() && (isBlank(m_text[m_at]) || m_text[m_at] == ','))
                ++m_at;
            if (m_at >= m_text.size() || m_text[m_at] == end || m_text[m_at] == '}' ||
                m_text[m_at] == ']')
                break;
            if (type == Type::Object)
                member(id);
            else
                value(m_outline.add(id, {}));
        }
        // The bracket of an outer container closes what was left open too.
        const bool closed = m_at < m_text.size() && m_text[m_at] == end;
        if (closed)
            ++m_at;
        Node& node = m_outline.m_nodes[std::size_t(id)];
        node.closed = closed;
        node.type = type;
        node.range = {begin, m_at};
    }
    void member(int object) {
        Node node;
        if (m_text[m_at] == '"' || m_text[m_at] == '\'') {
            node.keyRange = quoted(node.key, node.keyClosed);
            node.keyQuoted = true;
        } else {
            const std::size_t begin = m_at;
            word();
            m_at += m_at == begin ? 1 : 0; // a stray sign
            node.keyRange = {begin, m_at};
            node.key = std::string(m_text.substr(begin, m_at - begin));
        }
        const int id = m_outline.add(object, std::move(node));
        const std::size_t after = m_at;
        skip();
        if (m_at < m_text.size() && m_text[m_at] == ':') {
            ++m_at;
            m_outline.m_nodes[std::size_t(id)].hasColon = true;
            value(id);
            return;
        }
        m_at = after;
        missing(id);
    }

    DefinitionOutline& m_outline;
    std::string_view m_text;
    std::size_t m_at;
};

/// The blocks of YAML by their indentation.
class YamlOutlineReader {
public:
    YamlOutlineReader(DefinitionOutline& outline, std::string_view text, std::size_t cursor)
        : m_outline(outline)
        , m_text(text)
        , m_cursor(cursor) {}

    void read() {
        m_frames.push_back({-1, 0, false});
        while (m_at < m_text.size() || (m_at == m_text.size() && !m_seenEnd))
            line();
        for (std::size_t id = m_outline.m_nodes.size(); id-- > 1;) {
            const Node& node = m_outline.m_nodes[id];
            Node& parent = m_outline.m_nodes[std::size_t(node.parent)];
            parent.range.end = std::max({parent.range.end, node.range.end, node.keyRange.end});
        }
    }

private:
    struct Frame {
        int indent;
        int node;
        bool isItem;
    };

    void line() {
        const std::size_t begin = m_at;
        std::size_t end = m_text.find('\n', begin);
        m_seenEnd = end == std::string_view::npos;
        end = std::min(end, m_text.size());
        m_at = std::min(end + 1, m_text.size());
        std::size_t at = m_text.find_first_not_of(' ', begin);
        at = std::min(at, end);
        const bool blank = at == end || m_text[at] == '\r';
        if (blank || m_text[at] == '#' || m_text.substr(at, 3) == "---") {
            if (blank && m_cursor >= begin && m_cursor <= end)
                key(int(m_cursor - begin), m_cursor, m_cursor);
            return;
        }
        while (at < end && m_text[at] == '-' && (at + 1 >= end || m_text[at + 1] == ' ')) {
            item(int(at - begin), at);
            at = std::min(m_text.find_first_not_of(' ', at + 1), end);
            // The place behind a dash is a key that begins there.
            if (at == end && m_cursor > begin && m_cursor <= end) {
                key(int(m_cursor - begin), m_cursor, m_cursor);
                return;
            }
        }
        if (at < end)
            entry(int(at - begin), at, end);
    }

    void become(int id, Type type, std::size_t at) {
        Node& node = m_outline.m_nodes[std::size_t(id)];
        if (node.type == type)
            return;
        node.type = type;
        node.range = {at, at};
    }

    void item(int indent, std::size_t at) {
        while (m_frames.size() > 1 &&
               (m_frames.back().indent > indent ||
                (m_frames.back().indent == indent && m_frames.back().isItem)))
            m_frames.pop_back();
        const int list = m_frames.back().node;
        become(list, Type::Array, at);
        Node node;
        node.range = {at + 1, at + 1};
        m_frames.push_back({indent, m_outline.add(list, std::move(node)), true});
    }

    int key(int indent, std::size_t begin, std::size_t end) {
        while (m_frames.size() > 1 && m_frames.back().indent >= indent)
            m_frames.pop_back();
        const int object = m_frames.back().node;
        become(object, Type::Object, begin);
        Node node;
        node.keyRange = {begin, end};
        node.range = {end, end};
        node.key = decoded(m_text.substr(begin, end - begin));
        return m_outline.add(object, std::move(node));
    }

    /// "key: value", a value of a list, or a key that is being typed.
    void entry(int indent, std::size_t at, std::size_t end) {
        std::size_t keyEnd = at;
        const bool quote = m_text[at] == '"' || m_text[at] == '\'';
        if (quote) {
            keyEnd = m_text.find(m_text[at], at + 1);
            keyEnd = keyEnd == std::string_view::npos || keyEnd > end ? end : keyEnd + 1;
        }
        std::size_t colon = keyEnd;
        while (colon < end &&
               !(m_text[colon] == ':' && (colon + 1 >= end || isBlank(m_text[colon + 1]))))
            ++colon;
        const bool flow = m_text[at] == '{' || m_text[at] == '[';
        if (flow || colon >= end) {
            const Frame& top = m_frames.back();
            if (top.isItem && m_outline.node(top.node).type == Type::Missing)
                return scalar(top.node, at, end);
            if (flow || quote)
                return;
            std::size_t wordEnd = m_text.find_last_not_of(" \r", end == 0 ? 0 : end - 1) + 1;
            key(indent, at, std::max(at, std::min(wordEnd, end)));
            return;
        }
        const int id = key(indent, at, colon);
        Node& node = m_outline.m_nodes[std::size_t(id)];
        if (quote) {
            node.key = decoded(m_text.substr(at + 1, keyEnd - at - 2));
            node.keyQuoted = true;
            node.keyClosed = true;
        }
        node.hasColon = true;
        node.range = {colon + 1, colon + 1};
        m_frames.push_back({indent, id, false});
        std::size_t value = std::min(m_text.find_first_not_of(' ', colon + 1), end);
        if (value >= end || m_text[value] == '\r' || m_text[value] == '#') {
            m_outline.m_nodes[std::size_t(id)].range.end = std::max(colon + 1, value);
            return;
        }
        scalar(id, value, end);
    }

    void scalar(int id, std::size_t at, std::size_t end) {
        const char c = m_text[at];
        if (c == '{' || c == '[' || c == '"' || c == '\'') {
            JsonOutlineReader reader(m_outline, m_text, at);
            reader.value(id);
            if (reader.position() > m_at) { // a flow over several lines
                const std::size_t next = m_text.find('\n', reader.position());
                m_at = next == std::string_view::npos ? m_text.size() : next + 1;
                m_seenEnd = next == std::string_view::npos;
            }
            return;
        }
        Node& node = m_outline.m_nodes[std::size_t(id)];
        if (c == '|' || c == '>')
            return block(node, m_frames.back().indent);
        // Of its line alone: a text may have no comment at all.
        std::size_t stop = at + std::min(m_text.substr(at, end - at).find(" #"), end - at);
        while (stop > at && isBlank(m_text[stop - 1]))
            --stop;
        node.type = Type::String;
        node.range = {at, stop};
        node.text = std::string(m_text.substr(at, stop - at));
    }

    /// The lines that are further in than their key.
    void block(Node& node, int indent) {
        node.type = Type::String;
        node.range = {m_at, m_at};
        while (m_at < m_text.size()) {
            const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
            const std::size_t first = std::min(m_text.find_first_not_of(' ', m_at), end);
            if (first < end && m_text[first] != '\r' && int(first - m_at) <= indent)
                break;
            node.range.end = end;
            m_at = std::min(end + 1, m_text.size());
            if (end == m_text.size())
                break;
        }
        node.text = std::string(m_text.substr(node.range.begin, node.range.size()));
    }

    DefinitionOutline& m_outline;
    std::string_view m_text;
    const std::size_t m_cursor;
    std::size_t m_at = 0;
    bool m_seenEnd = false;
    std::vector<Frame> m_frames;
};

DefinitionOutline::DefinitionOutline(std::string_view text, std::size_t cursor,
                                     DefinitionKind kind) {
    m_nodes.emplace_back();
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool braced = first != std::string_view::npos && text[first] == '{';
    const bool yaml = kind == DefinitionKind::Yaml || (kind == DefinitionKind::Unknown && !braced);
    m_syntax = yaml && !braced ? json::Syntax::Yaml : json::Syntax::Json;
    if (m_syntax == json::Syntax::Yaml) {
        m_nodes[0].type = Type::Object;
        YamlOutlineReader(*this, text, cursor).read();
        m_nodes[0].range = {0, text.size()};
    } else {
        JsonOutlineReader(*this, text, 0).value(0);
    }
}

int DefinitionOutline::add(int parent, Node node) {
    const int id = int(m_nodes.size());
    node.parent = parent;
    m_nodes.push_back(std::move(node));
    m_nodes[std::size_t(parent)].children.push_back(id);
    return id;
}

int DefinitionOutline::member(int object, std::string_view key) const {
    if (object == kNone)
        return kNone;
    const auto& children = node(object).children;
    const auto found = std::find_if(children.rbegin(), children.rend(),
                                    [&](int child) { return node(child).key == key; });
    return found == children.rend() ? kNone : *found;
}

std::string DefinitionOutline::text(int object, std::string_view key) const {
    const int id = member(object, key);
    return id == kNone ? std::string() : node(id).text;
}

DefinitionOutline::Cursor DefinitionOutline::at(std::size_t offset) const {
    const bool yaml = m_syntax == json::Syntax::Yaml;
    // Inside the quotes, or anywhere from the first to behind the last letter without them.
    const auto within = [&](const json::Range& range, bool quoted, bool closed) { // NOLINT: local
        return offset >= range.begin + (quoted ? 1 : 0) &&
               offset <= range.end - (quoted && closed ? 1 : 0);
    };
    int container = 0;
    for (;;) {
        int inner = kNone;
        const bool object = node(container).type == Type::Object;
        for (const int child : node(container).children) {
            const Node& each = node(child);
            if (object && within(each.keyRange, each.keyQuoted, each.keyClosed))
                return {Spot::Key, container, child};
            if (each.type == Type::Object || each.type == Type::Array) {
                const bool flow = each.closed || !yaml;
                const bool inside =
                    flow ? offset > each.range.begin && (offset < each.range.end ||
                                                         (offset == each.range.end && !each.closed))
                         : offset >= each.range.begin && offset <= each.range.end;
                if (inside) {
                    inner = child;
                    break;
                }
                continue;
            }
            const bool valued = !object || each.hasColon;
            if (valued && within(each.range, each.quoted, each.closed))
                return {Spot::Value, container, child};
            // Between the colon and a value that is not there yet.
            if (object && each.hasColon && each.type == Type::Missing &&
                offset > each.keyRange.end && offset <= each.range.end)
                return {Spot::Value, container, child};
        }
        if (inner == kNone)
            break;
        container = inner;
    }
    const Node& whole = node(container);
    if (whole.type == Type::Object)
        return {yaml && !whole.closed ? Spot::None : Spot::NewKey, container, kNone};
    if (whole.type == Type::Array)
        return {yaml && !whole.closed ? Spot::None : Spot::NewItem, container, kNone};
    return {};
}

} // namespace ws::statemachine
