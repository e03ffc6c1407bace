#include "engine/statemachine/editdraft.h"

#include "engine/json/pointer.h"

#include <algorithm>
#include <cctype>

namespace ws::statemachine {

using json::Part;
using json::Value;
using Kind = Graph::EdgeKind;

namespace {

constexpr std::size_t kMaxName = 80; // characters

std::size_t characters(std::string_view text) {
    return std::size_t(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool isLetter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Names of the data's own stand in a path or an expression without quotes.
bool isCode(std::string_view text) {
    return text.starts_with('$') || text.starts_with("States.") ||
           text.find("{%") != std::string_view::npos;
}

/// Whether a text speaks of the state: as a word, in code as a text of its own.
bool speaksOf(std::string_view text, std::string_view name) {
    const bool code = isCode(text);
    for (std::size_t at = text.find(name); at != std::string_view::npos;
         at = text.find(name, at + 1)) {
        const char before = at > 0 ? text[at - 1] : ' ';
        const std::size_t end = at + name.size();
        const char behind = end < text.size() ? text[end] : ' ';
        const bool quoted = before == behind && (before == '\'' || before == '"');
        const bool inside = (isLetter(before) && isLetter(name.front())) ||
                            (isLetter(behind) && isLetter(name.back()));
        if (code ? quoted : !inside)
            return true;
    }
    return false;
}

/// Names of functions, machines, queues and errors, which may be the same.
bool namesOther(std::string_view key) {
    return key == "Resource" || key == "ErrorEquals" || key == "Error" || key == "FunctionName" ||
           key == "TableName" || key.ends_with("Arn") || key.ends_with("Url");
}

/// Texts that speak of the state and are no reference to it.
void findMentions(const Part& part, std::string pointer, std::string_view name,
                  std::vector<std::string>& found) {
    for (std::size_t i = 0; i < part.size(); ++i) {
        const Part& inner = part.at(i);
        std::string here = pointer;
        json::appendStep(here, part.isObject() ? inner.key() : std::to_string(i));
        const bool refers = inner.key() == "Next" || inner.key() == "StartAt" ||
                            inner.key() == "Default" || inner.key() == "Type";
        if (namesOther(inner.key()))
            continue;
        if (!refers && speaksOf(inner.string(), name))
            found.push_back(here);
        findMentions(inner, std::move(here), name, found);
    }
}

} // namespace

base::Error nameProblem(const json::Document& document, std::string_view state,
                        std::string_view name) {
    const EditDraft draft(document);
    const Part* part = draft.state(state);
    const std::string text(name);
    if (name.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return editError("nameEmpty");
    if (characters(name) > kMaxName)
        return editError("nameTooLong", {{"limit", std::to_string(kMaxName)}});
    const bool isControl = std::any_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20U || c == 0x7F;
    });
    if (isControl)
        return editError("nameControl");
    if (!(part && part->key() == name) && draft.names().contains(text))
        return editError("nameTaken", {{"state", text}});
    return {};
}

base::Result<Change> renameState(const json::Document& document, std::string_view state,
                                 std::string_view name) {
    EditDraft draft(document);
    Part* part = draft.state(state);
    if (!part)
        return editError("noState", {{"pointer", std::string(state)}});
    const std::string old = part->key();
    if (old == name)
        return Change{{}, {old}, {}};
    if (base::Error problem = nameProblem(document, state, name); !problem.code.empty())
        return problem;
    for (const Link& link : EditDraft::linksIn(EditDraft::machineOf(*part))) {
        if (link.target == old)
            EditDraft::setTarget(link, std::string(name));
    }
    part->rename(std::string(name));
    auto change = draft.finish({std::string(name)});
    if (change)
        findMentions(draft.root(), {}, old, change->mentions);
    return change;
}

// --- Containers

base::Result<json::Part*> wrapIn(EditDraft& draft, const std::vector<std::string>& states,
                                 StateType container) {
    const auto found = draft.siblings(states);
    if (!found)
        return found.error();
    if (container != StateType::Parallel && container != StateType::Map)
        return editError("noContainer", {{"type", std::string(stateTypeName(container))}});
    Part& machine = EditDraft::machineOf(*found->front());
    std::set<std::string> inside;
    for (const Part* part : *found)
        inside.insert(part->key());
    std::string entry;
    std::vector<Link> incoming;
    for (const Link& link : EditDraft::linksIn(machine)) {
        if (!inside.contains(link.target) || (link.state && inside.contains(link.state->key())))
            continue;
        if (!entry.empty() && entry != link.target)
            return editError("manyEntries", {{"first", entry}, {"second", link.target}});
        entry = link.target;
        incoming.push_back(link);
    }
    if (entry.empty())
        entry = found->front()->key();
    std::string exit;
    bool ends = false;
    for (Part* part : *found) {
        for (const Link& link : EditDraft::links(*part)) {
            if (inside.contains(link.target))
                continue;
            if (link.target.empty())
                ends = true;
            else if (exit.empty() || exit == link.target)
                exit = link.target;
            else
                return editError("manyExits", {{"first", exit}, {"second", link.target}});
        }
    }
    if (ends && !exit.empty())
        return editError("someEnd", {{"target", exit}});

    const std::string type(stateTypeName(container));
    const std::string name = EditDraft::uniqueName(type, draft.names());
    Value body = Value::object({{"Type", type}});
    Value inner = Value::object();
    if (container == StateType::Map)
        inner.set("ProcessorConfig", Value::object({{"Mode", "INLINE"}}));
    inner.set("StartAt", entry);
    inner.set("States", Value::object());
    Value branches = Value::array();
    branches.push(inner);
    body.set(container == StateType::Map ? "ItemProcessor" : "Branches",
             container == StateType::Map ? inner : branches);
    if (exit.empty())
        body.set("End", true);
    else
        body.set("Next", exit);

    Part& home = *machine.member("States");
    const std::size_t at = home.indexOf(*found->front());
    Part::Owned whole = Part::make(name, body);
    Part& target = *EditDraft::machinesIn(*whole).front()->member("States");
    std::set<std::string> taken = draft.names();
    taken.insert(name);
    std::string done;
    for (Part* part : *found) {
        for (const Link& link : EditDraft::links(*part)) {
            if (inside.contains(link.target))
                continue;
            if (link.kind == Kind::Next) {
                EditDraft::setEnd(*part);
            } else {
                // A rule or a catcher that left ends the branch.
                if (done.empty())
                    done = EditDraft::uniqueName("Done", taken);
                EditDraft::setTarget(link, done);
            }
        }
        target.append(home.take(*part));
    }
    if (!done.empty())
        target.append(Part::make(done, Value::object({{"Type", "Succeed"}})));
    Part& wrapped = home.insert(at, std::move(whole));
    for (const Link& link : incoming)
        EditDraft::setTarget(link, name);
    return &wrapped;
}

base::Result<Change> wrapStates(const json::Document& document,
                                const std::vector<std::string>& states, StateType container) {
    EditDraft draft(document);
    const auto wrapped = wrapIn(draft, states, container);
    if (!wrapped)
        return wrapped.error();
    return draft.finish({(*wrapped)->key()});
}

base::Result<Change> inlineState(const json::Document& document, std::string_view state) {
    EditDraft draft(document);
    Part* part = draft.state(state);
    if (!part)
        return editError("noState", {{"pointer", std::string(state)}});
    const auto machines = EditDraft::machinesIn(*part);
    if (machines.empty())
        return editError("noInside", {{"state", part->key()}});
    if (machines.size() > 1)
        return editError("severalBranches",
                         {{"state", part->key()}, {"count", std::to_string(machines.size())}});
    if (part->member("Retry") || part->member("Catch"))
        return editError("losesErrors", {{"state", part->key()}});
    Part* states = machines.front()->member("States");
    if (!states || !states->isObject() || states->size() == 0)
        return editError("noInside", {{"state", part->key()}});
    const std::string successor = part->text("Next");
    const std::string start = machines.front()->text("StartAt");
    for (const Link& link : EditDraft::linksIn(EditDraft::machineOf(*part))) {
        if (link.target == part->key() && link.state != part)
            EditDraft::setTarget(link, start);
    }
    Part& home = *part->parent();
    std::size_t at = home.indexOf(*part);
    const Part::Owned container = home.take(*part);
    std::vector<std::string> names;
    while (states->size() > 0) {
        Part::Owned inner = states->take(states->at(0));
        if (!successor.empty()) {
            // What ended the branch went on behind it.
            if (EditDraft::typeOf(*inner) == StateType::Succeed)
                inner->member("Type")->assign("Pass");
            if (const auto next = EditDraft::find(*inner, Kind::Next, 0);
                next && next->target.empty())
                EditDraft::setTarget(*next, successor);
        }
        names.push_back(inner->key());
        home.insert(at++, std::move(inner));
    }
    return draft.finish(std::move(names));
}

} // namespace ws::statemachine
