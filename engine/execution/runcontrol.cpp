#include "engine/execution/runcontrol.h"

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
bool RunControl::hit(const Fits& fits, const BreakMoment& moment) {
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
        stop({PauseReason::Kind::Breakpoint, i});
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
    if (m_mode == Mode::State && m_stepped)
        stop({PauseReason::Kind::Step, 0});
    return !isPaused();
}

void RunControl::waits() {
    if (m_mode == Mode::State && m_stepped)
        stop({PauseReason::Kind::Step, 0});
}

void RunControl::stepped() {
    m_stepped = true;
    m_asked = false;
}

void RunControl::noteError(const HistoryEvent& event) {
    const bool isEcho =
        event.type == Type::ExecutionFailed && m_lastError != 0 && event.previousId == m_lastError;
    m_lastError = event.id;
    if (isEcho) // the execution ends with what stopped it already
        return;
    BreakMoment moment;
    moment.error = Value::object({{"Error", event.error ? Value(*event.error) : Value()},
                                  {"Cause", event.cause ? Value(*event.cause) : Value()}});
    const int node = m_tree.nodeOf(event.id);
    const std::string state = node < 0 ? std::string() : m_tree.node(node).name;
    moment.context = Value::object({{"State", Value::object({{"Name", state}})}});
    hit(
        [&](const Breakpoint& at) {
            return at.kind == Breakpoint::Kind::Error && fits(at.state, state) &&
                   fits(at.error, event.error.value_or(""));
        },
        moment);
}

void RunControl::delivered(const HistoryEvent& event) {
    m_tree.apply(event);
    m_tree.touched().clear();
    if (m_mode == Mode::Event)
        stop({PauseReason::Kind::Step, 0});
    const std::string_view type = telemetry::historyEventTypeName(event.type);
    if (type.ends_with("StateExited")) {
        BreakMoment moment;
        moment.input = moment.result = event.output.value_or(Value());
        moment.variables = event.assignedVariables.value_or(Value::object());
        moment.context = Value::object({{"State", Value::object({{"Name", event.name}})}});
        hit(
            [&](const Breakpoint& at) {
                return at.kind == Breakpoint::Kind::Exit && fits(at.state, event.name);
            },
            moment);
    }
    if (event.error || event.type == Type::ExecutionFailed || event.type == Type::ExecutionTimedOut)
        noteError(event);
}

} // namespace ws::execution
