#pragma once

#include <string>
#include <vector>

/// Graph layout in plain doubles: sizes and edges in, positions and polylines out. Knows nothing of
/// state machines beyond nesting.
namespace ws::layout {

struct Size {
    double width = 0;
    double height = 0;
    bool empty() const { return width <= 0 || height <= 0; }
};
struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};
struct Rect {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    Point centre() const { return {x + width / 2, y + height / 2}; }
};

/// How an edge weighs in ranking and ordering: Main keeps its ends close and in the middle column,
/// Side (a catch) goes to the right and leaves by the right side.
enum class EdgeRole { Main, Side };

/// Where a node was in the drawing before this one: an edit leaves those that shared a rank in
/// their order.
struct Former {
    int rank = -1;     ///< -1: it was not there
    double across = 0; ///< along the rank, in any measure
};
struct InputNode {
    Size size; ///< of a leaf, or of a container's header
    int region = 0;
    std::vector<int> regions; ///< a container's own regions, drawn left to right
    /// Rank order preference among the targets of one node: lower is further left.
    int orderHint = 0;
    /// Room under the header for a drawing that is not laid out here, as wide as the whole; {0, 0}:
    /// none. Not for what has regions.
    Size content = {};
    /// Where the flow enters the content: from its left, from its top when sideways. 0: the middle.
    double entry = 0;
    Former former = {};
};
struct InputEdge {
    int from = 0;
    int to = 0;
    EdgeRole role = EdgeRole::Main;
    Size label;    ///< {0, 0}: none
    int order = 0; ///< among the edges that leave `from`: rules keep this order left to right
};
struct InputRegion {
    int owner = -1; ///< node, -1 for the root
    int start = -1; ///< node
};
struct Input {
    std::vector<InputNode> nodes;
    std::vector<InputRegion> regions; ///< [0] is the root
    std::vector<InputEdge> edges;     ///< both ends in the same region
};

enum class Direction { TopDown, LeftRight };
struct Options {
    Direction direction = Direction::TopDown;
    double rankGap = 40;
    double nodeGap = 40;
    double containerPadding = 24;
    double branchGap = 32;
    double headerOverlap = 28; ///< how much of a container's header stands above its top edge
    double capSize = 44;       ///< start cap of the root region, 0 for none
};

struct OutputNode {
    Rect rect;   ///< leaf: the node; container: the whole body with header
    Rect header; ///< of a container or what has content; leaf: same as rect
    int rank = 0;
    bool reachable = true;
};
struct OutputEdge {
    std::vector<Point>
        points;        ///< orthogonal polyline, first on the source's border, last on the target's;
                       ///< empty when it leaves the tray: such an edge is not drawn
    Rect label;        ///< where the label goes; empty size when there is none
    bool back = false; ///< against the flow: part of a loop
};
struct OutputRegion {
    Rect rect;     ///< the area of the region's nodes, with padding
    Rect startCap; ///< root only
    /// From the cap, or from the owner's header, to the first node; empty when there is none.
    std::vector<Point> entry;
};
struct Output {
    std::vector<OutputNode> nodes;
    std::vector<OutputEdge> edges;
    std::vector<OutputRegion> regions;
    Rect bounds;
};

/// Deterministic; never fails. Nodes that nothing reaches are placed in a tray below the others.
Output arrange(const Input& input, const Options& options = {});

} // namespace ws::layout
