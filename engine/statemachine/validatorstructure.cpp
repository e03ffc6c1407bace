#include "engine/statemachine/validatorstructure.h"

#include "engine/base/suggestion.h"
#include "engine/statemachine/validatorfix.h"
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

void ValidatorStructure::unsupported(NodeId member, const ObjectSchema* schema) {
    const Document& document = m_report.document();
    const std::string& name = document.node(member).key;
    Diagnostic& found =
        m_report.member(member, "Field '" + name + "' is not supported", {{"field", name}});
    if (schema) {
        std::vector<std::string> names;
        for (const FieldRule& rule : schema->fields)
            names.emplace_back(rule.name);
        if (const std::string nearest = base::nearestName(name, names); !nearest.empty())
            offerRename(found, document, member, nearest);
    }
    offerRemoval(found, document, member);
}

void ValidatorStructure::onlyIn(NodeId member, QueryLanguage other) {
    const std::string& name = m_report.document().node(member).key;
    const bool path = other == QueryLanguage::JsonPath;
    const std::string here = path ? "JSONata" : "JSONPath";
    const std::string there = path ? "JSONPath" : "JSONata";
    Diagnostic& found =
        m_report.member(member,
                        "The QueryLanguage is set to '" + here + "', but field '" + name +
                            "' is only supported for the '" + there + "' QueryLanguage",
                        {{"field", name}, {"language", here}, {"other", there}});
    offerRemoval(found, m_report.document(), member);
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
            unsupported(child, &schema);
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
    const Document& document = m_report.document();
    std::vector<std::string_view> missing;
    for (const std::string_view name : schema.required) {
        if (document.member(at, name) == Document::kNone)
            missing.push_back(name);
    }
    if (missing.empty())
        return;
    Diagnostic& found = m_report.schemaOnName(at, "These fields are required: " + listed(missing),
                                              {{"fields", listed(missing)}});
    const NodeId states = document.member(at, "States");
    if (missing.size() == 1 && missing.front() == "StartAt" && states != Document::kNone &&
        !document.node(states).children.empty())
        offerMember(found, document, at, "StartAt",
                    document.node(document.node(states).children.front()).key);
}

void ValidatorStructure::groups(NodeId at, const ObjectSchema& schema) {
    for (const FieldGroup& group : schema.groups) {
        const std::vector<NodeId> present = presentOf(at, group);
        const std::string names = listed(group.names);
        if (present.size() > 1) {
            Diagnostic& found = m_report.schemaIn(
                at, m_report.nameRange(present.back()),
                "There should only be one of the following fields: " + names, {{"fields", names}});
            for (auto member = present.rbegin(); member != present.rend(); ++member)
                offerRemoval(found, m_report.document(), *member);
        } else if (present.empty() && group.need == FieldGroup::Need::ExactlyOne) {
            Diagnostic& found = m_report.schemaOnName(
                at, "This object should have only one of the following fields: " + names,
                {{"fields", names}});
            if (group.names.front() == "Next")
                offerTransition(found, at);
        }
    }
}

/// In the order of the text.
std::vector<ValidatorStructure::NodeId>
ValidatorStructure::presentOf(NodeId at, const FieldGroup& group) const {
    const Document& document = m_report.document();
    std::vector<NodeId> present;
    for (const NodeId member : document.node(at).children) {
        const std::string& name = document.node(member).key;
        if (std::find(group.names.begin(), group.names.end(), name) == group.names.end())
            continue;
        // An End that is false says nothing.
        const bool none = name == "End" && document.node(member).type == Type::Bool &&
                          !document.value(member).toBool();
        if (!none)
            present.push_back(member);
    }
    return present;
}

/// To end here, or to go on with the state that is written behind it.
void ValidatorStructure::offerTransition(Diagnostic& diagnostic, NodeId state) {
    const Document& document = m_report.document();
    const NodeId end = document.member(state, "End");
    const auto& siblings = document.node(document.node(state).parent).children;
    const auto next = std::find(siblings.begin(), siblings.end(), state) + 1;
    if (end != Document::kNone)
        offerValue(diagnostic, document, end, true);
    else if (next == siblings.end())
        offerMember(diagnostic, document, state, "End", true);
    if (next == siblings.end())
        return;
    offerMember(diagnostic, document, state, "Next", document.node(*next).key);
    if (end == Document::kNone)
        offerMember(diagnostic, document, state, "End", true);
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
