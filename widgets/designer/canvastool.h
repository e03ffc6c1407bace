#pragma once

#include <QPointF>
#include <Qt>

class QKeyEvent;

namespace ws::designer {

/// One thing that a person does with the mouse, or the keys, on the canvas. Positions are of the
/// scene.
class CanvasTool {
public:
    virtual ~CanvasTool() = default;

    virtual void press(QPointF position, Qt::KeyboardModifiers modifiers) = 0;
    virtual void move(QPointF position) = 0;
    virtual void release(QPointF position) = 0;
    /// Whether the key was for the tool.
    virtual bool key(const QKeyEvent& event) = 0;
    /// Whether a click on a state, also on one inside an opened Task, is to select it.
    virtual bool picksStates() const { return false; }
    /// Leaves everything as it was.
    virtual void cancel() = 0;
};

} // namespace ws::designer
