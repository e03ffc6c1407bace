#pragma once

#include "engine/json/document.h"
#include "engine/statemachine/definitiontext.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ws::statemachine {

/// What can be made out of a definition while it is typed: unfinished strings, missing commas,
/// colons and brackets are taken for what they are about to become. Where the text is right it has
/// the shape of a Document, for less.
class DefinitionOutline {
public:
    static constexpr int kNone = -1;

    enum class Type : std::uint8_t { Object, Array, String, Other, Missing };
    struct Node {
        Type type = Type::Missing;
        json::Range range;    ///< with quotes; empty while the value is missing
        json::Range keyRange; ///< with quotes
        std::string key;
        std::string text; ///< of a string, as it is read
        bool quoted = false;
        bool closed = false; ///< its quote or bracket is there
        bool keyQuoted = false;
        bool keyClosed = false;
        bool hasColon = false;
        int parent = kNone;
        std::vector<int> children;
    };

    /// On a line of YAML that is blank, the cursor's place counts as a key that begins there.
    DefinitionOutline(std::string_view text, std::size_t cursor, DefinitionKind kind);

    const std::vector<Node>& nodes() const { return m_nodes; }
    const Node& node(int id) const { return m_nodes[std::size_t(id)]; }
    int member(int object, std::string_view key) const;
    /// The text of a member, or empty.
    std::string text(int object, std::string_view key) const;

    enum class Spot : std::uint8_t { None, Key, Value, NewKey, NewItem };
    struct Cursor {
        Spot spot = Spot::None;
        int container = kNone;
        int node = kNone; ///< the member or item; kNone when there is none yet
    };
    Cursor at(std::size_t offset) const;
    json::Syntax syntax() const { return m_syntax; }

private:
    friend class JsonOutlineReader;
    friend class YamlOutlineReader;
    int add(int parent, Node node);

    std::vector<Node> m_nodes; ///< [0] is the root
    json::Syntax m_syntax = json::Syntax::Json;
};

} // namespace ws::statemachine
