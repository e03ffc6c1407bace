#pragma once

#include "engine/expression/jsonataitem.h"
#include "engine/json/value.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ws::expression::jsonata {

class Regex;
class Signature;
struct Builtin;

enum class NodeType : std::uint8_t {
    Path,
    Binary,
    Unary,
    Name,
    String,
    Number,
    Value,
    Wildcard,
    Descendant,
    Parent,
    Condition,
    Block,
    Bind,
    Regex,
    Function,
    Variable,
    Lambda,
    Partial,
    Apply,
    Transform,
    Sort,
    Operator, ///< a token; the `?` of a partial application
    End,      ///< where the expression ends too early
};

enum class Op : std::uint8_t {
    None,
    Dot,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    OpenParenthesis,
    CloseParenthesis,
    Comma,
    At,
    Hash,
    Semicolon,
    Colon,
    Question,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Bar,
    Equal,
    Less,
    Greater,
    Caret,
    Ampersand,
    Exclamation,
    Tilde,
    StarStar,
    DotDot,
    Assign,
    NotEqual,
    LessEqual,
    GreaterEqual,
    Chain,
    Elvis,
    Coalesce,
    And,
    Or,
    In,
};

/// `%` looks for the step that it names by walking back along the path.
struct Slot {
    Symbol label = 0;
    int level = 1;
    std::size_t index = 0;
};

struct Node;

/// What narrows a step: a predicate, or `#$i` behind one.
struct Stage {
    const Node* filter = nullptr; ///< nullptr: an index
    Symbol index = 0;
    std::size_t position = 0;
};

struct Pair {
    Node* key = nullptr;
    Node* value = nullptr;
};

struct Group {
    std::vector<Pair> pairs;
    std::size_t position = 0;
};

struct Term {
    Node* expression = nullptr;
    bool descending = false;
};

using Slots = std::shared_ptr<std::vector<Slot*>>;

/// A node of the syntax tree, first as parsed and then as the evaluator reads it; which fields mean
/// something depends on the type, as in the reference implementation.
struct Node {
    static constexpr std::size_t kNowhere = SIZE_MAX;
    static constexpr Symbol kNoSymbol = UINT32_MAX;

    NodeType type = NodeType::Value;
    Op op = Op::None;
    bool keepArray = false;
    bool keepSingletonArray = false;
    bool consArray = false;
    bool tuple = false;
    bool thunk = false;
    bool ownFrame = true;    ///< of a block: it may bind variables
    bool bound = true;       ///< of a variable: some frame may hold it
    bool plainNames = false; ///< of a path: names only, so that it can be walked directly
    bool plainKeys = false;  ///< of an object: different literals
    bool plain = false;      ///< of a step: a name and nothing else
    std::uint16_t height = 0;

    json::Value value; ///< the token's: name, literal or operator
    double number = 0;
    std::size_t position = kNowhere; ///< behind the token, in bytes: the reference counts so
    std::size_t begin = kNowhere;    ///< of the token

    Symbol symbol = kNoSymbol;        ///< of a variable; of a binding's left side
    const Builtin* builtin = nullptr; ///< what the variable means when nothing binds it

    Node* left = nullptr;     ///< also: procedure, condition, pattern, body, operand
    Node* right = nullptr;    ///< also: then, update
    Node* other = nullptr;    ///< also: else, delete
    std::vector<Node*> items; ///< steps, arguments, expressions
    std::vector<Pair> pairs;
    std::vector<Term> terms;
    std::vector<Stage> predicates; ///< of a node that is no step of a path
    std::vector<Stage> stages;     ///< of a step
    std::unique_ptr<Group> group;
    std::vector<Symbol> parameters;
    Symbol focus = kNoSymbol;
    Symbol index = kNoSymbol;
    Slot* ancestor = nullptr;
    Slot* slot = nullptr; ///< of a parent operator
    Slots seekingParent;
    std::shared_ptr<const Regex> regex;
    std::shared_ptr<const Signature> signature;
};

/// Calls `visit` for each child of a node, about in the order of evaluation.
template <typename Visit>
void forEachChild(const Node& node, const Visit& visit) {
    const auto look = [&](const Node* child) {
        if (child)
            visit(*child);
    };
    look(node.left);
    for (const Node* item : node.items)
        look(item);
    for (const Pair& pair : node.pairs) {
        look(pair.key);
        look(pair.value);
    }
    for (const Term& term : node.terms)
        look(term.expression);
    look(node.right);
    look(node.other);
    for (const Stage& stage : node.predicates)
        look(stage.filter);
    for (const Stage& stage : node.stages)
        look(stage.filter);
    if (node.group) {
        for (const Pair& pair : node.group->pairs) {
            look(pair.key);
            look(pair.value);
        }
    }
}

std::string_view nameOf(NodeType type);
std::string_view textOf(Op op);

/// Numbers for the names of variables.
class Symbols {
public:
    static constexpr Symbol kContext = 0; ///< what a tuple's row stands on
    static constexpr Symbol kRoot = 1;    ///< `$$`
    static constexpr Symbol kSelf = 2;    ///< `$`

    Symbols();
    Symbol intern(std::string_view name);
    const std::string& name(Symbol symbol) const { return m_names[symbol]; }
    std::size_t size() const { return m_names.size(); }

private:
    std::deque<std::string> m_names;
    std::unordered_map<std::string, Symbol> m_numbers;
};

/// A compiled expression. The nodes live as long as it does and are not changed any more.
struct Tree {
    Node* make(NodeType type);
    Node* copy(const Node& node); ///< as deep as it goes; of nodes as parsed
    Slot* makeSlot();

    Symbols symbols;
    const Node* root = nullptr;
    bool callsEval = false; ///< some text that is not known yet may read any variable
    std::vector<std::size_t> newerOperators; ///< where `??` and `?:` stand

private:
    static constexpr std::size_t kMostNodes = 300'000;
    std::deque<Node> m_nodes;
    std::deque<Slot> m_slots;
};

} // namespace ws::expression::jsonata
