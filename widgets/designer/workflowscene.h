#pragma once

#include "widgets/designer/annotationitems.h"
#include "widgets/designer/insetitem.h"
#include "widgets/designer/sceneitems.h"

#include <QGraphicsScene>
#include <QTimer>
#include <QVariantAnimation>

#include <optional>
#include <set>
#include <vector>

namespace ws::designer {

/// The items of one diagram. Knows what is on the canvas and how it is going, not who looks.
class WorkflowScene : public QGraphicsScene {
    Q_OBJECT
public:
    WorkflowScene(theme::Theme& theme, QObject* parent = nullptr);

    void setDiagram(Diagram diagram);
    /// Of a text that has moved: a graph that is drawn as the one that is here.
    void takeRanges(statemachine::Graph graph);
    enum class Pace { Live, Still };
    /// Still: an instant of the past, in which nothing moves.
    void setRun(RunState run, base::TimePoint now, Pace pace = Pace::Live);
    /// Moves the countdowns; repaints only what shows one.
    void setNow(base::TimePoint now);
    /// Of the executions that opened Tasks have begun; after setRun().
    void setInsetRuns(const NestedRuns::Runs& runs);
    enum class Ground { Lit, Dimmed };
    void setGround(Ground ground);

    void select(int node);
    /// A state inside an opened Task; a state of the machine that is selected takes its place.
    void selectInset(std::optional<InsetSpot> spot);
    void setFoundInset(std::optional<InsetSpot> spot);
    /// As setHolder(), setHoveredGutter() and setAttempt() for states inside opened Tasks.
    void setInsetHolder(std::optional<InsetSpot> spot);
    void setHoveredInsetGutter(std::optional<InsetSpot> spot);
    void setInsetAttempt(int attempt);
    /// What marks() are of an execution that is drawn inside, and the notes on its states.
    using InsetMarks = std::function<std::map<std::string, int>(const InsetContent&)>;
    void setInsetMarks(const InsetMarks& marksOf);
    using InsetNotes = std::function<std::map<std::string, QStringList>(const QString& machine)>;
    void setInsetNotes(const InsetNotes& notesOf);
    /// Several at once; the selected one is among them, or there are none.
    void choose(std::set<int> nodes);
    void selectEdge(int edge);
    void setHovered(int node, int edge);
    void setFound(int node);
    /// Notes and regions; the selected one stays selected if it is still there.
    void setAnnotations(workspace::Annotations annotations);
    /// A state or a line that is selected afterwards takes its place.
    void selectAnnotation(std::optional<AnnotationRef> annotation);
    /// While it is dragged: its own place stays what it is until setAnnotations().
    void showNoteAt(int note, const QRectF& rect);
    /// Flags of NodeLook by the name of their state: breakpoints, the pause, mocks.
    void setMarks(std::map<std::string, int> marks);
    void setHoveredGutter(int node);
    /// Which call of the selected node is meant, from 1; 0: all.
    void setAttempt(int attempt);
    /// The closed container that the selected state is in; -1: it is on the canvas itself.
    void setHolder(int node);
    enum class Focus { Here, Elsewhere };
    void setFocus(Focus focus);

    const Diagram& diagram() const { return m_content.diagram; }
    const RunState& run() const { return m_content.run; }
    const CanvasContent& content() const { return m_content; }
    int selectedNode() const { return m_content.selected; }
    int selectedEdge() const { return m_content.selectedEdge; }
    /// The selected state and those chosen with it.
    std::set<int> chosenNodes() const;

    const workspace::Annotations& annotations() const { return m_content.annotations; }
    const AnnotationPlaces& places() const { return m_content.places; }
    const std::optional<AnnotationRef>& selectedAnnotation() const { return m_content.annotation; }
    /// Of the diagram with its notes and regions.
    QRectF bounds() const;

    const std::optional<InsetSpot>& selectedInset() const { return m_insetSelected; }
    const std::optional<InsetSpot>& insetHolder() const { return m_insetHolder; }
    /// All states that can be walked to.
    const std::vector<StatePlace>& statePlaces() const { return m_places; }
    /// The states of opened Tasks' drawings among them.
    const std::vector<StatePlace>& insetPlaces() const { return m_insetPlaces; }
    /// What a state inside an opened Task looks like.
    NodeLook insetLook(const InsetSpot& spot) const;
    /// Where it is; empty: it is not drawn.
    QRectF insetBox(const InsetSpot& spot) const;
    std::optional<InsetSpot> insetAt(QPointF position) const;
    /// As foldAt() and gutterAt(), at that zoom of the view.
    std::optional<InsetSpot> insetFoldAt(QPointF position) const;
    std::optional<InsetSpot> insetGutterAt(QPointF position, double zoom) const;
    struct InsetPip {
        InsetSpot spot;
        int attempt = 0; ///< as CanvasPainter::pipAt() says
    };
    std::optional<InsetPip> insetPipAt(QPointF position, double zoom) const;
    QString insetTip(const InsetSpot& spot) const;

    /// What is drawn inside an opened Task belongs to it.
    int nodeAt(QPointF position) const;
    /// A note, or a region by its title.
    std::optional<AnnotationRef> annotationAt(QPointF position) const;
    int edgeAt(QPointF position) const;
    /// The node whose breakpoint a click there would set; -1: none.
    int gutterAt(QPointF position) const;
    /// The node whose calls are drawn there; -1: none.
    int pipsAt(QPointF position) const;
    /// The container that a click there would close or open; -1: none.
    int foldAt(QPointF position) const;
    /// What a tooltip says: HTML, escaped.
    QString nodeTip(int node) const;
    QString edgeTip(int edge) const;
    QString annotationTip(const AnnotationRef& annotation) const;

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;

private:
    void build();
    void removeAnnotations();
    void addAnnotations();
    void repaintAnnotation();
    /// What is on both diagrams moves from its old place to its new one; the rest fades in.
    void startMotion(const Diagram& before);
    void showMotion(double progress);
    void repaintNode(int node);
    void repaintInset(const std::optional<InsetSpot>& spot);
    CanvasContent* contentOf(const InsetSpot& spot);
    /// Moves what one state inside has of all: `what` of its content.
    void moveInside(std::optional<InsetSpot>& kept, std::optional<InsetSpot> spot,
                    int CanvasContent::*what);
    void forEachInset(const std::function<void(InsetContent&)>& change);
    void startSpinning();
    QString tipOf(const NodeLook& look) const;
    void spin();

    theme::Theme& m_theme;
    CanvasStyle m_style;
    CanvasPainter m_painter;
    PictureCache m_pictures;
    CanvasContent m_content;
    std::vector<NodeItem*> m_nodes;
    std::vector<BodyItem*> m_bodies; ///< by node; nullptr where there is none
    std::vector<InsetItem*> m_insets; ///< likewise
    std::vector<EdgeItem*> m_edges;
    std::vector<LabelItem*> m_labels;
    std::vector<EntryItem*> m_entries;
    std::vector<NoteItem*> m_notes;     ///< by note
    std::vector<RegionItem*> m_grounds; ///< by region
    std::vector<RegionTitleItem*> m_titles;
    std::vector<StatePlace> m_places; ///< of the diagram
    std::vector<StatePlace> m_insetPlaces;
    std::optional<InsetSpot> m_insetSelected;
    std::optional<InsetSpot> m_insetFound;
    std::optional<InsetSpot> m_insetHolder;
    std::optional<InsetSpot> m_insetGutter; ///< the mouse is there
    Pace m_pace = Pace::Live;
    QTimer m_spin;
    QVariantAnimation m_motion;
    std::vector<QPointF> m_offsets; ///< by node: from its place to where it was
};

} // namespace ws::designer
