#include "engine/fleet/payloadfault.h"

#include <QString>

#include <array>
#include <cctype>
#include <cstdio>
#include <vector>

namespace ws::fleet {

namespace {

constexpr std::size_t kShownBytes = 500;
constexpr const char* kValue =
    "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or "
    "'false')";
constexpr const char* kToken =
    "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/// 0x00..0x1f and 0x7f..0x9f, as Java has it.
bool isIsoControl(unsigned code) {
    return code <= 0x1f || (code >= 0x7f && code <= 0x9f);
}

std::string hex(unsigned value, int digits) {
    std::array<char, 12> text{};
    std::snprintf(text.data(), text.size(), "%0*x", digits, value);
    return text.data();
}

/// Reads as the service's parser does and stops where that one does: at the byte behind the one
/// that it cannot take.
class Scanner {
public:
    explicit Scanner(std::string_view text)
        : m_text(text) {}

    std::string fault() {
        space();
        if (m_problem.empty() && atEnd())
            fail("No content to map due to end-of-input");
        const bool isNumber = ok() && (here() == '-' || std::isdigit(here()) != 0);
        value();
        if (isNumber && ok() && !atEnd() && here() > ' ')
            unexpected("Expected space separating root-level values");
        return m_problem;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    unsigned char here() const { return static_cast<unsigned char>(m_text[m_at]); }
    bool ok() const { return m_problem.empty(); }

    void fail(const std::string& what) {
        if (ok())
            m_problem = what + "\n at " + place(m_text, m_at);
    }

    std::string place(std::string_view shown, std::size_t at) const {
        const std::string_view before = m_text.substr(0, at);
        std::size_t line = 1;
        std::size_t rowStart = 0;
        for (std::size_t byte = 0; byte < before.size(); ++byte) {
            if (before[byte] == '\n') {
                ++line;
                rowStart = byte + 1;
            }
        }
        return "[Source: (byte[])\"" + quoted(shown) + "\"; line: " + std::to_string(line) +
               ", column: " + std::to_string(at - rowStart + 1) + ']';
    }

    /// What is no UTF-8 is replaced, controls are escaped, and what is long is cut.
    static std::string quoted(std::string_view text) {
        const std::string_view shown = text.substr(0, kShownBytes);
        std::string out;
        const QString decoded = QString::fromUtf8(shown.data(), qsizetype(shown.size()));
        for (const QChar c : decoded) {
            if (isIsoControl(c.unicode()) && c != QLatin1Char('\n') && c != QLatin1Char('\r'))
                out += "\\u" + hex(c.unicode(), 4);
            else if (!c.isSurrogate())
                out += QString(c).toStdString();
        }
        if (text.size() > kShownBytes)
            out += "\"[truncated " + std::to_string(text.size() - kShownBytes) + " bytes]";
        return out;
    }

    /// "'x' (code 120)"
    static std::string described(unsigned code) {
        if (isIsoControl(code))
            return "(CTRL-CHAR, code " + std::to_string(code) + ')';
        const std::string shown = code < 0x80
                                      ? std::string(1, static_cast<char>(code))
                                      : QString(QChar(static_cast<char16_t>(code))).toStdString();
        return '\'' + shown + "' (code " + std::to_string(code) +
               (code >= 0x80 ? " / 0x" + hex(code, 2) : "") + ')';
    }

    /// Steps over the character that is not wanted and says so.
    void unexpected(const std::string& wanted, const char* where = "") {
        const unsigned code = here();
        ++m_at;
        fail("Unexpected character (" + described(code) + ')' + where + ": " + wanted);
    }

    void space() {
        while (ok() && !atEnd() && here() <= ' ') {
            const unsigned code = here();
            if (code != ' ' && code != '\t' && code != '\n' && code != '\r') {
                ++m_at;
                return fail("Illegal character ((CTRL-CHAR, code " + std::to_string(code) +
                            ")): only regular white space (\\r, \\n, \\t) is allowed between "
                            "tokens");
            }
            ++m_at;
        }
    }

    void value() {
        if (!ok())
            return;
        if (atEnd())
            return unfinished();
        const unsigned char c = here();
        if (c == '{')
            object();
        else if (c == '[')
            array();
        else if (c == '"')
            string("was expecting closing quote for a string value");
        else if (c == '-' || std::isdigit(c) != 0)
            number();
        else if (std::isalpha(c) != 0 || c == '_' || c == '$')
            word();
        else if (c == '}' || c == ',' ||
                 (c == ']' && !m_open.empty() && m_open.back().first == '['))
            unexpected("expected a value");
        else
            unexpected(kValue);
    }

    void object() {
        m_open.push_back({'{', m_at++});
        for (bool isFirst = true; ok(); isFirst = false) {
            space();
            if (!ok() || closes('}'))
                return;
            if (!isFirst && !separated("was expecting comma to separate Object entries"))
                return;
            space();
            if (!ok() || atEnd())
                return unfinished();
            if (here() != '"')
                return unexpected("was expecting double-quote to start field name");
            string("expected closing quote for a field name");
            space();
            if (!ok() || atEnd())
                return unfinished();
            if (here() != ':')
                return unexpected("was expecting a colon to separate field name and value");
            ++m_at;
            space();
            value();
        }
    }

    void array() {
        m_open.push_back({'[', m_at++});
        for (bool isFirst = true; ok(); isFirst = false) {
            space();
            if (!ok() || closes(']'))
                return;
            if (!isFirst && !separated("was expecting comma to separate Array entries"))
                return;
            space();
            value();
        }
    }

    bool closes(char mark) {
        if (atEnd()) {
            unfinished();
            return true;
        }
        if (here() != static_cast<unsigned char>(mark))
            return false;
        ++m_at;
        m_open.pop_back();
        return true;
    }

    bool separated(const char* wanted) {
        if (here() == ',') {
            ++m_at;
            return true;
        }
        unexpected(wanted);
        return false;
    }

    void unfinished() {
        if (m_open.empty())
            return fail("No content to map due to end-of-input");
        const auto [mark, start] = m_open.back();
        fail(std::string("Unexpected end-of-input: expected close marker for ") +
             (mark == '{' ? "Object" : "Array") + " (start marker at " + place(m_text, start) +
             ')');
    }

    void string(const char* unclosed) {
        for (++m_at; !atEnd(); ++m_at) {
            const unsigned char c = here();
            if (c == '"') {
                ++m_at;
                return;
            }
            if (c < ' ') {
                ++m_at;
                return fail("Illegal unquoted character ((CTRL-CHAR, code " + std::to_string(c) +
                            ")): has to be escaped using backslash to be included in string "
                            "value");
            }
            if ((c == '\\' && !escape()) || (c >= 0x80 && !utf8()))
                return;
        }
        m_at = m_text.size();
        fail(std::string("Unexpected end-of-input: ") + unclosed);
    }

    /// Stops at its last character.
    bool escape() {
        constexpr std::string_view known = "\"\\/bfnrtu";
        ++m_at;
        if (!atEnd() && known.find(m_text[m_at]) == known.npos) {
            const unsigned code = here();
            ++m_at;
            fail("Unrecognized character escape " + described(code));
            return false;
        }
        const int digits = !atEnd() && here() == 'u' ? 4 : 0;
        for (int digit = 0; digit < digits && !atEnd(); ++digit) {
            ++m_at;
            if (!atEnd() && std::isxdigit(here()) == 0) {
                unexpected("expected a hex-digit for character escape sequence");
                return false;
            }
        }
        if (!atEnd())
            return true;
        fail("Unexpected end-of-input in character escape sequence");
        return false;
    }

    /// Stops at the last byte of a character.
    bool utf8() {
        const unsigned char first = here();
        const int more = (first & 0xE0) == 0xC0   ? 1
                         : (first & 0xF0) == 0xE0 ? 2
                         : (first & 0xF8) == 0xF0 ? 3
                                                  : -1;
        if (more < 0) {
            ++m_at;
            fail("Invalid UTF-8 start byte 0x" + hex(first, 2));
            return false;
        }
        for (int byte = 0; byte < more; ++byte) {
            ++m_at;
            if (atEnd() || (here() & 0xC0) != 0x80) {
                const unsigned found = atEnd() ? 0 : here();
                m_at = std::min(m_at + 1, m_text.size());
                fail("Invalid UTF-8 middle byte 0x" + hex(found, 1));
                return false;
            }
        }
        return true;
    }

    bool digits(const char* wanted) {
        if (!atEnd() && std::isdigit(here()) == 0)
            unexpected(wanted, " in numeric value");
        while (ok() && !atEnd() && std::isdigit(here()) != 0)
            ++m_at;
        return ok() && !atEnd();
    }

    void number() {
        if (here() == '-') {
            if (isNonStandard({"-Infinity", "-INF"}))
                return;
            ++m_at;
        }
        const std::size_t start = m_at;
        if (!digits("expected digit (0-9) to follow minus sign, for valid numeric value") && !ok())
            return;
        if (m_at - start > 1 && m_text[start] == '0') {
            m_at = start + 1;
            return fail("Invalid numeric value: Leading zeroes not allowed");
        }
        if (!atEnd() && here() == '.') {
            ++m_at;
            digits("Decimal point not followed by a digit");
        }
        if (!ok() || atEnd() || (here() != 'e' && here() != 'E'))
            return;
        ++m_at;
        if (!atEnd() && (here() == '+' || here() == '-'))
            ++m_at;
        digits("Exponent indicator not followed by a digit");
    }

    /// Numbers of JavaScript that are none of JSON.
    bool isNonStandard(std::initializer_list<std::string_view> tokens) {
        for (const std::string_view token : tokens) {
            if (!m_text.substr(m_at).starts_with(token))
                continue;
            m_at += token.size();
            fail("Non-standard token '" + std::string(token) +
                 "': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow");
            return true;
        }
        return false;
    }

    void word() {
        for (const std::string_view known : {"null", "true", "false"}) {
            if (m_text.substr(m_at).starts_with(known) &&
                (m_at + known.size() == m_text.size() ||
                 std::isalnum(static_cast<unsigned char>(m_text[m_at + known.size()])) == 0)) {
                m_at += known.size();
                return;
            }
        }
        if (isNonStandard({"NaN", "Infinity"}))
            return;
        const std::size_t start = m_at;
        while (!atEnd() && (std::isalnum(here()) != 0 || here() == '_' || here() == '$'))
            ++m_at;
        if (!atEnd() && here() >= 0x80 && !utf8())
            return;
        const std::string token(m_text.substr(start, m_at - start));
        if (!atEnd())
            ++m_at; // the parser has looked at the next character too
        fail("Unrecognized token '" + token + "': " + kToken);
    }

    const std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::pair<char, std::size_t>> m_open;
    std::string m_problem;
};

} // namespace

std::string payloadFault(std::string_view text) {
    return Scanner(text).fault();
}

} // namespace ws::fleet
