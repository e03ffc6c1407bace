#include "engine/statemachine/validator.h"

#include "engine/statemachine/validatoradvice.h"
#include "engine/statemachine/validatorfix.h"
#include "engine/statemachine/validatorflow.h"
#include "engine/statemachine/validatorstructure.h"
#include "engine/statemachine/validatorsyntax.h"
#include "engine/statemachine/validatorvariables.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace ws::statemachine {

namespace {

void checkDuplicateMembers(ValidatorReport& report) {
    constexpr std::size_t kFew = 12; // members that are compared faster than hashed
    const json::Document& document = report.document();
    std::unordered_set<std::string_view> seen;
    for (json::Document::NodeId id = 0; id < document.nodeCount(); ++id) {
        const json::Document::Node& node = document.node(id);
        if (node.type != json::Value::Type::Object || node.children.size() < 2)
            continue;
        seen.clear();
        const bool few = node.children.size() <= kFew;
        for (auto at = node.children.begin(); at != node.children.end(); ++at) {
            const json::Document::NodeId child = *at;
            const std::string& name = document.node(child).key;
            const auto isNamesake = [&](json::Document::NodeId earlier) {
                return document.node(earlier).key == name;
            };
            if (few ? std::any_of(node.children.begin(), at, isNamesake)
                    : !seen.insert(name).second)
                offerRemoval(report.errorOnName(child, diagnosticcode::kJson,
                                                "Duplicate field '" + name + "'",
                                                {{"field", name}}),
                             document, child);
        }
    }
}

Diagnostic notAnObject(json::Range range) {
    return {.code = std::string(diagnosticcode::kSchema),
            .message = "Definition must be a valid JSON object",
            .range = range};
}

} // namespace

std::vector<Diagnostic> validate(const json::Document& document, const ValidateOptions& options) {
    const json::Document::Node& root = document.node(document.root());
    if (root.type != json::Value::Type::Object)
        return {notAnObject(root.range)};
    ValidatorReport report(document);
    checkDuplicateMembers(report);
    ValidatorStructure structure(report, options);
    structure.machine(document.root());
    if (options.flow == ValidateOptions::Flow::Checked) {
        ValidatorFlow flow(report, options.rigour);
        flow.machine(document.root());
        ValidatorVariables(report, flow.scopes()).check(structure.reads());
        ValidatorLooks(report).check(flow.scopes());
        if (options.rigour == ValidateOptions::Rigour::Workbench)
            ValidatorAdvice(report, flow.scopes()).check();
    }
    return report.take(options.order);
}

std::vector<Diagnostic> validateText(const std::string& text, const ValidateOptions& options,
                                     DefinitionKind kind) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return {notAnObject({0, text.size()})};
    const auto document = loadDefinition(text, kind);
    if (!document)
        return {syntaxDiagnostic(text, document.error())};
    return validate(*document, options);
}

bool isValid(const std::vector<Diagnostic>& diagnostics) {
    return std::none_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::Error;
    });
}

} // namespace ws::statemachine
