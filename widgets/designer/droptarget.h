#pragma once

#include "engine/statemachine/edit.h"
#include "widgets/designer/diagram.h"

#include <QPolygonF>
#include <QString>

#include <optional>

namespace ws::designer {

/// A line of the canvas as the edit operations name it: catchers that share one are several.
std::vector<statemachine::EdgeRef> edgeRefs(const Diagram& diagram, int edge);
/// The pointer of a machine or branch.
std::string regionPointer(const Diagram& diagram, int region);

/// Where states that are let go at a point would go, and how that is shown.
struct DropTarget {
    statemachine::Place place;
    QPolygonF line; ///< to be stressed: an edge, or a bar beside a node
    QRectF area;    ///< or a region, or the ground
    QString words;  ///< "After “Pay”"
};

/// Nothing where it cannot be told: no place there has a name.
std::optional<DropTarget> dropTargetAt(const Diagram& diagram, QPointF position);

} // namespace ws::designer
