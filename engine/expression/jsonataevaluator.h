#pragma once

#include "engine/expression/jsonata.h"
#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonatafunction.h"
#include "engine/expression/jsonataheap.h"
#include "engine/expression/jsonatatree.h"

#include <array>
#include <bitset>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ws::expression::jsonata {

class RegexSearch;

/// One evaluation of one expression. Throws a Failure where the expression fails.
class Evaluator {
public:
    using Environment = Jsonata::Environment;

    Evaluator(const Tree& tree, const Environment& environment, Jsonata::Dialect dialect);
    ~Evaluator();
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    Item run();

    // For the functions of the language.
    Heap& heap() { return m_heap; }
    const Environment& environment() const { return m_environment; }
    /// A function as an argument of another: it sees no context.
    Item callback(const Item& function, Items arguments);
    /// Of $eval: `text` as an expression over `input`, in the frame of the call.
    Item evaluateText(const std::string& text, const Item& input);
    /// Counts the work of loops that evaluate no nodes.
    void tick(std::size_t steps = 1) {
        m_steps += steps;
        if (m_steps >= m_nextCheck)
            checkLimits();
    }
    /// Throws when walking down a value would take too much of the stack.
    void checkNesting(std::size_t level) const;
    /// A match of a regular expression as an object: match, start, end, groups, next.
    Item firstMatch(const FunctionRep& regex, const Item& text, std::size_t from, bool isNext);
    Item matchItem(const FunctionRep& regex, const Item& subject, const RegexSearch& search,
                   bool isNext);

    Item text(std::string value) { return m_heap.text(std::move(value)); }
    /// The text of $string.
    std::string stringOf(const Item& item);
    void appendString(std::string& out, const Item& item);
    bool isDeepEqual(const Item& left, const Item& right, std::size_t level = 0);
    Item lookUp(const Item& input, std::string_view key, std::size_t level = 0);
    enum class Copied : std::uint8_t {
        All,
        Counted, ///< what is borrowed cannot change
    };
    /// A copy that belongs to nobody else, down to the last object.
    Item deepCopy(const Item& item, Copied copied, std::size_t level = 0);
    /// Of $clone: through JSON text, so that decimals are rounded and functions become "".
    Item cloned(const Item& item, std::size_t level = 0);

private:
    struct Mark {
        const json::Value* token;
        std::size_t position;
    };

    [[noreturn]] void failTooDeep() const;
    void checkLimits();
    void enter();
    void checkStack() const;
    Item evaluate(const Node& node, const Item& input, Frame& frame);
    Item evaluateByType(const Node& node, const Item& input, Frame& frame);
    static void finish(const Node& node, Item& result);

    // jsonataevaluator.cpp
    Item evaluateWildcard(const Item& input);
    Item evaluateDescendants(const Item& input);
    void collectDescendants(const Item& input, ArrayRep& results, std::size_t level);
    Item evaluateBlock(const Node& node, const Item& input, Frame& frame);
    Item evaluateCondition(const Node& node, const Item& input, Frame& frame);
    Item evaluateVariable(const Node& node, const Item& input, Frame& frame);
    Item lookUpVariable(const Node& node, const Frame& frame);
    const json::Value* external(const std::string& name) const;
    Item builtinItem(const Builtin& builtin);
    Ref<Frame> makeFrame(Frame* parent) { return Ref<Frame>(new Frame(m_heap, parent)); }

    // jsonatapaths.cpp, jsonatagroups.cpp
    Item evaluatePath(const Node& node, const Item& input, Frame& frame);
    Item walkNames(const Node& node, const Item& input, Frame& frame);
    Item walkPath(const Node& node, std::size_t from, Item sequence, Frame& frame);
    Item evaluateStep(const Node& step, const Item& input, Frame& frame, bool isLast);
    Item evaluateTupleStep(const Node& step, const Item& input, const Item& tuples, Frame& frame);
    void addTuples(const Node& step, const TupleRep& from, const Item& found, ArrayRep& results);
    Item evaluateStages(const List<Stage>& stages, Item input, Frame& frame);
    Item evaluateFilter(const Node& predicate, Item input, Frame& frame);
    Item filterByIndex(double number, const Item& input, bool tuples);
    Item evaluateSort(const Node& step, const Item& input, Frame& frame);
    Item evaluateGroup(const List<Pair>& pairs, std::size_t position, const Item& input,
                       Frame& frame);
    Item evaluateGroupedRows(const Node& node, const Item& rows, Frame& frame);
    Item evaluateObject(const Node& node, const Item& input, Frame& frame);
    Ref<TupleRep> reduced(const Item& tuples);
    Ref<Frame> frameOf(const TupleRep& tuple, Frame& parent);
    friend class SortKeys;

    // jsonataoperators.cpp
    Item evaluateBinary(const Node& node, const Item& input, Frame& frame);
    Item evaluateUnary(const Node& node, const Item& input, Frame& frame);
    Item evaluateLogic(const Node& node, const Item& left, const Item& input, Frame& frame);
    Item evaluateOperator(Op op, const Item& left, const Item& right);
    Item evaluateNumeric(Op op, const Item& left, const Item& right);
    Item evaluateComparison(Op op, const Item& left, const Item& right);
    Item evaluateConcatenation(const Item& left, const Item& right);
    Item evaluateRange(const Item& left, const Item& right);
    Item evaluateArray(const Node& node, const Item& input, Frame& frame);
    bool includes(const Item& item, const Item& items);

    // jsonatacalls.cpp, jsonatatransform.cpp
    Item evaluateCall(const Node& node, const Item& input, Frame& frame, const Item* applied);
    Item evaluateLambda(const Node& node, const Item& input, Frame& frame);
    Item evaluatePartial(const Node& node, const Item& input, Frame& frame);
    Item evaluateApply(const Node& node, const Item& input, Frame& frame);
    Item evaluateRegex(const Node& node);
    Item evaluateTransform(const Node& node, Frame& frame);
    const Builtin* calledBuiltin(const Node& procedure, const Frame& frame);
    Item argumentOf(const Node& node, const Item& input, Frame& frame);
    Item apply(const Item& function, Items arguments, const Item& input, Frame* frame);
    Item applyInner(const Item& function, Items& arguments, const Item& input, Frame* frame);
    Item applyBuiltin(const Builtin& builtin, Items& arguments, const Item& input, Frame* frame);
    Item applyForm(FunctionRep& function, Items& arguments, const Item& input, Frame* frame);
    Item applyLambda(FunctionRep& function, const Items& arguments);
    Item applyPartial(FunctionRep& function, const Items& arguments, Frame* frame);
    Item applyTransform(const Node& node, const Item& object, Frame& frame);
    void updateMatch(const Node& node, Item& match, Frame& frame);
    void deleteFromMatch(const Node& node, Item& match, Frame& frame);
    void mark(FunctionRep& function, const json::Value* token, std::size_t position);
    void markBuiltin(const Builtin& builtin, const json::Value* token, std::size_t position) {
        m_marks[builtin.number] = {token, position};
        m_isMarked.set(builtin.number);
    }
    bool isKnownVariable(const std::string& name, const Frame& frame);

    const Tree& m_tree;
    const Environment& m_environment;
    const Jsonata::Dialect m_dialect;
    Heap m_heap;
    Frame m_root;
    Item m_input;
    Frame* m_callFrame = nullptr; ///< of the builtin that is being called
    std::uint64_t m_steps = 0;
    std::uint64_t m_nextCheck = 0;
    std::size_t m_depth = 0;
    const char* m_stack = nullptr;
    std::chrono::steady_clock::time_point m_deadline;
    static constexpr std::size_t kMostBuiltins = 96;
    std::array<Mark, kMostBuiltins> m_marks; ///< by number; only those that m_isMarked says
    std::bitset<kMostBuiltins> m_isMarked;
    std::vector<Item> m_builtins;
    const Symbols* m_symbols = nullptr;         ///< the tree's, or those of $eval too
    std::vector<std::unique_ptr<Tree>> m_texts; ///< of $eval
};

/// The value as a number when it is one; a Failure (D1001) for one that is not finite.
bool isNumeric(const Item& item);
bool isArrayOfNumbers(const Item& item);
bool isArrayOfStrings(const Item& item);
enum class Truth : std::uint8_t { False, True, Undefined };
/// The reference's boolean().
Truth truthOf(const Item& item, std::size_t level = 0);
inline bool isTrue(const Item& item) {
    return item.isBool() ? item.toBool() : truthOf(item) == Truth::True;
}
/// JavaScript's own idea of truth, which a comparison's answer is taken by: [] and {} are true.
bool isTruthy(const Item& item);
/// JSON text of a value for messages.
std::string jsonText(const Item& item);

/// JSON text as JSON.stringify writes it, functions as "", decimals rounded to 15 digits. Throws a
/// Failure for numbers that are not finite. `indent`: spaces per level, 0 for none.
void stringify(std::string& out, const Item& item, int indent, Heap* heap);

} // namespace ws::expression::jsonata
