#include "widgets/designer/droptarget.h"

#include "widgets/designer/index.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ws::designer {

namespace {

using statemachine::EdgeRef;
using statemachine::Graph;
using statemachine::Place;
using statemachine::StateType;

constexpr double kReach = 16;     // from an edge, in scene units
constexpr double kBarOffset = 12; // of the bar beside a node

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ws::designer::DropTarget)
};

double distanceTo(const QPolygonF& line, QPointF point) {
    double best = 1e9;
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF way = line[i] - line[i - 1];
        const double length = QPointF::dotProduct(way, way);
        const double along =
            length > 0
                ? std::clamp(QPointF::dotProduct(point - line[i - 1], way) / length, 0.0, 1.0)
                : 0.0;
        const QPointF off = point - (line[i - 1] + along * way);
        best = std::min(best, std::hypot(off.x(), off.y()));
    }
    return best;
}

QString nameOf(const Diagram& diagram, int node) {
    return diagram.nodes[at(node)].name;
}

std::optional<DropTarget> onEdge(const Diagram& diagram, QPointF position) {
    int best = -1;
    double nearest = kReach;
    for (int i = 0; i < static_cast<int>(diagram.edges.size()); ++i) {
        const Diagram::Edge& edge = diagram.edges[at(i)];
        const double distance =
            edge.labelRect.contains(position) ? 0 : distanceTo(edge.own, position);
        if (distance < nearest) {
            nearest = distance;
            best = i;
        }
    }
    if (best < 0)
        return std::nullopt;
    const Diagram::Edge& edge = diagram.edges[at(best)];
    DropTarget target;
    target.place = {Place::Kind::OnEdges, {}, edgeRefs(diagram, best)};
    target.line = edge.line;
    target.words = Words::tr("Between “%1” and “%2”")
                       .arg(nameOf(diagram, edge.from), nameOf(diagram, edge.to));
    return target;
}

/// On the start of a region, which has an arrow of its own.
std::optional<DropTarget> onEntry(const Diagram& diagram, QPointF position) {
    for (int i = 0; i < static_cast<int>(diagram.regions.size()); ++i) {
        const Diagram::Region& region = diagram.regions[at(i)];
        const bool near = distanceTo(region.entry, position) < kReach ||
                          region.cap.adjusted(-4, -4, 4, 4).contains(position);
        if (!near)
            continue;
        DropTarget target;
        target.place = {Place::Kind::First, regionPointer(diagram, i), {}};
        target.line = region.entry;
        target.words = Words::tr("The first state");
        return target;
    }
    return std::nullopt;
}

std::optional<DropTarget> atNode(const Diagram& diagram, QPointF position) {
    const bool down = diagram.direction == layout::Direction::TopDown;
    for (int i = static_cast<int>(diagram.nodes.size()); i-- > 0;) {
        // What is drawn inside a Task is no place for a state of this machine.
        const QRectF header = diagram.nodes[at(i)].header;
        const QRectF box = diagram.nodes[at(i)].inset ? diagram.nodes[at(i)].rect : header;
        if (!box.contains(position) ||
            !(diagram.nodes[at(i)].body().contains(position) || header.contains(position)))
            continue;
        const std::string& pointer = diagram.graph.nodes[at(i)].pointer;
        const bool before =
            down ? position.y() < header.center().y() : position.x() < box.center().x();
        DropTarget target;
        target.place = {before ? Place::Kind::Before : Place::Kind::After, pointer, {}};
        target.words = before ? Words::tr("Before “%1”").arg(nameOf(diagram, i))
                              : Words::tr("After “%1”").arg(nameOf(diagram, i));
        const double offset = before ? -kBarOffset : kBarOffset;
        if (down) {
            const double y = (before ? box.top() : box.bottom()) + offset;
            target.line << QPointF(box.left(), y) << QPointF(box.right(), y);
        } else {
            const double x = (before ? box.left() : box.right()) + offset;
            target.line << QPointF(x, box.top()) << QPointF(x, box.bottom());
        }
        return target;
    }
    return std::nullopt;
}

int regionAt(const Diagram& diagram, QPointF position) {
    int best = 0;
    for (int i = 1; i < static_cast<int>(diagram.regions.size()); ++i) {
        const QRectF rect = diagram.regions[at(i)].rect;
        const QRectF known = diagram.regions[at(best)].rect;
        if (rect.contains(position) &&
            (best == 0 || rect.width() * rect.height() < known.width() * known.height()))
            best = i;
    }
    return best;
}

DropTarget inside(const Diagram& diagram, QPointF position) {
    DropTarget target;
    const int region = regionAt(diagram, position);
    const bool empty =
        diagram.graph.regions.empty() || diagram.graph.regions[at(region)].nodes.empty();
    target.place = {
        empty ? Place::Kind::First : Place::Kind::Loose, regionPointer(diagram, region), {}};
    target.area =
        region > 0 ? diagram.regions[at(region)].rect : diagram.bounds.adjusted(-20, -20, 20, 20);
    target.words =
        empty ? Words::tr("The first state") : Words::tr("Here, with nothing that leads to it yet");
    // Beside the branches of a Parallel there is room for another.
    for (int i = static_cast<int>(diagram.nodes.size()); i-- > 0;) {
        const Graph::Node& node = diagram.graph.nodes[at(i)];
        const bool beside = diagram.nodes[at(i)].rect.contains(position) &&
                            (region == 0 || node.region == region ||
                             !diagram.nodes[at(i)].rect.contains(diagram.regions[at(region)].rect));
        if (node.type != StateType::Parallel || !beside ||
            std::find(node.regions.begin(), node.regions.end(), region) != node.regions.end())
            continue;
        target.place = {Place::Kind::NewBranch, node.pointer, {}};
        target.area = diagram.nodes[at(i)].rect;
        target.words = Words::tr("A new branch of “%1”").arg(nameOf(diagram, i));
        break;
    }
    return target;
}

} // namespace

std::vector<EdgeRef> edgeRefs(const Diagram& diagram, int edge) {
    std::vector<EdgeRef> out;
    for (const int part : diagram.edges[at(edge)].parts) {
        const Graph::Edge& source = diagram.graph.edges[at(part)];
        if (source.from != Graph::kNone)
            out.push_back(
                {source.kind, diagram.graph.nodes[at(source.from)].pointer, source.index});
    }
    return out;
}

std::string regionPointer(const Diagram& diagram, int region) {
    if (region <= 0)
        return {};
    const Graph::Region& found = diagram.graph.regions[at(region)];
    if (!found.nodes.empty()) {
        const std::string& pointer = diagram.graph.nodes[at(found.nodes.front())].pointer;
        return pointer.substr(0, pointer.rfind("/States/"));
    }
    const Graph::Node& owner = diagram.graph.nodes[at(found.owner)];
    return owner.pointer + (owner.type == StateType::Map
                                ? "/ItemProcessor"
                                : "/Branches/" + std::to_string(found.index));
}

std::optional<DropTarget> dropTargetAt(const Diagram& diagram, QPointF position) {
    if (auto target = atNode(diagram, position))
        return target;
    if (auto target = onEdge(diagram, position))
        return target;
    if (auto target = onEntry(diagram, position))
        return target;
    return inside(diagram, position);
}

} // namespace ws::designer
