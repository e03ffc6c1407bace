#include "widgets/designer/canvastools.h"

#include "widgets/designer/index.h"

#include <QApplication>
#include <QCoreApplication>
#include <QKeyEvent>

#include <cmath>

namespace ws::designer {

namespace {

constexpr double kEndReach = 18; // of an edge, where it can be taken and led elsewhere

const Diagram& diagramOf(ToolHost& host) {
    return host.view().workflow().diagram();
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ws::designer::CanvasTool)
};

} // namespace

// --- Select

bool SelectTool::isDrag(QPointF position) const {
    const QPointF way = (position - m_from) * m_host.view().zoom();
    return std::hypot(way.x(), way.y()) >= QApplication::startDragDistance();
}

void SelectTool::pressNode(int node, Qt::KeyboardModifiers modifiers) {
    const std::set<int> chosen = m_host.view().workflow().chosenNodes();
    if (modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) {
        std::set<int> toggled = chosen;
        if (!toggled.erase(node))
            toggled.insert(node);
        m_host.choose(toggled);
        m_doing = Doing::Nothing;
        return;
    }
    // One of several keeps the others: they may be about to be dragged together.
    if (!chosen.contains(node) || chosen.size() == 1)
        m_host.pick(node);
    m_doing = Doing::Pressing;
}

void SelectTool::press(QPointF position, Qt::KeyboardModifiers modifiers) {
    m_from = position;
    WorkflowScene& scene = m_host.view().workflow();
    if (const int node = scene.nodeAt(position); node >= 0) {
        pressNode(node, modifiers);
        return;
    }
    if (const int edge = scene.edgeAt(position); edge >= 0) {
        m_host.pickEdge(edge);
        const QPolygonF& line = diagramOf(m_host).edges[at(edge)].line;
        const QPointF off = line.isEmpty() ? QPointF() : position - line.last();
        if (!line.isEmpty() && std::hypot(off.x(), off.y()) < kEndReach)
            m_host.startReroute(edge, position);
        return;
    }
    m_before = modifiers & Qt::ShiftModifier ? scene.chosenNodes() : std::set<int>{};
    if (m_before.empty())
        m_host.pick(-1);
    m_doing = Doing::Banding;
}

void SelectTool::move(QPointF position) {
    if (m_doing == Doing::Pressing && isDrag(position))
        m_doing = Doing::Moving;
    if (m_doing == Doing::Moving) {
        aim(position);
    } else if (m_doing == Doing::Banding && isDrag(position)) {
        const QRectF band = QRectF(m_from, position).normalized();
        m_host.overlay().showBand(band);
        std::set<int> inside = m_before;
        const Diagram& diagram = diagramOf(m_host);
        for (int i = 0; i < static_cast<int>(diagram.nodes.size()); ++i) {
            if (band.contains(diagram.nodes[at(i)].header))
                inside.insert(i);
        }
        m_host.choose(inside);
    }
}

void SelectTool::aim(QPointF position) {
    const auto target = dropTargetAt(diagramOf(m_host), position);
    const bool same = target && m_target && target->place.kind == m_target->place.kind &&
                      target->place.pointer == m_target->place.pointer &&
                      target->place.edges == m_target->place.edges;
    if (target && !same)
        m_problem = m_host.moveProblem(target->place);
    m_target = target;
    if (!m_target)
        return;
    const bool allowed = m_problem.code.empty();
    m_host.overlay().showTarget(m_target, allowed ? CanvasOverlay::Verdict::Allowed
                                                  : CanvasOverlay::Verdict::Refused);
    m_host.say(m_target->words, m_problem);
}

void SelectTool::release(QPointF position) {
    const Doing done = std::exchange(m_doing, Doing::Nothing);
    m_host.overlay().clear();
    if (done == Doing::Pressing) {
        m_host.pick(m_host.view().workflow().nodeAt(position));
    } else if (done == Doing::Moving) {
        const auto target = std::exchange(m_target, {});
        const bool allowed = std::exchange(m_problem, {}).code.empty();
        if (target && allowed) {
            m_host.sayNothing();
            m_host.move(target->place);
        }
    }
}

bool SelectTool::key(const QKeyEvent& event) {
    if (event.key() != Qt::Key_Escape || m_doing == Doing::Nothing)
        return false;
    cancel();
    return true;
}

void SelectTool::cancel() {
    m_doing = Doing::Nothing;
    m_target.reset();
    m_problem = {};
    m_host.overlay().clear();
    m_host.sayNothing();
}

// --- Lines to a state

void WireTool::press(QPointF position, Qt::KeyboardModifiers) {
    move(position);
}

void WireTool::move(QPointF position) {
    m_host.overlay().showWire(m_start, position);
}

void WireTool::release(QPointF position) {
    finishAt(m_host.view().workflow().nodeAt(position));
}

bool WireTool::key(const QKeyEvent& event) {
    if (event.key() == Qt::Key_Escape) {
        cancel();
        return true;
    }
    if (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        return false;
    finishAt(m_host.view().workflow().selectedNode());
    return true;
}

void WireTool::finishAt(int to) {
    const End done = end();
    cancel(); // this object is gone
    if (to >= 0)
        done(to);
}

void WireTool::cancel() {
    m_host.overlay().clear();
    m_host.sayNothing();
    m_host.finishTool();
}

ConnectTool::ConnectTool(ToolHost& host, int from)
    : WireTool(host, diagramOf(host).nodes[at(from)].header.center())
    , m_from(from) {
    host.say(Words::tr("Click the state to lead to, or walk there with the arrow keys and press "
                       "Enter. Esc gives up."),
             {});
}

WireTool::End ConnectTool::end() const {
    return [&host = host(), from = m_from](int to) { host.connectTo(from, to); };
}

RerouteTool::RerouteTool(ToolHost& host, int edge)
    : WireTool(host, diagramOf(host).edges[at(edge)].line.first())
    , m_edge(edge) {
    host.say(Words::tr("Lead this line to another state: click it, or walk there with the arrow "
                       "keys and press Enter. Esc gives up."),
             {});
}

WireTool::End RerouteTool::end() const {
    return [&host = host(), edge = m_edge](int to) {
        if (to != diagramOf(host).edges[at(edge)].to)
            host.reroute(edge, to);
    };
}

} // namespace ws::designer
