#pragma once

#include "engine/statemachine/validatorvalues.h"

#include <string>
#include <unordered_map>

namespace ws::statemachine {

/// Walks the machine with all that is nested in it: which fields are there, and what they hold.
class ValidatorStructure {
public:
    using NodeId = ValidatorReport::NodeId;

    ValidatorStructure(ValidatorReport& report, WorkflowType type)
        : m_report(report)
        , m_values(report, type) {}

    void machine(NodeId at);

private:
    /// Unknown fields, required ones, groups; every field's own check.
    void object(NodeId at, const ObjectSchema& schema, QueryLanguage language);
    void field(NodeId at, const FieldRule& rule, QueryLanguage language);
    void groups(NodeId at, const ObjectSchema& schema);
    void required(NodeId at, const ObjectSchema& schema);

    void states(NodeId at);
    void state(NodeId at);
    void stateRules(NodeId at, StateType type);
    void mapRules(NodeId at);
    QueryLanguage languageOf(NodeId at, QueryLanguage inherited);
    void nested(NodeId at, const ObjectSchema& schema);
    void branches(NodeId at);
    void processorConfig(NodeId at);

    enum class Handler { Retry, Catch };
    void handlers(NodeId at, Handler handler, QueryLanguage language);
    void errorNames(NodeId at);

    enum class Level { Top, Nested };
    void choices(NodeId at, QueryLanguage language);
    void choice(NodeId at, Level level);
    void choiceOperator(NodeId at, NodeId rule);
    void jsonataChoice(NodeId at);
    void comparison(NodeId at, std::string_view operation);

    void unsupported(NodeId member);
    bool isObject(NodeId at) const;
    bool isArray(NodeId at) const;
    bool needObject(NodeId at);
    /// A list with something in it.
    bool needItems(NodeId at);

    ValidatorReport& m_report;
    ValidatorValues m_values;
    QueryLanguage m_machineLanguage = QueryLanguage::JsonPath; ///< of the whole document
    std::unordered_map<std::string, NodeId> m_names;           ///< of states, whole document
};

} // namespace ws::statemachine
