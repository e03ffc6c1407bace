#include "engine/expression/pathparser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace ws::expression {

namespace {

constexpr int kMaxDepth = 64; // of filters within filters; keeps hostile text off the stack

bool isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isVariableChar(char c) {
    return isNameStart(c) || isDigit(c);
}

/// After a dot Jayway takes nearly everything as part of the name; what has a meaning of its own
/// elsewhere in the language needs the bracket form.
bool isNameChar(char c) {
    constexpr std::string_view kReserved = ".[]()'\",?*=<>!&|{}\\";
    return static_cast<unsigned char>(c) > ' ' && c != 0x7F &&
           kReserved.find(c) == std::string_view::npos;
}

constexpr std::array<std::pair<std::string_view, PathFunction>, 10> kFunctions{{
    {"length", PathFunction::Length},
    {"size", PathFunction::Length},
    {"min", PathFunction::Min},
    {"max", PathFunction::Max},
    {"sum", PathFunction::Sum},
    {"avg", PathFunction::Average},
    {"stddev", PathFunction::StandardDeviation},
    {"keys", PathFunction::Keys},
    {"first", PathFunction::First},
    {"last", PathFunction::Last},
}};

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

bool isDefiniteStep(const PathStep& step, bool last) {
    switch (step.kind) {
    case PathStep::Kind::Name:
    case PathStep::Kind::Index:
        return true;
    case PathStep::Kind::Names:
        return last;
    default:
        return false;
    }
}

void classify(PathTree& tree) {
    for (std::size_t i = 0; i < tree.steps.size(); ++i) {
        const PathStep& step = tree.steps[i];
        if (step.kind != PathStep::Kind::Name && step.kind != PathStep::Kind::Index)
            tree.plain = false;
        if (!isDefiniteStep(step, i + 1 == tree.steps.size()))
            tree.definite = false;
    }
    if (tree.function != PathFunction::None)
        tree.plain = false;
}

} // namespace

base::Result<PathTree> PathParser::parse() {
    PathTree tree;
    if (root(tree) && steps(tree)) {
        if (atEnd()) {
            classify(tree);
            return tree;
        }
        fail("unexpected character");
    }
    return base::Error{"path.syntax",
                       {{"path", std::string(m_text)},
                        {"offset", std::to_string(m_reasonAt)},
                        {"reason", m_reason}}};
}

bool PathParser::root(PathTree& tree) {
    if (!accept('$'))
        return fail("a path begins with '$'");
    if (accept('$')) {
        tree.root = PathRoot::Context;
    } else if (isNameStart(peek())) {
        const std::size_t begin = m_at;
        while (!atEnd() && isVariableChar(peek()))
            ++m_at;
        tree.root = PathRoot::Variable;
        tree.variable = m_text.substr(begin, m_at - begin);
    }
    return true;
}

bool PathParser::steps(PathTree& tree) {
    while (peek() == '.' || peek() == '[') {
        if (tree.function != PathFunction::None)
            return fail("nothing may follow a function");
        if (!step(tree))
            return false;
    }
    return true;
}

bool PathParser::step(PathTree& tree) {
    if (peek() == '[')
        return bracketStep(tree);
    ++m_at;
    if (accept('.')) {
        PathStep descend;
        descend.kind = PathStep::Kind::Descend;
        tree.steps.push_back(std::move(descend));
    }
    if (peek() == '[')
        return bracketStep(tree);
    return dotStep(tree);
}

bool PathParser::dotStep(PathTree& tree) {
    PathStep step;
    if (accept('*')) {
        step.kind = PathStep::Kind::Wildcard;
        tree.steps.push_back(std::move(step));
        return true;
    }
    step.name = name();
    if (step.name.empty())
        return fail(atEnd() ? "a path must not end with a '.'" : "a name is expected");
    if (peek() == '(')
        return function(tree, step.name);
    tree.steps.push_back(std::move(step));
    return true;
}

bool PathParser::function(PathTree& tree, const std::string& name) {
    const auto* const found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                           [&](const auto& entry) { return entry.first == name; });
    if (found == kFunctions.end())
        return fail("no such function");
    ++m_at;
    skipBlanks();
    if (!expect(')'))
        return false;
    tree.function = found->second;
    return true;
}

bool PathParser::bracketStep(PathTree& tree) {
    ++m_at;
    skipBlanks();
    PathStep step;
    bool read = true;
    if (peek() == '\'' || peek() == '"') {
        read = quotedNames(step);
    } else if (accept('*')) {
        step.kind = PathStep::Kind::Wildcard;
    } else if (accept('?')) {
        read = filterStep(step);
    } else {
        read = numbers(step);
    }
    if (!read)
        return false;
    skipBlanks();
    if (!expect(']'))
        return false;
    tree.steps.push_back(std::move(step));
    return true;
}

bool PathParser::quotedNames(PathStep& step) {
    do {
        skipBlanks();
        std::string name;
        if (!quoted(name))
            return false;
        step.names.push_back(std::move(name));
        skipBlanks();
    } while (accept(','));
    if (step.names.size() == 1) {
        step.name = std::move(step.names.front());
        step.names.clear();
    } else {
        step.kind = PathStep::Kind::Names;
    }
    return true;
}

bool PathParser::quoted(std::string& out) {
    const char quote = peek();
    if (quote != '\'' && quote != '"')
        return fail("a quoted name is expected");
    // A backslash before anything but a quote or itself stands for itself, as the service has it.
    for (++m_at; !atEnd() && peek() != quote; ++m_at) {
        if (peek() == '\\' && (peek(1) == quote || peek(1) == '\\'))
            ++m_at;
        out += peek();
    }
    return expect(quote);
}

bool PathParser::numbers(PathStep& step) {
    std::int64_t first = 0;
    if (peek() == ':')
        return slice(step, std::nullopt);
    if (!number(first))
        return false;
    skipBlanks();
    if (peek() == ':')
        return slice(step, first);
    if (peek() != ',') {
        step.kind = PathStep::Kind::Index;
        step.index = first;
        return true;
    }
    step.kind = PathStep::Kind::Indices;
    step.indices.push_back(first);
    while (accept(',')) {
        skipBlanks();
        if (!number(first))
            return false;
        step.indices.push_back(first);
        skipBlanks();
    }
    return true;
}

bool PathParser::slice(PathStep& step, std::optional<std::int64_t> from) {
    step.kind = PathStep::Kind::Slice;
    step.from = from;
    std::int64_t value = 0;
    ++m_at;
    skipBlanks();
    if (peek() != ']' && peek() != ':') {
        if (!number(value))
            return false;
        step.to = value;
        skipBlanks();
    }
    if (accept(':')) {
        skipBlanks();
        if (peek() != ']' && !number(step.stride))
            return false;
        if (step.stride == 0)
            return fail("the step of a slice must not be 0");
    }
    return true;
}

bool PathParser::number(std::int64_t& out) {
    const char* const begin = m_text.data() + m_at;
    const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), out);
    if (error != std::errc())
        return fail("a name in quotes, an index, a slice, '*' or '?' is expected");
    m_at += static_cast<std::size_t>(end - begin);
    return true;
}

std::string_view PathParser::name() {
    const std::size_t begin = m_at;
    while (!atEnd() && isNameChar(peek()))
        ++m_at;
    return m_text.substr(begin, m_at - begin);
}

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
        return fail("the filter is nested too deeply");
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
            return fail("the filter is nested too deeply");
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
    return path || fail("a comparison is expected");
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
    return fail("no such operator");
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
        return fail("the filter is nested too deeply");
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
    while (!atEnd() && isNameStart(peek()))
        operand.flags += m_text[m_at++];
    operand.literal = json::Value(std::move(text));
    return true;
}

/// A list or an object as JSON; single quotes are as good as double ones, as in Jayway.
bool PathParser::literalContainer(FilterOperand& operand) {
    std::string text;
    int open = 0;
    do {
        if (atEnd())
            return fail("the list is not closed");
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
        return fail("the list is not JSON");
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
        return fail("a value is expected");
    if (isDigit(word.front()) || word.front() == '-' || word == "true" || word == "false" ||
        word == "null") {
        auto parsed = json::Value::parse(word);
        if (!parsed)
            return fail("not a number");
        operand.literal = std::move(*parsed);
    } else {
        operand.literal = json::Value(word);
    }
    return true;
}

void PathParser::skipBlanks() {
    while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
        ++m_at;
}

bool PathParser::accept(char c) {
    if (atEnd() || peek() != c)
        return false;
    ++m_at;
    return true;
}

bool PathParser::accept(std::string_view word) {
    if (!m_text.substr(m_at).starts_with(word))
        return false;
    m_at += word.size();
    return true;
}

bool PathParser::expect(char c) {
    if (accept(c))
        return true;
    switch (c) {
    case ']':
        return fail("']' is expected");
    case '(':
        return fail("'(' is expected");
    case ')':
        return fail("')' is expected");
    default:
        return fail("the text is not closed");
    }
}

bool PathParser::fail(const char* reason) {
    if (m_reason.empty()) {
        m_reason = reason;
        m_reasonAt = std::min(m_at, m_text.size());
    }
    return false;
}

} // namespace ws::expression
