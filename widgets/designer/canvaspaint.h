#pragma once

#include "widgets/designer/diagram.h"
#include "widgets/designer/runstate.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

/// The canvas's drawing, free of scene and view: the window, the images and the minimap use it.
namespace ws::designer {

/// How much is drawn at a zoom: designer.md 4.3, item 7.
enum class Detail { Full, Names, Shapes };
Detail detailAt(double scale);
/// Whether the words of labels can be read at a zoom.
bool showsLabels(double scale);

/// What one node looks like at this moment.
struct NodeLook {
    const Diagram::Node* node = nullptr;
    const statemachine::Graph::Node* state = nullptr;
    const StateRun* run = nullptr; ///< nullptr: nothing ran here
    enum Flag {
        Selected = 1,
        Focused = 2,
        Hovered = 4,
        Found = 8,
        InRun = 16,
        Breakpoint = 32,
        BreakpointOff = 64,
        BreakpointOffered = 128, ///< the mouse is where a click would set one
        Paused = 256,            ///< the run stands before this state
        Mocked = 512,
        HoldsSelected = 1024 ///< what is selected is inside, closed away
    };
    int flags = 0;
    int attempt = 0;    ///< that is selected, from 1; 0: all of them
    QString aside;      ///< duration or countdown
    double spinner = 0; ///< turns of the running mark, 0 to 1
    /// How the states inside a closed container have ended or are going, in their order.
    std::vector<theme::Status> inside;
    QStringList notes; ///< on the state, that have no paper of their own here
};

class CanvasPainter {
public:
    CanvasPainter(const theme::Theme& theme, const CanvasStyle& style)
        : m_theme(theme)
        , m_style(style) {}

    /// The state's own box; for a container its header.
    void drawNode(QPainter& painter, const NodeLook& look, Detail detail) const;
    /// The ground of an opened Task. What it shows there: drawInset().
    void drawInsetBody(QPainter& painter, const NodeLook& look, Detail detail) const;
    /// Under the header of an opened Task: an icon, where there is one, and words.
    void drawInsetCaption(QPainter& painter, const Diagram::Node& node, const QString& icon,
                          const QColor& colour, const QString& words) const;
    /// In the place of a drawing.
    void drawInsetWords(QPainter& painter, const Diagram::Node& node) const;
    /// A container's ground with gutters and captions.
    void drawBody(QPainter& painter, const Diagram& diagram, int node, const NodeLook& look,
                  Detail detail) const;

    struct EdgeLook {
        bool taken = false;
        bool faded = false; ///< a run went elsewhere
        bool hovered = false;
    };
    void drawEdge(QPainter& painter, const Diagram::Edge& edge, const EdgeLook& look, Detail detail,
                  const QRectF& seen) const;
    void drawEdgeLabel(QPainter& painter, const Diagram::Edge& edge, const EdgeLook& look) const;
    void drawEntry(QPainter& painter, const Diagram::Region& region, const EdgeLook& look,
                   const QRectF& seen) const;
    void drawStart(QPainter& painter, const QRectF& cap, Detail detail) const;
    /// The canvas's ground with its dots.
    void drawGrid(QPainter& painter, const QRectF& area) const;

    /// A glyph of resources/icons: vectors on an SVG, else a cached pixmap of the device's size.
    void drawIcon(QPainter& painter, const QString& name, const QColor& colour,
                  const QRectF& rect) const;

    /// Where a breakpoint is drawn and clicked: a strip at the left of the state's box.
    static QRectF gutter(const QRectF& header);
    static constexpr double kLeastGutter = 0.5; ///< the scale from which on a click is meant there
    /// Where a small sheet says that there are notes: on the upper border of the box.
    static QRectF noteSign(const QRectF& header);
    /// Where a container is closed and opened: a sign on the lower border of its box.
    static QRectF fold(const QRectF& header);
    /// Where the calls of a state that was tried more than once are drawn and clicked.
    static QRectF pips(const NodeLook& look);
    /// Which of them is drawn there, from 1; 0: they are too many to be told apart.
    static int pipAt(const NodeLook& look, QPointF position);
    static bool hasPips(const NodeLook& look);
    static QPainterPath outline(statemachine::StateType type, const QRectF& rect);
    static QPainterPath rounded(const QPolygonF& line, double radius);
    const theme::Theme& theme() const { return m_theme; }

private:
    theme::StatusStyle styleOf(const NodeLook& look) const;
    void drawFrame(QPainter& painter, const NodeLook& look, Detail detail) const;
    /// Of a container or an opened Task: its body, which is returned.
    QRectF drawGround(QPainter& painter, const NodeLook& look, Detail detail) const;
    void drawHatching(QPainter& painter, const QPainterPath& shape) const;
    void drawRing(QPainter& painter, const NodeLook& look, const QPainterPath& shape) const;
    void drawTexts(QPainter& painter, const NodeLook& look, Detail detail) const;
    void drawGutter(QPainter& painter, const NodeLook& look, Detail detail) const;
    void drawBadges(QPainter& painter, const NodeLook& look, QPointF at) const;
    void drawMockSign(QPainter& painter, const NodeLook& look, const QRectF& tile) const;
    void drawRightColumn(QPainter& painter, const NodeLook& look, Detail detail) const;
    void drawSpinner(QPainter& painter, const QRectF& rect, double turn) const;
    void drawPips(QPainter& painter, const NodeLook& look) const;
    void drawPip(QPainter& painter, const NodeLook& look, int attempt) const;
    void drawItems(QPainter& painter, const NodeLook& look) const;
    void drawInside(QPainter& painter, const NodeLook& look) const;
    void drawFold(QPainter& painter, const NodeLook& look) const;
    void drawNoteSign(QPainter& painter, const NodeLook& look) const;
    void drawEnd(QPainter& painter, const NodeLook& look, QPointF at) const;
    void drawArrow(QPainter& painter, const QPolygonF& line, double size) const;
    QPen edgePen(const Diagram::Edge& edge, const EdgeLook& look) const;

    const theme::Theme& m_theme;
    const CanvasStyle& m_style;
};

} // namespace ws::designer
