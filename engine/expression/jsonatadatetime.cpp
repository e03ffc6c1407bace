// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatadatetime.h"

#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonatatext.h"

#include <array>
#include <cmath>
#include <limits>

namespace ws::expression::jsonata {
namespace {

constexpr double kDay = 24.0 * 60 * 60 * 1000;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<std::string_view, 8> kDays{"",         "Monday", "Tuesday",  "Wednesday",
                                                "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 13> kMonths{
    "",     "January", "February",  "March",   "April",    "May",     "June",
    "July", "August",  "September", "October", "November", "December"};

/// Days since 1970 of a day in the Gregorian calendar; month from 0, either may overflow.
double daysFromCivil(double year, double month, double day) {
    year += std::floor(month / 12);
    month -= std::floor(month / 12) * 12;
    const double shiftedYear = month < 2 ? year - 1 : year;
    const double era = std::floor(shiftedYear / 400);
    const double yearOfEra = shiftedYear - era * 400;
    const double shiftedMonth = month < 2 ? month + 10 : month - 2;
    const double dayOfYear = std::floor((153 * shiftedMonth + 2) / 5);
    const double dayOfEra =
        yearOfEra * 365 + std::floor(yearOfEra / 4) - std::floor(yearOfEra / 100) + dayOfYear;
    return era * 146097 + dayOfEra - 719468 + day - 1;
}

struct Civil {
    double year = 0;
    double month = 0; ///< from 0
    double day = 0;
};

Civil civilOf(double milliseconds) {
    const double days = std::floor(milliseconds / kDay) + 719468;
    const double era = std::floor(days / 146097);
    const double dayOfEra = days - era * 146097;
    const double yearOfEra =
        std::floor((dayOfEra - std::floor(dayOfEra / 1460) + std::floor(dayOfEra / 36524) -
                    std::floor(dayOfEra / 146096)) /
                   365);
    const double dayOfYear =
        dayOfEra - (365 * yearOfEra + std::floor(yearOfEra / 4) - std::floor(yearOfEra / 100));
    const double shiftedMonth = std::floor((5 * dayOfYear + 2) / 153);
    Civil civil;
    civil.day = dayOfYear - std::floor((153 * shiftedMonth + 2) / 5) + 1;
    civil.month = shiftedMonth < 10 ? shiftedMonth + 2 : shiftedMonth - 10;
    civil.year = yearOfEra + era * 400 + (civil.month < 2 ? 1 : 0);
    return civil;
}

/// 1 to 7, from Monday.
double dayOfWeek(double milliseconds) {
    const double days = std::floor(milliseconds / kDay) + 3;
    return days - std::floor(days / 7) * 7 + 1;
}

struct YearMonth {
    double year = 0;
    double month = 0;

    YearMonth moved(double months) const {
        const double count = year * 12 + month + months;
        return {std::floor(count / 12), count - std::floor(count / 12) * 12};
    }
};

/// The first week of a year or a month is the one with its first Thursday; weeks begin on Monday.
double startOfFirstWeek(const YearMonth& of) {
    const double first = utcMilliseconds(of.year, of.month);
    const double day = dayOfWeek(first);
    return day > 4 ? first + (8 - day) * kDay : first - (day - 1) * kDay;
}

/// The number of the week of `day` in a year (12 months) or a month (1).
double weekWithin(const YearMonth& period, double months, double day, double usual) {
    const auto weeks = [](double start, double end) { return (end - start) / (kDay * 7) + 1; };
    double week = weeks(startOfFirstWeek(period), day);
    if (week > usual) {
        if (day >= startOfFirstWeek(period.moved(months)))
            week = 1;
    } else if (week < 1) {
        week = weeks(startOfFirstWeek(period.moved(-months)), day);
    }
    return std::floor(week);
}

/// The year or month that the week of the instant counts to.
YearMonth weekPeriod(const YearMonth& period, double months, double milliseconds) {
    if (milliseconds < startOfFirstWeek(period))
        return period.moved(-months);
    if (milliseconds >= startOfFirstWeek(period.moved(months)))
        return period.moved(months);
    return period;
}

} // namespace

std::string_view monthName(std::size_t month) {
    return kMonths[month < kMonths.size() ? month : 0];
}

std::string_view dayName(std::size_t day) {
    return kDays[day < kDays.size() ? day : 0];
}

double utcMilliseconds(double year, double month, double day, double hour, double minute,
                       double second, double millisecond) {
    for (const double part : {year, month, day, hour, minute, second, millisecond}) {
        if (!std::isfinite(part))
            return kNaN;
    }
    year = std::trunc(year);
    if (year >= 0 && year <= 99)
        year += 1900; // as Date.UTC reads them
    const double days = daysFromCivil(year, std::trunc(month), 1) + std::trunc(day) - 1;
    const double result = days * kDay + std::trunc(hour) * 3'600'000 + std::trunc(minute) * 60'000 +
                          std::trunc(second) * 1000 + std::trunc(millisecond);
    return std::fabs(result) > 8.64e15 ? kNaN : result;
}

double dateTimeFragment(double milliseconds, char16_t component) {
    if (std::isnan(milliseconds))
        return kNaN;
    const Civil civil = civilOf(milliseconds);
    const double ofDay = milliseconds - std::floor(milliseconds / kDay) * kDay;
    const double today = utcMilliseconds(civil.year, civil.month, civil.day);
    const YearMonth year{civil.year, 0};
    const YearMonth month{civil.year, civil.month};
    const double hour = std::floor(ofDay / 3'600'000);
    switch (component) {
    case u'Y':
        return civil.year;
    case u'M':
        return civil.month + 1;
    case u'D':
        return civil.day;
    case u'd':
        return (today - utcMilliseconds(civil.year, 0)) / kDay + 1;
    case u'F':
        return dayOfWeek(milliseconds);
    case u'W':
        return weekWithin(year, 12, today, 52);
    case u'w':
        return weekWithin(month, 1, today, 4);
    case u'X':
        return weekPeriod(year, 12, milliseconds).year;
    case u'x':
        return weekPeriod(month, 1, milliseconds).month + 1;
    case u'H':
        return hour;
    case u'h':
        return std::fmod(hour, 12) == 0 ? 12 : std::fmod(hour, 12);
    case u'P':
        return hour >= 12 ? 1 : 0;
    case u'm':
        return std::fmod(std::floor(ofDay / 60'000), 60);
    case u's':
        return std::fmod(std::floor(ofDay / 1000), 60);
    case u'f':
        return std::fmod(std::floor(ofDay), 1000);
    default:
        return kNaN;
    }
}

namespace {

/// Writes one instant, part by part.
class DateTimeWriter {
public:
    DateTimeWriter(double milliseconds, double hours, double minutes)
        : m_hours(hours)
        , m_minutes(minutes) {
        const double shifted = milliseconds + (60 * hours + minutes) * 60'000;
        m_milliseconds = std::fabs(shifted) > 8.64e15 ? kNaN : std::trunc(shifted);
    }

    std::u16string write(DateTimePart& part) {
        if (part.isLiteral)
            return part.literal;
        const double value = dateTimeFragment(m_milliseconds, part.component);
        switch (part.component) {
        case u'Z':
        case u'z':
            return writeZone(part);
        case u'P':
            return writeHalf(part, value);
        case u'C':
        case u'E':
            return u"ISO";
        case u'f':
            return part.integer ? formatInteger(value, *part.integer) : std::u16string();
        default:
            if (std::u16string_view(u"YMDdFWwXxHhms").find(part.component) ==
                std::u16string_view::npos)
                return u"undefined"; // as JavaScript shows what there is not
            return part.names ? writeName(part, value) : writeNumber(part, value);
        }
    }

private:
    static std::u16string writeNumber(DateTimePart& part, double value) {
        if (!part.integer)
            return {};
        if (part.component == u'Y' && part.yearDigits != -1)
            value = std::fmod(value, std::pow(10, part.yearDigits));
        return formatInteger(value, *part.integer);
    }

    static std::u16string writeName(const DateTimePart& part, double value) {
        const auto index = std::isnan(value) ? 0 : static_cast<std::size_t>(value);
        std::string name;
        if (part.component == u'M' || part.component == u'x')
            name = monthName(index);
        else if (part.component == u'F')
            name = dayName(index);
        else
            throw Failure("D3133").with("value", quoted(fromUtf16({&part.component, 1})));
        if (name.empty())
            return u"undefined";
        if (part.names == LetterCase::Upper)
            name = toUpper(name);
        else if (part.names == LetterCase::Lower)
            name = toLower(name);
        if (part.most && static_cast<double>(name.size()) > *part.most)
            name.resize(static_cast<std::size_t>(std::max(*part.most, 0.0)));
        return toUtf16(name);
    }

    static std::u16string writeHalf(const DateTimePart& part, double value) {
        const std::u16string text = value == 1 ? u"pm" : u"am";
        return part.names == LetterCase::Upper ? (value == 1 ? u"PM" : u"AM") : text;
    }

    std::u16string writeZone(DateTimePart& part) const {
        const double offset = m_hours * 100 + m_minutes;
        if (offset == 0 && part.traditional)
            return u"Z";
        IntegerFormat& format = *part.integer;
        std::u16string text;
        const std::size_t digits = format.mandatoryDigits.value_or(0);
        if (format.regular || digits == 3 || digits == 4) {
            text = formatInteger(offset, format);
        } else if (digits == 1 || digits == 2) {
            text = formatInteger(m_hours, format);
            if (m_minutes != 0) {
                IntegerFormat two = analyseIntegerPicture(u"00");
                text += u":" + formatInteger(std::floor(m_minutes), two);
            }
        } else {
            throw Failure("D3134").with("value", std::to_string(digits));
        }
        if (offset >= 0)
            text.insert(0, u"+");
        return part.component == u'z' ? u"GMT" + text : text;
    }

    double m_milliseconds;
    const double m_hours;
    const double m_minutes;
};

} // namespace

namespace {

/// The usual form, without a picture to read: "2026-01-31T09:00:00.000Z".
std::string isoText(double milliseconds) {
    const Civil civil = civilOf(milliseconds);
    const double ofDay = milliseconds - std::floor(milliseconds / kDay) * kDay;
    const auto whole = [](double number) { return static_cast<int>(number); };
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", whole(civil.year),
                  whole(civil.month) + 1, whole(civil.day), whole(ofDay / 3'600'000),
                  whole(ofDay / 60'000) % 60, whole(ofDay / 1000) % 60, whole(ofDay) % 1000);
    return buffer;
}

} // namespace

std::string formatDateTime(double milliseconds, const std::string* picture,
                           const std::string* timezone) {
    constexpr double kFarthest = 250'000'000'000'000; // before the year 9900
    if (!picture && !timezone && milliseconds >= 0 && milliseconds < kFarthest)
        return isoText(std::trunc(milliseconds));
    double hours = 0;
    double minutes = 0;
    if (timezone) {
        const double offset = parseIntegerPrefix(*timezone);
        hours = std::floor(offset / 100);
        minutes = std::fmod(offset, 100);
    }
    std::vector<DateTimePart> parts = analyseDateTimePicture(
        picture ? toUtf16(*picture) : u"[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");
    DateTimeWriter writer(milliseconds, hours, minutes);
    std::u16string text;
    for (DateTimePart& part : parts)
        text += writer.write(part);
    return fromUtf16(text);
}

} // namespace ws::expression::jsonata
