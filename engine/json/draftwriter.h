#pragma once

#include "engine/json/draft.h"

#include <optional>
#include <string>
#include <vector>

namespace ws::json {

/// Finds the edits that make a document's text a draft's.
class DraftWriter {
public:
    explicit DraftWriter(const Document& document)
        : m_document(document) {}

    std::optional<std::vector<Edit>> write(const Part& root);
    /// See Draft::yamlOf().
    std::optional<std::string> writeBlock(const Part& object);

private:
    using NodeId = Document::NodeId;

    /// How the members of a container stand.
    struct Style {
        enum class Kind { Line, Lines, Block };
        Kind kind = Kind::Lines;
        std::string indent; ///< of a member
        std::string outer;  ///< of the container's last line
    };
    /// Members that go between two that stay, in place of those that are gone.
    struct Gap {
        NodeId before = Document::kNone;
        NodeId after = Document::kNone;
        std::vector<NodeId> removed;
        std::vector<const Part*> inserted;
        bool isEmpty() const { return removed.empty() && inserted.empty(); }
    };

    void inner(const Part& part);
    void rewrite(const Part& part);
    void members(const Part& part);
    std::vector<const Part*> staying(const Part& part) const;
    void close(const Part& part, const Gap& gap, const Style& style);
    void closeFlow(const Part& part, const Gap& gap, const Style& style, std::string text);
    void closeBlock(const Part& part, const Gap& gap, const Style& style, std::string text);
    void replace(Range range, std::string text);

    Style styleOf(const Part& container) const;
    Style nested(const Style& style, const Part& part) const;
    std::string joined(const std::vector<const Part*>& parts, const Style& style);
    std::string item(const Part& part, const Style& style);
    std::string valueText(const Part& part, const Style& style);
    std::string fresh(const Part& part, const Style& style);
    std::string moved(const Part& part, const Style& style);
    bool isBlockText(const Part& part) const;

    std::string separator(const Style& style) const;
    std::size_t beginOf(NodeId node) const;
    std::size_t leadOf(NodeId node) const;
    std::string lead(const Part& part, const Style& style) const;
    std::size_t endOf(NodeId node) const;
    bool isFlow(NodeId container) const;
    bool isInPlace(NodeId node) const;

    const Document& m_document;
    std::vector<Edit> m_edits;
    bool m_failed = false;
};

} // namespace ws::json
