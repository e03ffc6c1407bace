// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonatatext.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

namespace ws::expression::jsonata {
namespace {

using Text = std::u16string;
using View = std::u16string_view;
constexpr std::size_t kNone = std::u16string::npos;

struct Properties {
    Text decimalSeparator = u".";
    Text groupingSeparator = u",";
    Text exponentSeparator = u"e";
    Text minusSign = u"-";
    Text percent = u"%";
    Text perMille = u"\u2030";
    Text zeroDigit = u"0";
    Text digit = u"#";
    Text patternSeparator = u";";

    void set(std::string_view name, const Item& value) {
        const Text text = toUtf16(value.isString() ? value.toText() : jsonText(value));
        const std::pair<std::string_view, Text*> kFields[] = {
            {"decimal-separator", &decimalSeparator},
            {"grouping-separator", &groupingSeparator},
            {"exponent-separator", &exponentSeparator},
            {"minus-sign", &minusSign},
            {"percent", &percent},
            {"per-mille", &perMille},
            {"zero-digit", &zeroDigit},
            {"digit", &digit},
            {"pattern-separator", &patternSeparator}};
        for (const auto& [key, field] : kFields) {
            if (key == name)
                *field = text;
        }
    }

    bool isDigit(char16_t c) const {
        const char16_t zero = zeroDigit.empty() ? u'0' : zeroDigit[0];
        return c >= zero && c < zero + 10;
    }
    bool isOptional(char16_t c) const { return digit == View(&c, 1); }
    bool isActive(char16_t c) const {
        const View text(&c, 1);
        return isDigit(c) || text == decimalSeparator || text == exponentSeparator ||
               text == groupingSeparator || text == digit || text == patternSeparator;
    }
};

/// A sub-picture, cut into what it says about each part of a number.
struct Parts {
    Text prefix;
    Text suffix;
    Text active;
    Text mantissa;
    std::optional<Text> exponent;
    Text integer;
    Text fraction;
    Text picture;
};

struct Analysis {
    std::vector<std::size_t> integerGroups;
    std::size_t regularGrouping = 0;
    std::size_t leastInteger = 0;
    std::size_t scaling = 0;
    std::vector<std::size_t> fractionGroups;
    std::size_t leastFraction = 0;
    std::size_t mostFraction = 0;
    std::size_t leastExponent = 0;
    Text prefix;
    Text suffix;
    Text picture;
};

std::vector<Text> splitText(View text, View separator) {
    std::vector<Text> parts;
    std::size_t begin = 0;
    while (!separator.empty()) {
        const std::size_t at = text.find(separator, begin);
        if (at == kNone)
            break;
        parts.emplace_back(text.substr(begin, at - begin));
        begin = at + separator.size();
    }
    parts.emplace_back(text.substr(begin));
    return parts;
}

Parts partsOf(const Properties& properties, const Text& picture) {
    const auto counts = [&](char16_t c) {
        return properties.isActive(c) && View(&c, 1) != properties.exponentSeparator;
    };
    const auto first = std::find_if(picture.begin(), picture.end(), counts);
    const auto last = std::find_if(picture.rbegin(), picture.rend(), counts);
    Parts parts;
    parts.picture = picture;
    if (first != picture.end()) {
        parts.prefix.assign(picture.begin(), first);
        parts.suffix.assign(last.base(), picture.end());
    }
    const std::size_t end = picture.size() - parts.suffix.size();
    parts.active = picture.substr(parts.prefix.size(), end - parts.prefix.size());
    // The reference looks for the exponent in the picture, but cuts the active part there.
    const std::size_t exponent = picture.find(properties.exponentSeparator, parts.prefix.size());
    if (exponent == kNone || exponent > end) {
        parts.mantissa = parts.active;
    } else {
        parts.mantissa = parts.active.substr(0, exponent);
        parts.exponent =
            exponent + 1 <= parts.active.size() ? parts.active.substr(exponent + 1) : Text();
    }
    const std::size_t decimal = parts.mantissa.find(properties.decimalSeparator);
    parts.integer = parts.mantissa.substr(0, decimal);
    parts.fraction = decimal == kNone ? parts.suffix : parts.mantissa.substr(decimal + 1);
    return parts;
}

bool isRepeated(const Text& text, const Text& part) {
    return text.find(part) != text.rfind(part);
}

/// The error of a sub-picture; the last one counts, as in the reference.
std::string_view faultOf(const Properties& properties, const Parts& parts) {
    const auto isDigit = [&](char16_t c) { return properties.isDigit(c); };
    const auto charAt = [&](std::size_t at) {
        return at < parts.picture.size() ? Text(1, parts.picture[at]) : Text();
    };
    std::string_view fault;
    const Text& picture = parts.picture;
    const std::size_t decimal = picture.find(properties.decimalSeparator);
    const bool percent = picture.find(properties.percent) != kNone;
    const bool perMille = picture.find(properties.perMille) != kNone;
    if (isRepeated(picture, properties.decimalSeparator))
        fault = "D3081";
    if (isRepeated(picture, properties.percent))
        fault = "D3082";
    if (isRepeated(picture, properties.perMille))
        fault = "D3083";
    if (percent && perMille)
        fault = "D3084";
    if (std::none_of(parts.mantissa.begin(), parts.mantissa.end(),
                     [&](char16_t c) { return isDigit(c) || properties.isOptional(c); }))
        fault = "D3085";
    if (!std::all_of(parts.active.begin(), parts.active.end(),
                     [&](char16_t c) { return properties.isActive(c); }))
        fault = "D3086";
    if (decimal != kNone) {
        if ((decimal > 0 && charAt(decimal - 1) == properties.groupingSeparator) ||
            charAt(decimal + 1) == properties.groupingSeparator)
            fault = "D3087";
    } else if (!parts.integer.empty() &&
               Text(1, parts.integer.back()) == properties.groupingSeparator) {
        fault = "D3088";
    }
    if (picture.find(properties.groupingSeparator + properties.groupingSeparator) != kNone)
        fault = "D3089";
    const std::size_t firstOptional = parts.integer.find(properties.digit);
    if (firstOptional != kNone &&
        std::any_of(parts.integer.begin(),
                    parts.integer.begin() + static_cast<std::ptrdiff_t>(firstOptional), isDigit))
        fault = "D3090";
    const std::size_t lastOptional = parts.fraction.rfind(properties.digit);
    if (lastOptional != kNone &&
        std::any_of(parts.fraction.begin() + static_cast<std::ptrdiff_t>(lastOptional),
                    parts.fraction.end(), isDigit))
        fault = "D3091";
    if (parts.exponent && !parts.exponent->empty() && (percent || perMille))
        fault = "D3092";
    if (parts.exponent && (parts.exponent->empty() ||
                           !std::all_of(parts.exponent->begin(), parts.exponent->end(), isDigit)))
        fault = "D3093";
    return fault;
}

std::vector<std::size_t> groupingPositions(const Properties& properties, const Parts& parts,
                                           const Text& part, bool toLeft) {
    std::vector<std::size_t> positions;
    std::size_t at = part.find(properties.groupingSeparator);
    while (at != kNone) {
        const View counted =
            toLeft ? View(part).substr(0, at) : View(part).substr(std::min(at, part.size()));
        positions.push_back(
            static_cast<std::size_t>(std::count_if(counted.begin(), counted.end(), [&](char16_t c) {
                return properties.isDigit(c) || properties.isOptional(c);
            })));
        // Also for the fraction the reference goes on in the integer part.
        at = parts.integer.find(properties.groupingSeparator, at + 1);
    }
    return positions;
}

/// The interval at which separators stand; 0 when they do not stand regularly.
std::size_t regularInterval(const std::vector<std::size_t>& positions) {
    std::size_t factor = 0;
    for (const std::size_t position : positions)
        factor = std::gcd(factor, position);
    for (std::size_t i = 1; i <= positions.size(); ++i) {
        if (std::find(positions.begin(), positions.end(), i * factor) == positions.end())
            return 0;
    }
    return factor;
}

Analysis analysed(const Properties& properties, const Parts& parts) {
    const auto count = [&](const Text& text, bool optional) {
        return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [&](char16_t c) {
            return properties.isDigit(c) || (optional && properties.isOptional(c));
        }));
    };
    Analysis result;
    result.integerGroups = groupingPositions(properties, parts, parts.integer, false);
    result.regularGrouping = regularInterval(result.integerGroups);
    result.fractionGroups = groupingPositions(properties, parts, parts.fraction, true);
    result.leastInteger = count(parts.integer, false);
    result.scaling = result.leastInteger;
    result.leastFraction = count(parts.fraction, false);
    result.mostFraction = count(parts.fraction, true);
    if (result.leastInteger == 0 && result.mostFraction == 0) {
        if (parts.exponent) {
            result.leastFraction = 1;
            result.mostFraction = 1;
        } else {
            result.leastInteger = 1;
        }
    }
    if (parts.exponent && result.leastInteger == 0 && parts.integer.find(properties.digit) != kNone)
        result.leastInteger = 1;
    if (result.leastInteger == 0 && result.leastFraction == 0)
        result.leastFraction = 1;
    if (parts.exponent)
        result.leastExponent = count(*parts.exponent, false);
    result.prefix = parts.prefix;
    result.suffix = parts.suffix;
    result.picture = parts.picture;
    return result;
}

/// The digits of a number in the picture's digit family, with "." before the decimals.
Text digitsOf(const Properties& properties, double number, std::size_t decimals) {
    char buffer[512];
    std::snprintf(buffer, sizeof buffer, "%.*f",
                  static_cast<int>(std::min<std::size_t>(decimals, 100)), std::fabs(number));
    Text digits;
    const char16_t zero = properties.zeroDigit.empty() ? u'0' : properties.zeroDigit[0];
    const std::string text = std::fabs(number) < 1e21 ? buffer : numberText(std::fabs(number));
    for (const char c : text)
        digits += c >= '0' && c <= '9' ? static_cast<char16_t>(zero + (c - '0'))
                                       : static_cast<char16_t>(c);
    return digits;
}

void padLeft(Text& text, std::size_t width, char16_t zero) {
    if (text.size() < width)
        text.insert(0, width - text.size(), zero);
}

class Formatter {
public:
    Formatter(const Properties& properties, const Analysis& picture)
        : m_properties(properties)
        , m_picture(picture)
        , m_zero(properties.zeroDigit.empty() ? u'0' : properties.zeroDigit[0]) {}

    Text format(double number) {
        double mantissa = number;
        if (m_picture.picture.find(m_properties.percent) != kNone)
            mantissa *= 100;
        else if (m_picture.picture.find(m_properties.perMille) != kNone)
            mantissa *= 1000;
        int exponent = 0;
        if (m_picture.leastExponent > 0)
            scale(mantissa, exponent);
        makeDigits(mantissa);
        group();
        dropUnneededSeparator();
        if (m_picture.leastExponent > 0)
            appendExponent(exponent);
        return m_picture.prefix + m_text + m_picture.suffix;
    }

private:
    void scale(double& mantissa, int& exponent) const {
        if (mantissa == 0 || !std::isfinite(mantissa))
            return;
        const double most = std::pow(10, static_cast<double>(m_picture.scaling));
        const double least = std::pow(10, static_cast<double>(m_picture.scaling) - 1);
        while (std::fabs(mantissa) < least) {
            mantissa *= 10;
            --exponent;
        }
        while (std::fabs(mantissa) > most) {
            mantissa /= 10;
            ++exponent;
        }
    }

    std::size_t decimalPosition() const { return m_text.find(m_properties.decimalSeparator); }

    void makeDigits(double mantissa) {
        const double rounded = roundHalfEven(mantissa, static_cast<double>(m_picture.mostFraction));
        m_text = digitsOf(m_properties, rounded, m_picture.mostFraction);
        const std::size_t point = m_text.find(u'.');
        if (point == kNone)
            m_text += m_properties.decimalSeparator;
        else
            m_text.replace(point, 1, m_properties.decimalSeparator);
        m_text.erase(0, std::min(m_text.find_first_not_of(m_zero), m_text.size()));
        while (!m_text.empty() && m_text.back() == m_zero)
            m_text.pop_back();
        const std::size_t decimal = decimalPosition();
        const std::size_t fraction = m_text.size() - decimal - 1;
        if (decimal < m_picture.leastInteger)
            m_text.insert(0, m_picture.leastInteger - decimal, m_zero);
        if (fraction < m_picture.leastFraction)
            m_text.append(m_picture.leastFraction - fraction, m_zero);
    }

    void insertSeparator(std::ptrdiff_t at) {
        // As JavaScript's slice() reads an index: from the end when negative.
        const auto size = static_cast<std::ptrdiff_t>(m_text.size());
        at = at < 0 ? std::max<std::ptrdiff_t>(size + at, 0) : std::min(at, size);
        m_text.insert(static_cast<std::size_t>(at), m_properties.groupingSeparator);
    }

    void group() {
        auto decimal = static_cast<std::ptrdiff_t>(decimalPosition());
        if (m_picture.regularGrouping > 0) {
            const auto interval = static_cast<std::ptrdiff_t>(m_picture.regularGrouping);
            const std::ptrdiff_t count = decimal > 0 ? (decimal - 1) / interval : 0;
            for (std::ptrdiff_t i = 1; i <= count; ++i)
                insertSeparator(decimal - i * interval);
        } else {
            for (const std::size_t position : m_picture.integerGroups)
                insertSeparator(decimal++ - static_cast<std::ptrdiff_t>(position));
        }
        decimal = static_cast<std::ptrdiff_t>(decimalPosition());
        for (const std::size_t position : m_picture.fractionGroups)
            insertSeparator(static_cast<std::ptrdiff_t>(position) + decimal + 1);
    }

    void dropUnneededSeparator() {
        const bool wanted = m_picture.picture.find(m_properties.decimalSeparator) != kNone;
        if (!m_text.empty() && (!wanted || decimalPosition() == m_text.size() - 1))
            m_text.pop_back();
    }

    void appendExponent(int exponent) {
        Text digits = digitsOf(m_properties, exponent, 0);
        padLeft(digits, m_picture.leastExponent, m_zero);
        m_text += m_properties.exponentSeparator;
        if (exponent < 0)
            m_text += m_properties.minusSign;
        m_text += digits;
    }

    const Properties& m_properties;
    const Analysis& m_picture;
    const char16_t m_zero;
    Text m_text;
};

} // namespace

std::string formatNumber(double number, std::string_view picture, const Item& options) {
    Properties properties;
    for (std::size_t i = 0; i < options.memberCount(); ++i) {
        const auto [key, value] = options.memberAt(i);
        properties.set(key.toText(), value);
    }
    const std::vector<Text> pictures = splitText(toUtf16(picture), properties.patternSeparator);
    if (pictures.size() > 2)
        throw Failure("D3080");
    std::vector<Parts> parts;
    for (const Text& text : pictures)
        parts.push_back(partsOf(properties, text));
    for (const Parts& part : parts) {
        const std::string_view fault = faultOf(properties, part);
        if (!fault.empty())
            throw Failure(fault);
    }
    std::vector<Analysis> analyses;
    for (const Parts& part : parts)
        analyses.push_back(analysed(properties, part));
    if (analyses.size() == 1) {
        analyses.push_back(analyses.front());
        analyses.back().prefix = properties.minusSign + analyses.back().prefix;
    }
    const Analysis& chosen = number >= 0 ? analyses[0] : analyses[1];
    return fromUtf16(Formatter(properties, chosen).format(number));
}

} // namespace ws::expression::jsonata
