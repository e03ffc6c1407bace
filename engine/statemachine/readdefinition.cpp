#include "engine/statemachine/readdefinition.h"

#include "engine/statemachine/validator.h"
#include "engine/statemachine/validatorsyntax.h"

namespace ws::statemachine {

ReadDefinition::ReadDefinition(std::string text, DefinitionKind kind, const ReadDefinition* before)
    : m_kind(kind)
    , m_text(std::move(text)) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (m_text.starts_with(kByteOrderMark))
        m_text.erase(0, kByteOrderMark.size());
    auto document = before && before->m_document
                        ? loadDefinition(m_text, m_kind, *before->m_document)
                        : loadDefinition(m_text, m_kind);
    if (document)
        m_document = std::move(*document);
    else
        m_error = document.error();
}

const Graph& ReadDefinition::graph() const {
    if (!m_graph)
        m_graph = m_document ? buildGraph(*m_document) : Graph{};
    return *m_graph;
}

const std::vector<Diagnostic>& ReadDefinition::findings() const {
    if (m_findings)
        return *m_findings;
    const bool blank = m_text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (blank)
        m_findings = validateText(m_text, {}, m_kind);
    else if (m_document)
        m_findings = validate(*m_document);
    else
        m_findings = {syntaxDiagnostic(m_text, m_error)};
    return *m_findings;
}

std::shared_ptr<const json::Document> documentOf(const SharedDefinition& definition) {
    if (!definition || !definition->document())
        return nullptr;
    return {definition, definition->document()};
}

SharedDefinition readDefinition(std::string text, DefinitionKind kind,
                                const SharedDefinition& before) {
    return std::make_shared<const ReadDefinition>(std::move(text), kind, before.get());
}

} // namespace ws::statemachine
