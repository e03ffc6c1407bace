#pragma once

#include "engine/statemachine/definition.h"
#include "engine/statemachine/validator.h"
#include "engine/statemachine/validatorreport.h"
#include "engine/statemachine/validatorschema.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace ws::statemachine {

/// Checks the fields that hold a value and not a part of the machine.
class ValidatorValues {
public:
    using NodeId = ValidatorReport::NodeId;

    ValidatorValues(ValidatorReport& report, WorkflowType type)
        : m_report(report)
        , m_type(type) {}

    void check(NodeId at, FieldKind kind, QueryLanguage language);

private:
    void checkNumber(NodeId at, FieldKind kind, QueryLanguage language);
    void text(NodeId at);
    void flag(NodeId at);
    void message(NodeId at, QueryLanguage language);
    void language(NodeId at);
    void path(NodeId at);
    void reference(NodeId at);
    void resultPath(NodeId at);
    void textOrPath(NodeId at);
    void payloadTemplate(NodeId at);
    void templateMember(NodeId object, NodeId member);
    void expressions(NodeId at);
    void assignments(NodeId at, QueryLanguage language);
    void items(NodeId at);
    void condition(NodeId at);
    void number(NodeId at, QueryLanguage language, double least, double most);
    void rate(NodeId at, QueryLanguage language);
    void timestamp(NodeId at, QueryLanguage language);
    void resource(NodeId at);
    void credentials(NodeId at, QueryLanguage language);
    void label(NodeId at);
    void oneOf(NodeId at, std::initializer_list<std::string_view> allowed);

    json::Value::Type type(NodeId at) const { return m_report.document().node(at).type; }
    bool isText(NodeId at) const { return type(at) == json::Value::Type::String; }
    bool isDeploymentFunction(NodeId at) const;
    /// False, with a diagnostic, for what is no text; placeholders count as done.
    bool readText(NodeId at, std::string& out);
    void wrongType(NodeId at, std::string_view wanted);

    ValidatorReport& m_report;
    const WorkflowType m_type;
};

} // namespace ws::statemachine
