#include "engine/execution/choice.h"

#include "engine/execution/timestamp.h"

#include <algorithm>
#include <compare>

namespace ws::execution {

using json::Value;
using statemachine::Comparison;
using statemachine::Condition;

namespace {

/// One unit of a pattern: a character that stands for itself, or the wildcard.
struct PatternUnit {
    char character = 0;
    bool any = false;
    std::size_t length = 1;
};

PatternUnit unitAt(std::string_view pattern, std::size_t at) {
    if (pattern[at] == '\\' && at + 1 < pattern.size())
        return {pattern[at + 1], false, 2};
    return {pattern[at], pattern[at] == '*', 1};
}

/// Which of less, equal, greater an operator of an ordered type accepts.
enum class Order { Equals, Less, Greater, LessEquals, GreaterEquals };

bool accepts(Order order, std::partial_ordering result) {
    switch (order) {
    case Order::Equals:
        return result == 0;
    case Order::Less:
        return result < 0;
    case Order::Greater:
        return result > 0;
    case Order::LessEquals:
        return result <= 0;
    case Order::GreaterEquals:
        return result >= 0;
    }
    return false;
}

Order orderOf(Comparison comparison) {
    switch (comparison) {
    case Comparison::StringLessThan:
    case Comparison::NumericLessThan:
    case Comparison::TimestampLessThan:
        return Order::Less;
    case Comparison::StringGreaterThan:
    case Comparison::NumericGreaterThan:
    case Comparison::TimestampGreaterThan:
        return Order::Greater;
    case Comparison::StringLessThanEquals:
    case Comparison::NumericLessThanEquals:
    case Comparison::TimestampLessThanEquals:
        return Order::LessEquals;
    case Comparison::StringGreaterThanEquals:
    case Comparison::NumericGreaterThanEquals:
    case Comparison::TimestampGreaterThanEquals:
        return Order::GreaterEquals;
    default:
        return Order::Equals;
    }
}

bool compareNumbers(Order order, const Value& left, const Value& right) {
    if (!left.isNumber() || !right.isNumber())
        return false;
    if (left.isInteger() && right.isInteger())
        return accepts(order, left.toInteger() <=> right.toInteger());
    return accepts(order, left.toDouble() <=> right.toDouble());
}

bool compareTimestamps(Order order, const Value& left, const Value& right) {
    if (!left.isString() || !right.isString())
        return false;
    const auto leftTime = parseTimestamp(left.toString());
    const auto rightTime = parseTimestamp(right.toString());
    return leftTime && rightTime && accepts(order, *leftTime <=> *rightTime);
}

bool compare(Comparison comparison, const Value& left, const Value& right) {
    switch (comparison) {
    case Comparison::StringEquals:
    case Comparison::StringLessThan:
    case Comparison::StringGreaterThan:
    case Comparison::StringLessThanEquals:
    case Comparison::StringGreaterThanEquals:
        return left.isString() && right.isString() &&
               accepts(orderOf(comparison), left.toString() <=> right.toString());
    case Comparison::StringMatches:
        return left.isString() && right.isString() &&
               matchesPattern(left.toString(), right.toString());
    case Comparison::BooleanEquals:
        return left.isBool() && right.isBool() && left.toBool() == right.toBool();
    case Comparison::NumericEquals:
    case Comparison::NumericLessThan:
    case Comparison::NumericGreaterThan:
    case Comparison::NumericLessThanEquals:
    case Comparison::NumericGreaterThanEquals:
        return compareNumbers(orderOf(comparison), left, right);
    default:
        return compareTimestamps(orderOf(comparison), left, right);
    }
}

bool isOfType(Comparison comparison, const Value& value) {
    switch (comparison) {
    case Comparison::IsNull:
        return value.isNull();
    case Comparison::IsNumeric:
        return value.isNumber();
    case Comparison::IsString:
        return value.isString();
    case Comparison::IsBoolean:
        return value.isBool();
    default:
        return value.isString() && parseTimestamp(value.toString());
    }
}

std::optional<Value> look(const expression::Path& path, const expression::Scope& scope,
                          std::optional<Failure>& failure) {
    auto found = path.evaluate(scope);
    if (found)
        return std::move(found).value();
    failure = Failure::runtime("Invalid path '" + path.text() +
                               "': The choice state's condition path references an invalid value.");
    return std::nullopt;
}

bool comparisonHolds(const Condition& condition, const expression::Scope& scope,
                     std::optional<Failure>& failure) {
    if (condition.comparison == Comparison::IsPresent)
        return condition.variable->exists(scope) == condition.operand.toBool();
    const auto left = look(*condition.variable, scope, failure);
    if (!left)
        return false;
    if (condition.comparison >= Comparison::IsNull)
        return isOfType(condition.comparison, *left) == condition.operand.toBool();
    if (!condition.operandPath)
        return compare(condition.comparison, *left, condition.operand);
    const auto right = look(*condition.operandPath, scope, failure);
    return right && compare(condition.comparison, *left, *right);
}

} // namespace

bool matchesPattern(std::string_view text, std::string_view pattern) {
    std::size_t at = 0;
    std::size_t unit = 0;
    std::size_t retryUnit = std::string_view::npos; // after the last `*`
    std::size_t retryAt = 0;
    while (at < text.size()) {
        const PatternUnit now = unit < pattern.size() ? unitAt(pattern, unit) : PatternUnit{};
        if (unit < pattern.size() && now.any) {
            retryUnit = ++unit;
            retryAt = at;
        } else if (unit < pattern.size() && now.character == text[at]) {
            unit += now.length;
            ++at;
        } else if (retryUnit != std::string_view::npos) {
            unit = retryUnit;
            at = ++retryAt;
        } else {
            return false;
        }
    }
    while (unit < pattern.size() && pattern[unit] == '*')
        ++unit;
    return unit == pattern.size();
}

bool conditionHolds(const Condition& condition, const expression::Scope& scope,
                    std::optional<Failure>& failure) {
    const auto holds = [&](const Condition& part) {
        return !failure && conditionHolds(part, scope, failure);
    };
    switch (condition.kind) {
    case Condition::Kind::And:
        return std::all_of(condition.parts.begin(), condition.parts.end(), holds);
    case Condition::Kind::Or:
        return std::any_of(condition.parts.begin(), condition.parts.end(), holds);
    case Condition::Kind::Not:
        return std::none_of(condition.parts.begin(), condition.parts.end(), holds);
    case Condition::Kind::Compare:
        return comparisonHolds(condition, scope, failure);
    }
    return false;
}

} // namespace ws::execution
