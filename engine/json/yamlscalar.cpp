#include "engine/json/yamlscalar.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace ws::json {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t digits(std::string_view text, std::size_t at) {
    const std::size_t begin = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at - begin;
}

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// 0x1F and 0o17.
bool readWithBase(std::string_view text, std::int64_t& out) {
    if (text.size() < 3 || text[0] != '0' || (text[1] != 'x' && text[1] != 'o'))
        return false;
    const auto result =
        std::from_chars(text.data() + 2, text.data() + text.size(), out, text[1] == 'x' ? 16 : 8);
    return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

enum class Number { None, Whole, Decimal };

/// [-+]? digits [. digits] [e digits], or [-+]? . digits
Number numberKind(std::string_view text) {
    std::size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    const std::size_t whole = digits(text, at);
    if (whole > 1 && text[at] == '0')
        return Number::None; // an account id, a zip code
    at += whole;
    Number kind = whole > 0 ? Number::Whole : Number::None;
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = digits(text, at + 1);
        if (whole == 0 && fraction == 0)
            return Number::None;
        at += 1 + fraction;
        kind = Number::Decimal;
    }
    if (kind != Number::None && at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
        const std::size_t exponent = digits(text, at);
        if (exponent == 0)
            return Number::None;
        at += exponent;
        kind = Number::Decimal;
    }
    return at == text.size() ? kind : Number::None;
}

} // namespace

Value plainYamlScalar(std::string_view text) {
    if (isOneOf(text, {"", "~", "null", "Null", "NULL"}))
        return {};
    if (isOneOf(text, {"true", "True", "TRUE"}))
        return true;
    if (isOneOf(text, {"false", "False", "FALSE"}))
        return false;
    std::int64_t based = 0;
    if (readWithBase(text, based))
        return based;
    const Number kind = numberKind(text);
    if (kind == Number::None)
        return text;
    const std::string_view bare = text.front() == '+' ? text.substr(1) : text;
    std::int64_t whole = 0;
    if (kind == Number::Whole &&
        std::from_chars(bare.data(), bare.data() + bare.size(), whole).ec == std::errc())
        return whole;
    double number = 0;
    const auto read = std::from_chars(bare.data(), bare.data() + bare.size(), number);
    if (read.ec != std::errc() || !std::isfinite(number))
        return text; // JSON has no such number
    return number;
}

} // namespace ws::json
