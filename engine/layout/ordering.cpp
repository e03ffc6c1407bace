#include "engine/layout/layergraph.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <tuple>

namespace ws::layout {

namespace {

constexpr int kSweeps = 12;

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

class Orderer {
public:
    explicit Orderer(LayerGraph& graph)
        : m_graph(graph) {}

    void run() {
        collectSiblings();
        collectFormer();
        seed();
        auto best = m_graph.layers;
        std::int64_t fewest = crossings();
        for (int sweep = 0; sweep < kSweeps && fewest > 0; ++sweep) {
            sweepLayers(sweep % 2 == 0 ? Toward::Bottom : Toward::Top);
            const std::int64_t now = crossings();
            if (now < fewest) {
                fewest = now;
                best = m_graph.layers;
            }
        }
        m_graph.layers = std::move(best);
        for (const auto& layer : m_graph.layers)
            number(layer);
    }

private:
    enum class Toward { Bottom, Top };

    Cell& cell(int index) { return m_graph.cells[at(index)]; }
    const Cell& cell(int index) const { return m_graph.cells[at(index)]; }

    void collectSiblings();
    void collectFormer();
    void seed();
    void sweepLayers(Toward toward);
    void sortLayer(std::size_t layer, Toward toward);
    void settle(std::size_t layer);
    void arrange(std::size_t layer, const std::vector<int>& group);
    void number(const std::vector<int>& layer);
    double place(int cellIndex, int portIndex) const;
    double meanOfNeighbours(int index, Toward toward) const;
    std::int64_t crossings();
    std::int64_t crossingsBelow(const std::vector<int>& layer);

    LayerGraph& m_graph;
    /// By layer: cells that follow one box and nothing else, in the order of its rules.
    std::vector<std::vector<std::vector<int>>> m_siblings;
    /// By layer: boxes that shared a rank before, as they stood there.
    std::vector<std::vector<std::vector<int>>> m_former;
    std::vector<std::pair<double, double>> m_ends;
    std::vector<int> m_tree;
    std::vector<double> m_lowerEnds;
};

void Orderer::collectSiblings() {
    m_siblings.resize(m_graph.layers.size());
    std::vector<std::vector<std::pair<int, int>>> ruled(m_graph.input->boxes.size());
    for (std::size_t i = 0; i < m_graph.routes.size(); ++i) {
        const Route& route = m_graph.routes[i];
        if (route.kind != RouteKind::Forward || m_graph.above[at(route.cells[1])].size() != 1)
            continue;
        const InputEdge& edge = m_graph.input->edges[i];
        ruled[at(edge.from)].emplace_back(edge.order, route.cells[1]);
    }
    for (auto& group : ruled) {
        if (group.size() < 2)
            continue;
        std::stable_sort(group.begin(), group.end());
        std::vector<int> cells;
        for (const auto& [order, index] : group)
            cells.push_back(index);
        m_siblings[at(cell(cells.front()).layer)].push_back(std::move(cells));
    }
}

void Orderer::collectFormer() {
    m_former.resize(m_graph.layers.size());
    std::map<std::pair<int, int>, std::vector<int>> groups; // by layer and former rank
    for (std::size_t box = 0; box < m_graph.input->boxes.size(); ++box) {
        const int rank = m_graph.input->boxes[box].former.rank;
        if (rank >= 0)
            groups[{m_graph.cells[box].layer, rank}].push_back(static_cast<int>(box));
    }
    const auto across = [&](int box) { return m_graph.input->boxes[at(box)].former.across; };
    for (auto& [place, boxes] : groups) {
        std::ranges::stable_sort(boxes, {}, across);
        if (boxes.size() > 1)
            m_former[at(place.first)].push_back(std::move(boxes));
    }
}

/// The order in which a reader meets things: depth first, rules from left to right.
void Orderer::seed() {
    std::vector<char> seen(m_graph.cells.size(), 0);
    std::vector<std::vector<int>> layers(m_graph.layers.size());
    std::vector<int> roots(m_graph.input->boxes.size());
    std::iota(roots.begin(), roots.end(), 0);
    std::stable_sort(roots.begin(), roots.end(), [&](int a, int b) {
        return std::tuple(a != m_graph.input->start, m_graph.rank[at(a)]) <
               std::tuple(b != m_graph.input->start, m_graph.rank[at(b)]);
    });
    for (const int root : roots) {
        std::vector<int> stack{root};
        while (!stack.empty()) {
            const int current = stack.back();
            stack.pop_back();
            if (seen[at(current)])
                continue;
            seen[at(current)] = 1;
            layers[at(cell(current).layer)].push_back(current);
            const auto& below = m_graph.below[at(current)];
            for (auto segment = below.rbegin(); segment != below.rend(); ++segment)
                stack.push_back(m_graph.segments[at(*segment)].lower);
        }
    }
    m_graph.layers = std::move(layers);
    for (std::size_t layer = 0; layer < m_graph.layers.size(); ++layer)
        settle(layer);
}

void Orderer::number(const std::vector<int>& layer) {
    for (std::size_t i = 0; i < layer.size(); ++i)
        cell(layer[i]).position = static_cast<int>(i);
}

/// Ports stand a little beside their box, so that loops keep to the left and catches to the right.
double Orderer::place(int cellIndex, int portIndex) const {
    double shift = 0;
    if (portIndex >= 0)
        shift = m_graph.ports[at(portIndex)].side == Port::Side::Left ? -0.4 : 0.4;
    return cell(cellIndex).position + shift;
}

double Orderer::meanOfNeighbours(int index, Toward toward) const {
    const auto& list =
        toward == Toward::Bottom ? m_graph.above[at(index)] : m_graph.below[at(index)];
    if (list.empty())
        return cell(index).position;
    double sum = 0;
    double weights = 0;
    for (const int i : list) {
        const Segment& segment = m_graph.segments[at(i)];
        const bool upward = toward == Toward::Bottom;
        sum += segment.weight * place(upward ? segment.upper : segment.lower,
                                      upward ? segment.upperPort : segment.lowerPort);
        weights += segment.weight;
    }
    return sum / weights;
}

void Orderer::sortLayer(std::size_t layer, Toward toward) {
    auto& cells = m_graph.layers[layer];
    std::vector<std::pair<double, int>> keyed;
    keyed.reserve(cells.size());
    for (const int index : cells)
        keyed.emplace_back(meanOfNeighbours(index, toward), index);
    std::stable_sort(keyed.begin(), keyed.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < keyed.size(); ++i)
        cells[i] = keyed[i].second;
    settle(layer);
}

/// The hard rules: the side is right of the main flow, what shared a rank before keeps its order
/// and, above all, rules keep theirs.
void Orderer::settle(std::size_t layer) {
    auto& cells = m_graph.layers[layer];
    std::stable_partition(cells.begin(), cells.end(), [&](int index) { return !cell(index).side; });
    number(cells);
    for (const auto& group : m_former[layer])
        arrange(layer, group);
    for (const auto& group : m_siblings[layer])
        arrange(layer, group);
}

/// In its own order onto the places that it has.
void Orderer::arrange(std::size_t layer, const std::vector<int>& group) {
    std::vector<int> places;
    for (const int index : group)
        places.push_back(cell(index).position);
    std::sort(places.begin(), places.end());
    std::vector<int> sorted = group;
    std::stable_partition(sorted.begin(), sorted.end(),
                          [&](int index) { return !cell(index).side; });
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        m_graph.layers[layer][at(places[i])] = sorted[i];
        cell(sorted[i]).position = places[i];
    }
}

void Orderer::sweepLayers(Toward toward) {
    const std::size_t count = m_graph.layers.size();
    for (std::size_t step = 1; step < count; ++step)
        sortLayer(toward == Toward::Bottom ? step : count - 1 - step, toward);
}

std::int64_t Orderer::crossings() {
    std::int64_t sum = 0;
    for (const auto& layer : m_graph.layers)
        sum += crossingsBelow(layer);
    return sum;
}

/// Inversions between the segments' upper and lower ends, counted with a binary indexed tree.
std::int64_t Orderer::crossingsBelow(const std::vector<int>& layer) {
    m_ends.clear();
    m_lowerEnds.clear();
    for (const int index : layer) {
        for (const int i : m_graph.below[at(index)]) {
            const Segment& segment = m_graph.segments[at(i)];
            m_ends.emplace_back(place(index, segment.upperPort),
                                place(segment.lower, segment.lowerPort));
            m_lowerEnds.push_back(m_ends.back().second);
        }
    }
    if (m_ends.size() < 2)
        return 0;
    std::sort(m_ends.begin(), m_ends.end());
    std::sort(m_lowerEnds.begin(), m_lowerEnds.end());
    m_lowerEnds.erase(std::unique(m_lowerEnds.begin(), m_lowerEnds.end()), m_lowerEnds.end());
    m_tree.assign(m_lowerEnds.size() + 1, 0);
    std::int64_t sum = 0;
    std::int64_t seen = 0;
    for (const auto& [upper, lower] : m_ends) {
        const auto rank = static_cast<std::size_t>(
            std::lower_bound(m_lowerEnds.begin(), m_lowerEnds.end(), lower) - m_lowerEnds.begin());
        std::int64_t notRight = 0;
        for (std::size_t i = rank + 1; i > 0; i -= i & (~i + 1))
            notRight += m_tree[i];
        sum += seen++ - notRight;
        for (std::size_t i = rank + 1; i < m_tree.size(); i += i & (~i + 1))
            ++m_tree[i];
    }
    return sum;
}

} // namespace

void orderLayers(LayerGraph& graph) {
    Orderer(graph).run();
}

} // namespace ws::layout
