#include "engine/expression/pathwalk.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ws::expression {

namespace {

using Operator = FilterNode::Operator;

/// What an operand stands for at one place; nothing where its path leads nowhere.
std::optional<json::Value> resolve(const FilterOperand& operand, const json::Value& current,
                                   const json::Value& root) {
    if (operand.kind == FilterOperand::Kind::Literal ||
        operand.kind == FilterOperand::Kind::Pattern)
        return operand.literal;
    const json::Value& from = operand.kind == FilterOperand::Kind::Current ? current : root;
    if (operand.path.plain) {
        const json::Value* found = followPlain(operand.path.steps, from);
        return found ? std::optional(*found) : std::nullopt;
    }
    PathWalk walk(operand.path, root);
    if (!walk.run(from))
        return std::nullopt;
    return walk.take();
}

bool exists(const FilterOperand& operand, const json::Value& current, const json::Value& root) {
    const auto found = resolve(operand, current, root);
    const bool list = !operand.path.definite && operand.path.function == PathFunction::None;
    return found && !(list && found->size() == 0);
}

/// Numbers with numbers, texts with texts; everything else has no order.
std::optional<int> order(const json::Value& left, const json::Value& right) {
    if (left.isInteger() && right.isInteger())
        return left.toInteger() < right.toInteger() ? -1 : left.toInteger() > right.toInteger();
    if (left.isNumber() && right.isNumber())
        return left.toDouble() < right.toDouble() ? -1 : left.toDouble() > right.toDouble();
    if (left.isString() && right.isString())
        return left.toString().compare(right.toString());
    return std::nullopt;
}

bool holds(const json::Value& list, const json::Value& value) {
    return std::find(list.items().begin(), list.items().end(), value) != list.items().end();
}

std::size_t shared(const json::Value& left, const json::Value& right) {
    return static_cast<std::size_t>(
        std::count_if(left.items().begin(), left.items().end(),
                      [&](const json::Value& value) { return holds(right, value); }));
}

bool contains(const json::Value& left, const json::Value& right) {
    if (left.isString() && right.isString())
        return left.toString().find(right.toString()) != std::string::npos;
    return holds(left, right);
}

std::int64_t sizeOf(const json::Value& value) {
    return static_cast<std::int64_t>(value.isString() ? value.toString().size() : value.size());
}

bool compare(Operator comparison, const json::Value& left, const json::Value& right) {
    switch (comparison) {
    case Operator::Equal:
        return left == right;
    case Operator::NotEqual:
        return !(left == right);
    case Operator::Less:
        return order(left, right).value_or(0) < 0;
    case Operator::LessOrEqual:
        return order(left, right).value_or(1) <= 0;
    case Operator::Greater:
        return order(left, right).value_or(0) > 0;
    case Operator::GreaterOrEqual:
        return order(left, right).value_or(-1) >= 0;
    case Operator::In:
        return holds(right, left);
    case Operator::NotIn:
        return !holds(right, left);
    case Operator::SubsetOf:
        return left.isArray() && right.isArray() && shared(left, right) == left.size();
    case Operator::AnyOf:
        return shared(left, right) > 0;
    case Operator::NoneOf:
        return shared(left, right) == 0;
    case Operator::Contains:
        return contains(left, right);
    case Operator::Size:
        return right.isInteger() && sizeOf(left) == right.toInteger();
    case Operator::Empty:
        return (left.isString() || left.isArray() || left.isObject()) && right.isBool() &&
               (sizeOf(left) == 0) == right.toBool();
    case Operator::Matches:
        break;
    }
    return false;
}

bool compare(const FilterNode& node, const json::Value& current, const json::Value& root) {
    const auto left = resolve(node.left, current, root);
    const auto right = resolve(node.right, current, root);
    if (!left || !right) {
        const bool same = !left && !right;
        return node.comparison == Operator::NotEqual ? !same
               : node.comparison == Operator::Equal  ? same
               : node.comparison == Operator::NotIn  ? !left && right
               : node.comparison == Operator::NoneOf ? !left && right
                                                     : false;
    }
    if (node.comparison == Operator::Matches)
        return left->isString() && node.right.pattern &&
               node.right.pattern->matches(left->toString());
    return compare(node.comparison, *left, *right);
}

} // namespace

bool matches(const FilterNode& node, const json::Value& current, const json::Value& root) {
    const auto inner = [&](const FilterNode& child) { return matches(child, current, root); };
    switch (node.kind) {
    case FilterNode::Kind::Or:
        return std::any_of(node.children.begin(), node.children.end(), inner);
    case FilterNode::Kind::And:
        return std::all_of(node.children.begin(), node.children.end(), inner);
    case FilterNode::Kind::Not:
        return !inner(node.children.front());
    case FilterNode::Kind::Exists:
        return exists(node.left, current, root);
    case FilterNode::Kind::Compare:
        return compare(node, current, root);
    }
    return false;
}

} // namespace ws::expression
