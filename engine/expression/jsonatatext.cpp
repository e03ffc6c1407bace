#include "engine/expression/jsonatatext.h"

#include <QString>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace ws::expression::jsonata {
namespace {

unsigned char byteAt(std::string_view text, std::size_t index) {
    return static_cast<unsigned char>(text[index]);
}

bool isHighSurrogate(char32_t c) {
    return c >= 0xD800 && c < 0xDC00;
}
bool isLowSurrogate(char32_t c) {
    return c >= 0xDC00 && c < 0xE000;
}

/// The digits and the power of ten of a positive number: 0.d1d2d3... times 10^point.
struct Decimal {
    char digits[32];
    int count = 0;
    int point = 0;
};

Decimal shortest(double number) {
    char buffer[64];
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific);
    Decimal decimal;
    const char* at = buffer;
    for (; at != end.ptr && *at != 'e'; ++at) {
        if (*at != '.')
            decimal.digits[decimal.count++] = *at;
    }
    int exponent = 0;
    if (at != end.ptr) {
        ++at;
        if (*at == '+')
            ++at;
        std::from_chars(at, end.ptr, exponent);
    }
    decimal.point = exponent + 1;
    return decimal;
}

} // namespace

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::size_t characterSize(unsigned char lead) {
    if (lead < 0xC0)
        return 1;
    if (lead < 0xE0)
        return 2;
    return lead < 0xF0 ? 3 : 4;
}

char32_t nextCodePoint(std::string_view text, std::size_t& offset) {
    const unsigned char lead = byteAt(text, offset);
    const std::size_t size = std::min(characterSize(lead), text.size() - offset);
    char32_t codePoint = lead;
    if (size == 2)
        codePoint = lead & 0x1FU;
    else if (size == 3)
        codePoint = lead & 0x0FU;
    else if (size == 4)
        codePoint = lead & 0x07U;
    for (std::size_t i = 1; i < size; ++i)
        codePoint = (codePoint << 6) | (byteAt(text, offset + i) & 0x3FU);
    offset += size;
    return codePoint;
}

void appendCodePoint(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

std::size_t codePoints(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::size_t codePointOffset(std::string_view text, std::size_t index) {
    std::size_t offset = 0;
    for (; index > 0 && offset < text.size(); --index)
        offset += characterSize(byteAt(text, offset));
    return std::min(offset, text.size());
}

std::size_t utf16Length(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xC0) != 0x80 ? 1 : 0;
        units += byte >= 0xF0 ? 1 : 0;
    }
    return units;
}

std::u16string toUtf16(std::string_view text) {
    std::u16string units;
    units.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = nextCodePoint(text, at);
        if (c < 0x10000) {
            units += static_cast<char16_t>(c);
        } else {
            units += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
            units += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return units;
}

std::string fromUtf16(std::u16string_view units) {
    std::string text;
    text.reserve(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        char32_t c = units[i];
        if (isHighSurrogate(c) && i + 1 < units.size() && isLowSurrogate(units[i + 1]))
            c = 0x10000 + ((c - 0xD800) << 10) + (units[++i] - 0xDC00);
        appendCodePoint(text, c);
    }
    return text;
}

bool hasLoneSurrogate(std::string_view text) {
    // Well-formed pairs are one character of four bytes here: what is encoded alone is alone.
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        if (byteAt(text, at) == 0xED && byteAt(text, at + 1) >= 0xA0)
            return true;
    }
    return false;
}

void appendText(std::string& out, std::string_view text) {
    const bool mayMeet = out.size() >= 3 && text.size() >= 3 && byteAt(text, 0) == 0xED &&
                         byteAt(text, 1) >= 0xB0 && byteAt(out, out.size() - 3) == 0xED &&
                         byteAt(out, out.size() - 2) >= 0xA0 && byteAt(out, out.size() - 2) < 0xB0;
    if (mayMeet) {
        std::size_t at = out.size() - 3;
        const char32_t high = nextCodePoint(out, at);
        at = 0;
        const char32_t low = nextCodePoint(text, at);
        out.resize(out.size() - 3);
        appendCodePoint(out, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        text.remove_prefix(3);
    }
    out.append(text);
}

int compareTexts(std::string_view left, std::string_view right) {
    const std::size_t common = std::min(left.size(), right.size());
    for (std::size_t i = 0; i < common; ++i) {
        const unsigned char l = byteAt(left, i);
        const unsigned char r = byteAt(right, i);
        if (l == r)
            continue;
        // Only characters beyond U+FFFF sort otherwise in UTF-16: before U+E000 to U+FFFF.
        if (l >= 0xF0 && (r == 0xEE || r == 0xEF))
            return -1;
        if (r >= 0xF0 && (l == 0xEE || l == 0xEF))
            return 1;
        return l < r ? -1 : 1;
    }
    if (left.size() == right.size())
        return 0;
    return left.size() < right.size() ? -1 : 1;
}

void appendNumber(std::string& out, double number) {
    if (std::isnan(number)) {
        out += "NaN";
        return;
    }
    if (number == 0) {
        out += '0';
        return;
    }
    if (number < 0) {
        out += '-';
        number = -number;
    }
    if (std::isinf(number)) {
        out += "Infinity";
        return;
    }
    if (number < 9007199254740992.0 && number == std::floor(number)) {
        char buffer[24];
        const auto end =
            std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::uint64_t>(number));
        out.append(buffer, end.ptr);
        return;
    }
    const Decimal decimal = shortest(number);
    const int k = decimal.count;
    const int n = decimal.point;
    const std::string_view digits(decimal.digits, static_cast<std::size_t>(k));
    if (k <= n && n <= 21) {
        out.append(digits).append(static_cast<std::size_t>(n - k), '0');
    } else if (0 < n && n <= 21) {
        out.append(digits.substr(0, static_cast<std::size_t>(n)));
        out += '.';
        out.append(digits.substr(static_cast<std::size_t>(n)));
    } else if (-6 < n && n <= 0) {
        out.append("0.").append(static_cast<std::size_t>(-n), '0').append(digits);
    } else {
        out += digits[0];
        if (k > 1) {
            out += '.';
            out.append(digits.substr(1));
        }
        out += 'e';
        out += n > 0 ? '+' : '-';
        out += std::to_string(std::abs(n - 1));
    }
}

void appendRoundedNumber(std::string& out, double number) {
    appendNumber(out, roundedTo15(number));
}

std::string numberText(double number) {
    std::string text;
    appendNumber(text, number);
    return text;
}

double roundedTo15(double number) {
    if (!std::isfinite(number) || number == std::floor(number))
        return number;
    if (shortest(std::fabs(number)).count <= 15)
        return number;
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.14e", number);
    return parseDecimal(buffer);
}

double parseDecimal(std::string_view text) {
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc::result_out_of_range)
        return number;
    // Too large or too small: from_chars does not say which.
    const std::string copy(text);
    return std::strtod(copy.c_str(), nullptr);
}

double parseIntegerPrefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')))
        ++at;
    const bool negative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+'))
        ++at;
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        ++at;
    if (at == begin)
        return std::numeric_limits<double>::quiet_NaN();
    const double number = parseDecimal(text.substr(begin, at - begin));
    return negative ? -number : number;
}

void appendQuotedText(std::string& out, std::string_view text) {
    static constexpr char kHex[] = "0123456789abcdef";
    const auto appendEscape = [&](char32_t c) {
        out += "\\u";
        for (int shift = 12; shift >= 0; shift -= 4)
            out += kHex[(c >> shift) & 0xF];
    };
    out += '"';
    std::size_t plain = 0; // what stands from here on is still to be copied
    for (std::size_t at = 0; at < text.size(); ++at) {
        const unsigned char byte = byteAt(text, at);
        const bool surrogate = byte == 0xED && at + 2 < text.size() && byteAt(text, at + 1) >= 0xA0;
        if (byte >= 0x20 && byte != '"' && byte != '\\' && !surrogate)
            continue;
        out.append(text.substr(plain, at - plain));
        if (surrogate) {
            std::size_t end = at;
            appendEscape(nextCodePoint(text, end));
            at = end - 1;
        } else if (byte == '"' || byte == '\\') {
            out += '\\';
            out += text[at];
        } else {
            const std::string_view names = "btnvfr";
            const std::size_t name = byte - 8U;
            if (byte >= 8 && byte <= 13 && byte != 11)
                out.append({'\\', names[name]});
            else
                appendEscape(byte);
        }
        plain = at + 1;
    }
    out.append(text.substr(plain));
    out += '"';
}

std::string quoted(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 2);
    appendQuotedText(out, text);
    return out;
}

std::string toUpper(std::string_view text) {
    if (isAscii(text)) {
        std::string upper(text);
        for (char& c : upper)
            c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        return upper;
    }
    const std::u16string units = toUtf16(text);
    return fromUtf16(QString::fromStdU16String(units).toUpper().toStdU16String());
}

std::string toLower(std::string_view text) {
    if (isAscii(text)) {
        std::string lower(text);
        for (char& c : lower)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        return lower;
    }
    const std::u16string units = toUtf16(text);
    return fromUtf16(QString::fromStdU16String(units).toLower().toStdU16String());
}

} // namespace ws::expression::jsonata
