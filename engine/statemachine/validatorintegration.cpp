#include "engine/statemachine/validatorintegration.h"

#include "engine/statemachine/validatortext.h"

#include <algorithm>
#include <array>
#include <string>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

/// The parts of "arn:aws:states:::sqs:sendMessage.waitForTaskToken"; no service when it is none of
/// these.
struct ResourceParts {
    std::string_view service;
    std::string_view api;     ///< "sendMessage", "s3:putObject"
    std::string_view pattern; ///< ".sync", ".sync:2", ".waitForTaskToken" or nothing
};

ResourceParts resourceParts(std::string_view arn) {
    constexpr std::string_view kStates = ":states:::";
    const std::size_t at = arn.find(kStates);
    if (!arn.starts_with("arn:") || at == std::string_view::npos)
        return {};
    std::string_view rest = arn.substr(at + kStates.size());
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos)
        return {};
    ResourceParts found{rest.substr(0, colon), rest.substr(colon + 1), {}};
    for (const std::string_view pattern : {".sync", ".sync:2", ".waitForTaskToken"}) {
        if (found.api.ends_with(pattern)) {
            found.pattern = found.api.substr(found.api.size() - pattern.size());
            found.api.remove_suffix(pattern.size());
            break;
        }
    }
    return found;
}

template <std::size_t size>
bool holds(const std::array<std::string_view, size>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Integrations that never offer the pattern; which API of the others does is theirs to say.
constexpr std::array<std::string_view, 7> kNeverSync{"lambda", "sns",        "sqs",    "dynamodb",
                                                     "events", "apigateway", "aws-sdk"};
constexpr std::array<std::string_view, 11> kNeverToken{
    "athena", "batch",    "codebuild",    "elasticmapreduce", "emr-containers", "emr-serverless",
    "glue",   "databrew", "mediaconvert", "sagemaker",        "dynamodb"};

struct Need {
    std::string_view service;
    std::string_view api;
    std::string_view field;
};
constexpr std::array<Need, 12> kNeeds{{
    {"lambda", "invoke", "FunctionName"},
    {"sqs", "sendMessage", "QueueUrl"},
    {"sqs", "sendMessage", "MessageBody"},
    {"sns", "publish", "Message"},
    {"dynamodb", "putItem", "TableName"},
    {"dynamodb", "putItem", "Item"},
    {"dynamodb", "getItem", "TableName"},
    {"dynamodb", "getItem", "Key"},
    {"states", "startExecution", "StateMachineArn"},
    {"events", "putEvents", "Entries"},
    {"ecs", "runTask", "TaskDefinition"},
    {"glue", "startJobRun", "JobName"},
}};

bool isActivity(std::string_view arn) {
    return arn.starts_with("arn:") && arn.find(":states:") != std::string_view::npos &&
           arn.find(":activity:") != std::string_view::npos;
}

} // namespace

void ValidatorIntegration::task(NodeId state, QueryLanguage language) {
    const NodeId resource = m_report.document().member(state, "Resource");
    const std::string arn = m_report.text(resource);
    if (isActivity(arn))
        return activity(state, resource);
    const ResourceParts found = resourceParts(arn);
    if (found.service.empty())
        return;
    pattern(resource, found.service, found.pattern);
    arguments(state, resource, found.service, found.api, language);
}

void ValidatorIntegration::activity(NodeId state, NodeId resource) {
    const NodeId credentials = m_report.document().member(state, "Credentials");
    if (credentials != Document::kNone)
        m_report.schemaOnName(credentials,
                              "The field 'Credentials' is not supported for activities");
    if (m_options.type == WorkflowType::Express)
        m_report.schema(resource, "Express state machine does not support Activity ARN");
}

void ValidatorIntegration::pattern(NodeId resource, std::string_view service,
                                   std::string_view pattern) {
    if (pattern.empty())
        return;
    const bool token = pattern == ".waitForTaskToken";
    if (m_options.type == WorkflowType::Express) {
        // Both sentences as the service has them, the space at the end of the second included.
        m_report.schema(resource, token ? "Express state machine does not support "
                                          "'.waitForTaskToken' service integration "
                                        : "Express state machine does not support '.sync' service "
                                          "integration");
        return;
    }
    if (token ? holds(kNeverToken, service)
              : holds(kNeverSync, service) || (pattern == ".sync:2" && service != "states")) {
        const std::string arn = m_report.text(resource);
        m_report.schema(resource,
                        "The resource provided " + arn +
                            " is not recognized. The value is not a valid resource ARN, or the "
                            "resource is not available in this region.",
                        {{"value", arn}});
    }
}

void ValidatorIntegration::arguments(NodeId state, NodeId resource, std::string_view service,
                                     std::string_view api, QueryLanguage language) {
    const Document& document = m_report.document();
    const std::string field = language == QueryLanguage::Jsonata ? "Arguments" : "Parameters";
    const NodeId given = document.member(state, field);
    if (given == Document::kNone) {
        Diagnostic& found = m_report.schemaOnName(
            state, field + " field is required for resource ARN: " + m_report.text(resource),
            {{"field", field}});
        if (m_options.rigour == ValidateOptions::Rigour::Workbench)
            found.severity = Severity::Warning;
        return;
    }
    if (document.node(given).type != Type::Object || m_report.isOpaque(given))
        return;
    for (const Need& need : kNeeds) {
        if (need.service != service || need.api != api)
            continue;
        const std::string name(need.field);
        if (document.member(given, name) == Document::kNone &&
            document.member(given, name + ".$") == Document::kNone)
            m_report.schemaOnName(given, "The field '" + name + "' is required but was missing",
                                  {{"field", name}});
    }
}

} // namespace ws::statemachine
