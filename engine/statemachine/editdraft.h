#pragma once

#include "engine/json/draft.h"
#include "engine/statemachine/edit.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ws::statemachine {

base::Error editError(std::string_view code,
                      std::vector<std::pair<std::string, std::string>> args = {});

/// One transition: the object that has it and the member that names the target.
struct Link {
    Graph::EdgeKind kind = Graph::EdgeKind::Next;
    int index = 0;
    json::Part* holder = nullptr; ///< the state, a rule, a catcher, or the machine (StartAt)
    json::Part* state = nullptr;  ///< nullptr for Start
    std::string target;           ///< "" is the end or the way out
};

/// States without a home.
struct Block {
    std::string start;
    std::vector<json::Part::Owned> states;
};

/// A definition while it is being changed. Functions without a Result cannot fail.
class EditDraft {
public:
    explicit EditDraft(const json::Document& document)
        : m_draft(document) {}

    const json::Document& document() const { return m_draft.document(); }
    json::Part& root() const { return m_draft.root(); }
    /// nullptr when the pointer names no state, no machine.
    json::Part* state(std::string_view pointer) const;
    json::Part* machine(std::string_view pointer) const;
    base::Result<std::vector<json::Part*>> siblings(const std::vector<std::string>& pointers) const;

    static StateType typeOf(const json::Part& state);
    static bool isFinal(const json::Part& state); ///< Succeed, Fail
    static json::Part& machineOf(const json::Part& state) { return *state.parent()->parent(); }
    static std::vector<json::Part*> machinesIn(const json::Part& state);

    /// Every transition of a state; Next also where there is none, as the way out.
    static std::vector<Link> links(json::Part& state);
    /// StartAt and the transitions of all states.
    static std::vector<Link> linksIn(json::Part& machine);
    static std::optional<Link> find(json::Part& state, Graph::EdgeKind kind, int index);
    static void setTarget(const Link& link, const std::string& target);
    static void setEnd(json::Part& state);
    /// Takes the rule, the catcher or Default away.
    static void drop(const Link& link);

    QueryLanguage machineLanguage() const;
    QueryLanguage languageOf(const json::Part& state) const;

    /// Names of all states, nested ones too; of the whole definition unless told.
    std::set<std::string> names() const;
    /// Gives the block's states names that nobody has, with every reference inside it.
    void makeUnique(Block& block) const;
    static std::string uniqueName(std::string_view wanted, const std::set<std::string>& taken);

    /// The same states a second time. What leads out of them is "", unless `kept` says that its
    /// target may stay.
    enum class Outside { Left, Kept };
    static Block copyOf(const std::vector<json::Part*>& states, Outside outside);
    /// Takes them out; what led to them goes on to where they went.
    base::Result<Block> takeOut(const std::vector<json::Part*>& states);
    static std::string entryOf(const std::vector<json::Part*>& states);

    base::Result<Change> finish(std::vector<std::string> selected) const;
    /// See json::Draft::yamlOf().
    std::optional<std::string> yamlOf(const json::Part& object) const {
        return m_draft.yamlOf(object);
    }

private:
    base::Status heal(json::Part& machine, const std::set<std::string>& gone) const;
    base::Status emptied(json::Part& machine);

    json::Draft m_draft;
};

/// Puts the states into one branch of a new Parallel or into a new Map, which is the result.
base::Result<json::Part*> wrapIn(EditDraft& draft, const std::vector<std::string>& states,
                                 StateType container);

} // namespace ws::statemachine
