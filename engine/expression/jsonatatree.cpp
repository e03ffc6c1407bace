#include "engine/expression/jsonatatree.h"

#include "engine/expression/jsonatafailure.h"

#include <algorithm>
#include <array>

namespace ws::expression::jsonata {

std::string_view nameOf(NodeType type) {
    static constexpr std::array<std::string_view, 23> kNames{
        "path",  "binary",    "unary",      "name",     "string",    "number",
        "value", "wildcard",  "descendant", "parent",   "condition", "block",
        "bind",  "regex",     "function",   "variable", "lambda",    "partial",
        "apply", "transform", "sort",       "operator", "(end)"};
    return kNames[static_cast<std::size_t>(type)];
}

std::string_view textOf(Op op) {
    static constexpr std::array<std::string_view, 39> kTexts{
        "",  ".",  "[",  "]",  "{",  "}",  "(",  ")",  ",",  "@",  "#",   ";",  ":",
        "?", "+",  "-",  "*",  "/",  "%",  "|",  "=",  "<",  ">",  "^",   "&",  "!",
        "~", "**", "..", ":=", "!=", "<=", ">=", "~>", "?:", "??", "and", "or", "in"};
    return kTexts[static_cast<std::size_t>(op)];
}

const json::Value& valueOf(Op op) {
    static const auto kValues = [] {
        std::vector<json::Value> values;
        for (auto each = Op::None; each <= Op::In;
             each = static_cast<Op>(static_cast<std::uint8_t>(each) + 1))
            values.emplace_back(textOf(each));
        return values;
    }();
    return kValues[static_cast<std::size_t>(op)];
}

Symbols::Symbols() {
    m_names.reserve(8);
    for (const char* const name : {"@", "$", ""})
        m_names.emplace_back(name);
}

Symbol Symbols::intern(std::string_view name) {
    if (m_numbers.empty()) {
        const auto found = std::find(m_names.begin(), m_names.end(), name);
        if (found != m_names.end())
            return static_cast<Symbol>(found - m_names.begin());
        m_names.emplace_back(name);
        if (m_names.size() > kIndexAbove) {
            for (const std::string& each : m_names)
                m_numbers.emplace(each, static_cast<Symbol>(m_numbers.size()));
        }
        return static_cast<Symbol>(m_names.size() - 1);
    }
    const auto [found, isNew] =
        m_numbers.try_emplace(std::string(name), static_cast<Symbol>(m_names.size()));
    if (isNew)
        m_names.emplace_back(name);
    return found->second;
}

Tree::~Tree() {
    while (m_newest) {
        Node* const node = m_newest;
        m_newest = node->older;
        node->~Node();
    }
}

Node* Tree::make(NodeType type) {
    // Copies of copies: `((a ?? b) ?? c) ?? d` doubles each time.
    if (++m_count > kMostNodes) {
        Failure failure("U1001");
        failure.message = "The expression is too large";
        throw failure;
    }
    Node* const node = new (m_memory.allocate(sizeof(Node), alignof(Node))) Node;
    node->type = type;
    node->older = m_newest;
    m_newest = node;
    return node;
}

void Tree::renew(Node& node, NodeType type) {
    Node* const older = node.older;
    node.~Node();
    new (&node) Node;
    node.type = type;
    node.older = older;
}

Node* Tree::copy(const Node& node) {
    Node* made = make(node.type);
    const auto copyOf = [this](Node* child) { return child ? copy(*child) : nullptr; };
    made->op = node.op;
    made->keepArray = node.keepArray;
    made->height = node.height;
    made->value = node.value;
    made->number = node.number;
    made->position = node.position;
    made->begin = node.begin;
    made->symbol = node.symbol;
    made->left = copyOf(node.left);
    made->right = copyOf(node.right);
    made->other = copyOf(node.other);
    for (Node* item : node.items)
        append(made->items, copyOf(item));
    for (const Pair& pair : node.pairs)
        append(made->pairs, {copyOf(pair.key), copyOf(pair.value)});
    for (const Term& term : node.terms)
        append(made->terms, {copyOf(term.expression), term.descending});
    for (const Symbol parameter : node.parameters)
        append(made->parameters, parameter);
    made->regex = node.regex;
    made->signature = node.signature;
    return made;
}

} // namespace ws::expression::jsonata
