// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatawords.h"

#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonatatext.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace ws::expression::jsonata {
namespace {

constexpr std::array<std::string_view, 20> kFew{
    "Zero",     "One",     "Two",     "Three",     "Four",     "Five",    "Six",
    "Seven",    "Eight",   "Nine",    "Ten",       "Eleven",   "Twelve",  "Thirteen",
    "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen"};
constexpr std::array<std::string_view, 20> kOrdinals{
    "Zeroth",     "First",     "Second",    "Third",       "Fourth",     "Fifth",     "Sixth",
    "Seventh",    "Eighth",    "Ninth",     "Tenth",       "Eleventh",   "Twelfth",   "Thirteenth",
    "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth"};
constexpr std::array<std::string_view, 9> kDecades{"Twenty",  "Thirty", "Forty",  "Fifty",  "Sixty",
                                                   "Seventy", "Eighty", "Ninety", "Hundred"};
constexpr std::array<std::string_view, 4> kMagnitudes{"Thousand", "Million", "Billion", "Trillion"};

constexpr std::array<std::pair<int, std::string_view>, 13> kNumerals{{{1000, "m"},
                                                                      {900, "cm"},
                                                                      {500, "d"},
                                                                      {400, "cd"},
                                                                      {100, "c"},
                                                                      {90, "xc"},
                                                                      {50, "l"},
                                                                      {40, "xl"},
                                                                      {10, "x"},
                                                                      {9, "ix"},
                                                                      {5, "v"},
                                                                      {4, "iv"},
                                                                      {1, "i"}}};

enum class Place : std::uint8_t { First, Later };

std::string words(double number, Place place, Ordinal ordinal) {
    const bool isOrdinal = ordinal == Ordinal::Yes;
    const bool isLater = place == Place::Later;
    if (number <= 19) {
        const auto index = static_cast<std::size_t>(number);
        return (isLater ? " and " : "") + std::string(isOrdinal ? kOrdinals[index] : kFew[index]);
    }
    if (number < 100) {
        const auto tens = static_cast<std::size_t>(number / 10);
        const double rest = std::fmod(number, 10);
        std::string text = (isLater ? " and " : "") + std::string(kDecades[tens - 2]);
        if (rest > 0)
            return text + '-' + words(rest, Place::First, ordinal);
        if (isOrdinal)
            text.replace(text.size() - 1, 1, "ieth");
        return text;
    }
    std::string text = isLater ? ", " : "";
    double rest = 0;
    if (number < 1000) {
        text += std::string(kFew[static_cast<std::size_t>(number / 100)]) + " Hundred";
        rest = std::fmod(number, 100);
    } else {
        // Numbers beyond the largest word are so many of it.
        const double magnitude =
            std::min(std::floor(std::log10(number) / 3), static_cast<double>(kMagnitudes.size()));
        const double factor = std::pow(10, magnitude * 3);
        const double mantissa = std::floor(number / factor);
        rest = number - mantissa * factor;
        text += words(mantissa, Place::First, Ordinal::No) + ' ' +
                std::string(kMagnitudes[static_cast<std::size_t>(magnitude) - 1]);
    }
    if (rest > 0)
        return text + words(rest, Place::Later, ordinal);
    return isOrdinal ? text + "th" : text;
}

/// The words in lower case with their values, in the order of the reference.
const std::vector<std::pair<std::string, double>>& wordValues() {
    static const auto kValues = [] {
        std::vector<std::pair<std::string, double>> values;
        for (std::size_t i = 0; i < kFew.size(); ++i)
            values.emplace_back(toLower(kFew[i]), static_cast<double>(i));
        for (std::size_t i = 0; i < kOrdinals.size(); ++i)
            values.emplace_back(toLower(kOrdinals[i]), static_cast<double>(i));
        for (std::size_t i = 0; i < kDecades.size(); ++i) {
            const std::string word = toLower(kDecades[i]);
            const double value = static_cast<double>(i + 2) * 10;
            values.emplace_back(word, value);
            values.emplace_back(word.substr(0, word.size() - 1) + "ieth", value);
        }
        values.emplace_back("hundredth", 100);
        for (std::size_t i = 0; i < kMagnitudes.size(); ++i) {
            const std::string word = toLower(kMagnitudes[i]);
            const double value = std::pow(10, static_cast<double>(i + 1) * 3);
            values.emplace_back(word, value);
            values.emplace_back(word + "th", value);
        }
        return values;
    }();
    return kValues;
}

double valueOfWord(std::string_view word) {
    for (const auto& [name, value] : wordValues()) {
        if (name == word)
            return value;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

bool isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Cut at ", ", " and ", blanks, hyphens and backslashes.
std::vector<std::string_view> wordsOf(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t size = 0;
        if (text[at] == ',' && at + 1 < text.size() && isBlank(text[at + 1]))
            size = 2;
        else if (isBlank(text[at]) && text.substr(at + 1).starts_with("and") &&
                 at + 4 < text.size() && isBlank(text[at + 4]))
            size = 5;
        else if (isBlank(text[at]) || text[at] == '-' || text[at] == '\\')
            size = 1;
        if (size == 0) {
            ++at;
            continue;
        }
        parts.push_back(text.substr(begin, at - begin));
        at += size;
        begin = at;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

} // namespace

std::string numberInWords(double number, Ordinal ordinal) {
    if (!std::isfinite(number)) {
        Failure failure("D3001");
        throw failure;
    }
    return words(number, Place::First, ordinal);
}

double wordsToNumber(std::string_view text) {
    std::vector<double> segments{0};
    for (const std::string_view word : wordsOf(text)) {
        const double value = valueOfWord(word);
        if (value < 100) {
            double top = segments.back();
            segments.pop_back();
            if (top >= 1000) {
                segments.push_back(top);
                top = 0;
            }
            segments.push_back(top + value);
        } else {
            segments.back() *= value;
        }
    }
    double sum = 0;
    for (const double segment : segments)
        sum += segment;
    return sum;
}

std::string wordsPattern() {
    std::string pattern = "(?:";
    for (const auto& [word, value] : wordValues())
        pattern += word + '|';
    return pattern + "and|[\\-, ])+";
}

std::string romanNumeral(double number) {
    std::string numeral;
    for (const auto& [value, letters] : kNumerals) {
        for (; number >= value && numeral.size() < 100'000; number -= value)
            numeral += letters;
    }
    return numeral;
}

double romanNumber(std::string_view numeral) {
    static constexpr std::string_view kLetters = "MDCLXVI";
    static constexpr std::array<double, 7> kValues{1000, 500, 100, 50, 10, 5, 1};
    double number = 0;
    double most = 1;
    for (std::size_t i = numeral.size(); i-- > 0;) {
        const auto letter = kLetters.find(numeral[i]);
        if (letter == std::string_view::npos)
            return std::numeric_limits<double>::quiet_NaN();
        const double value = kValues[letter];
        if (value < most) {
            number -= value;
        } else {
            most = value;
            number += value;
        }
    }
    return number;
}

} // namespace ws::expression::jsonata
