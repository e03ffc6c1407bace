#include "engine/json/document.h"

#include "engine/json/pointer.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace ws::json {

Position positionAt(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto lineStart = before.rfind('\n');
    return {static_cast<std::size_t>(1 + std::count(before.begin(), before.end(), '\n')),
            before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1) + 1};
}

/// Walks a text that nlohmann's reader has accepted, so every branch here may trust the grammar and
/// only has to find where each value begins and ends.
class DocumentParser {
public:
    /// `text` is the document's own or, of the same length, what its placeholders were replaced
    /// with.
    DocumentParser(Document& document, std::string_view text,
                   const std::vector<Range>& placeholders)
        : m_document(document)
        , m_text(text) {
        for (const Range& placeholder : placeholders)
            m_placeholders.emplace(placeholder.begin, placeholder.end);
    }

    void parse() {
        skipSpace();
        value(Document::kNone);
    }

private:
    void skipSpace() {
        m_at = std::min(m_text.find_first_not_of(" \t\r\n\xEF\xBB\xBF", m_at), m_text.size());
    }

    Document::NodeId value(Document::NodeId parent) {
        const auto id = static_cast<Document::NodeId>(m_document.m_nodes.size());
        m_document.m_nodes.emplace_back();
        m_document.m_nodes[id].parent = parent;
        const std::size_t begin = m_at;
        const Value::Type type = body(id);
        m_document.m_nodes[id].type = type;
        m_document.m_nodes[id].range = {begin, m_at};
        if (!m_placeholders.empty() && m_placeholders.contains(begin))
            m_document.store(id, Value(m_document.m_text.substr(begin, m_at - begin)));
        skipSpace();
        return id;
    }

    Value::Type body(Document::NodeId id) {
        switch (m_text[m_at]) {
        case '{':
            container(id, '}');
            return Value::Type::Object;
        case '[':
            container(id, ']');
            return Value::Type::Array;
        case '"':
            skipString();
            return Value::Type::String;
        case 't':
            m_at += 4;
            return Value::Type::Bool;
        case 'f':
            m_at += 5;
            return Value::Type::Bool;
        case 'n':
            m_at += 4;
            return Value::Type::Null;
        default:
            return number();
        }
    }

    Value::Type number() {
        const std::size_t begin = m_at;
        m_at = std::min(m_text.find_first_not_of("+-.eE0123456789", m_at), m_text.size());
        const bool decimal =
            m_text.substr(begin, m_at - begin).find_first_of(".eE") != std::string_view::npos;
        return decimal ? Value::Type::Double : Value::Type::Integer;
    }

    void skipString() {
        for (++m_at; m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
        }
        ++m_at;
    }

    void container(Document::NodeId id, char close) {
        ++m_at;
        skipSpace();
        while (m_text[m_at] != close) {
            Range keyRange;
            if (close == '}') {
                keyRange.begin = m_at;
                skipString();
                keyRange.end = m_at;
                skipSpace();
                ++m_at; // the colon
                skipSpace();
            }
            const Document::NodeId child = value(id);
            Document::Node& node = m_document.m_nodes[child];
            node.keyRange = keyRange;
            if (close == '}') {
                node.key = decodedKey(m_text.substr(keyRange.begin, keyRange.size()));
            }
            m_document.m_nodes[id].children.push_back(child);
            if (m_text[m_at] == ',') {
                ++m_at;
                skipSpace();
            }
        }
        ++m_at;
    }

    static std::string decodedKey(std::string_view quoted) {
        if (quoted.find('\\') == std::string_view::npos)
            return std::string(quoted.substr(1, quoted.size() - 2));
        const auto key = Value::parse(quoted);
        return key ? key->toString() : std::string();
    }

    Document& m_document;
    std::string_view m_text;
    std::size_t m_at = 0;
    std::unordered_map<std::size_t, std::size_t> m_placeholders;
};

namespace {

/// `${...}` outside of strings, each from its dollar to its brace.
std::vector<Range> barePlaceholders(std::string_view text) {
    std::vector<Range> found;
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (inString && text[at] == '\\') {
            ++at;
        } else if (text[at] == '"') {
            inString = !inString;
        } else if (!inString && text.substr(at, 2) == "${") {
            const std::size_t close = text.find_first_of("}\"\n", at);
            if (close == std::string_view::npos || text[close] != '}')
                return found;
            found.push_back({at, close + 1});
            at = close;
        }
    }
    return found;
}

/// The text with a string of the same length for each: the rest keeps its place.
std::string masked(std::string text, const std::vector<Range>& placeholders) {
    for (const Range& range : placeholders) {
        std::fill(text.begin() + std::ptrdiff_t(range.begin),
                  text.begin() + std::ptrdiff_t(range.end), '$');
        text[range.begin] = '"';
        text[range.end - 1] = '"';
    }
    return text;
}

/// How many bytes of a JSON string's text make the next character, and how many bytes that
/// character has when decoded.
std::pair<std::size_t, std::size_t> escapedLength(std::string_view raw) {
    if (raw.empty() || raw[0] != '\\')
        return {1, 1};
    if (raw.size() < 6 || raw[1] != 'u')
        return {2, 1};
    const std::string unit(raw.substr(2, 4));
    const unsigned long code = std::strtoul(unit.c_str(), nullptr, 16);
    if (code >= 0xD800 && code < 0xDC00)
        return {12, 4};
    return {6, code < 0x80 ? 1U : code < 0x800 ? 2U : 3U};
}

Range rangeInJson(std::string_view raw, std::size_t offset, std::size_t begin, std::size_t end) {
    if (end <= raw.size() && raw.substr(0, end).find('\\') == std::string_view::npos)
        return {offset + begin, offset + end};
    std::size_t at = 0;
    std::size_t decoded = 0;
    const auto advanceTo = [&](std::size_t target) {
        while (decoded < target && at < raw.size()) {
            const auto [bytes, length] = escapedLength(raw.substr(at));
            if (decoded + length > target && length > 1)
                break; // within a character
            at = std::min(at + bytes, raw.size());
            decoded += length;
        }
        return at;
    };
    const std::size_t first = advanceTo(begin);
    return {offset + first, offset + advanceTo(end)};
}

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Walks the decoded string beside its text: blanks of either side may be any number of blanks of
/// the other (folding, indentation), a backslash stands for itself or for what it escapes.
/// Nothing when the two cannot be brought together.
std::optional<Range> rangeInYaml(std::string_view raw, std::string_view decoded, std::size_t begin,
                                 std::size_t end) {
    std::size_t at = 0;
    const bool quoted = !raw.empty() && (raw.front() == '"' || raw.front() == '\'');
    const bool escapes = quoted && raw.front() == '"';
    if (quoted)
        at = 1;
    else if (!raw.empty() && (raw.front() == '|' || raw.front() == '>'))
        at = std::min(raw.find('\n'), raw.size());
    Range range;
    for (std::size_t i = 0; i <= decoded.size(); ++i) {
        while (i < decoded.size() && !isBlank(decoded[i]) && at < raw.size() && isBlank(raw[at]))
            ++at;
        if (i == begin)
            range.begin = at;
        if (i == end) {
            range.end = std::max(at, range.begin);
            return range;
        }
        if (i == decoded.size() || at >= raw.size())
            break;
        if (isBlank(decoded[i])) {
            at += isBlank(raw[at]) ? 1 : escapes && raw[at] == '\\' ? 2 : 0;
        } else if (raw[at] == decoded[i]) {
            at += quoted && !escapes && raw.substr(at, 2) == "''" ? 2 : 1;
            if (escapes && decoded[i] == '\\')
                ++at;
        } else if (escapes && raw.substr(at, 2) == std::string{'\\', decoded[i]}) {
            at += 2;
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace

base::Result<Document> Document::parse(std::string text, Placeholders placeholders) {
    auto checked = Value::parse(text);
    std::vector<Range> bare;
    std::string stand;
    if (!checked && placeholders == Placeholders::Allowed) {
        bare = barePlaceholders(text);
        if (!bare.empty()) {
            stand = masked(text, bare);
            checked = Value::parse(stand);
        }
    }
    if (!checked)
        return checked.error();
    Document document;
    document.m_text = std::move(text);
    if (bare.empty())
        document.m_value = std::move(*checked);
    DocumentParser(document, bare.empty() ? document.m_text : stand, bare).parse();
    return document;
}

Document::NodeId Document::member(NodeId object, std::string_view key) const {
    if (object == kNone || m_nodes[object].type != Value::Type::Object)
        return kNone;
    const auto& children = m_nodes[object].children;
    const auto found = std::find_if(children.rbegin(), children.rend(),
                                    [&](NodeId child) { return m_nodes[child].key == key; });
    return found == children.rend() ? kNone : *found;
}

std::string_view Document::raw(NodeId id) const {
    const Range range = m_nodes[id].range;
    return std::string_view(m_text).substr(range.begin, range.size());
}

std::string Document::string(NodeId id) const {
    if (id == kNone || m_nodes[id].type != Value::Type::String)
        return {};
    if (isStored(id))
        return m_stored[id].toString();
    const std::string_view text = raw(id);
    if (text.find('\\') == std::string_view::npos)
        return std::string(text.substr(1, text.size() - 2));
    return value(id).toString();
}

Value Document::value(NodeId id) const {
    if (id == kNone)
        return {};
    if (id == root() && m_value)
        return *m_value;
    if (m_stored.empty()) {
        auto parsed = Value::parse(raw(id));
        return parsed ? std::move(*parsed) : Value();
    }
    const Node& node = m_nodes[id];
    if (node.type == Value::Type::Array) {
        Value::Array items;
        items.reserve(node.children.size());
        for (const NodeId child : node.children)
            items.push_back(value(child));
        return items;
    }
    if (node.type == Value::Type::Object) {
        Object members;
        members.reserve(node.children.size());
        for (const NodeId child : node.children)
            members.set(m_nodes[child].key, value(child));
        return members;
    }
    if (isStored(id))
        return m_stored[id];
    auto parsed = Value::parse(raw(id));
    return parsed ? std::move(*parsed) : Value();
}

void Document::store(NodeId id, Value scalar) {
    if (m_stored.size() < m_nodes.size()) {
        m_stored.resize(m_nodes.size());
        m_isStored.resize(m_nodes.size());
    }
    m_nodes[id].type = scalar.type();
    m_stored[id] = std::move(scalar);
    m_isStored[id] = true;
}

void Document::substitute(NodeId id, const Value& value) {
    m_isLiteral = false;
    m_value.reset();
    m_nodes[id].children.clear();
    if (!value.isArray() && !value.isObject())
        return store(id, value);
    m_nodes[id].type = value.type();
    if (m_stored.empty()) {
        m_stored.resize(1); // from now on values are put together, not read from the text
        m_isStored.resize(1);
    }
    const Range range = m_nodes[id].range;
    for (const Value& item : value.items())
        append(id, item, range);
    for (const auto& [key, member] : value.members()) {
        append(id, member, range);
        m_nodes[m_nodes[id].children.back()].key = key;
    }
}

void Document::append(NodeId parent, const Value& value, Range range) {
    const auto id = static_cast<NodeId>(m_nodes.size());
    m_nodes.emplace_back();
    m_nodes[id].parent = parent;
    m_nodes[id].range = range;
    m_nodes[parent].children.push_back(id);
    substitute(id, value);
}

std::string Document::pointer(NodeId id) const {
    if (id == kNone || m_nodes[id].parent == kNone)
        return {};
    const Node& parent = m_nodes[m_nodes[id].parent];
    std::string out = pointer(m_nodes[id].parent);
    if (parent.type == Value::Type::Object) {
        appendStep(out, m_nodes[id].key);
    } else {
        const auto at = std::find(parent.children.begin(), parent.children.end(), id);
        appendStep(out, std::to_string(at - parent.children.begin()));
    }
    return out;
}

Document::NodeId Document::find(std::string_view pointer) const {
    NodeId at = root();
    while (!pointer.empty() && at != kNone) {
        pointer.remove_prefix(1);
        const auto slash = pointer.find('/');
        const std::string_view step = pointer.substr(0, slash);
        pointer = slash == std::string_view::npos ? std::string_view() : pointer.substr(slash);
        const Node& here = m_nodes[at];
        NodeId next = kNone;
        if (here.type == Value::Type::Array) {
            std::size_t index = SIZE_MAX;
            std::from_chars(step.data(), step.data() + step.size(), index);
            next = index < here.children.size() ? here.children[index] : kNone;
        } else {
            for (const NodeId child : here.children) {
                if (escapedStep(m_nodes[child].key) == step)
                    next = child;
            }
        }
        at = next;
    }
    return at;
}

Document::NodeId Document::nodeAt(std::size_t offset) const {
    NodeId at = root();
    for (;;) {
        const auto& children = m_nodes[at].children;
        const auto found = std::find_if(children.begin(), children.end(), [&](NodeId child) {
            return m_nodes[child].range.contains(offset) ||
                   m_nodes[child].keyRange.contains(offset);
        });
        if (found == children.end())
            return at;
        at = *found;
    }
}

Range Document::rangeWithin(NodeId string, std::size_t begin, std::size_t end) const {
    const Range whole = m_nodes[string].range;
    if (begin > end)
        return whole;
    const std::string_view text = raw(string);
    if (m_syntax == Syntax::Json) {
        if (isStored(string) || text.size() < 2 || text.front() != '"')
            return whole;
        return rangeInJson(text.substr(1, text.size() - 2), whole.begin + 1, begin, end);
    }
    const auto within = rangeInYaml(text, m_stored[string].toString(), begin, end);
    return within ? Range{whole.begin + within->begin, whole.begin + within->end} : whole;
}

} // namespace ws::json
