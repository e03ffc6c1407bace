#pragma once

#include "engine/json/document.h"
#include "engine/statemachine/diagnostic.h"
#include "engine/statemachine/validator.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::statemachine {

namespace diagnosticcode {
// The service's.
inline constexpr std::string_view kJson = "INVALID_JSON_DESCRIPTION";
inline constexpr std::string_view kSchema = "SCHEMA_VALIDATION_FAILED";
inline constexpr std::string_view kTarget = "MISSING_TRANSITION_TARGET";
inline constexpr std::string_view kTerminal = "MISSING_END_STATE";
inline constexpr std::string_view kDuplicateName = "DUPLICATE_STATE_NAME";
inline constexpr std::string_view kStateName = "INVALID_STATE_NAME";
inline constexpr std::string_view kLabel = "INVALID_LABEL_NAME";
inline constexpr std::string_view kDuplicateLabel = "DUPLICATE_LABEL_NAME";
inline constexpr std::string_view kVariableName = "INVALID_VARIABLE_NAME";
inline constexpr std::string_view kReservedName = "RESERVED_VARIABLE_NAME";
inline constexpr std::string_view kDuplicateVariable = "DUPLICATE_VARIABLE_NAME";
inline constexpr std::string_view kExpression = "INVALID_JSONATA_EXPRESSION";
inline constexpr std::string_view kUnsupported = "UNSUPPORTED_JSONATA_EXPRESSION";
inline constexpr std::string_view kUndefined = "POSSIBLY_UNDEFINED_VARIABLE"; ///< warning
inline constexpr std::string_view kNoDollar = "NO_DOLLAR";                    ///< warning
inline constexpr std::string_view kNoPath = "NO_PATH";                        ///< warning
inline constexpr std::string_view kStaticResult = "PASS_RESULT_IS_STATIC";    ///< warning
inline constexpr std::string_view kYaml = "INVALID_YAML_DESCRIPTION";         ///< ours
// Ours, all of them warnings.
inline constexpr std::string_view kUnknownError = "UNKNOWN_ERROR_NAME";
inline constexpr std::string_view kRepeatedError = "REPEATED_ERROR_NAME";
inline constexpr std::string_view kDeadHandler = "UNREACHABLE_ERROR_HANDLER";
inline constexpr std::string_view kEndless = "ENDLESS_LOOP";
inline constexpr std::string_view kBusyLoop = "LOOP_WITHOUT_WAIT";
inline constexpr std::string_view kNoDefault = "CHOICE_WITHOUT_DEFAULT";
inline constexpr std::string_view kNoTimeout = "NO_TIMEOUT";
inline constexpr std::string_view kPayload = "PAYLOAD_NEAR_LIMIT";
inline constexpr std::string_view kDeprecated = "DEPRECATED_FIELD";
inline constexpr std::string_view kIneffective = "FIELD_WITHOUT_EFFECT";
inline constexpr std::string_view kNoDelimiters = "JSONATA_WITHOUT_DELIMITERS";
inline constexpr std::string_view kEval = "JSONATA_EVAL";
inline constexpr std::string_view kNewerSyntax = "JSONATA_NEWER_SYNTAX";
} // namespace diagnosticcode

/// Collects what the checks find.
class ValidatorReport {
public:
    using NodeId = json::Document::NodeId;
    using Args = std::vector<std::pair<std::string, std::string>>;

    explicit ValidatorReport(const json::Document& document)
        : m_document(document) {}

    const json::Document& document() const { return m_document; }

    // What was added may be completed (fixes, a narrower range) until the next is.

    /// Marks the whole value.
    Diagnostic& error(NodeId at, std::string_view code, std::string message, Args args = {});
    Diagnostic& schema(NodeId at, std::string message, Args args = {});
    Diagnostic& warning(NodeId at, std::string_view code, std::string message, Args args = {});
    /// Marks the name of the member, or the first byte of what has none: for what a long object
    /// lacks.
    Diagnostic& errorOnName(NodeId at, std::string_view code, std::string message, Args args = {});
    Diagnostic& schemaOnName(NodeId at, std::string message, Args args = {});
    Diagnostic& warningOnName(NodeId at, std::string_view code, std::string message,
                              Args args = {});
    /// Names one place and marks another.
    Diagnostic& schemaIn(NodeId place, json::Range range, std::string message, Args args = {});
    /// About a member that should not be there: the service names the object around it.
    Diagnostic& member(NodeId member, std::string message, Args args = {});

    json::Range nameRange(NodeId at) const;
    /// As the service writes places: "/" is the root, items have their index in brackets.
    std::string location(NodeId at) const;
    /// Document::string, without decoding what has nothing to decode: nearly every text.
    std::string text(NodeId at) const { return m_document.string(at); }
    /// What a deployment tool fills in: whatever it will be is right.
    bool isOpaque(NodeId at) const;
    std::vector<Diagnostic> take(ValidateOptions::Order order);

private:
    Diagnostic& add(Severity severity, NodeId place, json::Range range, std::string_view code,
                    std::string message, Args args);

    const json::Document& m_document;
    std::vector<Diagnostic> m_diagnostics;
};

} // namespace ws::statemachine
