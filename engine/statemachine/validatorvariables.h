#pragma once

#include "engine/statemachine/definition.h"
#include "engine/statemachine/validatorflow.h"
#include "engine/statemachine/validatorreport.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ws::statemachine {

/// A text of the definition that reads a workflow variable, or what JSONata keeps in `$states`.
struct VariableRead {
    json::Document::NodeId node = 0;
    std::string name;
    std::string field; ///< of `$states`: "input"
    json::Range range;
};

/// What `$states` holds where it is read, and whether a variable can have been assigned before.
///
/// A variable is there in a state when some way from the beginning assigns it; the branches of a
/// Parallel and the processor of an inline Map see the variables around them, those of a
/// distributed Map do not.
class ValidatorVariables {
public:
    using NodeId = ValidatorReport::NodeId;

    ValidatorVariables(ValidatorReport& report, const std::vector<FlowScope>& scopes)
        : m_report(report)
        , m_scopes(scopes) {}

    void check(const std::vector<VariableRead>& reads);

private:
    using Bits = std::vector<bool>;

    struct Place {
        std::size_t scope = 0;
        std::size_t state = 0;
    };
    /// The state that a node belongs to and the field of the state that it is in.
    struct Context {
        Place place;
        NodeId state = json::Document::kNone;
        std::string_view field;
        bool found = false;
    };

    void indexStates();
    void collect(std::size_t scope);
    void collectFrom(NodeId object, Bits& assigned);
    void assignIn(NodeId assign, Bits& assigned);
    std::size_t number(const std::string& name);
    void spread(std::size_t scope, const Bits& outer);
    void refuseRepeated(std::size_t scope, const Bits& outer);
    Context contextOf(NodeId node) const;
    void checkStates(const VariableRead& read, const Context& context);
    void checkVariable(const VariableRead& read, const Context& context);
    bool isDistributed(NodeId processor) const;

    ValidatorReport& m_report;
    const std::vector<FlowScope>& m_scopes;
    std::unordered_map<NodeId, Place> m_places;       ///< by the state's node
    std::unordered_map<NodeId, std::size_t> m_nested; ///< by the nested machine's node
    std::unordered_map<std::string, std::size_t> m_numbers;
    std::vector<std::vector<Bits>> m_assigned; ///< by scope and state
    std::vector<std::vector<Bits>> m_visible;  ///< on entry
};

} // namespace ws::statemachine
