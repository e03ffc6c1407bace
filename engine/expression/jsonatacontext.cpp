#include "engine/expression/jsonatacontext.h"

#include <algorithm>

namespace ws::expression::jsonata {

namespace {

/// Only the first step of a path is evaluated in the context; later steps, predicates, sort terms
/// and groups look at what comes before them. A function's body has the context of its definition.
class ContextReads {
public:
    explicit ContextReads(const Tree& tree) {
        visit(*tree.root);
        collectRoots(*tree.root);
    }

    std::vector<Jsonata::ContextRead> take() {
        std::stable_sort(m_found.begin(), m_found.end(), [](const auto& left, const auto& right) {
            return left.offset < right.offset;
        });
        std::vector<Jsonata::ContextRead> distinct;
        for (Jsonata::ContextRead& read : m_found) {
            const bool known =
                std::any_of(distinct.begin(), distinct.end(),
                            [&](const auto& other) { return other.name == read.name; });
            if (!known)
                distinct.push_back(std::move(read));
        }
        return distinct;
    }

private:
    void add(const Node& node, std::string name) {
        if (node.begin != Node::kNowhere)
            m_found.push_back({std::move(name), node.begin});
    }

    void visit(const Node* node) {
        if (node)
            visit(*node);
    }

    void visit(const Node& node) {
        switch (node.type) {
        case NodeType::Name:
            return add(node, node.value.toString());
        case NodeType::Wildcard:
            return add(node, "*");
        case NodeType::Descendant:
            return add(node, "**");
        case NodeType::Variable:
            if (node.symbol == Symbols::kSelf)
                add(node, "$");
            return;
        case NodeType::Path:
            return node.items.empty() ? void() : visit(*node.items.front());
        case NodeType::Transform: // a function of what it is applied to
        case NodeType::Sort:
        case NodeType::Parent:
            return;
        default:
            return visitParts(node);
        }
    }

    void visitParts(const Node& node) {
        visit(node.left);
        for (const Node* item : node.items)
            visit(item);
        for (const Pair& pair : node.pairs) {
            visit(pair.key);
            visit(pair.value);
        }
        visit(node.right);
        visit(node.other);
    }

    /// `$$` is the context of the whole expression wherever it stands.
    void collectRoots(const Node& node) {
        if (node.type == NodeType::Variable && node.symbol == Symbols::kRoot)
            add(node, "$$");
        forEachChild(node, [this](const Node& child) { collectRoots(child); });
    }

    std::vector<Jsonata::ContextRead> m_found;
};

} // namespace

std::vector<Jsonata::ContextRead> contextReads(const Tree& tree) {
    return ContextReads(tree).take();
}

} // namespace ws::expression::jsonata
