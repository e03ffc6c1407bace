#include "engine/statemachine/definitionconversion.h"

#include "engine/json/textstyle.h"
#include "engine/json/yamltext.h"

#include <algorithm>
#include <vector>

namespace ws::statemachine {

namespace {

using json::Document;
using json::Range;

/// Where a number sign is part of a text: keys and scalars, in rising order.
std::vector<Range> textsOf(const Document& document) {
    std::vector<Range> texts;
    for (Document::NodeId id = 0; id < document.nodeCount(); ++id) {
        const Document::Node& node = document.node(id);
        if (node.keyRange.size() > 0)
            texts.push_back(node.keyRange);
        if (node.type != json::Value::Type::Object && node.type != json::Value::Type::Array)
            texts.push_back(node.range);
    }
    std::sort(texts.begin(), texts.end(),
              [](const Range& a, const Range& b) { return a.begin < b.begin; });
    return texts;
}

std::size_t commentsIn(const Document& document) {
    const std::string& text = document.text();
    const std::vector<Range> texts = textsOf(document);
    std::size_t comments = 0;
    auto next = texts.begin();
    for (std::size_t at = text.find('#'); at != std::string::npos;) {
        while (next != texts.end() && next->end <= at)
            ++next;
        const bool within = next != texts.end() && next->contains(at);
        const bool comment =
            !within &&
            (at == 0 || std::string_view(" \t\r\n").find(text[at - 1]) != std::string_view::npos);
        if (comment)
            ++comments;
        // A comment takes the rest of its line, other number signs too.
        at = text.find('#', comment ? json::lineEnd(text, at) : at + 1);
    }
    return comments;
}

/// Counts the outermost of what has its bytes elsewhere.
std::size_t aliasesIn(const Document& document) {
    std::size_t aliases = 0;
    for (Document::NodeId id = 1; id < document.nodeCount(); ++id) {
        if (!json::isInPlace(document, id) && json::isInPlace(document, document.node(id).parent))
            ++aliases;
    }
    return aliases;
}

} // namespace

base::Result<Conversion> converted(const std::string& text, DefinitionKind from,
                                   DefinitionKind to) {
    const auto document = loadDefinition(text, from);
    if (!document)
        return document.error();
    const bool yaml = document->syntax() == json::Syntax::Yaml;
    if (yaml == (to == DefinitionKind::Yaml))
        return Conversion{text};
    const json::Value value = document->value(document->root());
    if (!yaml)
        return Conversion{json::yamlText(value)};
    return Conversion{value.pretty() + "\n", commentsIn(*document), aliasesIn(*document)};
}

} // namespace ws::statemachine
