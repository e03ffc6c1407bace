#pragma once

#include "engine/json/document.h"
#include "engine/statemachine/graph.h"

#include <string>
#include <vector>

namespace ws::statemachine {

/// What became of one state between two versions of a definition.
struct StateDifference {
    enum What : unsigned {
        Same = 0,
        Added = 1,
        Removed = 2,
        Renamed = 4,
        Moved = 8,     ///< into another branch, item processor or out of one
        Rerouted = 16, ///< it leads elsewhere; a target that was only renamed is no other
        Edited = 32,   ///< anything else of it is different
    };
    unsigned what = Same;            ///< any of What; Added and Removed stand alone
    int before = Graph::kNone;       ///< node of the older graph
    int after = Graph::kNone;        ///< node of the newer one
    std::vector<std::string> fields; ///< Edited: the members of the state that differ

    bool is(What one) const { return (what & one) != 0; }
};

/// Two versions of a definition compared as state machines and not as texts: where the spaces, the
/// order of members or JSON and YAML are all that differs, there is no difference.
struct DefinitionDifference {
    Graph before;
    Graph after;
    /// In the order of the newer version; those that were removed follow.
    std::vector<StateDifference> states;
    std::vector<std::string> fields; ///< of the machine itself that differ: Comment, StartAt ...

    bool empty() const;
    int count(StateDifference::What what) const;
};

/// States belong together by name within the same branch; what is left by its name elsewhere, then
/// by being alike.
DefinitionDifference differenceOf(const json::Document& before, const json::Document& after);

} // namespace ws::statemachine
