#include "engine/layout/layergraph.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace ws::layout {

namespace {

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

constexpr int kManyLong = 4;

class Maker {
public:
    explicit Maker(const LayeredInput& input)
        : m_input(input) {
        m_graph.input = &input;
        m_graph.routes.resize(input.edges.size());
        m_back.assign(input.edges.size(), 0);
    }

    LayerGraph make() {
        collectOut();
        breakCycles();
        rankBoxes();
        findMainFlow();
        findHappyPath();
        makePorts();
        makeRows();
        makeBoxCells();
        countLongEdges();
        for (std::size_t edge = 0; edge < m_input.edges.size(); ++edge)
            makeRoute(static_cast<int>(edge));
        linkSegments();
        return std::move(m_graph);
    }

private:
    int boxCount() const { return static_cast<int>(m_input.boxes.size()); }
    const InputEdge& edge(int index) const { return m_input.edges[at(index)]; }
    bool isSelfLoop(int index) const { return edge(index).from == edge(index).to; }
    bool isForward(int index) const { return !m_back[at(index)] && !isSelfLoop(index); }

    void collectOut();
    void breakCycles();
    void visit(int root, std::vector<char>& state);
    void rankBoxes();
    void findMainFlow();
    void findHappyPath();
    void makePorts();
    void addPort(Port port);
    void stackPorts(const std::vector<int>& indices);
    void makeRows();
    void makeBoxCells();
    void countLongEdges();
    void makeRoute(int index);
    void makeForward(int index, Route& route);
    void makeSideForward(int index, Route& route);
    void makeLoop(int index, Route& route);
    int addCell(Cell cell);
    int busCell(int goal, int flavour, int layer, bool side);
    void addSegment(Route& route, Segment segment);
    void linkSegments();

    const LayeredInput& m_input;
    LayerGraph m_graph;
    std::vector<std::vector<int>> m_out; // edges by box, main ones first, then by order
    std::vector<char> m_back;
    std::vector<char> m_mainReached;
    std::vector<int> m_topological;
    std::vector<int> m_longInto;   // by box: forward edges that skip ranks
    std::vector<int> m_labelLayer; // by rank, -1 where no label needs a row
    std::map<std::tuple<int, int, int>, int> m_buses;
    std::map<std::tuple<int, int, int, int>, int> m_shared; // segments by ends
};

void Maker::collectOut() {
    m_out.resize(at(boxCount()));
    for (std::size_t i = 0; i < m_input.edges.size(); ++i)
        m_out[at(m_input.edges[i].from)].push_back(static_cast<int>(i));
    for (auto& list : m_out) {
        std::stable_sort(list.begin(), list.end(), [&](int a, int b) {
            return std::tuple(edge(a).role, edge(a).order) <
                   std::tuple(edge(b).role, edge(b).order);
        });
    }
}

/// Depth first without recursion: chains of states can be long.
void Maker::visit(int root, std::vector<char>& state) {
    std::vector<std::pair<int, std::size_t>> stack{{root, 0}};
    state[at(root)] = 1;
    while (!stack.empty()) {
        auto& [box, next] = stack.back();
        const auto& out = m_out[at(box)];
        if (next == out.size()) {
            state[at(box)] = 2;
            m_topological.push_back(box);
            stack.pop_back();
            continue;
        }
        const int index = out[next++];
        const int target = edge(index).to;
        if (state[at(target)] == 1) {
            m_back[at(index)] = 1;
        } else if (state[at(target)] == 0) {
            state[at(target)] = 1;
            stack.emplace_back(target, 0);
        }
    }
}

void Maker::breakCycles() {
    std::vector<char> state(at(boxCount()), 0);
    if (m_input.start >= 0)
        visit(m_input.start, state);
    std::vector<int> incoming(at(boxCount()), 0);
    for (const InputEdge& edge : m_input.edges)
        incoming[at(edge.to)] += edge.from != edge.to;
    for (int box = 0; box < boxCount(); ++box) {
        if (state[at(box)] == 0 && incoming[at(box)] == 0)
            visit(box, state);
    }
    for (int box = 0; box < boxCount(); ++box) {
        if (state[at(box)] == 0)
            visit(box, state);
    }
    std::reverse(m_topological.begin(), m_topological.end());
}

void Maker::rankBoxes() {
    m_graph.rank.assign(at(boxCount()), 0);
    for (const int box : m_topological) {
        for (const int index : m_out[at(box)]) {
            if (isForward(index)) {
                int& rank = m_graph.rank[at(edge(index).to)];
                rank = std::max(rank, m_graph.rank[at(box)] + 1);
            }
        }
    }
}

/// What only catches lead to stands at the side.
void Maker::findMainFlow() {
    m_mainReached.assign(at(boxCount()), m_input.start < 0 ? 1 : 0);
    if (m_input.start < 0)
        return;
    m_mainReached[at(m_input.start)] = 1;
    for (const int box : m_topological) {
        if (!m_mainReached[at(box)])
            continue;
        for (const int index : m_out[at(box)]) {
            if (edge(index).role == EdgeRole::Main)
                m_mainReached[at(edge(index).to)] = 1;
        }
    }
}

/// The longest way through the main flow; between equals the first rule.
void Maker::findHappyPath() {
    m_graph.happy.assign(at(boxCount()), 0);
    std::vector<int> length(at(boxCount()), 0);
    std::vector<int> next(at(boxCount()), -1);
    for (auto box = m_topological.rbegin(); box != m_topological.rend(); ++box) {
        for (const int index : m_out[at(*box)]) {
            if (!isForward(index) || edge(index).role != EdgeRole::Main)
                continue;
            const int candidate = length[at(edge(index).to)] + 1;
            if (candidate > length[at(*box)]) {
                length[at(*box)] = candidate;
                next[at(*box)] = edge(index).to;
            }
        }
    }
    int box = m_input.start;
    if (box < 0 && !m_topological.empty())
        box = m_topological.front();
    for (; box >= 0; box = next[at(box)])
        m_graph.happy[at(box)] = 1;
}

void Maker::addPort(Port port) {
    m_graph.ports.push_back(port);
}

void Maker::makePorts() {
    std::map<std::pair<int, Port::Side>, int> arrivals;
    for (int box = 0; box < boxCount(); ++box) {
        for (const int index : m_out[at(box)]) {
            const InputEdge& e = edge(index);
            Route& route = m_graph.routes[at(index)];
            const auto side = e.role == EdgeRole::Side ? Port::Side::Right : Port::Side::Left;
            if (isForward(index) && e.role == EdgeRole::Main)
                continue;
            route.kind = isSelfLoop(index)  ? RouteKind::SelfLoop
                         : isForward(index) ? RouteKind::SideForward
                                            : RouteKind::Loop;
            route.sourcePort = static_cast<int>(m_graph.ports.size());
            Port port{side, box, index, e.to, e.label};
            port.selfLoop = isSelfLoop(index);
            addPort(port);
            if (route.kind != RouteKind::Loop)
                continue;
            const auto [found, fresh] =
                arrivals.try_emplace({e.to, side}, static_cast<int>(m_graph.ports.size()));
            if (fresh)
                addPort({side, e.to, -1, e.to, {}});
            route.targetPort = found->second;
        }
    }
    std::map<std::pair<int, Port::Side>, std::vector<int>> stacks;
    for (std::size_t i = 0; i < m_graph.ports.size(); ++i)
        stacks[{m_graph.ports[i].box, m_graph.ports[i].side}].push_back(static_cast<int>(i));
    for (const auto& [place, stack] : stacks)
        stackPorts(stack);
}

/// Spreads the ports of one side along the border around its middle. Lower ones turn first, so
/// that their lines do not cross.
void Maker::stackPorts(const std::vector<int>& indices) {
    std::vector<Port*> stack;
    for (const int index : indices)
        stack.push_back(&m_graph.ports[at(index)]);
    const auto slot = [](const Port& port) {
        const double own = std::max(port.label.height, kLaneGap - kStackGap) + kStackGap;
        return port.selfLoop ? own + kLaneGap : own;
    };
    double total = 0;
    double widest = 0;
    for (const Port* port : stack) {
        total += slot(*port);
        widest = std::max(widest, port->label.width);
    }
    const double height = m_input.boxes[at(stack.front()->box)].height;
    const double squeeze = std::min(1.0, (height - 12) / total);
    const double labelReach = widest > 0 ? widest + 2 * kChipMargin : kPortReach;
    double y = -total / 2;
    double turn = static_cast<double>(stack.size()) - 1;
    int goal = stack.front()->goal;
    for (Port* port : stack) {
        const double middle = y + (slot(*port) - (port->selfLoop ? kLaneGap : 0)) / 2;
        y += slot(*port);
        if (port->goal != goal)
            --turn;
        goal = port->goal;
        port->chipY = height / 2 + middle;
        port->y = height / 2 + middle * squeeze;
        port->reach = labelReach + std::max(0.0, turn) * kLaneGap;
    }
}

void Maker::makeRows() {
    const int ranks =
        m_graph.rank.empty() ? 0 : *std::max_element(m_graph.rank.begin(), m_graph.rank.end()) + 1;
    std::vector<char> labelled(at(ranks), 0);
    for (int i = 0; i < static_cast<int>(m_input.edges.size()); ++i) {
        if (m_graph.routes[at(i)].kind == RouteKind::Forward && !edge(i).label.empty())
            labelled[at(m_graph.rank[at(edge(i).from)])] = 1;
    }
    for (int rank = 0; rank < ranks; ++rank) {
        m_graph.boxLayer.push_back(static_cast<int>(m_graph.layers.size()));
        m_graph.layers.emplace_back();
        m_graph.labelRow.push_back(0);
        m_labelLayer.push_back(labelled[at(rank)] ? static_cast<int>(m_graph.layers.size()) : -1);
        if (labelled[at(rank)]) {
            m_graph.layers.emplace_back();
            m_graph.labelRow.push_back(1);
        }
    }
}

int Maker::addCell(Cell cell) {
    const int index = static_cast<int>(m_graph.cells.size());
    m_graph.layers[at(cell.layer)].push_back(index);
    m_graph.cells.push_back(cell);
    return index;
}

void Maker::makeBoxCells() {
    std::vector<double> left(at(boxCount()), 0);
    std::vector<double> right(at(boxCount()), 0);
    for (const Port& port : m_graph.ports) {
        double& reach = (port.side == Port::Side::Left ? left : right)[at(port.box)];
        reach = std::max(reach, port.reach);
    }
    for (int box = 0; box < boxCount(); ++box) {
        const Box& size = m_input.boxes[at(box)];
        Cell cell{Cell::Kind::Box, m_graph.boxLayer[at(m_graph.rank[at(box)])], box};
        cell.left = size.anchor + left[at(box)];
        cell.right = size.width - size.anchor + right[at(box)];
        cell.height = size.height;
        cell.side = !m_mainReached[at(box)];
        addCell(cell);
    }
    for (Port& port : m_graph.ports) {
        const Box& size = m_input.boxes[at(port.box)];
        port.x = port.side == Port::Side::Left ? -size.anchor - port.reach
                                               : size.width - size.anchor + port.reach;
    }
}

void Maker::makeRoute(int index) {
    Route& route = m_graph.routes[at(index)];
    switch (route.kind) {
    case RouteKind::Forward:
        makeForward(index, route);
        break;
    case RouteKind::SideForward:
        makeSideForward(index, route);
        break;
    case RouteKind::Loop:
        makeLoop(index, route);
        break;
    case RouteKind::SelfLoop:
        break;
    }
}

/// Segments with the same ends are one: edges to one goal run on one line.
void Maker::addSegment(Route& route, Segment segment) {
    if (route.cells.empty())
        route.cells.push_back(segment.upper);
    route.cells.push_back(segment.lower);
    const auto [found, fresh] =
        m_shared.try_emplace({segment.upper, segment.lower, segment.upperPort, segment.lowerPort},
                             static_cast<int>(m_graph.segments.size()));
    if (fresh) {
        if (segment.upperPort >= 0)
            segment.upperOffset = m_graph.ports[at(segment.upperPort)].x;
        if (segment.lowerPort >= 0)
            segment.lowerOffset = m_graph.ports[at(segment.lowerPort)].x;
        m_graph.segments.push_back(segment);
    }
    route.segments.push_back(found->second);
}

/// Many long lines to one box share a bus, as catches do: cleaner to read, and each line of its own
/// would cost a cell per layer.
void Maker::countLongEdges() {
    m_longInto.assign(at(boxCount()), 0);
    for (int i = 0; i < static_cast<int>(m_input.edges.size()); ++i) {
        const InputEdge& e = edge(i);
        const bool forward = m_graph.routes[at(i)].kind == RouteKind::Forward;
        m_longInto[at(e.to)] += forward && m_graph.rank[at(e.to)] - m_graph.rank[at(e.from)] > 2;
    }
}

void Maker::makeForward(int index, Route& route) {
    const InputEdge& e = edge(index);
    const int first = m_graph.boxLayer[at(m_graph.rank[at(e.from)])];
    const int last = m_graph.boxLayer[at(m_graph.rank[at(e.to)])];
    const bool side = !m_mainReached[at(e.to)] || !m_mainReached[at(e.from)];
    const bool happy = m_graph.happy[at(e.from)] && m_graph.happy[at(e.to)];
    const int labelLayer = e.label.empty() ? -1 : m_labelLayer[at(m_graph.rank[at(e.from)])];
    int upper = e.from;
    for (int layer = first + 1; layer <= last; ++layer) {
        int lower = e.to;
        if (layer != last && layer != labelLayer && m_longInto[at(e.to)] > kManyLong) {
            lower = busCell(e.to, kForwardBus, layer, side);
        } else if (layer != last) {
            Cell cell{Cell::Kind::Line, layer, index};
            cell.side = side;
            if (layer == labelLayer) {
                cell.kind = Cell::Kind::Label;
                cell.left = cell.right = e.label.width / 2;
                cell.height = e.label.height;
            }
            lower = addCell(cell);
            if (layer == labelLayer)
                route.labelCell = lower;
        }
        Segment segment{upper, lower};
        segment.main = happy;
        const bool inner = m_graph.cells[at(upper)].kind != Cell::Kind::Box &&
                           m_graph.cells[at(lower)].kind != Cell::Kind::Box;
        segment.weight = happy ? 8 : inner ? 6 : 1;
        addSegment(route, segment);
        upper = lower;
    }
}

int Maker::busCell(int goal, int flavour, int layer, bool side) {
    const auto [found, fresh] = m_buses.try_emplace({goal, flavour, layer}, 0);
    if (fresh) {
        Cell cell{Cell::Kind::Line, layer, -1};
        cell.side = side;
        cell.bus = goal * kBusKinds + flavour;
        found->second = addCell(cell);
    }
    return found->second;
}

void Maker::makeSideForward(int index, Route& route) {
    const InputEdge& e = edge(index);
    const int first = m_graph.boxLayer[at(m_graph.rank[at(e.from)])];
    const int last = m_graph.boxLayer[at(m_graph.rank[at(e.to)])];
    int upper = e.from;
    for (int layer = first + 1; layer <= last; ++layer) {
        const int lower = layer == last ? e.to : busCell(e.to, kCatchBus, layer, true);
        Segment segment{upper, lower};
        if (upper == e.from)
            segment.upperPort = route.sourcePort;
        segment.weight = upper == e.from ? 0.3 : lower == e.to ? 3 : 4;
        addSegment(route, segment);
        upper = lower;
    }
}

void Maker::makeLoop(int index, Route& route) {
    const InputEdge& e = edge(index);
    const int first = m_graph.boxLayer[at(m_graph.rank[at(e.to)])];
    const int last = m_graph.boxLayer[at(m_graph.rank[at(e.from)])];
    const bool side = e.role == EdgeRole::Side || !m_mainReached[at(e.from)];
    int upper = e.to;
    for (int layer = first + 1; layer <= last; ++layer) {
        const int flavour = e.role == EdgeRole::Side ? kCatchLoopBus : kLoopBus;
        const int lower = layer == last ? e.from : busCell(e.to, flavour, layer, side);
        Segment segment{upper, lower};
        if (upper == e.to)
            segment.upperPort = route.targetPort;
        if (lower == e.from)
            segment.lowerPort = route.sourcePort;
        // A bus stands under its source's port; the target's port reaches out to it.
        segment.weight = lower == e.from ? 0.9 : upper == e.to ? 0.005 : 4;
        addSegment(route, segment);
        upper = lower;
    }
}

void Maker::linkSegments() {
    m_graph.above.resize(m_graph.cells.size());
    m_graph.below.resize(m_graph.cells.size());
    for (std::size_t i = 0; i < m_graph.segments.size(); ++i) {
        m_graph.above[at(m_graph.segments[i].lower)].push_back(static_cast<int>(i));
        m_graph.below[at(m_graph.segments[i].upper)].push_back(static_cast<int>(i));
    }
}

} // namespace

double LayerGraph::gap(const Cell& a, const Cell& b) const {
    const auto boxes = (a.kind == Cell::Kind::Box) + (b.kind == Cell::Kind::Box);
    if (boxes == 2)
        return input->nodeGap;
    if (boxes == 1)
        return input->nodeGap * 0.5;
    return kLaneGap;
}

LayerGraph makeLayers(const LayeredInput& input) {
    return Maker(input).make();
}

LayeredOutput layoutLayered(const LayeredInput& input) {
    LayerGraph graph = makeLayers(input);
    orderLayers(graph);
    placeCells(graph);
    return routeEdges(graph);
}

} // namespace ws::layout
