#include "engine/statemachine/definitiontext.h"

#include "engine/json/yamldocument.h"

namespace ws::statemachine {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// A machine is an object, which in JSON begins with a brace and in YAML as people write it does
/// not.
DefinitionKind kindOfText(std::string_view text) {
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool json = first == std::string_view::npos || text[first] == '{' || text[first] == '[';
    return json ? DefinitionKind::Json : DefinitionKind::Yaml;
}

/// The placeholder that begins at `at`: its key and the byte behind it.
std::pair<std::string_view, std::size_t> placeholderAt(std::string_view text, std::size_t at) {
    const std::size_t close = text.find('}', at);
    if (close == std::string_view::npos)
        return {{}, text.size()};
    return {text.substr(at + 2, close - at - 2), close + 1};
}

} // namespace

std::string filled(std::string_view text, const Substitutions& substitutions) {
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = text.find("${"); at != std::string_view::npos;
         at = text.find("${", done)) {
        const auto [key, behind] = placeholderAt(text, at);
        const auto found = substitutions.find(key);
        out += text.substr(done, at - done);
        if (found == substitutions.end())
            out += text.substr(at, behind - at);
        else
            out += found->second.isString() ? found->second.toString() : found->second.dump();
        done = behind;
    }
    return out.append(text.substr(done));
}

json::Value substituted(const std::string& text, const Substitutions& substitutions) {
    if (text.starts_with("${")) {
        const auto [key, behind] = placeholderAt(text, 0);
        const auto found = substitutions.find(key);
        if (behind == text.size() && found != substitutions.end())
            return found->second;
    }
    return filled(text, substitutions);
}

DefinitionKind definitionKindOfFile(std::string_view name) {
    if (name.ends_with(".yaml") || name.ends_with(".yml"))
        return DefinitionKind::Yaml;
    return name.ends_with(".json") || name.ends_with(".asl") ? DefinitionKind::Json
                                                             : DefinitionKind::Unknown;
}

void substitute(json::Document& document, const Substitutions& substitutions) {
    if (substitutions.empty())
        return;
    const std::size_t count = document.nodeCount(); // what is put in is not looked at again
    for (json::Document::NodeId id = 0; id < count; ++id) {
        if (document.node(id).type != json::Value::Type::String)
            continue;
        const std::string text = document.string(id);
        if (text.find("${") == std::string::npos)
            continue;
        const json::Value value = substituted(text, substitutions);
        if (!value.isString() || value.toString() != text)
            document.substitute(id, value);
    }
}

base::Result<json::Document> loadDefinition(std::string text, DefinitionKind kind,
                                            const Substitutions& substitutions) {
    if (kind == DefinitionKind::Unknown)
        kind = kindOfText(text);
    auto document =
        kind == DefinitionKind::Yaml
            ? json::parseYaml(std::move(text))
            : json::Document::parse(std::move(text), json::Document::Placeholders::Allowed);
    if (document)
        substitute(*document, substitutions);
    return document;
}

base::Result<json::Document> loadDefinition(std::string text, DefinitionKind kind,
                                            const json::Document& before) {
    if (kind == DefinitionKind::Unknown)
        kind = kindOfText(text);
    return kind == DefinitionKind::Yaml ? json::parseYaml(std::move(text), before)
                                        : loadDefinition(std::move(text), kind);
}

} // namespace ws::statemachine
