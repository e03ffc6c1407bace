#pragma once

#include <QPainter>
#include <QPolygonF>

namespace ws::designer {

/// Strokes the part of a line that lies in `seen`, with round corners. Lines to a shared handler
/// can be many screens long: Qt would dash all of it for every frame. `offset` is where in its
/// dashes the line begins, in scene units.
void strokeEdge(QPainter& painter, const QPolygonF& line, double radius, QPen pen, double offset,
                const QRectF& seen);

/// How long the line is when its corners are round.
double roundedLength(const QPolygonF& line, double radius);

} // namespace ws::designer
