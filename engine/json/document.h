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
};

/// A user's JSON text with its concrete syntax tree: every value knows its bytes, duplicate members
/// stay visible, and a change is an Edit of exactly the bytes that must change.
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

    /// Error "json.syntax" with line, column, offset and reason.
    static base::Result<Document> parse(std::string text);

    const std::string& text() const { return m_text; }
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

    Position position(std::size_t offset) const { return positionAt(m_text, offset); }

    Edit replaceValue(NodeId id, std::string newText) const {
        return {m_nodes[id].range, std::move(newText)};
    }
    Edit renameKey(NodeId member, std::string_view newKey) const {
        return {m_nodes[member].keyRange, quotedText(newKey)};
    }

private:
    friend class DocumentParser;
    std::string m_text;
    std::vector<Node> m_nodes;
};

} // namespace ws::json
