#pragma once

#include "engine/base/result.h"
#include "engine/json/document.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/diagnostic.h"
#include "engine/statemachine/graph.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::statemachine {

/// A text that is read once for all who look at it. Of one thread: what is asked for is made then.
class ReadDefinition {
public:
    /// A byte order mark is left out: ranges do not count it.
    /// `before`: of the text as it was a moment ago, if there is one.
    explicit ReadDefinition(std::string text, DefinitionKind kind = DefinitionKind::Unknown,
                            const ReadDefinition* before = nullptr);

    const std::string& text() const { return m_text; }
    /// nullptr: it cannot be read.
    const json::Document* document() const { return m_document ? &*m_document : nullptr; }
    /// Why not: as loadDefinition() says it.
    const base::Error& error() const { return m_error; }
    /// Without nodes while the text cannot be read.
    const Graph& graph() const;
    const std::vector<Diagnostic>& findings() const;

private:
    const DefinitionKind m_kind;
    std::string m_text;
    std::optional<json::Document> m_document;
    base::Error m_error;

    // Made when they are asked for.
    mutable std::optional<Graph> m_graph;
    mutable std::optional<std::vector<Diagnostic>> m_findings;
};

using SharedDefinition = std::shared_ptr<const ReadDefinition>;

/// Lives as long as the definition does; nullptr: it cannot be read.
std::shared_ptr<const json::Document> documentOf(const SharedDefinition& definition);

SharedDefinition readDefinition(std::string text, DefinitionKind kind = DefinitionKind::Unknown,
                                const SharedDefinition& before = nullptr);

} // namespace ws::statemachine
