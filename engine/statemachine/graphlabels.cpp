#include "engine/statemachine/graphlabels.h"

#include <array>
#include <utility>

namespace ws::statemachine {

namespace {

using json::Document;
using NodeId = Document::NodeId;

struct Comparison {
    std::string_view suffix;
    std::string_view sign;
};

// Longer suffixes first: "LessThanEquals" ends in "Equals" too.
constexpr std::array kComparisons{
    Comparison{"GreaterThanEquals", ">="}, Comparison{"LessThanEquals", "<="},
    Comparison{"GreaterThan", ">"},        Comparison{"LessThan", "<"},
    Comparison{"Matches", "matches"},      Comparison{"Equals", "=="},
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kChecks{{
    {"IsNull", "null"},
    {"IsPresent", "present"},
    {"IsNumeric", "a number"},
    {"IsString", "a string"},
    {"IsBoolean", "a boolean"},
    {"IsTimestamp", "a timestamp"},
}};

constexpr int kMaxDepth = 16; // deeper conditions are cut: nobody reads them on an edge

std::string oneLine(std::string text) {
    std::string out;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::string operandText(const Document& document, NodeId id, std::string_view key) {
    const bool path = key.ends_with("Path");
    const auto& node = document.node(id);
    if (node.type == json::Value::Type::String && path)
        return document.string(id);
    return oneLine(document.text().substr(node.range.begin, node.range.size()));
}

std::string comparisonText(const Document& document, const std::string& variable, NodeId operand) {
    const std::string& key = document.node(operand).key;
    for (const auto& [name, words] : kChecks) {
        if (key == name) {
            const bool wanted = document.value(operand).toBool();
            return variable + (wanted ? " is " : " is not ") + std::string(words);
        }
    }
    std::string_view stem = key;
    if (stem.ends_with("Path"))
        stem.remove_suffix(4);
    for (const Comparison& comparison : kComparisons) {
        if (stem.ends_with(comparison.suffix))
            return variable + ' ' + std::string(comparison.sign) + ' ' +
                   operandText(document, operand, key);
    }
    return {};
}

std::string textAtDepth(const Document& document, NodeId rule, int depth);

std::string joined(const Document& document, NodeId list, std::string_view word, int depth) {
    std::string out;
    const auto& children = document.node(list).children;
    for (const NodeId child : children) {
        const std::string part = textAtDepth(document, child, depth + 1);
        if (part.empty())
            continue;
        if (!out.empty())
            out += word;
        const bool nested = document.member(child, "And") != Document::kNone ||
                            document.member(child, "Or") != Document::kNone;
        out += nested ? '(' + part + ')' : part;
    }
    return out;
}

std::string textAtDepth(const Document& document, NodeId rule, int depth) {
    if (depth > kMaxDepth || document.node(rule).type != json::Value::Type::Object)
        return {};
    if (const NodeId condition = document.member(rule, "Condition"); condition != Document::kNone)
        return withoutJsonataMarks(plainText(document, condition));
    if (const NodeId list = document.member(rule, "And"); list != Document::kNone)
        return joined(document, list, " and ", depth);
    if (const NodeId list = document.member(rule, "Or"); list != Document::kNone)
        return joined(document, list, " or ", depth);
    if (const NodeId inner = document.member(rule, "Not"); inner != Document::kNone) {
        const std::string text = textAtDepth(document, inner, depth + 1);
        return text.empty() ? text : "not (" + text + ')';
    }
    const NodeId variable = document.member(rule, "Variable");
    const std::string name = variable == Document::kNone ? "?" : plainText(document, variable);
    for (const NodeId child : document.node(rule).children) {
        if (const std::string text = comparisonText(document, name, child); !text.empty())
            return text;
    }
    return {};
}

std::string commentOf(const Document& document, NodeId object) {
    const NodeId comment = document.member(object, "Comment");
    return comment == Document::kNone ? std::string() : oneLine(document.string(comment));
}

} // namespace

std::string withoutJsonataMarks(const std::string& text) {
    const bool marked = text.size() >= 4 && text.starts_with("{%") && text.ends_with("%}");
    const std::string inner = oneLine(marked ? text.substr(2, text.size() - 4) : text);
    return inner;
}

std::string plainText(const Document& document, NodeId id) {
    const auto& node = document.node(id);
    if (node.type == json::Value::Type::String)
        return oneLine(document.string(id));
    return oneLine(document.text().substr(node.range.begin, node.range.size()));
}

std::string conditionText(const Document& document, NodeId rule) {
    if (std::string comment = commentOf(document, rule); !comment.empty())
        return comment;
    return textAtDepth(document, rule, 0);
}

std::string catcherText(const Document& document, NodeId catcher) {
    if (std::string comment = commentOf(document, catcher); !comment.empty())
        return comment;
    const NodeId errors = document.member(catcher, "ErrorEquals");
    if (errors == Document::kNone)
        return {};
    std::string out;
    for (const NodeId child : document.node(errors).children) {
        if (!out.empty())
            out += ", ";
        out += plainText(document, child);
    }
    return out;
}

} // namespace ws::statemachine
