#include "engine/statemachine/validatorstructure.h"

#include "engine/statemachine/validatortext.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

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

bool isOperator(std::string_view name) {
    return operandOf(name) != Operand::None;
}

constexpr std::array<std::string_view, 5> kTests{"And", "Or", "Not", "Variable", "Condition"};

/// In the order of the service's documentation.
const std::vector<std::string>& operatorNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        const auto pair = [&](const std::string& name) {
            all.push_back(name);
            all.push_back(name + "Path");
        };
        const auto ordered = [&](const std::string& prefix) {
            for (const char* order :
                 {"Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"})
                pair(prefix + order);
        };
        ordered("String");
        all.emplace_back("StringMatches");
        ordered("Numeric");
        pair("BooleanEquals");
        ordered("Timestamp");
        for (const char* test :
             {"IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"})
            all.emplace_back(test);
        return all;
    }();
    return names;
}

std::string listedOperators() {
    const auto& names = operatorNames();
    return listed(std::vector<std::string_view>(names.begin(), names.end()));
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
    if (!needObject(at) || m_report.isOpaque(at))
        return;
    const Document& document = m_report.document();
    const bool top = level == Level::Top;
    if (top && document.member(at, "Next") == Document::kNone)
        m_report.schemaOnName(at, "These fields are required: [Next]", {{"fields", "[Next]"}});
    for (const NodeId child : document.node(at).children) {
        const std::string& name = document.node(child).key;
        if (name == "Condition" || (top && name == "Output"))
            onlyIn(child, QueryLanguage::Jsonata);
        else if (name == "Variable")
            m_values.check(child, FieldKind::Reference, QueryLanguage::JsonPath);
        else if (name == "Comment" || (top && name == "Next"))
            m_values.check(child, FieldKind::Text, QueryLanguage::JsonPath);
        else if (top && name == "Assign")
            m_values.check(child, FieldKind::Assignments, QueryLanguage::JsonPath);
        else if (isLogic(name))
            logic(child);
        else if (isOperator(name))
            comparison(child);
        else
            unsupported(child);
    }
    choiceOperators(at);
}

/// Exactly one of And, Or, Not and Variable; with Variable exactly one operator.
void ValidatorStructure::choiceOperators(NodeId rule) {
    const Document& document = m_report.document();
    std::size_t tests = 0;
    std::vector<NodeId> operators;
    NodeId last = rule;
    for (const NodeId child : document.node(rule).children) {
        const std::string& name = document.node(child).key;
        if (std::find(kTests.begin(), kTests.end(), name) != kTests.end()) {
            ++tests;
            last = child;
        } else if (isOperator(name)) {
            operators.push_back(child);
        }
    }
    if (tests != 1) {
        m_report.schemaIn(rule, m_report.nameRange(tests > 1 ? last : rule),
                          "The object must have only one of the following fields, " +
                              listed(kTests),
                          {{"fields", listed(kTests)}});
        return;
    }
    if (document.member(rule, "Variable") == Document::kNone) {
        for (const NodeId extra : operators)
            unsupported(extra);
        return;
    }
    if (operators.size() == 1)
        return;
    const bool none = operators.empty();
    const std::string names = listedOperators();
    m_report.schemaIn(rule, m_report.nameRange(none ? rule : operators.back()),
                      (none ? "This object should have only one of the following fields: "
                            : "There should only be one of the following fields: ") +
                          names,
                      {{"fields", names}});
}

void ValidatorStructure::logic(NodeId at) {
    if (m_report.document().node(at).key == "Not")
        return choice(at, Level::Nested);
    if (!needItems(at))
        return;
    for (const NodeId child : m_report.document().node(at).children)
        choice(child, Level::Nested);
}

void ValidatorStructure::comparison(NodeId at) {
    switch (operandOf(m_report.document().node(at).key)) {
    case Operand::Text:
        return m_values.check(at, FieldKind::Text, QueryLanguage::JsonPath);
    case Operand::Flag:
        return m_values.check(at, FieldKind::Flag, QueryLanguage::JsonPath);
    case Operand::Timestamp:
        return m_values.check(at, FieldKind::Timestamp, QueryLanguage::JsonPath);
    case Operand::Path:
        return m_values.check(at, FieldKind::Reference, QueryLanguage::JsonPath);
    case Operand::Number:
        return m_values.check(at, FieldKind::Number, QueryLanguage::JsonPath);
    case Operand::None:
        return;
    }
}

void ValidatorStructure::jsonataChoice(NodeId at) {
    static const std::vector<FieldRule> rules = [] {
        std::vector<FieldRule> all{
            {"Condition", FieldKind::Condition}, {"Next", FieldKind::Target},
            {"Assign", FieldKind::Assignments},  {"Output", FieldKind::Expressions},
            {"Comment", FieldKind::Text},
        };
        for (const std::string_view name : {"And", "Or", "Not", "Variable"})
            all.push_back({name, FieldKind::Anything, FieldLanguage::JsonPath});
        for (const std::string& name : operatorNames())
            all.push_back({name, FieldKind::Anything, FieldLanguage::JsonPath});
        return all;
    }();
    static constexpr std::array<std::string_view, 2> kNeeded{"Condition", "Next"};
    object(at, ObjectSchema{rules, kNeeded, {}}, QueryLanguage::Jsonata);
}

} // namespace ws::statemachine
