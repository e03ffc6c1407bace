#pragma once

#include <cstddef>

namespace ws::designer {

/// Of a node, an edge or a region, which the diagram numbers by int, -1 being none.
inline std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

} // namespace ws::designer
