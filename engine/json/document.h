#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::json {

/// Bytes [begin, end) of a text.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t size() const { return end - begin; }
    bool contains(std::size_t offset) const { return offset >= begin && offset < end; }
    bool operator==(const Range&) const = default;
};

/// Line and column count from 1; the column counts bytes.
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
    bool operator==(const Position&) const = default;
};
Position positionAt(std::string_view text, std::size_t offset);

/// Replace the bytes of `range` by `text`. The unit of every change to a user's file.
struct Edit {
    Range range;
    std::string text;
    bool operator==(const Edit&) const = default;
};

enum class Syntax : std::uint8_t { Json, Yaml };

/// A user's text, JSON or YAML, with its concrete syntax tree: every value knows its bytes,
/// duplicate members stay visible, and a change is an Edit of exactly the bytes that must change.
class Document {
public:
    using NodeId = std::uint32_t;
    static constexpr NodeId kNone = UINT32_MAX;

    struct Node {
        Value::Type type = Value::Type::Null;
        Range range;    ///< the value itself
        Range keyRange; ///< the member's name with its quotes; empty for items and the root
        std::string key;
        NodeId parent = kNone;
        std::vector<NodeId> children;
    };

    enum class Placeholders : std::uint8_t {
        Refused, ///< JSON as it stands in its RFC
        Allowed, ///< `${Name}` may stand for a value, as before a deployment tool fills it in
    };

    /// Error "json.syntax" with line, column, offset and reason.
    static base::Result<Document> parse(std::string text,
                                        Placeholders placeholders = Placeholders::Refused);

    const std::string& text() const { return m_text; }
    Syntax syntax() const { return m_syntax; }
    NodeId root() const { return 0; }
    const Node& node(NodeId id) const { return m_nodes[id]; }
    std::size_t nodeCount() const { return m_nodes.size(); }

    /// The member of that name (the last one wins, as in Value), or kNone.
    NodeId member(NodeId object, std::string_view key) const;
    /// The decoded string, or empty when the node is no string.
    std::string string(NodeId id) const;
    Value value(NodeId id) const;
    /// RFC 6901 pointer of a node ("" is the root) and back; kNone when there is none.
    std::string pointer(NodeId id) const;
    NodeId find(std::string_view pointer) const;
    /// The innermost node whose value or key holds the offset.
    NodeId nodeAt(std::size_t offset) const;
    /// Where the bytes [begin, end) of the decoded string stand in the text, whatever escapes,
    /// quotes and folded lines lie between; the whole value when that cannot be told.
    Range rangeWithin(NodeId string, std::size_t begin, std::size_t end) const;

    Position position(std::size_t offset) const { return positionAt(m_text, offset); }

    Edit replaceValue(NodeId id, std::string newText) const {
        return {m_nodes[id].range, std::move(newText)};
    }
    Edit renameKey(NodeId member, std::string_view newKey) const {
        return {m_nodes[member].keyRange, quotedText(newKey)};
    }

    /// Puts another value where the node is; what is inside it has the bytes of the node. The text
    /// stays: for what a placeholder stands for.
    void substitute(NodeId id, const Value& value);

private:
    friend class DocumentParser;
    friend class YamlDocumentBuilder;
    friend class YamlScalarChange;
    friend base::Result<Document> parseYaml(std::string text);

    std::string_view raw(NodeId id) const;
    bool isStored(NodeId id) const { return id < m_isStored.size() && m_isStored[id]; }
    void store(NodeId id, Value scalar);
    void append(NodeId parent, const Value& value, Range range);

    std::string m_text;
    // What the text says, while it is JSON in which nothing was substituted: read anyway to check
    // it, so that nobody has to read it again.
    std::optional<Value> m_value;
    Syntax m_syntax = Syntax::Json;
    // Of YAML: every value is written where it stands, without anchors and tags.
    bool m_isLiteral = false;
    std::vector<Node> m_nodes;
    // Scalars whose value is not simply their text: all of YAML, placeholders, what was
    // substituted.
    std::vector<Value> m_stored;
    std::vector<bool> m_isStored;
};

} // namespace ws::json
