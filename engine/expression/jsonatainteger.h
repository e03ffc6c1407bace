#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::expression::jsonata {

enum class LetterCase : std::uint8_t { Upper, Lower, Title };

/// How XPath's format-integer writes a whole number: "#,##0", "Ww;o", "I".
struct IntegerFormat {
    enum class Primary : std::uint8_t { Decimal, Letters, Roman, Words, Sequence };
    struct Separator {
        std::size_t position = 0;
        std::u16string character;
    };

    Primary primary = Primary::Decimal;
    LetterCase letters = LetterCase::Lower;
    bool ordinal = false;
    char32_t zero = U'0';
    std::optional<std::size_t> mandatoryDigits; ///< of Decimal only
    std::size_t optionalDigits = 0;
    bool regular = false; ///< then there is one separator, its position is the interval
    std::vector<Separator> separators;
    std::optional<std::size_t> parseWidth;
    std::u16string token; ///< of Sequence
};

/// Throws a Failure.
IntegerFormat analyseIntegerPicture(std::u16string_view picture);
std::u16string formatInteger(double number, IntegerFormat& format);

/// What a text must look like, in JavaScript's syntax, and its value.
std::string integerPattern(const IntegerFormat& format);
double parseInteger(std::u16string_view text, const IntegerFormat& format);

} // namespace ws::expression::jsonata
