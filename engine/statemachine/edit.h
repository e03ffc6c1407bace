#pragma once

#include "engine/base/result.h"
#include "engine/json/document.h"
#include "engine/statemachine/definition.h"
#include "engine/statemachine/graph.h"

#include <string>
#include <string_view>
#include <vector>

/// Changes of a definition, as a person asks for them on the canvas or in a form. Each says by
/// which bytes of the text it is done, or why it cannot be: errors "edit.*" carry the states'
/// names. States are named by their JSON pointer (Graph::Node::pointer), machines and branches by
/// the pointer of the object that has StartAt and States ("" is the whole definition).
namespace ws::statemachine {

struct EdgeRef {
    Graph::EdgeKind kind = Graph::EdgeKind::Next;
    std::string from; ///< a state; for Start the machine or branch
    int index = 0;    ///< number of the rule or catcher, from 0

    bool operator==(const EdgeRef&) const = default;
};

/// Where states are put.
struct Place {
    enum class Kind : std::uint8_t {
        After,     ///< a state: on the way that goes on from it; of a Choice its Default
        Before,    ///< a state: all that leads to it leads to the new states
        OnEdges,   ///< one line of the canvas, which several catchers may share
        First,     ///< of a machine or branch, which may be empty
        Loose,     ///< in a machine or branch, with nothing that leads there yet
        NewBranch, ///< of a Parallel
    };
    Kind kind = Kind::After;
    std::string pointer;        ///< the state, the machine or branch; not of OnEdges
    std::vector<EdgeRef> edges; ///< OnEdges
};

struct Change {
    std::vector<json::Edit> edits;   ///< in rising order; none: it is so already
    std::vector<std::string> states; ///< names of what to select now
    /// Where texts speak of a renamed state without referring to it (comments, messages): pointers.
    std::vector<std::string> mentions;
};

/// States that are to come, as a branch is written: {"StartAt", "States"}, with QueryLanguage where
/// it is JSONata. A target "" is the way out; so is End. Texts in `{%` and paths are of that
/// language.
using Fragment = json::Value;

base::Result<Change> insertStates(const json::Document& document, const Fragment& fragment,
                                  const Place& place);
/// With their bytes. What led to them leads on to what came after them.
base::Result<Change> moveStates(const json::Document& document,
                                const std::vector<std::string>& states, const Place& place);
base::Result<Change> duplicateStates(const json::Document& document,
                                     const std::vector<std::string>& states);
/// As text for the clipboard. Error "edit.nothing", "edit.severalRegions".
base::Result<std::string> copyStates(const json::Document& document,
                                     const std::vector<std::string>& states);
/// What copyStates() gave, a whole definition, or one state. Error "edit.notStates".
base::Result<Change> pasteStates(const json::Document& document, std::string_view text,
                                 const Place& place);

base::Result<Change> removeStates(const json::Document& document,
                                  const std::vector<std::string>& states);

/// The ways by which the state may go to another: Next, or Choice and Default; and Catch.
std::vector<Graph::EdgeKind> possibleEdges(const json::Document& document, std::string_view state);
/// Sets Next or Default, adds a rule or a catcher.
base::Result<Change> connectStates(const json::Document& document, std::string_view from,
                                   std::string_view to, Graph::EdgeKind kind);
/// An empty `to` is the end.
base::Result<Change> rerouteEdges(const json::Document& document, const std::vector<EdgeRef>& edges,
                                  std::string_view to);
/// Takes rules, catchers and Default away; Next becomes End.
base::Result<Change> removeEdges(const json::Document& document, const std::vector<EdgeRef>& edges);

/// With StartAt and every transition of its machine or branch.
base::Result<Change> renameState(const json::Document& document, std::string_view state,
                                 std::string_view name);
/// Why a state may not be called so; code "" when it may.
base::Error nameProblem(const json::Document& document, std::string_view state,
                        std::string_view name);

/// In one branch of a new Parallel or in a new Map.
base::Result<Change> wrapStates(const json::Document& document,
                                const std::vector<std::string>& states, StateType container);
struct Extraction {
    Change change;
    std::string definition; ///< of the nested machine, in the language of the document
};
/// The states become a machine of their own, started by a Task that waits for it and has its
/// output. Errors "edit.extractVariable" (state, variable) and "edit.extractContext" (state) where
/// what the states mean would not be the same there.
base::Result<Extraction> extractStates(const json::Document& document,
                                       const std::vector<std::string>& states,
                                       std::string_view machineArn, std::string_view taskName);

/// What is in a Map or in the only branch of a Parallel, in its place.
base::Result<Change> inlineState(const json::Document& document, std::string_view state);

/// Keeps what the new type has too: transitions, comment, error handling.
base::Result<Change> changeType(const json::Document& document, std::string_view state,
                                StateType type);

/// With every field that can be said in the other language. Errors "edit.convertField",
/// "edit.convertJsonata" with state, field and reason; nothing is changed then.
base::Result<Change> convertState(const json::Document& document, std::string_view state,
                                  QueryLanguage language);
/// All that keeps it from being converted.
std::vector<base::Error> conversionProblems(const json::Document& document, std::string_view state,
                                            QueryLanguage language);

enum class Shift : std::uint8_t { Earlier, Later };
/// Changes places with its neighbour in the chain.
base::Result<Change> shiftState(const json::Document& document, std::string_view state,
                                Shift shift);

/// The language that new states of the definition have.
QueryLanguage machineLanguage(const json::Document& document);

} // namespace ws::statemachine
