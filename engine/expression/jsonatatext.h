#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ws::expression::jsonata {

// Texts are UTF-8 in which surrogates without a partner are encoded as if they were characters
// (WTF-8), so that what JavaScript can hold survives.

bool isAscii(std::string_view text);
/// The bytes of the character that begins at `lead`.
std::size_t characterSize(unsigned char lead);
/// The code point at `offset`, which moves behind it.
char32_t nextCodePoint(std::string_view text, std::size_t& offset);
void appendCodePoint(std::string& out, char32_t codePoint);
std::size_t codePoints(std::string_view text);
/// The byte at which the code point of that number begins, or the end.
std::size_t codePointOffset(std::string_view text, std::size_t index);
std::size_t utf16Length(std::string_view text);
std::u16string toUtf16(std::string_view text);
std::string fromUtf16(std::u16string_view text);
/// True when some surrogate has no partner.
bool hasLoneSurrogate(std::string_view text);
/// Appends; halves of a pair that meet become one character.
void appendText(std::string& out, std::string_view text);
/// Negative, 0 or positive: as JavaScript compares, by UTF-16 units.
int compareTexts(std::string_view left, std::string_view right);

/// A number as JavaScript prints it.
std::string numberText(double number);
void appendNumber(std::string& out, double number);
/// With 15 significant digits at most, as JSON.stringify is made to show decimals.
void appendRoundedNumber(std::string& out, double number);
/// The number that appendRoundedNumber() shows.
double roundedTo15(double number);
/// Number(text) for a text that is a decimal.
double parseDecimal(std::string_view text);
/// JavaScript's parseInt: nothing (NaN) when no digits begin the text.
double parseIntegerPrefix(std::string_view text);

/// As JSON.stringify writes a text.
void appendQuotedText(std::string& out, std::string_view text);
std::string quoted(std::string_view text);

std::string toUpper(std::string_view text);
std::string toLower(std::string_view text);

} // namespace ws::expression::jsonata
