#pragma once

#include "engine/expression/jsonatatree.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace ws::expression::jsonata {

struct Token {
    enum class Kind : std::uint8_t { Operator, String, Number, Value, Name, Variable, Regex };
    Kind kind = Kind::Operator;
    Op op = Op::None;
    json::Value value;
    double number = 0;
    std::shared_ptr<const Regex> regex;
    std::size_t begin = 0;
    std::size_t position = 0; ///< behind the token
};

/// Cuts the text of an expression into tokens; throws a Failure where it cannot.
class Lexer {
public:
    /// What a `/` is: after an operand it divides, elsewhere a regular expression begins.
    enum class Expect : std::uint8_t { Operand, Operator };

    explicit Lexer(std::string_view text)
        : m_text(text) {}
    /// Nothing at the end.
    std::optional<Token> next(Expect expect);

private:
    char at(std::size_t offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
    void skipBlanks();
    Token make(Token::Kind kind) const;
    std::optional<Token> scanOperator();
    Token scanString();
    void scanEscape(std::string& out);
    std::optional<Token> scanNumber();
    Token scanQuotedName();
    std::optional<Token> scanName();
    Token scanRegex();
    bool isClosingSlash(int depth) const;

    std::string_view m_text;
    std::size_t m_begin = 0;
    std::size_t m_position = 0;
};

} // namespace ws::expression::jsonata
