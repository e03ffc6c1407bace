#pragma once

#include "engine/json/document.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::json {

/// A value of a Draft: one that stands in the document, or a new one.
class Part {
public:
    using Owned = std::unique_ptr<Part>;

    /// A new value.
    static Owned make(std::string key, const Value& value);
    /// The same value with the same bytes, to stand a second time.
    Owned clone() const;

    Value::Type type() const { return m_type; }
    bool isObject() const { return m_type == Value::Type::Object; }
    bool isArray() const { return m_type == Value::Type::Array; }
    const std::string& key() const { return m_key; }
    Part* parent() const { return m_parent; }
    /// Of a text, number, true, false or null.
    const Value& scalar() const { return m_scalar; }
    /// The decoded text, or empty.
    const std::string& string() const { return m_scalar.toString(); }
    Value value() const;

    std::size_t size() const { return m_parts.size(); }
    Part& at(std::size_t index) const { return *m_parts[index]; }
    std::size_t indexOf(const Part& part) const;
    /// The last one of that name, or nullptr.
    Part* member(std::string_view name) const;
    /// The text of a member, or empty.
    std::string text(std::string_view name) const;

    void rename(std::string key) { m_key = std::move(key); }
    /// Becomes another value; the bytes stay where it is the same.
    void assign(const Value& value);
    /// The member's value; a new member goes to the end.
    Part& set(std::string_view name, const Value& value);
    Part& insert(std::size_t index, Owned part);
    Part& append(Owned part) { return insert(m_parts.size(), std::move(part)); }
    Owned take(Part& part);
    void remove(std::string_view name);

private:
    friend class Draft;
    friend class DraftWriter;
    Part() = default;

    Value::Type m_type = Value::Type::Null;
    Document::NodeId m_source = Document::kNone; ///< whose bytes these are
    bool m_rewritten = false;                    ///< another value in the place of the source
    std::string m_key;
    Value m_scalar;
    std::vector<Owned> m_parts;
    Part* m_parent = nullptr;
};

/// A document being rebuilt: members are added, renamed, moved, copied and removed at will, and
/// edits() says by which bytes the text comes to it. What is kept, moved or copied keeps its bytes
/// (comments, order, style), indented as its new place asks for; what is new takes the style of its
/// neighbours: JSON on one line or several, YAML in blocks or flows.
class Draft {
public:
    /// The document outlives the draft.
    explicit Draft(const Document& document);

    const Document& document() const { return m_document; }
    Part& root() const { return *m_root; }
    /// nullptr when there is none. Pointers are of the draft as it is now.
    Part* find(std::string_view pointer) const;

    /// In rising order, not overlapping. Nothing where it cannot be done: the change is in what an
    /// alias or a merge key of YAML stands for.
    std::optional<std::vector<Edit>> edits() const;

    /// An object of the draft as a YAML document of its own, in blocks: what has bytes keeps them,
    /// its comments too. Nothing where that cannot be done. It may need what only its document has
    /// (an anchor): read it back.
    std::optional<std::string> yamlOf(const Part& object) const;

private:
    Part::Owned read(Document::NodeId node) const;

    const Document& m_document;
    Part::Owned m_root;
};

/// The text after the edits (in rising order).
std::string applied(std::string_view text, const std::vector<Edit>& edits);
/// The same edits of a text that has changed meanwhile, in one place; nothing where they are about
/// what has changed.
std::optional<std::vector<Edit>> rebased(const std::vector<Edit>& edits, std::string_view from,
                                         std::string_view to);
/// What takes the edited text back, byte for byte.
std::vector<Edit> inverse(std::string_view text, const std::vector<Edit>& edits);

} // namespace ws::json
