// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonatatext.h"

#include <unordered_set>

namespace ws::expression::jsonata {
namespace {

Item boolean(Evaluator&, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    return Item::boolean(isTrue(arguments[0]));
}

Item negated(Evaluator&, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    return Item::boolean(!isTrue(arguments[0]));
}

Item exists(Evaluator&, Items& arguments, const Item&) {
    return Item::boolean(!arguments[0].isUndefined());
}

Item type(Evaluator&, Items& arguments, const Item&) {
    static const std::string kNames[] = {"undefined", "null",   "boolean",  "number", "string",
                                         "array",     "object", "function", "object"};
    if (arguments[0].isUndefined())
        return {};
    if (arguments[0].isNumber() && !isNumeric(arguments[0]))
        return Item::borrow(kNames[6]); // NaN
    return Item::borrow(kNames[static_cast<std::size_t>(arguments[0].type())]);
}

void collectKeys(Evaluator& evaluator, const Item& value, ArrayRep& keys,
                 std::unordered_set<std::string_view>& known, std::size_t level) {
    evaluator.checkNesting(level);
    evaluator.tick();
    if (value.isArray()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            collectKeys(evaluator, value.at(i), keys, known, level + 1);
        return;
    }
    for (std::size_t i = 0; i < value.memberCount(); ++i) {
        const Item key = value.memberAt(i).first;
        if (known.insert(key.toText()).second)
            keys.push(key);
    }
}

Item keys(Evaluator& evaluator, Items& arguments, const Item&) {
    const Ref<ArrayRep> result = evaluator.heap().sequence();
    std::unordered_set<std::string_view> known;
    collectKeys(evaluator, arguments[0], *result, known, 0);
    return Item(result.get());
}

Item lookup(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& key = arguments[1];
    const std::string undefined = "undefined"; // what JavaScript makes of no name
    return evaluator.lookUp(arguments[0], key.isString() ? key.toText() : undefined);
}

/// Adds what the reference's append() would; true when the result is a sequence still.
bool appendSpread(Evaluator& evaluator, ArrayRep& results, const Item& value, std::size_t level) {
    evaluator.checkNesting(level);
    evaluator.tick();
    if (value.isArray()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            appendSpread(evaluator, results, value.at(i), level + 1);
        return value.size() == 0;
    }
    if (!value.isObject()) {
        if (!value.isUndefined())
            results.push(value);
        return true;
    }
    for (std::size_t i = 0; i < value.memberCount(); ++i) {
        auto [key, member] = value.memberAt(i);
        const Ref<ObjectRep> single = evaluator.heap().object();
        single->set(key, std::move(member));
        results.push(Item(single.get()));
    }
    return true;
}

Item spread(Evaluator& evaluator, Items& arguments, const Item&) {
    if (!arguments[0].isArray() && !arguments[0].isObject())
        return arguments[0];
    const Ref<ArrayRep> results = evaluator.heap().sequence();
    results->sequence = appendSpread(evaluator, *results, arguments[0], 0);
    return Item(results.get());
}

Item merge(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const Ref<ObjectRep> merged = evaluator.heap().object();
    for (std::size_t i = 0; i < arguments[0].size(); ++i) {
        const Item object = arguments[0].at(i);
        evaluator.tick(object.memberCount() / 4 + 1);
        for (std::size_t k = 0; k < object.memberCount(); ++k) {
            auto [key, value] = object.memberAt(k);
            merged->set(key, std::move(value));
        }
    }
    return Item(merged.get());
}

Item raised(const Item& message, std::string_view code, std::string_view otherwise) {
    Failure failure(code);
    failure.message = message.toText().empty() ? std::string(otherwise) : message.toText();
    throw failure;
}

Item error(Evaluator&, Items& arguments, const Item&) {
    return raised(arguments[0], "D3137", "$error() function evaluated");
}

Item assertion(Evaluator&, Items& arguments, const Item&) {
    if (arguments[0].toBool())
        return {};
    return raised(arguments[1], "D3141", "$assert() statement failed");
}

Item clone(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    return evaluator.cloned(arguments[0]);
}

Item eval(Evaluator& evaluator, Items& arguments, const Item& input) {
    if (arguments[0].isUndefined())
        return {};
    Item focus = arguments[1].isUndefined() ? input : arguments[1];
    if (!arguments[1].isUndefined() && focus.isArray() && !focus.isSequence()) {
        const Ref<ArrayRep> wrapper = evaluator.heap().sequence(focus);
        wrapper->outerWrapper = true;
        focus = Item(wrapper.get());
    }
    return evaluator.evaluateText(arguments[0].toText(), focus);
}

} // namespace

std::span<const Builtin> valueFunctions() {
    static const Builtin kFunctions[] = {
        {"boolean", "<x-:b>", 1, 1, boolean},  {"not", "<x-:b>", 1, 1, negated},
        {"exists", "<x:b>", 1, 1, exists},     {"type", "<x:s>", 1, 1, type},
        {"keys", "<x-:a<s>>", 1, 1, keys},     {"lookup", "<x-s:x>", 2, 2, lookup},
        {"spread", "<x-:a<o>>", 1, 1, spread}, {"merge", "<a<o>:o>", 1, 1, merge},
        {"error", "<s?:x>", 1, 1, error},      {"assert", "<bs?:x>", 2, 2, assertion},
        {"clone", "<(oa)-:o>", 1, 1, clone},   {"eval", "<sx?:x>", 2, 2, eval},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
