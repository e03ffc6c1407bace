#include "engine/function/requestmodel.h"

#include <QFile>
#include <QRegularExpression>

#include <cctype>
#include <charconv>
#include <unordered_map>
#include <vector>

namespace ws::function {

using json::Value;

namespace {

enum class Kind { Structure, List, Map, String, Integer, Number, Boolean, Blob };

struct Member {
    std::string name;
    std::string shape;
    bool required = false;
};

/// One line of the description.
struct Shape {
    Kind kind = Kind::String;
    bool sensitive = false; ///< messages do not repeat the value
    std::optional<double> least;
    std::optional<double> most;
    std::string pattern;
    QRegularExpression fits;
    std::vector<std::string> values; ///< of an enumeration, in the service's order
    std::vector<Member> members;     ///< of a structure
    std::string element;             ///< of a list, or a map's values
    std::string key;                 ///< of a map
};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0)
            parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

Kind kindOf(std::string_view name) {
    static const std::unordered_map<std::string_view, Kind> kinds{
        {"structure", Kind::Structure}, {"list", Kind::List},       {"map", Kind::Map},
        {"string", Kind::String},       {"integer", Kind::Integer}, {"number", Kind::Number},
        {"boolean", Kind::Boolean},     {"blob", Kind::Blob}};
    const auto found = kinds.find(name);
    return found == kinds.end() ? Kind::Blob : found->second;
}

std::optional<double> boundOf(std::string_view text) {
    if (text == "-")
        return std::nullopt;
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

QRegularExpression wholeMatch(const std::string& pattern) {
    QRegularExpression expression(
        QRegularExpression::anchoredPattern(QString::fromStdString(pattern)));
    expression.optimize();
    return expression;
}

Member memberOf(std::string_view text) {
    const std::size_t colon = text.find(':');
    Member member;
    member.shape = text.substr(colon + 1);
    std::string_view name = text.substr(0, colon);
    member.required = name.ends_with('!');
    if (member.required)
        name.remove_suffix(1);
    member.name = name;
    return member;
}

void readRule(std::string_view rule, Shape& shape) {
    if (rule.starts_with('=')) {
        for (const std::string_view value : split(rule.substr(1), '|'))
            shape.values.emplace_back(value);
    } else if (rule.starts_with('/')) {
        shape.pattern = rule.substr(1);
        shape.fits = wholeMatch(shape.pattern);
    } else {
        shape.element = rule;
    }
}

Shape shapeOf(const std::vector<std::string_view>& words) {
    Shape shape;
    std::string_view kind = words[1];
    shape.sensitive = kind.ends_with('*');
    if (shape.sensitive)
        kind.remove_suffix(1);
    shape.kind = kindOf(kind);
    if (shape.kind == Kind::Structure) {
        for (std::size_t at = 2; at < words.size(); ++at)
            shape.members.push_back(memberOf(words[at]));
        return shape;
    }
    if (shape.kind == Kind::Map) {
        shape.key = words[2];
        shape.element = words[3];
        return shape;
    }
    shape.least = boundOf(words[2]);
    shape.most = boundOf(words[3]);
    if (words.size() > 4) // to the end of the line: a pattern may hold a space
        readRule({words[4].data(), words.back().data() + words.back().size()}, shape);
    return shape;
}

/// "FunctionName" -> "functionName", as the service names members in its messages.
std::string lowerCamel(std::string name) {
    if (!name.empty())
        name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
    return name;
}

std::size_t characters(const std::string& text) {
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

std::string numberText(double number, Kind kind) {
    return kind == Kind::Number ? json::doubleToText(number)
                                : std::to_string(static_cast<std::int64_t>(number));
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text = "[";
    for (const std::string& part : parts)
        text += (text.size() > 1 ? ", " : "") + part;
    return text + ']';
}

} // namespace

class RequestModel::Private {
public:
    explicit Private(std::string_view text) {
        std::size_t at = 0;
        bool operationsEnded = false;
        while (at < text.size()) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            const auto words = split(text.substr(at, end - at), ' ');
            at = end + 1;
            if (words.empty())
                operationsEnded = true;
            else if (operationsEnded)
                shapes.emplace(words[0], shapeOf(words));
            else
                addOperation(words);
        }
    }

    void addOperation(const std::vector<std::string_view>& words) {
        Operation operation;
        operation.name = words[0];
        operation.method = words[1];
        std::from_chars(words[2].data(), words[2].data() + words[2].size(), operation.status);
        operation.uri = words[3];
        operation.input = words[4];
        operations.emplace(operation.name, std::move(operation));
    }

    const Shape& shape(const std::string& name) const {
        static const Shape kAnything{Kind::Blob, false, {}, {}, {}, {}, {}, {}, {}, {}};
        const auto found = shapes.find(name);
        return found == shapes.end() ? kAnything : found->second;
    }

    std::unordered_map<std::string, Operation> operations;
    std::unordered_map<std::string, Shape> shapes;
};

namespace {

/// Collects what is wrong with a request, in the order of its description.
template <typename Model>
class Checker {
public:
    explicit Checker(const Model& model)
        : m_model(model) {}

    void check(const Shape& shape, const Value& value, const std::string& at) {
        switch (shape.kind) {
        case Kind::Structure:
            return structure(shape, value, at);
        case Kind::List:
            return list(shape, value, at);
        case Kind::Map:
            return map(shape, value, at);
        case Kind::Blob:
            return;
        default:
            return scalar(shape, value, at);
        }
    }

    std::optional<ApiError> finish() const {
        if (!m_misfit.empty())
            return ApiError{"SerializationException", m_misfit, Value::object(), 400};
        if (m_problems.empty())
            return std::nullopt;
        std::string message = std::to_string(m_problems.size()) + " validation error" +
                              (m_problems.size() == 1 ? "" : "s") + " detected: ";
        for (std::size_t at = 0; at < m_problems.size(); ++at)
            message += (at ? "; " : "") + m_problems[at];
        return ApiError{"ValidationException", message, Value::object(), 400};
    }

private:
    void structure(const Shape& shape, const Value& value, const std::string& at) {
        if (!value.isObject())
            return misfit(value);
        for (const Member& member : shape.members) {
            const Value* given = value.find(member.name);
            const std::string path = (at.empty() ? "" : at + '.') + lowerCamel(member.name);
            if (given && !given->isNull())
                check(m_model.shape(member.shape), *given, path);
            else if (member.required)
                m_problems.push_back("Value null at '" + path +
                                     "' failed to satisfy constraint: Member must not be null");
        }
    }

    void list(const Shape& shape, const Value& value, const std::string& at) {
        if (!value.isArray())
            return misfit(value);
        const std::string shown = quoted(shape, value);
        for (const std::string& rule : boundRules(shape, double(value.size()), "length"))
            violated(shown, at, rule);
        const Shape& element = m_model.shape(shape.element);
        if (element.kind == Kind::Structure) {
            for (std::size_t item = 0; item < value.size(); ++item)
                check(element, value.at(item), at + '.' + std::to_string(item + 1) + ".member");
            return;
        }
        for (const Value& item : value.items()) {
            if (!item.isNull() && !isOf(element.kind, item))
                return misfit(item);
            if (item.isNull() || !broken(element, item).empty())
                return violated(shown, at, "Member must satisfy constraint: " + allRules(element));
        }
    }

    void map(const Shape& shape, const Value& value, const std::string& at) {
        if (!value.isObject())
            return misfit(value);
        const std::string shown = quoted(shape, value);
        const Shape& key = m_model.shape(shape.key);
        const Shape& element = m_model.shape(shape.element);
        for (const auto& [name, item] : value.members()) {
            if (!broken(key, Value(name)).empty())
                return violated(shown, at, "Map keys must satisfy constraint: " + keyRules(key));
        }
        for (const auto& [name, item] : value.members()) {
            if (!item.isNull() && !isOf(element.kind, item))
                return misfit(item);
            if (item.isNull() || !broken(element, item).empty())
                return violated(shown, at,
                                "Map value must satisfy constraint: " + allRules(element));
        }
    }

    void scalar(const Shape& shape, const Value& value, const std::string& at) {
        if (!isOf(shape.kind, value))
            return misfit(value);
        for (const std::string& rule : broken(shape, value))
            violated(quoted(shape, value), at, rule);
    }

    static bool isOf(Kind kind, const Value& value) {
        switch (kind) {
        case Kind::String:
            return value.isString();
        case Kind::Integer:
        case Kind::Number:
            return value.isNumber();
        case Kind::Boolean:
            return value.isBool();
        default:
            return true;
        }
    }

    void misfit(const Value& value) {
        if (!m_misfit.empty())
            return;
        switch (value.type()) {
        case Value::Type::Bool:
            m_misfit = "class java.lang.Boolean can not be converted to the expected type";
            break;
        case Value::Type::Integer:
        case Value::Type::Double:
            m_misfit = "NUMBER_VALUE can not be converted to the expected type";
            break;
        case Value::Type::String:
            m_misfit = "STRING_VALUE can not be converted to the expected type";
            break;
        default:
            m_misfit = "Start of structure or map found where not expected.";
        }
    }

    static std::vector<std::string> boundRules(const Shape& shape, double size,
                                               const std::string& what) {
        std::vector<std::string> rules;
        if (shape.most && size > *shape.most)
            rules.push_back(mostRule(shape, what));
        if (shape.least && size < *shape.least)
            rules.push_back(leastRule(shape, what));
        return rules;
    }
    static std::string mostRule(const Shape& shape, const std::string& what) {
        return "Member must have " + what + " less than or equal to " +
               numberText(*shape.most, shape.kind);
    }
    static std::string leastRule(const Shape& shape, const std::string& what) {
        return "Member must have " + what + " greater than or equal to " +
               numberText(*shape.least, shape.kind);
    }
    static std::string patternRule(const Shape& shape) {
        return "Member must satisfy regular expression pattern: " + shape.pattern;
    }
    static std::string enumRule(const Shape& shape) {
        return "Member must satisfy enum value set: " + joined(shape.values);
    }

    /// The rules of a text or number that the value breaks.
    static std::vector<std::string> broken(const Shape& shape, const Value& value) {
        if (shape.kind == Kind::Integer || shape.kind == Kind::Number)
            return boundRules(shape, value.toDouble(), "value");
        if (shape.kind != Kind::String)
            return {};
        const std::string& text = value.toString();
        std::vector<std::string> rules = boundRules(shape, double(characters(text)), "length");
        if (!shape.pattern.empty() && !shape.fits.match(QString::fromStdString(text)).hasMatch())
            rules.push_back(patternRule(shape));
        if (!shape.values.empty() &&
            std::find(shape.values.begin(), shape.values.end(), text) == shape.values.end())
            rules.push_back(enumRule(shape));
        return rules;
    }

    static std::vector<std::string> rulesOf(const Shape& shape) {
        const std::string what = shape.kind == Kind::String ? "length" : "value";
        std::vector<std::string> rules;
        if (shape.most)
            rules.push_back(mostRule(shape, what));
        if (shape.least)
            rules.push_back(leastRule(shape, what));
        if (!shape.pattern.empty())
            rules.push_back(patternRule(shape));
        if (!shape.values.empty())
            rules.push_back(enumRule(shape));
        return rules;
    }
    static std::string keyRules(const Shape& shape) { return joined(rulesOf(shape)); }
    static std::string allRules(const Shape& shape) {
        auto rules = rulesOf(shape);
        rules.emplace_back("Member must not be null");
        return joined(rules);
    }

    /// As Java prints it: [a, b], {key=value}, 1.0.
    std::string shown(const Shape& shape, const Value& value) const {
        std::string text;
        if (shape.kind == Kind::List) {
            for (const Value& item : value.items())
                text += (text.empty() ? "" : ", ") + shown(m_model.shape(shape.element), item);
            return '[' + text + ']';
        }
        if (shape.kind == Kind::Map) {
            for (const auto& [name, item] : value.members())
                text += (text.empty() ? "" : ", ") + name + '=' +
                        shown(m_model.shape(shape.element), item);
            return '{' + text + '}';
        }
        if (shape.kind == Kind::Number)
            return json::doubleToText(value.toDouble());
        return value.isString() ? value.toString() : value.dump();
    }
    std::string quoted(const Shape& shape, const Value& value) const {
        return shape.sensitive ? std::string() : " '" + shown(shape, value) + '\'';
    }

    void violated(const std::string& value, const std::string& at, const std::string& rule) {
        m_problems.push_back("Value" + value + " at '" + at +
                             "' failed to satisfy constraint: " + rule);
    }

    const Model& m_model;
    std::vector<std::string> m_problems;
    std::string m_misfit;
};

std::string describedText() {
    QFile file(QStringLiteral(":/requests/lambda.txt"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

const RequestModel& RequestModel::lambda() {
    static const RequestModel model(describedText());
    return model;
}

RequestModel::RequestModel(std::string_view text)
    : d(std::make_unique<Private>(text)) {}

RequestModel::~RequestModel() = default;

const RequestModel::Operation* RequestModel::find(std::string_view operation) const {
    const auto found = d->operations.find(std::string(operation));
    return found == d->operations.end() ? nullptr : &found->second;
}

std::optional<ApiError> RequestModel::violations(const Operation& operation,
                                                 const Value& request) const {
    Checker checker(*d);
    checker.check(d->shape(operation.input), request, {});
    return checker.finish();
}

} // namespace ws::function
