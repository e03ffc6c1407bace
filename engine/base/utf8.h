#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ws::base {

bool isUtf8(std::string_view text);

/// `text` itself when it is UTF-8; else with U+FFFD for each part that is none.
std::string repairedUtf8(std::string text);

/// Leaves the last bytes, `most` of them or the few less that do not begin inside a character.
void keepTail(std::string& text, std::size_t most);

/// Leaves the first bytes, `most` of them or the few less that do not end inside a character.
void keepHead(std::string& text, std::size_t most);

} // namespace ws::base
