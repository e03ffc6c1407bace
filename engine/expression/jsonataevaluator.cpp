// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonataevaluator.h"

#include "engine/expression/jsonatafunctions.h"

#include <algorithm>

namespace ws::expression::jsonata {
namespace {

constexpr std::uint64_t kStepsBetweenChecks = 1024;
// How deep values may nest where they are walked down, and how much of the stack an evaluation may
// use: threads have 8 MiB.
constexpr std::size_t kMostLevels = 1000;
constexpr std::ptrdiff_t kMostStack = 5 << 20;

} // namespace

Evaluator::Evaluator(const Tree& tree, const Environment& environment, Jsonata::Dialect dialect)
    : m_tree(tree)
    , m_environment(environment)
    , m_dialect(dialect)
    , m_heap(environment.limits.bytes)
    , m_root(m_heap, nullptr)
    , m_nextCheck(std::min(kStepsBetweenChecks, environment.limits.steps))
    , m_stack(static_cast<const char*>(__builtin_frame_address(0)))
    , m_symbols(&tree.symbols) {
    if (environment.input)
        m_input = Item::borrow(*environment.input);
    m_root.retain(); // it is no frame of the heap's to destroy
}

Evaluator::~Evaluator() {
    m_heap.clear();
}

Item Evaluator::run() {
    Item input = m_input;
    // A list is one input, not many.
    if (input.isArray()) {
        const Ref<ArrayRep> wrapper = m_heap.sequence(input);
        wrapper->outerWrapper = true;
        input = Item(wrapper.get());
    }
    return evaluate(*m_tree.root, input, m_root);
}

void Evaluator::failTooDeep() const {
    Failure failure("U1001");
    failure.message = "Stack overflow error: Check for non-terminating recursive function.  "
                      "Consider rewriting as tail-recursive.";
    const std::size_t most = m_environment.limits.depth;
    if (m_depth > most)
        failure.message += " Depth=" + std::to_string(m_depth) + " max=" + std::to_string(most);
    throw failure;
}

void Evaluator::checkNesting(std::size_t level) const {
    if (level > kMostLevels)
        failTooDeep();
}

void Evaluator::checkLimits() {
    const auto now = std::chrono::steady_clock::now();
    if (m_deadline == std::chrono::steady_clock::time_point())
        m_deadline = now + m_environment.limits.time;
    if (m_steps >= m_environment.limits.steps || now >= m_deadline) {
        Failure failure("U1001");
        failure.message = "Expression evaluation timeout: Check for infinite loop";
        throw failure;
    }
    m_nextCheck = std::min(m_steps + kStepsBetweenChecks, m_environment.limits.steps);
}

void Evaluator::enter() {
    tick();
    if (++m_depth > m_environment.limits.depth)
        failTooDeep();
    checkStack();
}

void Evaluator::checkStack() const {
    if (m_stack - static_cast<const char*>(__builtin_frame_address(0)) > kMostStack)
        failTooDeep();
}

Item Evaluator::evaluate(const Node& node, const Item& input, Frame& frame) {
    enter();
    Item result = evaluateByType(node, input, frame);
    for (const Stage& predicate : node.predicates)
        result = evaluateFilter(*predicate.filter, std::move(result), frame);
    if (node.group && node.type != NodeType::Path)
        result = evaluateGroup(node.group->pairs, node.group->position, result, frame);
    finish(node, result);
    --m_depth;
    return result;
}

/// Sequences of none or one collapse.
void Evaluator::finish(const Node& node, Item& result) {
    ArrayRep* sequence = result.array();
    if (!sequence || !sequence->sequence || sequence->tupleStream)
        return;
    if (node.keepArray)
        sequence->keepSingleton = true;
    const std::size_t size = sequence->size();
    if (size == 0)
        result = Item();
    else if (size == 1 && !sequence->keepSingleton)
        result = Item(sequence->at(0));
}

Item Evaluator::evaluateByType(const Node& node, const Item& input, Frame& frame) {
    switch (node.type) {
    case NodeType::Path:
        return evaluatePath(node, input, frame);
    case NodeType::Binary:
        return evaluateBinary(node, input, frame);
    case NodeType::Unary:
        return evaluateUnary(node, input, frame);
    case NodeType::Name:
        return lookUp(input, node.value.toString());
    case NodeType::String:
    case NodeType::Value:
        return Item::borrow(node.value);
    case NodeType::Number:
        return Item::number(node.number);
    case NodeType::Wildcard:
        return evaluateWildcard(input);
    case NodeType::Descendant:
        return evaluateDescendants(input);
    case NodeType::Parent:
        for (const Frame* at = &frame; at; at = at->parent.get()) {
            if (const Item* found = at->find(node.slot->label))
                return *found;
        }
        return {};
    case NodeType::Condition:
        return evaluateCondition(node, input, frame);
    case NodeType::Block:
        return evaluateBlock(node, input, frame);
    case NodeType::Bind: {
        Item value = evaluate(*node.right, input, frame);
        frame.bind(node.symbol, value);
        return value;
    }
    case NodeType::Regex:
        return evaluateRegex(node);
    case NodeType::Function:
        return evaluateCall(node, input, frame, nullptr);
    case NodeType::Variable:
        return evaluateVariable(node, input, frame);
    case NodeType::Lambda:
        return evaluateLambda(node, input, frame);
    case NodeType::Partial:
        return evaluatePartial(node, input, frame);
    case NodeType::Apply:
        return evaluateApply(node, input, frame);
    case NodeType::Transform:
        return evaluateTransform(node, frame);
    case NodeType::Sort:
    case NodeType::Operator:
    case NodeType::End:
        break;
    }
    return {};
}

Item Evaluator::lookUp(const Item& input, std::string_view key, std::size_t level) {
    if (input.isObject())
        return input.member(key);
    if (input.isArray()) {
        checkNesting(level);
        const Ref<ArrayRep> results = m_heap.sequence();
        const std::size_t count = input.size();
        tick(count / 8);
        for (std::size_t i = 0; i < count; ++i) {
            const Item found = lookUp(input.at(i), key, level + 1);
            if (!found.isUndefined())
                results->append(found);
        }
        return Item(results.get());
    }
    if (const TupleRep* tuple = input.tuple()) {
        for (const auto& [symbol, value] : tuple->bindings) {
            if (m_symbols->name(symbol) == key)
                return value;
        }
    }
    return {};
}

Item Evaluator::evaluateWildcard(const Item& input) {
    const Ref<ArrayRep> results = m_heap.sequence();
    Item object = input;
    const ArrayRep* wrapper = input.array();
    if (wrapper && wrapper->outerWrapper && wrapper->size() > 0)
        object = wrapper->at(0);
    // An array is an object to JavaScript: its items are its members.
    const std::size_t count = object.isArray() ? object.size() : object.memberCount();
    tick(count / 8);
    bool appended = false;
    const auto flatten = [&](const auto& self, const Item& item, std::size_t level) -> void {
        checkNesting(level);
        if (!item.isArray()) {
            results->push(item);
            return;
        }
        tick(item.size() / 8);
        for (std::size_t i = 0; i < item.size(); ++i)
            self(self, item.at(i), level + 1);
    };
    for (std::size_t i = 0; i < count; ++i) {
        const Item value = object.isArray() ? object.at(i) : object.memberAt(i).second;
        appended = appended || value.isArray();
        flatten(flatten, value, 0);
    }
    // What has been appended to an array is no sequence any more.
    results->sequence = !appended;
    return Item(results.get());
}

Item Evaluator::evaluateDescendants(const Item& input) {
    if (input.isUndefined())
        return {};
    const Ref<ArrayRep> results = m_heap.sequence();
    collectDescendants(input, *results, 0);
    return results->size() == 1 ? results->at(0) : Item(results.get());
}

void Evaluator::collectDescendants(const Item& input, ArrayRep& results, std::size_t level) {
    checkNesting(level);
    tick();
    if (input.isArray()) {
        for (std::size_t i = 0; i < input.size(); ++i)
            collectDescendants(input.at(i), results, level + 1);
        return;
    }
    results.push(input);
    for (std::size_t i = 0; i < input.memberCount(); ++i)
        collectDescendants(input.memberAt(i).second, results, level + 1);
}

Item Evaluator::evaluateBlock(const Node& node, const Item& input, Frame& frame) {
    const Ref<Frame> own = node.ownFrame ? makeFrame(&frame) : Ref<Frame>(&frame);
    Item result;
    for (const Node* expression : node.items)
        result = evaluate(*expression, input, *own);
    return result;
}

Item Evaluator::evaluateCondition(const Node& node, const Item& input, Frame& frame) {
    if (isTrue(evaluate(*node.left, input, frame)))
        return evaluate(*node.right, input, frame);
    return node.other ? evaluate(*node.other, input, frame) : Item();
}

Item Evaluator::evaluateVariable(const Node& node, const Item& input, Frame& frame) {
    if (node.symbol != Symbols::kSelf)
        return lookUpVariable(node, frame);
    const ArrayRep* wrapper = input.array();
    return wrapper && wrapper->outerWrapper ? wrapper->at(0) : input;
}

Item Evaluator::lookUpVariable(const Node& node, const Frame& frame) {
    if (node.bound) {
        for (const Frame* at = &frame; at; at = at->parent.get()) {
            if (const Item* found = at->find(node.symbol))
                return *found;
        }
    }
    if (node.symbol == Symbols::kRoot)
        return m_input;
    if (const json::Value* value = external(node.value.toString()))
        return Item::borrow(*value);
    return node.builtin ? builtinItem(*node.builtin) : Item();
}

const json::Value* Evaluator::external(const std::string& name) const {
    for (const auto& [key, value] : m_environment.bindings) {
        if (key == name)
            return value;
    }
    if (m_environment.variables && !m_environment.variables->empty()) {
        const auto found = m_environment.variables->find(name);
        if (found != m_environment.variables->end())
            return &found->second;
    }
    return nullptr;
}

Item Evaluator::builtinItem(const Builtin& builtin) {
    if (m_builtins.size() <= builtin.number)
        m_builtins.resize(kMostBuiltins);
    Item& item = m_builtins[builtin.number];
    if (item.isUndefined()) {
        auto* rep = new FunctionRep(m_heap, FunctionRep::Form::Builtin);
        rep->builtin = &builtin;
        item = Item(rep);
    }
    return item;
}

} // namespace ws::expression::jsonata
