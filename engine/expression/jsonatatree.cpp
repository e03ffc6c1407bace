#include "engine/expression/jsonatatree.h"

#include "engine/expression/jsonatafailure.h"

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

Symbols::Symbols() {
    intern("@");
    intern("$");
    intern("");
}

Symbol Symbols::intern(std::string_view name) {
    const auto [found, isNew] =
        m_numbers.try_emplace(std::string(name), static_cast<Symbol>(m_names.size()));
    if (isNew)
        m_names.emplace_back(name);
    return found->second;
}

Node* Tree::make(NodeType type) {
    // Copies of copies: `((a ?? b) ?? c) ?? d` doubles each time.
    if (m_nodes.size() >= kMostNodes) {
        Failure failure("U1001");
        failure.message = "The expression is too large";
        throw failure;
    }
    Node& node = m_nodes.emplace_back();
    node.type = type;
    return &node;
}

Node* Tree::copy(const Node& node) {
    Node* made = make(node.type);
    const auto copyOf = [this](const Node* child) { return child ? copy(*child) : nullptr; };
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
    for (const Node* item : node.items)
        made->items.push_back(copyOf(item));
    for (const Pair& pair : node.pairs)
        made->pairs.push_back({copyOf(pair.key), copyOf(pair.value)});
    for (const Term& term : node.terms)
        made->terms.push_back({copyOf(term.expression), term.descending});
    made->regex = node.regex;
    made->signature = node.signature;
    return made;
}

Slot* Tree::makeSlot() {
    return &m_slots.emplace_back();
}

} // namespace ws::expression::jsonata
