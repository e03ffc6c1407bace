#pragma once

#include "engine/layout/layout.h"
#include "engine/statemachine/fold.h"
#include "engine/statemachine/graph.h"
#include "engine/statemachine/nesting.h"

#include <QFont>
#include <QPolygonF>
#include <QRectF>
#include <QString>
#include <QTransform>

#include <memory>
#include <optional>
#include <vector>

namespace ws::designer {

/// Fonts and measures of the canvas in scene units (pixels at 100 %).
struct CanvasStyle {
    QFont name;
    QFont detail;
    QFont label;

    static constexpr double kNodeHeight = 56;
    static constexpr double kMinWidth = 240;
    static constexpr double kMaxWidth = 340;
    static constexpr double kTile = 40;
    static constexpr double kInset = 8;        ///< tile to border
    static constexpr double kTextLeft = 58;    ///< border to text
    static constexpr double kNameAside = 38;   ///< beside the name: the status
    static constexpr double kDetailAside = 72; ///< beside the type line: duration or countdown
    static constexpr double kLabelHeight = 20;
    static constexpr double kMaxLabel = 210;
    static constexpr double kCap = 44;
    static constexpr double kCorner = 10; ///< of an edge
    static constexpr double kInsetScale = 0.8;
    static constexpr double kInsetPadding = 16; ///< around an inset's drawing
    static constexpr double kInsetCaption = 30; ///< between the header and the drawing

    /// In the application's font family.
    static CanvasStyle standard();
};

struct Inset;

/// A graph with its places and texts: what the scene draws, without its status. A value; the layout
/// is computed once per change of the definition, direction or language.
struct Diagram {
    struct Node {
        QRectF rect;   ///< whole, containers and opened Tasks with their content
        QRectF header; ///< the state's own box
        QString name;
        QString shownName; ///< elided in the middle
        QString typeLine;
        QString fullTypeLine;
        bool container = false;
        /// What a closed container hides, at any depth; empty: it is open, or no container.
        std::vector<std::string> hidden;
        int depth = 0;
        int rank = 0;          ///< of the layout, in its region; -1: nothing leads there
        bool foldable = false; ///< has a sign to close or open it with
        /// Of a Task that starts a machine which could be shown inside.
        std::optional<statemachine::Nesting::Show> nested;
        QString machine;                    ///< that it starts; empty: only a run tells
        std::shared_ptr<const Inset> inset; ///< what an opened one shows inside

        bool isClosed() const {
            return !hidden.empty() || nested == statemachine::Nesting::Show::Closed;
        }
        /// The ground that a container or an opened Task has behind and below its header.
        QRectF body() const { return rect.adjusted(0, header.height() / 2, 0, 0); }
        /// From the inset's drawing to this one.
        QTransform fromInset() const;
    };
    struct Edge {
        statemachine::Graph::EdgeKind kind = statemachine::Graph::EdgeKind::Next;
        int from = 0;
        int to = 0;
        std::vector<int> parts; ///< edges of the graph: catchers with one target are drawn once
        QPolygonF line;
        /// Without the end that an earlier edge to the same state draws as well.
        QPolygonF own;
        double ownTail = 0; ///< from the end of `own` to the end of `line`, round corners
        QRectF labelRect;
        QString label;
        QString fullLabel;
        bool back = false;
    };
    struct Region {
        QRectF rect;
        QPolygonF entry;
        QRectF cap;
        QString caption; ///< "Branch 2" when there are several
    };

    statemachine::Graph graph;
    std::vector<Node> nodes; ///< as in graph
    std::vector<Edge> edges;
    std::vector<Region> regions; ///< as in graph
    QRectF bounds;
    layout::Direction direction = layout::Direction::TopDown;
};

Diagram makeDiagram(statemachine::Graph graph, layout::Direction direction,
                    const CanvasStyle& style);
/// With some containers closed: the diagram's graph has nothing of what is in them. `nestings`: the
/// Tasks that start machines, some opened. `before`: the drawing of the same machine whose order it
/// keeps, or nullptr.
Diagram makeDiagram(const statemachine::Graph& graph, const statemachine::ClosedStates& closed,
                    layout::Direction direction, const CanvasStyle& style,
                    const statemachine::Nestings& nestings = {}, const Diagram* before = nullptr);

/// What is drawn inside a Task: the machine that it starts, read only and somewhat smaller, or
/// words that say why there is nothing.
struct Inset {
    Diagram diagram;
    QString words; ///< empty: there is a diagram
};

/// What the layout is asked for; tests check its answer against it.
layout::Input layoutInput(const Diagram& diagram);
layout::Options layoutOptions(layout::Direction direction);

} // namespace ws::designer
