#include "engine/statemachine/editdraft.h"

#include <algorithm>

namespace ws::statemachine {

using json::Part;
using json::Value;
using Kind = Graph::EdgeKind;

namespace {

bool mayCatch(StateType type) {
    return type == StateType::Task || type == StateType::Parallel || type == StateType::Map;
}

std::vector<Kind> edgesOf(StateType type) {
    switch (type) {
    case StateType::Choice:
        return {Kind::Choice, Kind::Default};
    case StateType::Succeed:
    case StateType::Fail:
        return {};
    default:
        return mayCatch(type) ? std::vector<Kind>{Kind::Next, Kind::Catch}
                              : std::vector<Kind>{Kind::Next};
    }
}

Part& listOf(Part& state, const char* name) {
    Part* list = state.member(name);
    return list && list->isArray() ? *list : state.set(name, Value::array());
}

void addRule(Part& choice, QueryLanguage language, const std::string& to) {
    Value rule = Value::object();
    if (language == QueryLanguage::Jsonata) {
        rule.set("Condition", "{% $exists($states.input.value) %}");
    } else {
        rule.set("Variable", "$.value");
        rule.set("IsPresent", true);
    }
    rule.set("Next", to);
    listOf(choice, "Choices").append(Part::make({}, rule));
}

bool catchesAll(const Part& catcher) {
    const Value errors = catcher.value()["ErrorEquals"];
    return std::any_of(errors.items().begin(), errors.items().end(),
                       [](const Value& name) { return name.toString() == "States.ALL"; });
}

/// States.ALL stands alone and last: a further catcher goes before it, for what comes most.
void addCatcher(Part& state, const std::string& to) {
    Part& list = listOf(state, "Catch");
    const bool all = list.size() > 0 && catchesAll(list.at(list.size() - 1));
    Value errors = Value::array();
    errors.push(all ? "States.TaskFailed" : "States.ALL");
    const Value catcher = Value::object({{"ErrorEquals", std::move(errors)}, {"Next", to}});
    list.insert(list.size() - (all ? 1 : 0), Part::make({}, catcher));
}

base::Error noSuchEdge(const Part& from, Kind kind) {
    if (EditDraft::isFinal(from))
        return editError("afterEnd", {{"state", from.key()}});
    const std::string type = from.text("Type");
    if (kind == Kind::Catch)
        return editError("noCatch", {{"state", from.key()}, {"type", type}});
    return editError("noSuchEdge", {{"state", from.key()}, {"type", type}});
}

base::Status sameRegion(const Part& from, const Part& to) {
    if (from.parent() != to.parent())
        return editError("otherRegion", {{"from", from.key()}, {"to", to.key()}});
    return {};
}

} // namespace

std::vector<Kind> possibleEdges(const json::Document& document, std::string_view state) {
    const EditDraft draft(document);
    const Part* part = draft.state(state);
    return part ? edgesOf(EditDraft::typeOf(*part)) : std::vector<Kind>{};
}

base::Result<Change> connectStates(const json::Document& document, std::string_view from,
                                   std::string_view to, Kind kind) {
    EditDraft draft(document);
    Part* source = draft.state(from);
    Part* target = draft.state(to);
    if (!source || !target)
        return editError("noState", {{"pointer", std::string(source ? to : from)}});
    const auto allowed = edgesOf(EditDraft::typeOf(*source));
    if (std::find(allowed.begin(), allowed.end(), kind) == allowed.end())
        return noSuchEdge(*source, kind);
    if (const base::Status near = sameRegion(*source, *target); !near)
        return near.error();
    if (kind == Kind::Choice)
        addRule(*source, draft.languageOf(*source), target->key());
    else if (kind == Kind::Catch)
        addCatcher(*source, target->key());
    else
        EditDraft::setTarget({kind, 0, source, source, {}}, target->key());
    return draft.finish({source->key()});
}

base::Result<Change> rerouteEdges(const json::Document& document, const std::vector<EdgeRef>& edges,
                                  std::string_view to) {
    EditDraft draft(document);
    Part* target = to.empty() ? nullptr : draft.state(to);
    if (!target && !to.empty())
        return editError("noState", {{"pointer", std::string(to)}});
    std::vector<std::string> selected;
    for (const EdgeRef& edge : edges) {
        if (edge.kind == Kind::Start) {
            Part* machine = draft.machine(edge.from);
            if (!machine || !target)
                return editError("startNeedsState");
            if (&EditDraft::machineOf(*target) != machine)
                return editError("startElsewhere", {{"to", target->key()}});
            machine->set("StartAt", target->key());
            continue;
        }
        Part* from = draft.state(edge.from);
        const auto link = from ? EditDraft::find(*from, edge.kind, edge.index) : std::nullopt;
        if (!link)
            return editError("noEdge", {{"state", from ? from->key() : edge.from}});
        if (!target && link->kind != Kind::Next)
            return editError("needsState", {{"state", from->key()}});
        if (target) {
            if (const base::Status near = sameRegion(*from, *target); !near)
                return near.error();
            EditDraft::setTarget(*link, target->key());
        } else {
            EditDraft::setEnd(*from);
        }
        selected = {from->key()};
    }
    return draft.finish(std::move(selected));
}

base::Result<Change> removeEdges(const json::Document& document,
                                 const std::vector<EdgeRef>& edges) {
    EditDraft draft(document);
    std::vector<Link> links;
    for (const EdgeRef& edge : edges) {
        if (edge.kind == Kind::Start)
            return editError("startNeedsState");
        Part* from = draft.state(edge.from);
        const auto link = from ? EditDraft::find(*from, edge.kind, edge.index) : std::nullopt;
        if (!link)
            return editError("noEdge", {{"state", from ? from->key() : edge.from}});
        links.push_back(*link);
    }
    for (const Link& link : links) {
        if (link.kind == Kind::Choice && link.holder->parent()->size() == 1)
            return editError("lastRule", {{"state", link.state->key()}, {"target", link.target}});
        EditDraft::drop(link);
    }
    return draft.finish(links.empty() ? std::vector<std::string>{}
                                      : std::vector<std::string>{links.front().state->key()});
}

base::Result<Change> shiftState(const json::Document& document, std::string_view state,
                                Shift shift) {
    const EditDraft draft(document);
    Part* part = draft.state(state);
    if (!part)
        return editError("noState", {{"pointer", std::string(state)}});
    Part& machine = EditDraft::machineOf(*part);
    const Part* home = part->parent();
    const std::string region = std::string(state.substr(0, state.rfind("/States/")));
    const auto pointerOf = [&](std::string_view name) {
        return document.pointer(document.member(document.find(region + "/States"), name));
    };
    Place place;
    if (shift == Shift::Later) {
        const auto next = EditDraft::find(*part, Kind::Next, 0);
        if (!next || next->target.empty() || !home->member(next->target))
            return editError("lastInChain", {{"state", part->key()}});
        place = {Place::Kind::After, pointerOf(next->target), {}};
    } else {
        const Part* previous = nullptr;
        for (const Link& link : EditDraft::linksIn(machine)) {
            if (link.kind == Kind::Next && link.target == part->key() && link.state != part)
                previous = link.state;
        }
        if (!previous)
            return editError("firstInChain", {{"state", part->key()}});
        place = {Place::Kind::Before, pointerOf(previous->key()), {}};
    }
    return moveStates(document, {std::string(state)}, place);
}

} // namespace ws::statemachine
