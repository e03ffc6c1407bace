#include "widgets/designer/canvasinsets.h"

namespace ws::designer {

using statemachine::StatePath;

statemachine::OpenedStates CanvasInsets::toggled(const StatePath& path) const {
    statemachine::OpenedStates opened = m_opened;
    if (opened.erase(path) == 0)
        opened.insert(path);
    return opened;
}

bool CanvasInsets::refresh(const statemachine::Graph& graph) {
    statemachine::Nestings now;
    if (m_machines)
        now = statemachine::nestingsOf(graph, m_opened, *m_machines,
                                       [this](const StatePath& path) { return m_runs.told(path); });
    if (now == m_nestings)
        return false;
    m_nestings = std::move(now);
    return true;
}

void CanvasInsets::look(base::ExecutionId shown, std::size_t events) {
    m_shown = shown;
    m_runs.look(shown, events, m_selection.content());
}

void CanvasInsets::show() {
    m_runs.update(m_nestings);
    m_scene.setInsetRuns(m_runs.runs());
}

std::optional<CanvasInsets::Place> CanvasInsets::selected() const {
    if (isPicked())
        return m_pick->place;
    const feed::Selection::Content& content = m_selection.content();
    Place place{{}, content.state};
    const auto* run = m_recorder.execution(content.execution);
    while (run && run->execution != m_shown && run->origin.isNested() && !run->origin.isOfMap()) {
        place.path.insert(place.path.begin(), run->origin.state);
        run = m_recorder.execution(run->origin.parent);
    }
    const bool inside = run && run->execution == m_shown && !place.path.empty();
    return inside && !place.state.isEmpty() ? std::optional(place) : std::nullopt;
}

std::optional<InsetSpot> CanvasInsets::spotOf(const Place& place) const {
    const InsetContent* inset = insetOf(m_scene.content(), place.path);
    if (!inset)
        return std::nullopt;
    const int node = inset->content.diagram.graph.findByName(place.state.toStdString());
    return node < 0 ? std::nullopt : std::optional(InsetSpot{place.path, node});
}

feed::Selection::Content CanvasInsets::contentOf(const InsetSpot& spot) const {
    const InsetContent& inset = *insetOf(m_scene.content(), spot.path);
    feed::Selection::Content content;
    content.machine = inset.machine;
    content.state = inset.content.diagram.nodes[std::size_t(spot.node)].name;
    content.execution = inset.execution;
    if (const auto* run = m_recorder.execution(inset.execution)) {
        const std::size_t events = inset.content.run.eventCount();
        content.event = events < run->history.size() ? std::int64_t(events) : 0;
    }
    return content;
}

void CanvasInsets::pick(const InsetSpot& spot) {
    Pick pick;
    pick.content = contentOf(spot);
    pick.place = {spot.path, pick.content.state};
    pick.before = selected() ? outside() : m_selection.content();
    pick.root = m_shown;
    // Of a run that did not come there: the run that is looked at stays.
    if (pick.content.execution == base::ExecutionId{})
        pick.content.execution = pick.before.execution;
    m_pick = pick;
    m_selection.set(pick.content);
}

feed::Selection::Content CanvasInsets::outside() const {
    if (!selected())
        return m_selection.content();
    feed::Selection::Content content;
    if (isPicked()) {
        content.execution = m_pick->before.execution;
        content.event = m_pick->before.event;
    } else {
        content.execution = m_shown;
    }
    return content;
}

base::ExecutionId CanvasInsets::root() const {
    return isPicked() ? m_pick->root : base::ExecutionId{};
}

} // namespace ws::designer
