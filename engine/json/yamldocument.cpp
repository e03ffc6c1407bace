#include "engine/json/yamldocument.h"

#include "engine/base/reason.h"
#include "engine/json/yamlevents.h"
#include "engine/json/yamlscalar.h"

#include <algorithm>
#include <array>
#include <optional>

namespace ws::json {

namespace {

/// A definition of the largest size that the service takes has less; aliases of aliases have more.
constexpr std::size_t kMaxNodes = 400'000;
constexpr std::size_t kMaxDepth = 200;
constexpr std::string_view kStandard = "tag:yaml.org,2002:";

base::Reason tooDeep() {
    return {"yaml.tooDeep", "it is nested too deeply, or within itself"};
}

} // namespace

/// Resolves anchors, merge keys and tags into a document.
class YamlDocumentBuilder {
public:
    YamlDocumentBuilder(Document& document, const YamlTree& tree)
        : m_document(document)
        , m_tree(tree) {}

    bool build() {
        node(0, Document::kNone, m_tree.nodes[0].range);
        m_document.m_stored.resize(m_document.m_nodes.size());
        m_document.m_isStored.resize(m_document.m_nodes.size());
        return m_error.code.empty();
    }
    const base::Error& error() const { return m_error; }

private:
    using NodeId = Document::NodeId;

    void fail(const Range& at, const base::Reason& reason) {
        if (m_error.code.empty())
            m_error = yamlError(m_document.m_text, at.begin, reason);
    }

    const YamlNode& resolved(std::uint32_t id) {
        const YamlNode* node = &m_tree.nodes[id];
        if (node->kind == YamlNode::Kind::Alias)
            node = &m_tree.nodes[m_tree.anchored[node->anchor]];
        return *node;
    }

    NodeId add(NodeId parent, Value::Type type, Range range) {
        const auto id = static_cast<NodeId>(m_document.m_nodes.size());
        m_document.m_nodes.emplace_back();
        m_document.m_nodes[id].parent = parent;
        m_document.m_nodes[id].type = type;
        m_document.m_nodes[id].range = range;
        if (parent != Document::kNone)
            m_document.m_nodes[parent].children.push_back(id);
        if (id >= kMaxNodes)
            fail(range, {"yaml.tooLarge", "with its aliases filled in the text is too large"});
        return id;
    }

    /// `range`: where it stands, which for what is behind an alias is the alias.
    NodeId node(std::uint32_t source, NodeId parent, Range range) {
        const YamlNode& yaml = resolved(source);
        ++m_depth;
        NodeId id = Document::kNone;
        if (m_depth > kMaxDepth)
            fail(range, tooDeep());
        else if (m_error.code.empty())
            id = isForeign(yaml.tag) ? tagged(yaml, parent, range) : content(yaml, parent, range);
        --m_depth;
        return id;
    }

    static bool isForeign(std::string_view tag) {
        return !tag.empty() && !tag.starts_with(kStandard);
    }

    NodeId content(const YamlNode& yaml, NodeId parent, Range range) {
        if (yaml.kind == YamlNode::Kind::Mapping) {
            const NodeId id = add(parent, Value::Type::Object, range);
            members(yaml, id);
            return id;
        }
        if (yaml.kind == YamlNode::Kind::Sequence) {
            const NodeId id = add(parent, Value::Type::Array, range);
            for (const std::uint32_t item : yaml.children)
                node(item, id, m_tree.nodes[item].range);
            return id;
        }
        return scalar(parent, range, scalarValue(yaml));
    }

    NodeId scalar(NodeId parent, Range range, Value value) {
        const NodeId id = add(parent, value.type(), range);
        if (m_document.m_stored.size() <= id) {
            const std::size_t room = std::max<std::size_t>(64, 2 * id + 1);
            m_document.m_stored.resize(room);
            m_document.m_isStored.resize(room);
        }
        m_document.m_stored[id] = std::move(value);
        m_document.m_isStored[id] = true;
        return id;
    }

    Value scalarValue(const YamlNode& yaml) {
        if (yaml.tag.empty())
            return yaml.plain ? plainYamlScalar(yaml.text) : Value(yaml.text);
        const std::string_view kind = std::string_view(yaml.tag).substr(kStandard.size());
        if (kind != "int" && kind != "float" && kind != "bool" && kind != "null")
            return yaml.text;
        Value value = plainYamlScalar(yaml.text);
        return kind == "float" && value.isInteger() ? Value(value.toDouble()) : value;
    }

    // --- Mappings

    std::string keyText(const YamlNode& key) {
        if (key.kind != YamlNode::Kind::Scalar)
            fail(key.range, {"yaml.keyIsNoText", "a key has to be a text"});
        return key.text;
    }

    static bool isMerge(const YamlNode& key) {
        return key.plain && key.tag.empty() && key.text == "<<";
    }

    void members(const YamlNode& yaml, NodeId object) {
        for (std::size_t i = 0; i + 1 < yaml.children.size() && m_error.code.empty(); i += 2) {
            const YamlNode& key = resolved(yaml.children[i]);
            if (isMerge(key))
                merge(yaml, yaml.children[i + 1], object);
            else
                member(yaml, i, object);
        }
    }

    void member(const YamlNode& yaml, std::size_t i, NodeId object) {
        const YamlNode& key = resolved(yaml.children[i]);
        const std::uint32_t value = yaml.children[i + 1];
        const NodeId id = node(value, object, m_tree.nodes[value].range);
        if (id == Document::kNone)
            return;
        m_document.m_nodes[id].key = keyText(key);
        m_document.m_nodes[id].keyRange = m_tree.nodes[yaml.children[i]].range;
    }

    /// The members of what is merged that the mapping does not have itself; of several the first.
    void merge(const YamlNode& into, std::uint32_t source, NodeId object) {
        const YamlNode& yaml = resolved(source);
        ++m_depth;
        if (m_depth > kMaxDepth) {
            fail(m_tree.nodes[source].range, tooDeep());
        } else if (yaml.kind == YamlNode::Kind::Sequence) {
            for (const std::uint32_t item : yaml.children)
                merge(into, item, object);
        } else if (yaml.kind != YamlNode::Kind::Mapping) {
            fail(m_tree.nodes[source].range, {"yaml.merge", "only mappings can be merged by '<<'"});
        } else {
            mergeMembers(into, yaml, object);
        }
        --m_depth;
    }

    void mergeMembers(const YamlNode& into, const YamlNode& yaml, NodeId object) {
        for (std::size_t i = 0; i + 1 < yaml.children.size() && m_error.code.empty(); i += 2) {
            const YamlNode& key = resolved(yaml.children[i]);
            if (isMerge(key))
                merge(into, yaml.children[i + 1], object);
            else if (!hasOwn(into, key.text) && !has(object, key.text))
                member(yaml, i, object);
        }
    }

    bool hasOwn(const YamlNode& yaml, const std::string& name) {
        for (std::size_t i = 0; i + 1 < yaml.children.size(); i += 2) {
            if (resolved(yaml.children[i]).text == name)
                return true;
        }
        return false;
    }

    bool has(NodeId object, const std::string& name) const {
        return m_document.member(object, name) != Document::kNone;
    }

    // --- CloudFormation

    NodeId tagged(const YamlNode& yaml, NodeId parent, Range range) {
        const bool text = yaml.kind == YamlNode::Kind::Scalar;
        if (yaml.tag == "!Sub" && text)
            return scalar(parent, range, yaml.text);
        if ((yaml.tag == "!Ref" || yaml.tag == "!GetAtt") && text)
            return scalar(parent, range, "${" + yaml.text + "}");
        if (yaml.tag == "!GetAtt" && yaml.kind == YamlNode::Kind::Sequence)
            return scalar(parent, range, "${" + joined(yaml) + "}");
        const NodeId id = add(parent, Value::Type::Object, range);
        YamlNode plain = yaml;
        plain.tag.clear();
        const NodeId inner = content(plain, id, range);
        if (inner != Document::kNone)
            m_document.m_nodes[inner].key = longName(yaml.tag);
        return id;
    }

    std::string joined(const YamlNode& yaml) {
        std::string out;
        for (const std::uint32_t item : yaml.children)
            out += (out.empty() ? "" : ".") + resolved(item).text;
        return out;
    }

    static std::string longName(std::string_view tag) {
        const std::string name(tag.substr(std::min(tag.find_first_not_of('!'), tag.size())));
        return name == "Ref" || name == "Condition" ? name : "Fn::" + name;
    }

    Document& m_document;
    const YamlTree& m_tree;
    std::size_t m_depth = 0;
    base::Error m_error;
};

/// What has been typed lies inside one scalar of one line, and makes nothing else of it.
class YamlScalarChange {
public:
    YamlScalarChange(const Document& before, const std::string& text)
        : m_before(before)
        , m_text(text) {}

    std::optional<Document> document() const {
        if (m_before.m_syntax != Syntax::Yaml || !m_before.m_isLiteral)
            return std::nullopt;
        const Changed changed = compare(m_before.m_text, m_text);
        if (changed.before.size() == 0 && changed.size == 0)
            return m_before;
        const NodeId id = scalarAround(changed.before);
        if (id == Document::kNone)
            return std::nullopt;
        const Range old = m_before.node(id).range;
        const Range now{old.begin, old.end - changed.before.size() + changed.size};
        const auto value = valueOf(old, now, changed);
        return value ? std::optional<Document>(shifted(id, old, now, *value)) : std::nullopt;
    }

private:
    using NodeId = Document::NodeId;

    struct Changed {
        Range before;         ///< in the text before
        std::size_t size = 0; ///< of what is in its place now
    };

    static Changed compare(std::string_view before, std::string_view now) {
        const auto first = std::ranges::mismatch(before, now).in1;
        const auto same = std::size_t(first - before.begin());
        const std::size_t most = std::min(before.size(), now.size()) - same;
        std::size_t tail = 0;
        while (tail < most && before[before.size() - 1 - tail] == now[now.size() - 1 - tail])
            ++tail;
        return {{same, before.size() - tail}, now.size() - tail - same};
    }

    /// Ends are inside: letters are mostly typed at the end of what is there.
    NodeId scalarAround(const Range& changed) const {
        for (NodeId id = 0; id < m_before.nodeCount(); ++id) {
            const Document::Node& node = m_before.node(id);
            const bool scalar = node.type != Value::Type::Object && node.type != Value::Type::Array;
            if (scalar && node.range.size() > 0 && node.range.begin <= changed.begin &&
                changed.end <= node.range.end)
                return id;
        }
        return Document::kNone;
    }

    static bool isQuoted(std::string_view scalar) {
        return scalar.starts_with('"') || scalar.starts_with('\'');
    }

    /// Nothing when it may mean something else where it stands.
    std::optional<Value> valueOf(const Range& old, const Range& now, const Changed& changed) const {
        const auto before = std::string_view(m_before.m_text).substr(old.begin, old.size());
        const std::string scalar = m_text.substr(now.begin, now.size());
        const std::string_view typed =
            std::string_view(m_text).substr(changed.before.begin, changed.size);
        constexpr std::string_view kLines = "\r\n\t";
        if (before.find_first_of(kLines) != std::string_view::npos ||
            scalar.find_first_of(kLines) != std::string::npos)
            return std::nullopt;
        // A bracket or comma ends a plain scalar in a flow, and is a part of it elsewhere.
        const bool quoted = isQuoted(before);
        if (!quoted && typed.find_first_of(",[]{}:#?") != std::string_view::npos)
            return std::nullopt;
        const auto tree = readYaml(scalar);
        if (!tree || tree->nodes.size() != 1)
            return std::nullopt;
        const YamlNode& node = tree->nodes[0];
        const bool alike = node.kind == YamlNode::Kind::Scalar && node.tag.empty() &&
                           node.anchor == 0 && node.range == Range{0, scalar.size()} &&
                           node.plain != quoted && isQuoted(scalar) == quoted;
        if (!alike)
            return std::nullopt;
        return node.plain ? plainYamlScalar(node.text) : Value(node.text);
    }

    Document shifted(NodeId changed, const Range& old, const Range& now, const Value& value) const {
        Document document = m_before;
        document.m_text = m_text;
        const auto shift = [&](Range& range) {
            range.begin = range.begin >= old.end ? range.begin + now.end - old.end : range.begin;
            range.end = range.end >= old.end ? range.end + now.end - old.end : range.end;
        };
        for (Document::Node& node : document.m_nodes) {
            shift(node.range);
            shift(node.keyRange);
        }
        document.m_nodes[changed].type = value.type();
        document.m_stored[changed] = value;
        return document;
    }

    const Document& m_before;
    const std::string& m_text;
};

base::Result<Document> parseYaml(std::string text) {
    const auto tree = readYaml(text);
    if (!tree)
        return tree.error();
    Document document;
    document.m_text = std::move(text);
    document.m_syntax = Syntax::Yaml;
    YamlDocumentBuilder builder(document, *tree);
    if (!builder.build())
        return builder.error();
    document.m_isLiteral = tree->anchored.empty() &&
                           std::ranges::all_of(tree->nodes, &std::string::empty, &YamlNode::tag);
    return document;
}

base::Result<Document> parseYaml(std::string text, const Document& before) {
    if (auto document = YamlScalarChange(before, text).document())
        return *std::move(document);
    return parseYaml(std::move(text));
}

} // namespace ws::json
