#include "engine/base/suggestion.h"
#include "engine/statemachine/validatorfix.h"
#include "engine/statemachine/validatorintegration.h"
#include "engine/statemachine/validatorstructure.h"
#include "engine/statemachine/validatortext.h"

#include <algorithm>
#include <array>
#include <unordered_set>

/// What holds between the fields of a Task, a Map, a retrier or a catcher.
namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

constexpr std::string_view kAllErrors = "States.ALL";

const std::vector<std::string>& knownErrors() {
    static const std::vector<std::string> known{
        std::string(kAllErrors),
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
    return known;
}

bool isKnownError(std::string_view name) {
    const auto& known = knownErrors();
    return !name.starts_with("States.") ||
           std::find(known.begin(), known.end(), name) != known.end() ||
           name.starts_with("States.Http.StatusCode.");
}

} // namespace

void ValidatorStructure::stateRules(NodeId at, StateType type, QueryLanguage language) {
    if (type == StateType::Map)
        mapRules(at);
    if (type == StateType::Task)
        taskRules(at, language);
}

void ValidatorStructure::taskRules(NodeId at, QueryLanguage language) {
    const Document& document = m_report.document();
    ValidatorIntegration(m_report, m_options).task(at, language);
    const NodeId timeout = document.member(at, "TimeoutSeconds");
    const NodeId heartbeat = document.member(at, "HeartbeatSeconds");
    if (timeout == Document::kNone || heartbeat == Document::kNone)
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
    NodeId processor = document.member(at, "ItemProcessor");
    if (processor == Document::kNone)
        processor = document.member(at, "Iterator");
    const NodeId mode = document.member(document.member(processor, "ProcessorConfig"), "Mode");
    if (mode != Document::kNone && m_report.text(mode) != "INLINE")
        return;
    for (const std::string_view name : kDistributed) {
        const NodeId member = document.member(at, name);
        if (member != Document::kNone)
            m_report.warningOnName(member, diagnosticcode::kIneffective,
                                   "Field '" + std::string(name) +
                                       "' has no effect unless the Map state's Mode is DISTRIBUTED",
                                   {{"field", std::string(name)}});
    }
}

void ValidatorStructure::label(NodeId at) {
    m_values.check(at, FieldKind::Label, QueryLanguage::JsonPath);
    const std::string text = m_report.text(at);
    if (text.empty() || isPlaceholder(text))
        return;
    if (!m_labels.emplace(text, at).second)
        m_report.error(at, diagnosticcode::kDuplicateLabel, "Duplicate Label name: " + text,
                       {{"name", text}});
}

void ValidatorStructure::processorConfig(NodeId at) {
    object(at, processorConfigSchema(), QueryLanguage::JsonPath);
    const Document& document = m_report.document();
    const NodeId mode = document.member(at, "Mode");
    const NodeId type = document.member(at, "ExecutionType");
    const bool distributed = m_report.text(mode) == "DISTRIBUTED";
    if (distributed && type == Document::kNone) {
        Diagnostic& found = m_report.schemaOnName(at, "These fields are required: [ExecutionType]",
                                                  {{"fields", "[ExecutionType]"}});
        for (const char* name : {"STANDARD", "EXPRESS"})
            offerMember(found, document, at, "ExecutionType", name);
    }
    if (m_report.text(mode) == "INLINE" && type != Document::kNone)
        unsupported(type);
    if (distributed && m_options.type == WorkflowType::Express)
        m_report.schema(mode, "The field 'Mode' with value 'DISTRIBUTED' is not supported inside "
                              "'EXPRESS' state machines");
}

void ValidatorStructure::readerConfig(NodeId at, QueryLanguage language) {
    object(at, readerConfigSchema(), language);
    const Document& document = m_report.document();
    const std::string input = m_report.text(document.member(at, "InputType"));
    const NodeId location = document.member(at, "CSVHeaderLocation");
    if (input == "CSV" && location == Document::kNone)
        offerMember(m_report.schemaOnName(at, "The field 'CSVHeaderLocation' is required",
                                          {{"field", "CSVHeaderLocation"}}),
                    document, at, "CSVHeaderLocation", "FIRST_ROW");
    if (input == "JSON" && location != Document::kNone)
        unsupported(location);
    if (m_report.text(location) == "GIVEN" && document.member(at, "CSVHeaders") == Document::kNone)
        m_report.schemaOnName(at, "These fields are required: [CSVHeaders]",
                              {{"fields", "[CSVHeaders]"}});
}

void ValidatorStructure::handlers(NodeId at, Handler handler, QueryLanguage language) {
    if (!isArray(at))
        return needType(at, "ARRAY");
    const Document& document = m_report.document();
    const auto& children = document.node(at).children;
    for (const NodeId child : children) {
        object(child, handler == Handler::Retry ? retrierSchema() : catcherSchema(), language);
        const NodeId names = document.member(child, "ErrorEquals");
        if (names == Document::kNone)
            continue;
        const auto& list = document.node(names).children;
        for (const NodeId name : list) {
            if (m_report.text(name) == kAllErrors && (child != children.back() || list.size() > 1))
                refuseAll(child, name);
        }
    }
}

void ValidatorStructure::refuseAll(NodeId handler, NodeId name) {
    const Document& document = m_report.document();
    Diagnostic& found = m_report.schema(name, "States.ALL must appear alone and at end of list");
    const NodeId names = document.node(name).parent;
    if (document.node(names).children.size() == 1)
        offer(found, fixcode::kMoveLast, {{"value", std::string(kAllErrors)}},
              json::moveItemToEnd(document, handler));
    else if (handler == document.node(document.node(handler).parent).children.back())
        offer(found, fixcode::kReplaceValue,
              {{"from", document.value(names).dump()}, {"to", R"(["States.ALL"])"}},
              document.replaceValue(names, R"(["States.ALL"])"));
}

void ValidatorStructure::errorNames(NodeId at) {
    if (!needItems(at))
        return;
    const Document& document = m_report.document();
    std::unordered_set<std::string> seen;
    for (const NodeId child : document.node(at).children) {
        m_values.check(child, FieldKind::Text, QueryLanguage::JsonPath);
        const std::string name = m_report.text(child);
        if (!isKnownError(name)) {
            Diagnostic& found = m_report.warning(child, diagnosticcode::kUnknownError,
                                                 "No error of the service is named '" + name + "'",
                                                 {{"name", name}});
            if (const std::string nearest = base::nearestName(name, knownErrors());
                !nearest.empty())
                offerValue(found, document, child, nearest);
        } else if (!name.empty() && !seen.insert(name).second)
            m_report.warning(child, diagnosticcode::kRepeatedError,
                             "The error '" + name + "' is listed twice", {{"name", name}});
    }
}

} // namespace ws::statemachine
