#pragma once

#include "engine/statemachine/validatorvalues.h"

#include <string>
#include <unordered_map>

namespace ws::statemachine {

/// Walks the machine with all that is nested in it: which fields are there, and what they hold.
class ValidatorStructure {
public:
    using NodeId = ValidatorReport::NodeId;

    ValidatorStructure(ValidatorReport& report, const ValidateOptions& options)
        : m_report(report)
        , m_options(options)
        , m_values(report, options) {}

    void machine(NodeId at);
    const std::vector<VariableRead>& reads() const { return m_values.reads(); }

private:
    /// What the service does not repeat for a state whose language is wrong altogether.
    enum class Foreign { Refused, Passed };

    /// Unknown fields, required ones, groups; then every field's own check.
    void object(NodeId at, const ObjectSchema& schema, QueryLanguage language,
                Foreign foreign = Foreign::Refused);
    void field(NodeId at, const FieldRule& rule, QueryLanguage language);
    void groups(NodeId at, const ObjectSchema& schema);
    std::vector<NodeId> presentOf(NodeId at, const FieldGroup& group) const;
    void offerTransition(Diagnostic& diagnostic, NodeId state);
    void required(NodeId at, const ObjectSchema& schema);
    void onlyIn(NodeId member, QueryLanguage other);

    void states(NodeId at);
    void stateName(NodeId state);
    void state(NodeId at);
    QueryLanguage languageOf(NodeId at, QueryLanguage inherited) const;
    void nested(NodeId at, const ObjectSchema& schema);
    void branches(NodeId at);

    // Of one type of state, beyond its fields.
    void stateRules(NodeId at, StateType type, QueryLanguage language);
    void taskRules(NodeId at, QueryLanguage language);
    void mapRules(NodeId at);
    void label(NodeId at);
    void processorConfig(NodeId at);
    void readerConfig(NodeId at, QueryLanguage language);

    enum class Handler { Retry, Catch };
    void handlers(NodeId at, Handler handler, QueryLanguage language);
    void errorNames(NodeId at);
    void refuseAll(NodeId list, NodeId name);

    enum class Level { Top, Nested };
    void choices(NodeId at, QueryLanguage language);
    void choice(NodeId at, Level level);
    void choiceOperators(NodeId rule);
    void logic(NodeId at);
    void jsonataChoice(NodeId at);
    void comparison(NodeId at);

    void unsupported(NodeId member, const ObjectSchema* schema = nullptr);
    bool isObject(NodeId at) const;
    bool isArray(NodeId at) const;
    bool needObject(NodeId at);
    /// A list with something in it.
    bool needItems(NodeId at);
    void needType(NodeId at, std::string_view wanted);

    ValidatorReport& m_report;
    const ValidateOptions m_options;
    ValidatorValues m_values;
    QueryLanguage m_machineLanguage = QueryLanguage::JsonPath; ///< of the whole document
    std::unordered_map<std::string, NodeId> m_names;           ///< of states, whole document
    std::unordered_map<std::string, NodeId> m_labels;          ///< of Maps, whole document
};

} // namespace ws::statemachine
