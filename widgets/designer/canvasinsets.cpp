#include "widgets/designer/canvasinsets.h"

#include <algorithm>

namespace ws::designer {

using statemachine::StatePath;

namespace {

/// By name, or what hides it; -1: neither.
int shownIn(const Diagram& diagram, const std::string& state) {
    if (const int node = diagram.graph.findByName(state); node >= 0)
        return node;
    const auto hides = [&](const Diagram::Node& node) {
        return std::ranges::find(node.hidden, state) != node.hidden.end();
    };
    const auto found = std::ranges::find_if(diagram.nodes, hides);
    return found == diagram.nodes.end() ? -1 : int(found - diagram.nodes.begin());
}

void addPlaces(const statemachine::Nestings& nestings, const StatePath& path,
               std::vector<CanvasInsets::Place>& places) {
    for (const auto& [state, nesting] : nestings) {
        if (nesting.show != statemachine::Nesting::Show::Drawn)
            continue;
        StatePath inner = path;
        inner.push_back(state);
        for (const auto& node : nesting.definition->graph().nodes)
            places.push_back({inner, QString::fromStdString(node.name)});
        addPlaces(nesting.inside, inner, places);
    }
}

template <typename Look>
void eachDrawn(const CanvasContent& content, const StatePath& path, Look look) {
    for (std::size_t node = 0; node < content.insets.size(); ++node) {
        const auto& inset = content.insets[node];
        if (!inset)
            continue;
        StatePath inner = path;
        inner.push_back(content.diagram.graph.nodes[node].name);
        look(*inset, inner);
        eachDrawn(inset->content, inner, look);
    }
}

} // namespace

bool CanvasInsets::refresh(const statemachine::Graph& graph) {
    statemachine::Nestings now;
    if (m_machines)
        now = statemachine::nestingsOf(graph, m_folding, *m_machines,
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

InsetSpot CanvasInsets::shownSpot(const Place& place) const {
    const CanvasContent* level = &m_scene.content();
    InsetSpot spot;
    for (const std::string& task : place.path) {
        spot.node = shownIn(level->diagram, task);
        if (spot.node < 0 || level->diagram.graph.nodes[std::size_t(spot.node)].name != task ||
            !level->insets[std::size_t(spot.node)])
            return spot;
        level = &level->insets[std::size_t(spot.node)]->content;
        spot.path.push_back(task);
    }
    spot.node = shownIn(level->diagram, place.state.toStdString());
    return spot;
}

std::vector<base::ExecutionId> CanvasInsets::executions() const {
    std::vector<base::ExecutionId> all;
    eachDrawn(m_scene.content(), {}, [&](const InsetContent& inset, const StatePath&) {
        if (inset.execution != base::ExecutionId{})
            all.push_back(inset.execution);
    });
    return all;
}

std::optional<InsetSpot> CanvasInsets::spotIn(base::ExecutionId execution,
                                              const QString& state) const {
    std::optional<InsetSpot> found;
    eachDrawn(m_scene.content(), {}, [&](const InsetContent& inset, const StatePath& path) {
        if (inset.execution == execution && !found)
            found = InsetSpot{path, shownIn(inset.content.diagram, state.toStdString())};
    });
    return found;
}

CanvasInsets::Place CanvasInsets::placeOf(const InsetSpot& spot) const {
    const InsetContent& inset = *insetOf(m_scene.content(), spot.path);
    return {spot.path, inset.content.diagram.nodes[std::size_t(spot.node)].name};
}

std::vector<CanvasInsets::Place> CanvasInsets::places() const {
    std::vector<Place> places;
    addPlaces(m_nestings, {}, places);
    return places;
}

statemachine::ClosedInside CanvasInsets::closedAround(const Place& place) const {
    statemachine::ClosedInside closed;
    const auto* nesting = statemachine::findNesting(m_nestings, place.path);
    if (!nesting || !nesting->definition)
        return closed;
    const std::string state = place.state.toStdString();
    for (const std::string& name :
         statemachine::closedAround(nesting->definition->graph(), nesting->closed, state)) {
        StatePath path = place.path;
        path.push_back(name);
        closed.insert(std::move(path));
    }
    return closed;
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

void CanvasInsets::pick(const InsetSpot& spot, Call call) {
    Pick pick;
    pick.content = contentOf(spot);
    pick.content.visit = call.visit;
    pick.content.attempt = call.attempt;
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
