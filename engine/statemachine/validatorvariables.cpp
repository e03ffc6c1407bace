#include "engine/statemachine/validatorvariables.h"

#include "engine/statemachine/graph.h"

#include <algorithm>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

/// Adds what is in `more`; true when that was something new.
bool join(std::vector<bool>& bits, const std::vector<bool>& more) {
    bool grown = false;
    if (bits.size() < more.size())
        bits.resize(more.size());
    for (std::size_t i = 0; i < more.size(); ++i) {
        if (more[i] && !bits[i]) {
            bits[i] = true;
            grown = true;
        }
    }
    return grown;
}

bool hasResult(StateType type) {
    return type == StateType::Task || type == StateType::Parallel || type == StateType::Map;
}

} // namespace

void ValidatorVariables::check(const std::vector<VariableRead>& reads) {
    indexStates();
    m_assigned.resize(m_scopes.size());
    m_visible.resize(m_scopes.size());
    for (std::size_t scope = 0; scope < m_scopes.size(); ++scope)
        collect(scope);
    for (std::size_t scope = 0; scope < m_scopes.size(); ++scope) {
        if (m_scopes[scope].top)
            spread(scope, {});
    }
    for (const VariableRead& read : reads) {
        const Context context = contextOf(read.node);
        if (!context.found)
            continue;
        if (read.name == "states")
            checkStates(read, context);
        else
            checkVariable(read, context);
    }
}

void ValidatorVariables::indexStates() {
    for (std::size_t scope = 0; scope < m_scopes.size(); ++scope) {
        m_nested.emplace(m_scopes[scope].machine, scope);
        for (std::size_t state = 0; state < m_scopes[scope].states.size(); ++state)
            m_places.emplace(m_scopes[scope].states[state].node, Place{scope, state});
    }
}

std::size_t ValidatorVariables::number(const std::string& name) {
    return m_numbers.emplace(name, m_numbers.size()).first->second;
}

void ValidatorVariables::assignIn(NodeId assign, Bits& assigned) {
    if (assign == Document::kNone || m_report.document().node(assign).type != Type::Object)
        return;
    for (const NodeId member : m_report.document().node(assign).children) {
        std::string name = m_report.document().node(member).key;
        if (name.ends_with(".$"))
            name.resize(name.size() - 2);
        const std::size_t variable = number(name);
        if (assigned.size() <= variable)
            assigned.resize(variable + 1);
        assigned[variable] = true;
    }
}

void ValidatorVariables::collectFrom(NodeId object, Bits& assigned) {
    const Document& document = m_report.document();
    assignIn(document.member(object, "Assign"), assigned);
    for (const char* list : {"Choices", "Catch"}) {
        const NodeId rules = document.member(object, list);
        if (rules == Document::kNone)
            continue;
        for (const NodeId rule : document.node(rules).children)
            assignIn(document.member(rule, "Assign"), assigned);
    }
}

void ValidatorVariables::collect(std::size_t scope) {
    const auto& states = m_scopes[scope].states;
    m_assigned[scope].resize(states.size());
    m_visible[scope].resize(states.size());
    for (std::size_t i = 0; i < states.size(); ++i)
        collectFrom(states[i].node, m_assigned[scope][i]);
}

bool ValidatorVariables::isDistributed(NodeId processor) const {
    const Document& document = m_report.document();
    return m_report.text(document.member(document.member(processor, "ProcessorConfig"), "Mode")) ==
           "DISTRIBUTED";
}

/// From the start along the arrows until nothing is new; then into what is nested.
void ValidatorVariables::spread(std::size_t scope, const Bits& outer) {
    const FlowScope& flow = m_scopes[scope];
    refuseRepeated(scope, outer);
    std::vector<std::size_t> pending;
    for (std::size_t i = 0; i < flow.states.size(); ++i) {
        m_visible[scope][i] = outer;
        pending.push_back(i);
    }
    while (!pending.empty()) {
        const std::size_t at = pending.back();
        pending.pop_back();
        Bits after = m_visible[scope][at];
        join(after, m_assigned[scope][at]);
        for (const FlowScope::Arrow& arrow : flow.states[at].arrows) {
            if (arrow.to != FlowScope::kNowhere && join(m_visible[scope][arrow.to], after))
                pending.push_back(arrow.to);
        }
    }
    const Document& document = m_report.document();
    for (std::size_t i = 0; i < flow.states.size(); ++i) {
        const auto enter = [&](NodeId machine) {
            const auto found = m_nested.find(machine);
            if (found != m_nested.end())
                spread(found->second, isDistributed(machine) ? Bits() : m_visible[scope][i]);
        };
        const NodeId state = flow.states[i].node;
        enter(document.member(state, "ItemProcessor"));
        enter(document.member(state, "Iterator"));
        if (const NodeId list = document.member(state, "Branches"); list != Document::kNone) {
            for (const NodeId branch : document.node(list).children)
                enter(branch);
        }
    }
}

/// What the machine around has assigned before, a nested one may read but not assign.
void ValidatorVariables::refuseRepeated(std::size_t scope, const Bits& outer) {
    if (outer.empty())
        return;
    const Document& document = m_report.document();
    const auto refuse = [&](NodeId object) {
        const NodeId assign = document.member(object, "Assign");
        if (assign == Document::kNone)
            return;
        for (const NodeId member : document.node(assign).children) {
            std::string name = document.node(member).key;
            if (name.ends_with(".$"))
                name.resize(name.size() - 2);
            const auto known = m_numbers.find(name);
            if (known != m_numbers.end() && known->second < outer.size() && outer[known->second])
                m_report.errorOnName(member, diagnosticcode::kDuplicateVariable,
                                     "The variable name '" + name +
                                         "' was already defined in a parent scope.",
                                     {{"name", name}});
        }
    };
    for (const FlowScope::State& state : m_scopes[scope].states) {
        refuse(state.node);
        for (const char* list : {"Choices", "Catch"}) {
            const NodeId rules = document.member(state.node, list);
            if (rules == Document::kNone)
                continue;
            for (const NodeId rule : document.node(rules).children)
                refuse(rule);
        }
    }
}

ValidatorVariables::Context ValidatorVariables::contextOf(NodeId node) const {
    const Document& document = m_report.document();
    Context context;
    NodeId below = node;
    for (NodeId at = node; at != Document::kNone; below = at, at = document.node(at).parent) {
        const auto found = m_places.find(at);
        if (found == m_places.end())
            continue;
        context.place = found->second;
        context.state = at;
        context.field = document.node(below).key;
        context.found = true;
        break;
    }
    return context;
}

void ValidatorVariables::checkStates(const VariableRead& read, const Context& context) {
    const std::string& field = read.field;
    if (field.empty() || field == "input" || field == "context")
        return;
    const StateType type =
        stateTypeFromName(m_report.text(m_report.document().member(context.state, "Type")));
    const bool output = context.field == "Output" || context.field == "Assign";
    if ((field == "result" && output && hasResult(type)) ||
        (field == "errorOutput" && context.field == "Catch"))
        return;
    const bool known = field == "result" || field == "errorOutput";
    Diagnostic& found = m_report.error(read.node, diagnosticcode::kUnsupported,
                                       known ? "Field '$states." + field + "' does not exist."
                                             : "Unknown reserved states field: " + field,
                                       {{"field", field}});
    found.range = read.range;
}

void ValidatorVariables::checkVariable(const VariableRead& read, const Context& context) {
    const Bits& visible = m_visible[context.place.scope][context.place.state];
    const auto known = m_numbers.find(read.name);
    if (known != m_numbers.end() && known->second < visible.size() && visible[known->second])
        return;
    Diagnostic& found = m_report.warning(read.node, diagnosticcode::kUndefined,
                                         "Variable '" + read.name + "' is possibly not defined.",
                                         {{"name", read.name}});
    found.range = read.range;
}

} // namespace ws::statemachine
