// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatadatetime.h"
#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonataregex.h"
#include "engine/expression/jsonatatext.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace ws::expression::jsonata {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view(".*+?^${}()|[]\\").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

/// What stands between the hours and the minutes of a zone: only a regular separator counts.
std::string zoneSeparator(const DateTimePart& part) {
    return part.integer && part.integer->regular
               ? fromUtf16(part.integer->separators.front().character)
               : std::string();
}

bool isZone(const DateTimePart& part) {
    return part.component == u'Z' || part.component == u'z';
}

std::string patternOf(const DateTimePart& part) {
    if (part.isLiteral)
        return escaped(fromUtf16(part.literal));
    if (isZone(part)) {
        const std::string separator = zoneSeparator(part);
        return std::string(part.component == u'z' ? "GMT" : "") + "[-+][0-9]+" +
               (separator.empty() ? "" : separator + "[0-9]+");
    }
    if (part.component == u'f')
        return "[0-9]+";
    if (part.integer)
        return integerPattern(*part.integer);
    if (part.component != u'M' && part.component != u'x' && part.component != u'F' &&
        part.component != u'P')
        throw Failure("D3133").with("value", quoted(fromUtf16({&part.component, 1})));
    return "[a-zA-Z]+";
}

double zoneMinutes(const DateTimePart& part, std::string text) {
    if (part.component == u'z')
        text.erase(0, 3);
    const std::string separator = zoneSeparator(part);
    if (!separator.empty()) {
        const std::size_t at = text.find(separator);
        return parseIntegerPrefix(text.substr(0, at)) * 60 +
               parseIntegerPrefix(text.substr(at + 1));
    }
    if (text.size() <= 3)
        return parseIntegerPrefix(text) * 60;
    return parseIntegerPrefix(text.substr(0, 3)) * 60 + parseIntegerPrefix(text.substr(3));
}

/// The number of a month, a day or a half of the day; nothing when it is no such name.
std::optional<double> numberOfName(const DateTimePart& part, const std::string& text) {
    if (part.component == u'P') {
        if (text == "am" || text == "AM")
            return 0;
        return text == "pm" || text == "PM" ? std::optional<double>(1) : std::nullopt;
    }
    const bool isMonth = part.component != u'F';
    for (std::size_t i = isMonth ? 12 : 7; i > 0; --i) {
        std::string_view name = isMonth ? monthName(i) : dayName(i);
        if (part.most && *part.most > 0)
            name = name.substr(0, static_cast<std::size_t>(*part.most));
        if (name == text)
            return static_cast<double>(i);
    }
    return std::nullopt;
}

std::optional<double> valueOf(const DateTimePart& part, const std::string& text) {
    if (isZone(part))
        return zoneMinutes(part, text);
    if (part.component == u'f')
        return parseDecimal("0." + text.substr(0, 3)) * 1000;
    if (part.integer)
        return parseInteger(toUtf16(text), *part.integer);
    return numberOfName(part, text);
}

/// The components that were read, and what follows from them.
class Components {
public:
    void set(char16_t component, std::optional<double> value) {
        m_isAny = true;
        if (value)
            m_values[component] = *value;
        else
            m_values.erase(component);
    }
    bool isAny() const { return m_isAny; }

    double milliseconds(double now) {
        const unsigned date = maskOf(u"YXMxWwdD");
        const bool isDate = isKind(date, 0b10100001);
        m_byDayOfYear = !isDate && isKind(date, 0b10000010);
        const bool byWeekOfMonth = isKind(date, 0b01010100);
        const bool byWeek = !byWeekOfMonth && isKind(date, 0b01001000);
        const unsigned time = maskOf(u"PHhmsf");
        const bool isTime = isKind(time, 0b010111);
        m_byHalf = !isTime && isKind(time, 0b101111);
        std::u16string parts = u"YMD";
        if (m_byDayOfYear)
            parts = u"YD";
        else if (byWeekOfMonth)
            parts = u"XxwF";
        else if (byWeek)
            parts = u"XWF";
        fillIn(parts + (m_byHalf ? u"Phmsf" : u"Hmsf"), now);
        if (byWeekOfMonth || byWeek)
            throw Failure("D3136"); // the reference does not read weeks
        return total();
    }

private:
    std::optional<double> value(char16_t component) const {
        const auto found = m_values.find(component);
        return found == m_values.end() ? std::nullopt : std::optional<double>(found->second);
    }
    double number(char16_t component) const { return value(component).value_or(kNaN); }

    /// A bit for each component that is there and not zero, as JavaScript sees truth.
    unsigned maskOf(std::u16string_view components) const {
        unsigned mask = 0;
        for (const char16_t component : components) {
            const double found = value(component).value_or(0);
            mask = mask * 2 + (found != 0 && !std::isnan(found) ? 1 : 0);
        }
        return mask;
    }
    static bool isKind(unsigned mask, unsigned kind) {
        return (~kind & mask) == 0 && (kind & mask) != 0;
    }

    /// Greater units than those that are given come from now, lesser ones are zero; no gaps.
    void fillIn(const std::u16string& components, double now) {
        bool started = false;
        bool ended = false;
        for (const char16_t component : components) {
            if (m_values.contains(component)) {
                started = true;
                if (ended)
                    throw Failure("D3136");
            } else if (started) {
                const bool fromOne = component == u'M' || component == u'D' || component == u'd';
                m_values[component] = fromOne ? 1 : 0;
                ended = true;
            } else {
                // Of now the reference takes "am" or "pm", which then is neither 0 nor 1.
                m_values[component] = component == u'P' ? kNaN : dateTimeFragment(now, component);
            }
        }
    }

    double total() {
        double month = value(u'M').value_or(0);
        month = month > 0 ? month - 1 : 0;
        double day = number(u'D');
        if (m_byDayOfYear) {
            const double offset = (value(u'd').value_or(kNaN) - 1) * 24 * 60 * 60 * 1000;
            const double date = utcMilliseconds(number(u'Y'), 0) + offset;
            month = dateTimeFragment(date, u'M') - 1;
            day = dateTimeFragment(date, u'D');
        }
        double hour = number(u'H');
        if (m_byHalf) {
            hour = number(u'h') == 12 ? 0 : number(u'h');
            hour += number(u'P') == 1 ? 12 : 0;
        }
        const double time = utcMilliseconds(number(u'Y'), month, day, hour, number(u'm'),
                                            number(u's'), number(u'f'));
        const double zone = value(u'Z').value_or(0) != 0 ? number(u'Z') : value(u'z').value_or(0);
        return time - zone * 60'000;
    }

    std::map<char16_t, double> m_values;
    bool m_isAny = false;
    bool m_byDayOfYear = false;
    bool m_byHalf = false;
};

double wholeOf(std::string_view digits) {
    return digits.empty() ? 0 : parseDecimal(digits);
}

/// The minutes of "+01:00" or "-0530"; NaN when no clock on earth is so far ahead.
double isoZoneMinutes(std::string_view zone) {
    if (zone.empty() || zone == "Z")
        return 0;
    const double hours = wholeOf(zone.substr(1, 2));
    const double minutes = wholeOf(zone.substr(zone.size() - 2));
    if (hours > 23)
        return kNaN;
    return (zone[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

/// Date.parse, of what the reference's test lets through.
double isoMilliseconds(const RegexSearch& found) {
    const auto part = [&found](std::size_t index, std::size_t from) {
        const std::string_view text = found.group(index).value_or("");
        return text.substr(std::min(from, text.size()));
    };
    const std::string_view clock = part(3, 1); // of "T10:33:36"
    const std::string_view fraction = part(4, 1);
    const std::string_view zone = part(5, 0);
    const double month = part(1, 1).empty() ? 1 : wholeOf(part(1, 1));
    const double day = part(2, 1).empty() ? 1 : wholeOf(part(2, 1));
    if (part(1, 1).empty() && !part(2, 1).empty())
        return kNaN;
    // Only a time has decimals and a zone.
    if (clock.empty() && (!fraction.empty() || (!zone.empty() && zone != "Z")))
        return kNaN;
    const double hour = clock.empty() ? 0 : wholeOf(clock.substr(0, 2));
    const double minute = clock.empty() ? 0 : wholeOf(clock.substr(3, 2));
    const double second = clock.empty() ? 0 : wholeOf(clock.substr(6, 2));
    std::string digits(fraction.substr(0, 3)); // what is finer is cut off
    digits.append(3 - digits.size(), '0');
    const double millisecond = wholeOf(digits);
    const bool isMidnight = hour == 24 && minute == 0 && second == 0 && millisecond == 0;
    if (month < 1 || month > 12 || day < 1 || day > 31 || (hour >= 24 && !isMidnight))
        return kNaN;
    // utcMilliseconds() reads the years 0 to 99 as Date.UTC does: the calendar repeats in 400.
    const double year = wholeOf(found.group(0).value_or(""));
    const double shift = year < 100 ? 400 : 0;
    return utcMilliseconds(year + shift, month - 1, day, hour, minute, second, millisecond) -
           shift / 400 * 146097 * 24 * 60 * 60 * 1000 - isoZoneMinutes(zone) * 60'000;
}

} // namespace

std::optional<double> parseDateTime(const std::string& text, const std::string& picture,
                                    double now) {
    const std::vector<DateTimePart> parts = analyseDateTimePicture(toUtf16(picture));
    std::string pattern = "^";
    for (const DateTimePart& part : parts)
        pattern += "(" + patternOf(part) + ")";
    const auto regex = Regex::compile(pattern + "$", "i");
    if (!regex)
        return std::nullopt;
    RegexSearch search(**regex, text);
    if (!search.find(0))
        return std::nullopt;
    Components components;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!parts[i].isLiteral)
            components.set(parts[i].component,
                           valueOf(parts[i], std::string(search.group(i).value_or(""))));
    }
    if (!components.isAny())
        return std::nullopt;
    return components.milliseconds(now);
}

std::optional<double> parseIsoDateTime(std::string_view text) {
    static const auto kPattern =
        Regex::compile("^(\\d{4})(-[01]\\d)?(-[0-3]\\d)?(T[0-2]\\d:[0-5]\\d:[0-5]\\d)?(\\.\\d+)?"
                       "([+-][0-2]\\d:?[0-5]\\d|Z)?$",
                       "");
    RegexSearch search(**kPattern, text);
    if (!search.find(0))
        return std::nullopt;
    return isoMilliseconds(search);
}

} // namespace ws::expression::jsonata
