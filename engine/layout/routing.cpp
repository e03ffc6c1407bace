#include "engine/layout/layergraph.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ws::layout {

namespace {

constexpr double kSame = 0.75; // lines closer than this are one line

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

/// One horizontal line of a channel with the vertical lines that hang on it.
struct Net {
    double left = 0;
    double right = 0;
    std::vector<double> up;   // x of verticals to the layer above
    std::vector<double> down; // and to the layer below
    std::vector<int> segments;
    int lane = 0;
};

class Router {
public:
    explicit Router(LayerGraph& graph)
        : m_graph(graph)
        , m_edges(graph.input->edges.size()) {}

    LayeredOutput run() {
        slidePorts();
        m_lineY.assign(m_graph.segments.size(), 0);
        joinBuses();
        collectChannels();
        placeRows();
        LayeredOutput output;
        for (std::size_t box = 0; box < m_graph.input->boxes.size(); ++box)
            output.boxes.push_back(boxRect(static_cast<int>(box)));
        output.ranks = m_graph.rank;
        for (std::size_t edge = 0; edge < m_edges.size(); ++edge)
            trace(static_cast<int>(edge));
        output.edges = std::move(m_edges);
        output.bounds = boundsOf(output);
        return output;
    }

private:
    const Cell& cell(int index) const { return m_graph.cells[at(index)]; }
    Segment& segment(int index) { return m_graph.segments[at(index)]; }
    Port& port(int index) { return m_graph.ports[at(index)]; }
    double upperX(const Segment& s) const { return cell(s.upper).x + s.upperOffset; }
    double lowerX(const Segment& s) const { return cell(s.lower).x + s.lowerOffset; }
    bool straight(const Segment& s) const { return std::abs(upperX(s) - lowerX(s)) < kSame; }

    void slidePorts();
    void slide(int portIndex, double goal);
    double freeEnd(const Port& port) const;
    void joinBuses();
    int busBeside(const Route& route, const InputEdge& edge) const;
    void collectChannels();
    std::vector<Net> netsOf(const std::vector<int>& segments);
    void assignLanes(std::vector<Net>& nets);
    void placeRows();
    Rect boxRect(int box) const;
    double portY(const Port& port) const;
    void trace(int edge);
    void traceForward(int edge, std::vector<Point>& points);
    void traceDown(const Route& route, std::size_t from, std::vector<Point>& points);
    void traceSide(int edge, std::vector<Point>& points);
    void traceLoop(int edge, std::vector<Point>& points);
    void traceSelf(int edge, std::vector<Point>& points);
    Rect chipRect(const Port& port) const;
    static void simplify(std::vector<Point>& points);
    static Rect boundsOf(const LayeredOutput& output);

    LayerGraph& m_graph;
    std::vector<OutputEdge> m_edges;
    std::vector<std::vector<Net>> m_channels; // below each layer
    std::vector<double> m_layerY;
    std::vector<double> m_layerHeight;
    std::vector<double> m_lineY; // by segment, where it runs sideways
    std::vector<char> m_unused;  // segments that no line needs any more
    std::vector<int> m_joined;   // by edge: the bus cell beside its source, or -1
};

/// How far out a port's line may turn: up to the next box or label of its layer.
double Router::freeEnd(const Port& port) const {
    const Cell& own = cell(port.box);
    const auto& layer = m_graph.layers[at(own.layer)];
    const bool left = port.side == Port::Side::Left;
    const int step = left ? -1 : 1;
    for (int i = own.position + step; i >= 0 && at(i) < layer.size(); i += step) {
        const Cell& other = cell(layer[at(i)]);
        return left ? other.x + other.right + kLaneGap : other.x - other.left - kLaneGap;
    }
    return port.x + cell(port.box).x + step * 1e6;
}

void Router::slide(int portIndex, double goal) {
    Port& own = port(portIndex);
    const double x = cell(own.box).x;
    const double end = freeEnd(own);
    const double low = own.side == Port::Side::Left ? end : x + own.x;
    const double high = own.side == Port::Side::Left ? x + own.x : end;
    if (low <= high)
        own.x = std::clamp(goal, low, high) - x;
}

/// A line that would turn, run a little sideways in the channel and go on, turns further out
/// instead.
void Router::slidePorts() {
    std::map<std::pair<int, Port::Side>, std::vector<int>> stacks;
    for (std::size_t i = 0; i < m_graph.ports.size(); ++i)
        stacks[{m_graph.ports[i].box, m_graph.ports[i].side}].push_back(static_cast<int>(i));
    const auto single = [&](int index) {
        const Port& own = m_graph.ports[at(index)];
        const auto& stack = stacks[{own.box, own.side}];
        return std::all_of(stack.begin(), stack.end(),
                           [&](int other) { return m_graph.ports[at(other)].goal == own.goal; });
    };
    for (Segment& s : m_graph.segments) {
        if (s.upperPort >= 0 && single(s.upperPort))
            slide(s.upperPort, lowerX(s));
        if (s.lowerPort >= 0 && single(s.lowerPort))
            slide(s.lowerPort, upperX(s));
    }
    for (Segment& s : m_graph.segments) {
        if (s.upperPort >= 0)
            s.upperOffset = m_graph.ports[at(s.upperPort)].x;
        if (s.lowerPort >= 0)
            s.lowerOffset = m_graph.ports[at(s.lowerPort)].x;
    }
}

/// The cell of the route's bus in the layer of its source when nothing but lines stands between.
int Router::busBeside(const Route& route, const InputEdge& edge) const {
    const Cell& own = cell(edge.from);
    const Port& from = m_graph.ports[at(route.sourcePort)];
    const auto& layer = m_graph.layers[at(own.layer)];
    const int step = from.side == Port::Side::Left ? -1 : 1;
    const BusKind kind = route.kind == RouteKind::SideForward ? kCatchBus
                         : edge.role == EdgeRole::Side        ? kCatchLoopBus
                                                              : kLoopBus;
    for (int i = own.position + step; i >= 0 && at(i) < layer.size(); i += step) {
        const Cell& candidate = cell(layer[at(i)]);
        if (candidate.kind != Cell::Kind::Line)
            return -1;
        if (candidate.bus == edge.to * kBusKinds + kind)
            return layer[at(i)];
    }
    return -1;
}

void Router::joinBuses() {
    m_joined.assign(m_graph.routes.size(), -1);
    m_unused.assign(m_graph.segments.size(), 0);
    for (std::size_t i = 0; i < m_graph.routes.size(); ++i) {
        Route& route = m_graph.routes[i];
        if (route.kind != RouteKind::SideForward && route.kind != RouteKind::Loop)
            continue;
        const int bus = busBeside(route, m_graph.input->edges[i]);
        if (bus < 0)
            continue;
        m_joined[i] = bus;
        const bool loop = route.kind == RouteKind::Loop;
        int& own = loop ? route.segments.back() : route.segments.front();
        m_unused[at(own)] = 1;
        own = (loop ? m_graph.above[at(bus)] : m_graph.below[at(bus)]).front();
        (loop ? route.cells.back() : route.cells.front()) = bus;
    }
}

/// Segments that share one end hang on one line: what leaves a choice, else what meets before a
/// state.
std::vector<Net> Router::netsOf(const std::vector<int>& segments) {
    using End = std::pair<int, int>; // cell, x in tenths
    const auto key = [](int cell, double offset) {
        return End{cell, static_cast<int>(std::lround(offset * 10))};
    };
    std::map<End, int> leaving;
    for (const int i : segments)
        ++leaving[key(segment(i).upper, segment(i).upperOffset)];
    std::map<std::pair<int, End>, std::size_t> places;
    std::vector<Net> nets;
    for (const int i : segments) {
        const Segment& s = segment(i);
        const End upper = key(s.upper, s.upperOffset);
        const bool fan = leaving[upper] > 1;
        const auto group = fan ? std::pair{0, upper} : std::pair{1, key(s.lower, s.lowerOffset)};
        const auto [found, fresh] = places.try_emplace(group, nets.size());
        if (fresh)
            nets.push_back({upperX(s), upperX(s), {}, {}, {}, 0});
        Net& net = nets[found->second];
        net.left = std::min({net.left, upperX(s), lowerX(s)});
        net.right = std::max({net.right, upperX(s), lowerX(s)});
        net.up.push_back(upperX(s));
        net.down.push_back(lowerX(s));
        net.segments.push_back(i);
    }
    return nets;
}

/// What it costs to draw `a` above `b`.
struct Cost {
    int hidden = 0; // lines that would lie on one another
    int crossings = 0;
};

Cost costAbove(const Net& a, const Net& b) {
    Cost cost;
    for (const double x : a.down) {
        cost.crossings += x > b.left - kSame && x < b.right + kSame;
        for (const double other : b.up)
            cost.hidden += std::abs(x - other) < kLaneGap / 2;
    }
    for (const double x : b.up)
        cost.crossings += x > a.left - kSame && x < a.right + kSame;
    return cost;
}

bool overlap(const Net& a, const Net& b) {
    return a.left < b.right + kLaneGap && b.left < a.right + kLaneGap;
}

/// Highest lane first: whichever net hides least when it is above all that remain.
void Router::assignLanes(std::vector<Net>& nets) {
    const std::size_t count = nets.size();
    std::vector<Cost> burden(count); // of being above every net that is not placed yet
    const auto weigh = [&](std::size_t upper, std::size_t lower, int sign) {
        const Cost above = costAbove(nets[upper], nets[lower]);
        const Cost below = costAbove(nets[lower], nets[upper]);
        burden[upper].hidden += sign * above.hidden;
        burden[upper].crossings += sign * (above.crossings - below.crossings);
    };
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = 0; b < count; ++b) {
            if (a != b && overlap(nets[a], nets[b]))
                weigh(a, b, 1);
        }
    }
    const auto lighter = [&](std::size_t a, std::size_t b) {
        return std::pair(burden[a].hidden, burden[a].crossings) <
               std::pair(burden[b].hidden, burden[b].crossings);
    };
    std::vector<char> done(count, 0);
    for (std::size_t step = 0; step < count; ++step) {
        std::size_t best = count;
        for (std::size_t i = 0; i < count; ++i) {
            if (!done[i] && (best == count || lighter(i, best)))
                best = i;
        }
        int lane = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (i == best || !overlap(nets[i], nets[best]))
                continue;
            if (done[i])
                lane = std::max(lane, nets[i].lane + 1);
            else
                weigh(i, best, -1);
        }
        nets[best].lane = lane;
        done[best] = 1;
    }
}

void Router::collectChannels() {
    m_channels.resize(m_graph.layers.size());
    for (std::size_t layer = 0; layer < m_graph.layers.size(); ++layer) {
        std::vector<int> bent;
        for (const int index : m_graph.layers[layer]) {
            for (const int s : m_graph.below[at(index)]) {
                if (!m_unused[at(s)] &&
                    (!straight(segment(s)) || m_graph.below[at(index)].size() > 1))
                    bent.push_back(s);
            }
        }
        auto nets = netsOf(bent);
        std::erase_if(nets, [](const Net& net) { return net.right - net.left < kSame; });
        assignLanes(nets);
        m_channels[layer] = std::move(nets);
    }
}

void Router::placeRows() {
    const std::size_t count = m_graph.layers.size();
    m_layerY.assign(count, 0);
    m_layerHeight.assign(count, 0);
    std::vector<double> above(count, 0); // labels at a side that reach over their box
    std::vector<double> below(count, 0);
    for (const Cell& own : m_graph.cells)
        m_layerHeight[at(own.layer)] = std::max(m_layerHeight[at(own.layer)], own.height);
    for (const Port& own : m_graph.ports) {
        const std::size_t layer = at(cell(own.box).layer);
        above[layer] = std::max(above[layer], own.label.height / 2 - own.chipY);
        below[layer] =
            std::max(below[layer], own.chipY + own.label.height / 2 - m_layerHeight[layer]);
    }
    double y = 0;
    for (std::size_t layer = 0; layer < count; ++layer) {
        y += above[layer];
        m_layerY[layer] = y;
        y += m_layerHeight[layer] + below[layer];
        if (layer + 1 == count)
            break;
        const bool nearLabel = m_graph.labelRow[layer] || m_graph.labelRow[layer + 1];
        const double least = nearLabel ? kLabelGap : m_graph.input->rankGap;
        int lanes = 0;
        for (const Net& net : m_channels[layer])
            lanes = std::max(lanes, net.lane + 1);
        const double height = std::max(least, (lanes + 1) * kLaneGap);
        for (const Net& net : m_channels[layer]) {
            for (const int s : net.segments)
                m_lineY[at(s)] = y + height * (net.lane + 1) / (lanes + 1);
        }
        y += height;
    }
}

Rect Router::boxRect(int box) const {
    const Box& size = m_graph.input->boxes[at(box)];
    const Cell& own = cell(box);
    return {own.x - size.anchor, m_layerY[at(own.layer)], size.width, size.height};
}

double Router::portY(const Port& own) const {
    return m_layerY[at(cell(own.box).layer)] + own.y;
}

Rect Router::chipRect(const Port& own) const {
    if (own.label.empty())
        return {};
    const Rect box = boxRect(own.box);
    const double y = box.y + own.chipY - own.label.height / 2;
    const double x = own.side == Port::Side::Left ? box.x - kChipMargin - own.label.width
                                                  : box.right() + kChipMargin;
    return {x, y, own.label.width, own.label.height};
}

/// Through the segments from `from` on; stops above the last cell.
void Router::traceDown(const Route& route, std::size_t from, std::vector<Point>& points) {
    for (std::size_t i = from; i < route.segments.size(); ++i) {
        const Segment& s = segment(route.segments[i]);
        if (straight(s)) {
            points.push_back({upperX(s), points.back().y});
            continue;
        }
        const double y = m_lineY[at(route.segments[i])];
        points.push_back({upperX(s), y});
        points.push_back({lowerX(s), y});
    }
}

void Router::traceForward(int edge, std::vector<Point>& points) {
    const Route& route = m_graph.routes[at(edge)];
    const InputEdge& e = m_graph.input->edges[at(edge)];
    const Rect from = boxRect(e.from);
    const Rect to = boxRect(e.to);
    points.push_back({cell(e.from).x, from.bottom()});
    traceDown(route, 0, points);
    points.push_back({cell(e.to).x, to.y});
    if (route.labelCell >= 0) {
        const Cell& label = cell(route.labelCell);
        m_edges[at(edge)].label = {label.x - e.label.width / 2,
                                   m_layerY[at(label.layer)] +
                                       (m_layerHeight[at(label.layer)] - e.label.height) / 2,
                                   e.label.width, e.label.height};
    }
}

void Router::traceSide(int edge, std::vector<Point>& points) {
    const Route& route = m_graph.routes[at(edge)];
    const InputEdge& e = m_graph.input->edges[at(edge)];
    const Port& from = port(route.sourcePort);
    const Rect box = boxRect(e.from);
    const double chip = box.y + from.chipY;
    const int bus = m_joined[at(edge)];
    const double turn = bus >= 0 ? cell(bus).x : cell(e.from).x + from.x;
    points.push_back({box.right(), portY(from)});
    points.push_back({box.right() + kChipMargin / 2, portY(from)});
    points.push_back({box.right() + kChipMargin / 2, chip});
    points.push_back({turn, chip});
    traceDown(route, 0, points);
    points.push_back({cell(e.to).x, boxRect(e.to).y});
    m_edges[at(edge)].label = chipRect(from);
}

void Router::traceLoop(int edge, std::vector<Point>& points) {
    const Route& route = m_graph.routes[at(edge)];
    const InputEdge& e = m_graph.input->edges[at(edge)];
    const Port& from = port(route.sourcePort);
    const Port& to = port(route.targetPort);
    const bool left = from.side == Port::Side::Left;
    const Rect source = boxRect(e.from);
    const Rect target = boxRect(e.to);
    const double out = left ? -1 : 1;
    const double sourceEdge = left ? source.x : source.right();
    const int bus = m_joined[at(edge)];
    const double turn = bus >= 0 ? cell(bus).x : cell(e.from).x + from.x;
    // From the target down, as the layers run, then turned round.
    const double targetEdge = left ? target.x : target.right();
    points.push_back({targetEdge, portY(to)});
    points.push_back({targetEdge + out * kChipMargin / 2, portY(to)});
    points.push_back({targetEdge + out * kChipMargin / 2, target.y + to.chipY});
    points.push_back({cell(e.to).x + to.x, target.y + to.chipY});
    traceDown(route, 0, points);
    points.push_back({turn, source.y + from.chipY});
    points.push_back({sourceEdge + out * kChipMargin / 2, source.y + from.chipY});
    points.push_back({sourceEdge + out * kChipMargin / 2, portY(from)});
    points.push_back({sourceEdge, portY(from)});
    std::reverse(points.begin(), points.end());
    m_edges[at(edge)].back = true;
    m_edges[at(edge)].label = chipRect(from);
}

void Router::traceSelf(int edge, std::vector<Point>& points) {
    const Port& own = port(m_graph.routes[at(edge)].sourcePort);
    const Rect box = boxRect(own.box);
    const bool left = own.side == Port::Side::Left;
    const double border = left ? box.x : box.right();
    const double turn = cell(own.box).x + own.x;
    const double chip = box.y + own.chipY;
    const double back =
        std::clamp(chip + kLaneGap * 1.5, box.y + 8, std::max(box.y + 8, box.bottom() - 4));
    points = {{border, portY(own)},
              {border + (left ? -1 : 1) * kChipMargin / 2, portY(own)},
              {border + (left ? -1 : 1) * kChipMargin / 2, chip},
              {turn, chip},
              {turn, back},
              {border, back}};
    m_edges[at(edge)].back = true;
    m_edges[at(edge)].label = chipRect(own);
}

void Router::trace(int edge) {
    std::vector<Point>& points = m_edges[at(edge)].points;
    switch (m_graph.routes[at(edge)].kind) {
    case RouteKind::Forward:
        traceForward(edge, points);
        break;
    case RouteKind::SideForward:
        traceSide(edge, points);
        break;
    case RouteKind::Loop:
        traceLoop(edge, points);
        break;
    case RouteKind::SelfLoop:
        traceSelf(edge, points);
        break;
    }
    simplify(points);
}

/// Axis-parallel, without repeated or collinear points.
void Router::simplify(std::vector<Point>& points) {
    std::vector<Point> out;
    for (Point point : points) {
        if (!out.empty()) {
            if (std::abs(point.x - out.back().x) < kSame)
                point.x = out.back().x;
            if (std::abs(point.y - out.back().y) < 1e-6)
                point.y = out.back().y;
            if (point == out.back())
                continue;
        }
        const std::size_t n = out.size();
        if (n >= 2 && ((out[n - 2].x == out[n - 1].x && out[n - 1].x == point.x) ||
                       (out[n - 2].y == out[n - 1].y && out[n - 1].y == point.y)))
            out.pop_back();
        out.push_back(point);
    }
    points = std::move(out);
}

Rect Router::boundsOf(const LayeredOutput& output) {
    double left = 1e300;
    double top = 1e300;
    double right = -1e300;
    double bottom = -1e300;
    const auto add = [&](double x, double y) {
        left = std::min(left, x);
        right = std::max(right, x);
        top = std::min(top, y);
        bottom = std::max(bottom, y);
    };
    for (const Rect& box : output.boxes) {
        add(box.x, box.y);
        add(box.right(), box.bottom());
    }
    for (const OutputEdge& edge : output.edges) {
        for (const Point& point : edge.points)
            add(point.x, point.y);
        if (edge.label.width > 0) {
            add(edge.label.x, edge.label.y);
            add(edge.label.right(), edge.label.bottom());
        }
    }
    if (right < left)
        return {};
    return {left, top, right - left, bottom - top};
}

} // namespace

LayeredOutput routeEdges(LayerGraph& graph) {
    return Router(graph).run();
}

} // namespace ws::layout
