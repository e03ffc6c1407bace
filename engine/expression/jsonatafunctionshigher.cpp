// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatafunctions.h"

namespace ws::expression::jsonata {
namespace {

/// Calls a function with the value, and with where it stands if the function takes that.
class Visitor {
public:
    Visitor(Evaluator& evaluator, const Item& function, const Item& whole)
        : m_evaluator(evaluator)
        , m_function(function)
        , m_whole(whole)
        , m_arity(function.function() ? function.function()->arity() : 1) {}

    Item call(const Item& value, const Item& place) const {
        Items arguments;
        arguments.reserve(3);
        arguments.push_back(value);
        if (m_arity >= 2)
            arguments.push_back(place);
        if (m_arity >= 3)
            arguments.push_back(m_whole);
        return m_evaluator.callback(m_function, std::move(arguments));
    }
    Item call(std::size_t index) const {
        return call(m_whole.at(index), Item::number(static_cast<double>(index)));
    }

private:
    Evaluator& m_evaluator;
    const Item& m_function;
    const Item& m_whole;
    const std::size_t m_arity;
};

Item map(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const Visitor visitor(evaluator, arguments[1], arguments[0]);
    const Ref<ArrayRep> results = evaluator.heap().sequence();
    for (std::size_t i = 0; i < arguments[0].size(); ++i) {
        Item result = visitor.call(i);
        if (!result.isUndefined())
            results->push(std::move(result));
    }
    return Item(results.get());
}

Item filter(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const Visitor visitor(evaluator, arguments[1], arguments[0]);
    const Ref<ArrayRep> results = evaluator.heap().sequence();
    for (std::size_t i = 0; i < arguments[0].size(); ++i) {
        if (isTrue(visitor.call(i)))
            results->push(arguments[0].at(i));
    }
    return Item(results.get());
}

Item single(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& items = arguments[0];
    if (items.isUndefined())
        return {};
    const Visitor visitor(evaluator, arguments[1], items);
    Item found;
    bool hasFound = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!arguments[1].isUndefined() && !isTrue(visitor.call(i)))
            continue;
        if (hasFound)
            throw Failure("D3138").with("index", std::to_string(i));
        hasFound = true;
        found = items.at(i);
    }
    if (!hasFound)
        throw Failure("D3139");
    return found;
}

Item reduce(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& items = arguments[0];
    if (items.isUndefined())
        return {};
    const FunctionRep* function = arguments[1].function();
    const std::size_t arity = function ? function->arity() : 0;
    if (arity < 2)
        throw Failure("D3050").with("index", "1");
    std::size_t index = 0;
    Item result = arguments[2];
    if (result.isUndefined() && items.size() > 0)
        result = items.at(index++);
    for (; index < items.size(); ++index) {
        Items values;
        values.reserve(4);
        values.push_back(std::move(result));
        values.push_back(items.at(index));
        if (arity >= 3)
            values.push_back(Item::number(static_cast<double>(index)));
        if (arity >= 4)
            values.push_back(items);
        result = evaluator.callback(arguments[1], std::move(values));
    }
    return result;
}

Item sift(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& object = arguments[0];
    const Visitor visitor(evaluator, arguments[1], object);
    const Ref<ObjectRep> result = evaluator.heap().object();
    for (std::size_t i = 0; i < object.memberCount(); ++i) {
        auto [key, value] = object.memberAt(i);
        if (isTrue(visitor.call(value, key)))
            result->set(key, std::move(value));
    }
    return result->members.empty() ? Item() : Item(result.get());
}

Item each(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& object = arguments[0];
    const Visitor visitor(evaluator, arguments[1], object);
    const Ref<ArrayRep> results = evaluator.heap().sequence();
    for (std::size_t i = 0; i < object.memberCount(); ++i) {
        const auto [key, value] = object.memberAt(i);
        Item result = visitor.call(value, key);
        if (!result.isUndefined())
            results->push(std::move(result));
    }
    return Item(results.get());
}

} // namespace

std::span<const Builtin> higherFunctions() {
    static const Builtin kFunctions[] = {
        {"map", "<af>", 2, 2, map},        {"filter", "<af>", 2, 2, filter},
        {"single", "<af?>", 2, 2, single}, {"reduce", "<afj?:j>", 3, 3, reduce},
        {"sift", "<o-f?:o>", 2, 2, sift},  {"each", "<o-f:a>", 2, 2, each},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
