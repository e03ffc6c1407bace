#include "engine/statemachine/validatorflow.h"

#include "engine/base/suggestion.h"
#include "engine/statemachine/graph.h"
#include "engine/statemachine/validatorfix.h"
#include "engine/statemachine/validatortext.h"

#include <algorithm>

namespace ws::statemachine {

using Type = json::Value::Type;
using json::Document;

namespace {

constexpr int kMostSuggestions = 20;

std::vector<std::string> namesOf(const Document& document, const FlowScope& scope) {
    std::vector<std::string> names;
    for (const FlowScope::State& state : scope.states)
        names.push_back(document.node(state.node).key);
    return names;
}

std::vector<bool> reachedFrom(const FlowScope& scope, std::size_t start) {
    std::vector<bool> reached(scope.states.size());
    std::vector<std::size_t> pending{start};
    reached[start] = true;
    while (!pending.empty()) {
        const std::size_t at = pending.back();
        pending.pop_back();
        for (const FlowScope::Arrow& arrow : scope.states[at].arrows) {
            if (arrow.to == FlowScope::kNowhere || reached[arrow.to])
                continue;
            reached[arrow.to] = true;
            pending.push_back(arrow.to);
        }
    }
    return reached;
}

} // namespace

void ValidatorFlow::machine(NodeId at) {
    walk(at, Depth::Top);
}

void ValidatorFlow::walk(NodeId at, Depth depth) {
    const bool top = depth == Depth::Top;
    const Document& document = m_report.document();
    const NodeId states = document.member(at, "States");
    if (states == Document::kNone || document.node(states).type != Type::Object ||
        document.node(states).children.empty())
        return;
    FlowScope scope;
    scope.machine = at;
    scope.top = top;
    read(scope, states);
    const bool ends = std::any_of(scope.states.begin(), scope.states.end(),
                                  [](const FlowScope::State& state) { return state.ends; });
    // The service asks this of the whole machine only, and then no longer what can be reached.
    if (!top || ends)
        unreached(scope);
    if (top && !ends)
        m_report.errorOnName(states, diagnosticcode::kTerminal, "Workflow has no terminal state")
            .location.clear();
    m_scopes.push_back(std::move(scope));
    for (const NodeId state : document.node(states).children)
        nested(state);
}

void ValidatorFlow::read(FlowScope& scope, NodeId states) {
    const Document& document = m_report.document();
    for (const NodeId state : document.node(states).children) {
        scope.positions[document.node(state).key] = scope.states.size();
        scope.states.push_back({state, false, {}});
    }
    scope.start = arrow(scope, document.member(scope.machine, "StartAt"));
    for (FlowScope::State& state : scope.states)
        readArrows(scope, state);
}

FlowScope::Arrow ValidatorFlow::arrow(FlowScope& scope, NodeId target) {
    const Document& document = m_report.document();
    if (target == Document::kNone || document.node(target).type != Type::String)
        return {Document::kNone, FlowScope::kNowhere};
    const std::string name = m_report.text(target);
    const auto found = scope.positions.find(name);
    if (found != scope.positions.end())
        return {target, found->second};
    if (isPlaceholder(name)) {
        scope.open = true;
        return {target, FlowScope::kNowhere};
    }
    // In these words wherever it stands.
    Diagnostic& missing =
        m_report.error(target, diagnosticcode::kTarget, "Missing 'Next' target: " + name,
                       {{"field", document.node(target).key}, {"state", name}});
    if (++m_suggestions > kMostSuggestions)
        return {target, FlowScope::kNowhere};
    const std::string nearest = base::nearestName(name, namesOf(document, scope));
    if (!nearest.empty())
        offer(missing, fixcode::kRenameTarget, {{"state", nearest}},
              json::replaceScalar(document, target, nearest));
    return {target, FlowScope::kNowhere};
}

void ValidatorFlow::readArrows(FlowScope& scope, FlowScope::State& state) {
    const Document& document = m_report.document();
    if (document.node(state.node).type != Type::Object) {
        state.ends = true; // at fault itself, not the machine
        return;
    }
    const StateType type = stateTypeFromName(m_report.text(document.member(state.node, "Type")));
    const NodeId end = document.member(state.node, "End");
    const NodeId next = document.member(state.node, "Next");
    const bool isEnd = end != Document::kNone &&
                       (document.node(end).type != Type::Bool || document.value(end).toBool());
    const bool leads = type == StateType::Choice || next != Document::kNone;
    // A state that has neither is at fault itself, too.
    state.ends = isEnd || !leads || type == StateType::Succeed || type == StateType::Fail;
    const auto add = [&](NodeId target) {
        if (target != Document::kNone)
            state.arrows.push_back(arrow(scope, target));
    };
    if (type != StateType::Choice)
        add(next);
    readRules(scope, state, document.member(state.node, "Choices"));
    add(document.member(state.node, "Default"));
    readRules(scope, state, document.member(state.node, "Catch"));
}

void ValidatorFlow::readRules(FlowScope& scope, FlowScope::State& state, NodeId list) {
    if (list == Document::kNone)
        return;
    for (const NodeId rule : m_report.document().node(list).children) {
        const NodeId target = m_report.document().member(rule, "Next");
        if (target != Document::kNone)
            state.arrows.push_back(arrow(scope, target));
    }
}

void ValidatorFlow::unreached(const FlowScope& scope) {
    // Without a beginning everything is out of reach; that it has none is said elsewhere.
    if (scope.start.target == Document::kNone || scope.open)
        return;
    std::vector<bool> reached(scope.states.size());
    if (scope.start.to != FlowScope::kNowhere)
        reached = reachedFrom(scope, scope.start.to);
    for (std::size_t i = 0; i < scope.states.size(); ++i) {
        const NodeId state = scope.states[i].node;
        const std::string& name = m_report.document().node(state).key;
        if (!reached[i] && scope.positions.at(name) == i)
            offer(m_report.errorOnName(state, diagnosticcode::kTarget,
                                       "State \"" + name + "\" is not reachable.",
                                       {{"state", name}}),
                  fixcode::kRemoveState, {{"state", name}},
                  json::removeMember(m_report.document(), state));
    }
}

void ValidatorFlow::nested(NodeId state) {
    const Document& document = m_report.document();
    const NodeId branches = document.member(state, "Branches");
    if (branches != Document::kNone) {
        for (const NodeId branch : document.node(branches).children)
            walk(branch, Depth::Nested);
    }
    for (const char* processor : {"ItemProcessor", "Iterator"}) {
        if (const NodeId at = document.member(state, processor); at != Document::kNone)
            walk(at, Depth::Nested);
    }
}

} // namespace ws::statemachine
