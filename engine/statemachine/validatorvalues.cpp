#include "engine/statemachine/validatorvalues.h"

#include "engine/base/ids.h"
#include "engine/expression/intrinsic.h"
#include "engine/expression/path.h"
#include "engine/statemachine/validatortext.h"

#include <algorithm>
#include <utility>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using expression::Intrinsic;
using expression::Path;

constexpr double kMaxSeconds = 99'999'999;
constexpr double kMaxDelay = 31'622'399; // seconds; below one leap year

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
    case FieldKind::Language:
        return this->language(at);
    case FieldKind::Path:
        return type(at) == Type::Null ? void() : path(at);
    case FieldKind::PresentPath:
        return path(at);
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
    case FieldKind::Credentials:
        return credentials(at, language);
    case FieldKind::Label:
        return label(at);
    case FieldKind::Jitter:
        return oneOf(at, {"FULL", "NONE"});
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
        return number(at, language, 0, kMaxSeconds);
    case FieldKind::Count:
        return number(at, language, 0, kMaxSeconds);
    case FieldKind::Timeout:
    case FieldKind::PositiveCount:
        return number(at, language, 1, kMaxSeconds);
    case FieldKind::Delay:
        return number(at, language, 1, kMaxDelay);
    case FieldKind::Percentage:
        return number(at, language, 0, 100);
    case FieldKind::Rate:
        return rate(at, language);
    default:
        return; // parts of the machine, and what may be anything
    }
}

/// What CloudFormation replaces when it deploys: {"Fn::GetAtt": ...}, {"Ref": ...}.
bool ValidatorValues::isDeploymentFunction(NodeId at) const {
    const json::Document::Node& node = m_report.document().node(at);
    if (node.type != Type::Object || node.children.size() != 1)
        return false;
    const std::string& name = m_report.document().node(node.children.front()).key;
    return name == "Ref" || name.starts_with("Fn::");
}

bool ValidatorValues::readText(NodeId at, std::string& out) {
    if (!isText(at)) {
        if (!isDeploymentFunction(at))
            wrongType(at, "String");
        return false;
    }
    out = m_report.text(at);
    return !isPlaceholder(out);
}

void ValidatorValues::wrongType(NodeId at, std::string_view wanted) {
    m_report.schema(at, "Expected value of type " + std::string(wanted),
                    {{"wanted", std::string(wanted)}});
}

void ValidatorValues::text(NodeId at) {
    std::string ignored;
    static_cast<void>(readText(at, ignored));
}

void ValidatorValues::flag(NodeId at) {
    if (type(at) != Type::Bool && !(isText(at) && isPlaceholder(m_report.text(at))))
        wrongType(at, "Boolean");
}

void ValidatorValues::message(NodeId at, QueryLanguage language) {
    text(at);
    if (isText(at) && language == QueryLanguage::Jsonata)
        expressions(at);
}

void ValidatorValues::language(NodeId at) {
    oneOf(at, {"JSONPath", "JSONata"});
}

void ValidatorValues::path(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    if (const auto compiled = Path::compile(text); !compiled)
        m_report.schema(at, "Value is not a valid JSONPath: " + compiled.error().arg("reason"),
                        {{"value", text}, {"reason", compiled.error().arg("reason")}});
}

void ValidatorValues::reference(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    const auto compiled = Path::compile(text, Path::Kind::Reference);
    if (!compiled)
        m_report.schema(at, "Value is not a Reference Path: " + compiled.error().arg("reason"),
                        {{"value", text}, {"reason", compiled.error().arg("reason")}});
}

void ValidatorValues::resultPath(NodeId at) {
    std::string text;
    if (type(at) == Type::Null || !readText(at, text))
        return;
    const auto compiled = Path::compile(text, Path::Kind::Reference);
    std::string reason;
    if (!compiled)
        reason = compiled.error().arg("reason");
    else if (compiled->readsContext())
        reason = "a result cannot be put into the context object";
    else if (!compiled->variable().empty())
        reason = "a result cannot be put into a variable";
    if (!reason.empty())
        m_report.schema(at, "Value is not a Reference Path: " + reason,
                        {{"value", text}, {"reason", reason}});
}

void ValidatorValues::textOrPath(NodeId at) {
    std::string text;
    if (!readText(at, text))
        return;
    const bool valid =
        Intrinsic::looksLikeOne(text) ? Intrinsic::compile(text).ok() : Path::compile(text).ok();
    if (!valid)
        m_report.schema(at, "Value is not a valid JSONPath or a valid intrinsic function call",
                        {{"value", text}});
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
    std::string reason = "not a text";
    if (isText(member)) {
        const std::string text = m_report.text(member);
        if (isPlaceholder(text))
            return;
        if (Intrinsic::looksLikeOne(text)) {
            const auto compiled = Intrinsic::compile(text);
            reason = compiled ? std::string() : compiled.error().arg("reason");
        } else {
            const auto compiled = Path::compile(text);
            reason = compiled ? std::string() : compiled.error().arg("reason");
        }
    }
    if (!reason.empty())
        m_report.schemaIn(object, node.range,
                          "The value for the field '" + node.key +
                              "' must be a valid JSONPath or a valid intrinsic function call",
                          {{"field", node.key}, {"reason", reason}});
}

void ValidatorValues::expressions(NodeId at) {
    const json::Document::Node& node = m_report.document().node(at);
    for (const NodeId child : node.children)
        expressions(child);
    if (!isText(at))
        return;
    const std::string text = m_report.text(at);
    if (!isExpression(text) && (text.starts_with("{%") || text.ends_with("%}")))
        m_report.schema(at, "A JSONata expression must begin with '{%' and end with '%}'",
                        {{"value", text}});
}

void ValidatorValues::assignments(NodeId at, QueryLanguage language) {
    const json::Document::Node& node = m_report.document().node(at);
    if (node.type != Type::Object)
        return wrongType(at, "Object");
    const bool jsonata = language == QueryLanguage::Jsonata;
    for (const NodeId child : node.children) {
        std::string name = m_report.document().node(child).key;
        if (!jsonata && name.ends_with(".$"))
            name.resize(name.size() - 2);
        if (name == "states" || !isVariableName(name))
            m_report.schemaOnName(child, "The name '" + name + "' is not valid for a variable",
                                  {{"name", name}});
    }
    jsonata ? expressions(at) : payloadTemplate(at);
}

void ValidatorValues::items(NodeId at) {
    if (type(at) == Type::Array || type(at) == Type::Object)
        return expressions(at);
    std::string text;
    if (readText(at, text) && !isExpression(text))
        m_report.schema(at, "Expected an array or a JSONata expression");
}

void ValidatorValues::condition(NodeId at) {
    std::string text;
    if (type(at) == Type::Bool)
        return;
    if (readText(at, text) && !isExpression(text))
        m_report.schema(at, "Expected a JSONata expression");
}

void ValidatorValues::number(NodeId at, QueryLanguage language, double least, double most) {
    if (isText(at)) {
        const std::string text = m_report.text(at);
        if (isPlaceholder(text) || (language == QueryLanguage::Jsonata && isExpression(text)))
            return;
    }
    const json::Value value = m_report.document().value(at);
    if (!value.isInteger() && !(most == 100 && value.isDouble()))
        return wrongType(at, most == 100 ? "Float" : "Integer");
    if (value.toDouble() < least || value.toDouble() > most)
        m_report.schema(at,
                        "Value must be between " + json::doubleToText(least) + " and " +
                            json::doubleToText(most),
                        {{"least", json::doubleToText(least)}, {"most", json::doubleToText(most)}});
}

void ValidatorValues::rate(NodeId at, QueryLanguage language) {
    if (isText(at)) {
        const std::string text = m_report.text(at);
        if (isPlaceholder(text) || (language == QueryLanguage::Jsonata && isExpression(text)))
            return;
    }
    const json::Value value = m_report.document().value(at);
    if (!value.isNumber())
        return wrongType(at, "Float");
    if (value.toDouble() < 1)
        m_report.schema(at, "Value must be greater than or equal to 1.0");
}

void ValidatorValues::timestamp(NodeId at, QueryLanguage language) {
    std::string text;
    if (!readText(at, text) || (language == QueryLanguage::Jsonata && isExpression(text)))
        return;
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
    if (text.empty() || (base::Arn::looksLikeOne(text) && !base::Arn::parse(text, arn)))
        return m_report.schema(at, "Value is not a valid resource ARN", {{"value", text}});
    if (m_type != WorkflowType::Express)
        return;
    // Both sentences as the service has them, the space at the end of the second included.
    if (text.ends_with(".sync") || text.ends_with(".sync:2"))
        m_report.schema(at, "Express state machine does not support '.sync' service integration");
    else if (text.ends_with(".waitForTaskToken"))
        m_report.schema(at, "Express state machine does not support '.waitForTaskToken' service "
                            "integration ");
}

void ValidatorValues::credentials(NodeId at, QueryLanguage language) {
    if (type(at) != Type::Object)
        return wrongType(at, "Object");
    const bool jsonata = language == QueryLanguage::Jsonata;
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
        m_report.schema(at, std::move(fault), {{"value", text}});
}

void ValidatorValues::oneOf(NodeId at, std::initializer_list<std::string_view> allowed) {
    std::string text;
    if (!readText(at, text) || std::find(allowed.begin(), allowed.end(), text) != allowed.end())
        return;
    std::string names;
    for (const std::string_view name : allowed)
        names += (names.empty() ? "" : ", ") + std::string(name);
    m_report.schema(at, "Value is not valid, it must be one of: [" + names + "]",
                    {{"value", text}, {"allowed", names}});
}

} // namespace ws::statemachine
