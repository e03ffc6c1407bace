#include "engine/execution/runcontrol.h"

#include "engine/execution/childstory.h"

#include <algorithm>

namespace ws::execution {

using json::Value;
using telemetry::HistoryEvent;
using Type = telemetry::HistoryEventType;

base::Status RunControl::setBreakpoints(const std::vector<Breakpoint>& breakpoints) {
    std::vector<Armed> armed;
    for (const Breakpoint& breakpoint : breakpoints) {
        Armed one{breakpoint, {}, 0, {}};
        if (!breakpoint.condition.empty()) {
            auto condition = BreakCondition::compile(breakpoint.condition);
            if (!condition) {
                base::Error error = condition.error();
                error.args.emplace_back("breakpoint", std::to_string(armed.size()));
                return error;
            }
            one.condition = *std::move(condition);
        }
        armed.push_back(std::move(one));
    }
    m_breakpoints = std::move(armed);
    return {};
}

std::vector<std::optional<base::Error>> RunControl::problems() const {
    std::vector<std::optional<base::Error>> out;
    for (const Armed& armed : m_breakpoints)
        out.push_back(armed.problem);
    return out;
}

void RunControl::go(Mode mode) {
    m_mode = mode;
    m_stepped = false;
    m_around.reset();
}

void RunControl::stop(PauseReason reason) {
    m_mode = Mode::Paused;
    m_reason = reason;
}

void RunControl::step(StepSize size) {
    switch (size) {
    case StepSize::Event:
        return go(Mode::Event);
    case StepSize::State:
        return go(Mode::State);
    case StepSize::Over:
        return go(Mode::Over);
    case StepSize::Out:
        return go(Mode::Out);
    }
}

void RunControl::runTo(std::string state) {
    m_target = std::move(state);
    go(Mode::To);
}

template <typename Fits>
bool RunControl::hit(const Fits& fits, const BreakMoment& moment, Item item) {
    for (std::size_t i = 0; i < m_breakpoints.size(); ++i) {
        Armed& armed = m_breakpoints[i];
        if (!fits(armed.at))
            continue;
        if (armed.condition) {
            const auto holds = armed.condition->holds(moment);
            if (!holds && !std::exchange(armed.problem, holds.error()) && m_onProblem)
                m_onProblem(i, *armed.problem);
            if (!holds || !*holds)
                continue;
        }
        if (++armed.hits < armed.at.fromHit)
            continue;
        stop({PauseReason::Kind::Breakpoint, i, std::move(item)});
        return true;
    }
    return false;
}

static bool fits(const std::string& wanted, const std::string& is) {
    return wanted.empty() || wanted == is;
}

bool RunControl::stopsBefore(const NextStep& next) {
    if (next.kind != NextStep::Kind::Enter)
        return false;
    BreakMoment moment;
    moment.input = next.input;
    moment.context = next.context;
    moment.variables = next.variables;
    return hit(
        [&](const Breakpoint& at) {
            if (at.kind == Breakpoint::Kind::Entry)
                return fits(at.state, next.state);
            return at.kind == Breakpoint::Kind::Transition && !next.from.empty() &&
                   fits(at.state, next.from) && fits(at.next, next.state);
        },
        moment);
}

/// It is in the branch in which the step began, or that branch has ended.
bool RunControl::isOver(const NextStep& next) const {
    return !m_around || (next.around.size() <= m_around->size() &&
                         std::equal(next.around.begin(), next.around.end(), m_around->begin()));
}

/// It is in none of the innermost container that the step began in.
bool RunControl::isOut(const NextStep& next) const {
    return m_around && next.around.size() < m_around->size() &&
           std::equal(next.around.begin(), next.around.end(), m_around->begin());
}

bool RunControl::mayStep(const NextStep& next) {
    if (isPaused())
        return false;
    const bool first = !m_stepped;
    const bool known = std::exchange(m_asked, true);
    if (!known && stopsBefore(next))
        return false;
    if (m_mode == Mode::State && !first)
        stop({PauseReason::Kind::Step, 0});
    if ((m_mode == Mode::Over || m_mode == Mode::Out) && first)
        m_around = next.around;
    else if (m_mode == Mode::Out && isOut(next))
        stop({PauseReason::Kind::Step, 0});
    else if (m_mode == Mode::Over && isOver(next))
        stop({PauseReason::Kind::Step, 0});
    if (m_mode == Mode::To && !known && next.kind == NextStep::Kind::Enter &&
        next.state == m_target)
        stop({PauseReason::Kind::Reached, 0});
    return !isPaused();
}

bool RunControl::mayTake() {
    return !isPaused();
}

void RunControl::stepped() {
    m_stepped = true;
    m_asked = false;
}

namespace {

bool isError(const HistoryEvent& event) {
    return event.error || event.type == Type::ExecutionFailed ||
           event.type == Type::ExecutionTimedOut;
}

bool isExit(const HistoryEvent& event) {
    return telemetry::historyEventTypeName(event.type).ends_with("StateExited");
}

Value contextAt(const std::string& state, const std::optional<PauseReason::Item>& item) {
    Value context = Value::object({{"State", Value::object({{"Name", state}})}});
    if (item)
        context.set("Map", Value::object({{"Item", Value::object({{"Index", item->index}})}}));
    return context;
}

/// The state that an error shows in; a Fail state has none but the execution's own.
int nodeOfError(const telemetry::RunTree& tree, const HistoryEvent& event) {
    const int own = tree.nodeOf(event.id);
    return own >= 0 ? own : tree.nodeOf(event.previousId);
}

/// Of the iteration that the node is in.
std::optional<PauseReason::Item> itemAround(const telemetry::RunTree& tree, int node) {
    for (; node >= 0; node = tree.node(node).parent) {
        const auto& each = tree.node(node);
        if (each.kind == telemetry::RunTree::Node::Kind::Iteration)
            return PauseReason::Item{
                each.parent < 0 ? std::string() : tree.node(each.parent).name, each.index, {}};
    }
    return std::nullopt;
}

/// Of the child that the story is of.
PauseReason::Item itemOf(const ChildStory& story) {
    return {story.origin.state, story.origin.item, story.name};
}

} // namespace

void RunControl::noteExit(const HistoryEvent& event, Item item) {
    BreakMoment moment;
    moment.input = moment.result = event.output.value_or(Value());
    moment.variables = event.assignedVariables.value_or(Value::object());
    moment.context = contextAt(event.name, item);
    hit(
        [&](const Breakpoint& at) {
            return at.kind == Breakpoint::Kind::Exit && fits(at.state, event.name);
        },
        moment, std::move(item));
}

void RunControl::noteError(const HistoryEvent& event, const std::string& state, Item item) {
    BreakMoment moment;
    moment.error = Value::object({{"Error", event.error ? Value(*event.error) : Value()},
                                  {"Cause", event.cause ? Value(*event.cause) : Value()}});
    moment.context = contextAt(state, item);
    hit(
        [&](const Breakpoint& at) {
            return at.kind == Breakpoint::Kind::Error && fits(at.state, state) &&
                   fits(at.error, event.error.value_or(""));
        },
        moment, std::move(item));
}

void RunControl::delivered(const HistoryEvent& event) {
    m_tree.apply(event);
    m_tree.touched().clear();
    if (m_mode == Mode::Event)
        stop({PauseReason::Kind::Step, 0});
    if (isExit(event))
        noteExit(event, itemAround(m_tree, m_tree.nodeOf(event.id)));
    if (!isError(event))
        return;
    // An execution ends with what stopped it already.
    const bool isEcho =
        event.type == Type::ExecutionFailed && m_lastError != 0 && event.previousId == m_lastError;
    m_lastError = event.id;
    const int node = nodeOfError(m_tree, event);
    if (!isEcho)
        noteError(event, node < 0 ? std::string() : m_tree.node(node).name,
                  itemAround(m_tree, node));
}

/// A child's few events are walked again where they tell of an error: there may be a million
/// children, and no tree is kept of any.
void RunControl::deliveredInChild(const ChildStory& story, std::size_t position) {
    const HistoryEvent event = story.history->at(position);
    if (isExit(event))
        noteExit(event, itemOf(story));
    if (!isError(event))
        return;
    const auto before = static_cast<std::size_t>(std::max<std::int64_t>(event.previousId, 0));
    if (event.type == Type::ExecutionFailed && before > 0 && isError(story.history->at(before - 1)))
        return;
    telemetry::RunTree tree;
    for (std::size_t i = 0; i <= position; ++i)
        tree.apply(story.history->at(i));
    const int node = nodeOfError(tree, event);
    noteError(event, node < 0 ? std::string() : tree.node(node).name, itemOf(story));
}

} // namespace ws::execution
