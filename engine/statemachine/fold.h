#pragma once

#include "engine/statemachine/graph.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Parallel and Map states that are shown closed, as one box, by their names: a state's name is
/// unique in its whole machine.
namespace ws::statemachine {

using ClosedStates = std::set<std::string>;

/// A graph without what is inside closed states. These have no regions then.
struct FoldedGraph {
    Graph graph;
    std::vector<int> source; ///< by node of `graph`: the same one in the whole graph
    std::vector<std::vector<int>>
        hidden; ///< likewise: all that is inside, nodes of the whole graph
};

/// Names that are not of a container say nothing.
FoldedGraph fold(const Graph& graph, const ClosedStates& closed);

/// The closed states around a state, the outermost first: the first one is shown in its place.
std::vector<std::string> closedAround(const Graph& graph, const ClosedStates& closed,
                                      std::string_view state);

std::vector<std::string> containerNames(const Graph& graph);

/// Old names to new ones.
using Renames = std::map<std::string, std::string, std::less<>>;
/// States that were only renamed between two graphs. Nothing when states came or went as well.
Renames renamedStates(const Graph& before, const Graph& after);

/// A closed state that was renamed stays closed. Names that are gone are kept, for the change may
/// be taken back.
ClosedStates followRenames(ClosedStates closed, const Renames& renames);

} // namespace ws::statemachine
