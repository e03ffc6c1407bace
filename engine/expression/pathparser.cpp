#include "engine/expression/pathparser.h"

#include "engine/expression/pathchars.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace ws::expression {

namespace {

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

} // namespace

void PathParser::classify(PathTree& tree) {
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

base::Result<PathTree> PathParser::parse() {
    PathTree tree;
    if (root(tree) && steps(tree)) {
        if (atEnd()) {
            classify(tree);
            return tree;
        }
        fail({"path.character", "this character cannot stand here"});
    }
    return base::withReason(
        {"path.syntax", {{"path", std::string(m_text)}, {"offset", std::to_string(m_reasonAt)}}},
        m_reason);
}

bool PathParser::root(PathTree& tree) {
    if (!accept('$'))
        return fail({"path.noDollar", "a path begins with '$'"});
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
            return fail({"path.afterFunction", "nothing may follow a function"});
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
        return atEnd() ? fail({"path.endsWithDot", "a path must not end with a '.'"})
                       : fail({"path.name", "a name is expected"});
    if (peek() == '(')
        return function(tree, step.name);
    tree.steps.push_back(std::move(step));
    return true;
}

bool PathParser::function(PathTree& tree, const std::string& name) {
    const auto* const found = std::find_if(kFunctions.begin(), kFunctions.end(),
                                           [&](const auto& entry) { return entry.first == name; });
    if (found == kFunctions.end())
        return fail({"path.function", "there is no such function"});
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
        return fail({"path.quotedName", "a quoted name is expected"});
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
            return fail({"path.sliceStep", "the step of a slice must not be 0"});
    }
    return true;
}

bool PathParser::number(std::int64_t& out) {
    const char* const begin = m_text.data() + m_at;
    const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), out);
    if (error != std::errc())
        return fail(
            {"path.bracket", "a name in quotes, an index, a slice, '*' or '?' is expected"});
    m_at += static_cast<std::size_t>(end - begin);
    return true;
}

std::string_view PathParser::name() {
    const std::size_t begin = m_at;
    while (!atEnd() && isNameChar(peek()))
        ++m_at;
    return m_text.substr(begin, m_at - begin);
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
        return fail({"path.closingBracket", "']' is expected"});
    case '(':
        return fail({"path.openingParenthesis", "'(' is expected"});
    case ')':
        return fail({"path.closingParenthesis", "')' is expected"});
    default:
        return fail({"path.textOpen", "the text is not closed"});
    }
}

bool PathParser::fail(const base::Reason& reason) {
    if (m_reason.code.empty()) {
        m_reason = reason;
        m_reasonAt = std::min(m_at, m_text.size());
    }
    return false;
}

} // namespace ws::expression
