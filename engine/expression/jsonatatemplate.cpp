#include "engine/expression/jsonatatemplate.h"

#include "engine/base/reason.h"
#include "engine/json/pointer.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace ws::expression {

namespace {

using json::Value;

constexpr std::string_view kOpen = "{%";
constexpr std::string_view kClose = "%}";

/// A part of the template: kept whole where nothing in it is computed.
struct Node {
    enum class Kind { Constant, Expression, Array, Object };
    Kind kind = Kind::Constant;
    Value constant;
    std::optional<Jsonata> expression;
    std::string location; ///< of the expression
    std::vector<std::string> names;
    std::vector<Node> children;
};

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n\f\v";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool needsContext(const Jsonata& expression) {
    const auto& all = expression.references();
    return std::any_of(all.begin(), all.end(), [](const Jsonata::Reference& reference) {
        return reference.name == "states" &&
               (reference.firstStep.empty() || reference.firstStep == "context");
    });
}

class Compiler {
public:
    Compiler(std::string location, JsonataPool& expressions)
        : m_expressions(expressions)
        , m_location(std::move(location)) {}

    base::Result<Node> compile(const Value& source) {
        Node node = this->node(source);
        if (m_error)
            return *m_error;
        return node;
    }
    bool readsContext() const { return m_readsContext; }

private:
    Node node(const Value& source) {
        if (source.isArray())
            return array(source);
        if (source.isObject())
            return object(source);
        if (source.isString() && JsonataTemplate::isExpression(source.toString()))
            return expression(source.toString());
        return constant(source);
    }

    Node array(const Value& source) {
        Node list;
        list.kind = Node::Kind::Array;
        for (std::size_t index = 0; index < source.size(); ++index) {
            const std::string number = std::to_string(index);
            const Enter enter(*this, '[' + number + ']', number);
            list.children.push_back(node(source.at(index)));
        }
        return isComputed(list) ? list : constant(source);
    }

    Node object(const Value& source) {
        Node result;
        result.kind = Node::Kind::Object;
        for (const auto& [name, value] : source.members()) {
            const Enter enter(*this, '/' + name, name);
            result.names.push_back(name);
            result.children.push_back(node(value));
        }
        return isComputed(result) ? result : constant(source);
    }

    Node expression(std::string_view text) {
        Node node;
        node.kind = Node::Kind::Expression;
        node.location = m_location;
        const auto& compiled = m_expressions.compile(JsonataTemplate::expressionIn(text));
        if (compiled) {
            m_readsContext = m_readsContext || needsContext(*compiled);
            node.expression = *compiled;
        } else if (!m_error) {
            m_error = base::withReason(
                {"template.value",
                 {{"member", m_location}, {"text", std::string(text)}, {"pointer", m_pointer}}},
                base::reasonOf(compiled.error()));
        }
        return node;
    }

    static bool isComputed(const Node& node) {
        return std::any_of(node.children.begin(), node.children.end(),
                           [](const Node& child) { return child.kind != Node::Kind::Constant; });
    }

    static Node constant(const Value& source) {
        Node node;
        node.constant = source;
        return node;
    }

    /// One step further while it lives, in the service's way of naming a place and as a pointer.
    class Enter {
    public:
        Enter(Compiler& compiler, std::string_view place, std::string_view step)
            : m_compiler(compiler)
            , m_location(compiler.m_location.size())
            , m_pointer(compiler.m_pointer.size()) {
            compiler.m_location += place;
            json::appendStep(compiler.m_pointer, step);
        }
        ~Enter() {
            m_compiler.m_location.resize(m_location);
            m_compiler.m_pointer.resize(m_pointer);
        }
        Enter(const Enter&) = delete;
        Enter& operator=(const Enter&) = delete;

    private:
        Compiler& m_compiler;
        const std::size_t m_location;
        const std::size_t m_pointer;
    };

    JsonataPool& m_expressions;
    std::string m_location;
    std::string m_pointer;
    bool m_readsContext = false;
    std::optional<base::Error> m_error;
};

std::string sentence(const std::string& text, const std::string& location) {
    return "The JSONata expression '" + text + "' specified for the field '" + location + '\'';
}

base::Error failed(const Node& node, const std::string& what) {
    return {"query.failed",
            {{"location", node.location},
             {"cause", sentence(node.expression->text(), node.location) + what}}};
}

/// Messages of the evaluator's own limits come without their code.
base::Error thrown(const Node& node, const base::Error& error) {
    const std::string code = error.arg("code");
    const bool bounded = code.empty() || code.starts_with('U');
    return failed(node, " threw an error during evaluation" +
                            (bounded ? ": " : ". " + code + ": ") + error.arg("message"));
}

base::Result<Value> evaluateExpression(const Node& node, const Jsonata::Environment& environment) {
    auto outcome = node.expression->evaluate(environment);
    if (!outcome)
        return thrown(node, outcome.error());
    switch (outcome->kind) {
    case Jsonata::Outcome::Kind::Value:
        return std::move(outcome->value);
    case Jsonata::Outcome::Kind::Undefined:
        return failed(node, " returned nothing (undefined).");
    case Jsonata::Outcome::Kind::Function:
        break;
    }
    return failed(node, " returned an unsupported result type.");
}

base::Result<Value> run(const Node& node, const Jsonata::Environment& environment) {
    switch (node.kind) {
    case Node::Kind::Constant:
        return node.constant;
    case Node::Kind::Expression:
        return evaluateExpression(node, environment);
    case Node::Kind::Array: {
        Value::Array items;
        items.reserve(node.children.size());
        for (const Node& child : node.children) {
            auto value = run(child, environment);
            if (!value)
                return value;
            items.push_back(std::move(*value));
        }
        return Value(std::move(items));
    }
    case Node::Kind::Object: {
        json::Object members;
        members.reserve(node.children.size());
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            auto value = run(node.children[i], environment);
            if (!value)
                return value;
            members.set(node.names[i], std::move(*value));
        }
        return Value(std::move(members));
    }
    }
    return Value();
}

std::string_view typeName(const Value& value) {
    switch (value.type()) {
    case Value::Type::Null:
        return "null";
    case Value::Type::Bool:
        return "boolean";
    case Value::Type::Integer:
    case Value::Type::Double:
        return "number";
    case Value::Type::String:
        return "string";
    case Value::Type::Array:
        return "array";
    case Value::Type::Object:
        break;
    }
    return "object";
}

} // namespace

struct JsonataTemplate::Compiled {
    Node root;
    Value source; ///< the whole field
    std::string location;
    bool readsContext = false;
};

base::Result<JsonataTemplate> JsonataTemplate::compile(const Value& source, std::string location) {
    JsonataPool expressions;
    return compile(source, std::move(location), expressions);
}

base::Result<JsonataTemplate> JsonataTemplate::compile(const Value& source, std::string location,
                                                       JsonataPool& expressions) {
    Compiler compiler(location, expressions);
    auto root = compiler.compile(source);
    if (!root)
        return root.error();
    JsonataTemplate result;
    result.m_compiled = std::make_shared<const Compiled>(
        Compiled{std::move(*root), source, std::move(location), compiler.readsContext()});
    return result;
}

bool JsonataTemplate::isExpression(std::string_view text) {
    return text.size() >= kOpen.size() + kClose.size() && text.starts_with(kOpen) &&
           text.ends_with(kClose);
}

std::string_view JsonataTemplate::expressionIn(std::string_view text) {
    return trimmed(text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size()));
}

bool JsonataTemplate::readsContext() const {
    return m_compiled->readsContext;
}

const std::string& JsonataTemplate::location() const {
    return m_compiled->location;
}

base::Result<Value> JsonataTemplate::evaluate(const Jsonata::Environment& environment) const {
    return run(m_compiled->root, environment);
}

std::string JsonataTemplate::wrongType(std::string_view expected, const Value& value) const {
    const Node& root = m_compiled->root;
    const Value& source = m_compiled->source;
    const std::string text = root.expression     ? root.expression->text()
                             : source.isString() ? source.toString()
                                                 : source.dump();
    return sentence(text, m_compiled->location) +
           " returned an unexpected result type. Expected '" + std::string(expected) +
           "', but was '" + std::string(typeName(value)) + "' for value: " + value.dump();
}

} // namespace ws::expression
