#pragma once

#include "widgets/designer/annotationplaces.h"
#include "widgets/designer/canvaspaint.h"
#include "widgets/designer/picturecache.h"

#include <QGraphicsItem>

#include <memory>
#include <optional>
#include <set>

namespace ws::designer {

struct InsetContent;

/// What all items of one scene look at: content, run and activity live apart from the items, which
/// only paint. Owned by the scene.
struct CanvasContent {
    Diagram diagram;
    RunState run;
    const CanvasPainter* painter = nullptr;
    PictureCache* pictures = nullptr;
    base::TimePoint now;
    int selected = -1;
    std::set<int> chosen; ///< with `selected`, when there are several
    int attempt = 0;      ///< of the selected node's calls, from 1; 0: all
    int selectedEdge = -1;
    int hovered = -1;
    int hoveredEdge = -1;
    int hoveredGutter = -1;
    int found = -1;
    int holder = -1; ///< the closed container with the selected state in it
    bool focused = false;
    bool dimmed = false;
    double spinner = 0;
    workspace::Annotations annotations;
    AnnotationPlaces places;                 ///< of the annotations on this diagram
    std::optional<AnnotationRef> annotation; ///< the selected one
    std::map<std::string, int> marks; ///< flags of NodeLook that a run does not tell, by state
    /// Texts of notes that are not drawn as such, by state.
    std::map<std::string, QStringList> notes;
    bool inRun = false; ///< `run` is empty because its execution has not begun
    /// By node: what is drawn inside opened Tasks; nullptr: nothing is.
    std::vector<std::shared_ptr<InsetContent>> insets;

    NodeLook nodeLook(int node) const;
    CanvasPainter::EdgeLook edgeLook(int edge) const;
    CanvasPainter::EdgeLook entryLook(int region) const;
};

class BodyItem : public QGraphicsItem {
public:
    BodyItem(const CanvasContent& content, int node);
    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasContent& m_content;
    const int m_node;
};

class NodeItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };
    NodeItem(const CanvasContent& content, int node);
    int type() const override { return Type; }
    int node() const { return m_node; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasContent& m_content;
    const int m_node;
};

class EdgeItem : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };
    EdgeItem(const CanvasContent& content, int edge);
    int type() const override { return Type; }
    int edge() const { return m_edge; }
    QRectF boundingRect() const override { return m_bounds; }
    QPainterPath shape() const override;
    /// Near the line; without a path being stroked for every move of the mouse.
    bool contains(const QPointF& point) const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasContent& m_content;
    const int m_edge;
    QRectF m_bounds;
};

/// Apart from its edge, so that no line runs over a label.
class LabelItem : public QGraphicsItem {
public:
    enum { Type = UserType + 3 };
    LabelItem(const CanvasContent& content, int edge);
    int type() const override { return Type; }
    int edge() const { return m_edge; }
    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasContent& m_content;
    const int m_edge;
};

/// The start cap or the arrows from a header into a branch.
class EntryItem : public QGraphicsItem {
public:
    EntryItem(const CanvasContent& content, int region);
    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasContent& m_content;
    const int m_region;
};

} // namespace ws::designer
