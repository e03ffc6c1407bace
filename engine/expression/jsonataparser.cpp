// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonataparser.h"

#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonatasignature.h"
#include "engine/expression/jsonatatext.h"

#include <algorithm>
#include <string>
#include <utility>

namespace ws::expression::jsonata {
namespace {

// What the walks over a tree can take of the stack, with room to spare.
constexpr int kMostNested = 400;
constexpr int kMostHeight = 1000;

int bindingPower(const Node& node) {
    switch (node.op) {
    case Op::OpenBracket:
    case Op::OpenParenthesis:
    case Op::At:
    case Op::Hash:
        return 80;
    case Op::Dot:
        return 75;
    case Op::OpenBrace:
        return 70;
    case Op::Star:
    case Op::Slash:
    case Op::Percent:
        return 60;
    case Op::Plus:
    case Op::Minus:
    case Op::Ampersand:
        return 50;
    case Op::Equal:
    case Op::Less:
    case Op::Greater:
    case Op::Caret:
    case Op::NotEqual:
    case Op::LessEqual:
    case Op::GreaterEqual:
    case Op::Chain:
    case Op::Elvis:
    case Op::Coalesce:
    case Op::In:
        return 40;
    case Op::And:
        return 30;
    case Op::Or:
        return 25;
    case Op::Question:
        return 20;
    case Op::Assign:
        return 10;
    default:
        return 0;
    }
}

std::string textOf(const Node& token) {
    if (token.type == NodeType::Number)
        return numberText(token.number);
    return token.value.isString() ? token.value.toString() : token.value.dump();
}

NodeType typeOf(Token::Kind kind) {
    switch (kind) {
    case Token::Kind::Operator:
        return NodeType::Operator;
    case Token::Kind::String:
        return NodeType::String;
    case Token::Kind::Number:
        return NodeType::Number;
    case Token::Kind::Value:
        return NodeType::Value;
    case Token::Kind::Name:
        return NodeType::Name;
    case Token::Kind::Variable:
        return NodeType::Variable;
    case Token::Kind::Regex:
        return NodeType::Regex;
    }
    return NodeType::End;
}

} // namespace

void failAsTooDeep() {
    Failure failure("U1001");
    failure.message = "The expression is nested too deeply";
    throw failure;
}

Node* Parser::parse() {
    advance();
    Node* root = expression(0);
    if (m_node->type != NodeType::End)
        throw Failure("S0201").at(m_node->position).named(m_node->value);
    return root;
}

/// Brackets, commas and the like are no part of the tree: the next token takes their place.
Node* Parser::makeNode(NodeType type) {
    Node* const passed = std::exchange(m_passed, nullptr);
    if (!passed)
        return m_tree.make(type);
    Tree::renew(*passed, type);
    return passed;
}

void Parser::advance(Lexer::Expect expect) {
    std::optional<Token> token = m_lexer.next(expect);
    if (!token) {
        m_node = makeNode(NodeType::End);
        static const json::Value kEnd(nameOf(NodeType::End));
        m_node->value = kEnd;
        m_node->position = static_cast<std::uint32_t>(m_text.size());
        m_node->begin = m_node->position;
        return;
    }
    if (token->op == Op::Exclamation || token->op == Op::Tilde)
        throw Failure("S0204").at(token->position).named(token->value);
    m_node = makeNode(typeOf(token->kind));
    m_node->op = token->op;
    m_node->value = std::move(token->value);
    m_node->number = token->number;
    m_node->regex = std::move(token->regex);
    m_node->position = static_cast<std::uint32_t>(token->position);
    m_node->begin = static_cast<std::uint32_t>(token->begin);
    if (token->kind == Token::Kind::Variable)
        m_node->symbol = m_tree.symbols.intern(m_node->value.toString());
}

void Parser::advanceOver(Op op, Lexer::Expect expect) {
    if (!is(op)) {
        const char* code = m_node->type == NodeType::End ? "S0203" : "S0202";
        throw Failure(code)
            .at(m_node->position)
            .named(m_node->value)
            .with("value", quoted(textOf(op)));
    }
    m_passed = m_node;
    advance(expect);
}

/// Remembers how high the tree is: chains such as `a & b & c` make no recursion here, but later.
Node* Parser::measured(Node* node) {
    int height = 0;
    const auto look = [&](const Node* child) {
        if (child)
            height = std::max(height, static_cast<int>(child->height));
    };
    look(node->left);
    look(node->right);
    look(node->other);
    std::for_each(node->items.begin(), node->items.end(), look);
    for (const Pair& pair : node->pairs) {
        look(pair.key);
        look(pair.value);
    }
    for (const Term& term : node->terms)
        look(term.expression);
    if (height >= kMostHeight)
        failAsTooDeep();
    node->height = static_cast<std::uint16_t>(height + 1);
    return node;
}

Node* Parser::expression(int power) {
    if (++m_depth > kMostNested)
        failAsTooDeep();
    Node* token = m_node;
    advance(Lexer::Expect::Operator);
    Node* left = measured(prefix(token));
    while (power < bindingPower(*m_node)) {
        token = m_node;
        advance();
        left = measured(infix(token, left));
    }
    --m_depth;
    return left;
}

Node* Parser::prefix(Node* token) {
    switch (token->op) {
    case Op::None:
    case Op::And:
    case Op::Or:
    case Op::In:
        return token;
    case Op::Minus:
        token->type = NodeType::Unary;
        token->left = expression(70);
        return token;
    case Op::Star:
        token->type = NodeType::Wildcard;
        return token;
    case Op::StarStar:
        token->type = NodeType::Descendant;
        return token;
    case Op::Percent:
        token->type = NodeType::Parent;
        return token;
    case Op::OpenParenthesis:
        return parseBlock(token);
    case Op::OpenBracket:
        return parseArray(token);
    case Op::OpenBrace:
        parsePairs(token);
        token->type = NodeType::Unary;
        return token;
    case Op::Bar:
        return parseTransform(token);
    default:
        throw Failure("S0211").at(token->position).named(token->value);
    }
}

Node* Parser::infix(Node* token, Node* left) {
    switch (token->op) {
    case Op::OpenParenthesis:
        return parseCall(token, left);
    case Op::OpenBracket:
        return parseFilter(token, left);
    case Op::OpenBrace:
        parsePairs(token);
        token->type = NodeType::Binary;
        token->left = left;
        return token;
    case Op::Caret:
        return parseSort(token, left);
    case Op::Assign:
        return parseBind(token, left);
    case Op::At:
    case Op::Hash:
        return parseContextBind(token, left);
    case Op::Question:
        return parseCondition(token, left);
    case Op::Coalesce:
        m_tree.newerOperators.push_back(token->begin);
        return parseCoalesce(token, left);
    case Op::Elvis:
        m_tree.newerOperators.push_back(token->begin);
        return parseElvis(token, left);
    default:
        token->type = NodeType::Binary;
        token->left = left;
        token->right = expression(bindingPower(*token));
        return token;
    }
}

Node* Parser::parseBlock(Node* token) {
    while (!is(Op::CloseParenthesis)) {
        m_tree.append(token->items, expression(0));
        if (!is(Op::Semicolon))
            break;
        advanceOver(Op::Semicolon);
    }
    advanceOver(Op::CloseParenthesis, Lexer::Expect::Operator);
    token->type = NodeType::Block;
    return token;
}

Node* Parser::parseArray(Node* token) {
    while (!is(Op::CloseBracket)) {
        Node* item = expression(0);
        if (is(Op::DotDot)) {
            Node* range = m_tree.make(NodeType::Binary);
            range->op = Op::DotDot;
            range->value = valueOf(Op::DotDot);
            range->position = m_node->position;
            range->begin = m_node->begin;
            range->left = item;
            advanceOver(Op::DotDot);
            range->right = expression(0);
            item = measured(range);
        }
        m_tree.append(token->items, item);
        if (!is(Op::Comma))
            break;
        advanceOver(Op::Comma);
        if (is(Op::CloseBracket)) // a comma before the bracket: the reference fails at the bracket
            m_tree.append(token->items, expression(0));
    }
    advanceOver(Op::CloseBracket, Lexer::Expect::Operator);
    token->type = NodeType::Unary;
    return token;
}

void Parser::parsePairs(Node* token) {
    if (!is(Op::CloseBrace)) {
        while (true) {
            Pair pair;
            pair.key = expression(0);
            advanceOver(Op::Colon);
            pair.value = expression(0);
            m_tree.append(token->pairs, pair);
            if (!is(Op::Comma))
                break;
            advanceOver(Op::Comma);
        }
    }
    advanceOver(Op::CloseBrace, Lexer::Expect::Operator);
}

Node* Parser::parseTransform(Node* token) {
    token->type = NodeType::Transform;
    token->left = expression(0);
    advanceOver(Op::Bar);
    token->right = expression(0);
    if (is(Op::Comma)) {
        advanceOver(Op::Comma);
        token->other = expression(0);
    }
    advanceOver(Op::Bar);
    return token;
}

Node* Parser::parseCall(Node* token, Node* left) {
    token->left = left;
    token->type = NodeType::Function;
    if (!is(Op::CloseParenthesis)) {
        while (true) {
            if (m_node->type == NodeType::Operator && is(Op::Question)) {
                token->type = NodeType::Partial;
                m_tree.append(token->items, m_node);
                advance();
            } else {
                m_tree.append(token->items, expression(0));
            }
            if (!is(Op::Comma))
                break;
            advanceOver(Op::Comma);
        }
    }
    advanceOver(Op::CloseParenthesis, Lexer::Expect::Operator);
    const std::string& name = left->value.toString();
    if (left->type == NodeType::Name && (name == "function" || name == "\u03BB"))
        parseLambda(token);
    return token;
}

void Parser::parseLambda(Node* token) {
    for (std::size_t i = 0; i < token->items.size(); ++i) {
        const Node& parameter = *token->items[i];
        if (parameter.type != NodeType::Variable)
            throw Failure("S0208")
                .at(parameter.position)
                .named(parameter.value)
                .with("value", std::to_string(i + 1));
        m_tree.append(token->parameters, parameter.symbol);
    }
    token->type = NodeType::Lambda;
    if (is(Op::Less))
        parseSignature(token);
    advanceOver(Op::OpenBrace);
    token->left = expression(0);
    advanceOver(Op::CloseBrace);
}

void Parser::parseSignature(Node* token) {
    const std::size_t position = m_node->position;
    std::string text = "<";
    for (int depth = 1; depth > 0 && !is(Op::OpenBrace) && m_node->type != NodeType::End;) {
        advance();
        if (is(Op::Greater))
            --depth;
        else if (is(Op::Less))
            ++depth;
        text += textOf(*m_node);
    }
    advanceOver(Op::Greater);
    token->signature = Signature::parse(text, position);
}

Node* Parser::parseFilter(Node* token, Node* left) {
    if (is(Op::CloseBracket)) {
        Node* step = left;
        while (step->type == NodeType::Binary && step->op == Op::OpenBracket)
            step = step->left;
        step->keepArray = true;
        advanceOver(Op::CloseBracket);
        return left;
    }
    token->left = left;
    token->right = expression(0);
    token->type = NodeType::Binary;
    advanceOver(Op::CloseBracket, Lexer::Expect::Operator);
    return token;
}

Node* Parser::parseSort(Node* token, Node* left) {
    advanceOver(Op::OpenParenthesis);
    while (true) {
        Term term;
        if (is(Op::Less)) {
            advanceOver(Op::Less);
        } else if (is(Op::Greater)) {
            term.descending = true;
            advanceOver(Op::Greater);
        }
        term.expression = expression(0);
        m_tree.append(token->terms, term);
        if (!is(Op::Comma))
            break;
        advanceOver(Op::Comma);
    }
    advanceOver(Op::CloseParenthesis);
    token->left = left;
    token->type = NodeType::Binary;
    return token;
}

Node* Parser::parseBind(Node* token, Node* left) {
    if (left->type != NodeType::Variable)
        throw Failure("S0212").at(left->position).named(left->value);
    token->left = left;
    token->right = expression(bindingPower(*token) - 1); // right associative
    token->type = NodeType::Binary;
    return token;
}

Node* Parser::parseContextBind(Node* token, Node* left) {
    token->left = left;
    token->right = expression(bindingPower(*token));
    if (token->right->type != NodeType::Variable)
        throw Failure("S0214").at(token->right->position).named(textOf(token->op));
    token->type = NodeType::Binary;
    return token;
}

Node* Parser::parseCondition(Node* token, Node* left) {
    token->type = NodeType::Condition;
    token->left = left;
    token->right = expression(0);
    if (is(Op::Colon)) {
        advanceOver(Op::Colon);
        token->other = expression(0);
    }
    return token;
}

/// `a ?? b` is `$exists(a) ? a : b`.
Node* Parser::parseCoalesce(Node* token, Node* left) {
    Node* exists = m_tree.make(NodeType::Variable);
    exists->value = "exists";
    exists->symbol = m_tree.symbols.intern("exists");
    Node* call = m_tree.make(NodeType::Function);
    call->left = exists;
    m_tree.append(call->items, m_tree.copy(*left));
    token->type = NodeType::Condition;
    token->left = measured(call);
    token->right = left;
    token->other = expression(0);
    return token;
}

Node* Parser::parseElvis(Node* token, Node* left) {
    token->type = NodeType::Condition;
    token->left = m_tree.copy(*left);
    token->right = left;
    token->other = expression(0);
    return token;
}

} // namespace ws::expression::jsonata
