#include "engine/statemachine/validatorstructure.h"

#include "engine/statemachine/validatortext.h"

#include <array>
#include <string_view>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

bool isLogic(std::string_view name) {
    return name == "And" || name == "Or" || name == "Not";
}

bool isOrder(std::string_view name) {
    return name == "Equals" || name == "LessThan" || name == "GreaterThan" ||
           name == "LessThanEquals" || name == "GreaterThanEquals";
}

enum class Operand { None, Text, Number, Flag, Timestamp, Path };

/// What stands to the right of a comparison operator; None when there is no such operator.
Operand operandOf(std::string_view name) {
    constexpr std::array<std::string_view, 6> kTests{"IsNull",   "IsPresent", "IsNumeric",
                                                     "IsString", "IsBoolean", "IsTimestamp"};
    for (const std::string_view test : kTests) {
        if (name == test)
            return Operand::Flag;
    }
    if (name == "StringMatches")
        return Operand::Text;
    const bool path = name.ends_with("Path");
    if (path)
        name.remove_suffix(4);
    constexpr std::array<std::pair<std::string_view, Operand>, 3> kOrdered{{
        {"String", Operand::Text},
        {"Numeric", Operand::Number},
        {"Timestamp", Operand::Timestamp},
    }};
    if (name == "BooleanEquals")
        return path ? Operand::Path : Operand::Flag;
    for (const auto& [prefix, operand] : kOrdered) {
        if (name.starts_with(prefix) && isOrder(name.substr(prefix.size())))
            return path ? Operand::Path : operand;
    }
    return Operand::None;
}

} // namespace

void ValidatorStructure::choices(NodeId at, QueryLanguage language) {
    if (!needItems(at))
        return;
    for (const NodeId child : m_report.document().node(at).children) {
        if (language == QueryLanguage::Jsonata)
            jsonataChoice(child);
        else
            choice(child, Level::Top);
    }
}

void ValidatorStructure::choice(NodeId at, Level level) {
    if (!needObject(at))
        return;
    const Document& document = m_report.document();
    NodeId operation = Document::kNone;
    for (const NodeId child : document.node(at).children) {
        const std::string& name = document.node(child).key;
        if (name == "Variable" || name == "Comment") {
            m_values.check(child, name == "Comment" ? FieldKind::Text : FieldKind::PresentPath,
                           QueryLanguage::JsonPath);
        } else if (level == Level::Top && (name == "Next" || name == "Assign")) {
            m_values.check(child, name == "Next" ? FieldKind::Target : FieldKind::Assignments,
                           QueryLanguage::JsonPath);
        } else if (!isLogic(name) && operandOf(name) == Operand::None) {
            unsupported(child);
        } else if (operation != Document::kNone) {
            m_report.schemaOnName(child, "Only one comparison operator is allowed in a choice rule",
                                  {{"field", name}});
        } else {
            operation = child;
        }
    }
    if (level == Level::Top && document.member(at, "Next") == Document::kNone)
        m_report.schemaOnName(at, "These fields are required: [Next]", {{"fields", "[Next]"}});
    choiceOperator(operation, at);
}

void ValidatorStructure::choiceOperator(NodeId at, NodeId rule) {
    if (at == Document::kNone)
        return m_report.schemaOnName(rule, "A choice rule needs a comparison operator");
    const Document& document = m_report.document();
    const std::string& name = document.node(at).key;
    const NodeId variable = document.member(rule, "Variable");
    if (!isLogic(name)) {
        if (variable == Document::kNone)
            m_report.schemaOnName(rule, "These fields are required: [Variable]",
                                  {{"fields", "[Variable]"}});
        return comparison(at, name);
    }
    if (variable != Document::kNone)
        m_report.schemaOnName(variable, "Field 'Variable' is not supported beside '" + name + "'",
                              {{"field", "Variable"}});
    if (name == "Not")
        return choice(at, Level::Nested);
    if (!needItems(at))
        return;
    for (const NodeId child : document.node(at).children)
        choice(child, Level::Nested);
}

void ValidatorStructure::comparison(NodeId at, std::string_view operation) {
    switch (operandOf(operation)) {
    case Operand::Text:
        return m_values.check(at, FieldKind::Text, QueryLanguage::JsonPath);
    case Operand::Flag:
        return m_values.check(at, FieldKind::Flag, QueryLanguage::JsonPath);
    case Operand::Timestamp:
        return m_values.check(at, FieldKind::Timestamp, QueryLanguage::JsonPath);
    case Operand::Path:
        return m_values.check(at, FieldKind::PresentPath, QueryLanguage::JsonPath);
    case Operand::Number: {
        const Document& document = m_report.document();
        if (!document.value(at).isNumber() && !isPlaceholder(m_report.text(at)))
            m_report.schema(at, "Expected value of type Float", {{"wanted", "Float"}});
        return;
    }
    case Operand::None:
        return;
    }
}

void ValidatorStructure::jsonataChoice(NodeId at) {
    static constexpr std::array<FieldRule, 5> kRule{{
        {"Condition", FieldKind::Condition},
        {"Next", FieldKind::Target},
        {"Assign", FieldKind::Assignments},
        {"Output", FieldKind::Expressions},
        {"Comment", FieldKind::Text},
    }};
    static constexpr std::array<std::string_view, 2> kNeeded{"Condition", "Next"};
    static constexpr ObjectSchema kSchema{kRule, kNeeded, {}};
    object(at, kSchema, QueryLanguage::Jsonata);
}

} // namespace ws::statemachine
