// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonatasort.h"
#include "engine/expression/jsonatatext.h"

#include <cmath>
#include <limits>
#include <unordered_set>

namespace ws::expression::jsonata {
namespace {

Item append(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return arguments[1];
    if (arguments[1].isUndefined())
        return arguments[0];
    const Ref<ArrayRep> result = evaluator.heap().array();
    evaluator.tick((arguments[0].size() + arguments[1].size()) / 16);
    result->append(arguments[0]);
    result->append(arguments[1]);
    return Item(result.get());
}

Item reverse(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& items = arguments[0];
    if (items.size() <= 1)
        return items;
    const Ref<ArrayRep> reversed = evaluator.heap().array();
    const std::size_t count = items.size();
    evaluator.tick(count / 8);
    reversed->reserve(count);
    for (std::size_t i = count; i-- > 0;)
        reversed->push(items.at(i));
    return Item(reversed.get());
}

Item shuffle(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& items = arguments[0];
    if (items.size() <= 1)
        return items;
    const Ref<ArrayRep> shuffled = evaluator.heap().array();
    const std::size_t count = items.size();
    shuffled->reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        evaluator.tick();
        const double bound = static_cast<double>(i + 1);
        const auto j = static_cast<std::size_t>(std::floor(randomUnit(evaluator) * bound));
        shuffled->push(items.at(i));
        if (j < i) {
            shuffled->items[i] = shuffled->items[j];
            shuffled->items[j] = items.at(i);
        }
    }
    return Item(shuffled.get());
}

/// A text by which primitives can be told apart; nothing for arrays and objects.
std::string primitiveKey(const Item& item) {
    switch (item.type()) {
    case Item::Type::Null:
        return "n";
    case Item::Type::Bool:
        return item.toBool() ? "t" : "f";
    case Item::Type::Number:
        return std::isnan(item.toNumber()) ? std::string() : "#" + numberText(item.toNumber());
    case Item::Type::String:
        return "\"" + item.toText();
    default:
        return {};
    }
}

Item distinct(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& items = arguments[0];
    if (!items.isArray() || items.size() <= 1)
        return items;
    const Ref<ArrayRep> results = evaluator.heap().array();
    results->sequence = items.isSequence();
    std::unordered_set<std::string> primitives;
    std::vector<Item> others;
    for (std::size_t i = 0; i < items.size(); ++i) {
        evaluator.tick();
        const Item item = items.at(i);
        const std::string key = primitiveKey(item);
        bool isNew = true;
        if (!key.empty()) {
            isNew = primitives.insert(key).second;
        } else {
            for (std::size_t k = 0; isNew && k < others.size(); ++k) {
                evaluator.tick();
                isNew = !evaluator.isDeepEqual(item, others[k]);
            }
            if (isNew)
                others.push_back(item);
        }
        if (isNew)
            results->push(item);
    }
    return Item(results.get());
}

Item zip(Evaluator& evaluator, Items& arguments, const Item&) {
    const Ref<ArrayRep> result = evaluator.heap().array();
    std::size_t length = arguments.empty() ? 0 : SIZE_MAX;
    for (const Item& argument : arguments)
        length = std::min(length, argument.size());
    for (std::size_t i = 0; i < length; ++i) {
        evaluator.tick(arguments.size());
        const Ref<ArrayRep> row = evaluator.heap().array();
        row->reserve(arguments.size());
        for (const Item& argument : arguments)
            row->push(argument.at(i));
        result->push(Item(row.get()));
    }
    return Item(result.get());
}

Item sort(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& items = arguments[0];
    if (items.size() <= 1)
        return items;
    std::vector<std::size_t> order;
    if (arguments[1].isFunction()) {
        order = sortedOrder(items.size(), [&](std::size_t left, std::size_t right) {
            Items pair;
            pair.push_back(items.at(left));
            pair.push_back(items.at(right));
            const Item after = evaluator.callback(arguments[1], std::move(pair));
            return isTruthy(after);
        });
    } else if (isArrayOfNumbers(items)) {
        order = sortedOrder(items.size(), [&](std::size_t left, std::size_t right) {
            evaluator.tick();
            return items.at(left).toNumber() > items.at(right).toNumber();
        });
    } else if (isArrayOfStrings(items)) {
        order = sortedOrder(items.size(), [&](std::size_t left, std::size_t right) {
            evaluator.tick();
            return compareTexts(items.at(left).toText(), items.at(right).toText()) > 0;
        });
    } else {
        throw Failure("D3070").with("index", "1");
    }
    const Ref<ArrayRep> sorted = evaluator.heap().array();
    sorted->reserve(order.size());
    for (const std::size_t index : order)
        sorted->push(items.at(index));
    return Item(sorted.get());
}

} // namespace

std::span<const Builtin> arrayFunctions() {
    static const Builtin kFunctions[] = {
        {"append", "<xx:a>", 2, 2, append},  {"reverse", "<a:a>", 1, 1, reverse},
        {"shuffle", "<a:a>", 1, 1, shuffle}, {"distinct", "<x:x>", 1, 1, distinct},
        {"zip", "<a+>", 0, 0, zip},          {"sort", "<af?:a>", 2, 2, sort},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
