// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonataevaluator.h"
#include "engine/expression/jsonatatext.h"

#include <cmath>

namespace ws::expression::jsonata {
namespace {

constexpr double kMostRange = 1e7;
constexpr std::size_t kMostLevels = 1000;

bool isWhole(const Item& item) {
    return item.isNumber() && std::isfinite(item.toNumber()) &&
           item.toNumber() == std::floor(item.toNumber());
}

} // namespace

bool isNumeric(const Item& item) {
    if (!item.isNumber() || std::isnan(item.toNumber()))
        return false;
    if (std::isinf(item.toNumber()))
        throw Failure("D1001").with("value", "null");
    return true;
}

bool isArrayOfNumbers(const Item& item) {
    if (!item.isArray())
        return false;
    if (const ArrayRep* rep = item.array(); rep && rep->rangeSize > 0)
        return true;
    bool all = true;
    for (std::size_t i = 0; i < item.size(); ++i)
        all = isNumeric(item.at(i)) && all;
    return all;
}

bool isArrayOfStrings(const Item& item) {
    if (!item.isArray())
        return false;
    for (std::size_t i = 0; i < item.size(); ++i) {
        if (!item.at(i).isString())
            return false;
    }
    return true;
}

Truth truthOf(const Item& item, std::size_t level) {
    const auto truth = [](bool value) { return value ? Truth::True : Truth::False; };
    switch (item.type()) {
    case Item::Type::Undefined:
        return Truth::Undefined;
    case Item::Type::Bool:
        return truth(item.toBool());
    case Item::Type::Number:
        return truth(isNumeric(item) && item.toNumber() != 0);
    case Item::Type::String:
        return truth(!item.toText().empty());
    case Item::Type::Object:
        return truth(item.memberCount() > 0);
    case Item::Type::Tuple:
        return Truth::True;
    case Item::Type::Array:
        if (level > kMostLevels) {
            Failure failure("U1001");
            failure.message = "The value is nested too deeply";
            throw failure;
        }
        if (item.size() == 1)
            return truthOf(item.at(0), level + 1);
        for (std::size_t i = 0; i < item.size(); ++i) {
            if (truthOf(item.at(i), level + 1) == Truth::True)
                return Truth::True;
        }
        return Truth::False;
    case Item::Type::Null:
    case Item::Type::Function:
        break;
    }
    return Truth::False;
}

bool isTruthy(const Item& item) {
    if (item.isNumber())
        return item.toNumber() != 0 && !std::isnan(item.toNumber());
    if (item.isString())
        return !item.toText().empty();
    return item.isBool() ? item.toBool() : !item.isUndefined() && !item.isNull();
}

Item Evaluator::evaluateBinary(const Node& node, const Item& input, Frame& frame) {
    const Item left = evaluate(*node.left, input, frame);
    if (node.op == Op::And || node.op == Op::Or)
        return evaluateLogic(node, left, input, frame);
    const Item right = evaluate(*node.right, input, frame);
    try {
        return evaluateOperator(node.op, left, right);
    } catch (Failure& failure) {
        failure.position = node.position;
        failure.token = node.value;
        throw;
    }
}

Item Evaluator::evaluateLogic(const Node& node, const Item& left, const Item& input, Frame& frame) {
    try {
        const bool first = isTrue(left);
        if (first == (node.op == Op::Or))
            return Item::boolean(first);
        return Item::boolean(isTrue(evaluate(*node.right, input, frame)));
    } catch (Failure& failure) {
        failure.position = node.position;
        failure.token = node.value;
        throw;
    }
}

Item Evaluator::evaluateOperator(Op op, const Item& left, const Item& right) {
    switch (op) {
    case Op::Equal:
    case Op::NotEqual:
        if (left.isUndefined() || right.isUndefined())
            return Item::boolean(false);
        return Item::boolean(isDeepEqual(left, right) == (op == Op::Equal));
    case Op::Less:
    case Op::LessEqual:
    case Op::Greater:
    case Op::GreaterEqual:
        return evaluateComparison(op, left, right);
    case Op::Ampersand:
        return evaluateConcatenation(left, right);
    case Op::DotDot:
        return evaluateRange(left, right);
    case Op::In:
        return Item::boolean(includes(left, right));
    default:
        return evaluateNumeric(op, left, right);
    }
}

Item Evaluator::evaluateNumeric(Op op, const Item& left, const Item& right) {
    if (!left.isUndefined() && !isNumeric(left))
        throw Failure("T2001").with("value", jsonText(left));
    if (!right.isUndefined() && !isNumeric(right))
        throw Failure("T2002").with("value", jsonText(right));
    if (left.isUndefined() || right.isUndefined())
        return {};
    const double l = left.toNumber();
    const double r = right.toNumber();
    switch (op) {
    case Op::Plus:
        return Item::number(l + r);
    case Op::Minus:
        return Item::number(l - r);
    case Op::Star:
        return Item::number(l * r);
    case Op::Slash:
        return Item::number(l / r);
    case Op::Percent:
        return Item::number(std::fmod(l, r));
    default:
        return {};
    }
}

Item Evaluator::evaluateComparison(Op op, const Item& left, const Item& right) {
    const auto isValue = [](const Item& item) { return item.isString() || item.isNumber(); };
    const bool leftFits = left.isUndefined() || isValue(left);
    const bool rightFits = right.isUndefined() || isValue(right);
    if (!leftFits || !rightFits)
        throw Failure("T2010").with("value", jsonText(isValue(left) ? right : left));
    if (left.isUndefined() || right.isUndefined())
        return {};
    if (left.type() != right.type())
        throw Failure("T2009").with("value", jsonText(left)).with("value2", jsonText(right));
    const auto holds = [op](auto l, auto r) {
        switch (op) {
        case Op::Less:
            return l < r;
        case Op::LessEqual:
            return l <= r;
        case Op::Greater:
            return l > r;
        default:
            return l >= r;
        }
    };
    if (left.isString())
        return Item::boolean(holds(compareTexts(left.toText(), right.toText()), 0));
    return Item::boolean(holds(left.toNumber(), right.toNumber()));
}

Item Evaluator::evaluateConcatenation(const Item& left, const Item& right) {
    std::string joined;
    if (left.isString() && right.isString()) {
        m_heap.check(left.toText().size() + right.toText().size());
        joined.reserve(left.toText().size() + right.toText().size());
    }
    if (!left.isUndefined())
        appendString(joined, left);
    if (!right.isUndefined()) {
        if (right.isString())
            appendText(joined, right.toText());
        else
            appendString(joined, right);
    }
    return text(std::move(joined));
}

Item Evaluator::evaluateRange(const Item& left, const Item& right) {
    if (!left.isUndefined() && !isWhole(left))
        throw Failure("T2003").with("value", jsonText(left));
    if (!right.isUndefined() && !isWhole(right))
        throw Failure("T2004").with("value", jsonText(right));
    if (left.isUndefined() || right.isUndefined() || left.toNumber() > right.toNumber())
        return {};
    const double size = right.toNumber() - left.toNumber() + 1;
    if (size > kMostRange)
        throw Failure("D2014").with("value", numberText(size));
    const Ref<ArrayRep> range = m_heap.sequence();
    range->rangeFirst = left.toNumber();
    range->rangeSize = static_cast<std::size_t>(size);
    return Item(range.get());
}

bool Evaluator::includes(const Item& item, const Item& items) {
    if (item.isUndefined() || items.isUndefined())
        return false;
    if (!items.isArray())
        return items.isSame(item);
    tick(items.size() / 8);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items.at(i).isSame(item))
            return true;
    }
    return false;
}

bool Evaluator::isDeepEqual(const Item& left, const Item& right, std::size_t level) {
    if (left.type() != right.type())
        return false;
    if (!left.isArray() && !left.isObject())
        return left.isSame(right);
    if (left.isSame(right))
        return true;
    checkNesting(level);
    if (left.isArray()) {
        if (left.size() != right.size())
            return false;
        tick(left.size() / 8);
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (!isDeepEqual(left.at(i), right.at(i), level + 1))
                return false;
        }
        return true;
    }
    if (left.memberCount() != right.memberCount())
        return false;
    tick(left.memberCount() / 8);
    for (std::size_t i = 0; i < left.memberCount(); ++i) {
        const auto [key, value] = left.memberAt(i);
        const Item other = right.member(key.toText());
        if (other.isUndefined() || !isDeepEqual(value, other, level + 1))
            return false;
    }
    return true;
}

Item Evaluator::evaluateUnary(const Node& node, const Item& input, Frame& frame) {
    if (node.op == Op::OpenBracket)
        return evaluateArray(node, input, frame);
    if (node.op == Op::OpenBrace)
        return evaluateObject(node, input, frame);
    const Item operand = evaluate(*node.left, input, frame);
    if (operand.isUndefined())
        return {};
    if (!isNumeric(operand))
        throw Failure("D1002").at(node.position).named(node.value).with("value", jsonText(operand));
    return Item::number(-operand.toNumber());
}

Item Evaluator::evaluateArray(const Node& node, const Item& input, Frame& frame) {
    const Ref<ArrayRep> result = m_heap.array();
    for (const Node* item : node.items) {
        Item value = evaluate(*item, input, frame);
        if (value.isUndefined())
            continue;
        if (item->type == NodeType::Unary && item->op == Op::OpenBracket)
            result->push(std::move(value));
        else
            result->append(value);
    }
    result->cons = node.consArray;
    return Item(result.get());
}

} // namespace ws::expression::jsonata
