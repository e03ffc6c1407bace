#include "engine/statemachine/fold.h"

#include <algorithm>

namespace ws::statemachine {

namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

int ownerOf(const Graph& graph, int node) {
    return graph.regions[at(graph.nodes[at(node)].region)].owner;
}

bool isClosed(const Graph& graph, const ClosedStates& closed, int node) {
    const Graph::Node& state = graph.nodes[at(node)];
    return !state.regions.empty() && closed.contains(state.name);
}

/// Owners stand before what they own, so one pass over nodes knows what is around each.
class Folder {
public:
    Folder(const Graph& graph, const ClosedStates& closed)
        : m_graph(graph)
        , m_closed(closed) {}

    FoldedGraph run() {
        takeNodes();
        takeRegions();
        for (Graph::Node& node : m_folded.graph.nodes) {
            node.region = m_newRegion[at(node.region)];
            std::erase_if(node.regions, [this](int region) { return m_newRegion[at(region)] < 0; });
            for (int& region : node.regions)
                region = m_newRegion[at(region)];
        }
        takeEdges();
        return std::move(m_folded);
    }

private:
    void takeNodes() {
        const int count = static_cast<int>(m_graph.nodes.size());
        m_newNode.assign(at(count), Graph::kNone);
        std::vector<int> holder(at(count), Graph::kNone); // the closed state that shows it
        for (int node = 0; node < count; ++node) {
            const int owner = ownerOf(m_graph, node);
            if (owner >= 0)
                holder[at(node)] = holder[at(owner)] >= 0 || !isClosed(m_graph, m_closed, owner)
                                       ? holder[at(owner)]
                                       : owner;
            if (holder[at(node)] >= 0) {
                m_folded.hidden[at(m_newNode[at(holder[at(node)])])].push_back(node);
                continue;
            }
            m_newNode[at(node)] = static_cast<int>(m_folded.graph.nodes.size());
            m_folded.graph.nodes.push_back(m_graph.nodes[at(node)]);
            m_folded.source.push_back(node);
            m_folded.hidden.emplace_back();
        }
    }

    void takeRegions() {
        for (const Graph::Region& region : m_graph.regions) {
            const bool shown = region.owner < 0 || (m_newNode[at(region.owner)] >= 0 &&
                                                    !isClosed(m_graph, m_closed, region.owner));
            m_newRegion.push_back(shown ? static_cast<int>(m_folded.graph.regions.size())
                                        : Graph::kNone);
            if (!shown)
                continue;
            Graph::Region taken = region;
            taken.owner = renumbered(region.owner);
            taken.start = renumbered(region.start);
            for (int& node : taken.nodes)
                node = renumbered(node);
            m_folded.graph.regions.push_back(std::move(taken));
        }
    }

    void takeEdges() {
        for (const Graph::Edge& edge : m_graph.edges) {
            if (m_newRegion[at(edge.region)] < 0)
                continue;
            Graph::Edge taken = edge;
            taken.from = renumbered(edge.from);
            taken.to = renumbered(edge.to);
            taken.region = m_newRegion[at(edge.region)];
            m_folded.graph.edges.push_back(std::move(taken));
        }
    }

    int renumbered(int node) const { return node < 0 ? Graph::kNone : m_newNode[at(node)]; }

    const Graph& m_graph;
    const ClosedStates& m_closed;
    FoldedGraph m_folded;
    std::vector<int> m_newNode;
    std::vector<int> m_newRegion;
};

} // namespace

FoldedGraph fold(const Graph& graph, const ClosedStates& closed) {
    return Folder(graph, closed).run();
}

std::vector<std::string> closedAround(const Graph& graph, const ClosedStates& closed,
                                      std::string_view state) {
    std::vector<std::string> around;
    int node = graph.findByName(state);
    while (node >= 0 && (node = ownerOf(graph, node)) >= 0) {
        if (isClosed(graph, closed, node))
            around.push_back(graph.nodes[at(node)].name);
    }
    std::reverse(around.begin(), around.end());
    return around;
}

std::vector<std::string> containerNames(const Graph& graph) {
    std::vector<std::string> names;
    for (const Graph::Node& node : graph.nodes) {
        if (!node.regions.empty())
            names.push_back(node.name);
    }
    return names;
}

/// Renaming leaves every state at its place in the text.
Renames renamedStates(const Graph& before, const Graph& after) {
    Renames renames;
    if (before.nodes.size() != after.nodes.size())
        return renames;
    for (std::size_t i = 0; i < before.nodes.size(); ++i) {
        const Graph::Node& old = before.nodes[i];
        const Graph::Node& now = after.nodes[i];
        if (old.name != now.name && old.type == now.type && after.findByName(old.name) < 0 &&
            before.findByName(now.name) < 0)
            renames.emplace(old.name, now.name);
    }
    return renames;
}

ClosedStates followRenames(ClosedStates closed, const Renames& renames) {
    for (const auto& [old, now] : renames) {
        if (closed.erase(old) > 0)
            closed.insert(now);
    }
    return closed;
}

} // namespace ws::statemachine
