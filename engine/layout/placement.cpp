#include "engine/layout/layergraph.h"

#include <algorithm>
#include <limits>

namespace ws::layout {

namespace {

constexpr int kRounds = 6;
constexpr double kPinned = 1e7; // a weight that nothing else outweighs
constexpr double kLoose = 1e-3; // a cell without neighbours stays where it is

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

/// Moves each layer to where its neighbours pull it, exactly: least squares under the separations
/// is an isotonic regression, which pooling adjacent violators solves in one pass. Then lines that
/// can be straight are made straight.
class Placer {
public:
    explicit Placer(LayerGraph& graph)
        : m_graph(graph) {}

    void run() {
        start();
        for (int round = 0; round < kRounds; ++round) {
            for (std::size_t i = 0; i < m_graph.layers.size(); ++i)
                place(m_graph.layers[i], round < 2 ? Pull::Above : Pull::Both);
            for (std::size_t i = m_graph.layers.size(); i-- > 0;)
                place(m_graph.layers[i], round < 2 ? Pull::Below : Pull::Both);
        }
        makeColumns();
        for (int round = 0; round < 3; ++round)
            straighten();
    }

private:
    enum class Pull { Above, Below, Both };
    struct Target {
        double x = 0;
        double weight = 0;
    };
    struct Pool {
        double sum = 0;
        double weight = 0;
        std::size_t count = 0;
        double mean() const { return sum / weight; }
    };

    Cell& cell(int index) { return m_graph.cells[at(index)]; }

    void pinHappyLines();
    void start();
    void place(const std::vector<int>& layer, Pull pull);
    Target target(int index, Pull pull);
    void pullBy(Target& target, int segment, int index);
    void makeColumns();
    void straighten();
    void straightenRun(const std::vector<int>& column, std::size_t begin, std::size_t end,
                       double low, double high);
    double lowest(int index);
    double highest(int index);
    double outerPull(const std::vector<int>& column, std::size_t begin, std::size_t end);

    LayerGraph& m_graph;
    std::vector<std::vector<int>> m_columns; // cells that want one line, from top to bottom
    std::vector<int> m_columnOf;
    std::vector<double> m_offset; // of a cell's x in its column
    std::vector<Pool> m_pools;
    std::vector<char> m_pinned; // cells of the happy path's lines
};

/// The lines between one box of the happy path and the next; the first of parallel ones.
void Placer::pinHappyLines() {
    std::vector<int> byRank(m_graph.boxLayer.size(), -1);
    for (std::size_t box = 0; box < m_graph.happy.size(); ++box) {
        if (m_graph.happy[box])
            byRank[at(m_graph.rank[box])] = static_cast<int>(box);
    }
    std::vector<int> successor(m_graph.happy.size(), -1);
    int last = -1;
    for (const int box : byRank) {
        if (box >= 0 && last >= 0)
            successor[at(last)] = box;
        last = box >= 0 ? box : last;
    }
    for (std::size_t i = 0; i < m_graph.routes.size(); ++i) {
        const Route& route = m_graph.routes[i];
        const InputEdge& edge = m_graph.input->edges[i];
        if (route.kind != RouteKind::Forward || successor[at(edge.from)] != edge.to)
            continue;
        successor[at(edge.from)] = -1;
        for (const int index : route.cells)
            m_pinned[at(index)] = 1;
    }
}

void Placer::start() {
    m_pinned.assign(m_graph.cells.size(), 0);
    for (std::size_t i = 0; i < m_graph.happy.size(); ++i)
        m_pinned[i] = m_graph.happy[i];
    pinHappyLines();
    for (const auto& layer : m_graph.layers) {
        double x = 0;
        double zero = 0;
        for (std::size_t i = 0; i < layer.size(); ++i) {
            if (i > 0)
                x += m_graph.separation(layer[i - 1], layer[i]);
            cell(layer[i]).x = x;
            if (m_pinned[at(layer[i])])
                zero = x;
        }
        for (const int index : layer)
            cell(index).x -= zero;
    }
}

void Placer::pullBy(Target& target, int segmentIndex, int index) {
    const Segment& segment = m_graph.segments[at(segmentIndex)];
    const bool isLower = segment.lower == index;
    const double other = isLower ? cell(segment.upper).x + segment.upperOffset
                                 : cell(segment.lower).x + segment.lowerOffset;
    const double own = isLower ? segment.lowerOffset : segment.upperOffset;
    target.x += segment.weight * (other - own);
    target.weight += segment.weight;
}

Placer::Target Placer::target(int index, Pull pull) {
    if (m_pinned[at(index)])
        return {0, kPinned};
    Target target;
    if (pull != Pull::Below) {
        for (const int segment : m_graph.above[at(index)])
            pullBy(target, segment, index);
    }
    if (pull != Pull::Above) {
        for (const int segment : m_graph.below[at(index)])
            pullBy(target, segment, index);
    }
    if (target.weight == 0)
        return {cell(index).x, kLoose};
    return {target.x / target.weight, target.weight};
}

void Placer::place(const std::vector<int>& layer, Pull pull) {
    m_pools.clear();
    double shift = 0;
    std::vector<double> shifts(layer.size(), 0);
    for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i > 0)
            shift += m_graph.separation(layer[i - 1], layer[i]);
        shifts[i] = shift;
        const Target wanted = target(layer[i], pull);
        m_pools.push_back({(wanted.x - shift) * wanted.weight, wanted.weight, 1});
        while (m_pools.size() > 1 && m_pools[m_pools.size() - 2].mean() > m_pools.back().mean()) {
            const Pool last = m_pools.back();
            m_pools.pop_back();
            m_pools.back().sum += last.sum;
            m_pools.back().weight += last.weight;
            m_pools.back().count += last.count;
        }
    }
    std::size_t i = 0;
    for (const Pool& pool : m_pools) {
        for (std::size_t k = 0; k < pool.count; ++k, ++i)
            cell(layer[i]).x = m_pinned[at(layer[i])] ? 0 : pool.mean() + shifts[i];
    }
}

/// A column is a chain of segments; each cell takes part with its heaviest segment on each side.
void Placer::makeColumns() {
    m_columnOf.assign(m_graph.cells.size(), -1);
    m_offset.assign(m_graph.cells.size(), 0);
    std::vector<int> order(m_graph.segments.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<int>(i);
    const auto degree = [&](int i) {
        const Segment& segment = m_graph.segments[at(i)];
        return m_graph.below[at(segment.upper)].size() + m_graph.above[at(segment.lower)].size();
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const double wa = m_graph.segments[at(a)].weight;
        const double wb = m_graph.segments[at(b)].weight;
        return wa != wb ? wa > wb : degree(a) < degree(b);
    });
    std::vector<int> nextOf(m_graph.cells.size(), -1);
    std::vector<int> previousOf(m_graph.cells.size(), -1);
    for (const int i : order) {
        const Segment& segment = m_graph.segments[at(i)];
        if (nextOf[at(segment.upper)] < 0 && previousOf[at(segment.lower)] < 0) {
            nextOf[at(segment.upper)] = i;
            previousOf[at(segment.lower)] = i;
        }
    }
    for (std::size_t i = 0; i < m_graph.cells.size(); ++i) {
        if (previousOf[i] >= 0)
            continue;
        std::vector<int> column{static_cast<int>(i)};
        for (int next = nextOf[i]; next >= 0; next = nextOf[at(m_graph.segments[at(next)].lower)]) {
            const Segment& segment = m_graph.segments[at(next)];
            m_offset[at(segment.lower)] =
                m_offset[at(segment.upper)] + segment.upperOffset - segment.lowerOffset;
            column.push_back(segment.lower);
        }
        for (const int index : column)
            m_columnOf[at(index)] = static_cast<int>(m_columns.size());
        m_columns.push_back(std::move(column));
    }
    std::stable_sort(m_columns.begin(), m_columns.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        for (const int index : m_columns[i])
            m_columnOf[at(index)] = static_cast<int>(i);
    }
}

double Placer::lowest(int index) {
    const Cell& own = cell(index);
    if (m_pinned[at(index)])
        return own.x;
    if (own.position == 0)
        return -std::numeric_limits<double>::max();
    const int left = m_graph.layers[at(own.layer)][at(own.position - 1)];
    return cell(left).x + m_graph.separation(left, index);
}

double Placer::highest(int index) {
    const Cell& own = cell(index);
    const auto& layer = m_graph.layers[at(own.layer)];
    if (m_pinned[at(index)])
        return own.x;
    if (at(own.position) + 1 == layer.size())
        return std::numeric_limits<double>::max();
    const int right = layer[at(own.position + 1)];
    return cell(right).x - m_graph.separation(index, right);
}

/// Where the neighbours outside the column want it; else where it is.
double Placer::outerPull(const std::vector<int>& column, std::size_t begin, std::size_t end) {
    Target sum;
    Target own;
    for (std::size_t i = begin; i < end; ++i) {
        const int index = column[i];
        const auto add = [&](int segmentIndex) {
            const Segment& segment = m_graph.segments[at(segmentIndex)];
            const int other = segment.lower == index ? segment.upper : segment.lower;
            if (m_columnOf[at(other)] == m_columnOf[at(index)])
                return;
            Target one;
            pullBy(one, segmentIndex, index);
            sum.x += one.x - one.weight * m_offset[at(index)];
            sum.weight += one.weight;
        };
        for (const int segment : m_graph.above[at(index)])
            add(segment);
        for (const int segment : m_graph.below[at(index)])
            add(segment);
        own.x += cell(index).x - m_offset[at(index)];
        own.weight += 1;
    }
    if (sum.weight > 0)
        return sum.x / sum.weight;
    return own.x / own.weight;
}

void Placer::straightenRun(const std::vector<int>& column, std::size_t begin, std::size_t end,
                           double low, double high) {
    // Rounding may leave an interval inside out by a hair.
    const double x = std::clamp(outerPull(column, begin, end), low, std::max(low, high));
    for (std::size_t i = begin; i < end; ++i)
        cell(column[i]).x = x + m_offset[at(column[i])];
}

void Placer::straighten() {
    for (const auto& column : m_columns) {
        std::size_t begin = 0;
        double low = -std::numeric_limits<double>::max();
        double high = std::numeric_limits<double>::max();
        for (std::size_t i = 0; i < column.size(); ++i) {
            const double cellLow = lowest(column[i]) - m_offset[at(column[i])];
            const double cellHigh = highest(column[i]) - m_offset[at(column[i])];
            if (std::max(low, cellLow) > std::min(high, cellHigh)) {
                straightenRun(column, begin, i, low, high);
                begin = i;
                low = cellLow;
                high = cellHigh;
            } else {
                low = std::max(low, cellLow);
                high = std::min(high, cellHigh);
            }
        }
        straightenRun(column, begin, column.size(), low, high);
    }
}

} // namespace

void placeCells(LayerGraph& graph) {
    Placer(graph).run();
}

} // namespace ws::layout
