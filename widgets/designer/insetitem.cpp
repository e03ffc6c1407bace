#include "widgets/designer/insetitem.h"

#include "widgets/designer/index.h"
#include "widgets/designer/itempainting.h"
#include "widgets/designer/statusnames.h"
#include "widgets/theme/executionstatus.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

namespace ws::designer {

namespace {

using statemachine::StatePath;

theme::Status statusOf(const NestedRuns::Run& run) {
    return run.begun() ? theme::statusOf(run.status) : theme::Status::NotStarted;
}

/// Draws all of one content, as the items of a scene would.
class Drawing {
public:
    Drawing(QPainter& painter, const CanvasContent& content, const QRectF& seen)
        : m_painter(painter)
        , m_content(content)
        , m_seen(seen)
        , m_scale(QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform())) {}

    void draw() const {
        for (int i = 0; i < count(); ++i)
            drawGround(i);
        const auto& edges = m_content.diagram.edges;
        for (const bool taken : {false, true}) {
            for (int i = 0; i < int(edges.size()); ++i) {
                const auto look = m_content.edgeLook(i);
                if (look.taken == taken)
                    m_content.painter->drawEdge(m_painter, edges[at(i)], look, detail(), m_seen);
            }
        }
        for (int i = 0; i < int(m_content.diagram.regions.size()); ++i)
            drawEntry(i);
        for (int i = 0; i < int(edges.size()) && showsLabels(m_scale); ++i) {
            if (isSeen(edges[at(i)].labelRect))
                m_content.painter->drawEdgeLabel(m_painter, edges[at(i)], m_content.edgeLook(i));
        }
        for (int i = 0; i < count(); ++i) {
            if (isSeen(m_content.diagram.nodes[at(i)].header))
                m_content.painter->drawNode(m_painter, m_content.nodeLook(i), detail());
        }
    }

    void drawInset(int node) const {
        const Diagram::Node& around = m_content.diagram.nodes[at(node)];
        m_content.painter->drawInsetBody(m_painter, m_content.nodeLook(node), detail());
        if (!around.inset->words.isEmpty()) {
            if (showsLabels(m_scale))
                m_content.painter->drawInsetWords(m_painter, around);
            return;
        }
        const InsetContent& inside = *m_content.insets[at(node)];
        if (showsLabels(m_scale))
            drawCaption(node, inside);
        m_painter.save();
        const QTransform transform = around.fromInset();
        m_painter.setTransform(transform, true);
        Drawing(m_painter, inside.content, transform.inverted().mapRect(m_seen)).draw();
        m_painter.restore();
    }

private:
    int count() const { return int(m_content.diagram.nodes.size()); }
    Detail detail() const { return detailAt(m_scale); }
    bool isSeen(const QRectF& rect) const {
        constexpr double kAround = 26; // what a box draws beside itself
        return !rect.isEmpty() &&
               rect.adjusted(-kAround, -kAround, kAround, kAround).intersects(m_seen);
    }

    void drawGround(int node) const {
        const Diagram::Node& box = m_content.diagram.nodes[at(node)];
        if (!isSeen(box.rect))
            return;
        if (box.inset)
            drawInset(node);
        else if (box.container)
            m_content.painter->drawBody(m_painter, m_content.diagram, node,
                                        m_content.nodeLook(node), detail());
    }

    void drawEntry(int index) const {
        const Diagram::Region& region = m_content.diagram.regions[at(index)];
        if (region.entry.isEmpty())
            return;
        m_content.painter->drawEntry(m_painter, region, m_content.entryLook(index), m_seen);
        if (!region.cap.isEmpty())
            m_content.painter->drawStart(m_painter, region.cap, detail());
    }

    void drawCaption(int node, const InsetContent& inside) const {
        const theme::Theme& theme = m_content.painter->theme();
        QString icon = QStringLiteral("machine");
        QColor colour = theme.colour(theme::Role::TextSecondary);
        if (inside.status) {
            const theme::StatusStyle style = theme.status(*inside.status);
            icon = style.icon.isEmpty() ? icon : style.icon;
            colour = style.border;
        }
        m_content.painter->drawInsetCaption(m_painter, m_content.diagram.nodes[at(node)], icon,
                                            colour, insetCaption(m_content, node));
    }

    QPainter& m_painter;
    const CanvasContent& m_content;
    const QRectF m_seen;
    const double m_scale;
};

void addPlaces(const CanvasContent& content, const StatePath& path, const QTransform& toScene,
               std::vector<StatePlace>& places) {
    std::vector<int> placeOf;
    const auto join = [&](int a, int b) {
        places[at(a)].beside.push_back(b);
        places[at(b)].beside.push_back(a);
    };
    const Diagram& diagram = content.diagram;
    for (int i = 0; i < int(diagram.nodes.size()); ++i) {
        const int place = int(places.size());
        placeOf.push_back(place);
        places.push_back({{path, i}, toScene.mapRect(diagram.nodes[at(i)].header), {}});
        if (!content.insets[at(i)])
            continue;
        StatePath inner = path;
        inner.push_back(diagram.graph.nodes[at(i)].name);
        const CanvasContent& inside = content.insets[at(i)]->content;
        addPlaces(inside, inner, diagram.nodes[at(i)].fromInset() * toScene, places);
        const int start = inside.diagram.graph.regions.front().start;
        for (std::size_t each = at(place) + 1; each < places.size() && start >= 0; ++each) {
            if (places[each].spot == InsetSpot{inner, start})
                join(place, int(each));
        }
    }
    for (const Diagram::Edge& edge : diagram.edges)
        join(placeOf[at(edge.from)], placeOf[at(edge.to)]);
}

} // namespace

void buildInsets(CanvasContent& content) {
    content.insets.assign(content.diagram.nodes.size(), nullptr);
    for (std::size_t i = 0; i < content.insets.size(); ++i) {
        const auto& inset = content.diagram.nodes[i].inset;
        if (!inset || !inset->words.isEmpty())
            continue;
        content.insets[i] = std::make_shared<InsetContent>();
        content.insets[i]->machine = content.diagram.nodes[i].machine;
        CanvasContent& inside = content.insets[i]->content;
        inside.diagram = inset->diagram;
        inside.painter = content.painter;
        inside.now = content.now;
        inside.focused = content.focused;
        buildInsets(inside);
    }
}

void setInsetRuns(CanvasContent& content, const NestedRuns::Runs& runs) {
    const bool inRun = content.inRun || !content.run.empty();
    for (std::size_t i = 0; i < content.insets.size(); ++i) {
        if (!content.insets[i])
            continue;
        InsetContent& inset = *content.insets[i];
        const auto found = runs.find(content.diagram.graph.nodes[i].name);
        const NestedRuns::Run none;
        const NestedRuns::Run& run = found == runs.end() ? none : found->second;
        inset.execution = run.execution;
        inset.status = inRun ? std::optional(statusOf(run)) : std::nullopt;
        inset.live = run.isLive();
        inset.content.run = run.state;
        inset.content.inRun = inRun;
        setInsetRuns(inset.content, run.inside);
    }
}

void forEachInset(CanvasContent& content, const std::function<void(InsetContent&)>& change) {
    for (const auto& inset : content.insets) {
        if (!inset)
            continue;
        change(*inset);
        forEachInset(inset->content, change);
    }
}

const InsetContent* insetOf(const CanvasContent& content, const StatePath& path) {
    const CanvasContent* level = &content;
    const InsetContent* found = nullptr;
    for (const std::string& state : path) {
        const int node = level->diagram.graph.findByName(state);
        if (node < 0 || !level->insets[at(node)])
            return nullptr;
        found = level->insets[at(node)].get();
        level = &found->content;
    }
    return found;
}

InsetContent* insetOf(CanvasContent& content, const StatePath& path) {
    return const_cast<InsetContent*>(insetOf(std::as_const(content), path));
}

std::optional<InsetSpot> insetAt(const CanvasContent& content, QPointF position) {
    for (std::size_t i = content.insets.size(); i-- > 0;) {
        const Diagram::Node& node = content.diagram.nodes[i];
        if (!content.insets[i] || !node.body().contains(position) || node.header.contains(position))
            continue;
        const CanvasContent& inside = content.insets[i]->content;
        const QPointF inner = node.fromInset().inverted().map(position);
        InsetSpot spot;
        if (const auto deeper = insetAt(inside, inner)) {
            spot = *deeper;
        } else {
            for (std::size_t each = inside.diagram.nodes.size(); each-- > 0 && spot.node < 0;) {
                if (inside.diagram.nodes[each].header.contains(inner))
                    spot.node = int(each);
            }
        }
        spot.path.insert(spot.path.begin(), content.diagram.graph.nodes[i].name);
        return spot;
    }
    return std::nullopt;
}

std::optional<InsetHit> probeInsets(const CanvasContent& content, QPointF position, double scale,
                                    const InsetProbe& probe) {
    for (std::size_t i = 0; i < content.insets.size(); ++i) {
        if (!content.insets[i])
            continue;
        const CanvasContent& inside = content.insets[i]->content;
        const QTransform transform = content.diagram.nodes[i].fromInset();
        const QPointF inner = transform.inverted().map(position);
        const double innerScale = scale * transform.m11();
        std::optional<InsetHit> found = probeInsets(inside, inner, innerScale, probe);
        if (!found) {
            if (const int node = probe(inside, inner, innerScale); node >= 0)
                found = InsetHit{{{}, node}, inner};
        }
        if (!found)
            continue;
        found->spot.path.insert(found->spot.path.begin(), content.diagram.graph.nodes[i].name);
        return found;
    }
    return std::nullopt;
}

std::vector<StatePlace> statePlaces(const CanvasContent& content) {
    std::vector<StatePlace> places;
    addPlaces(content, {}, {}, places);
    return places;
}

QString insetCaption(const CanvasContent& content, int node) {
    const QString machine = content.diagram.nodes[at(node)].machine;
    const auto& inset = content.insets[at(node)];
    if (!inset || !inset->status)
        return machine;
    return QStringLiteral("%1 · %2").arg(machine, statusName(*inset->status));
}

InsetItem::InsetItem(const CanvasContent& content, int node)
    : m_content(content)
    , m_node(node) {
    setZValue(layer::kInsets + content.diagram.nodes[at(node)].depth);
    setFlag(ItemUsesExtendedStyleOption);
}

QRectF InsetItem::boundingRect() const {
    return m_content.diagram.nodes[at(m_node)].rect.adjusted(-3, -3, 3, 10);
}

void InsetItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    Drawing(*painter, m_content, option->exposedRect.adjusted(-8, -8, 8, 8)).drawInset(m_node);
}

} // namespace ws::designer
