#pragma once

#include "engine/statemachine/validatorreport.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ws::statemachine {

/// The states of one machine, branch or item processor and where their arrows lead.
struct FlowScope {
    using NodeId = ValidatorReport::NodeId;
    static constexpr std::size_t kNowhere = SIZE_MAX;

    struct Arrow {
        NodeId target;  ///< the text that names it
        std::size_t to; ///< position in states; kNowhere
    };
    struct State {
        NodeId node;
        bool ends = false;
        std::vector<Arrow> arrows;
    };

    NodeId machine = json::Document::kNone;
    bool top = false;
    std::vector<State> states;
    std::unordered_map<std::string_view, std::size_t> positions;
    Arrow start{json::Document::kNone, kNowhere};
    bool open = false; ///< some arrows are placeholders: anything may be reached
};

/// Where the arrows lead, in the machine and in each one nested in it: targets that are not there,
/// states that nothing leads to, machines without an end.
class ValidatorFlow {
public:
    using NodeId = ValidatorReport::NodeId;

    explicit ValidatorFlow(ValidatorReport& report)
        : m_report(report) {}

    void machine(NodeId at);
    /// Of every machine that was walked, the outermost first.
    const std::vector<FlowScope>& scopes() const { return m_scopes; }

private:
    enum class Depth { Top, Nested };
    void walk(NodeId at, Depth depth);
    void read(FlowScope& scope, NodeId states);
    void readArrows(FlowScope& scope, FlowScope::State& state);
    void readRules(FlowScope& scope, FlowScope::State& state, NodeId list);
    FlowScope::Arrow arrow(FlowScope& scope, NodeId target);
    void unreached(const FlowScope& scope);
    void nested(NodeId state);

    ValidatorReport& m_report;
    std::vector<FlowScope> m_scopes;
    int m_suggestions = 0; ///< looking for the nearest name takes its time
};

} // namespace ws::statemachine
