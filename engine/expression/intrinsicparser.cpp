#include "engine/expression/intrinsicparser.h"

#include <algorithm>
#include <utility>

namespace ws::expression {

namespace {

constexpr std::string_view kPrefix = "States.";
constexpr int kMaxDepth = 11; // the call itself and ten within it, as the service allows

bool isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The end of a path among arguments: a comma or parenthesis that is in no bracket of its own.
std::size_t pathEnd(std::string_view text, std::size_t at) {
    int open = 0;
    char quote = '\0';
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != '\0') {
            if (c == '\\')
                ++at;
            else if (c == quote)
                quote = '\0';
        } else if (open > 0 && (c == '\'' || c == '"')) {
            quote = c;
        } else if (c == '[' || c == '(') {
            ++open;
        } else if (open > 0 && (c == ']' || c == ')')) {
            --open;
        } else if (open == 0 && (c == ',' || c == ')')) {
            break;
        }
    }
    return std::min(at, text.size());
}

} // namespace

base::Result<IntrinsicCall> IntrinsicParser::parse() {
    IntrinsicCall result;
    if (call(result)) {
        if (m_at == m_text.size())
            return result;
        fail({"intrinsic.afterCall", "nothing may follow the call"});
    }
    return base::withReason(
        {"intrinsic.syntax",
         {{"text", std::string(m_text)}, {"offset", std::to_string(m_reasonAt)}}},
        m_reason);
}

bool IntrinsicParser::call(IntrinsicCall& call) {
    if (++m_depth > kMaxDepth)
        return fail({"intrinsic.tooDeep", "calls are nested more than ten levels deep"});
    const std::size_t begin = m_at;
    if (!m_text.substr(m_at).starts_with(kPrefix))
        return fail({"intrinsic.prefix", "an intrinsic function begins with 'States.'"});
    m_at += kPrefix.size();
    const std::size_t nameAt = m_at;
    while (isLetterOrDigit(peek()))
        ++m_at;
    const std::string_view name = m_text.substr(nameAt, m_at - nameAt);
    call.function = findIntrinsicFunction(name);
    if (!call.function)
        return fail(begin, {"intrinsic.unknown",
                            "there is no function 'States.{name}'",
                            {{"name", std::string(name)}}});
    if (!arguments(call))
        return false;
    const std::size_t count = call.arguments.size();
    if (count < call.function->least || count > call.function->most)
        return fail(begin, {"intrinsic.count",
                            "'States.{name}' does not take {count} arguments",
                            {{"name", std::string(name)}, {"count", std::to_string(count)}}});
    --m_depth;
    return true;
}

bool IntrinsicParser::arguments(IntrinsicCall& call) {
    if (!accept('('))
        return fail({"intrinsic.openingParenthesis", "'(' is expected"});
    skipBlanks();
    if (accept(')'))
        return true;
    do {
        skipBlanks();
        if (!argument(call))
            return false;
        skipBlanks();
    } while (accept(','));
    return accept(')') || fail({"intrinsic.comma", "',' or ')' is expected"});
}

bool IntrinsicParser::argument(IntrinsicCall& call) {
    IntrinsicArgument argument;
    bool read = false;
    switch (peek()) {
    case '\'':
        read = text(call, argument);
        break;
    case '$':
        read = path(argument);
        break;
    case 'S':
        read = nested(argument);
        break;
    default:
        read = literal(argument);
        break;
    }
    if (read)
        call.arguments.push_back(std::move(argument));
    return read;
}

/// Only ' { } and \ may be escaped. In the template of States.Format a bare {} is a place to fill.
bool IntrinsicParser::text(IntrinsicCall& call, IntrinsicArgument& argument) {
    std::string whole;
    std::vector<std::string> pieces(1);
    for (++m_at; peek() != '\''; ++m_at) {
        if (m_at >= m_text.size())
            return fail({"intrinsic.textOpen", "the text is not closed"});
        if (peek() == '{' && m_text.substr(m_at).starts_with("{}")) {
            whole += "{}";
            pieces.emplace_back();
            ++m_at;
            continue;
        }
        if (peek() == '\\') {
            ++m_at;
            constexpr std::string_view kEscapable = "'{}\\";
            if (m_at >= m_text.size() || kEscapable.find(peek()) == std::string_view::npos)
                return fail({"intrinsic.escape", "only ' { } and \\ can be escaped"});
        }
        whole += peek();
        pieces.back() += peek();
    }
    ++m_at;
    if (call.arguments.empty() && call.function->name == "Format")
        call.pieces = std::move(pieces);
    argument.literal = json::Value(std::move(whole));
    return true;
}

bool IntrinsicParser::path(IntrinsicArgument& argument) {
    const std::size_t begin = m_at;
    m_at = pathEnd(m_text, m_at);
    std::string_view text = m_text.substr(begin, m_at - begin);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t'))
        text.remove_suffix(1);
    auto compiled = Path::compile(text);
    if (!compiled)
        return fail(begin + std::stoul(compiled.error().arg("offset")),
                    base::reasonOf(compiled.error()));
    argument.path = std::move(*compiled);
    return true;
}

bool IntrinsicParser::nested(IntrinsicArgument& argument) {
    auto inner = std::make_shared<IntrinsicCall>();
    if (!call(*inner))
        return false;
    argument.call = std::move(inner);
    return true;
}

bool IntrinsicParser::literal(IntrinsicArgument& argument) {
    const std::size_t begin = m_at;
    while (isLetterOrDigit(peek()) || peek() == '-' || peek() == '+' || peek() == '.')
        ++m_at;
    auto parsed = json::Value::parse(m_text.substr(begin, m_at - begin));
    if (!parsed || m_at == begin)
        return fail(begin, {"intrinsic.argument", "a path, a call, a text in single quotes, a "
                                                  "number, true, false or null is expected"});
    argument.literal = std::move(*parsed);
    return true;
}

void IntrinsicParser::skipBlanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')
        ++m_at;
}

bool IntrinsicParser::accept(char c) {
    if (peek() != c || m_at >= m_text.size())
        return false;
    ++m_at;
    return true;
}

bool IntrinsicParser::fail(base::Reason reason) {
    return fail(m_at, std::move(reason));
}

bool IntrinsicParser::fail(std::size_t offset, base::Reason reason) {
    if (m_reason.code.empty()) {
        m_reason = std::move(reason);
        m_reasonAt = std::min(offset, m_text.size());
    }
    return false;
}

} // namespace ws::expression
