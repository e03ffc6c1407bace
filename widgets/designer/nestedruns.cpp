#include "widgets/designer/nestedruns.h"

#include "engine/telemetry/childruns.h"

#include <algorithm>

namespace ws::designer {

namespace {

bool anyLive(const NestedRuns::Runs& runs) {
    return std::ranges::any_of(runs, [](const auto& entry) { return entry.second.isLive(); });
}

} // namespace

bool NestedRuns::Run::isLive() const {
    return (begun() && !past && status == telemetry::ExecutionStatus::Running) || anyLive(inside);
}

bool NestedRuns::isLive() const {
    return anyLive(m_runs);
}

void NestedRuns::look(base::ExecutionId outermost, std::size_t events,
                      const feed::Selection::Content& selection) {
    m_outermost = outermost;
    m_events = events;
    m_selection = selection;
}

NestedRuns::Shown NestedRuns::outermost() const {
    return {m_recorder.execution(m_outermost), m_events};
}

NestedRuns::Shown NestedRuns::childOf(const Shown& parent, const std::string& state) const {
    if (!parent.run || parent.events == 0)
        return {};
    telemetry::ChildChoice choice;
    choice.around = m_selection.execution;
    choice.events = parent.events;
    if (m_selection.execution == parent.run->execution) {
        choice.iteration = m_selection.iteration;
        if (m_selection.state.toStdString() == state) {
            choice.visit = m_selection.visit;
            choice.attempt = m_selection.attempt;
        }
    }
    const auto* child = telemetry::chosenChild(m_recorder, *parent.run, state, choice);
    if (!child)
        return {};
    std::size_t events = child->history.size();
    if (m_selection.execution == child->execution && m_selection.event > 0)
        events = std::min(events, static_cast<std::size_t>(m_selection.event));
    else if (parent.events < parent.run->history.size())
        events = telemetry::eventsUntil(*child, parent.run->history[parent.events - 1].at);
    return {child, events};
}

std::string NestedRuns::told(const statemachine::StatePath& path) const {
    Shown shown = outermost();
    for (const std::string& state : path)
        shown = childOf(shown, state);
    return shown.run ? shown.run->definedBy() : std::string();
}

void NestedRuns::update(const statemachine::Nestings& nestings) {
    update(m_runs, outermost(), nestings);
}

void NestedRuns::update(Runs& runs, const Shown& parent,
                        const statemachine::Nestings& nestings) const {
    std::erase_if(runs, [&](const auto& entry) {
        const auto found = nestings.find(entry.first);
        return found == nestings.end() || !found->second.isOpen();
    });
    for (const auto& [state, nesting] : nestings) {
        if (!nesting.isOpen())
            continue;
        Run& run = runs[state];
        Shown child = childOf(parent, state);
        // What has run another machine since is no run of this drawing.
        if (child.run && child.run->definedBy() != nesting.machine)
            child = {};
        const base::ExecutionId id = child.run ? child.run->execution : base::ExecutionId{};
        if (id != run.execution || child.events < run.events)
            run = {};
        run.execution = id;
        for (; run.events < child.events; ++run.events)
            run.state.apply(child.run->history[run.events]);
        run.past = child.run && child.events < child.run->history.size();
        run.status =
            child.run && !run.past ? child.run->status : telemetry::ExecutionStatus::Running;
        update(run.inside, child, nesting.inside);
    }
}

} // namespace ws::designer
