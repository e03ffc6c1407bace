#pragma once

#include <string>
#include <string_view>

namespace ws::json {

/// One step of a JSON pointer (RFC 6901).
inline std::string escapedStep(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

inline void appendStep(std::string& pointer, std::string_view name) {
    pointer += '/';
    pointer += escapedStep(name);
}

} // namespace ws::json
