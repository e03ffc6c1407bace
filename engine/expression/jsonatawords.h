#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ws::expression::jsonata {

enum class Ordinal : std::uint8_t { No, Yes };

/// "One Hundred and Twenty-Three"
std::string numberInWords(double number, Ordinal ordinal);
/// The number that lower-case words mean; NaN when they mean none.
double wordsToNumber(std::string_view words);
/// A regular expression of such words.
std::string wordsPattern();

std::string romanNumeral(double number);
double romanNumber(std::string_view numeral);

} // namespace ws::expression::jsonata
