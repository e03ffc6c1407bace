#include "engine/expression/pathchars.h"
#include "engine/expression/pathparser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ws::expression {

namespace {

constexpr int kMaxDepth = 64; // of filters within filters; keeps hostile text off the stack

using Operator = FilterNode::Operator;

// The longer of two that begin alike comes first.
constexpr std::array<std::pair<std::string_view, Operator>, 9> kSymbols{{
    {"===", Operator::Equal},
    {"!==", Operator::NotEqual},
    {"==", Operator::Equal},
    {"!=", Operator::NotEqual},
    {"<=", Operator::LessOrEqual},
    {">=", Operator::GreaterOrEqual},
    {"=~", Operator::Matches},
    {"<", Operator::Less},
    {">", Operator::Greater},
}};

constexpr std::array<std::pair<std::string_view, Operator>, 8> kWords{{
    {"in", Operator::In},
    {"nin", Operator::NotIn},
    {"subsetof", Operator::SubsetOf},
    {"anyof", Operator::AnyOf},
    {"noneof", Operator::NoneOf},
    {"contains", Operator::Contains},
    {"size", Operator::Size},
    {"empty", Operator::Empty},
}};

} // namespace

bool PathParser::filterStep(PathStep& step) {
    step.kind = PathStep::Kind::Filter;
    skipBlanks();
    if (!expect('('))
        return false;
    auto filter = std::make_shared<FilterNode>();
    if (!filterOr(*filter))
        return false;
    skipBlanks();
    step.filter = std::move(filter);
    return expect(')');
}

bool PathParser::filterOr(FilterNode& node) {
    if (++m_depth > kMaxDepth)
        return fail({"path.tooDeep", "the filter is nested too deeply"});
    node.kind = FilterNode::Kind::Or;
    do {
        if (!filterAnd(node.children.emplace_back()))
            return false;
        skipBlanks();
    } while (accept("||"));
    if (node.children.size() == 1) {
        FilterNode only = std::move(node.children.front());
        node = std::move(only);
    }
    --m_depth;
    return true;
}

bool PathParser::filterAnd(FilterNode& node) {
    node.kind = FilterNode::Kind::And;
    do {
        if (!filterUnary(node.children.emplace_back()))
            return false;
        skipBlanks();
    } while (accept("&&"));
    if (node.children.size() == 1) {
        FilterNode only = std::move(node.children.front());
        node = std::move(only);
    }
    return true;
}

bool PathParser::filterUnary(FilterNode& node) {
    skipBlanks();
    if (accept('!')) {
        if (++m_depth > kMaxDepth)
            return fail({"path.tooDeep", "the filter is nested too deeply"});
        node.kind = FilterNode::Kind::Not;
        const bool read = filterUnary(node.children.emplace_back());
        --m_depth;
        return read;
    }
    if (accept('(')) {
        if (!filterOr(node))
            return false;
        skipBlanks();
        return expect(')');
    }
    return filterComparison(node);
}

bool PathParser::filterComparison(FilterNode& node) {
    if (!operand(node.left))
        return false;
    skipBlanks();
    bool found = false;
    if (!filterOperator(node, found))
        return false;
    if (found) {
        node.kind = FilterNode::Kind::Compare;
        skipBlanks();
        return operand(node.right);
    }
    node.kind = FilterNode::Kind::Exists;
    const bool path = node.left.kind == FilterOperand::Kind::Current ||
                      node.left.kind == FilterOperand::Kind::Root;
    return path || fail({"path.comparison", "a comparison is expected"});
}

bool PathParser::filterOperator(FilterNode& node, bool& found) {
    for (const auto& [symbol, operation] : kSymbols) {
        if (accept(symbol)) {
            node.comparison = operation;
            found = true;
            return true;
        }
    }
    if (!isNameStart(peek()))
        return true;
    const std::string_view word = name();
    for (const auto& [text, operation] : kWords) {
        if (word.size() == text.size() &&
            std::equal(word.begin(), word.end(), text.begin(),
                       [](char a, char b) { return (a | 0x20) == b; })) {
            node.comparison = operation;
            found = true;
            return true;
        }
    }
    return fail({"path.operator", "there is no such operator"});
}

bool PathParser::operand(FilterOperand& operand) {
    switch (peek()) {
    case '@':
    case '$':
        return embeddedPath(operand);
    case '\'':
    case '"': {
        std::string text;
        if (!quoted(text))
            return false;
        operand.literal = json::Value(std::move(text));
        return true;
    }
    case '/':
        return pattern(operand);
    case '[':
    case '{':
        return literalContainer(operand);
    default:
        return bareLiteral(operand);
    }
}

bool PathParser::embeddedPath(FilterOperand& operand) {
    operand.kind = peek() == '@' ? FilterOperand::Kind::Current : FilterOperand::Kind::Root;
    ++m_at;
    if (++m_depth > kMaxDepth)
        return fail({"path.tooDeep", "the filter is nested too deeply"});
    if (!steps(operand.path))
        return false;
    --m_depth;
    classify(operand.path);
    return true;
}

bool PathParser::pattern(FilterOperand& operand) {
    operand.kind = FilterOperand::Kind::Pattern;
    std::string text;
    for (++m_at; !atEnd() && peek() != '/'; ++m_at) {
        if (peek() == '\\' && peek(1) != '/')
            text += m_text[m_at++];
        else if (peek() == '\\')
            ++m_at;
        if (!atEnd())
            text += peek();
    }
    if (!expect('/'))
        return false;
    std::string flags;
    while (!atEnd() && isNameStart(peek()))
        flags += m_text[m_at++];
    operand.pattern = PathPattern::compile(text, flags);
    return operand.pattern || fail({"path.pattern", "this is no regular expression"});
}

/// A list or an object as JSON; single quotes are as good as double ones, as in Jayway.
bool PathParser::literalContainer(FilterOperand& operand) {
    std::string text;
    int open = 0;
    do {
        if (atEnd())
            return fail({"path.listOpen", "the list is not closed"});
        if (peek() == '\'' || peek() == '"') {
            std::string inner;
            if (!quoted(inner))
                return false;
            json::appendQuoted(text, inner);
            continue;
        }
        if (peek() == '[' || peek() == '{')
            ++open;
        else if (peek() == ']' || peek() == '}')
            --open;
        text += m_text[m_at++];
    } while (open > 0);
    auto parsed = json::Value::parse(text);
    if (!parsed)
        return fail({"path.list", "the list cannot be read as JSON"});
    operand.literal = std::move(*parsed);
    return true;
}

/// Numbers, true, false and null; any other word stands for itself, as people write
/// [?(@.Name==Receipt)].
bool PathParser::bareLiteral(FilterOperand& operand) {
    const std::size_t begin = m_at;
    while (!atEnd() && (isNameChar(peek()) || peek() == '.'))
        ++m_at;
    const std::string_view word = m_text.substr(begin, m_at - begin);
    if (word.empty())
        return fail({"path.value", "a value is expected"});
    if (isDigit(word.front()) || word.front() == '-' || word == "true" || word == "false" ||
        word == "null") {
        auto parsed = json::Value::parse(word);
        if (!parsed)
            return fail({"path.number", "this is no number"});
        operand.literal = std::move(*parsed);
    } else {
        operand.literal = json::Value(word);
    }
    return true;
}

} // namespace ws::expression
