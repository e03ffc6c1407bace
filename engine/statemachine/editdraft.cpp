#include "engine/statemachine/editdraft.h"

#include "engine/statemachine/definitiontext.h"

#include <algorithm>

namespace ws::statemachine {

using json::Part;
using Kind = Graph::EdgeKind;

namespace {

constexpr std::size_t kMaxName = 80; // characters, the service's

void collectNames(const Part& machine, std::set<std::string>& names) {
    const Part* states = machine.member("States");
    if (!states || !states->isObject())
        return;
    for (std::size_t i = 0; i < states->size(); ++i) {
        names.insert(states->at(i).key());
        for (const Part* inner : EditDraft::machinesIn(states->at(i)))
            collectNames(*inner, names);
    }
}

const char* fieldOf(Kind kind) {
    return kind == Kind::Start ? "StartAt" : kind == Kind::Default ? "Default" : "Next";
}

/// As many whole characters of a UTF-8 text.
std::string leading(std::string_view text, std::size_t characters) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (begins && characters-- == 0)
            break;
    }
    return std::string(text.substr(0, at));
}

/// "Pay 2" is "Pay" and 2.
std::pair<std::string_view, int> numbered(std::string_view name) {
    const std::size_t blank = name.rfind(' ');
    if (blank == std::string_view::npos || blank == 0 || name.size() - blank > 6 ||
        blank + 1 == name.size())
        return {name, 1};
    int number = 0;
    for (const char c : name.substr(blank + 1)) {
        if (c < '0' || c > '9')
            return {name, 1};
        number = number * 10 + (c - '0');
    }
    return {name.substr(0, blank), number};
}

} // namespace

base::Error editError(std::string_view code,
                      std::vector<std::pair<std::string, std::string>> args) {
    return {"edit." + std::string(code), std::move(args)};
}

Part* EditDraft::state(std::string_view pointer) const {
    Part* part = m_draft.find(pointer);
    const bool isState = part && part->isObject() && part->parent() &&
                         part->parent()->key() == "States" && part->parent()->parent();
    return isState ? part : nullptr;
}

Part* EditDraft::machine(std::string_view pointer) const {
    Part* part = m_draft.find(pointer);
    return part && part->isObject() ? part : nullptr;
}

base::Result<std::vector<Part*>>
EditDraft::siblings(const std::vector<std::string>& pointers) const {
    std::vector<Part*> found;
    for (const std::string& pointer : pointers) {
        Part* part = state(pointer);
        if (!part)
            return editError("noState", {{"pointer", pointer}});
        if (std::find(found.begin(), found.end(), part) == found.end())
            found.push_back(part);
    }
    if (found.empty())
        return editError("nothing");
    const Part* home = found.front()->parent();
    for (const Part* part : found) {
        if (part->parent() != home)
            return editError("severalRegions",
                             {{"first", found.front()->key()}, {"second", part->key()}});
    }
    std::sort(found.begin(), found.end(), [&](const Part* left, const Part* right) {
        return home->indexOf(*left) < home->indexOf(*right);
    });
    return found;
}

StateType EditDraft::typeOf(const Part& state) {
    return stateTypeFromName(state.text("Type"));
}

bool EditDraft::isFinal(const Part& state) {
    const StateType type = typeOf(state);
    return type == StateType::Succeed || type == StateType::Fail;
}

std::vector<Part*> EditDraft::machinesIn(const Part& state) {
    std::vector<Part*> found;
    const StateType type = typeOf(state);
    const Part* branches = type == StateType::Parallel ? state.member("Branches") : nullptr;
    for (std::size_t i = 0; branches && branches->isArray() && i < branches->size(); ++i) {
        if (branches->at(i).isObject())
            found.push_back(&branches->at(i));
    }
    if (type == StateType::Map) {
        Part* processor = state.member("ItemProcessor");
        if (!processor || !processor->isObject())
            processor = state.member("Iterator");
        if (processor && processor->isObject())
            found.push_back(processor);
    }
    return found;
}

// --- Transitions

std::vector<Link> EditDraft::links(Part& state) {
    std::vector<Link> out;
    const auto list = [&](const char* name, Kind kind) {
        const Part* items = state.member(name);
        for (std::size_t i = 0; items && items->isArray() && i < items->size(); ++i) {
            Part& item = items->at(i);
            if (item.isObject())
                out.push_back({kind, int(i), &item, &state, item.text("Next")});
        }
    };
    if (typeOf(state) == StateType::Choice) {
        list("Choices", Kind::Choice);
        if (state.member("Default"))
            out.push_back({Kind::Default, 0, &state, &state, state.text("Default")});
    } else if (!isFinal(state)) {
        out.push_back({Kind::Next, 0, &state, &state, state.text("Next")});
    }
    list("Catch", Kind::Catch);
    return out;
}

std::vector<Link> EditDraft::linksIn(Part& machine) {
    std::vector<Link> out;
    if (machine.member("StartAt"))
        out.push_back({Kind::Start, 0, &machine, nullptr, machine.text("StartAt")});
    const Part* states = machine.member("States");
    for (std::size_t i = 0; states && states->isObject() && i < states->size(); ++i) {
        if (states->at(i).isObject()) {
            const auto more = links(states->at(i));
            out.insert(out.end(), more.begin(), more.end());
        }
    }
    return out;
}

std::optional<Link> EditDraft::find(Part& state, Kind kind, int index) {
    for (const Link& link : links(state)) {
        const bool isNext = link.kind == Kind::Next && (kind == Kind::End || kind == Kind::Next);
        const bool isNumbered = kind == Kind::Choice || kind == Kind::Catch;
        if (isNext || (link.kind == kind && (!isNumbered || link.index == index)))
            return link;
    }
    return std::nullopt;
}

void EditDraft::setEnd(Part& state) {
    if (Part* next = state.member("Next")) {
        state.remove("End");
        next->rename("End");
        next->assign(true);
    } else {
        state.set("End", true);
    }
}

void EditDraft::setTarget(const Link& link, const std::string& target) {
    if (link.kind != Kind::Next) {
        link.holder->set(fieldOf(link.kind), target);
        return;
    }
    Part* end = link.state->member("End");
    if (end && !link.state->member("Next")) {
        end->rename("Next");
        end->assign(target);
    } else {
        link.state->remove("End");
        link.state->set("Next", target);
    }
}

void EditDraft::drop(const Link& link) {
    if (link.kind == Kind::Default) {
        link.state->remove("Default");
    } else if (link.kind == Kind::Next) {
        setEnd(*link.state);
    } else if (link.state) {
        Part* list = link.holder->parent();
        list->take(*link.holder);
        if (list->size() == 0 && link.kind == Kind::Catch)
            link.state->remove("Catch");
    }
}

// --- Languages and names

QueryLanguage EditDraft::machineLanguage() const {
    return root().text("QueryLanguage") == "JSONata" ? QueryLanguage::Jsonata
                                                     : QueryLanguage::JsonPath;
}

QueryLanguage EditDraft::languageOf(const Part& state) const {
    const std::string own = state.text("QueryLanguage");
    return own.empty()         ? machineLanguage()
           : own == "JSONPath" ? QueryLanguage::JsonPath
                               : QueryLanguage::Jsonata;
}

QueryLanguage machineLanguage(const json::Document& document) {
    const auto member = document.member(document.root(), "QueryLanguage");
    return member != json::Document::kNone && document.string(member) == "JSONata"
               ? QueryLanguage::Jsonata
               : QueryLanguage::JsonPath;
}

std::set<std::string> EditDraft::names() const {
    std::set<std::string> found;
    collectNames(root(), found);
    return found;
}

std::string EditDraft::uniqueName(std::string_view wanted, const std::set<std::string>& taken) {
    std::string name = leading(wanted, kMaxName);
    const auto [base, number] = numbered(wanted);
    for (int next = number + 1; taken.contains(name); ++next) {
        const std::string suffix = " " + std::to_string(next);
        name = leading(base, kMaxName - suffix.size()) + suffix;
    }
    return name;
}

namespace {

using Names = std::vector<std::pair<std::string, std::string>>;

const std::string* renamed(const Names& names, const std::string& old) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const auto& pair) { return pair.first == old; });
    return found == names.end() ? nullptr : &found->second;
}

Names claim(const std::vector<Part*>& states, std::set<std::string>& taken) {
    Names names;
    for (Part* state : states) {
        const std::string name = EditDraft::uniqueName(state->key(), taken);
        taken.insert(name);
        if (name != state->key())
            names.emplace_back(state->key(), name);
        state->rename(name);
    }
    return names;
}

std::vector<Part*> statesOf(const Part& machine) {
    std::vector<Part*> out;
    const Part* states = machine.member("States");
    for (std::size_t i = 0; states && states->isObject() && i < states->size(); ++i)
        out.push_back(&states->at(i));
    return out;
}

void claimNested(const std::vector<Part*>& states, std::set<std::string>& taken) {
    for (const Part* state : states) {
        for (Part* machine : EditDraft::machinesIn(*state)) {
            const auto inner = statesOf(*machine);
            const Names names = claim(inner, taken);
            for (const Link& link : EditDraft::linksIn(*machine)) {
                if (const std::string* name = renamed(names, link.target))
                    EditDraft::setTarget(link, *name);
            }
            claimNested(inner, taken);
        }
    }
}

} // namespace

void EditDraft::makeUnique(Block& block) const {
    std::set<std::string> taken = names();
    std::vector<Part*> states;
    for (const Part::Owned& state : block.states)
        states.push_back(state.get());
    const Names changed = claim(states, taken);
    for (Part* state : states) {
        for (const Link& link : links(*state)) {
            if (const std::string* name = renamed(changed, link.target))
                setTarget(link, *name);
        }
    }
    if (const std::string* name = renamed(changed, block.start))
        block.start = *name;
    claimNested(states, taken);
}

// --- Taking states out

/// What is led to from outside; else the first in the text.
std::string EditDraft::entryOf(const std::vector<Part*>& states) {
    std::set<std::string> inside;
    for (const Part* state : states)
        inside.insert(state->key());
    for (const Link& link : linksIn(machineOf(*states.front()))) {
        if (inside.contains(link.target) && !(link.state && inside.contains(link.state->key())))
            return link.target;
    }
    return states.front()->key();
}

namespace {

/// Ways out of the block become "".
void openEnds(Part& state, const std::set<std::string>& inside, EditDraft::Outside outside) {
    for (const Link& link : EditDraft::links(state)) {
        const bool isKept = outside == EditDraft::Outside::Kept && link.kind != Kind::Next;
        if (!inside.contains(link.target) && !isKept)
            EditDraft::setTarget(link, {});
    }
}

} // namespace

Block EditDraft::copyOf(const std::vector<Part*>& states, Outside outside) {
    Block block;
    block.start = entryOf(states);
    std::set<std::string> inside;
    for (const Part* state : states)
        inside.insert(state->key());
    for (const Part* state : states) {
        block.states.push_back(state->clone());
        openEnds(*block.states.back(), inside, outside);
    }
    return block;
}

base::Result<Block> EditDraft::takeOut(const std::vector<Part*>& states) {
    Part& machine = machineOf(*states.front());
    Block block;
    block.start = entryOf(states);
    std::set<std::string> gone;
    for (const Part* state : states)
        gone.insert(state->key());
    if (const base::Status healed = heal(machine, gone); !healed)
        return healed.error();
    Part& home = *machine.member("States");
    for (Part* state : states)
        block.states.push_back(home.take(*state));
    if (home.size() == 0) {
        if (const base::Status left = emptied(machine); !left)
            return left.error();
    }
    return block;
}

namespace {

/// Where the way goes on behind states that are gone; empty: to the end.
std::string beyond(Part& machine, std::string name, const std::set<std::string>& gone) {
    const Part* states = machine.member("States");
    for (std::size_t steps = 0; steps <= gone.size() && gone.contains(name); ++steps) {
        Part* state = states->member(name);
        if (!state)
            return {};
        std::vector<Link> ways = EditDraft::links(*state);
        std::erase_if(ways, [](const Link& link) { return link.kind == Kind::Catch; });
        if (ways.empty())
            return {};
        // A Choice goes on by its Default, else by its first rule.
        const auto fallback = std::find_if(
            ways.begin(), ways.end(), [](const Link& link) { return link.kind == Kind::Default; });
        name = fallback == ways.end() ? ways.front().target : fallback->target;
    }
    return gone.contains(name) ? std::string() : name;
}

} // namespace

base::Status EditDraft::heal(Part& machine, const std::set<std::string>& gone) const {
    std::vector<Link> broken;
    for (const Link& link : linksIn(machine)) {
        if (gone.contains(link.target) && !(link.state && gone.contains(link.state->key())))
            broken.push_back(link);
    }
    // Where each leads is asked before anything changes; lists shrink from their ends.
    std::vector<std::string> targets;
    for (const Link& link : broken)
        targets.push_back(beyond(machine, link.target, gone));
    for (std::size_t i = broken.size(); i-- > 0;) {
        const Link& link = broken[i];
        if (!targets[i].empty()) {
            setTarget(link, targets[i]);
        } else if (link.kind == Kind::Start) {
            for (const Part* state : statesOf(machine)) {
                if (!gone.contains(state->key())) {
                    setTarget(link, state->key());
                    break;
                }
            }
        } else if (link.kind == Kind::Choice && link.holder->parent()->size() == 1) {
            return editError("lastRule", {{"state", link.state->key()}, {"target", link.target}});
        } else {
            drop(link);
        }
    }
    return {};
}

/// A branch without states goes; the whole definition may be empty.
base::Status EditDraft::emptied(Part& machine) {
    if (&machine == &root()) {
        machine.remove("StartAt");
        return {};
    }
    Part* list = machine.parent();
    const Part* owner = list->isArray() ? list->parent() : list;
    if (!list->isArray() || list->size() == 1)
        return editError("lastInside", {{"state", owner ? owner->key() : std::string()}});
    list->take(machine);
    return {};
}

base::Result<Change> EditDraft::finish(std::vector<std::string> selected) const {
    auto edits = m_draft.edits();
    if (!edits)
        return editError("shared");
    // Nothing goes into a user's text that does not read back as what was meant.
    const auto kind =
        document().syntax() == json::Syntax::Yaml ? DefinitionKind::Yaml : DefinitionKind::Json;
    const auto after = loadDefinition(json::applied(document().text(), *edits), kind);
    if (!after || !(after->value(after->root()) == root().value()))
        return editError("shared");
    return Change{std::move(*edits), std::move(selected), {}};
}

} // namespace ws::statemachine
