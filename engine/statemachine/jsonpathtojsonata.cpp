#include "engine/statemachine/jsonpathtojsonata.h"

#include <algorithm>
#include <array>
#include <vector>

namespace ws::statemachine {

using json::Value;

namespace {

bool isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A member's name as JSONata takes it.
std::string step(const std::string& name) {
    constexpr std::array<std::string_view, 6> kWords{"and", "or", "in", "true", "false", "null"};
    const bool plain = !name.empty() && isWordStart(name.front()) &&
                       std::all_of(name.begin(), name.end(),
                                   [](char c) { return isWordStart(c) || isDigit(c); }) &&
                       std::find(kWords.begin(), kWords.end(), name) == kWords.end();
    return plain ? name : "`" + name + "`";
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// At the commas that are in no bracket and no text.
std::vector<std::string_view> arguments(std::string_view list) {
    std::vector<std::string_view> out;
    if (trimmed(list).empty())
        return out;
    std::size_t begin = 0;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const char c = list[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '\'')
            quoted = !quoted;
        else if (!quoted && (c == '(' || c == '['))
            ++depth;
        else if (!quoted && (c == ')' || c == ']'))
            --depth;
        else if (!quoted && depth == 0 && c == ',') {
            out.push_back(trimmed(list.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    out.push_back(trimmed(list.substr(begin)));
    return out;
}

std::string unquoted(std::string_view text) {
    std::string out;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && i + 2 < text.size())
            ++i;
        out += text[i];
    }
    return out;
}

/// "a {} b" with its values: "a " & $string(x) & " b".
std::optional<std::string> formatted(const std::string& format,
                                     const std::vector<std::string>& values) {
    std::string out;
    std::size_t value = 0;
    std::size_t at = 0;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : " & ") + part; };
    for (std::size_t hole = format.find("{}"); hole != std::string::npos;
         hole = format.find("{}", at)) {
        if (hole > at)
            add(json::quotedText(format.substr(at, hole - at)));
        if (value == values.size())
            return std::nullopt;
        add("$string(" + values[value++] + ")");
        at = hole + 2;
    }
    if (at < format.size() || out.empty())
        add(json::quotedText(format.substr(at)));
    return out;
}

} // namespace

std::string marked(std::string_view expression) {
    return "{% " + std::string(expression) + " %}";
}

std::nullopt_t JsonataTranslator::refuse(std::string_view what) {
    if (m_reason.empty())
        m_reason = what;
    return std::nullopt;
}

std::optional<std::string> JsonataTranslator::expression(std::string_view text) {
    text = trimmed(text);
    return text.starts_with("States.") ? call(text) : path(text);
}

std::optional<std::string> JsonataTranslator::path(std::string_view text) {
    std::string out;
    std::size_t at = 1;
    if (text.starts_with("$$")) {
        out = "$states.context";
        at = 2;
    } else if (text.starts_with("$") && text.size() > 1 && isWordStart(text[1])) {
        while (at < text.size() && (isWordStart(text[at]) || isDigit(text[at])))
            ++at;
        out = std::string(text.substr(0, at));
    } else if (text.starts_with("$")) {
        out = m_root;
    } else {
        return refuse(text);
    }
    while (at < text.size()) {
        const bool dot = text[at] == '.';
        const bool bracket = text[at] == '[' && at + 1 < text.size();
        if (dot) {
            const std::size_t end = std::min(text.find_first_of(".[", at + 1), text.size());
            const std::string name(text.substr(at + 1, end - at - 1));
            if (name.empty() || name.find_first_of("*?()@`") != std::string::npos)
                return refuse(text);
            out += "." + step(name);
            at = end;
        } else if (bracket && (text[at + 1] == '\'' || text[at + 1] == '"')) {
            const std::size_t end = text.find(text[at + 1], at + 2);
            if (end == std::string_view::npos || text.substr(end + 1, 1) != "]")
                return refuse(text);
            const std::string name(text.substr(at + 2, end - at - 2));
            if (name.find_first_of("`\\") != std::string::npos)
                return refuse(text);
            out += "." + step(name);
            at = end + 2;
        } else if (bracket) {
            const std::size_t end = text.find(']', at);
            const std::string_view index = text.substr(at + 1, end - at - 1);
            const std::string_view digits = index.starts_with('-') ? index.substr(1) : index;
            if (end == std::string_view::npos || digits.empty() ||
                !std::all_of(digits.begin(), digits.end(), isDigit))
                return refuse(text); // a slice, a filter, a wildcard
            out += "[" + std::string(index) + "]";
            at = end + 1;
        } else {
            return refuse(text);
        }
    }
    return out;
}

std::optional<std::string> JsonataTranslator::argument(std::string_view text) {
    if (text.starts_with('\''))
        return json::quotedText(unquoted(text));
    const bool literal = text == "null" || text == "true" || text == "false" ||
                         (!text.empty() && (isDigit(text[0]) || text[0] == '-'));
    return literal ? std::optional<std::string>(text) : expression(text);
}

std::optional<std::string> JsonataTranslator::call(std::string_view text) {
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || !text.ends_with(')'))
        return refuse(text);
    const std::string_view name = text.substr(7, open - 7);
    const auto given = arguments(text.substr(open + 1, text.size() - open - 2));
    std::vector<std::string> values;
    for (const std::string_view each : given) {
        const auto value = argument(each);
        if (!value)
            return std::nullopt;
        values.push_back(*value);
    }
    const auto all = [&] {
        std::string out;
        for (const std::string& value : values)
            out += (out.empty() ? "" : ", ") + value;
        return out;
    };
    struct Same {
        std::string_view name;
        std::string_view jsonata;
        std::size_t count;
    };
    static constexpr std::array kSame{
        Same{"StringToJson", "$parse", 1},
        Same{"JsonToString", "$string", 1},
        Same{"ArrayLength", "$count", 1},
        Same{"ArrayPartition", "$partition", 2},
        Same{"ArrayUnique", "$distinct", 1},
        Same{"ArrayRange", "$range", 3},
        Same{"Hash", "$hash", 2},
        Same{"Base64Encode", "$base64encode", 1},
        Same{"UUID", "$uuid", 0},
        Same{"Base64Decode", "$base64decode", 1},
    };
    for (const Same& same : kSame) {
        if (name == same.name && values.size() == same.count)
            return std::string(same.jsonata) + "(" + all() + ")";
    }
    if (name == "Array")
        return "[" + all() + "]";
    if (name == "Format" && !given.empty() && given[0].starts_with('\'')) {
        if (auto out = formatted(unquoted(given[0]), {values.begin() + 1, values.end()}))
            return "(" + *out + ")";
    }
    if (values.size() == 2 && name == "MathAdd")
        return "(" + values[0] + " + " + values[1] + ")";
    if (values.size() == 2 && name == "ArrayGetItem")
        return "(" + values[0] + ")[" + values[1] + "]";
    if (values.size() == 2 && name == "ArrayContains")
        return "(" + values[1] + " in " + values[0] + ")";
    if (values.size() == 3 && name == "JsonMerge" && values[2] == "false")
        return "$merge([" + values[0] + ", " + values[1] + "])";
    return refuse(text);
}

std::optional<Value> JsonataTranslator::payload(const Value& value) {
    if (value.isObject()) {
        Value out = Value::object();
        for (const auto& [name, inner] : value.members()) {
            if (!name.ends_with(".$")) {
                auto made = payload(inner);
                if (!made)
                    return std::nullopt;
                out.set(name, std::move(*made));
                continue;
            }
            const auto made = expression(inner.toString());
            if (!made)
                return std::nullopt;
            out.set(name.substr(0, name.size() - 2), marked(*made));
        }
        return out;
    }
    if (value.isArray()) {
        Value out = Value::array();
        for (const Value& inner : value.items()) {
            auto made = payload(inner);
            if (!made)
                return std::nullopt;
            out.push(std::move(*made));
        }
        return out;
    }
    if (value.toString().starts_with("{%"))
        return refuse(value.toString()); // a text there, an expression here
    return value;
}

std::optional<std::string> JsonataTranslator::payloadExpression(const Value& value) {
    if (!value.isObject() && !value.isArray())
        return value.dump();
    std::string out;
    const auto add = [&](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
    for (const Value& inner : value.items()) {
        const auto made = payloadExpression(inner);
        if (!made)
            return std::nullopt;
        add(*made);
    }
    for (const auto& [name, inner] : value.members()) {
        const bool computed = name.ends_with(".$");
        const auto made = computed ? expression(inner.toString()) : payloadExpression(inner);
        if (!made)
            return std::nullopt;
        add(json::quotedText(computed ? name.substr(0, name.size() - 2) : name) + ": " + *made);
    }
    return value.isObject() ? "{" + out + "}" : "[" + out + "]";
}

// --- Choice

std::optional<std::string> JsonataTranslator::comparison(const std::string& name,
                                                         const Value& operand,
                                                         const std::string& left) {
    if (name.starts_with("Is")) {
        const std::string is = operand.toBool() ? "" : "$not";
        const auto test = [&](const std::string& what) {
            return is.empty() ? what : is + "(" + what + ")";
        };
        if (name == "IsPresent")
            return test("$exists(" + left + ")");
        if (name == "IsNull")
            return test("$type(" + left + ") = \"null\"");
        if (name == "IsString")
            return test("$type(" + left + ") = \"string\"");
        if (name == "IsNumeric")
            return test("$type(" + left + ") = \"number\"");
        if (name == "IsBoolean")
            return test("$type(" + left + ") = \"boolean\"");
        return refuse(name);
    }
    const bool looksUp = name.ends_with("Path");
    std::string kind = looksUp ? name.substr(0, name.size() - 4) : name;
    const auto right = looksUp ? path(operand.toString()) : operand.dump();
    if (!right)
        return std::nullopt;
    struct Sign {
        std::string_view suffix;
        std::string_view sign;
    };
    static constexpr std::array kSigns{Sign{"GreaterThanEquals", " >= "},
                                       Sign{"LessThanEquals", " <= "}, Sign{"GreaterThan", " > "},
                                       Sign{"LessThan", " < "}, Sign{"Equals", " = "}};
    for (const Sign& sign : kSigns) {
        if (!kind.ends_with(sign.suffix))
            continue;
        if (kind.starts_with("Timestamp"))
            return "$toMillis(" + left + ")" + std::string(sign.sign) + "$toMillis(" + *right + ")";
        return left + std::string(sign.sign) + *right;
    }
    return refuse(name); // StringMatches: its wildcards are none of JSONata's
}

std::optional<std::string> JsonataTranslator::condition(const Value& rule) {
    if (rule["Not"].isObject()) {
        const auto inner = condition(rule["Not"]);
        return inner ? std::optional("$not(" + *inner + ")") : std::nullopt;
    }
    for (const char* joint : {"And", "Or"}) {
        if (!rule[joint].isArray())
            continue;
        std::string out;
        for (const Value& part : rule[joint].items()) {
            const auto inner = condition(part);
            if (!inner)
                return std::nullopt;
            out += (out.empty()                        ? ""
                    : joint == std::string_view("And") ? " and "
                                                       : " or ") +
                   *inner;
        }
        return "(" + out + ")";
    }
    const auto left = path(rule["Variable"].toString());
    if (!left)
        return std::nullopt;
    for (const auto& [name, operand] : rule.members()) {
        if (name != "Variable" && name != "Next" && name != "Comment" && name != "Assign")
            return comparison(name, operand, *left);
    }
    return refuse("Choices");
}

// --- The other way

std::optional<std::string> pathOf(std::string_view text, std::string_view root) {
    if (!text.starts_with("{%") || !text.ends_with("%}"))
        return std::nullopt;
    text = trimmed(text.substr(2, text.size() - 4));
    std::string out;
    if (text.starts_with(root))
        out = "$";
    else if (text.starts_with("$states.context"))
        out = "$$";
    else
        return std::nullopt;
    std::size_t at = out == "$" ? root.size() : std::string_view("$states.context").size();
    for (; at < text.size();) {
        if (text[at] == '.' && at + 1 < text.size() && isWordStart(text[at + 1])) {
            std::size_t end = at + 1;
            while (end < text.size() && (isWordStart(text[end]) || isDigit(text[end])))
                ++end;
            out += text.substr(at, end - at);
            at = end;
        } else if (text[at] == '[') {
            const std::size_t end = text.find(']', at);
            const std::string_view index =
                text.substr(at + 1, end == std::string_view::npos ? 0 : end - at - 1);
            if (index.empty() || !std::all_of(index.begin(), index.end(), isDigit))
                return std::nullopt;
            out += text.substr(at, end + 1 - at);
            at = end + 1;
        } else {
            return std::nullopt;
        }
    }
    return out;
}

} // namespace ws::statemachine
