#pragma once

#include "widgets/designer/canvasoverlay.h"
#include "widgets/designer/canvastool.h"

#include "engine/base/result.h"

#include <QPoint>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ws::designer {

/// What the tools ask of whoever owns them.
class ToolHost {
public:
    virtual ~ToolHost() = default;
    virtual WorkflowView& view() = 0;
    virtual CanvasOverlay& overlay() = 0;
    virtual void pick(int node) = 0;
    virtual void pickEdge(int edge) = 0;
    virtual void choose(const std::set<int>& nodes) = 0;
    /// Why the states could not be moved there; code "" when they can.
    virtual base::Error moveProblem(const statemachine::Place& place) = 0;
    virtual void move(const statemachine::Place& place) = 0;
    virtual void connectTo(int from, int to) = 0;
    virtual void reroute(int edge, int to) = 0;
    /// What happens if one lets go now, or why nothing would.
    virtual void say(const QString& words, const base::Error& problem) = 0;
    virtual void sayNothing() = 0;
    virtual void startReroute(int edge, QPointF position) = 0;
    /// Back to selecting.
    virtual void finishTool() = 0;
};

/// Selects states, edges and, with a rubber band, several; drags the selection to another place.
class SelectTool : public CanvasTool {
public:
    explicit SelectTool(ToolHost& host)
        : m_host(host) {}
    void press(QPointF position, Qt::KeyboardModifiers modifiers) override;
    void move(QPointF position) override;
    void release(QPointF position) override;
    bool key(const QKeyEvent& event) override;
    bool picksStates() const override { return true; }
    void cancel() override;

private:
    enum class Doing { Nothing, Pressing, Moving, Banding };
    void pressNode(int node, Qt::KeyboardModifiers modifiers);
    void aim(QPointF position);
    bool isDrag(QPointF position) const;

    ToolHost& m_host;
    Doing m_doing = Doing::Nothing;
    QPointF m_from;
    std::set<int> m_before; ///< what was chosen when a band with Shift began
    std::optional<DropTarget> m_target;
    base::Error m_problem;
};

/// Draws a line to a state. With the keys: the arrows walk, Enter takes the selected one; Esc gives
/// up.
class WireTool : public CanvasTool {
public:
    void press(QPointF position, Qt::KeyboardModifiers modifiers) override;
    void move(QPointF position) override;
    void release(QPointF position) override;
    bool key(const QKeyEvent& event) override;
    void cancel() override;

protected:
    WireTool(ToolHost& host, QPointF start)
        : m_host(host)
        , m_start(start) {}
    /// Called when the tool is gone, with the state that the line leads to.
    using End = std::function<void(int to)>;
    virtual End end() const = 0;
    ToolHost& host() const { return m_host; }

private:
    void finishAt(int to);

    ToolHost& m_host;
    const QPointF m_start;
};

/// Leads from a state to another.
class ConnectTool : public WireTool {
public:
    ConnectTool(ToolHost& host, int from);

private:
    End end() const override;
    const int m_from;
};

/// Leads an edge to another state; off every state it stays as it is.
class RerouteTool : public WireTool {
public:
    RerouteTool(ToolHost& host, int edge);

private:
    End end() const override;
    const int m_edge;
};

} // namespace ws::designer
