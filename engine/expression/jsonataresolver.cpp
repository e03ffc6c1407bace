#include "engine/expression/jsonataresolver.h"

#include "engine/expression/jsonatafunctions.h"

#include <algorithm>
#include <unordered_set>

namespace ws::expression::jsonata {
namespace {

Node& writable(const Node& node) {
    return const_cast<Node&>(node); // the tree is still ours alone
}

class Resolver {
public:
    Resolver(Tree& tree, Jsonata::Dialect dialect)
        : m_tree(tree)
        , m_dialect(dialect) {}

    void run() {
        collectBound(*m_tree.root);
        annotate(*m_tree.root);
    }

private:
    void collectBound(const Node& node) {
        for (const Symbol parameter : node.parameters)
            bind(parameter);
        if (node.type == NodeType::Bind)
            bind(node.symbol);
        bind(node.focus);
        bind(node.index);
        for (const Stage& stage : node.stages) {
            if (!stage.filter)
                bind(stage.index);
        }
        if (node.type == NodeType::Variable && node.value.toString() == "eval" &&
            findBuiltin("eval", m_dialect))
            m_tree.callsEval = true;
        forEachChild(node, [this](const Node& child) { collectBound(child); });
    }

    void bind(Symbol symbol) {
        if (symbol != Node::kNoSymbol)
            m_bound.insert(symbol);
    }

    void annotate(const Node& constNode) {
        Node& node = writable(constNode);
        if (node.type == NodeType::Transform) { // it copies with whatever $clone is
            node.value = "clone";
            node.symbol = m_tree.symbols.intern("clone");
        }
        if (node.type == NodeType::Variable || node.type == NodeType::Transform) {
            node.bound = m_tree.callsEval || m_bound.contains(node.symbol);
            node.builtin = findBuiltin(node.value.toString(), m_dialect);
        }
        if (node.type == NodeType::Block)
            node.ownFrame = m_tree.callsEval || bindsDirectly(node);
        if (node.type == NodeType::Path)
            annotatePath(node);
        if (node.type == NodeType::Unary && node.op == Op::OpenBrace)
            node.plainKeys = hasPlainKeys(node.pairs);
        forEachChild(node, [this](const Node& child) { annotate(child); });
    }

    static bool hasPlainKeys(const List<Pair>& pairs) {
        std::unordered_set<std::string_view> names;
        return std::all_of(pairs.begin(), pairs.end(), [&names](const Pair& pair) {
            const std::string& name = pair.key->value.toString();
            return pair.key->type == NodeType::String && isBare(*pair.key) &&
                   !name.starts_with("_jsonata_") && names.insert(name).second;
        });
    }

    static bool isBare(const Node& node) {
        return node.predicates.empty() && node.stages.empty() && !node.group && !node.tuple &&
               !node.keepArray && node.focus == Node::kNoSymbol && node.index == Node::kNoSymbol &&
               !node.ancestor;
    }

    static void annotatePath(Node& path) {
        bool plain = !path.group && !path.keepSingletonArray && !path.tuple;
        for (std::size_t i = 0; i < path.items.size(); ++i) {
            Node& step = *path.items[i];
            step.plain = step.type == NodeType::Name && isBare(step);
            const bool variable =
                i == 0 && path.items.size() > 1 && step.type == NodeType::Variable && isBare(step);
            plain = plain && (step.plain || variable);
        }
        path.plainNames = plain;
    }

    /// True when evaluating the block may bind variables in its own frame.
    static bool bindsDirectly(const Node& block) {
        bool binds = false;
        const auto look = [&](const auto& self, const Node& node) -> void {
            binds = binds || node.type == NodeType::Bind;
            if (binds || node.type == NodeType::Lambda || node.type == NodeType::Block)
                return;
            forEachChild(node, [&](const Node& child) { self(self, child); });
        };
        forEachChild(block, [&](const Node& child) { look(look, child); });
        return binds;
    }

    Tree& m_tree;
    const Jsonata::Dialect m_dialect;
    std::unordered_set<Symbol> m_bound;
};

/// Walks in the order of evaluation and knows what is bound where.
class FreeVariables {
public:
    explicit FreeVariables(const Tree& tree) {
        m_scopes.emplace_back();
        collectBinds(*tree.root);
        visit(*tree.root);
    }

    std::vector<Jsonata::Reference> take() {
        std::stable_sort(m_found.begin(), m_found.end(), [](const auto& left, const auto& right) {
            return left.offset < right.offset;
        });
        // `a ?? b` and `a ?: b` evaluate what is written once in two places.
        const auto end =
            std::unique(m_found.begin(), m_found.end(), [](const auto& l, const auto& r) {
                return l.offset == r.offset && l.name == r.name;
            });
        m_found.erase(end, m_found.end());
        return std::move(m_found);
    }

private:
    using Scope = std::unordered_set<Symbol>;

    void bind(Symbol symbol) {
        if (symbol != Node::kNoSymbol)
            m_scopes.back().insert(symbol);
    }

    void collectBinds(const Node& node) {
        if (node.type == NodeType::Bind)
            m_everBound.insert(node.symbol);
        forEachChild(node, [this](const Node& child) { collectBinds(child); });
    }

    bool isBound(Symbol symbol) const {
        if (m_lambdas > 0 && m_everBound.contains(symbol))
            return true;
        return std::any_of(m_scopes.begin(), m_scopes.end(),
                           [symbol](const Scope& scope) { return scope.contains(symbol); });
    }

    void read(const Node& variable, const Node* next) {
        const std::string& name = variable.value.toString();
        const bool own = variable.symbol == Symbols::kSelf || variable.symbol == Symbols::kRoot ||
                         variable.begin == Node::kNowhere;
        if (own || isBound(variable.symbol) || variable.builtin)
            return;
        Jsonata::Reference reference;
        reference.name = name;
        reference.offset = variable.begin;
        if (next && next->type == NodeType::Name)
            reference.firstStep = next->value.toString();
        m_found.push_back(std::move(reference));
    }

    void visit(const Node& node) {
        switch (node.type) {
        case NodeType::Variable:
            read(node, nullptr);
            visitChildren(node);
            return;
        case NodeType::Path:
            visitPath(node);
            return;
        case NodeType::Bind:
            // A function may call itself.
            if (node.right->type == NodeType::Lambda)
                bind(node.symbol);
            visit(*node.right);
            bind(node.symbol);
            visitAttached(node);
            return;
        case NodeType::Block:
            m_scopes.emplace_back();
            visitChildren(node);
            m_scopes.pop_back();
            return;
        case NodeType::Lambda:
            visitLambda(node);
            return;
        default:
            visitChildren(node);
        }
    }

    /// A function runs later than it is written: what is bound until then is not free in it.
    void visitLambda(const Node& node) {
        Scope scope(node.parameters.begin(), node.parameters.end());
        m_scopes.push_back(std::move(scope));
        ++m_lambdas;
        visit(*node.left);
        --m_lambdas;
        m_scopes.pop_back();
        visitAttached(node);
    }

    void visitChildren(const Node& node) {
        forEachChild(node, [this](const Node& child) { visit(child); });
    }

    /// What follows a node: predicates and groups.
    void visitAttached(const Node& node) {
        for (const Stage& stage : node.predicates)
            visit(*stage.filter);
        if (!node.group)
            return;
        for (const Pair& pair : node.group->pairs) {
            visit(*pair.key);
            visit(*pair.value);
        }
    }

    void visitPath(const Node& path) {
        m_scopes.emplace_back(); // for what `@` and `#` bind in the steps that follow
        for (std::size_t i = 0; i < path.items.size(); ++i) {
            const Node& step = *path.items[i];
            if (step.type == NodeType::Variable)
                read(step, i + 1 < path.items.size() ? path.items[i + 1] : nullptr);
            bind(step.focus);
            bind(step.index);
            for (const Stage& stage : step.stages) {
                if (!stage.filter)
                    bind(stage.index);
            }
            if (step.type == NodeType::Variable)
                visitChildren(step);
            else
                visit(step);
        }
        visitAttached(path);
        m_scopes.pop_back();
    }

    std::vector<Scope> m_scopes;
    Scope m_everBound;
    int m_lambdas = 0; ///< that are walked in
    std::vector<Jsonata::Reference> m_found;
};

} // namespace

void resolve(Tree& tree, Jsonata::Dialect dialect) {
    Resolver(tree, dialect).run();
}

std::vector<Jsonata::Reference> freeVariables(const Tree& tree) {
    return FreeVariables(tree).take();
}

} // namespace ws::expression::jsonata
