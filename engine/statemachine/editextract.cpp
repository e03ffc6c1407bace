#include "engine/json/yamltext.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/editdraft.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>

namespace ws::statemachine {

using json::Part;
using json::Value;

namespace {

void forEachPart(const Part& part, const std::function<void(const Part&)>& visit) {
    visit(part);
    for (std::size_t i = 0; i < part.size(); ++i)
        forEachPart(part.at(i), visit);
}

/// Names that Assign gives, of states and of their rules and catchers.
std::set<std::string> assignedIn(const Part& part) {
    std::set<std::string> names;
    forEachPart(part, [&](const Part& inner) {
        if (inner.key() != "Assign" || !inner.isObject())
            return;
        for (std::size_t i = 0; i < inner.size(); ++i) {
            std::string name = inner.at(i).key();
            if (name.ends_with(".$"))
                name.resize(name.size() - 2);
            names.insert(std::move(name));
        }
    });
    return names;
}

bool isNameCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool speaksOf(const Part& part, const std::string& what) {
    bool found = false;
    forEachPart(part, [&](const Part& inner) {
        const std::string& text = inner.string();
        for (std::size_t at = text.find(what); at != std::string::npos;
             at = text.find(what, at + 1)) {
            const std::size_t behind = at + what.size();
            found = found || behind == text.size() || !isNameCharacter(text[behind]);
        }
    });
    return found;
}

/// The variable that `user` reads and only `owner` has, or "".
std::string sharedVariable(const Part& user, const std::set<std::string>& owned) {
    for (const std::string& name : owned) {
        if (speaksOf(user, "$" + name))
            return name;
    }
    return {};
}

/// What a machine of its own would see another value of.
bool readsExecution(const Part& state) {
    constexpr std::array<const char*, 6> kContexts{
        "$$.Execution",        "$$.Map",
        "$$.StateMachine",     "$states.context.Execution",
        "$states.context.Map", "$states.context.StateMachine"};
    return std::any_of(kContexts.begin(), kContexts.end(),
                       [&](const char* context) { return speaksOf(state, context); });
}

/// Variables and context are of the execution, which is another one for extracted states.
base::Status staysTheSame(const EditDraft& draft, const std::vector<Part*>& states) {
    std::set<std::string> inner;
    for (const Part* state : states)
        inner.merge(assignedIn(*state));
    const std::set<const Part*> inside(states.begin(), states.end());
    std::set<std::string> outer;
    base::Status problem;
    const std::function<void(Part&)> outside = [&](Part& machine) {
        Part* all = machine.member("States");
        for (std::size_t i = 0; all && i < all->size() && problem; ++i) {
            Part& state = all->at(i);
            if (inside.contains(&state))
                continue;
            const auto nested = EditDraft::machinesIn(state);
            const bool around = std::any_of(states.begin(), states.end(), [&](const Part* chosen) {
                for (const Part* up = chosen; up; up = up->parent()) {
                    if (up == &state)
                        return true;
                }
                return false;
            });
            if (around) {
                for (Part* machineInside : nested)
                    outside(*machineInside);
                // Its own Assign, not those of what is inside it.
                if (const Part* own = state.member("Assign"))
                    outer.merge(assignedIn(*own));
                continue;
            }
            outer.merge(assignedIn(state));
            if (const std::string name = sharedVariable(state, inner); !name.empty())
                problem =
                    editError("extractVariable", {{"state", state.key()}, {"variable", name}});
        }
    };
    outside(draft.root());
    if (!problem)
        return problem;
    for (const Part* state : states) {
        if (const std::string name = sharedVariable(*state, outer); !name.empty())
            return editError("extractVariable", {{"state", state->key()}, {"variable", name}});
        if (readsExecution(*state))
            return editError("extractContext", {{"state", state->key()}});
    }
    return {};
}

/// Waits for the machine, gives it what the states got and has what they gave.
void becomeTask(Part& state, QueryLanguage language, std::string_view machineArn) {
    const bool jsonata = language == QueryLanguage::Jsonata;
    state.remove("Branches");
    state.set("Type", "Task");
    state.set("Resource", "arn:aws:states:::states:startExecution.sync:2");
    Value arguments = Value::object({{"StateMachineArn", machineArn}});
    arguments.set(jsonata ? "Input" : "Input.$", jsonata ? "{% $states.input %}" : "$");
    state.set(jsonata ? "Arguments" : "Parameters", arguments);
    state.set(jsonata ? "Output" : "OutputPath",
              jsonata ? "{% $states.result.Output %}" : "$.Output");
}

/// The branch as a machine's text. In YAML the states bring their bytes and comments along, where
/// these say the same without the document around them.
std::string written(const EditDraft& draft, const Part& branch, QueryLanguage language) {
    const auto machine = branch.clone();
    if (language == QueryLanguage::Jsonata)
        machine->insert(0, Part::make("QueryLanguage", "JSONata"));
    const Value value = machine->value();
    if (draft.document().syntax() != json::Syntax::Yaml)
        return value.pretty() + "\n";
    const auto text = draft.yamlOf(*machine);
    const auto readBack = text ? loadDefinition(*text, DefinitionKind::Yaml) : editError("shared");
    return readBack && readBack->value(readBack->root()) == value ? *text : json::yamlText(value);
}

} // namespace

base::Result<Extraction> extractStates(const json::Document& document,
                                       const std::vector<std::string>& states,
                                       std::string_view machineArn, std::string_view taskName) {
    EditDraft draft(document);
    const auto found = draft.siblings(states);
    if (!found)
        return found.error();
    if (const auto same = staysTheSame(draft, *found); !same)
        return same.error();
    const auto wrapped = wrapIn(draft, states, StateType::Parallel);
    if (!wrapped)
        return wrapped.error();
    Part& task = **wrapped;
    const QueryLanguage language = draft.machineLanguage();
    std::string machine = written(draft, task.member("Branches")->at(0), language);
    becomeTask(task, language, machineArn);

    std::set<std::string> taken = draft.names();
    taken.erase(task.key());
    const std::string old = task.key();
    const std::string name = EditDraft::uniqueName(taskName, taken);
    for (const Link& link : EditDraft::linksIn(EditDraft::machineOf(task))) {
        if (link.target == old)
            EditDraft::setTarget(link, name);
    }
    task.rename(name);
    auto change = draft.finish({name});
    if (!change)
        return change.error();
    return Extraction{std::move(*change), std::move(machine)};
}

} // namespace ws::statemachine
