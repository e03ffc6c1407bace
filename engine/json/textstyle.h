#pragma once

#include "engine/json/document.h"

#include <string>
#include <string_view>

/// What the changes of a user's text need to know of its lines.
namespace ws::json {

std::size_t lineBegin(std::string_view text, std::size_t at);
std::size_t lineEnd(std::string_view text, std::size_t at);
/// The blanks that the line of `at` begins with.
std::string indentAt(std::string_view text, std::size_t at);
/// Nothing but blanks before it on its line.
bool isAloneOnLine(std::string_view text, std::size_t at);
/// Where the lines of comments begin that stand directly above a member or an item of YAML, at its
/// column; `begin`, where it begins itself, when there are none. What stands at the head of a file
/// is about the file.
std::size_t commentsAbove(const Document& document, Document::NodeId node, std::size_t begin);
/// The end of the lines of comments that follow the line of `end` and stand deeper than `column`:
/// they are still about what ends there.
std::size_t endWithComments(std::string_view text, std::size_t end, std::size_t column);
/// Whether a text is read back as that text where it stands in YAML without quotes.
bool isPlainYamlText(std::string_view text);
/// A value as it is written into that document: in YAML without quotes where it may be.
std::string written(const Document& document, const Value& value);
/// Whether a node's bytes are its own: what is behind an alias has bytes elsewhere.
bool isInPlace(const Document& document, Document::NodeId node);

} // namespace ws::json
