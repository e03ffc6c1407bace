#pragma once

#include <QColor>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

/// What the items of a scene share when they paint.
namespace ws::designer {

/// What lies over what, from the bottom up. Grounds are layered further by their depth.
namespace layer {
constexpr double kGrounds = -100; // of containers and regions
constexpr double kInsets = -90;   // what is inside an opened Task
constexpr double kEdges = 0;
constexpr double kTakenEdges = 1;
constexpr double kLabels = 2;
constexpr double kTitles = 2.5; // of regions
constexpr double kNodes = 3;
constexpr double kNotes = 5;
constexpr double kMarks = 10;
} // namespace layer

inline QColor withAlpha(QColor colour, double alpha) {
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

inline double scaleOf(const QPainter& painter) {
    return QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
}

} // namespace ws::designer
