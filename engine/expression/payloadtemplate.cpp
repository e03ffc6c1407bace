#include "engine/expression/payloadtemplate.h"

#include "engine/base/reason.h"
#include "engine/json/pointer.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ws::expression {

namespace {

constexpr std::string_view kSuffix = ".$";

struct Node;
using Nodes = std::vector<Node>;

/// A part of the template: kept whole where nothing in it is computed.
struct Node {
    enum class Kind { Constant, Path, Intrinsic, Array, Object };
    Kind kind = Kind::Constant;
    json::Value constant;
    std::optional<Path> path;
    std::optional<Intrinsic> intrinsic;
    std::string field; ///< the member as the definition has it, with its .$
    std::vector<std::string> names;
    Nodes children;
};

class Compiler {
public:
    base::Result<Node> compile(const json::Value& source) {
        Node node = this->node(source);
        if (m_error)
            return *m_error;
        return node;
    }

private:
    Node node(const json::Value& source) {
        if (source.isArray())
            return array(source);
        if (source.isObject())
            return object(source);
        Node constant;
        constant.constant = source;
        return constant;
    }

    Node array(const json::Value& source) {
        Node list;
        list.kind = Node::Kind::Array;
        bool computed = false;
        std::size_t index = 0;
        for (const json::Value& item : source.items()) {
            const Enter enter(m_pointer, std::to_string(index++));
            list.children.push_back(node(item));
            computed = computed || list.children.back().kind != Node::Kind::Constant;
        }
        return computed ? list : constant(source);
    }

    Node object(const json::Value& source) {
        Node result;
        result.kind = Node::Kind::Object;
        bool computed = false;
        for (const auto& [name, value] : source.members()) {
            const Enter enter(m_pointer, name);
            const bool dynamic = std::string_view(name).ends_with(kSuffix);
            result.names.push_back(dynamic ? name.substr(0, name.size() - kSuffix.size()) : name);
            result.children.push_back(dynamic ? expression(name, value) : node(value));
            computed = computed || result.children.back().kind != Node::Kind::Constant;
        }
        return computed ? result : constant(source);
    }

    Node expression(const std::string& name, const json::Value& value) {
        Node node;
        node.field = name;
        const std::string& text = value.toString();
        base::Reason reason{"template.notText", "a text is expected"};
        if (Intrinsic::looksLikeOne(text)) {
            auto compiled = Intrinsic::compile(text);
            if (compiled) {
                node.kind = Node::Kind::Intrinsic;
                node.intrinsic = std::move(*compiled);
                return node;
            }
            reason = base::reasonOf(compiled.error());
        } else if (value.isString()) {
            auto compiled = Path::compile(text);
            if (compiled) {
                node.kind = Node::Kind::Path;
                node.path = std::move(*compiled);
                return node;
            }
            reason = base::reasonOf(compiled.error());
        }
        fail(name, value.isString() ? text : value.dump(), reason);
        return node;
    }

    void fail(const std::string& member, std::string text, const base::Reason& reason) {
        if (!m_error)
            m_error = base::withReason(
                {"template.value",
                 {{"member", member}, {"text", std::move(text)}, {"pointer", m_pointer}}},
                reason);
    }

    static Node constant(const json::Value& source) {
        Node node;
        node.constant = source;
        return node;
    }

    /// One step further in the pointer while it lives.
    class Enter {
    public:
        Enter(std::string& pointer, std::string_view step)
            : m_pointer(pointer)
            , m_size(pointer.size()) {
            json::appendStep(pointer, step);
        }
        ~Enter() { m_pointer.resize(m_size); }
        Enter(const Enter&) = delete;
        Enter& operator=(const Enter&) = delete;

    private:
        std::string& m_pointer;
        const std::size_t m_size;
    };

    std::string m_pointer;
    std::optional<base::Error> m_error;
};

class Evaluation {
public:
    Evaluation(const Scope& scope, const RandomSource& random)
        : m_scope(scope)
        , m_random(random) {}

    base::Result<json::Value> run(const Node& node) {
        switch (node.kind) {
        case Node::Kind::Constant:
            return node.constant;
        case Node::Kind::Path:
            return named(node, lookUp(*node.path));
        case Node::Kind::Intrinsic:
            return named(node, node.intrinsic->evaluate(m_scope, m_random));
        case Node::Kind::Array:
            return array(node);
        case Node::Kind::Object:
            return object(node);
        }
        return json::Value();
    }

private:
    /// In a template a path that may lead to many places leads to none rather than failing, also
    /// when its first step is missing; InputPath and its like do fail there.
    base::Result<json::Value> lookUp(const Path& path) const {
        auto found = path.evaluate(m_scope);
        if (!found && !path.isDefinite() && found.error().code == "path.notFound")
            return json::Value::array();
        return found;
    }

    base::Result<json::Value> array(const Node& node) {
        json::Value::Array items;
        items.reserve(node.children.size());
        for (const Node& child : node.children) {
            auto value = run(child);
            if (!value)
                return value;
            items.push_back(std::move(*value));
        }
        return json::Value(std::move(items));
    }

    base::Result<json::Value> object(const Node& node) {
        json::Object members;
        members.reserve(node.children.size());
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            auto value = run(node.children[i]);
            if (!value)
                return value;
            members.set(node.names[i], std::move(*value));
        }
        return json::Value(std::move(members));
    }

    static base::Result<json::Value> named(const Node& node, base::Result<json::Value> result) {
        if (result)
            return result;
        base::Error error = result.error();
        error.args.emplace_back("member", node.field);
        return error;
    }

    const Scope& m_scope;
    const RandomSource& m_random;
};

} // namespace

struct PayloadTemplate::Compiled {
    Node root;
};

base::Result<PayloadTemplate> PayloadTemplate::compile(const json::Value& source) {
    auto root = Compiler().compile(source);
    if (!root)
        return root.error();
    PayloadTemplate result;
    result.m_compiled = std::make_shared<const Compiled>(Compiled{std::move(*root)});
    return result;
}

base::Result<json::Value> PayloadTemplate::evaluate(const Scope& scope,
                                                    const RandomSource& random) const {
    return Evaluation(scope, random).run(m_compiled->root);
}

} // namespace ws::expression
