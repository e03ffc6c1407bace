// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatadatetime.h"
#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonatatext.h"

namespace ws::expression::jsonata {
namespace {

using View = std::u16string_view;
using Text = std::u16string;

View defaultModifier(char16_t component) {
    switch (component) {
    case u'Y':
    case u'M':
    case u'D':
    case u'd':
    case u'W':
    case u'w':
    case u'X':
    case u'x':
    case u'H':
    case u'h':
    case u'f':
        return u"1";
    case u'F':
    case u'P':
    case u'C':
    case u'E':
        return u"n";
    case u'm':
    case u's':
        return u"01";
    case u'Z':
    case u'z':
        return u"01:01";
    default:
        return {};
    }
}

bool isBlank(char16_t c) {
    return c == u' ' || (c >= u'\t' && c <= u'\r') || c == 0xA0 || c == 0xFEFF || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

std::optional<double> parsedWidth(View text) {
    if (text == u"*")
        return std::nullopt;
    return parseIntegerPrefix(fromUtf16(text));
}

class PictureReader {
public:
    explicit PictureReader(View picture)
        : m_picture(picture) {}

    std::vector<DateTimePart> read() {
        std::size_t start = 0;
        std::size_t at = 0;
        while (at < m_picture.size()) {
            if (m_picture[at] != u'[') {
                ++at;
                continue;
            }
            addLiteral(start, at);
            if (at + 1 < m_picture.size() && m_picture[at + 1] == u'[') {
                addLiteral(at, at + 1);
                at += 2;
                start = at;
                continue;
            }
            const std::size_t end = m_picture.find(u']', at);
            if (end == View::npos)
                throw Failure("D3135");
            addMarker(m_picture.substr(at + 1, end - at - 1));
            at = end + 1;
            start = at;
        }
        addLiteral(start, m_picture.size());
        return std::move(m_parts);
    }

private:
    void addLiteral(std::size_t begin, std::size_t end) {
        if (end <= begin)
            return;
        DateTimePart part;
        part.isLiteral = true;
        part.literal = m_picture.substr(begin, end - begin);
        for (std::size_t at = part.literal.find(u"]]"); at != Text::npos;
             at = part.literal.find(u"]]", at + 1))
            part.literal.erase(at, 1);
        m_parts.push_back(std::move(part));
    }

    void addMarker(View marker) {
        Text text;
        for (const char16_t c : marker) {
            if (!isBlank(c))
                text += c;
        }
        DateTimePart part;
        part.component = text.empty() ? u'\0' : text[0];
        std::optional<double> least;
        const std::size_t comma = text.rfind(u',');
        if (comma != Text::npos)
            least = readWidth(part, View(text).substr(comma + 1));
        const std::size_t end = comma == Text::npos ? text.size() : comma;
        Text modifier = end > 1 ? text.substr(1, end - 1) : Text();
        Text second;
        if (modifier.empty()) {
            modifier = defaultModifier(part.component);
            if (modifier.empty())
                throw Failure("D3132").with("value", quoted(fromUtf16(View(text).substr(0, 1))));
        } else if (modifier.size() > 1 && View(u"atco").find(modifier.back()) != View::npos) {
            second = Text(1, modifier.back());
            modifier.pop_back();
        }
        part.traditional = second == u"t";
        readPresentation(part, modifier, second, least);
        m_parts.push_back(std::move(part));
    }

    static std::optional<double> readWidth(DateTimePart& part, View width) {
        part.hasWidth = true;
        const std::size_t dash = width.find(u'-');
        if (dash != View::npos)
            part.most = parsedWidth(width.substr(dash + 1));
        return parsedWidth(width.substr(0, dash));
    }

    void readPresentation(DateTimePart& part, const Text& modifier, const Text& second,
                          std::optional<double> least) {
        if (modifier[0] == u'n') {
            part.names = LetterCase::Lower;
        } else if (modifier[0] == u'N') {
            part.names =
                modifier.size() > 1 && modifier[1] == u'n' ? LetterCase::Title : LetterCase::Upper;
        } else if (View(u"YMDdFWwXxHhmsf").find(part.component) != View::npos) {
            part.integer =
                analyseIntegerPicture(second.empty() ? modifier : modifier + u";" + second);
            readDigits(part, least);
            // Numbers side by side: how wide the first one is must be known to read it.
            if (!m_parts.empty() && m_parts.back().integer)
                m_parts.back().integer->parseWidth = m_parts.back().integer->mandatoryDigits;
        }
        if (part.component == u'Z' || part.component == u'z')
            part.integer = analyseIntegerPicture(modifier);
    }

    static void readDigits(DateTimePart& part, std::optional<double> least) {
        IntegerFormat& format = *part.integer;
        if (least && format.mandatoryDigits &&
            static_cast<double>(*format.mandatoryDigits) < *least)
            format.mandatoryDigits = static_cast<std::size_t>(std::min(*least, 1000.0));
        if (part.component != u'Y')
            return;
        if (part.most) {
            part.yearDigits = *part.most;
            format.mandatoryDigits =
                *part.most > 0 ? static_cast<std::size_t>(std::min(*part.most, 1000.0)) : 0;
        } else if (format.mandatoryDigits) {
            const std::size_t width = *format.mandatoryDigits + format.optionalDigits;
            if (width >= 2)
                part.yearDigits = static_cast<double>(width);
        }
    }

    const View m_picture;
    std::vector<DateTimePart> m_parts;
};

} // namespace

std::vector<DateTimePart> analyseDateTimePicture(std::u16string_view picture) {
    return PictureReader(picture).read();
}

} // namespace ws::expression::jsonata
