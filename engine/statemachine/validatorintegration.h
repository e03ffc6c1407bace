#pragma once

#include "engine/statemachine/definition.h"
#include "engine/statemachine/integration.h"
#include "engine/statemachine/validatorreport.h"

namespace ws::statemachine {

/// What the service that a Task calls asks of it.
class ValidatorIntegration {
public:
    using NodeId = ValidatorReport::NodeId;

    ValidatorIntegration(ValidatorReport& report, const ValidateOptions& options)
        : m_report(report)
        , m_options(options) {}

    void task(NodeId state, QueryLanguage language);

private:
    void activity(NodeId state, NodeId resource);
    void pattern(NodeId resource, const Integration& integration);
    void arguments(NodeId state, NodeId resource, const Integration& integration,
                   QueryLanguage language);

    ValidatorReport& m_report;
    const ValidateOptions& m_options;
};

} // namespace ws::statemachine
