#pragma once

#include "engine/expression/jsonataitem.h"
#include "engine/json/value.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
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

/// A list within the memory of a tree, which Tree::append() makes longer; as small as a pointer,
/// since most lists of most nodes are empty. Copies are the same list; nothing is given back before
/// the tree is gone.
template <typename T>
class List {
    static_assert(std::is_trivially_copyable_v<T>);

public:
    std::size_t size() const { return m_block ? m_block->size : 0; }
    bool empty() const { return size() == 0; }
    T* begin() { return m_block ? m_block->items() : nullptr; }
    T* end() { return begin() + size(); }
    const T* begin() const { return m_block ? m_block->items() : nullptr; }
    const T* end() const { return begin() + size(); }
    T& operator[](std::size_t index) { return m_block->items()[index]; }
    const T& operator[](std::size_t index) const { return m_block->items()[index]; }
    T& front() { return (*this)[0]; }
    T& back() { return (*this)[size() - 1]; }
    const T& front() const { return (*this)[0]; }
    const T& back() const { return (*this)[size() - 1]; }
    void clear() { m_block = nullptr; }

private:
    friend struct Tree;
    /// The items follow it.
    struct alignas(8) Block {
        std::uint32_t size;
        std::uint32_t capacity;
        T* items() { return reinterpret_cast<T*>(this + 1); }
        const T* items() const { return reinterpret_cast<const T*>(this + 1); }
    };
    static_assert(alignof(T) <= alignof(Block));

    Block* m_block = nullptr;
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
    List<Pair> pairs;
    std::size_t position = 0;
};

struct Term {
    Node* expression = nullptr;
    bool descending = false;
};

using Slots = List<Slot*>;

/// A node of the syntax tree, first as parsed and then as the evaluator reads it; which fields mean
/// something depends on the type, as in the reference implementation.
struct Node {
    static constexpr std::uint32_t kNowhere = UINT32_MAX;
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

    Symbol symbol = kNoSymbol; ///< of a variable; of a binding's left side
    Symbol focus = kNoSymbol;
    Symbol index = kNoSymbol;
    std::uint32_t position = kNowhere; ///< behind the token, in bytes: the reference counts so
    std::uint32_t begin = kNowhere;    ///< of the token

    double number = 0;
    json::Value value;                ///< the token's: name, literal or operator
    const Builtin* builtin = nullptr; ///< what the variable means when nothing binds it

    Node* left = nullptr;   ///< also: procedure, condition, pattern, body, operand
    Node* right = nullptr;  ///< also: then, update
    Node* other = nullptr;  ///< also: else, delete
    List<Node*> items;      ///< steps, arguments, expressions
    List<Stage> predicates; ///< of a node that is no step of a path
    List<Stage> stages;     ///< of a step
    Group* group = nullptr;
    List<Pair> pairs;
    List<Term> terms;
    List<Symbol> parameters;
    Slot* ancestor = nullptr;
    Slot* slot = nullptr;           ///< of a parent operator
    Slots* seekingParent = nullptr; ///< may be that of other nodes too
    std::shared_ptr<const Regex> regex;
    std::shared_ptr<const Signature> signature;

    Node* older = nullptr; ///< the one that the tree made before
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
/// The text as a value, always the same one.
const json::Value& valueOf(Op op);

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
    static constexpr std::size_t kIndexAbove = 16; // below, a scan of short names is faster

    std::vector<std::string> m_names;
    std::unordered_map<std::string, Symbol> m_numbers; ///< empty below kIndexAbove
};

/// A compiled expression. The nodes live as long as it does and are not changed any more; all of
/// them are in one piece of memory or a few.
struct Tree {
    /// For an expression of about that length.
    explicit Tree(std::size_t textSize)
        : m_memory(std::clamp(textSize * 80, kLeastPiece, kMostPiece)) {}
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;
    ~Tree();

    Node* make(NodeType type);
    /// Of a node that nothing refers to any more, as make() gives it.
    static void renew(Node& node, NodeType type);
    Node* copy(const Node& node); ///< as deep as it goes; of nodes as parsed
    /// A Slot, Slots or a Group.
    template <typename T>
    T* makePart() {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (m_memory.allocate(sizeof(T), alignof(T))) T();
    }
    template <typename T>
    void append(List<T>& list, T item) {
        if (!list.m_block || list.m_block->size == list.m_block->capacity)
            grow(list);
        list.m_block->items()[list.m_block->size++] = item;
    }

    Symbols symbols;
    const Node* root = nullptr;
    bool callsEval = false; ///< some text that is not known yet may read any variable
    std::vector<std::size_t> newerOperators; ///< where `??` and `?:` stand

private:
    static constexpr std::size_t kMostNodes = 300'000;
    static constexpr std::size_t kLeastPiece = 1024; // bytes
    static constexpr std::size_t kMostPiece = 16384;

    template <typename T>
    void grow(List<T>& list) {
        using Block = typename List<T>::Block;
        const auto size = static_cast<std::uint32_t>(list.size());
        const std::uint32_t capacity = std::max(2U, 2 * size);
        void* memory = m_memory.allocate(sizeof(Block) + capacity * sizeof(T), alignof(Block));
        auto* block = new (memory) Block{size, capacity};
        std::copy(list.begin(), list.end(), block->items());
        list.m_block = block;
    }

    std::pmr::monotonic_buffer_resource m_memory;
    Node* m_newest = nullptr;
    std::size_t m_count = 0;
};

} // namespace ws::expression::jsonata
