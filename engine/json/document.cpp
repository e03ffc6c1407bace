#include "engine/json/document.h"

#include "engine/json/pointer.h"

#include <algorithm>
#include <charconv>

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
    explicit DocumentParser(Document& document)
        : m_document(document)
        , m_text(document.m_text) {}

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
};

base::Result<Document> Document::parse(std::string text) {
    if (auto checked = Value::parse(text); !checked)
        return checked.error();
    Document document;
    document.m_text = std::move(text);
    DocumentParser(document).parse();
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

std::string Document::string(NodeId id) const {
    if (id == kNone || m_nodes[id].type != Value::Type::String)
        return {};
    return value(id).toString();
}

Value Document::value(NodeId id) const {
    if (id == kNone)
        return {};
    const Range range = m_nodes[id].range;
    auto parsed = Value::parse(std::string_view(m_text).substr(range.begin, range.size()));
    return parsed ? std::move(*parsed) : Value();
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

} // namespace ws::json
