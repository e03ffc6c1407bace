#include "widgets/designer/sceneitems.h"

#include "widgets/designer/index.h"
#include "widgets/designer/itempainting.h"
#include "widgets/theme/messages.h"

#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>

namespace ws::designer {

namespace {

using statemachine::Graph;
using Kind = Graph::EdgeKind;

QString countdown(const Graph::Node& state, const StateRun& run, base::TimePoint now) {
    using namespace std::chrono;
    if (state.type == statemachine::StateType::Wait && state.waitSeconds) {
        const auto whole = duration_cast<base::Duration>(duration<double>(*state.waitSeconds));
        const auto left = run.entered + whole - now;
        const auto rounded = std::max<std::int64_t>(0, ceil<seconds>(left).count());
        return theme::durationText(seconds{rounded});
    }
    // Tenths are enough for a number that changes while one looks at it.
    return theme::durationText(duration_cast<milliseconds>(now - run.entered) / 100 * 100);
}

PictureCache::Key pictureOf(const NodeLook& look, int node, Detail detail) {
    PictureCache::Key key;
    key.kind = PictureCache::Key::Kind::Node;
    key.index = node;
    key.text = look.aside;
    if (look.attempt > 0)
        key.text += QStringLiteral(" #%1").arg(look.attempt);
    for (const theme::Status status : look.inside)
        key.text += QChar(u'A' + char16_t(status));
    quint64 packed = quint64(look.flags) | quint64(detail) << 12;
    if (look.run) {
        packed |= (quint64(look.run->status) + 1) << 16 | quint64(look.run->backingOff) << 15 |
                  quint64(quint16(look.run->attempts)) << 32;
        if (look.run->items)
            key.text += QStringLiteral(" %1 %2 %3")
                            .arg(look.run->items->succeeded)
                            .arg(look.run->items->failed)
                            .arg(look.run->items->total);
    }
    key.look = packed;
    return key;
}

} // namespace

NodeLook CanvasContent::nodeLook(int node) const {
    NodeLook look;
    look.node = &diagram.nodes[at(node)];
    look.state = &diagram.graph.nodes[at(node)];
    look.run = run.state(look.state->name);
    look.spinner = spinner;
    look.flags = (node == selected || chosen.contains(node) ? NodeLook::Selected : 0) |
                 (node == hovered ? NodeLook::Hovered : 0) | (focused ? NodeLook::Focused : 0) |
                 (node == found ? NodeLook::Found : 0) |
                 (run.empty() && !inRun ? 0 : NodeLook::InRun);
    if (node == holder)
        look.flags |= NodeLook::HoldsSelected;
    if (node == selected)
        look.attempt = attempt;
    if (const auto marked = marks.find(look.state->name); marked != marks.end())
        look.flags |= marked->second;
    if (const auto noted = notes.find(look.state->name); noted != notes.end())
        look.notes = noted->second;
    for (const std::string& inner : look.node->hidden) {
        if (const auto noted = notes.find(inner); noted != notes.end())
            look.notes += noted->second;
        if (const auto marked = marks.find(inner); marked != marks.end())
            look.flags |= marked->second;
        if (run.empty())
            continue;
        const StateRun* ran = run.state(inner);
        look.inside.push_back(ran ? ran->status : theme::Status::NotStarted);
    }
    if (node == hoveredGutter && !(look.flags & (NodeLook::Breakpoint | NodeLook::BreakpointOff)))
        look.flags |= NodeLook::BreakpointOffered;
    if (!look.run)
        return look;
    if (look.run->items && look.run->items->total > 0)
        look.aside = QStringLiteral("%1/%2")
                         .arg(look.run->items->succeeded + look.run->items->failed)
                         .arg(look.run->items->total);
    else if (look.run->visits > 1 && !look.run->running())
        look.aside = QStringLiteral("×%1").arg(look.run->visits);
    else if (look.run->exited)
        look.aside = theme::durationText(*look.run->exited - look.run->entered);
    else
        look.aside = countdown(*look.state, *look.run, std::max(now, look.run->entered));
    return look;
}

CanvasPainter::EdgeLook CanvasContent::edgeLook(int edge) const {
    const Diagram::Edge& line = diagram.edges[at(edge)];
    CanvasPainter::EdgeLook look;
    look.taken =
        !run.empty() && run.took(diagram.graph.nodes[at(line.from)].name,
                                 diagram.graph.nodes[at(line.to)].name, line.kind == Kind::Catch);
    look.faded = (!run.empty() || inRun) && !look.taken;
    look.hovered = edge == hoveredEdge || edge == selectedEdge;
    return look;
}

CanvasPainter::EdgeLook CanvasContent::entryLook(int region) const {
    const int start = diagram.graph.regions[at(region)].start;
    CanvasPainter::EdgeLook look;
    look.taken = start >= 0 && run.took({}, diagram.graph.nodes[at(start)].name, false);
    look.faded = (!run.empty() || inRun) && !look.taken;
    return look;
}

BodyItem::BodyItem(const CanvasContent& content, int node)
    : m_content(content)
    , m_node(node) {
    setZValue(layer::kGrounds + content.diagram.nodes[at(node)].depth);
}

QRectF BodyItem::boundingRect() const {
    return m_content.diagram.nodes[at(m_node)].rect.adjusted(-3, -3, 3, 10);
}

void BodyItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    m_content.painter->drawBody(*painter, m_content.diagram, m_node, m_content.nodeLook(m_node),
                                detailAt(scaleOf(*painter)));
}

NodeItem::NodeItem(const CanvasContent& content, int node)
    : m_content(content)
    , m_node(node) {
    setZValue(layer::kNodes);
}

QRectF NodeItem::boundingRect() const {
    return m_content.diagram.nodes[at(m_node)].header.adjusted(-24, -7, 7, 10);
}

QPainterPath NodeItem::shape() const {
    return CanvasPainter::outline(m_content.diagram.graph.nodes[at(m_node)].type,
                                  m_content.diagram.nodes[at(m_node)].header);
}

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget* widget) {
    const NodeLook look = m_content.nodeLook(m_node);
    const Detail detail = detailAt(scaleOf(*painter));
    const bool moving = look.run && look.run->running();
    if (!widget || moving) {
        m_content.painter->drawNode(*painter, look, detail);
        return;
    }
    m_content.pictures->draw(
        *painter, pictureOf(look, m_node, detail), boundingRect(),
        [&](QPainter& inner) { m_content.painter->drawNode(inner, look, detail); });
}

EdgeItem::EdgeItem(const CanvasContent& content, int edge)
    : m_content(content)
    , m_edge(edge)
    , m_bounds(content.diagram.edges[at(edge)].line.boundingRect().adjusted(-8, -8, 8, 8)) {
    setZValue(layer::kEdges);
    setFlag(ItemUsesExtendedStyleOption);
}

bool EdgeItem::contains(const QPointF& point) const {
    constexpr double kReach = 5;
    const QPolygonF& line = m_content.diagram.edges[at(m_edge)].line;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QRectF box = QRectF(line[i - 1], line[i]).normalized();
        if (box.adjusted(-kReach, -kReach, kReach, kReach).contains(point))
            return true;
    }
    return false;
}

QPainterPath EdgeItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(10);
    return stroker.createStroke(
        CanvasPainter::rounded(m_content.diagram.edges[at(m_edge)].line, 0));
}

void EdgeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    m_content.painter->drawEdge(*painter, m_content.diagram.edges[at(m_edge)],
                                m_content.edgeLook(m_edge), detailAt(scaleOf(*painter)),
                                option->exposedRect.adjusted(-8, -8, 8, 8));
}

LabelItem::LabelItem(const CanvasContent& content, int edge)
    : m_content(content)
    , m_edge(edge) {
    setZValue(layer::kLabels);
}

QRectF LabelItem::boundingRect() const {
    return m_content.diagram.edges[at(m_edge)].labelRect.adjusted(-8, -8, 2, 2);
}

void LabelItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget* widget) {
    if (!showsLabels(scaleOf(*painter)))
        return;
    const CanvasPainter::EdgeLook look = m_content.edgeLook(m_edge);
    const auto paint = [&](QPainter& inner) {
        m_content.painter->drawEdgeLabel(inner, m_content.diagram.edges[at(m_edge)], look);
    };
    if (!widget) {
        paint(*painter);
        return;
    }
    PictureCache::Key key;
    key.kind = PictureCache::Key::Kind::Label;
    key.index = m_edge;
    key.look = quint64(look.taken) | quint64(look.faded) << 1 | quint64(look.hovered) << 2;
    m_content.pictures->draw(*painter, key, boundingRect(), paint);
}

EntryItem::EntryItem(const CanvasContent& content, int region)
    : m_content(content)
    , m_region(region) {
    setZValue(layer::kEdges);
    setFlag(ItemUsesExtendedStyleOption);
}

QRectF EntryItem::boundingRect() const {
    const auto& region = m_content.diagram.regions[at(m_region)];
    return region.entry.boundingRect().united(region.cap).adjusted(-8, -8, 8, 8);
}

void EntryItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    const auto& region = m_content.diagram.regions[at(m_region)];
    m_content.painter->drawEntry(*painter, region, m_content.entryLook(m_region),
                                 option->exposedRect.adjusted(-8, -8, 8, 8));
    if (!region.cap.isEmpty())
        m_content.painter->drawStart(*painter, region.cap, detailAt(scaleOf(*painter)));
}

} // namespace ws::designer
