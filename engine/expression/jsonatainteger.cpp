// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatainteger.h"

#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonatatext.h"
#include "engine/expression/jsonatawords.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace ws::expression::jsonata {
namespace {

constexpr std::array kDecimalGroups = {
    0x30,   0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6,
    0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0,
    0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620,
    0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10};

char32_t decimalGroup(char32_t c) {
    for (const int group : kDecimalGroups) {
        const auto zero = static_cast<char32_t>(group);
        if (c >= zero && c <= zero + 9)
            return zero;
    }
    return 0;
}

std::vector<char32_t> codePointsOf(std::u16string_view text) {
    const std::string utf8 = fromUtf16(text);
    std::vector<char32_t> result;
    for (std::size_t at = 0; at < utf8.size();)
        result.push_back(nextCodePoint(utf8, at));
    return result;
}

std::u16string textOfCodePoint(char32_t c) {
    std::string utf8;
    appendCodePoint(utf8, c);
    return toUtf16(utf8);
}

/// The interval at which equal separators stand; 0 when they are not equal or not regular.
std::size_t regularInterval(const std::vector<IntegerFormat::Separator>& separators) {
    std::size_t factor = 0;
    for (const auto& separator : separators) {
        if (separator.character != separators.front().character)
            return 0;
        factor = std::gcd(factor, separator.position);
    }
    for (std::size_t i = 1; i <= separators.size(); ++i) {
        if (std::none_of(separators.begin(), separators.end(),
                         [&](const auto& separator) { return separator.position == i * factor; }))
            return 0;
    }
    return factor;
}

void analyseDigits(IntegerFormat& format, std::u16string_view picture) {
    std::size_t mandatory = 0;
    std::size_t position = 0;
    char32_t zero = 0;
    std::vector<char32_t> characters = codePointsOf(picture);
    std::reverse(characters.begin(), characters.end());
    for (const char32_t c : characters) {
        if (const char32_t group = decimalGroup(c)) {
            ++mandatory;
            ++position;
            if (zero != 0 && group != zero)
                throw Failure("D3131");
            zero = group;
        } else if (c == U'#') {
            ++position;
            ++format.optionalDigits;
        } else {
            format.separators.push_back({position, textOfCodePoint(c)});
        }
    }
    if (mandatory == 0) {
        format.primary = IntegerFormat::Primary::Sequence;
        format.token = picture;
        return;
    }
    format.zero = zero;
    format.mandatoryDigits = mandatory;
    if (const std::size_t interval = regularInterval(format.separators)) {
        format.regular = true;
        format.separators = {{interval, format.separators.front().character}};
    }
}

std::u16string lettersOf(double number, char16_t first) {
    std::u16string letters;
    while (number > 0 && std::isfinite(number)) {
        letters.insert(letters.begin(),
                       static_cast<char16_t>(first + static_cast<int>(std::fmod(number - 1, 26))));
        number = std::floor((number - 1) / 26);
    }
    return letters;
}

std::u16string digitsOf(double number, IntegerFormat& format) {
    std::u16string digits = toUtf16(numberText(number));
    const std::size_t least = format.mandatoryDigits.value_or(0);
    if (digits.size() < least)
        digits.insert(0, least - digits.size(), u'0');
    if (format.zero != U'0') {
        for (char16_t& c : digits)
            c = static_cast<char16_t>(c + format.zero - U'0');
    }
    const auto insert = [&digits](std::size_t fromEnd, const std::u16string& character) {
        // As JavaScript's substr() reads an index before the beginning: from the end, or all.
        const auto size = static_cast<std::ptrdiff_t>(digits.size());
        std::ptrdiff_t at = size - static_cast<std::ptrdiff_t>(fromEnd);
        if (at < 0) {
            const std::ptrdiff_t tail = std::max<std::ptrdiff_t>(size + at, 0);
            digits = character + digits.substr(static_cast<std::size_t>(tail));
        } else {
            digits.insert(static_cast<std::size_t>(at), character);
        }
    };
    if (format.regular) {
        const auto& [interval, character] = format.separators.front();
        for (std::size_t i = (digits.size() - 1) / interval; i > 0; --i)
            insert(i * interval, character);
    } else {
        // The reference turns the list round for good, each time that the format is used.
        std::reverse(format.separators.begin(), format.separators.end());
        for (const auto& [position, character] : format.separators)
            insert(position, character);
    }
    if (format.ordinal) {
        const char16_t last = digits.back();
        const bool teen = digits.size() > 1 && digits[digits.size() - 2] == u'1';
        if (teen || last < u'1' || last > u'3')
            digits += u"th";
        else
            digits += last == u'1' ? u"st" : (last == u'2' ? u"nd" : u"rd");
    }
    return digits;
}

std::u16string cased(const std::string& text, LetterCase letters) {
    if (letters == LetterCase::Upper)
        return toUtf16(toUpper(text));
    return toUtf16(letters == LetterCase::Lower ? toLower(text) : text);
}

} // namespace

IntegerFormat analyseIntegerPicture(std::u16string_view picture) {
    IntegerFormat format;
    const std::size_t semicolon = picture.rfind(u';');
    const std::u16string_view primary = picture.substr(0, semicolon);
    if (semicolon != std::u16string_view::npos)
        format.ordinal = picture.substr(semicolon + 1).starts_with(u'o');
    if (primary == u"A" || primary == u"I" || primary == u"W")
        format.letters = LetterCase::Upper;
    if (primary == u"A" || primary == u"a") {
        format.primary = IntegerFormat::Primary::Letters;
    } else if (primary == u"I" || primary == u"i") {
        format.primary = IntegerFormat::Primary::Roman;
    } else if (primary == u"W" || primary == u"w" || primary == u"Ww") {
        format.primary = IntegerFormat::Primary::Words;
        if (primary == u"Ww")
            format.letters = LetterCase::Title;
    } else {
        analyseDigits(format, primary);
    }
    return format;
}

std::u16string formatInteger(double number, IntegerFormat& format) {
    const bool negative = number < 0;
    number = std::fabs(number);
    std::u16string text;
    switch (format.primary) {
    case IntegerFormat::Primary::Letters:
        text = lettersOf(number, format.letters == LetterCase::Upper ? u'A' : u'a');
        break;
    case IntegerFormat::Primary::Roman:
        text = cased(romanNumeral(number), format.letters);
        break;
    case IntegerFormat::Primary::Words:
        text = cased(numberInWords(number, format.ordinal ? Ordinal::Yes : Ordinal::No),
                     format.letters);
        break;
    case IntegerFormat::Primary::Decimal:
        text = digitsOf(number, format);
        break;
    case IntegerFormat::Primary::Sequence:
        throw Failure("D3130").with("value", quoted(fromUtf16(format.token)));
    }
    return negative ? u"-" + text : text;
}

std::string integerPattern(const IntegerFormat& format) {
    const bool upper = format.letters == LetterCase::Upper;
    switch (format.primary) {
    case IntegerFormat::Primary::Letters:
        return upper ? "[A-Z]+" : "[a-z]+";
    case IntegerFormat::Primary::Roman:
        return upper ? "[MDCLXVI]+" : "[mdclxvi]+";
    case IntegerFormat::Primary::Words:
        return wordsPattern();
    case IntegerFormat::Primary::Decimal:
        break;
    case IntegerFormat::Primary::Sequence:
        throw Failure("D3130").with("value", quoted(fromUtf16(format.token)));
    }
    std::string pattern = "[0-9]";
    if (format.parseWidth && *format.parseWidth > 0)
        pattern += "{" + std::to_string(*format.parseWidth) + "}";
    else
        pattern += "+";
    return format.ordinal ? pattern + "(?:th|st|nd|rd)" : pattern;
}

double parseInteger(std::u16string_view text, const IntegerFormat& format) {
    const bool upper = format.letters == LetterCase::Upper;
    switch (format.primary) {
    case IntegerFormat::Primary::Letters: {
        double number = 0;
        const char16_t first = upper ? u'A' : u'a';
        for (std::size_t i = 0; i < text.size(); ++i)
            number += (static_cast<double>(text[text.size() - i - 1]) - first + 1) *
                      std::pow(26, static_cast<double>(i));
        return number;
    }
    case IntegerFormat::Primary::Roman:
        return romanNumber(upper ? fromUtf16(text) : toUpper(fromUtf16(text)));
    case IntegerFormat::Primary::Words:
        return wordsToNumber(toLower(fromUtf16(text)));
    case IntegerFormat::Primary::Decimal:
        break;
    case IntegerFormat::Primary::Sequence:
        throw Failure("D3130").with("value", quoted(fromUtf16(format.token)));
    }
    std::u16string digits(format.ordinal ? text.substr(0, text.size() < 2 ? 0 : text.size() - 2)
                                         : text);
    const auto remove = [&digits](std::u16string_view separator) {
        for (std::size_t at = digits.find(separator);
             at != std::u16string::npos && !separator.empty(); at = digits.find(separator, at))
            digits.erase(at, separator.size());
    };
    if (format.regular) {
        remove(u","); // whatever the separator of the picture is
    } else {
        for (const auto& separator : format.separators)
            remove(separator.character);
    }
    if (format.zero != U'0') {
        for (char16_t& c : digits)
            c = static_cast<char16_t>(c - format.zero + U'0');
    }
    return parseIntegerPrefix(fromUtf16(digits));
}

} // namespace ws::expression::jsonata
