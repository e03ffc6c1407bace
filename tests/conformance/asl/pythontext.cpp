#include "tests/conformance/asl/pythontext.h"

#include <QString>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

namespace ws::conformance {

using json::Value;

namespace {

/// With \uXXXX for everything beyond ASCII.
void appendText(const std::string& text, std::string& out) {
    std::string quoted;
    json::appendQuoted(quoted, text);
    const QString wide = QString::fromStdString(quoted);
    for (const QChar character : wide) {
        char escaped[8];
        if (character.unicode() < 0x7F) {
            out += static_cast<char>(character.unicode());
        } else {
            std::snprintf(escaped, sizeof escaped, "\\u%04x", character.unicode());
            out += escaped;
        }
    }
}

/// repr(float): the shortest digits, an exponent from 1e16 on and below 1e-4.
void appendDouble(double number, std::string& out) {
    char digits[64];
    const double size = std::fabs(number);
    const bool isPlain = size == 0 || (size >= 1e-4 && size < 1e16);
    const auto end =
        std::to_chars(digits, digits + sizeof digits, number,
                      isPlain ? std::chars_format::fixed : std::chars_format::scientific)
            .ptr;
    std::string text(digits, end);
    if (isPlain && text.find('.') == std::string::npos)
        text += ".0";
    out += text;
}

void append(const Value& value, std::string& out) {
    const char* separator = "";
    if (value.isObject()) {
        out += '{';
        for (const auto& [key, member] : value.members()) {
            out += std::exchange(separator, ", ");
            appendText(key, out);
            out += ": ";
            append(member, out);
        }
        out += '}';
    } else if (value.isArray()) {
        out += '[';
        for (const Value& item : value.items()) {
            out += std::exchange(separator, ", ");
            append(item, out);
        }
        out += ']';
    } else if (value.isString()) {
        appendText(value.toString(), out);
    } else if (value.isDouble()) {
        appendDouble(value.toDouble(), out);
    } else {
        value.dumpTo(out);
    }
}

} // namespace

std::string pythonText(const Value& value) {
    std::string out;
    append(value, out);
    return out;
}

} // namespace ws::conformance
