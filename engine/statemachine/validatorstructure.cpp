#include "engine/statemachine/validatorstructure.h"

#include "engine/statemachine/validatortext.h"

#include <algorithm>
#include <array>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

constexpr std::size_t kMaxStateName = 80;

std::size_t characterCount(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

} // namespace

void ValidatorStructure::machine(NodeId at) {
    m_machineLanguage = languageOf(at, QueryLanguage::JsonPath);
    object(at, machineSchema(), m_machineLanguage);
}

void ValidatorStructure::unsupported(NodeId member) {
    const std::string& name = m_report.document().node(member).key;
    m_report.member(member, "Field '" + name + "' is not supported", {{"field", name}});
}

void ValidatorStructure::onlyIn(NodeId member, QueryLanguage other) {
    const std::string& name = m_report.document().node(member).key;
    const bool path = other == QueryLanguage::JsonPath;
    const std::string here = path ? "JSONata" : "JSONPath";
    const std::string there = path ? "JSONPath" : "JSONata";
    m_report.member(member,
                    "The QueryLanguage is set to '" + here + "', but field '" + name +
                        "' is only supported for the '" + there + "' QueryLanguage",
                    {{"field", name}, {"language", here}, {"other", there}});
}

bool ValidatorStructure::isObject(NodeId at) const {
    return m_report.document().node(at).type == Type::Object;
}

bool ValidatorStructure::isArray(NodeId at) const {
    return m_report.document().node(at).type == Type::Array;
}

void ValidatorStructure::needType(NodeId at, std::string_view wanted) {
    if (!m_report.isOpaque(at))
        m_report.schema(at, "Expected value of type [" + std::string(wanted) + "]",
                        {{"wanted", std::string(wanted)}});
}

bool ValidatorStructure::needObject(NodeId at) {
    if (!isObject(at))
        needType(at, "OBJECT");
    return isObject(at);
}

bool ValidatorStructure::needItems(NodeId at) {
    if (!isArray(at)) {
        needType(at, "ARRAY");
        return false;
    }
    if (m_report.document().node(at).children.empty())
        m_report.schema(at, "Value cannot be empty");
    return true;
}

void ValidatorStructure::object(NodeId at, const ObjectSchema& schema, QueryLanguage language,
                                Foreign foreign) {
    if (!needObject(at) || m_report.isOpaque(at))
        return;
    required(at, schema);
    groups(at, schema);
    const bool jsonata = language == QueryLanguage::Jsonata;
    const FieldLanguage other = jsonata ? FieldLanguage::JsonPath : FieldLanguage::Jsonata;
    std::vector<std::pair<NodeId, const FieldRule*>> known;
    for (const NodeId child : m_report.document().node(at).children) {
        const FieldRule* rule = schema.find(m_report.document().node(child).key);
        if (!rule)
            unsupported(child);
        else if (rule->language != other)
            known.emplace_back(child, rule);
        else if (foreign == Foreign::Refused)
            onlyIn(child, jsonata ? QueryLanguage::JsonPath : QueryLanguage::Jsonata);
    }
    for (const auto& [child, rule] : known)
        field(child, *rule, language);
}

void ValidatorStructure::field(NodeId at, const FieldRule& rule, QueryLanguage language) {
    switch (rule.kind) {
    case FieldKind::States:
        return states(at);
    case FieldKind::Retry:
        return handlers(at, Handler::Retry, language);
    case FieldKind::Catch:
        return handlers(at, Handler::Catch, language);
    case FieldKind::ErrorNames:
        return errorNames(at);
    case FieldKind::Choices:
        return choices(at, language);
    case FieldKind::Branches:
        return branches(at);
    case FieldKind::Processor:
        return nested(at, processorSchema());
    case FieldKind::ProcessorConfig:
        return processorConfig(at);
    case FieldKind::ItemReader:
        return object(at, itemReaderSchema(), language);
    case FieldKind::ReaderConfig:
        return readerConfig(at, language);
    case FieldKind::ItemBatcher:
        return object(at, itemBatcherSchema(), language);
    case FieldKind::ResultWriter:
        return object(at, resultWriterSchema(), language);
    case FieldKind::WriterConfig:
        return object(at, writerConfigSchema(), language);
    case FieldKind::Label:
        return label(at);
    default:
        return m_values.check(at, rule.kind, language);
    }
}

void ValidatorStructure::required(NodeId at, const ObjectSchema& schema) {
    std::vector<std::string_view> missing;
    for (const std::string_view name : schema.required) {
        if (m_report.document().member(at, name) == Document::kNone)
            missing.push_back(name);
    }
    if (!missing.empty())
        m_report.schemaOnName(at, "These fields are required: " + listed(missing),
                              {{"fields", listed(missing)}});
}

void ValidatorStructure::groups(NodeId at, const ObjectSchema& schema) {
    const Document& document = m_report.document();
    for (const FieldGroup& group : schema.groups) {
        std::size_t present = 0;
        NodeId last = Document::kNone;
        for (const std::string_view name : group.names) {
            const NodeId member = document.member(at, name);
            // An End that is false says nothing.
            if (member == Document::kNone ||
                (name == "End" && document.node(member).type == Type::Bool &&
                 !document.value(member).toBool()))
                continue;
            ++present;
            if (last == Document::kNone ||
                document.node(member).range.begin > document.node(last).range.begin)
                last = member;
        }
        const std::string names = listed(group.names);
        if (present > 1)
            m_report.schemaIn(at, m_report.nameRange(last),
                              "There should only be one of the following fields: " + names,
                              {{"fields", names}});
        else if (present == 0 && group.need == FieldGroup::Need::ExactlyOne)
            m_report.schemaOnName(
                at, "This object should have only one of the following fields: " + names,
                {{"fields", names}});
    }
}

void ValidatorStructure::states(NodeId at) {
    if (!needObject(at))
        return;
    if (m_report.document().node(at).children.empty())
        m_report.schema(at, "Value cannot be empty");
    for (const NodeId child : m_report.document().node(at).children) {
        stateName(child);
        state(child);
    }
}

void ValidatorStructure::stateName(NodeId state) {
    const Document& document = m_report.document();
    const std::string& name = document.node(state).key;
    if (characterCount(name) > kMaxStateName)
        m_report.errorOnName(state, diagnosticcode::kStateName,
                             "Invalid State name: State '" + name +
                                 "' exceeds the 80-character limit allowed by the service",
                             {{"name", name}});
    else if (name.empty())
        m_report.errorOnName(state, diagnosticcode::kStateName,
                             "Invalid State name: the name cannot be empty", {{"name", name}});
    const auto [known, added] = m_names.emplace(name, state);
    // Twice in one object is the duplicate of a member, and said as such.
    if (!added && document.node(known->second).parent != document.node(state).parent)
        m_report.errorOnName(state, diagnosticcode::kDuplicateName, "Duplicate State name: " + name,
                             {{"name", name}});
}

/// As the service reads it: what is there and not exactly "JSONPath" is JSONata, right or not.
QueryLanguage ValidatorStructure::languageOf(NodeId at, QueryLanguage inherited) const {
    const NodeId member = m_report.document().member(at, "QueryLanguage");
    if (member == Document::kNone || isPlaceholder(m_report.text(member)))
        return inherited;
    return m_report.text(member) == "JSONPath" ? QueryLanguage::JsonPath : QueryLanguage::Jsonata;
}

void ValidatorStructure::state(NodeId at) {
    if (!needObject(at) || m_report.isOpaque(at))
        return;
    const Document& document = m_report.document();
    const QueryLanguage language = languageOf(at, m_machineLanguage);
    const bool mixed =
        language == QueryLanguage::JsonPath && m_machineLanguage == QueryLanguage::Jsonata;
    if (mixed)
        m_report.schemaIn(at, document.node(document.member(at, "QueryLanguage")).range,
                          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole "
                          "state machine");
    const NodeId typeNode = document.member(at, "Type");
    if (typeNode == Document::kNone) {
        m_report.schemaOnName(at, "These fields are required: [Type]", {{"fields", "[Type]"}});
        return;
    }
    const StateType type = stateTypeFromName(m_report.text(typeNode));
    if (type == StateType::Unknown)
        return m_values.check(typeNode, FieldKind::StateType, language);
    object(at, stateSchema(type), language, mixed ? Foreign::Passed : Foreign::Refused);
    stateRules(at, type, language);
}

void ValidatorStructure::nested(NodeId at, const ObjectSchema& schema) {
    object(at, schema, m_machineLanguage);
}

void ValidatorStructure::branches(NodeId at) {
    if (!needItems(at))
        return;
    for (const NodeId branch : m_report.document().node(at).children)
        nested(branch, branchSchema());
}

} // namespace ws::statemachine
