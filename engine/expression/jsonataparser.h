#pragma once

#include "engine/expression/jsonatalexer.h"
#include "engine/expression/jsonatatree.h"

#include <string_view>

namespace ws::expression::jsonata {

/// Vaughan Pratt's "top down operator precedence", as the reference implementation has it: builds
/// the tree of what is written. Semantics makes of it the tree that is evaluated.
class Parser {
public:
    Parser(std::string_view text, Tree& tree)
        : m_text(text)
        , m_lexer(text)
        , m_tree(tree) {}
    /// Throws a Failure.
    Node* parse();

private:
    Node* makeNode(NodeType type);
    void advance(Lexer::Expect expect = Lexer::Expect::Operand);
    /// Where the reference calls advance(id).
    void advanceOver(Op op, Lexer::Expect expect = Lexer::Expect::Operand);
    bool is(Op op) const { return m_node->op == op; }
    Node* expression(int bindingPower);
    Node* prefix(Node* token);
    Node* infix(Node* token, Node* left);

    Node* parseBlock(Node* token);
    Node* parseArray(Node* token);
    void parsePairs(Node* token);
    Node* parseTransform(Node* token);
    Node* parseCall(Node* token, Node* left);
    void parseLambda(Node* token);
    void parseSignature(Node* token);
    Node* parseFilter(Node* token, Node* left);
    Node* parseSort(Node* token, Node* left);
    Node* parseBind(Node* token, Node* left);
    Node* parseContextBind(Node* token, Node* left);
    Node* parseCondition(Node* token, Node* left);
    Node* parseCoalesce(Node* token, Node* left);
    Node* parseElvis(Node* token, Node* left);
    static Node* measured(Node* node);

    const std::string_view m_text;
    Lexer m_lexer;
    Tree& m_tree;
    Node* m_node = nullptr;   ///< the token that is looked at
    Node* m_passed = nullptr; ///< one that was passed over and is not needed any more
    int m_depth = 0;
};

/// Throws the failure of an expression in which too much is nested.
[[noreturn]] void failAsTooDeep();

} // namespace ws::expression::jsonata
