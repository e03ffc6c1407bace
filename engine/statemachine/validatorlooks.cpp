#include "engine/expression/path.h"
#include "engine/statemachine/graph.h"
#include "engine/statemachine/validatoradvice.h"
#include "engine/statemachine/validatorfix.h"
#include "engine/statemachine/validatortext.h"

#include <array>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

constexpr std::string_view kFunctions = "States.";

/// A path from the root or the context object, or a call of an intrinsic function; "$5" is none.
bool looksComputed(const std::string& text) {
    if (text.starts_with(kFunctions))
        return text.ends_with(')') && pathOrCallFault(text).code.empty();
    const bool path = text == "$" || text.starts_with("$.") || text.starts_with("$[") ||
                      text == "$$" || text.starts_with("$$.");
    return path && expression::Path::compile(text).ok();
}

} // namespace

void ValidatorLooks::check(const std::vector<FlowScope>& scopes) {
    const Document& document = m_report.document();
    const NodeId whole = document.member(document.root(), "QueryLanguage");
    const bool jsonata = whole != Document::kNone && m_report.text(whole) != "JSONPath";
    for (const FlowScope& scope : scopes) {
        for (const FlowScope::State& state : scope.states) {
            const NodeId own = document.member(state.node, "QueryLanguage");
            const bool isJsonata =
                own == Document::kNone ? jsonata : m_report.text(own) != "JSONPath";
            if (isJsonata)
                jsonataState(state.node);
            else
                jsonPathState(state.node, stateTypeFromName(
                                              m_report.text(document.member(state.node, "Type"))));
        }
    }
}

// --- JSONPath

void ValidatorLooks::jsonPathState(NodeId state, StateType type) {
    const Document& document = m_report.document();
    for (const char* field : {"Parameters", "ResultSelector", "ItemSelector", "Assign"}) {
        if (const NodeId at = document.member(state, field); at != Document::kNone)
            payloadTemplate(at);
    }
    if (const NodeId batch = document.member(document.member(state, "ItemBatcher"), "BatchInput");
        batch != Document::kNone)
        payloadTemplate(batch);
    if (type == StateType::Pass)
        staticResult(document.member(state, "Result"));
    if (type == StateType::Fail) {
        noPath(state, "Error");
        noPath(state, "Cause");
    }
    if (const NodeId rules = document.member(state, "Choices"); rules != Document::kNone) {
        for (const NodeId rule : document.node(rules).children)
            choiceRule(rule);
    }
}

void ValidatorLooks::payloadTemplate(NodeId at) {
    const Document& document = m_report.document();
    for (const NodeId child : document.node(at).children) {
        const std::string& name = document.node(child).key;
        const bool member = document.node(at).type == Type::Object && !name.ends_with(".$");
        const std::string text = m_report.text(child);
        if (!member || text.empty() || !looksComputed(text)) {
            payloadTemplate(child);
            continue;
        }
        Diagnostic& found =
            m_report.warning(child, diagnosticcode::kNoDollar,
                             "The value of '" + name +
                                 "' looks like a JSONPath or an intrinsic function, but the name "
                                 "does not end with '.$'",
                             {{"field", name}});
        found.location = m_report.location(at);
        offerRename(found, document, child, name + ".$");
    }
}

void ValidatorLooks::noPath(NodeId object, std::string_view field) {
    const Document& document = m_report.document();
    const NodeId at = document.member(object, field);
    if (at == Document::kNone || !looksComputed(m_report.text(at)))
        return;
    const std::string name(field);
    Diagnostic& found = m_report.warning(
        at, diagnosticcode::kNoPath,
        "The value of '" + name + "' looks like a path, but the name does not end with 'Path'",
        {{"field", name}});
    offerRename(found, document, at, name + "Path");
}

/// Operators with a text have a sister that takes a path.
void ValidatorLooks::choiceRule(NodeId rule) {
    constexpr std::array<std::string_view, 10> kOperators{
        "StringEquals",       "StringLessThan",  "StringGreaterThan",       "StringLessThanEquals",
        "NumericEquals",      "NumericLessThan", "StringGreaterThanEquals", "TimestampEquals",
        "NumericGreaterThan", "BooleanEquals"};
    const Document& document = m_report.document();
    for (const std::string_view name : kOperators)
        noPath(rule, name);
    if (const NodeId negated = document.member(rule, "Not"); negated != Document::kNone)
        choiceRule(negated);
    for (const char* logic : {"And", "Or"}) {
        const NodeId list = document.member(rule, logic);
        if (list == Document::kNone)
            continue;
        for (const NodeId part : document.node(list).children)
            choiceRule(part);
    }
}

bool ValidatorLooks::holdsPath(NodeId at) const {
    const Document& document = m_report.document();
    if (document.node(at).key.ends_with(".$") || looksComputed(m_report.text(at)))
        return true;
    for (const NodeId child : document.node(at).children) {
        if (holdsPath(child))
            return true;
    }
    return false;
}

void ValidatorLooks::staticResult(NodeId result) {
    if (result == Document::kNone || !holdsPath(result))
        return;
    const Document& document = m_report.document();
    Diagnostic& found = m_report.warningOnName(result, diagnosticcode::kStaticResult,
                                               "The Result of a Pass state is static: paths and "
                                               "intrinsic functions in it stay as they are");
    if (document.node(result).type == Type::Object)
        offerRename(found, document, result, "Parameters");
}

// --- JSONata

void ValidatorLooks::jsonataState(NodeId state) {
    const Document& document = m_report.document();
    for (const char* field : {"Arguments", "Output", "Assign", "Items", "ItemSelector"}) {
        if (const NodeId at = document.member(state, field); at != Document::kNone)
            jsonataValue(at);
    }
}

/// "$states.input.a" without its delimiters is a text.
void ValidatorLooks::jsonataValue(NodeId at) {
    const Document& document = m_report.document();
    for (const NodeId child : document.node(at).children)
        jsonataValue(child);
    const std::string text = m_report.text(at);
    if (!text.starts_with("$states."))
        return;
    Diagnostic& found =
        m_report.warning(at, diagnosticcode::kNoDelimiters,
                         "The value looks like JSONata, but without '{%' and '%}' it is a text");
    offer(found, fixcode::kAddDelimiters, {},
          json::replaceScalar(document, at, "{% " + text + " %}"));
}

} // namespace ws::statemachine
