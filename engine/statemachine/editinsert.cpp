#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/editdraft.h"

#include <algorithm>

namespace ws::statemachine {

using json::Part;
using Kind = Graph::EdgeKind;

namespace {

/// A Place in a draft.
struct Spot {
    Part* machine = nullptr;
    Part* neighbour = nullptr; ///< in the text; the new states follow it, or precede it
    enum class Side { Behind, Ahead } side = Side::Behind;
    std::vector<Link> incoming;
    std::string successor; ///< empty: the end
};

Spot behind(Part& state) {
    return {&EditDraft::machineOf(state), &state, Spot::Side::Behind, {}, {}};
}

base::Result<Spot> after(Part& state) {
    if (EditDraft::isFinal(state))
        return editError("afterEnd", {{"state", state.key()}});
    Spot spot = behind(state);
    const Kind kind = EditDraft::typeOf(state) == StateType::Choice ? Kind::Default : Kind::Next;
    auto link = EditDraft::find(state, kind, 0);
    if (!link)
        link = Link{kind, 0, &state, &state, {}};
    spot.incoming = {*link};
    spot.successor = link->target;
    return spot;
}

Spot before(Part& state) {
    Spot spot{&EditDraft::machineOf(state), &state, Spot::Side::Ahead, {}, state.key()};
    for (const Link& link : EditDraft::linksIn(*spot.machine)) {
        if (link.target == state.key() && link.state != &state)
            spot.incoming.push_back(link);
    }
    return spot;
}

Spot first(Part& machine) {
    Spot spot{&machine, nullptr, Spot::Side::Ahead, {}, {}};
    spot.incoming = {Link{Kind::Start, 0, &machine, nullptr, machine.text("StartAt")}};
    const Part* states = machine.member("States");
    if (states && states->size() > 0)
        spot.neighbour = &states->at(0);
    if (states && states->member(machine.text("StartAt")))
        spot.successor = machine.text("StartAt");
    return spot;
}

base::Result<Spot> onEdges(const EditDraft& draft, const std::vector<EdgeRef>& edges) {
    Spot spot;
    for (const EdgeRef& edge : edges) {
        if (edge.kind == Kind::Start) {
            Part* machine = draft.machine(edge.from);
            if (!machine)
                return editError("noState", {{"pointer", edge.from}});
            return first(*machine);
        }
        Part* from = draft.state(edge.from);
        if (!from)
            return editError("noState", {{"pointer", edge.from}});
        if (edge.kind == Kind::End)
            return after(*from);
        const auto link = EditDraft::find(*from, edge.kind, edge.index);
        if (!link)
            return editError("noEdge", {{"state", from->key()}});
        if (!spot.machine)
            spot = behind(*from);
        spot.incoming.push_back(*link);
        spot.successor = link->target;
    }
    if (!spot.machine)
        return editError("nothing");
    return spot;
}

base::Result<Spot> newBranch(Part& state) {
    if (EditDraft::typeOf(state) == StateType::Map)
        return editError("mapHasOne", {{"state", state.key()}});
    if (EditDraft::typeOf(state) != StateType::Parallel)
        return editError("noBranches", {{"state", state.key()}, {"type", state.text("Type")}});
    Part* branches = state.member("Branches");
    if (!branches || !branches->isArray())
        branches = &state.set("Branches", json::Value::array());
    const json::Value empty =
        json::Value::object({{"StartAt", ""}, {"States", json::Value::object()}});
    return first(branches->append(Part::make({}, empty)));
}

base::Result<Spot> spotOf(EditDraft& draft, const Place& place) {
    if (place.kind == Place::Kind::OnEdges)
        return onEdges(draft, place.edges);
    if (place.kind == Place::Kind::First || place.kind == Place::Kind::Loose) {
        Part* machine = draft.machine(place.pointer);
        if (!machine)
            return editError("noMachine");
        if (place.kind == Place::Kind::First)
            return first(*machine);
        Spot spot{machine, nullptr, Spot::Side::Behind, {}, {}};
        const Part* states = machine->member("States");
        if (states && states->size() > 0)
            spot.neighbour = &states->at(states->size() - 1);
        return spot;
    }
    Part* state = draft.state(place.pointer);
    if (!state)
        return editError("noState", {{"pointer", place.pointer}});
    if (place.kind == Place::Kind::After)
        return after(*state);
    return place.kind == Place::Kind::Before ? base::Result<Spot>(before(*state))
                                             : newBranch(*state);
}

/// What must lead to a state and has none to lead to leads to a new end.
void closeEnds(Block& block, const std::string& successor, std::set<std::string> taken) {
    std::string done;
    std::vector<Link> open;
    for (const Part::Owned& state : block.states) {
        taken.insert(state->key());
        for (const Link& link : EditDraft::links(*state)) {
            if (link.target.empty())
                open.push_back(link);
        }
    }
    for (const Link& link : open) {
        if (!successor.empty()) {
            EditDraft::setTarget(link, successor);
        } else if (link.kind == Kind::Next) {
            EditDraft::setEnd(*link.state);
        } else {
            if (done.empty())
                done = EditDraft::uniqueName("Done", taken);
            EditDraft::setTarget(link, done);
        }
    }
    if (!done.empty())
        block.states.push_back(Part::make(done, json::Value::object({{"Type", "Succeed"}})));
}

/// Transitions that stayed although their target is not there any more.
void openForeign(Block& block, const Part& machine) {
    const Part* states = machine.member("States");
    std::set<std::string> there;
    for (const Part::Owned& state : block.states)
        there.insert(state->key());
    for (const Part::Owned& state : block.states) {
        for (const Link& link : EditDraft::links(*state)) {
            const bool known = there.contains(link.target) ||
                               (states && states->isObject() && states->member(link.target));
            if (!known && !link.target.empty())
                EditDraft::setTarget(link, {});
        }
    }
}

std::vector<std::string> put(EditDraft& draft, Block block, const Spot& spot) {
    openForeign(block, *spot.machine);
    closeEnds(block, spot.successor, draft.names());
    for (const Link& link : spot.incoming)
        EditDraft::setTarget(link, block.start);
    Part* states = spot.machine->member("States");
    if (!states || !states->isObject())
        states = &spot.machine->set("States", json::Value::object());
    if (spot.incoming.empty() && !spot.machine->member("StartAt")) // the first ones of all
        spot.machine->insert(0, Part::make("StartAt", block.start));
    std::size_t at = states->size();
    if (spot.neighbour)
        at = states->indexOf(*spot.neighbour) + (spot.side == Spot::Side::Behind ? 1 : 0);
    std::vector<std::string> names;
    for (Part::Owned& state : block.states) {
        names.push_back(state->key());
        states->insert(at++, std::move(state));
    }
    return names;
}

std::set<std::string> reachable(const json::Document& document) {
    std::set<std::string> out;
    for (const Graph::Node& node : buildGraph(document).nodes) {
        if (node.reachable)
            out.insert(node.name);
    }
    return out;
}

/// An end in the middle of a flow would cut off what comes after it.
base::Result<Change> unlessCutOff(const EditDraft& draft, base::Result<Change> change) {
    if (!change)
        return change;
    const auto kind = draft.document().syntax() == json::Syntax::Yaml ? DefinitionKind::Yaml
                                                                      : DefinitionKind::Json;
    const auto after = loadDefinition(json::applied(draft.document().text(), change->edits), kind);
    if (!after)
        return editError("shared");
    const std::set<std::string> now = reachable(*after);
    for (const std::string& name : reachable(draft.document())) {
        if (!now.contains(name))
            return editError("cutsOff", {{"state", name},
                                         {"new", change->states.empty() ? std::string()
                                                                        : change->states.front()}});
    }
    return change;
}

base::Result<Block> blockOf(const Fragment& fragment) {
    Block block;
    block.start = fragment["StartAt"].toString();
    const json::Value& states = fragment["States"];
    for (const auto& [name, state] : states.members()) {
        if (!state.isObject())
            return editError("notStates");
        block.states.push_back(Part::make(name, state));
    }
    if (block.states.empty())
        return editError("notStates");
    if (!states.find(block.start))
        block.start = block.states.front()->key();
    for (const Part::Owned& state : block.states) {
        for (const Link& link : EditDraft::links(*state)) {
            if (!states.find(link.target))
                EditDraft::setTarget(link, {});
        }
    }
    return block;
}

// --- Languages

bool speaksJsonPath(const json::Value& value) {
    for (const json::Value& item : value.items()) {
        if (speaksJsonPath(item))
            return true;
    }
    constexpr std::string_view kOnly[] = {"InputPath", "OutputPath",     "ResultPath", "Parameters",
                                          "Variable",  "ResultSelector", "ItemsPath",  "Result"};
    for (const auto& [name, inner] : value.members()) {
        const bool only = std::find(std::begin(kOnly), std::end(kOnly), name) != std::end(kOnly);
        if (only || name.ends_with(".$") || (name.ends_with("Path") && inner.isString()) ||
            speaksJsonPath(inner))
            return true;
    }
    return false;
}

void sayJsonata(Part& state) {
    if (!state.member("QueryLanguage"))
        state.insert(state.member("Type") ? 1 : 0, Part::make("QueryLanguage", "JSONata"));
    for (const Part* machine : EditDraft::machinesIn(state)) {
        const Part* states = machine->member("States");
        for (std::size_t i = 0; states && i < states->size(); ++i)
            sayJsonata(states->at(i));
    }
}

/// States of one language among those of another.
base::Status translate(const EditDraft& draft, Block& block, QueryLanguage language) {
    for (const Part::Owned& state : block.states) {
        if (draft.machineLanguage() == QueryLanguage::JsonPath) {
            if (language == QueryLanguage::Jsonata)
                sayJsonata(*state);
        } else if (state->text("QueryLanguage") == "JSONPath" ||
                   (language == QueryLanguage::JsonPath && state->text("QueryLanguage").empty() &&
                    speaksJsonPath(state->value()))) {
            return editError("jsonPathInJsonata", {{"state", state->key()}});
        }
    }
    return {};
}

QueryLanguage languageOf(const Fragment& fragment) {
    return fragment["QueryLanguage"].toString() == "JSONata" ? QueryLanguage::Jsonata
                                                             : QueryLanguage::JsonPath;
}

bool isWithin(const Part* part, const std::vector<Part*>& states) {
    for (; part; part = part->parent()) {
        if (std::find(states.begin(), states.end(), part) != states.end())
            return true;
    }
    return false;
}

} // namespace

base::Result<Change> insertStates(const json::Document& document, const Fragment& fragment,
                                  const Place& place) {
    EditDraft draft(document);
    if (!draft.root().isObject())
        return editError("noMachine");
    auto block = blockOf(fragment);
    if (!block)
        return block.error();
    if (const base::Status fits = translate(draft, *block, languageOf(fragment)); !fits)
        return fits.error();
    auto spot = spotOf(draft, place);
    if (!spot)
        return spot.error();
    draft.makeUnique(*block);
    auto names = put(draft, std::move(*block), *spot);
    return unlessCutOff(draft, draft.finish(std::move(names)));
}

base::Result<Change> moveStates(const json::Document& document,
                                const std::vector<std::string>& states, const Place& place) {
    EditDraft draft(document);
    auto moved = draft.siblings(states);
    if (!moved)
        return moved.error();
    auto spot = spotOf(draft, place);
    if (!spot)
        return spot.error();
    const auto isFromThem = [&](const Link& link) {
        return link.state && isWithin(link.state, *moved);
    };
    if (place.kind == Place::Kind::Before &&
        !std::all_of(spot->incoming.begin(), spot->incoming.end(), isFromThem))
        std::erase_if(spot->incoming, isFromThem);
    const bool fromThem = std::any_of(spot->incoming.begin(), spot->incoming.end(), isFromThem);
    const bool besideThem = spot->neighbour && isWithin(spot->neighbour, *moved) &&
                            place.kind != Place::Kind::Loose && place.kind != Place::Kind::First;
    if (isWithin(spot->machine, *moved))
        return editError("intoItself", {{"state", moved->front()->key()}});
    if (fromThem || besideThem)
        return editError("samePlace", {{"state", moved->front()->key()}});
    if (isWithin(spot->neighbour, *moved))
        spot->neighbour = nullptr;
    auto block = draft.takeOut(*moved);
    if (!block)
        return block.error();
    std::set<std::string> inside;
    for (const Part::Owned& state : block->states)
        inside.insert(state->key());
    // What led to them leads elsewhere now, so the way on from this place may be another.
    for (Link& link : spot->incoming) {
        link.target = link.kind == Kind::Start     ? link.holder->text("StartAt")
                      : link.kind == Kind::Default ? link.holder->text("Default")
                                                   : link.holder->text("Next");
        if (place.kind != Place::Kind::Before)
            spot->successor = link.target;
    }
    if (inside.contains(spot->successor))
        spot->successor.clear();
    for (const Part::Owned& state : block->states) {
        for (const Link& link : EditDraft::links(*state)) {
            if (!inside.contains(link.target) && link.kind == Kind::Next)
                EditDraft::setTarget(link, {});
        }
    }
    auto names = put(draft, std::move(*block), *spot);
    return unlessCutOff(draft, draft.finish(std::move(names)));
}

base::Result<Change> duplicateStates(const json::Document& document,
                                     const std::vector<std::string>& states) {
    EditDraft draft(document);
    const auto found = draft.siblings(states);
    if (!found)
        return found.error();
    Block block = EditDraft::copyOf(*found, EditDraft::Outside::Kept);
    draft.makeUnique(block);
    Part& last = *found->back();
    const bool goesOn = !EditDraft::isFinal(last) && EditDraft::typeOf(last) != StateType::Choice;
    Spot spot = behind(last);
    if (goesOn)
        spot = *after(last);
    auto names = put(draft, std::move(block), spot);
    return goesOn ? unlessCutOff(draft, draft.finish(std::move(names)))
                  : draft.finish(std::move(names));
}

base::Result<std::string> copyStates(const json::Document& document,
                                     const std::vector<std::string>& states) {
    EditDraft draft(document);
    const auto found = draft.siblings(states);
    if (!found)
        return found.error();
    const Block block = EditDraft::copyOf(*found, EditDraft::Outside::Left);
    json::Value fragment = json::Value::object({{"StartAt", block.start}});
    if (draft.machineLanguage() == QueryLanguage::Jsonata)
        fragment.set("QueryLanguage", "JSONata");
    json::Value copied = json::Value::object();
    for (const Part::Owned& state : block.states) {
        // Readable to others: where nothing follows, it is the end.
        if (const Part* next = state->member("Next"); next && next->string().empty())
            EditDraft::setEnd(*state);
        copied.set(state->key(), state->value());
    }
    fragment.set("States", std::move(copied));
    return fragment.pretty() + "\n";
}

base::Result<Change> pasteStates(const json::Document& document, std::string_view text,
                                 const Place& place) {
    const auto pasted = loadDefinition(std::string(text));
    if (!pasted)
        return editError("notStates");
    json::Value value = pasted->value(pasted->root());
    if (value["States"].isObject())
        return insertStates(document, value, place);
    if (stateTypeFromName(value["Type"].toString()) == StateType::Unknown)
        return editError("notStates");
    json::Value states = json::Value::object();
    const std::string name = value["Type"].toString();
    states.set(name, std::move(value));
    return insertStates(
        document, json::Value::object({{"StartAt", name}, {"States", std::move(states)}}), place);
}

base::Result<Change> removeStates(const json::Document& document,
                                  const std::vector<std::string>& states) {
    EditDraft draft(document);
    std::vector<Part*> left;
    for (const std::string& pointer : states) {
        Part* part = draft.state(pointer);
        if (!part)
            return editError("noState", {{"pointer", pointer}});
        if (std::find(left.begin(), left.end(), part) == left.end())
            left.push_back(part);
    }
    if (left.empty())
        return editError("nothing");
    // What is inside another of them goes with it.
    const std::vector<Part*> all = left;
    std::erase_if(left, [&](const Part* part) { return isWithin(part->parent(), all); });
    std::vector<std::string> selected;
    while (!left.empty()) {
        Part* home = left.front()->parent();
        std::vector<Part*> together;
        std::copy_if(left.begin(), left.end(), std::back_inserter(together),
                     [&](const Part* part) { return part->parent() == home; });
        std::erase_if(left, [&](const Part* part) { return part->parent() == home; });
        const std::size_t at = home->indexOf(*together.front());
        const Part* neighbour = at > 0 ? &home->at(at - 1) : nullptr;
        if (const auto gone = draft.takeOut(together); !gone)
            return gone.error();
        if (selected.empty() && neighbour)
            selected.push_back(neighbour->key());
    }
    return draft.finish(std::move(selected));
}

} // namespace ws::statemachine
