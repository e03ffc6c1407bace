#pragma once

#include "engine/statemachine/definition.h"
#include "engine/statemachine/validatorflow.h"
#include "engine/statemachine/validatorreport.h"

#include <string>
#include <string_view>
#include <vector>

namespace ws::statemachine {

/// What the service takes and what is a mistake all the same, most likely: only warnings.
class ValidatorAdvice {
public:
    using NodeId = ValidatorReport::NodeId;

    ValidatorAdvice(ValidatorReport& report, const std::vector<FlowScope>& scopes)
        : m_report(report)
        , m_scopes(scopes) {}

    void check();

private:
    void state(const FlowScope& scope, std::size_t index);
    void choice(const FlowScope& scope, std::size_t index);
    bool isExhaustive(NodeId choices) const;
    void map(NodeId state);
    void task(NodeId state);
    void handlers(NodeId list);
    void payload(NodeId state);
    void loops(const FlowScope& scope);
    void loop(const FlowScope& scope, const std::vector<std::size_t>& states);
    bool waits(NodeId state) const;
    void renamed(NodeId member, std::string_view name);

    ValidatorReport& m_report;
    const std::vector<FlowScope>& m_scopes;
};

/// What the service itself warns of: values that look as if they were meant to be computed.
class ValidatorLooks {
public:
    using NodeId = ValidatorReport::NodeId;

    explicit ValidatorLooks(ValidatorReport& report)
        : m_report(report) {}

    void check(const std::vector<FlowScope>& scopes);

private:
    void jsonPathState(NodeId state, StateType type);
    void payloadTemplate(NodeId at);
    void noPath(NodeId object, std::string_view field);
    void choiceRule(NodeId rule);
    void staticResult(NodeId result);
    bool holdsPath(NodeId at) const;
    void jsonataState(NodeId state);
    void jsonataValue(NodeId at);

    ValidatorReport& m_report;
};

} // namespace ws::statemachine
