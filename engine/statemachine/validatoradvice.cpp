#include "engine/statemachine/validatoradvice.h"

#include "engine/statemachine/graph.h"
#include "engine/statemachine/validatorfix.h"
#include "engine/statemachine/validatortext.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace ws::statemachine {

namespace {

using Type = json::Value::Type;
using json::Document;

constexpr std::size_t kPayloadLimit = 262'144; // bytes, of what goes from state to state
constexpr std::size_t kPayloadNear = 200'000;
constexpr int kSuggestedTimeout = 300; // seconds

/// Groups of states that lead to each other, each in the order of the text; single states only when
/// they lead to themselves. Tarjan's algorithm without recursion.
class Loops {
public:
    explicit Loops(const FlowScope& scope)
        : m_scope(scope)
        , m_index(scope.states.size(), kNew)
        , m_low(scope.states.size())
        , m_open(scope.states.size()) {
        for (std::size_t i = 0; i < scope.states.size(); ++i) {
            if (m_index[i] == kNew)
                visit(i);
        }
    }

    std::vector<std::vector<std::size_t>> take() { return std::move(m_loops); }

private:
    static constexpr std::size_t kNew = SIZE_MAX;

    struct Frame {
        std::size_t state;
        std::size_t arrow = 0;
    };

    void enter(std::size_t state) {
        m_index[state] = m_low[state] = m_next++;
        m_open[state] = true;
        m_stack.push_back(state);
        m_frames.push_back({state});
    }

    void visit(std::size_t root) {
        enter(root);
        while (!m_frames.empty()) {
            Frame& frame = m_frames.back();
            const auto& arrows = m_scope.states[frame.state].arrows;
            if (frame.arrow == arrows.size()) {
                leave();
                continue;
            }
            const std::size_t to = arrows[frame.arrow++].to;
            if (to == FlowScope::kNowhere)
                continue;
            if (m_index[to] == kNew)
                enter(to);
            else if (m_open[to])
                m_low[frame.state] = std::min(m_low[frame.state], m_index[to]);
        }
    }

    void leave() {
        const std::size_t state = m_frames.back().state;
        m_frames.pop_back();
        if (!m_frames.empty()) {
            std::size_t& low = m_low[m_frames.back().state];
            low = std::min(low, m_low[state]);
        }
        if (m_low[state] == m_index[state])
            close(state);
    }

    void close(std::size_t root) {
        std::vector<std::size_t> group;
        do {
            group.push_back(m_stack.back());
            m_open[m_stack.back()] = false;
            m_stack.pop_back();
        } while (group.back() != root);
        const auto& arrows = m_scope.states[root].arrows;
        const bool loops =
            group.size() > 1 || std::any_of(arrows.begin(), arrows.end(),
                                            [&](const auto& arrow) { return arrow.to == root; });
        if (!loops)
            return;
        std::sort(group.begin(), group.end());
        m_loops.push_back(std::move(group));
    }

    const FlowScope& m_scope;
    std::vector<std::size_t> m_index;
    std::vector<std::size_t> m_low;
    std::vector<bool> m_open;
    std::vector<std::size_t> m_stack;
    std::vector<Frame> m_frames;
    std::size_t m_next = 0;
    std::vector<std::vector<std::size_t>> m_loops;
};

bool waitsForOthers(std::string_view resource) {
    return resource.ends_with(".sync") || resource.ends_with(".sync:2") ||
           resource.ends_with(".waitForTaskToken") ||
           resource.find(":activity:") != std::string_view::npos;
}

} // namespace

void ValidatorAdvice::check() {
    for (const FlowScope& scope : m_scopes) {
        for (std::size_t i = 0; i < scope.states.size(); ++i)
            state(scope, i);
        loops(scope);
    }
}

void ValidatorAdvice::state(const FlowScope& scope, std::size_t index) {
    const Document& document = m_report.document();
    const NodeId at = scope.states[index].node;
    if (document.node(at).type != Type::Object)
        return;
    const StateType type = stateTypeFromName(m_report.text(document.member(at, "Type")));
    if (type == StateType::Choice)
        choice(scope, index);
    else if (type == StateType::Map)
        map(at);
    else if (type == StateType::Task)
        task(at);
    handlers(document.member(at, "Retry"));
    handlers(document.member(at, "Catch"));
    payload(at);
}

void ValidatorAdvice::renamed(NodeId member, std::string_view name) {
    if (member == Document::kNone)
        return;
    const Document& document = m_report.document();
    const std::string& old = document.node(member).key;
    Diagnostic& found =
        m_report.warningOnName(member, diagnosticcode::kDeprecated,
                               "Field '" + old + "' is deprecated, use '" + std::string(name) + "'",
                               {{"field", old}, {"instead", std::string(name)}});
    offerRename(found, document, member, name);
}

void ValidatorAdvice::map(NodeId state) {
    const Document& document = m_report.document();
    renamed(document.member(state, "Iterator"), "ItemProcessor");
    renamed(document.member(state, "Parameters"), "ItemSelector");
}

// --- Choice

void ValidatorAdvice::choice(const FlowScope& scope, std::size_t index) {
    const Document& document = m_report.document();
    const NodeId at = scope.states[index].node;
    const NodeId choices = document.member(at, "Choices");
    if (choices == Document::kNone || document.member(at, "Default") != Document::kNone ||
        isExhaustive(choices))
        return;
    Diagnostic& found = m_report.warningOnName(
        at, diagnosticcode::kNoDefault,
        "Without 'Default' the execution fails with States.Runtime when no rule matches");
    if (index + 1 < scope.states.size()) {
        const std::string& next = document.node(scope.states[index + 1].node).key;
        offerMember(found, document, at, "Default", next);
    }
}

/// Rules of which one matches whatever comes, as far as two of them show it: IsPresent true and
/// IsPresent false of one variable, or a condition that is true.
bool ValidatorAdvice::isExhaustive(NodeId choices) const {
    const Document& document = m_report.document();
    std::set<std::pair<std::string, bool>> tests;
    for (const NodeId rule : document.node(choices).children) {
        const NodeId condition = document.member(rule, "Condition");
        if (condition != Document::kNone) {
            const std::string text = m_report.text(condition);
            if (document.value(condition).toBool() || text == "{% true %}")
                return true;
            continue;
        }
        const std::string variable = m_report.text(document.member(rule, "Variable"));
        for (const NodeId member : document.node(rule).children) {
            if (document.node(member).type != Type::Bool)
                continue;
            const bool wanted = document.value(member).toBool();
            const std::string key = document.node(member).key + ' ' + variable;
            tests.emplace(key, wanted);
            if (tests.contains({key, !wanted}))
                return true;
        }
    }
    return false;
}

// --- Task

void ValidatorAdvice::task(NodeId state) {
    const Document& document = m_report.document();
    const NodeId resource = document.member(state, "Resource");
    if (!waitsForOthers(m_report.text(resource)) ||
        document.member(document.root(), "TimeoutSeconds") != Document::kNone)
        return;
    for (const char* limit :
         {"TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"}) {
        if (document.member(state, limit) != Document::kNone)
            return;
    }
    Diagnostic& found = m_report.warning(
        resource, diagnosticcode::kNoTimeout,
        "Without 'TimeoutSeconds' the execution may wait for an answer for as long as it can live");
    offerMember(found, document, state, "TimeoutSeconds", kSuggestedTimeout);
}

/// Entries are tried in their order: what an earlier one takes, a later one never sees.
void ValidatorAdvice::handlers(NodeId list) {
    if (list == Document::kNone)
        return;
    const Document& document = m_report.document();
    std::unordered_set<std::string> taken;
    bool allTasks = false;
    for (const NodeId entry : document.node(list).children) {
        const NodeId names = document.member(entry, "ErrorEquals");
        if (names == Document::kNone)
            continue;
        for (const NodeId at : document.node(names).children) {
            const std::string name = m_report.text(at);
            if (taken.contains(name))
                m_report.warning(at, diagnosticcode::kRepeatedError,
                                 "The error '" + name + "' is handled by an earlier entry already",
                                 {{"name", name}});
            else if (allTasks && !name.empty() && !name.starts_with("States."))
                m_report.warning(at, diagnosticcode::kDeadHandler,
                                 "The error '" + name +
                                     "' is handled by the earlier entry for States.TaskFailed",
                                 {{"name", name}});
        }
        for (const NodeId at : document.node(names).children)
            taken.insert(m_report.text(at));
        allTasks = taken.contains("States.TaskFailed");
    }
}

void ValidatorAdvice::payload(NodeId state) {
    const Document& document = m_report.document();
    for (const char* field :
         {"Result", "Parameters", "Arguments", "ItemSelector", "Output", "Items", "Assign"}) {
        const NodeId at = document.member(state, field);
        if (at == Document::kNone || document.node(at).range.size() < kPayloadNear)
            continue;
        const std::size_t size = document.value(at).dumpSize();
        if (size < kPayloadNear)
            continue;
        const std::string bytes = std::to_string(size);
        m_report.warningOnName(
            at, diagnosticcode::kPayload,
            "'" + std::string(field) + "' has " + bytes + " bytes; payloads may have " +
                std::to_string(kPayloadLimit),
            {{"field", field}, {"size", bytes}, {"limit", std::to_string(kPayloadLimit)}});
    }
}

// --- Loops

void ValidatorAdvice::loops(const FlowScope& scope) {
    if (scope.open)
        return;
    for (const auto& states : Loops(scope).take())
        loop(scope, states);
}

bool ValidatorAdvice::waits(NodeId state) const {
    const Document& document = m_report.document();
    const StateType type = stateTypeFromName(m_report.text(document.member(state, "Type")));
    return type == StateType::Wait || type == StateType::Map || type == StateType::Parallel ||
           (type == StateType::Task &&
            waitsForOthers(m_report.text(document.member(state, "Resource"))));
}

void ValidatorAdvice::loop(const FlowScope& scope, const std::vector<std::size_t>& states) {
    bool left = false;
    bool waited = false;
    for (const std::size_t i : states) {
        const FlowScope::State& state = scope.states[i];
        left = left || state.ends ||
               std::any_of(state.arrows.begin(), state.arrows.end(), [&](const auto& arrow) {
                   return !std::binary_search(states.begin(), states.end(), arrow.to);
               });
        waited = waited || waits(state.node);
    }
    const NodeId first = scope.states[states.front()].node;
    const std::string& name = m_report.document().node(first).key;
    const bool ends = std::any_of(scope.states.begin(), scope.states.end(),
                                  [](const auto& state) { return state.ends; });
    if (!left && (ends || !scope.top)) // else it is an error already
        m_report.warningOnName(first, diagnosticcode::kEndless,
                               "Nothing leads out of the loop through \"" + name + "\"",
                               {{"state", name}});
    else if (left && !waited)
        m_report.warningOnName(first, diagnosticcode::kBusyLoop,
                               "The loop through \"" + name +
                                   "\" has no Wait state, so it goes round as fast as it can",
                               {{"state", name}});
}

} // namespace ws::statemachine
