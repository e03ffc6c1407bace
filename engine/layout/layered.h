#pragma once

#include "engine/layout/layout.h"

#include <vector>

/// One region laid out in layers from top to bottom; nested machines are boxes here. The other
/// direction is this one with its axes swapped by the caller.
namespace ws::layout {

struct Box {
    double width = 0;
    double height = 0;
    double anchor = 0; ///< from the left: where edges enter at the top and leave at the bottom
    Former former = {};
};

struct LayeredInput {
    std::vector<Box> boxes;
    std::vector<InputEdge> edges; ///< ends are indices of `boxes`; labels in this frame
    int start = -1;               ///< -1: the boxes without predecessors begin
    double rankGap = 40;
    double nodeGap = 40;
};

struct LayeredOutput {
    std::vector<Rect> boxes; ///< the top left of all is not at 0
    std::vector<int> ranks;
    std::vector<OutputEdge> edges;
    Rect bounds;
};

LayeredOutput layoutLayered(const LayeredInput& input);

} // namespace ws::layout
