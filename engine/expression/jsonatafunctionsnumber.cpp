// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonatatext.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ws::expression::jsonata {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

template <typename Fold>
double folded(Evaluator& evaluator, const Item& items, double start, Fold fold) {
    const std::size_t count = items.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (i % 1024 == 0)
            evaluator.tick(128);
        start = fold(start, numberOf(items.at(i)));
    }
    return start;
}

double sumOf(Evaluator& evaluator, const Item& items) {
    return folded(evaluator, items, 0, [](double total, double number) { return total + number; });
}

Item sum(Evaluator& evaluator, Items& arguments, const Item&) {
    return arguments[0].isUndefined() ? Item() : Item::number(sumOf(evaluator, arguments[0]));
}

Item count(Evaluator&, Items& arguments, const Item&) {
    return Item::number(static_cast<double>(arguments[0].size()));
}

Item max(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].size() == 0)
        return {};
    return Item::number(folded(evaluator, arguments[0], -std::numeric_limits<double>::infinity(),
                               [](double most, double number) {
                                   return std::isnan(number) ? number : std::max(most, number);
                               }));
}

Item min(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].size() == 0)
        return {};
    return Item::number(folded(evaluator, arguments[0], std::numeric_limits<double>::infinity(),
                               [](double least, double number) {
                                   return std::isnan(number) ? number : std::min(least, number);
                               }));
}

Item average(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].size() == 0)
        return {};
    return Item::number(sumOf(evaluator, arguments[0]) / static_cast<double>(arguments[0].size()));
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// -?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?
bool isDecimal(std::string_view text) {
    std::size_t at = text.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t begin = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at > begin;
    };
    if (!digits())
        return false;
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits())
            return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
        if (!digits())
            return false;
    }
    return at == text.size();
}

int digitValue(char c) {
    if (isDigit(c))
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

/// The base that "0x", "0o" or "0b" at `at` announces when a digit of it follows; 0: none.
int announcedBase(std::string_view text, std::size_t at) {
    if (at + 2 >= text.size() || text[at] != '0')
        return 0;
    const char letter = static_cast<char>(text[at + 1] | 0x20);
    const int base = letter == 'x' ? 16 : (letter == 'o' ? 8 : (letter == 'b' ? 2 : 0));
    return digitValue(text[at + 2]) < base ? base : 0;
}

/// The reference's test of hexadecimal, octal and binary numbers: of its three alternatives only
/// the first is tied to the beginning and only the last to the end.
bool looksLikeBased(std::string_view text) {
    if (announcedBase(text, 0) == 16)
        return true;
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        const int base = announcedBase(text, at);
        if (base == 8)
            return true;
        if (base == 2 && text.find_first_not_of("01", at + 2) == std::string_view::npos)
            return true;
    }
    return false;
}

/// JavaScript's Number(text) for those.
double basedNumber(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\n\r\v\f");
    const auto end = text.find_last_not_of(" \t\n\r\v\f");
    if (begin == std::string_view::npos)
        return kNaN;
    text = text.substr(begin, end - begin + 1);
    const int base = announcedBase(text, 0);
    if (base == 0)
        return kNaN;
    double number = 0;
    for (const char c : text.substr(2)) {
        if (digitValue(c) >= base)
            return kNaN;
        number = number * base + digitValue(c);
    }
    return number;
}

Item number(Evaluator&, Items& arguments, const Item&) {
    const Item& value = arguments[0];
    if (value.isUndefined() || value.isNumber())
        return value;
    if (value.isBool())
        return Item::number(value.toBool() ? 1 : 0);
    if (value.isString()) {
        const std::string& text = value.toText();
        if (isDecimal(text)) {
            const double parsed = parseDecimal(text);
            if (std::isfinite(parsed))
                return Item::number(parsed);
        }
        if (looksLikeBased(text))
            return Item::number(basedNumber(text));
    }
    throw Failure("D3030").with("value", jsonText(value)).with("index", "1");
}

template <double (*kFunction)(double)>
Item mapped(Evaluator&, Items& arguments, const Item&) {
    return arguments[0].isUndefined() ? Item() : Item::number(kFunction(numberOf(arguments[0])));
}

/// The number with its exponent moved, as a text would be: no error of a multiplication.
double shifted(double number, double places) {
    if (places != std::floor(places))
        return kNaN;
    const std::string text = numberText(number);
    const auto exponent = text.find('e');
    double moved = places;
    if (exponent != std::string::npos)
        moved += parseDecimal(std::string_view(text).substr(exponent + 1));
    return parseDecimal(text.substr(0, exponent) + 'e' + numberText(moved));
}

double roundToWhole(double number) {
    double result = std::floor(number);
    if (number - result >= 0.5)
        result += 1;
    if (std::abs(result - number) == 0.5 && std::abs(std::fmod(result, 2)) == 1)
        result -= 1;
    return result;
}

Item round(Evaluator&, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const double precision = arguments[1].isUndefined() ? 0 : numberOf(arguments[1]);
    return Item::number(roundHalfEven(numberOf(arguments[0]), precision));
}

Item sqrt(Evaluator&, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const double number = numberOf(arguments[0]);
    if (number < 0)
        throw Failure("D3060").with("value", jsonText(arguments[0])).with("index", "1");
    return Item::number(std::sqrt(number));
}

Item power(Evaluator&, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const double exponent = numberOf(arguments[1]);
    const double base = numberOf(arguments[0]);
    // JavaScript has no number for 1 to the power of NaN or infinity.
    const bool undefined = std::isnan(exponent) || (std::isinf(exponent) && std::abs(base) == 1);
    const double result = undefined ? kNaN : std::pow(base, exponent);
    if (!std::isfinite(result))
        throw Failure("D3061")
            .with("value", jsonText(arguments[0]))
            .with("exp", jsonText(arguments[1]))
            .with("index", "1");
    return Item::number(result);
}

Item random(Evaluator& evaluator, Items&, const Item&) {
    return Item::number(randomUnit(evaluator));
}

/// Number.prototype.toString(radix) for whole numbers.
std::string baseText(double number, int radix) {
    if (radix == 10 || !std::isfinite(number))
        return numberText(number);
    const bool negative = number < 0;
    number = std::abs(number);
    std::string digits;
    // Beyond 2^53 the low digits are not known: V8 writes zeros.
    while (number >= 9007199254740992.0) {
        number /= radix;
        digits += '0';
    }
    number = std::floor(number);
    do {
        const auto digit = static_cast<std::size_t>(std::fmod(number, radix));
        digits += "0123456789abcdefghijklmnopqrstuvwxyz"[digit];
        number = std::floor(number / radix);
    } while (number > 0);
    if (negative)
        digits += '-';
    std::reverse(digits.begin(), digits.end());
    return digits;
}

Item formatBase(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const double radix = arguments[1].isUndefined() ? 10 : roundHalfEven(numberOf(arguments[1]), 0);
    if (!(radix >= 2 && radix <= 36))
        throw Failure("D3100").with("value", numberText(radix));
    return evaluator.text(
        baseText(roundHalfEven(numberOf(arguments[0]), 0), static_cast<int>(radix)));
}

Item formatNumberOf(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    return evaluator.text(
        formatNumber(numberOf(arguments[0]), arguments[1].toText(), arguments[2]));
}

} // namespace

double roundHalfEven(double number, double precision) {
    const bool shifts = precision != 0 && !std::isnan(precision);
    double result = roundToWhole(shifts ? shifted(number, precision) : number);
    if (shifts)
        result = shifted(result, -precision);
    return result == 0 ? 0 : result;
}

std::span<const Builtin> numberFunctions() {
    static const Builtin kFunctions[] = {
        {"sum", "<a<n>:n>", 1, 1, sum},
        {"count", "<a:n>", 1, 1, count},
        {"max", "<a<n>:n>", 1, 1, max},
        {"min", "<a<n>:n>", 1, 1, min},
        {"average", "<a<n>:n>", 1, 1, average},
        {"number", "<(nsb)-:n>", 1, 1, number},
        {"floor", "<n-:n>", 1, 1, mapped<std::floor>},
        {"ceil", "<n-:n>", 1, 1, mapped<std::ceil>},
        {"abs", "<n-:n>", 1, 1, mapped<std::fabs>},
        {"round", "<n-n?:n>", 2, 2, round},
        {"sqrt", "<n-:n>", 1, 1, sqrt},
        {"power", "<n-n:n>", 2, 2, power},
        {"random", "<:n>", 0, 0, random},
        {"formatBase", "<n-n?:s>", 2, 2, formatBase},
        {"formatNumber", "<n-so?:s>", 3, 3, formatNumberOf},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
