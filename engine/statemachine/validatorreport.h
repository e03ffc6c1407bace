#pragma once

#include "engine/json/document.h"
#include "engine/statemachine/diagnostic.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::statemachine {

namespace diagnosticcode {
inline constexpr std::string_view kJson = "INVALID_JSON_DESCRIPTION";
inline constexpr std::string_view kSchema = "SCHEMA_VALIDATION_FAILED";
inline constexpr std::string_view kTarget = "MISSING_TRANSITION_TARGET";
inline constexpr std::string_view kTerminal = "MISSING_END_STATE";
inline constexpr std::string_view kDuplicateName = "DUPLICATE_STATE_NAME";
inline constexpr std::string_view kUnknownError = "UNKNOWN_ERROR_NAME";
} // namespace diagnosticcode

/// Collects what the checks find.
class ValidatorReport {
public:
    using NodeId = json::Document::NodeId;
    using Args = std::vector<std::pair<std::string, std::string>>;

    explicit ValidatorReport(const json::Document& document)
        : m_document(document) {}

    const json::Document& document() const { return m_document; }

    /// Marks the whole value.
    void error(NodeId at, std::string_view code, std::string message, Args args = {});
    void schema(NodeId at, std::string message, Args args = {});
    /// Marks the name of the member, or the first byte of what has none: for what a long object
    /// lacks.
    void schemaOnName(NodeId at, std::string message, Args args = {});
    void errorOnName(NodeId at, std::string_view code, std::string message, Args args = {});
    /// Names one place and marks another.
    void schemaIn(NodeId place, json::Range range, std::string message, Args args = {});
    void warning(NodeId at, std::string_view code, std::string message, Args args = {});

    json::Range nameRange(NodeId at) const;
    /// Document::string, without decoding what has nothing to decode: nearly every text.
    std::string text(NodeId at) const;
    /// In the order of the text.
    std::vector<Diagnostic> take();

private:
    void add(Severity severity, NodeId place, json::Range range, std::string_view code,
             std::string message, Args args);

    const json::Document& m_document;
    std::vector<Diagnostic> m_diagnostics;
};

} // namespace ws::statemachine
