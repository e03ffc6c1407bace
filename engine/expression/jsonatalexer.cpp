// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatalexer.h"

#include "engine/base/reason.h"
#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonataregex.h"
#include "engine/expression/jsonatatext.h"

#include <cmath>

namespace ws::expression::jsonata {
namespace {

Failure invalidPattern(std::size_t offset, std::string_view pattern, const base::Error& error) {
    const base::Reason why = base::reasonOf(error);
    Failure failure =
        Failure("S0303").at(offset).with("value", quoted(pattern)).with("reason", quoted(why.text));
    if (!why.code.empty())
        failure.inserts.emplace_back("reason.code", why.code);
    return failure;
}

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

Op singleOperator(char c) {
    switch (c) {
    case '.':
        return Op::Dot;
    case '[':
        return Op::OpenBracket;
    case ']':
        return Op::CloseBracket;
    case '{':
        return Op::OpenBrace;
    case '}':
        return Op::CloseBrace;
    case '(':
        return Op::OpenParenthesis;
    case ')':
        return Op::CloseParenthesis;
    case ',':
        return Op::Comma;
    case '@':
        return Op::At;
    case '#':
        return Op::Hash;
    case ';':
        return Op::Semicolon;
    case ':':
        return Op::Colon;
    case '?':
        return Op::Question;
    case '+':
        return Op::Plus;
    case '-':
        return Op::Minus;
    case '*':
        return Op::Star;
    case '/':
        return Op::Slash;
    case '%':
        return Op::Percent;
    case '|':
        return Op::Bar;
    case '=':
        return Op::Equal;
    case '<':
        return Op::Less;
    case '>':
        return Op::Greater;
    case '^':
        return Op::Caret;
    case '&':
        return Op::Ampersand;
    case '!':
        return Op::Exclamation;
    case '~':
        return Op::Tilde;
    default:
        return Op::None;
    }
}

Op doubleOperator(char first, char second) {
    switch (first) {
    case '.':
        return second == '.' ? Op::DotDot : Op::None;
    case ':':
        return second == '=' ? Op::Assign : Op::None;
    case '!':
        return second == '=' ? Op::NotEqual : Op::None;
    case '>':
        return second == '=' ? Op::GreaterEqual : Op::None;
    case '<':
        return second == '=' ? Op::LessEqual : Op::None;
    case '*':
        return second == '*' ? Op::StarStar : Op::None;
    case '~':
        return second == '>' ? Op::Chain : Op::None;
    case '?':
        return second == ':' ? Op::Elvis : second == '?' ? Op::Coalesce : Op::None;
    default:
        return Op::None;
    }
}

int hexDigit(char c) {
    if (isDigit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

void Lexer::skipBlanks() {
    while (m_position < m_text.size()) {
        if (isBlank(m_text[m_position])) {
            ++m_position;
        } else if (at(m_position) == '/' && at(m_position + 1) == '*') {
            const auto end = m_text.find("*/", m_position + 2);
            if (end == std::string_view::npos)
                throw Failure("S0106").at(m_position);
            m_position = end + 2;
        } else {
            return;
        }
    }
}

Token Lexer::make(Token::Kind kind) const {
    Token token;
    token.kind = kind;
    token.begin = m_begin;
    token.position = m_position;
    return token;
}

std::optional<Token> Lexer::next(Expect expect) {
    skipBlanks();
    m_begin = m_position;
    if (m_position >= m_text.size())
        return std::nullopt;
    const char c = m_text[m_position];
    if (expect == Expect::Operand && c == '/') {
        ++m_position;
        return scanRegex();
    }
    if (auto token = scanOperator())
        return token;
    if (c == '"' || c == '\'')
        return scanString();
    if (auto token = scanNumber())
        return token;
    if (c == '`')
        return scanQuotedName();
    return scanName();
}

std::optional<Token> Lexer::scanOperator() {
    Op op = doubleOperator(at(m_position), at(m_position + 1));
    std::size_t size = 2;
    if (op == Op::None) {
        op = singleOperator(at(m_position));
        size = 1;
    }
    if (op == Op::None)
        return std::nullopt;
    m_position += size;
    Token token = make(Token::Kind::Operator);
    token.op = op;
    token.value = valueOf(op);
    return token;
}

Token Lexer::scanString() {
    const char quote = m_text[m_position++];
    std::string text;
    while (m_position < m_text.size()) {
        const char c = m_text[m_position];
        if (c == quote) {
            ++m_position;
            Token token = make(Token::Kind::String);
            token.value = std::move(text);
            return token;
        }
        if (c == '\\') {
            ++m_position;
            scanEscape(text);
        } else {
            text += c;
        }
        ++m_position;
    }
    throw Failure("S0101").at(m_position);
}

/// Ends on the last character of the escape.
void Lexer::scanEscape(std::string& out) {
    static constexpr std::string_view kNames = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char c = at(m_position);
    const auto name = m_position < m_text.size() ? kNames.find(c) : std::string_view::npos;
    if (name != std::string_view::npos) {
        out += kMeanings[name];
        return;
    }
    if (c != 'u') {
        std::size_t end = m_position;
        if (end < m_text.size())
            nextCodePoint(m_text, end);
        throw Failure("S0103").at(m_position).named(m_text.substr(m_position, end - m_position));
    }
    // Fewer than four digits at the very end of the text pass, as in the reference.
    const std::string_view digits = m_text.substr(m_position + 1, 4);
    char32_t unit = 0;
    for (const char digit : digits) {
        if (hexDigit(digit) < 0)
            throw Failure("S0104").at(m_position);
        unit = unit * 16 + static_cast<char32_t>(hexDigit(digit));
    }
    if (digits.empty())
        throw Failure("S0104").at(m_position);
    std::string character;
    appendCodePoint(character, unit);
    appendText(out, character);
    m_position += 4;
}

std::optional<Token> Lexer::scanNumber() {
    std::size_t end = m_position;
    const auto skipDigits = [&] {
        const std::size_t begin = end;
        while (isDigit(at(end)))
            ++end;
        return end > begin;
    };
    if (at(end) == '0')
        ++end;
    else if (!skipDigits())
        return std::nullopt;
    if (at(end) == '.' && isDigit(at(end + 1))) {
        ++end;
        skipDigits();
    }
    if (at(end) == 'e' || at(end) == 'E') {
        const std::size_t mantissa = end++;
        if (at(end) == '+' || at(end) == '-')
            ++end;
        if (!skipDigits())
            end = mantissa;
    }
    const std::string_view text = m_text.substr(m_position, end - m_position);
    const double number = parseDecimal(text);
    if (!std::isfinite(number))
        throw Failure("S0102").at(m_position).named(text);
    m_position = end;
    Token token = make(Token::Kind::Number);
    token.number = number;
    token.value = number;
    return token;
}

Token Lexer::scanQuotedName() {
    const auto end = m_text.find('`', m_position + 1);
    if (end == std::string_view::npos)
        throw Failure("S0105").at(m_text.size());
    const std::string_view name = m_text.substr(m_position + 1, end - m_position - 1);
    m_position = end + 1;
    Token token = make(Token::Kind::Name);
    token.value = name;
    return token;
}

std::optional<Token> Lexer::scanName() {
    std::size_t end = m_position;
    while (end < m_text.size() && !isBlank(m_text[end]) && singleOperator(m_text[end]) == Op::None)
        ++end;
    const std::string_view name = m_text.substr(m_position, end - m_position);
    m_position = end;
    if (name.starts_with('$')) {
        Token token = make(Token::Kind::Variable);
        token.value = name.substr(1);
        return token;
    }
    for (const Op op : {Op::And, Op::Or, Op::In}) {
        if (name != textOf(op))
            continue;
        Token token = make(Token::Kind::Operator);
        token.op = op;
        token.value = valueOf(op);
        return token;
    }
    if (name == "true" || name == "false" || name == "null") {
        Token token = make(Token::Kind::Value);
        if (name != "null")
            token.value = name == "true";
        return token;
    }
    Token token = make(Token::Kind::Name);
    token.value = name;
    return token;
}

bool Lexer::isClosingSlash(int depth) const {
    if (at(m_position) != '/' || depth != 0)
        return false;
    std::size_t backslashes = 0;
    while (backslashes < m_position && m_text[m_position - backslashes - 1] == '\\')
        ++backslashes;
    return backslashes % 2 == 0;
}

Token Lexer::scanRegex() {
    const std::size_t begin = m_position;
    int depth = 0;
    for (; m_position < m_text.size(); ++m_position) {
        const char c = m_text[m_position];
        if (isClosingSlash(depth)) {
            const std::string_view pattern = m_text.substr(begin, m_position - begin);
            if (pattern.empty())
                throw Failure("S0301").at(m_position);
            const std::size_t flags = ++m_position;
            while (at(m_position) == 'i' || at(m_position) == 'm')
                ++m_position;
            const auto regex = Regex::compile(pattern, m_text.substr(flags, m_position - flags));
            if (!regex)
                throw invalidPattern(begin, pattern, regex.error());
            Token token = make(Token::Kind::Regex);
            token.regex = *regex;
            token.value = json::Value::object(); // as JSON shows it in messages
            return token;
        }
        const bool escaped = m_text[m_position - 1] == '\\';
        if ((c == '(' || c == '[' || c == '{') && !escaped)
            ++depth;
        if ((c == ')' || c == ']' || c == '}') && !escaped)
            --depth;
    }
    throw Failure("S0302").at(m_position);
}

} // namespace ws::expression::jsonata
