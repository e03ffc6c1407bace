#pragma once

#include "engine/expression/jsonatainteger.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ws::expression::jsonata {

/// A part of a date/time picture: text as it is, or a component such as `[Y0001]`.
struct DateTimePart {
    bool isLiteral = false;
    std::u16string literal;
    char16_t component = 0;
    std::optional<LetterCase> names; ///< written as a name, in that case
    bool traditional = false;        ///< the second modifier "t": Z for UTC
    bool hasWidth = false;
    std::optional<double> most; ///< of the width; NaN when it is no number
    std::optional<IntegerFormat> integer;
    double yearDigits = -1;
};

/// Throws a Failure.
std::vector<DateTimePart> analyseDateTimePicture(std::u16string_view picture);

std::string_view monthName(std::size_t month); ///< from 1
std::string_view dayName(std::size_t day);     ///< from 1, a Monday

/// What a calendar says of an instant: its year, its week, ...; UTC.
double dateTimeFragment(double milliseconds, char16_t component);
/// Date.UTC: components that overflow carry over.
double utcMilliseconds(double year, double month, double day = 1, double hour = 0,
                       double minute = 0, double second = 0, double millisecond = 0);

/// XPath's format-dateTime; without a picture as ISO 8601. Throws a Failure.
std::string formatDateTime(double milliseconds, const std::string* picture,
                           const std::string* timezone);
/// Milliseconds since 1970, or nothing when the text is not as the picture says. What the picture
/// leaves out is taken from `now` or zero. Throws a Failure.
std::optional<double> parseDateTime(const std::string& text, const std::string& picture,
                                    double now);
/// An ISO 8601 timestamp, or nothing when it is none; NaN for a date that is not in the calendar.
std::optional<double> parseIsoDateTime(std::string_view text);

} // namespace ws::expression::jsonata
