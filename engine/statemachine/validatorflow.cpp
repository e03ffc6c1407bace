#include "engine/statemachine/validatorflow.h"

#include "engine/statemachine/graph.h"
#include "engine/statemachine/validatortext.h"

namespace ws::statemachine {

using Type = json::Value::Type;
using json::Document;

void ValidatorFlow::machine(NodeId at) {
    const Document& document = m_report.document();
    const NodeId states = document.member(at, "States");
    if (states == Document::kNone || document.node(states).type != Type::Object)
        return;
    Scope scope;
    for (const NodeId state : document.node(states).children) {
        scope.positions[document.node(state).key] = scope.states.size();
        scope.states.push_back(state);
        nested(state);
    }
    scope.reached.resize(scope.states.size());
    if (scope.states.empty())
        return;
    const NodeId start = document.member(at, "StartAt");
    follow(scope, start);
    while (!scope.pending.empty()) {
        const std::size_t next = scope.pending.back();
        scope.pending.pop_back();
        leave(scope, scope.states[next]);
    }
    // Without a beginning everything is out of reach; that it has none is said elsewhere.
    if (start == Document::kNone || scope.positions.count(m_report.text(start)) == 0 ||
        scope.unknownTargets)
        return;
    for (std::size_t i = 0; i < scope.states.size(); ++i) {
        const std::string& name = document.node(scope.states[i]).key;
        if (!scope.reached[i] && scope.positions[name] == i)
            m_report.errorOnName(scope.states[i], diagnosticcode::kTarget,
                                 "State \"" + name + "\" is not reachable.", {{"state", name}});
    }
    if (!scope.ends)
        m_report.errorOnName(states, diagnosticcode::kTerminal,
                             "No state that can be reached ends the execution");
}

void ValidatorFlow::follow(Scope& scope, NodeId target) {
    const Document& document = m_report.document();
    if (target == Document::kNone || document.node(target).type != Type::String)
        return;
    const std::string name = m_report.text(target);
    const auto found = scope.positions.find(name);
    if (found == scope.positions.end()) {
        // It leads somewhere that is not known; that nothing ends is no second fault.
        scope.ends = true;
        scope.unknownTargets = scope.unknownTargets || isPlaceholder(name);
        if (!isPlaceholder(name))
            m_report.error(target, diagnosticcode::kTarget,
                           "Missing '" + document.node(target).key + "' target: " + name,
                           {{"field", document.node(target).key}, {"state", name}});
        return;
    }
    if (!scope.reached[found->second]) {
        scope.reached[found->second] = true;
        scope.pending.push_back(found->second);
    }
}

void ValidatorFlow::leave(Scope& scope, NodeId state) {
    const Document& document = m_report.document();
    if (document.node(state).type != Type::Object) {
        scope.ends = true;
        return;
    }
    const StateType type = stateTypeFromName(m_report.text(document.member(state, "Type")));
    const NodeId end = document.member(state, "End");
    const NodeId next = document.member(state, "Next");
    // A state that lacks both is at fault itself, not the machine.
    if (type == StateType::Succeed || type == StateType::Fail || type == StateType::Unknown ||
        (end != Document::kNone && document.value(end).toBool()) ||
        (type != StateType::Choice && next == Document::kNone))
        scope.ends = true;
    if (type != StateType::Choice)
        follow(scope, next);
    follow(scope, document.member(state, "Default"));
    rules(scope, document.member(state, "Choices"));
    rules(scope, document.member(state, "Catch"));
}

void ValidatorFlow::rules(Scope& scope, NodeId list) {
    if (list == Document::kNone)
        return;
    for (const NodeId rule : m_report.document().node(list).children)
        follow(scope, m_report.document().member(rule, "Next"));
}

void ValidatorFlow::nested(NodeId state) {
    const Document& document = m_report.document();
    const NodeId branches = document.member(state, "Branches");
    if (branches != Document::kNone) {
        for (const NodeId branch : document.node(branches).children)
            machine(branch);
    }
    machine(document.member(state, "ItemProcessor"));
    machine(document.member(state, "Iterator"));
}

} // namespace ws::statemachine
