#include "engine/statemachine/validatorvalues.h"

#include "engine/base/ids.h"
#include "engine/expression/intrinsic.h"
#include "engine/expression/path.h"

#include <algorithm>
#include <chrono>
#include <unordered_set>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using expression::Intrinsic;
using expression::Path;

constexpr double kMaxSeconds = 99'999'999;
constexpr std::size_t kMaxLabel = 40;
constexpr std::size_t kMaxVariable = 80;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isVariableName(std::string_view name) {
    const auto isStart = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    return !name.empty() && name.size() <= kMaxVariable && isStart(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return isStart(c) || isDigit(c); });
}

/// The number that `digits` digits at `at` make, or -1.
int digitsAt(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size())
        return -1;
    int number = 0;
    for (const char c : text.substr(at, digits)) {
        if (!isDigit(c))
            return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

bool isOffset(std::string_view text) {
    if (text == "Z" || text == "z")
        return true;
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
           digitsAt(text, 1, 2) >= 0 && digitsAt(text, 1, 2) < 24 && digitsAt(text, 4, 2) >= 0 &&
           digitsAt(text, 4, 2) < 60;
}

/// As the label of a distributed Map must not hold: spaces, wildcards, brackets, what has a meaning
/// in names and ARNs, and control characters.
bool isBarredFromLabels(char32_t c) {
    constexpr std::u32string_view kBarred = U" ?*<>{}[]:;,\\|^~$#%&`\"";
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || kBarred.find(c) != std::u32string_view::npos;
}

std::u32string characters(std::string_view text) {
    std::u32string out;
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        if (c < 0x80)
            out += c;
        else if (c >= 0xC0)
            out += c >= 0xF0 ? c & 0x07U : c >= 0xE0 ? c & 0x0FU : c & 0x1FU;
        else if (!out.empty())
            out.back() = (out.back() << 6) | (c & 0x3FU);
    }
    return out;
}

std::string shown(char32_t c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    if (c == '\t')
        return "\\t";
    if (c == '\n')
        return "\\n";
    if (c == '\r')
        return "\\r";
    if (c >= 0x20 && c < 0x7F)
        return {static_cast<char>(c)};
    return {'\\', 'x', kHex[(c >> 4) & 0xF], kHex[c & 0xF]};
}

} // namespace

bool isPlaceholder(std::string_view text) {
    return text.find("${") != std::string_view::npos;
}

bool isExpression(std::string_view text) {
    return text.size() >= 4 && text.starts_with("{%") && text.ends_with("%}");
}

bool isTimestamp(std::string_view text) {
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
        text[13] != ':' || text[16] != ':')
        return false;
    const int year = digitsAt(text, 0, 4);
    const int month = digitsAt(text, 5, 2);
    const int day = digitsAt(text, 8, 2);
    if (year < 0 || month < 0 || day < 0)
        return false;
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    const int hour = digitsAt(text, 11, 2);
    const int minute = digitsAt(text, 14, 2);
    const int second = digitsAt(text, 17, 2);
    if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
        second > 60)
        return false;
    std::string_view rest = text.substr(19);
    if (rest.front() == '.') {
        const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
        if (end == 1)
            return false;
        rest.remove_prefix(end);
    }
    return isOffset(rest);
}

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
        if (type(at) != Type::Bool && !(isText(at) && isPlaceholder(m_report.text(at))))
            wrongType(at, "Boolean");
        return;
    case FieldKind::Language:
        return this->language(at);
    case FieldKind::Path:
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
    case FieldKind::Seconds:
        return number(at, language, 0, kMaxSeconds);
    case FieldKind::Count:
        return number(at, language, 0, kMaxSeconds);
    case FieldKind::Timeout:
    case FieldKind::PositiveCount:
        return number(at, language, 1, kMaxSeconds);
    case FieldKind::Percentage:
        return number(at, language, 0, 100);
    case FieldKind::Rate:
        return rate(at, language);
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
    if (type(at) == Type::Null || !readText(at, text))
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
    const std::u32string label = characters(text);
    if (label.empty())
        m_report.schema(at, "Label cannot be empty");
    if (label.size() > kMaxLabel)
        m_report.schema(at, "Label cannot exceed 40 characters");
    const auto barred = std::find_if(label.begin(), label.end(), isBarredFromLabels);
    if (barred != label.end())
        m_report.schema(at, "Label contains invalid character: '" + shown(*barred) + "'",
                        {{"character", shown(*barred)}});
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
