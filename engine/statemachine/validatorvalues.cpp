#include "engine/statemachine/validatorvalues.h"

#include "engine/base/ids.h"
#include "engine/base/reason.h"
#include "engine/base/suggestion.h"
#include "engine/expression/intrinsic.h"
#include "engine/expression/jsonatatemplate.h"
#include "engine/expression/path.h"
#include "engine/statemachine/validatorfix.h"
#include "engine/statemachine/validatortext.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using expression::Intrinsic;
using expression::Path;

constexpr std::int64_t kMaxSeconds = 99'999'999;
constexpr std::int64_t kMaxDelay = 31'622'400; // seconds of a leap year
constexpr std::int64_t kAll = 100;             // percent

/// As it is written: 1.10 stays 1.10 when it becomes a text.
std::string sourceOf(const json::Document& document, json::Range range) {
    return document.text().substr(range.begin, range.size());
}

/// Between the delimiters of an expression.
std::string_view inner(std::string_view text) {
    return text.substr(2, text.size() - 4);
}

} // namespace

void ValidatorValues::check(NodeId at, FieldKind kind, QueryLanguage language) {
    const bool jsonata = language == QueryLanguage::Jsonata;
    switch (kind) {
    case FieldKind::Text:
    case FieldKind::Target:
        return text(at);
    case FieldKind::Message:
        return message(at, language);
    case FieldKind::TextOrPath:
        return textOrPath(at);
    case FieldKind::Flag:
        return flag(at);
    case FieldKind::Path:
        return type(at) == Type::Null ? void() : path(at);
    case FieldKind::Reference:
        return reference(at);
    case FieldKind::ResultPath:
        return resultPath(at);
    case FieldKind::Template:
        return payloadTemplate(at);
    case FieldKind::Expressions:
        return expressions(at);
    case FieldKind::Payload:
        return jsonata ? expressions(at) : payloadTemplate(at);
    case FieldKind::Assignments:
        return assignments(at, language);
    case FieldKind::Items:
        return items(at);
    case FieldKind::Condition:
        return condition(at);
    case FieldKind::Timestamp:
        return timestamp(at, language);
    case FieldKind::Resource:
        return resource(at);
    case FieldKind::ReaderResource:
        return readerResource(at);
    case FieldKind::Credentials:
        return credentials(at, language);
    case FieldKind::Label:
        return label(at);
    case FieldKind::Headers:
        return headers(at);
    default:
        return checkEnum(at, kind, language);
    }
}

void ValidatorValues::checkEnum(NodeId at, FieldKind kind, QueryLanguage language) {
    switch (kind) {
    case FieldKind::Language:
        return oneOf(at, {"JSONPath", "JSONata"});
    case FieldKind::Version:
        return oneOf(at, {"1.0"});
    case FieldKind::StateType:
        return oneOf(at, {"Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"});
    case FieldKind::Jitter:
        return oneOf(at, {"NONE", "FULL"});
    case FieldKind::ProcessorMode:
        return oneOf(at, {"INLINE", "DISTRIBUTED"});
    case FieldKind::ExecutionType:
        return oneOf(at, {"STANDARD", "EXPRESS"});
    case FieldKind::ReaderInput:
        return oneOf(at, {"CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"});
    case FieldKind::HeaderLocation:
        return oneOf(at, {"FIRST_ROW", "GIVEN"});
    default:
        return checkNumber(at, kind, language);
    }
}

void ValidatorValues::checkNumber(NodeId at, FieldKind kind, QueryLanguage language) {
    switch (kind) {
    case FieldKind::Seconds:
    case FieldKind::Attempts:
        return number(at, language, {0, kMaxSeconds});
    case FieldKind::Count:
        return number(at, language, {0, std::nullopt});
    case FieldKind::Timeout:
        return number(at, language, {1, kMaxSeconds});
    case FieldKind::PositiveCount:
        return number(at, language, {1, std::nullopt});
    case FieldKind::Delay:
        return number(at, language, {1, kMaxDelay});
    case FieldKind::Percentage:
        return number(at, language, {0, kAll, Bounds::Kind::Any});
    case FieldKind::Rate:
        return number(at, language, {1, std::nullopt, Bounds::Kind::Any});
    case FieldKind::Number:
        return number(at, language, {std::nullopt, std::nullopt, Bounds::Kind::Any});
    default:
        return; // parts of the machine, and what may be anything
    }
}

bool ValidatorValues::readText(NodeId at, std::string& out) {
    if (m_report.isOpaque(at))
        return false;
    if (!isText(at)) {
        wrongType(at, "[STRING]");
        return false;
    }
    out = m_report.text(at);
    return true;
}

void ValidatorValues::wrongType(NodeId at, std::string_view wanted) {
    const json::Document& document = m_report.document();
    Diagnostic& found = m_report.schema(at, "Expected value of type " + std::string(wanted),
                                        {{"wanted", std::string(wanted)}});
    const json::Value given = document.value(at);
    if (wanted == "[STRING]" && !given.isArray() && !given.isObject() && !given.isNull())
        return offerValue(found, document, at, sourceOf(document, document.node(at).range));
    const auto parsed = json::Value::parse(given.toString()); // "5" or "true" as a text
    if (!parsed)
        return;
    const bool fits = wanted == "[BOOLEAN]" ? parsed->isBool()
                      : wanted == "Integer" ? parsed->isInteger()
                                            : wanted == "Float" && parsed->isNumber();
    if (fits)
        offerValue(found, document, at, *parsed);
}

void ValidatorValues::explain(Diagnostic& diagnostic, NodeId at, const base::Error& error) {
    diagnostic.reason = base::reasonOf(error);
    const std::string offset = error.arg("offset");
    const std::size_t size = m_report.text(at).size();
    const std::size_t begin = std::strtoull(offset.c_str(), nullptr, 10);
    if (begin > 0 && begin < size)
        diagnostic.range = m_report.document().rangeWithin(at, begin, begin + 1);
}

void ValidatorValues::text(NodeId at) {
    std::string ignored;
    static_cast<void>(readText(at, ignored));
}

void ValidatorValues::flag(NodeId at) {
    if (type(at) != Type::Bool && !m_report.isOpaque(at))
        wrongType(at, "[BOOLEAN]");
}

void ValidatorValues::message(NodeId at, QueryLanguage language) {
    text(at);
    if (isText(at) && language == QueryLanguage::Jsonata)
        expressions(at);
}

// --- JSONPath

void ValidatorValues::path(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    if (const auto compiled = Path::compile(text); !compiled)
        offerPath(m_report.schema(at, "Value must be a valid JSONPath.", {{"value", text}}), at,
                  compiled.error());
    else
        pathReads(at, *compiled);
}

/// Most often only the root is missing.
void ValidatorValues::offerPath(Diagnostic& found, NodeId at, const base::Error& error) {
    explain(found, at, error);
    const std::string text = m_report.text(at);
    if (!text.starts_with('$') && Path::compile("$." + text))
        offerValue(found, m_report.document(), at, "$." + text);
}

void ValidatorValues::pathReads(NodeId at, const Path& path) {
    const std::string& name = path.variable();
    if (!name.empty())
        m_reads.push_back({at, name, {}, m_report.document().rangeWithin(at, 0, name.size() + 1)});
}

void ValidatorValues::reference(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    const auto compiled = Path::compile(text, Path::Kind::Reference);
    if (compiled)
        return pathReads(at, *compiled);
    const base::Reason reason =
        text.starts_with('$')
            ? base::reasonOf(compiled.error())
            : base::Reason{"path.referenceDollar", "Reference path didn't start with '$'"};
    Diagnostic& found = m_report.schema(at, "Value is not a Reference Path: " + reason.text,
                                        {{"value", text}, {"reason", reason.text}});
    offerPath(found, at, compiled.error());
    found.reason = reason;
}

void ValidatorValues::resultPath(NodeId at) {
    std::string text;
    if (type(at) == Type::Null || !readText(at, text))
        return;
    const auto compiled = Path::compile(text, Path::Kind::Reference);
    if (!compiled)
        return reference(at);
    base::Reason reason;
    if (compiled->readsContext())
        reason = {"path.intoContext", "a result cannot be put into the context object"};
    else if (!compiled->variable().empty())
        reason = {"path.intoVariable", "a result cannot be put into a variable"};
    if (!reason.code.empty())
        m_report
            .schema(at, "Value is not a Reference Path: " + reason.text,
                    {{"value", text}, {"reason", reason.text}})
            .reason = reason;
}

void ValidatorValues::textOrPath(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    const base::Error error = pathOrCallFault(text);
    if (!error.code.empty())
        explain(m_report.schema(at,
                                "Value must be a valid JSONPath or a valid intrinsic function call",
                                {{"value", text}}),
                at, error);
}

void ValidatorValues::payloadTemplate(NodeId at) {
    const json::Document::Node& node = m_report.document().node(at);
    for (const NodeId child : node.children) {
        if (node.type == Type::Object && m_report.document().node(child).key.ends_with(".$"))
            templateMember(at, child);
        else
            payloadTemplate(child);
    }
}

void ValidatorValues::templateMember(NodeId object, NodeId member) {
    const json::Document& document = m_report.document();
    const json::Document::Node& node = document.node(member);
    const std::string plain = node.key.substr(0, node.key.size() - 2);
    if (document.member(object, plain) != json::Document::kNone)
        m_report.schemaIn(object, node.keyRange,
                          "The field '" + plain + "' is defined twice, with and without '.$'",
                          {{"field", plain}});
    if (m_report.isOpaque(member))
        return;
    const base::Error error =
        isText(member) ? pathOrCallFault(m_report.text(member))
                       : base::withReason({"type", {}}, {"template.notText", "a text is expected"});
    if (error.code.empty() && !Intrinsic::looksLikeOne(m_report.text(member)))
        pathReads(member, *Path::compile(m_report.text(member)));
    if (error.code.empty())
        return;
    Diagnostic& found =
        m_report.schemaIn(object, node.range,
                          "The value for the field '" + node.key +
                              "' must be a valid JSONPath or a valid intrinsic function call",
                          {{"field", node.key}});
    offerRename(found, document, member, plain);
    if (isText(member))
        offerPath(found, member, error);
    else
        found.reason = base::reasonOf(error);
}

// --- JSONata

void ValidatorValues::expressions(NodeId at) {
    const json::Document::Node& node = m_report.document().node(at);
    for (const NodeId child : node.children)
        expressions(child);
    if (isText(at))
        expression(at, m_report.text(at));
}

void ValidatorValues::expression(NodeId at, const std::string& text) {
    if (!isExpression(text)) {
        const bool opened = text.starts_with("{%");
        if (!opened && !text.ends_with("%}"))
            return;
        // What only ends so is a text for the service.
        const char* const words = "JSONata string must start with {% and end with %}";
        Diagnostic& found =
            opened ? m_report.schema(at, words, {{"value", text}})
                   : m_report.warning(at, diagnosticcode::kNoDelimiters, words, {{"value", text}});
        offer(found, fixcode::kAddDelimiters, {},
              json::replaceScalar(m_report.document(), at, opened ? text + " %}" : "{% " + text));
        return;
    }
    if (isPlaceholder(text))
        return;
    const std::string_view bare = expression::JsonataTemplate::expressionIn(text);
    const auto& compiled = m_expressions.compile(bare);
    if (compiled)
        return usesOf(at, *compiled, std::size_t(bare.data() - text.data()));
    // The blanks around it count where the place of the fault is told.
    const auto written = expression::Jsonata::compile(inner(text));
    invalidExpression(at, text, written ? compiled.error() : written.error());
}

/// The service gives the reader's message without its code; marked is the token before the place
/// that the reader names, or the end.
void ValidatorValues::invalidExpression(NodeId at, const std::string& text,
                                        const base::Error& error) {
    Diagnostic& found =
        m_report.error(at, diagnosticcode::kExpression, error.arg("message"),
                       {{"code", error.arg("code")}, {"token", error.arg("token")}});
    found.reason = base::reasonOf(error);
    const std::string position = error.arg("position");
    if (position.empty())
        return;
    const std::string_view written = inner(text);
    const std::size_t end = bytesOfUtf16(written, std::strtoull(position.c_str(), nullptr, 10));
    const std::string token = error.arg("token");
    const std::size_t length =
        std::min(end, !token.empty() && written.substr(0, end).ends_with(token) ? token.size() : 1);
    found.range = m_report.document().rangeWithin(at, 2 + end - length, 2 + end);
}

/// `begin`: of the expression in the text.
void ValidatorValues::usesOf(NodeId at, const expression::Jsonata& compiled, std::size_t begin) {
    const json::Document& document = m_report.document();
    const auto rangeOf = [&](std::size_t offset, std::size_t size) {
        return document.rangeWithin(at, begin + offset, begin + offset + size);
    };
    for (const auto& read : compiled.contextReads()) {
        const bool root = read.name == "$$";
        Diagnostic& found = m_report.error(at, diagnosticcode::kUnsupported,
                                           root ? "Reference to '$$' is not supported."
                                                : "Reference to '" + read.name +
                                                      "' at the top level is not supported.",
                                           {{"name", read.name}});
        const bool quoted = compiled.text().substr(read.offset, 1) == "`";
        found.range = rangeOf(read.offset, read.name.size() + (quoted ? 2 : 0));
        const std::string written = sourceOf(document, found.range);
        const std::string input =
            read.name.starts_with('$') ? "$states.input" : "$states.input." + written;
        offer(found, fixcode::kReplaceValue, {{"from", written}, {"to", input}},
              json::Edit{found.range, input});
    }
    for (const auto& reference : compiled.references()) {
        std::size_t size = 1 + reference.name.size();
        if (reference.name == "states" && !reference.firstStep.empty())
            size += 1 + reference.firstStep.size();
        if (reference.name == "eval")
            m_report
                .warning(at, diagnosticcode::kEval,
                         "The function '$eval' is not supported by the service")
                .range = rangeOf(reference.offset, size);
        else
            m_reads.push_back(
                {at, reference.name, reference.firstStep, rangeOf(reference.offset, size)});
    }
    for (const std::size_t offset : compiled.newerOperators())
        m_report
            .warning(at, diagnosticcode::kNewerSyntax,
                     "The operator '" + std::string(compiled.text().substr(offset, 2)) +
                         "' is newer than the JSONata that the service is known to run",
                     {{"operator", compiled.text().substr(offset, 2)}})
            .range = rangeOf(offset, 2);
}

void ValidatorValues::items(NodeId at) {
    if (type(at) == Type::Array || type(at) == Type::Object)
        return expressions(at);
    std::string text;
    if (!readText(at, text))
        return;
    if (isExpression(text))
        return expression(at, text);
    m_report.schema(at, "JSONata string must start with {% and end with %}", {{"value", text}});
}

void ValidatorValues::condition(NodeId at) {
    if (type(at) != Type::Bool)
        items(at);
}

// --- Both

void ValidatorValues::assignments(NodeId at, QueryLanguage language) {
    const json::Document::Node& node = m_report.document().node(at);
    if (m_report.isOpaque(at))
        return;
    if (node.type != Type::Object)
        return wrongType(at, "[OBJECT]");
    const bool jsonata = language == QueryLanguage::Jsonata;
    for (const NodeId child : node.children) {
        std::string name = m_report.document().node(child).key;
        if (!jsonata && name.ends_with(".$"))
            name.resize(name.size() - 2);
        variableName(child, name);
    }
    jsonata ? expressions(at) : payloadTemplate(at);
}

void ValidatorValues::variableName(NodeId member, const std::string& name) {
    if (name == "states")
        m_report.errorOnName(member, diagnosticcode::kReservedName,
                             "Cannot assign to reserved variable '$states'.", {{"name", name}});
    else if (!isVariableName(name))
        m_report.errorOnName(member, diagnosticcode::kVariableName,
                             "Invalid variable name '" + name +
                                 "': the variable name contains invalid characters.",
                             {{"name", name}});
}

void ValidatorValues::headers(NodeId at) {
    if (m_report.isOpaque(at))
        return;
    if (type(at) != Type::Array)
        return wrongType(at, "[ARRAY]");
    for (const NodeId child : m_report.document().node(at).children)
        text(child);
}

void ValidatorValues::number(NodeId at, QueryLanguage language, const Bounds& bounds) {
    if (m_report.isOpaque(at))
        return;
    if (isText(at) && language == QueryLanguage::Jsonata && isExpression(m_report.text(at)))
        return expression(at, m_report.text(at));
    const json::Value value = m_report.document().value(at);
    const bool whole = bounds.kind == Bounds::Kind::Whole;
    if (whole ? !value.isInteger() : !value.isNumber())
        return wrongType(at, whole ? "Integer" : "Float");
    const double given = value.toDouble();
    if (bounds.least && given < double(*bounds.least))
        offerValue(m_report.schema(at, "Minimum value is " + std::to_string(*bounds.least),
                                   {{"least", std::to_string(*bounds.least)}}),
                   m_report.document(), at, *bounds.least);
    if (bounds.most && given > double(*bounds.most))
        offerValue(m_report.schema(at, "Maximum value is " + std::to_string(*bounds.most),
                                   {{"most", std::to_string(*bounds.most)}}),
                   m_report.document(), at, *bounds.most);
}

void ValidatorValues::timestamp(NodeId at, QueryLanguage language) {
    std::string text;
    if (!readText(at, text))
        return;
    if (language == QueryLanguage::Jsonata && isExpression(text))
        return expression(at, text);
    if (!isTimestamp(text))
        m_report.schema(at, "String does not match RFC3339 timestamp", {{"value", text}});
}

/// A function of the workspace may be called by its name alone, so only what says that it is an ARN
/// has to be one.
void ValidatorValues::resource(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    base::Arn arn;
    const bool mayBeName = m_options.rigour == ValidateOptions::Rigour::Workbench &&
                           !text.empty() && !base::Arn::looksLikeOne(text);
    if (!mayBeName && !base::Arn::parse(text, arn))
        m_report.schema(at, "Value is not a valid resource ARN", {{"value", text}});
}

void ValidatorValues::readerResource(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    const bool known = text.starts_with("arn:") && (text.ends_with(":states:::s3:getObject") ||
                                                    text.ends_with(":states:::s3:listObjectsV2"));
    if (!known)
        m_report.schema(at, "The field 'Resource' does not match any of the allowed values",
                        {{"value", text}});
}

void ValidatorValues::credentials(NodeId at, QueryLanguage language) {
    if (m_report.isOpaque(at))
        return;
    const bool jsonata = language == QueryLanguage::Jsonata;
    if (isText(at) && jsonata && isExpression(m_report.text(at)))
        return expression(at, m_report.text(at));
    if (type(at) != Type::Object)
        return wrongType(at, "[OBJECT]");
    const json::Document& document = m_report.document();
    if (document.member(at, "RoleArn") == json::Document::kNone &&
        (jsonata || document.member(at, "RoleArn.$") == json::Document::kNone))
        m_report.schemaOnName(at, "The field 'RoleArn' is required but was missing",
                              {{"field", "RoleArn"}});
    jsonata ? expressions(at) : payloadTemplate(at);
}

void ValidatorValues::label(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    if (std::string fault = labelFault(text); !fault.empty())
        m_report.error(at, diagnosticcode::kLabel, std::move(fault), {{"value", text}});
}

void ValidatorValues::oneOf(NodeId at, std::initializer_list<std::string_view> allowed) {
    std::string text;
    if (!readText(at, text) || std::find(allowed.begin(), allowed.end(), text) != allowed.end())
        return;
    const std::string names = listed({allowed.begin(), allowed.size()});
    Diagnostic& found = m_report.schema(at, "Value should be one of the following: " + names,
                                        {{"value", text}, {"allowed", names}});
    const std::vector<std::string> values(allowed.begin(), allowed.end());
    if (const std::string nearest = base::nearestName(text, values); !nearest.empty())
        offerValue(found, m_report.document(), at, nearest);
}

} // namespace ws::statemachine
