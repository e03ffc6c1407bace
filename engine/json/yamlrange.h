#pragma once

#include "engine/json/document.h"

#include <string_view>

/// Finds ends in YAML text: the reader says only where things begin.
namespace ws::json {

int columnOf(std::string_view text, std::size_t offset);       ///< from 0, in bytes
std::size_t skipBlanks(std::string_view text, std::size_t at); ///< blanks and tabs of one line
/// Behind a tag (`!Sub`) and an anchor (`&a`), at what they belong to.
std::size_t afterProperties(std::string_view text, std::size_t at);
/// The end of an alias, a tag or a plain word.
std::size_t endOfWord(std::string_view text, std::size_t at);
/// Behind the closing bracket that follows, over commas, blanks and comments.
std::size_t afterBracket(std::string_view text, std::size_t at, char bracket);
/// The scalar that begins at `at` and reads as `value`; the lines of a block scalar are indented by
/// more than `indent`.
Range scalarRange(std::string_view text, std::size_t at, std::string_view value, int indent);

} // namespace ws::json
