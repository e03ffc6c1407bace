#include "engine/statemachine/validatortext.h"

#include "engine/expression/intrinsic.h"
#include "engine/expression/path.h"

#include <algorithm>
#include <chrono>

namespace ws::statemachine {

namespace {

constexpr std::size_t kMaxLabel = 40;
constexpr std::size_t kMaxVariable = 80;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// The number that `digits` digits at `at` make, or -1.
int digitsAt(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size())
        return -1;
    int number = 0;
    for (const char c : text.substr(at, digits)) {
        if (!isDigit(c))
            return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

bool isOffset(std::string_view text) {
    if (text == "Z" || text == "z")
        return true;
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
           digitsAt(text, 1, 2) >= 0 && digitsAt(text, 1, 2) < 24 && digitsAt(text, 4, 2) >= 0 &&
           digitsAt(text, 4, 2) < 60;
}

/// As the label of a distributed Map must not hold: spaces, wildcards, brackets, what has a meaning
/// in names and ARNs, and control characters.
bool isBarredFromLabels(char32_t c) {
    constexpr std::u32string_view kBarred = U" ?*<>{}[]:;,\\|^~$#%&`\"";
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || kBarred.find(c) != std::u32string_view::npos;
}

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        if (c < 0x80)
            out += c;
        else if (c >= 0xC0)
            out += c >= 0xF0 ? c & 0x07U : c >= 0xE0 ? c & 0x0FU : c & 0x1FU;
        else if (!out.empty())
            out.back() = (out.back() << 6) | (c & 0x3FU);
    }
    return out;
}

std::string shown(char32_t c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    if (c == '\t')
        return "\\t";
    if (c == '\n')
        return "\\n";
    if (c == '\r')
        return "\\r";
    if (c == '\\')
        return "\\\\";
    if (c >= 0x20 && c < 0x7F)
        return {static_cast<char>(c)};
    return {'\\', 'x', kHex[(c >> 4) & 0xF], kHex[c & 0xF]};
}

} // namespace

bool isVariableName(std::string_view name) {
    const auto isStart = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    return !name.empty() && name.size() <= kMaxVariable && isStart(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return isStart(c) || isDigit(c); });
}

bool isPlaceholder(std::string_view text) {
    return text.find("${") != std::string_view::npos;
}

bool isExpression(std::string_view text) {
    return text.size() >= 4 && text.starts_with("{%") && text.ends_with("%}");
}

bool isTimestamp(std::string_view text) {
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
        text[13] != ':' || text[16] != ':')
        return false;
    const int year = digitsAt(text, 0, 4);
    const int month = digitsAt(text, 5, 2);
    const int day = digitsAt(text, 8, 2);
    if (year < 0 || month < 0 || day < 0)
        return false;
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    const int hour = digitsAt(text, 11, 2);
    const int minute = digitsAt(text, 14, 2);
    const int second = digitsAt(text, 17, 2);
    if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 60)
        return false;
    std::string_view rest = text.substr(19);
    if (rest.front() == '.') {
        const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        if (end == 1)
            return false;
        rest.remove_prefix(end);
    }
    return isOffset(rest);
}

base::Error pathOrCallFault(const std::string& text) {
    if (expression::Intrinsic::looksLikeOne(text)) {
        const auto compiled = expression::Intrinsic::compile(text);
        return compiled ? base::Error() : compiled.error();
    }
    const auto compiled = expression::Path::compile(text);
    return compiled ? base::Error() : compiled.error();
}

std::size_t bytesOfUtf16(std::string_view text, std::size_t units) {
    std::size_t at = 0;
    while (at < text.size() && units > 0) {
        const auto first = static_cast<unsigned char>(text[at]);
        units -= first >= 0xF0 && units > 1 ? 2 : 1;
        for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;)
            ++at;
    }
    return at;
}

std::string listed(std::span<const std::string_view> names) {
    std::string out = "[";
    for (const std::string_view name : names)
        out += (out.size() == 1 ? "" : ", ") + std::string(name);
    return out + ']';
}

std::string labelFault(std::string_view text) {
    const std::u32string label = characters(text);
    if (label.empty())
        return "Label cannot be empty";
    if (label.size() > kMaxLabel)
        return "Label cannot exceed 40 characters";
    const auto barred = std::find_if(label.begin(), label.end(), isBarredFromLabels);
    if (barred != label.end())
        return "Label contains invalid character: '" + shown(*barred) + "'";
    return {};
}

} // namespace ws::statemachine
