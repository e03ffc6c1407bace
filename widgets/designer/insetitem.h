#pragma once

#include "widgets/designer/nestedruns.h"
#include "widgets/designer/sceneitems.h"

#include <functional>
#include <optional>
#include <vector>

/// What is drawn inside opened Tasks: a content within the content around it, painted by one item
/// of the scene for each Task of the outermost machine.
namespace ws::designer {

struct InsetContent {
    QString machine;
    CanvasContent content; ///< with the insets inside
    base::ExecutionId execution{};
    std::optional<theme::Status> status; ///< of the execution; unset: there is no run
    bool live = false;
};

/// A place inside an opened Task.
struct InsetSpot {
    statemachine::StatePath path; ///< of the Tasks around it, the outermost first
    int node = -1;                ///< in the innermost one's diagram; -1: beside its states
    bool operator==(const InsetSpot&) const = default;
};

/// A state that can be walked to: of the machine itself where the path is empty.
struct StatePlace {
    InsetSpot spot;
    QRectF box;              ///< in the scene
    std::vector<int> beside; ///< places that a transition joins it with
};

/// An empty content for every inset of the diagram.
void buildInsets(CanvasContent& content);
/// What the insets show of the runs; `inRun`: the content itself is of one.
void setInsetRuns(CanvasContent& content, const NestedRuns::Runs& runs);
/// Calls `change` for every inset, at any depth.
void forEachInset(CanvasContent& content, const std::function<void(InsetContent&)>& change);

/// nullptr: nothing is drawn there.
const InsetContent* insetOf(const CanvasContent& content, const statemachine::StatePath& path);
InsetContent* insetOf(CanvasContent& content, const statemachine::StatePath& path);
std::optional<InsetSpot> insetAt(const CanvasContent& content, QPointF position);
/// Which state of a drawing is meant at a position in it, drawn at that scale; -1: none.
using InsetProbe = std::function<int(const CanvasContent&, QPointF, double scale)>;
struct InsetHit {
    InsetSpot spot;
    QPointF position; ///< in the innermost diagram
};
/// Asks the drawings inside Tasks there, the innermost first.
std::optional<InsetHit> probeInsets(const CanvasContent& content, QPointF position, double scale,
                                    const InsetProbe& probe);
/// All states, those inside a Task behind it.
std::vector<StatePlace> statePlaces(const CanvasContent& content);
/// "ship · Running", as an opened Task is captioned.
QString insetCaption(const CanvasContent& content, int node);

class InsetItem : public QGraphicsItem {
public:
    enum { Type = UserType + 10 };
    InsetItem(const CanvasContent& content, int node);
    int type() const override { return Type; }
    int node() const { return m_node; }
    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasContent& m_content;
    const int m_node;
};

} // namespace ws::designer
