#pragma once

#include "engine/layout/layered.h"

#include <vector>

/// The working state of one layered layout, passed from step to step.
namespace ws::layout {

inline constexpr double kLaneGap = 12;    // between two parallel lines
inline constexpr double kPortReach = 18;  // how far a side line leaves its box before it turns
inline constexpr double kLabelGap = 18;   // above and below a row of labels
inline constexpr double kChipMargin = 10; // line that shows on both sides of a label at a port
inline constexpr double kStackGap = 5;    // between two labels at one side of a box

/// Lines to one box share a bus for each of these.
enum BusKind : int { kCatchBus, kLoopBus, kCatchLoopBus, kForwardBus, kBusKinds };

/// What stands in a layer at one place: a box, a label, or a line that passes through.
struct Cell {
    enum class Kind { Box, Label, Line };
    Kind kind = Kind::Line;
    int layer = 0;
    int owner = -1;  ///< the box or the edge
    int bus = -1;    ///< lines of one goal and kind have the same number
    double left = 0; ///< from x to the left end, ports and their labels included
    double right = 0;
    double height = 0;
    bool side = false; ///< belongs right of everything that the main flow reaches
    double x = 0;
    int position = 0; ///< in its layer
};

/// A piece of one or more edges between two neighbouring layers. Offsets are from the cells' x.
struct Segment {
    int upper = -1;
    int lower = -1;
    int upperPort = -1; ///< index of a port of the upper box, -1: at its x
    int lowerPort = -1;
    double upperOffset = 0;
    double lowerOffset = 0;
    double weight = 1;
    bool main = false; ///< on the happy path
};

/// Where an edge touches the left or the right side of a box: catches, loops.
struct Port {
    enum class Side { Left, Right };
    Side side = Side::Right;
    int box = -1;
    int edge = -1; ///< the edge that leaves here; -1: the place where loops arrive
    int goal = -1; ///< the box that its lines run to; lines with one goal share a bus
    Size label;
    bool selfLoop = false;
    double y = 0;     ///< on the box's border, from the box's top
    double chipY = 0; ///< middle of the label, from the box's top
    double reach = 0; ///< from the border to where the line turns
    double x = 0;     ///< where the line turns, once cells have their x
};

enum class RouteKind { Forward, SideForward, Loop, SelfLoop };

struct Route {
    RouteKind kind = RouteKind::Forward;
    int sourcePort = -1;
    int targetPort = -1;
    int labelCell = -1;
    std::vector<int> segments; ///< from top to bottom, also for loops
    std::vector<int> cells;    ///< one more than segments
    bool joinsInLayer = false; ///< reaches its bus by one horizontal line beside its source
};

struct LayerGraph {
    const LayeredInput* input = nullptr;
    std::vector<int> rank;
    std::vector<int> boxLayer;            ///< by rank
    std::vector<char> labelRow;           ///< by layer: holds labels, no boxes
    std::vector<std::vector<int>> layers; ///< cells in order
    std::vector<Cell> cells;              ///< the first ones are the boxes
    std::vector<Segment> segments;
    std::vector<std::vector<int>> above; ///< segments by lower cell
    std::vector<std::vector<int>> below; ///< segments by upper cell
    std::vector<Port> ports;
    std::vector<Route> routes; ///< by edge
    std::vector<char> happy;   ///< boxes of the middle column

    double gap(const Cell& a, const Cell& b) const;
    double separation(int a, int b) const {
        const Cell& left = cells[static_cast<std::size_t>(a)];
        const Cell& right = cells[static_cast<std::size_t>(b)];
        return left.right + gap(left, right) + right.left;
    }
};

/// Breaks cycles, ranks, makes ports, labels and lines into cells.
LayerGraph makeLayers(const LayeredInput& input);
/// Sorts every layer so that few lines cross.
void orderLayers(LayerGraph& graph);
/// Gives every cell its x.
void placeCells(LayerGraph& graph);
/// Gives rows their y, lines their lanes, and writes the result.
LayeredOutput routeEdges(LayerGraph& graph);

} // namespace ws::layout
