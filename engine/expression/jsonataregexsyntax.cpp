#include "engine/base/reason.h"
#include "engine/expression/jsonataregex.h"
#include "engine/expression/jsonatatext.h"

#include <cstdint>
#include <cstdio>
#include <stdexcept>

namespace ws::expression::jsonata {
namespace {

// JavaScript's line ends and blanks, as parts of a class.
constexpr std::string_view kLineEnds = "\\n\\r\\x{2028}\\x{2029}";
constexpr std::string_view kBlanks = "\\x09-\\x0d\\x20\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}"
                                     "\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
constexpr std::string_view kNoBlanks =
    "\\x00-\\x08\\x0e-\\x1f\\x21-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
    "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{d7ff}\\x{e000}-"
    "\\x{fefe}\\x{ff00}-\\x{10ffff}";
constexpr std::string_view kNothing = "(?!)";

struct SyntaxError {
    base::Reason reason;
};

/// Rewrites a pattern token by token, so that nothing which only PCRE2 knows (`\h`, `(?i)`, `a++`,
/// `[[:alpha:]]`, `(*VERB)`) comes through with PCRE2's meaning.
class Translator {
public:
    Translator(std::string_view pattern, bool multiline)
        : m_text(pattern)
        , m_multiline(multiline) {
        countGroups();
    }

    std::string translated() {
        while (m_at < m_text.size())
            translateToken();
        if (m_open != 0)
            throw SyntaxError{{"regex.groupOpen", "Unterminated group"}};
        return std::move(m_out);
    }

private:
    /// A member of a class: one character or several.
    struct Member {
        std::string text;
        bool isSet = false;
    };

    char at(std::size_t offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
    bool isDigitAt(std::size_t offset) const { return at(offset) >= '0' && at(offset) <= '9'; }

    void countGroups() {
        bool inClass = false;
        for (std::size_t i = 0; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (c == '\\') {
                ++i;
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == '(' && !inClass) {
                const bool named =
                    at(i + 1) == '?' && at(i + 2) == '<' && at(i + 3) != '=' && at(i + 3) != '!';
                m_groups += at(i + 1) != '?' || named ? 1 : 0;
                m_hasNames = m_hasNames || named;
            }
        }
    }

    void translateToken() {
        const char c = m_text[m_at];
        switch (c) {
        case '\\':
            translateEscape();
            return;
        case '[':
            translateClass();
            return;
        case '(':
            translateGroup();
            return;
        case ')':
            if (--m_open < 0)
                throw SyntaxError{{"regex.closing", "Unmatched ')'"}};
            emit(")", 1, true);
            return;
        case '|':
            emit("|", 1, false);
            return;
        case '.':
            emit("[^" + std::string(kLineEnds) + "]", 1, true);
            return;
        case '^':
            emit(m_multiline ? "(?<![^" + std::string(kLineEnds) + "])" : "\\A", 1, false);
            return;
        case '$':
            emit(m_multiline ? "(?![^" + std::string(kLineEnds) + "])" : "\\z", 1, false);
            return;
        case '*':
        case '+':
        case '?':
            translateQuantifier(1);
            return;
        case '{':
            if (const std::size_t size = boundsSize())
                translateQuantifier(size);
            else
                emit("\\{", 1, true);
            return;
        default:
            emitCharacter();
        }
    }

    void emit(std::string_view text, std::size_t consumed, bool canRepeat) {
        m_out.append(text);
        m_at += consumed;
        m_canRepeat = canRepeat;
    }

    static std::string literal(char32_t c) {
        if (c >= 0xD800 && c < 0xE000)
            return {};
        std::string text;
        if (c < 0x80) {
            char buffer[8];
            std::snprintf(buffer, sizeof buffer, "\\x%02x", static_cast<unsigned>(c));
            return buffer;
        }
        appendCodePoint(text, c);
        return text;
    }

    void emitCharacter() {
        const char c = m_text[m_at];
        const bool isWord =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (isWord || c == ' ' || c == '_') {
            emit({&c, 1}, 1, true);
            return;
        }
        std::size_t end = m_at;
        const std::string text = literal(nextCodePoint(m_text, end));
        emit(text.empty() ? kNothing : text, end - m_at, true);
    }

    /// Of "{2}", "{2,}" or "{2,3}"; 0: braces that mean themselves.
    std::size_t boundsSize() const {
        std::size_t end = m_at + 1;
        if (!isDigitAt(end))
            return 0;
        while (isDigitAt(end))
            ++end;
        if (at(end) == ',') {
            ++end;
            while (isDigitAt(end))
                ++end;
        }
        return at(end) == '}' ? end + 1 - m_at : 0;
    }

    void translateQuantifier(std::size_t size) {
        if (!m_canRepeat)
            throw SyntaxError{{"regex.repeat", "Nothing to repeat"}};
        std::string text(m_text.substr(m_at, size));
        if (at(m_at + size) == '?') {
            text += '?';
            ++size;
        }
        emit(text, size, false);
    }

    void translateGroup() {
        ++m_open;
        if (at(m_at + 1) != '?') {
            emit("(", 1, false);
            return;
        }
        for (const std::string_view opening : {"(?:", "(?=", "(?!", "(?<=", "(?<!"}) {
            if (m_text.substr(m_at).starts_with(opening)) {
                emit(opening, opening.size(), false);
                return;
            }
        }
        const auto end = m_text.find('>', m_at);
        if (at(m_at + 2) != '<' || end == std::string_view::npos || end == m_at + 3)
            throw SyntaxError{{"regex.group", "Invalid group"}};
        emit(m_text.substr(m_at, end + 1 - m_at), end + 1 - m_at, false);
    }

    void translateEscape() {
        const char c = at(m_at + 1);
        if (m_at + 1 >= m_text.size())
            throw SyntaxError{{"regex.backslash", "\\ at end of pattern"}};
        switch (c) {
        case 'b':
        case 'B':
            emit({m_text.data() + m_at, 2}, 2, false);
            return;
        case 'k':
            translateNamedReference();
            return;
        default:
            break;
        }
        if (c >= '1' && c <= '9' && translateReference())
            return;
        const Member member = escapeMember();
        if (member.isSet)
            emit("[" + member.text + "]", 0, true);
        else
            emit(member.text.empty() ? kNothing : std::string_view(member.text), 0, true);
    }

    void translateNamedReference() {
        const auto end = m_text.find('>', m_at);
        if (!m_hasNames) {
            emit("k", 2, true);
            return;
        }
        if (at(m_at + 2) != '<' || end == std::string_view::npos)
            throw SyntaxError{{"regex.name", "Invalid named reference"}};
        emit(m_text.substr(m_at, end + 1 - m_at), end + 1 - m_at, true);
    }

    bool translateReference() {
        std::size_t end = m_at + 1;
        std::size_t number = 0;
        while (isDigitAt(end) && number < 100000)
            number = number * 10 + static_cast<std::size_t>(m_text[end++] - '0');
        if (number > m_groups)
            return false;
        emit("\\g{" + std::to_string(number) + "}", end - m_at, true);
        return true;
    }

    /// Reads the escape at m_at as a member of a class.
    Member escapeMember() {
        const char c = at(++m_at);
        ++m_at;
        switch (c) {
        case 'd':
            return {"0-9", true};
        case 'D':
            return {"\\D", true};
        case 'w':
            return {"\\w", true};
        case 'W':
            return {"\\W", true};
        case 's':
            return {std::string(kBlanks), true};
        case 'S':
            return {std::string(kNoBlanks), true};
        case 't':
            return {literal('\t')};
        case 'n':
            return {literal('\n')};
        case 'v':
            return {literal('\v')};
        case 'f':
            return {literal('\f')};
        case 'r':
            return {literal('\r')};
        case 'c':
            return controlMember();
        case 'x':
            return hexMember(2, 'x');
        case 'u':
            return hexMember(4, 'u');
        default:
            break;
        }
        if (c >= '0' && c <= '7')
            return octalMember();
        --m_at;
        std::size_t end = m_at;
        const char32_t character = nextCodePoint(m_text, end);
        m_at = end;
        return {literal(character)};
    }

    Member controlMember() {
        const char c = at(m_at);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            ++m_at;
            return {literal(static_cast<char32_t>(c & 0x1F))};
        }
        --m_at; // the backslash means itself, the c comes next
        return {literal('\\')};
    }

    Member octalMember() {
        --m_at;
        char32_t value = 0;
        for (int digits = 0; digits < 3 && at(m_at) >= '0' && at(m_at) <= '7'; ++digits) {
            const char32_t next = value * 8 + static_cast<char32_t>(at(m_at) - '0');
            if (next > 0xFF)
                break;
            value = next;
            ++m_at;
        }
        return {literal(value)};
    }

    bool readHex(std::size_t from, std::size_t digits, char32_t& value) const {
        value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            const char c = at(from + i);
            const char lower = static_cast<char>(c | 0x20);
            if (c >= '0' && c <= '9')
                value = value * 16 + static_cast<char32_t>(c - '0');
            else if (lower >= 'a' && lower <= 'f')
                value = value * 16 + static_cast<char32_t>(lower - 'a' + 10);
            else
                return false;
        }
        return true;
    }

    Member hexMember(std::size_t digits, char name) {
        char32_t value = 0;
        if (!readHex(m_at, digits, value))
            return {std::string(1, name)};
        m_at += digits;
        char32_t low = 0;
        const bool pair = value >= 0xD800 && value < 0xDC00 && at(m_at) == '\\' &&
                          at(m_at + 1) == 'u' && readHex(m_at + 2, 4, low) && low >= 0xDC00 &&
                          low < 0xE000;
        if (pair) {
            m_at += 6;
            value = 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00);
        }
        return {literal(value)};
    }

    Member classMember() {
        const char c = at(m_at);
        if (c != '\\') {
            std::size_t end = m_at;
            const char32_t character = nextCodePoint(m_text, end);
            m_at = end;
            return {literal(character)};
        }
        if (m_at + 1 >= m_text.size())
            throw SyntaxError{{"regex.backslash", "\\ at end of pattern"}};
        if (at(m_at + 1) == 'b') {
            m_at += 2;
            return {literal('\b')};
        }
        return escapeMember();
    }

    void translateClass() {
        ++m_at;
        const bool negated = at(m_at) == '^';
        m_at += negated ? 1 : 0;
        std::string members;
        while (true) {
            if (m_at >= m_text.size())
                throw SyntaxError{{"regex.classOpen", "Unterminated character class"}};
            if (m_text[m_at] == ']')
                break;
            const Member first = classMember();
            members += first.text;
            if (at(m_at) != '-' || at(m_at + 1) == ']' || m_at + 1 >= m_text.size())
                continue;
            ++m_at;
            const Member last = classMember();
            // A range needs a character on both sides; else the hyphen means itself.
            const bool range =
                !first.isSet && !last.isSet && !first.text.empty() && !last.text.empty();
            members += range ? "-" : "\\x2d";
            members += last.text;
        }
        ++m_at;
        m_canRepeat = true;
        if (members.empty())
            m_out.append(negated ? std::string_view("(?s:.)") : kNothing);
        else
            m_out.append(negated ? "[^" : "[").append(members).append("]");
    }

    const std::string_view m_text;
    const bool m_multiline;
    std::size_t m_at = 0;
    std::string m_out;
    int m_open = 0;
    bool m_canRepeat = false;
    std::size_t m_groups = 0;
    bool m_hasNames = false;
};

} // namespace

base::Result<std::string> pcrePattern(std::string_view pattern, bool multiline) {
    try {
        return Translator(pattern, multiline).translated();
    } catch (const SyntaxError& error) {
        return base::withReason({"regex.syntax", {}}, error.reason);
    }
}

} // namespace ws::expression::jsonata
