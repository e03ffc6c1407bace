#pragma once

#include <string_view>

namespace ws::expression {

inline bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

inline bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

inline bool isVariableChar(char c) {
    return isNameStart(c) || isDigit(c);
}

/// After a dot Jayway takes nearly everything as part of the name; what has a meaning of its own
/// elsewhere in the language needs the bracket form.
inline bool isNameChar(char c) {
    constexpr std::string_view kReserved = ".[]()'\",?*=<>!&|{}\\";
    return static_cast<unsigned char>(c) > ' ' && c != 0x7F &&
           kReserved.find(c) == std::string_view::npos;
}

} // namespace ws::expression
