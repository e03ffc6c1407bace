#include "engine/json/yamlevents.h"

#include "engine/json/syntaxreason.h"
#include "engine/json/yamlrange.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace ws::json {

namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF"; // a byte order mark is no part of the document

/// Collects what the reader tells; it tells only where things begin, so each end is found in the
/// text.
class Collector : public YAML::EventHandler {
public:
    explicit Collector(std::string_view text, std::size_t offset)
        : m_text(text)
        , m_offset(offset) {}

    YamlTree take() { return std::move(m_tree); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        YamlNode node;
        node.plain = true;
        node.range = nullRange(at(mark));
        node.text = std::string(m_text.substr(node.range.begin, node.range.size()));
        add(std::move(node), anchor);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        YamlNode node;
        node.kind = YamlNode::Kind::Alias;
        node.range = {at(mark), endOfWord(m_text, at(mark))};
        node.anchor = anchor;
        add(std::move(node), 0);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        YamlNode node;
        node.range = scalarRange(m_text, afterProperties(m_text, at(mark)), value, indent());
        const char first = node.range.size() > 0 ? m_text[node.range.begin] : '\0';
        node.plain = tag != "!" && first != '"' && first != '\'' && first != '|' && first != '>';
        setTag(node, tag);
        node.text = value;
        add(std::move(node), anchor);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        start(YamlNode::Kind::Sequence, mark, tag, anchor, style);
    }
    void OnSequenceEnd() override { finish(']'); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        start(YamlNode::Kind::Mapping, mark, tag, anchor, style);
    }
    void OnMapEnd() override { finish('}'); }

private:
    struct Open {
        std::uint32_t node;
        bool flow;
        int column; ///< from 0, of a block's dashes or keys
    };

    std::size_t at(const YAML::Mark& mark) const {
        return std::min(m_text.size(), m_offset + std::size_t(std::max(0, mark.pos)));
    }

    /// How far the lines of a block scalar are indented at most without being part of it.
    int indent() const { return m_open.empty() ? -1 : m_open.back().column; }

    static void setTag(YamlNode& node, const std::string& tag) {
        if (tag != "?" && tag != "!")
            node.tag = tag;
    }

    static bool isNull(std::string_view word) {
        return word == "~" || word == "null" || word == "Null" || word == "NULL";
    }

    /// An absent value begins, for the reader, where the next thing does; here it is behind its
    /// colon.
    Range nullRange(std::size_t mark) const {
        const std::size_t begin = afterProperties(m_text, mark);
        const std::size_t end = endOfWord(m_text, begin);
        const bool isWord = isNull(m_text.substr(begin, end - begin));
        const YamlNode* parent = m_open.empty() ? nullptr : &m_tree.nodes[m_open.back().node];
        if (!parent || parent->kind != YamlNode::Kind::Mapping || parent->children.size() % 2 == 0)
            return {begin, isWord ? end : begin};
        const std::size_t key = m_tree.nodes[parent->children.back()].range.end;
        const std::size_t colon = skipBlanks(m_text, key);
        const std::size_t after = m_text.substr(colon, 1) == ":" ? colon + 1 : key;
        const bool isHere = afterProperties(m_text, skipBlanks(m_text, after)) == begin;
        return isWord && isHere ? Range{begin, end} : Range{after, after};
    }

    std::uint32_t add(YamlNode node, YAML::anchor_t anchor) {
        const auto id = static_cast<std::uint32_t>(m_tree.nodes.size());
        if (anchor != 0) {
            node.anchor = anchor;
            if (m_tree.anchored.size() <= anchor)
                m_tree.anchored.resize(anchor + 1);
            m_tree.anchored[anchor] = id;
        }
        m_tree.nodes.push_back(std::move(node));
        if (!m_open.empty()) {
            YamlNode& parent = m_tree.nodes[m_open.back().node];
            parent.children.push_back(id);
            if (!m_open.back().flow && parent.children.size() == 1)
                noteColumn(id);
        }
        return id;
    }

    /// A block mapping is indented as its first key is.
    void noteColumn(std::uint32_t first) {
        const YamlNode& parent = m_tree.nodes[m_open.back().node];
        if (parent.kind == YamlNode::Kind::Mapping)
            m_open.back().column = columnOf(m_text, m_tree.nodes[first].range.begin);
    }

    void start(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
               YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
        YamlNode node;
        node.kind = kind;
        const std::size_t begin = afterProperties(m_text, at(mark));
        node.range = {begin, begin};
        setTag(node, tag);
        const std::uint32_t id = add(std::move(node), anchor);
        m_open.push_back({id, style == YAML::EmitterStyle::Flow, columnOf(m_text, begin)});
    }

    void finish(char bracket) {
        const Open open = m_open.back();
        m_open.pop_back();
        YamlNode& node = m_tree.nodes[open.node];
        if (!node.children.empty()) {
            const Range last = m_tree.nodes[node.children.back()].range;
            // A mapping within a flow sequence may have no braces; it begins with its key.
            const Range first = m_tree.nodes[node.children.front()].range;
            if (!open.flow)
                node.range.begin = std::min(node.range.begin, first.begin);
            node.range.end = last.end;
        }
        if (open.flow && m_text.substr(node.range.begin, 1) == (bracket == ']' ? "[" : "{"))
            node.range.end =
                afterBracket(m_text, std::max(node.range.end, node.range.begin + 1), bracket);
    }

    const std::string_view m_text;
    const std::size_t m_offset;
    YamlTree m_tree;
    std::vector<Open> m_open;
};

/// What the reader takes for the end of its input, or what no JSON text can hold.
std::size_t findControl(std::string_view text) {
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    };
    return std::size_t(std::find_if(text.begin(), text.end(), isControl) - text.begin());
}

} // namespace

base::Error yamlError(std::string_view text, std::size_t offset, const base::Reason& reason) {
    const Position at = positionAt(text, offset);
    return base::withReason({"yaml.syntax",
                             {{"line", std::to_string(at.line)},
                              {"column", std::to_string(at.column)},
                              {"offset", std::to_string(std::min(offset, text.size()))}}},
                            reason);
}

base::Result<YamlTree> readYaml(const std::string& text) {
    if (const std::size_t control = findControl(text); control < text.size())
        return yamlError(text, control, {"yaml.control", "the text holds a control character"});
    const std::size_t offset = text.starts_with(kMark) ? kMark.size() : 0;
    const base::Reason noDocument{"yaml.noDocument", "the text holds no document"};
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        Collector collector(text, offset);
        if (!parser.HandleNextDocument(collector))
            return yamlError(text, 0, noDocument);
        YamlTree tree = collector.take();
        if (tree.nodes.empty())
            return yamlError(text, 0, noDocument);
        Collector second(text, offset);
        if (parser.HandleNextDocument(second))
            return yamlError(text, tree.nodes[0].range.end,
                             {"yaml.documents", "the text holds more than one document"});
        return tree;
    } catch (const YAML::Exception& exception) {
        const auto pos = std::size_t(std::max(0, exception.mark.pos));
        return yamlError(text, std::min(text.size(), offset + pos), yamlReason(exception.msg));
    }
}

} // namespace ws::json
