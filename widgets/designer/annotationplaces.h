#pragma once

#include "engine/workspace/canvasfile.h"
#include "widgets/designer/diagram.h"

#include <QPainterPath>
#include <QRectF>

#include <vector>

/// Where on a diagram the notes and regions of a canvas file are, in scene units.
namespace ws::designer {

/// One of them by its number.
struct AnnotationRef {
    enum class Kind { Note, Region };
    Kind kind = Kind::Note;
    int index = 0;
    bool operator==(const AnnotationRef&) const = default;
};

struct NotePlace {
    enum class Tie {
        Free,
        State,  ///< of a state that is on the canvas
        Hidden, ///< of one that is closed away, as the note is then
        Lost    ///< of one that the definition does not have
    };
    QRectF rect; ///< empty when it is hidden
    int node = -1;
    Tie tie = Tie::Free;
};

struct RegionPlace {
    QRectF rect; ///< empty: none of its states is on the canvas
    QRectF title;
    std::vector<QRectF> others; ///< where it would cover what it does not hold, with room around
    int depth = 0;              ///< of the least deep state
    int nesting = 0;            ///< regions that lie in it, counted inwards
};

/// Its ground: without the places of states that it does not hold.
QPainterPath groundOf(const RegionPlace& region);

struct AnnotationPlaces {
    std::vector<NotePlace> notes;
    std::vector<RegionPlace> regions;
};

AnnotationPlaces placesOf(const Diagram& diagram, const workspace::Annotations& annotations);

/// The same rectangle as the file says it.
void setPlace(workspace::CanvasNote& note, const Diagram& diagram, const QRectF& rect);

/// A place beside a state that covers no state, label or note, if there is one; rather one that is
/// seen.
QRectF placeBeside(const Diagram& diagram, const AnnotationPlaces& places, int node, QSizeF size,
                   const QRectF& seen);

/// A note's text as it is drawn, and the height that a note of that width needs for all of it.
QFont noteFont();
QStringList wrappedText(const QString& text, double width);
double heightFor(const QString& text, double width);

} // namespace ws::designer
