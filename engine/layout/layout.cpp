#include "engine/layout/layout.h"

#include "engine/layout/layered.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace ws::layout {

namespace {

constexpr double kEntryGap = 40; // between a header and its branches: the arrows fan out there
constexpr double kTrayGap = 56;  // above what nothing reaches
constexpr double kCapGap = 28;   // between the start cap and the first box
constexpr Size kEmptyRegion{140, 48};

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

Rect moved(Rect rect, double dx, double dy) {
    return {rect.x + dx, rect.y + dy, rect.width, rect.height};
}

Rect united(const Rect& a, const Rect& b) {
    const double x = std::min(a.x, b.x);
    const double y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

/// Nested regions first: each becomes a box of its parent. Positions are relative to the region
/// until place() walks down from the root.
class Arranger {
public:
    Arranger(const Input& input, const Options& options)
        : m_input(input)
        , m_options(options)
        , m_sideways(options.direction == Direction::LeftRight) {
        m_output.nodes.resize(input.nodes.size());
        m_output.edges.resize(input.edges.size());
        m_output.regions.resize(input.regions.size());
        m_nodes.resize(input.nodes.size());
        m_next.resize(input.nodes.size());
        m_seen.resize(input.nodes.size());
        m_index.resize(input.nodes.size());
        m_regions.resize(input.regions.size());
    }

    Output run() {
        if (m_input.regions.empty())
            return std::move(m_output);
        collect();
        for (const int region : m_bottomUp)
            layoutRegion(region);
        placeRegion(0, -m_regions[0].area.x, -m_regions[0].area.y);
        m_output.bounds = m_output.regions[0].rect;
        return std::move(m_output);
    }

private:
    struct NodeState {
        Size size;
        double anchor = 0;        ///< on the axis across the flow
        Rect header;              ///< relative to the node
        std::vector<Point> inner; ///< of each region, relative to the node
    };
    struct RegionState {
        std::vector<int> nodes;
        std::vector<int> edges;
        Rect area; ///< relative, what the region takes up
        Rect cap;
        double entryAt = 0; ///< where the first node is entered, across the flow
    };

    void collect();
    void layoutRegion(int region);
    void layoutPart(int region, const std::vector<int>& nodes, int start, bool reachable);
    void measureContainer(int node);
    void measureContent(int node);
    void measureDown(int node);
    void measureSideways(int node);
    void addCap(int region);
    void placeRegion(int region, double dx, double dy);
    void placeEntry(int region);
    std::vector<int> reachableFrom(int region);

    Size turned(Size size) const { return m_sideways ? Size{size.height, size.width} : size; }
    Rect turned(Rect rect) const {
        return m_sideways ? Rect{rect.y, rect.x, rect.height, rect.width} : rect;
    }
    Point turned(Point point) const { return m_sideways ? Point{point.y, point.x} : point; }

    const Input& m_input;
    const Options& m_options;
    const bool m_sideways;
    Output m_output;
    std::vector<NodeState> m_nodes;
    std::vector<RegionState> m_regions;
    std::vector<int> m_bottomUp;
    // Scratch by node, so that many small regions cost no more than one large one.
    std::vector<std::vector<int>> m_next;
    std::vector<char> m_seen;
    std::vector<int> m_index;
};

void Arranger::collect() {
    for (std::size_t node = 0; node < m_input.nodes.size(); ++node)
        m_regions[at(m_input.nodes[node].region)].nodes.push_back(static_cast<int>(node));
    for (std::size_t edge = 0; edge < m_input.edges.size(); ++edge) {
        const int from = m_input.edges[edge].from;
        m_regions[at(m_input.nodes[at(from)].region)].edges.push_back(static_cast<int>(edge));
    }
    std::vector<int> open{0};
    while (!open.empty()) {
        const int region = open.back();
        open.pop_back();
        m_bottomUp.push_back(region);
        for (const int node : m_regions[at(region)].nodes) {
            for (const int inner : m_input.nodes[at(node)].regions)
                open.push_back(inner);
        }
    }
    std::reverse(m_bottomUp.begin(), m_bottomUp.end());
}

std::vector<int> Arranger::reachableFrom(int region) {
    const int start = m_input.regions[at(region)].start;
    if (start < 0)
        return m_regions[at(region)].nodes;
    auto& next = m_next;
    auto& seen = m_seen;
    for (const int node : m_regions[at(region)].nodes)
        next[at(node)].clear();
    for (const int edge : m_regions[at(region)].edges)
        next[at(m_input.edges[at(edge)].from)].push_back(m_input.edges[at(edge)].to);
    std::vector<int> open{start};
    seen[at(start)] = 1;
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        for (const int target : next[at(node)]) {
            if (!seen[at(target)])
                open.push_back(target);
            seen[at(target)] = 1;
        }
    }
    std::vector<int> out;
    std::copy_if(m_regions[at(region)].nodes.begin(), m_regions[at(region)].nodes.end(),
                 std::back_inserter(out), [&](int node) { return seen[at(node)]; });
    return out;
}

void Arranger::layoutRegion(int region) {
    RegionState& state = m_regions[at(region)];
    for (const int node : state.nodes)
        measureContainer(node);
    if (state.nodes.empty()) {
        state.area = {0, 0, kEmptyRegion.width, kEmptyRegion.height};
        state.entryAt = (m_sideways ? kEmptyRegion.height : kEmptyRegion.width) / 2;
        return;
    }
    const std::vector<int> reached = reachableFrom(region);
    layoutPart(region, reached, m_input.regions[at(region)].start, true);
    std::vector<int> rest;
    std::set_difference(state.nodes.begin(), state.nodes.end(), reached.begin(), reached.end(),
                        std::back_inserter(rest));
    if (!rest.empty())
        layoutPart(region, rest, -1, false);
    const int start = m_input.regions[at(region)].start;
    const int first = start >= 0 ? start : state.nodes.front();
    const Rect& rect = m_output.nodes[at(first)].rect;
    state.entryAt = (m_sideways ? rect.y : rect.x) + m_nodes[at(first)].anchor;
    if (region == 0 && m_options.capSize > 0 && start >= 0)
        addCap(region);
}

/// The reachable part, or the tray of the others below it.
void Arranger::layoutPart(int region, const std::vector<int>& nodes, int start, bool reachable) {
    RegionState& state = m_regions[at(region)];
    auto& index = m_index;
    for (const int node : state.nodes)
        index[at(node)] = -1;
    LayeredInput input;
    input.rankGap = m_options.rankGap;
    input.nodeGap = m_options.nodeGap;
    for (const int node : nodes) {
        index[at(node)] = static_cast<int>(input.boxes.size());
        const Size size = turned(m_nodes[at(node)].size);
        input.boxes.push_back(
            {size.width, size.height, m_nodes[at(node)].anchor, m_input.nodes[at(node)].former});
    }
    input.start = start >= 0 ? index[at(start)] : -1;
    std::vector<int> edges;
    for (const int edge : state.edges) {
        InputEdge inner = m_input.edges[at(edge)];
        inner.from = index[at(inner.from)];
        inner.to = index[at(inner.to)];
        if (inner.from < 0 || inner.to < 0)
            continue;
        inner.label = turned(inner.label);
        input.edges.push_back(inner);
        edges.push_back(edge);
    }
    const LayeredOutput result = layoutLayered(input);
    Point shift;
    const Rect bounds = turned(result.bounds);
    if (!reachable) {
        shift.x = state.area.x - bounds.x;
        shift.y = state.area.bottom() + kTrayGap - bounds.y;
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        OutputNode& node = m_output.nodes[at(nodes[i])];
        node.rect = moved(turned(result.boxes[i]), shift.x, shift.y);
        node.rank = result.ranks[i];
        node.reachable = reachable;
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
        OutputEdge& edge = m_output.edges[at(edges[i])];
        edge = result.edges[i];
        for (Point& point : edge.points) {
            point = turned(point);
            point = {point.x + shift.x, point.y + shift.y};
        }
        if (edge.label.width > 0)
            edge.label = moved(turned(edge.label), shift.x, shift.y);
    }
    const Rect area = moved(bounds, shift.x, shift.y);
    state.area = reachable ? area : united(state.area, area);
}

void Arranger::addCap(int region) {
    RegionState& state = m_regions[at(region)];
    const double size = m_options.capSize;
    const Rect& first = m_output.nodes[at(m_input.regions[at(region)].start)].rect;
    if (m_sideways)
        state.cap = {first.x - kCapGap - size, state.entryAt - size / 2, size, size};
    else
        state.cap = {state.entryAt - size / 2, first.y - kCapGap - size, size, size};
    state.area = united(state.area, state.cap);
}

void Arranger::measureContainer(int node) {
    const InputNode& input = m_input.nodes[at(node)];
    NodeState& state = m_nodes[at(node)];
    if (input.regions.empty() && !input.content.empty())
        return measureContent(node);
    if (input.regions.empty()) {
        state.size = input.size;
        state.anchor = (m_sideways ? input.size.height : input.size.width) / 2;
        return;
    }
    if (m_sideways)
        measureSideways(node);
    else
        measureDown(node);
}

/// The header stands where the flow enters the content, so that it stays one straight line.
void Arranger::measureContent(int node) {
    const InputNode& input = m_input.nodes[at(node)];
    NodeState& state = m_nodes[at(node)];
    const double half = input.size.width / 2 + m_options.containerPadding;
    const double height = input.size.height + input.content.height;
    if (m_sideways) {
        state.size = {std::max(2 * half, input.content.width), height};
        state.anchor =
            input.entry > 0 ? input.size.height + input.entry : (input.size.height + height) / 2;
        state.header = {m_options.containerPadding, 0, input.size.width, input.size.height};
        return;
    }
    const double entry = input.entry > 0 ? input.entry : input.content.width / 2;
    state.anchor = std::max(entry, half);
    const double right = std::max(input.content.width - entry, half);
    state.size = {state.anchor + right, height};
    state.header = {state.anchor - input.size.width / 2, 0, input.size.width, input.size.height};
}

/// Branches side by side under a header that stands over the middle; a lone one puts the header
/// over its first state, so that the flow stays one straight line.
void Arranger::measureDown(int node) {
    const InputNode& input = m_input.nodes[at(node)];
    NodeState& state = m_nodes[at(node)];
    const double pad = m_options.containerPadding;
    const double top = input.size.height + kEntryGap;
    double x = pad;
    double bottom = top;
    for (const int region : input.regions) {
        const Rect& area = m_regions[at(region)].area;
        state.inner.push_back({x - area.x, top - area.y});
        bottom = std::max(bottom, top + area.height);
        x += area.width + m_options.branchGap;
    }
    double width = x - m_options.branchGap + pad;
    state.anchor = width / 2;
    if (input.regions.size() == 1)
        state.anchor = state.inner[0].x + m_regions[at(input.regions[0])].entryAt;
    const double half = input.size.width / 2 + pad;
    const double left = std::max(0.0, half - state.anchor);
    for (Point& inner : state.inner)
        inner.x += left;
    state.anchor += left;
    width = std::max(width + left, state.anchor + half);
    state.size = {width, bottom + pad};
    state.header = {state.anchor - input.size.width / 2, 0, input.size.width, input.size.height};
}

/// Branches one below the other, entered from a line at the left; the header stays at the top.
void Arranger::measureSideways(int node) {
    const InputNode& input = m_input.nodes[at(node)];
    NodeState& state = m_nodes[at(node)];
    const double pad = m_options.containerPadding;
    const double left = pad + kEntryGap;
    double y = input.size.height + pad;
    double right = pad + input.size.width;
    for (const int region : input.regions) {
        const Rect& area = m_regions[at(region)].area;
        state.inner.push_back({left - area.x, y - area.y});
        right = std::max(right, left + area.width);
        y += area.height + m_options.branchGap;
    }
    state.size = {right + pad, y - m_options.branchGap + pad};
    state.anchor = (input.size.height + state.size.height) / 2;
    if (input.regions.size() == 1)
        state.anchor = state.inner[0].y + m_regions[at(input.regions[0])].entryAt;
    state.header = {pad, 0, input.size.width, input.size.height};
}

void Arranger::placeRegion(int region, double dx, double dy) {
    RegionState& state = m_regions[at(region)];
    for (const int index : state.edges) {
        OutputEdge& edge = m_output.edges[at(index)];
        for (Point& point : edge.points)
            point = {point.x + dx, point.y + dy};
        if (edge.label.width > 0)
            edge.label = moved(edge.label, dx, dy);
    }
    m_output.regions[at(region)].rect = moved(state.area, dx, dy);
    if (state.cap.width > 0)
        m_output.regions[at(region)].startCap = moved(state.cap, dx, dy);
    for (const int index : state.nodes) {
        OutputNode& node = m_output.nodes[at(index)];
        node.rect = moved(node.rect, dx, dy);
        node.header = node.rect;
        const auto& regions = m_input.nodes[at(index)].regions;
        if (m_nodes[at(index)].header.width > 0)
            node.header = moved(m_nodes[at(index)].header, node.rect.x, node.rect.y);
        for (std::size_t i = 0; i < regions.size(); ++i)
            placeRegion(regions[i], node.rect.x + m_nodes[at(index)].inner[i].x,
                        node.rect.y + m_nodes[at(index)].inner[i].y);
    }
    placeEntry(region);
}

void Arranger::placeEntry(int region) {
    const int start = m_input.regions[at(region)].start;
    const int owner = m_input.regions[at(region)].owner;
    auto& entry = m_output.regions[at(region)].entry;
    if (start < 0)
        return;
    const Rect& first = m_output.nodes[at(start)].rect;
    const double across = (m_sideways ? first.y : first.x) + m_nodes[at(start)].anchor;
    if (owner < 0) {
        const Rect& cap = m_output.regions[at(region)].startCap;
        if (cap.width <= 0)
            return;
        entry = m_sideways ? std::vector<Point>{{cap.right(), across}, {first.x, across}}
                           : std::vector<Point>{{across, cap.bottom()}, {across, first.y}};
        return;
    }
    // The owner's own header is placed before its regions are.
    const Rect& header = m_output.nodes[at(owner)].header;
    if (m_sideways) {
        const double x = header.x + kEntryGap / 2;
        entry = {{x, header.bottom()}, {x, across}, {first.x, across}};
        return;
    }
    const double x = header.centre().x;
    const double y = header.bottom() + kEntryGap / 2;
    if (std::abs(x - across) < 0.75)
        entry = {{across, header.bottom()}, {across, first.y}};
    else
        entry = {{x, header.bottom()}, {x, y}, {across, y}, {across, first.y}};
}

} // namespace

Output arrange(const Input& input, const Options& options) {
    return Arranger(input, options).run();
}

} // namespace ws::layout
