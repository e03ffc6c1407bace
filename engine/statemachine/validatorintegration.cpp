#include "engine/statemachine/validatorintegration.h"

#include "engine/statemachine/validatortext.h"

#include <string>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

} // namespace

void ValidatorIntegration::task(NodeId state, QueryLanguage language) {
    const NodeId resource = m_report.document().member(state, "Resource");
    const std::string arn = m_report.text(resource);
    const Integration integration = parseIntegration(arn);
    if (integration.kind == Integration::Kind::Activity)
        return activity(state, resource);
    if (!integration.isService() || integration.action.empty())
        return;
    pattern(resource, integration);
    arguments(state, resource, integration, language);
}

void ValidatorIntegration::activity(NodeId state, NodeId resource) {
    const NodeId credentials = m_report.document().member(state, "Credentials");
    if (credentials != Document::kNone)
        m_report.schemaOnName(credentials,
                              "The field 'Credentials' is not supported for activities");
    if (m_options.type == WorkflowType::Express)
        m_report.schema(resource, "Express state machine does not support Activity ARN");
}

void ValidatorIntegration::pattern(NodeId resource, const Integration& integration) {
    if (integration.pattern == IntegrationPattern::RequestResponse)
        return;
    if (m_options.type == WorkflowType::Express) {
        // Both sentences as the service has them, the space at the end of the second included.
        m_report.schema(resource, integration.waitsForToken()
                                      ? "Express state machine does not support "
                                        "'.waitForTaskToken' service integration "
                                      : "Express state machine does not support '.sync' service "
                                        "integration");
        return;
    }
    if (integrationProblem(integration) == IntegrationProblem::WrongPattern) {
        const std::string arn = m_report.text(resource);
        m_report.schema(resource,
                        "The resource provided " + arn +
                            " is not recognized. The value is not a valid resource ARN, or the "
                            "resource is not available in this region.",
                        {{"value", arn}});
    }
}

void ValidatorIntegration::arguments(NodeId state, NodeId resource, const Integration& integration,
                                     QueryLanguage language) {
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
    const OptimisedAction* action = findOptimisedAction(integration);
    if (!action)
        return;
    for (const std::string_view required : action->required) {
        const std::string name(required);
        if (document.member(given, name) == Document::kNone &&
            document.member(given, name + ".$") == Document::kNone)
            m_report.schemaOnName(given, "The field '" + name + "' is required but was missing",
                                  {{"field", name}});
    }
}

} // namespace ws::statemachine
