// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatadatetime.h"
#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonatainteger.h"
#include "engine/expression/jsonatatext.h"

#include <cmath>

namespace ws::expression::jsonata {
namespace {

double now(const Evaluator& evaluator) {
    return static_cast<double>(evaluator.environment().nowMilliseconds);
}

const std::string* textOrNull(const Item& item) {
    return item.isString() ? &item.toText() : nullptr;
}

Item formatIntegerOf(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    IntegerFormat format = analyseIntegerPicture(toUtf16(arguments[1].toText()));
    return evaluator.text(fromUtf16(formatInteger(std::floor(numberOf(arguments[0])), format)));
}

Item parseIntegerOf(Evaluator&, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const IntegerFormat format = analyseIntegerPicture(toUtf16(arguments[1].toText()));
    return Item::number(parseInteger(toUtf16(arguments[0].toText()), format));
}

Item nowText(Evaluator& evaluator, Items& arguments, const Item&) {
    return evaluator.text(
        formatDateTime(now(evaluator), textOrNull(arguments[0]), textOrNull(arguments[1])));
}

Item millis(Evaluator& evaluator, Items&, const Item&) {
    return Item::number(now(evaluator));
}

Item toMillis(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const std::string& text = arguments[0].toText();
    if (arguments[1].isString()) {
        const auto parsed = parseDateTime(text, arguments[1].toText(), now(evaluator));
        return parsed ? Item::number(*parsed) : Item();
    }
    const auto parsed = parseIsoDateTime(text);
    if (!parsed)
        throw Failure("D3110").with("value", quoted(text));
    return Item::number(*parsed);
}

Item fromMillis(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    return evaluator.text(
        formatDateTime(numberOf(arguments[0]), textOrNull(arguments[1]), textOrNull(arguments[2])));
}

} // namespace

std::span<const Builtin> timeFunctions() {
    static const Builtin kFunctions[] = {
        {"formatInteger", "<n-s:s>", 2, 2, formatIntegerOf},
        {"parseInteger", "<s-s:n>", 2, 2, parseIntegerOf},
        {"now", "<s?s?:s>", 2, 2, nowText},
        {"millis", "<:n>", 0, 0, millis},
        {"toMillis", "<s-s?:n>", 2, 2, toMillis},
        {"fromMillis", "<n-s?s?:s>", 3, 3, fromMillis},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
