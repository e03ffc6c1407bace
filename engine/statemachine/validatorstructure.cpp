#include "engine/statemachine/validatorstructure.h"

#include <algorithm>
#include <array>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

constexpr std::size_t kMaxStateName = 80;
constexpr std::string_view kAllErrors = "States.ALL";

std::string listed(std::span<const std::string_view> names) {
    std::string out = "[";
    for (const std::string_view name : names)
        out += (out.size() == 1 ? "" : ", ") + std::string(name);
    return out + ']';
}

std::size_t characterCount(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

bool isKnownError(std::string_view name) {
    constexpr std::array<std::string_view, 18> kKnown{
        kAllErrors,
        "States.BranchFailed",
        "States.DataLimitExceeded",
        "States.ExceedToleratedFailureThreshold",
        "States.HeartbeatTimeout",
        "States.Http.Socket",
        "States.IntrinsicFailure",
        "States.ItemReaderFailed",
        "States.NoChoiceMatched",
        "States.ParameterPathFailure",
        "States.Permissions",
        "States.QueryEvaluationError",
        "States.ResultPathMatchFailure",
        "States.ResultWriterFailed",
        "States.Runtime",
        "States.TaskFailed",
        "States.Timeout",
        "States.Abort",
    };
    return !name.starts_with("States.") ||
           std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end() ||
           name.starts_with("States.Http.StatusCode.");
}

} // namespace

void ValidatorStructure::machine(NodeId at) {
    m_machineLanguage = languageOf(at, QueryLanguage::JsonPath);
    object(at, machineSchema(), m_machineLanguage);
}

void ValidatorStructure::unsupported(NodeId member) {
    const std::string& name = m_report.document().node(member).key;
    m_report.schemaOnName(member, "Field '" + name + "' is not supported", {{"field", name}});
}

bool ValidatorStructure::isObject(NodeId at) const {
    return m_report.document().node(at).type == Type::Object;
}

bool ValidatorStructure::isArray(NodeId at) const {
    return m_report.document().node(at).type == Type::Array;
}

bool ValidatorStructure::needObject(NodeId at) {
    if (!isObject(at))
        m_report.schema(at, "Expected value of type Object", {{"wanted", "Object"}});
    return isObject(at);
}

bool ValidatorStructure::needItems(NodeId at) {
    if (!isArray(at)) {
        m_report.schema(at, "Expected value of type Array", {{"wanted", "Array"}});
        return false;
    }
    if (m_report.document().node(at).children.empty())
        m_report.schema(at, "Value cannot be empty");
    return true;
}

void ValidatorStructure::object(NodeId at, const ObjectSchema& schema, QueryLanguage language) {
    if (!needObject(at))
        return;
    required(at, schema);
    groups(at, schema);
    for (const NodeId child : m_report.document().node(at).children) {
        const FieldRule* rule = schema.find(m_report.document().node(child).key);
        if (!rule)
            unsupported(child);
        else
            field(child, *rule, language);
    }
}

void ValidatorStructure::field(NodeId at, const FieldRule& rule, QueryLanguage language) {
    const bool jsonata = language == QueryLanguage::Jsonata;
    if (rule.language == (jsonata ? FieldLanguage::JsonPath : FieldLanguage::Jsonata)) {
        const std::string name(rule.name);
        m_report.schemaOnName(at,
                              "Field '" + name + "' is not supported when QueryLanguage is '" +
                                  (jsonata ? "JSONata'" : "JSONPath'"),
                              {{"field", name}, {"language", jsonata ? "JSONata" : "JSONPath"}});
        return;
    }
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
        return object(at, readerConfigSchema(), language);
    case FieldKind::ItemBatcher:
        return object(at, itemBatcherSchema(), language);
    case FieldKind::ResultWriter:
        return object(at, resultWriterSchema(), language);
    case FieldKind::WriterConfig:
        return object(at, writerConfigSchema(), language);
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
    for (const FieldGroup& group : schema.groups) {
        std::vector<std::string_view> present;
        NodeId last = Document::kNone;
        for (const std::string_view name : group.names) {
            const NodeId member = m_report.document().member(at, name);
            if (member == Document::kNone)
                continue;
            present.push_back(name);
            last = member;
        }
        if (present.size() > 1 && group.need != FieldGroup::Need::AtLeastOne)
            m_report.schemaIn(at, m_report.nameRange(last),
                              "Only one of these fields is allowed: " + listed(present),
                              {{"fields", listed(present)}});
        else if (present.empty() && group.need != FieldGroup::Need::AtMostOne)
            m_report.schemaOnName(at, "One of these fields is required: " + listed(group.names),
                                  {{"fields", listed(group.names)}});
    }
}

void ValidatorStructure::states(NodeId at) {
    if (!needObject(at))
        return;
    if (m_report.document().node(at).children.empty())
        m_report.schema(at, "Value cannot be empty");
    for (const NodeId child : m_report.document().node(at).children) {
        const std::string& name = m_report.document().node(child).key;
        if (name.empty() || characterCount(name) > kMaxStateName)
            m_report.schemaOnName(child, "The name of a state must have 1 to 80 characters",
                                  {{"name", name}});
        const auto [known, added] = m_names.emplace(name, child);
        // Twice in one object is the duplicate of a member, and said as such.
        const auto& document = m_report.document();
        if (!added && document.node(known->second).parent != document.node(child).parent)
            m_report.errorOnName(child, diagnosticcode::kDuplicateName,
                                 "Duplicate State name: " + name, {{"name", name}});
        state(child);
    }
}

QueryLanguage ValidatorStructure::languageOf(NodeId at, QueryLanguage inherited) {
    const NodeId member = m_report.document().member(at, "QueryLanguage");
    if (member == Document::kNone)
        return inherited;
    return m_report.text(member) == "JSONata" ? QueryLanguage::Jsonata : QueryLanguage::JsonPath;
}

void ValidatorStructure::state(NodeId at) {
    if (!needObject(at))
        return;
    const Document& document = m_report.document();
    QueryLanguage language = languageOf(at, m_machineLanguage);
    if (language == QueryLanguage::JsonPath && m_machineLanguage == QueryLanguage::Jsonata) {
        m_report.schemaIn(at, document.node(document.member(at, "QueryLanguage")).range,
                          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole "
                          "state machine");
    }
    const NodeId typeNode = document.member(at, "Type");
    if (typeNode == Document::kNone)
        return m_report.schemaOnName(at, "These fields are required: [Type]",
                                     {{"fields", "[Type]"}});
    const StateType type = stateTypeFromName(m_report.text(typeNode));
    if (type == StateType::Unknown)
        return m_report.schema(typeNode,
                               "Value is not valid, it must be one of: [Task, Pass, Choice, Wait, "
                               "Succeed, Fail, Parallel, Map]",
                               {{"value", m_report.text(typeNode)}});
    object(at, stateSchema(type), language);
    stateRules(at, type);
}

void ValidatorStructure::stateRules(NodeId at, StateType type) {
    const Document& document = m_report.document();
    if (type == StateType::Map)
        mapRules(at);
    const NodeId timeout = document.member(at, "TimeoutSeconds");
    const NodeId heartbeat = document.member(at, "HeartbeatSeconds");
    if (type != StateType::Task || timeout == Document::kNone || heartbeat == Document::kNone)
        return;
    const json::Value limit = document.value(timeout);
    const json::Value beat = document.value(heartbeat);
    if (limit.isNumber() && beat.isNumber() && beat.toDouble() >= limit.toDouble())
        m_report.schema(heartbeat, "HeartbeatSeconds must be smaller than TimeoutSeconds");
}

/// What only a distributed Map heeds is no error in an inline one, but it does nothing there.
void ValidatorStructure::mapRules(NodeId at) {
    constexpr std::array<std::string_view, 3> kDistributed{"ItemReader", "ItemBatcher",
                                                           "ResultWriter"};
    const Document& document = m_report.document();
    const NodeId processor = document.member(at, "ItemProcessor");
    const NodeId config = document.member(processor, "ProcessorConfig");
    const NodeId mode = document.member(config, "Mode");
    if (mode != Document::kNone && m_report.text(mode) != "INLINE")
        return;
    for (const std::string_view name : kDistributed) {
        const NodeId member = document.member(at, name);
        if (member != Document::kNone)
            m_report.warning(member, diagnosticcode::kSchema,
                             "Field '" + std::string(name) +
                                 "' has no effect unless the Map state's Mode is DISTRIBUTED",
                             {{"field", std::string(name)}});
    }
}

void ValidatorStructure::nested(NodeId at, const ObjectSchema& schema) {
    if (needObject(at))
        object(at, schema, languageOf(at, m_machineLanguage));
}

void ValidatorStructure::branches(NodeId at) {
    if (!needItems(at))
        return;
    for (const NodeId branch : m_report.document().node(at).children)
        nested(branch, branchSchema());
}

void ValidatorStructure::processorConfig(NodeId at) {
    object(at, processorConfigSchema(), QueryLanguage::JsonPath);
    const Document& document = m_report.document();
    const NodeId mode = document.member(at, "Mode");
    if (m_report.text(mode) == "DISTRIBUTED" &&
        document.member(at, "ExecutionType") == Document::kNone)
        m_report.schemaOnName(at, "These fields are required: [ExecutionType]",
                              {{"fields", "[ExecutionType]"}});
}

void ValidatorStructure::handlers(NodeId at, Handler handler, QueryLanguage language) {
    if (!isArray(at))
        return m_report.schema(at, "Expected value of type Array", {{"wanted", "Array"}});
    const Document& document = m_report.document();
    const auto& children = document.node(at).children;
    for (const NodeId child : children) {
        object(child, handler == Handler::Retry ? retrierSchema() : catcherSchema(), language);
        const NodeId names = document.member(child, "ErrorEquals");
        if (child == children.back() || names == Document::kNone)
            continue;
        for (const NodeId name : document.node(names).children) {
            if (m_report.text(name) == kAllErrors)
                m_report.schema(name, "'States.ALL' must be in the last entry of the list");
        }
    }
}

void ValidatorStructure::errorNames(NodeId at) {
    if (!needItems(at))
        return;
    const Document& document = m_report.document();
    const auto& children = document.node(at).children;
    for (const NodeId child : children) {
        m_values.check(child, FieldKind::Text, QueryLanguage::JsonPath);
        const std::string name = m_report.text(child);
        if (name == kAllErrors && children.size() > 1)
            m_report.schema(child, "'States.ALL' must be the only name in ErrorEquals");
        else if (!isKnownError(name))
            m_report.warning(child, diagnosticcode::kUnknownError,
                             "No error of the service is named '" + name + "'", {{"name", name}});
    }
}

} // namespace ws::statemachine
