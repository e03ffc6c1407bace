#pragma once

#include "engine/statemachine/validatorreport.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ws::statemachine {

/// Where the arrows lead, in the machine and in each one nested in it: targets that are not there,
/// states that nothing leads to, machines without an end.
class ValidatorFlow {
public:
    using NodeId = ValidatorReport::NodeId;

    explicit ValidatorFlow(ValidatorReport& report)
        : m_report(report) {}

    void machine(NodeId at);

private:
    /// One machine's states by name; the arrows of a state leave through here.
    struct Scope {
        std::unordered_map<std::string_view, std::size_t> positions;
        std::vector<NodeId> states;
        std::vector<bool> reached;
        std::vector<std::size_t> pending;
        bool ends = false;
        bool unknownTargets = false; ///< some are placeholders: anything may be reached
    };

    void follow(Scope& scope, NodeId target);
    void leave(Scope& scope, NodeId state);
    void rules(Scope& scope, NodeId list);
    void nested(NodeId state);

    ValidatorReport& m_report;
};

} // namespace ws::statemachine
