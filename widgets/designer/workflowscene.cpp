#include "widgets/designer/workflowscene.h"

#include "widgets/designer/index.h"
#include "widgets/designer/itempainting.h"
#include "widgets/designer/statusnames.h"
#include "widgets/theme/messages.h"

#include <QApplication>
#include <QGraphicsView>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace ws::designer {

namespace {

constexpr int kMotion = 150;               // ms
constexpr std::size_t kMostInMotion = 300; // nodes; beyond, a jump is smoother
constexpr int kSpinInterval = 90;          // ms; a turn takes about a second
constexpr double kSpinStep = 0.09;
constexpr double kMargin = 24; // around the diagram, in scene units

} // namespace

WorkflowScene::WorkflowScene(theme::Theme& theme, QObject* parent)
    : QGraphicsScene(parent)
    , m_theme(theme)
    , m_style(CanvasStyle::standard())
    , m_painter(theme, m_style) {
    m_content.painter = &m_painter;
    m_content.pictures = &m_pictures;
    m_motion.setStartValue(0.0);
    m_motion.setEndValue(1.0);
    m_motion.setDuration(kMotion);
    m_motion.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_motion, &QVariantAnimation::valueChanged, this,
            [this](const QVariant& value) { showMotion(value.toDouble()); });
    m_spin.setInterval(kSpinInterval);
    connect(&m_spin, &QTimer::timeout, this, &WorkflowScene::spin);
    connect(&theme, &theme::Theme::changed, this, [this] {
        m_pictures.clear();
        invalidate();
    });
}

void WorkflowScene::setDiagram(Diagram diagram) {
    const std::string selected =
        m_content.selected >= 0 ? m_content.diagram.graph.nodes[at(m_content.selected)].name : "";
    const auto inside = std::exchange(m_insetSelected, {});
    const std::string insideState = inside ? insetLook(*inside).state->name : std::string();
    m_style = CanvasStyle::standard();
    m_motion.stop();
    const Diagram before = std::exchange(m_content.diagram, std::move(diagram));
    m_content.selected = selected.empty() ? -1 : m_content.diagram.graph.findByName(selected);
    m_content.hovered = m_content.hoveredEdge = m_content.found = m_content.hoveredGutter = -1;
    m_content.selectedEdge = m_content.holder = -1;
    m_content.chosen.clear();
    m_content.places = placesOf(m_content.diagram, m_content.annotations);
    m_insetFound.reset();
    m_insetHolder.reset();
    m_insetGutter.reset();
    buildInsets(m_content);
    m_places = designer::statePlaces(m_content);
    m_insetPlaces.clear();
    std::ranges::copy_if(m_places, std::back_inserter(m_insetPlaces),
                         [](const StatePlace& place) { return !place.spot.path.empty(); });
    build();
    if (InsetContent* inset = inside ? insetOf(m_content, inside->path) : nullptr) {
        if (const int node = inset->content.diagram.graph.findByName(insideState); node >= 0)
            selectInset(InsetSpot{inside->path, node});
    }
    startMotion(before);
}

void WorkflowScene::takeRanges(statemachine::Graph graph) {
    m_content.diagram.graph = std::move(graph);
}

void WorkflowScene::startMotion(const Diagram& before) {
    m_offsets.assign(m_nodes.size(), {});
    // A style without animations is how a system says that motion is not wanted.
    const bool wanted = QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
    const auto isSeen = [](const QGraphicsView* view) { return view->isVisible(); };
    const QList<QGraphicsView*> seen = views();
    if (!wanted || m_nodes.size() > kMostInMotion ||
        before.direction != m_content.diagram.direction ||
        std::none_of(seen.begin(), seen.end(), isSeen))
        return;
    bool moves = false;
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const int old = before.graph.findByName(m_content.diagram.graph.nodes[i].name);
        if (old < 0)
            continue;
        m_offsets[i] =
            before.nodes[at(old)].header.topLeft() - m_content.diagram.nodes[i].header.topLeft();
        moves = moves || !m_offsets[i].isNull();
    }
    if (!moves)
        return;
    showMotion(0);
    m_motion.start();
}

void WorkflowScene::showMotion(double progress) {
    for (std::size_t i = 0; i < m_nodes.size() && i < m_offsets.size(); ++i) {
        m_nodes[i]->setPos((1 - progress) * m_offsets[i]);
        if (m_bodies[i])
            m_bodies[i]->setPos((1 - progress) * m_offsets[i]);
        if (m_insets[i])
            m_insets[i]->setPos((1 - progress) * m_offsets[i]);
    }
    const double opacity = progress * (m_content.dimmed ? 0.4 : 1.0);
    for (EdgeItem* edge : m_edges)
        edge->setOpacity(opacity);
    for (LabelItem* label : m_labels) {
        if (label)
            label->setOpacity(opacity);
    }
    for (EntryItem* entry : m_entries)
        entry->setOpacity(opacity);
    for (RegionItem* ground : m_grounds)
        ground->setOpacity(opacity);
    for (RegionTitleItem* title : m_titles)
        title->setOpacity(opacity);
    for (std::size_t i = 0; i < m_notes.size(); ++i) {
        const int node = m_content.places.notes[i].node;
        if (node >= 0 && at(node) < m_offsets.size())
            m_notes[i]->setPos((1 - progress) * m_offsets[at(node)]);
    }
}

void WorkflowScene::build() {
    clear();
    m_pictures.clear();
    m_nodes.clear();
    m_bodies.clear();
    m_insets.clear();
    m_edges.clear();
    m_labels.clear();
    m_entries.clear();
    m_notes.clear();
    m_grounds.clear();
    m_titles.clear();
    const Diagram& diagram = m_content.diagram;
    for (int i = 0; i < static_cast<int>(diagram.nodes.size()); ++i) {
        m_bodies.push_back(diagram.nodes[at(i)].container ? new BodyItem(m_content, i) : nullptr);
        if (m_bodies.back())
            addItem(m_bodies.back());
        m_insets.push_back(diagram.nodes[at(i)].inset ? new InsetItem(m_content, i) : nullptr);
        if (m_insets.back())
            addItem(m_insets.back());
        m_nodes.push_back(new NodeItem(m_content, i));
        addItem(m_nodes.back());
    }
    for (int i = 0; i < static_cast<int>(diagram.edges.size()); ++i) {
        m_edges.push_back(new EdgeItem(m_content, i));
        addItem(m_edges.back());
        m_labels.push_back(nullptr);
        if (!diagram.edges[at(i)].labelRect.isEmpty()) {
            m_labels.back() = new LabelItem(m_content, i);
            addItem(m_labels.back());
        }
    }
    for (int i = 0; i < static_cast<int>(diagram.regions.size()); ++i) {
        if (diagram.regions[at(i)].entry.isEmpty())
            continue;
        m_entries.push_back(new EntryItem(m_content, i));
        addItem(m_entries.back());
    }
    addAnnotations();
}

void WorkflowScene::addAnnotations() {
    const double opacity = m_content.dimmed ? 0.4 : 1.0;
    for (std::size_t i = 0; i < m_content.places.regions.size(); ++i) {
        m_grounds.push_back(new RegionItem(m_content, static_cast<int>(i)));
        m_grounds.back()->setOpacity(opacity);
        addItem(m_grounds.back());
        m_titles.push_back(new RegionTitleItem(m_content, static_cast<int>(i)));
        m_titles.back()->setOpacity(opacity);
        addItem(m_titles.back());
    }
    for (std::size_t i = 0; i < m_content.places.notes.size(); ++i) {
        m_notes.push_back(new NoteItem(m_content, static_cast<int>(i)));
        m_notes.back()->setOpacity(opacity);
        addItem(m_notes.back());
    }
    setSceneRect(bounds().adjusted(-kMargin, -kMargin, kMargin, kMargin));
}

void WorkflowScene::removeAnnotations() {
    for (const NoteItem* note : m_notes)
        delete note;
    for (const RegionItem* ground : m_grounds)
        delete ground;
    for (const RegionTitleItem* title : m_titles)
        delete title;
    m_notes.clear();
    m_grounds.clear();
    m_titles.clear();
}

void WorkflowScene::setAnnotations(workspace::Annotations annotations) {
    if (annotations == m_content.annotations)
        return;
    removeAnnotations(); // while what they look at is still there
    m_content.annotations = std::move(annotations);
    m_content.places = placesOf(m_content.diagram, m_content.annotations);
    if (const auto& chosen = m_content.annotation) {
        const std::size_t count = chosen->kind == AnnotationRef::Kind::Note
                                      ? m_content.annotations.notes.size()
                                      : m_content.annotations.regions.size();
        if (at(chosen->index) >= count)
            m_content.annotation.reset();
    }
    addAnnotations();
}

void WorkflowScene::repaintAnnotation() {
    if (!m_content.annotation)
        return;
    const std::size_t index = at(m_content.annotation->index);
    if (m_content.annotation->kind == AnnotationRef::Kind::Note)
        return m_notes[index]->update();
    m_grounds[index]->update();
    m_titles[index]->update();
}

void WorkflowScene::selectAnnotation(std::optional<AnnotationRef> annotation) {
    if (annotation == m_content.annotation)
        return;
    repaintAnnotation();
    m_content.annotation = annotation;
    repaintAnnotation();
}

void WorkflowScene::showNoteAt(int note, const QRectF& rect) {
    m_notes[at(note)]->aboutToMove();
    m_content.places.notes[at(note)].rect = rect;
}

QRectF WorkflowScene::bounds() const {
    QRectF all = m_content.diagram.bounds;
    for (const NotePlace& note : m_content.places.notes)
        all |= note.rect;
    for (const RegionPlace& region : m_content.places.regions)
        all |= region.rect;
    return all;
}

void WorkflowScene::setRun(RunState run, base::TimePoint now, Pace pace) {
    m_content.run = std::move(run);
    m_content.now = now;
    for (std::size_t i = 0; i < m_edges.size(); ++i)
        m_edges[i]->setZValue(m_content.edgeLook(static_cast<int>(i)).taken ? layer::kTakenEdges
                                                                            : layer::kEdges);
    m_pace = pace;
    setNow(now);
    startSpinning();
    update();
}

void WorkflowScene::setInsetRuns(const NestedRuns::Runs& runs) {
    designer::setInsetRuns(m_content, runs);
    startSpinning();
    for (InsetItem* inset : m_insets) {
        if (inset)
            inset->update();
    }
}

void WorkflowScene::startSpinning() {
    const bool inside = std::ranges::any_of(m_content.insets,
                                            [](const auto& inset) { return inset && inset->live; });
    if ((m_content.run.live() || inside) && m_pace == Pace::Live)
        m_spin.start();
    else
        m_spin.stop();
}

void WorkflowScene::setNow(base::TimePoint now) {
    m_content.now = now;
    designer::forEachInset(m_content, [now](InsetContent& inset) { inset.content.now = now; });
}

void WorkflowScene::spin() {
    m_content.spinner = std::fmod(m_content.spinner + kSpinStep, 1.0);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const StateRun* run = m_content.run.state(m_content.diagram.graph.nodes[i].name);
        if (run && run->running())
            m_nodes[i]->update();
        if (m_content.insets[i] && m_content.insets[i]->live)
            m_insets[i]->update();
    }
    designer::forEachInset(
        m_content, [this](InsetContent& inset) { inset.content.spinner = m_content.spinner; });
}

void WorkflowScene::setGround(Ground ground) {
    const bool dimmed = ground == Ground::Dimmed;
    if (dimmed == m_content.dimmed)
        return;
    m_content.dimmed = dimmed;
    for (QGraphicsItem* item : items())
        item->setOpacity(dimmed ? 0.4 : 1.0);
}

void WorkflowScene::repaintNode(int node) {
    if (node >= 0 && at(node) < m_nodes.size())
        m_nodes[at(node)]->update();
}

void WorkflowScene::select(int node) {
    if (node >= 0)
        selectAnnotation({});
    selectInset({});
    if (node == m_content.selected)
        return;
    repaintNode(m_content.selected);
    m_content.selected = node;
    repaintNode(node);
    choose({});
    selectEdge(-1);
}

CanvasContent* WorkflowScene::contentOf(const InsetSpot& spot) {
    InsetContent* inset = insetOf(m_content, spot.path);
    return inset ? &inset->content : nullptr;
}

void WorkflowScene::repaintInset(const std::optional<InsetSpot>& spot) {
    const int node = spot ? m_content.diagram.graph.findByName(spot->path.front()) : -1;
    if (node >= 0 && m_insets[at(node)])
        m_insets[at(node)]->update();
}

void WorkflowScene::moveInside(std::optional<InsetSpot>& kept, std::optional<InsetSpot> spot,
                               int CanvasContent::*what) {
    if (spot == kept)
        return;
    if (CanvasContent* before = kept ? contentOf(*kept) : nullptr)
        before->*what = -1;
    repaintInset(kept);
    kept = std::move(spot);
    if (CanvasContent* now = kept ? contentOf(*kept) : nullptr)
        now->*what = kept->node;
    repaintInset(kept);
}

void WorkflowScene::selectInset(std::optional<InsetSpot> spot) {
    if (spot == m_insetSelected)
        return;
    if (spot) {
        selectAnnotation({});
        select(-1);
        choose({});
        selectEdge(-1);
    }
    setInsetAttempt(0);
    moveInside(m_insetSelected, std::move(spot), &CanvasContent::selected);
}

void WorkflowScene::setFoundInset(std::optional<InsetSpot> spot) {
    moveInside(m_insetFound, std::move(spot), &CanvasContent::found);
}

void WorkflowScene::setInsetHolder(std::optional<InsetSpot> spot) {
    moveInside(m_insetHolder, std::move(spot), &CanvasContent::holder);
}

void WorkflowScene::setHoveredInsetGutter(std::optional<InsetSpot> spot) {
    moveInside(m_insetGutter, std::move(spot), &CanvasContent::hoveredGutter);
}

void WorkflowScene::setInsetAttempt(int attempt) {
    CanvasContent* content = m_insetSelected ? contentOf(*m_insetSelected) : nullptr;
    if (!content || content->attempt == attempt)
        return;
    content->attempt = attempt;
    repaintInset(m_insetSelected);
}

void WorkflowScene::forEachInset(const std::function<void(InsetContent&)>& change) {
    designer::forEachInset(m_content, change);
    for (InsetItem* item : m_insets) {
        if (item)
            item->update();
    }
}

void WorkflowScene::setInsetMarks(const InsetMarks& marksOf) {
    forEachInset([&](InsetContent& inset) { inset.content.marks = marksOf(inset); });
}

void WorkflowScene::setInsetNotes(const InsetNotes& notesOf) {
    forEachInset([&](InsetContent& inset) { inset.content.notes = notesOf(inset.machine); });
}

NodeLook WorkflowScene::insetLook(const InsetSpot& spot) const {
    return insetOf(m_content, spot.path)->content.nodeLook(spot.node);
}

QRectF WorkflowScene::insetBox(const InsetSpot& spot) const {
    for (const StatePlace& place : m_insetPlaces) {
        if (place.spot == spot)
            return place.box;
    }
    return {};
}

std::optional<InsetSpot> WorkflowScene::insetAt(QPointF position) const {
    return designer::insetAt(m_content, position);
}

namespace {

/// The first state of a drawing of which something is there.
template <typename Is>
InsetProbe firstNode(const Is& is) {
    return [is](const CanvasContent& content, QPointF position, double scale) {
        for (std::size_t i = 0; i < content.diagram.nodes.size(); ++i) {
            if (is(content, static_cast<int>(i), position, scale))
                return static_cast<int>(i);
        }
        return -1;
    };
}

std::optional<InsetSpot> spotOf(const std::optional<InsetHit>& hit) {
    return hit ? std::optional(hit->spot) : std::nullopt;
}

} // namespace

std::optional<InsetSpot> WorkflowScene::insetFoldAt(QPointF position) const {
    return spotOf(
        probeInsets(m_content, position, 1,
                    firstNode([](const CanvasContent& content, int node, QPointF there, double) {
                        const Diagram::Node& state = content.diagram.nodes[at(node)];
                        return state.foldable && CanvasPainter::fold(state.header).contains(there);
                    })));
}

std::optional<InsetSpot> WorkflowScene::insetGutterAt(QPointF position, double zoom) const {
    return spotOf(probeInsets(
        m_content, position, zoom,
        firstNode([](const CanvasContent& content, int node, QPointF there, double scale) {
            const QRectF header = content.diagram.nodes[at(node)].header;
            return scale >= CanvasPainter::kLeastGutter &&
                   CanvasPainter::gutter(header).contains(there);
        })));
}

std::optional<WorkflowScene::InsetPip> WorkflowScene::insetPipAt(QPointF position,
                                                                 double zoom) const {
    const auto hit = probeInsets(
        m_content, position, zoom,
        firstNode([](const CanvasContent& content, int node, QPointF there, double scale) {
            if (detailAt(scale) != Detail::Full)
                return false;
            const NodeLook look = content.nodeLook(node);
            return CanvasPainter::hasPips(look) && CanvasPainter::pips(look).contains(there);
        }));
    if (!hit)
        return std::nullopt;
    return InsetPip{hit->spot, CanvasPainter::pipAt(insetLook(hit->spot), hit->position)};
}

void WorkflowScene::choose(std::set<int> nodes) {
    if (!nodes.empty())
        selectAnnotation({});
    if (nodes == m_content.chosen)
        return;
    for (const int node : m_content.chosen)
        repaintNode(node);
    m_content.chosen = std::move(nodes);
    for (const int node : m_content.chosen)
        repaintNode(node);
}

std::set<int> WorkflowScene::chosenNodes() const {
    std::set<int> nodes = m_content.chosen;
    if (m_content.selected >= 0)
        nodes.insert(m_content.selected);
    return nodes;
}

void WorkflowScene::selectEdge(int edge) {
    if (edge >= 0)
        selectAnnotation({});
    if (edge == m_content.selectedEdge)
        return;
    const auto repaint = [this](int index) {
        if (index < 0 || at(index) >= m_edges.size())
            return;
        m_edges[at(index)]->update();
        if (m_labels[at(index)])
            m_labels[at(index)]->update();
    };
    repaint(m_content.selectedEdge);
    m_content.selectedEdge = edge;
    repaint(edge);
}

void WorkflowScene::setFound(int node) {
    repaintNode(m_content.found);
    m_content.found = node;
    repaintNode(node);
}

void WorkflowScene::setMarks(std::map<std::string, int> marks) {
    if (marks == m_content.marks)
        return;
    m_content.marks = std::move(marks);
    for (NodeItem* node : m_nodes)
        node->update();
}

void WorkflowScene::setAttempt(int attempt) {
    if (attempt == m_content.attempt)
        return;
    m_content.attempt = attempt;
    repaintNode(m_content.selected);
}

int WorkflowScene::pipsAt(QPointF position) const {
    const int node = nodeAt(position);
    if (node < 0)
        return -1;
    const NodeLook look = m_content.nodeLook(node);
    return CanvasPainter::hasPips(look) && CanvasPainter::pips(look).contains(position) ? node : -1;
}

void WorkflowScene::setHoveredGutter(int node) {
    if (node == m_content.hoveredGutter)
        return;
    repaintNode(m_content.hoveredGutter);
    m_content.hoveredGutter = node;
    repaintNode(node);
}

void WorkflowScene::setHolder(int node) {
    if (node == m_content.holder)
        return;
    repaintNode(m_content.holder);
    m_content.holder = node;
    repaintNode(node);
}

void WorkflowScene::setFocus(Focus focus) {
    m_content.focused = focus == Focus::Here;
    designer::forEachInset(
        m_content, [this](InsetContent& inset) { inset.content.focused = m_content.focused; });
    repaintNode(m_content.selected);
    repaintInset(m_insetSelected);
}

void WorkflowScene::setHovered(int node, int edge) {
    const auto repaintEdge = [this](int index) {
        if (index < 0 || at(index) >= m_edges.size())
            return;
        m_edges[at(index)]->update();
        if (m_labels[at(index)])
            m_labels[at(index)]->update();
    };
    if (node != m_content.hovered) {
        repaintNode(m_content.hovered);
        m_content.hovered = node;
        repaintNode(node);
    }
    if (edge != m_content.hoveredEdge) {
        repaintEdge(m_content.hoveredEdge);
        m_content.hoveredEdge = edge;
        repaintEdge(edge);
    }
}

int WorkflowScene::nodeAt(QPointF position) const {
    if (m_motion.state() == QAbstractAnimation::Running) {
        // Where it will be is where it is meant.
        for (std::size_t i = m_content.diagram.nodes.size(); i-- > 0;) {
            const Diagram::Node& node = m_content.diagram.nodes[i];
            if (node.header.contains(position) || (node.inset && node.body().contains(position)))
                return static_cast<int>(i);
        }
        return -1;
    }
    const auto hit = items(position, Qt::IntersectsItemShape, Qt::DescendingOrder);
    for (const QGraphicsItem* item : hit) {
        if (const auto* node = qgraphicsitem_cast<const NodeItem*>(item))
            return node->node();
        const auto* inset = qgraphicsitem_cast<const InsetItem*>(item);
        if (inset && m_content.diagram.nodes[at(inset->node())].body().contains(position))
            return inset->node();
    }
    return -1;
}

std::optional<AnnotationRef> WorkflowScene::annotationAt(QPointF position) const {
    for (std::size_t i = m_content.places.notes.size(); i-- > 0;) {
        if (m_content.places.notes[i].rect.contains(position))
            return AnnotationRef{AnnotationRef::Kind::Note, static_cast<int>(i)};
    }
    for (std::size_t i = m_content.places.regions.size(); i-- > 0;) {
        if (m_content.places.regions[i].title.contains(position) && nodeAt(position) < 0)
            return AnnotationRef{AnnotationRef::Kind::Region, static_cast<int>(i)};
    }
    return std::nullopt;
}

int WorkflowScene::gutterAt(QPointF position) const {
    if (m_motion.state() == QAbstractAnimation::Running) {
        for (std::size_t i = m_content.diagram.nodes.size(); i-- > 0;) {
            if (CanvasPainter::gutter(m_content.diagram.nodes[i].header).contains(position))
                return static_cast<int>(i);
        }
        return -1;
    }
    const auto hit = items(position, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder);
    for (const QGraphicsItem* item : hit) {
        const auto* node = qgraphicsitem_cast<const NodeItem*>(item);
        if (node && CanvasPainter::gutter(m_content.diagram.nodes[at(node->node())].header)
                        .contains(position))
            return node->node();
    }
    return -1;
}

int WorkflowScene::foldAt(QPointF position) const {
    const auto isThere = [&](int node) {
        const Diagram::Node& state = m_content.diagram.nodes[at(node)];
        return state.foldable && CanvasPainter::fold(state.header).contains(position);
    };
    if (m_motion.state() == QAbstractAnimation::Running) {
        for (int node = 0; node < static_cast<int>(m_content.diagram.nodes.size()); ++node) {
            if (isThere(node))
                return node;
        }
        return -1;
    }
    for (const QGraphicsItem* item : items(position, Qt::IntersectsItemBoundingRect)) {
        const auto* node = qgraphicsitem_cast<const NodeItem*>(item);
        if (node && isThere(node->node()))
            return node->node();
    }
    return -1;
}

int WorkflowScene::edgeAt(QPointF position) const {
    const auto hit = items(position, Qt::IntersectsItemShape, Qt::DescendingOrder);
    for (const QGraphicsItem* item : hit) {
        if (qgraphicsitem_cast<const NodeItem*>(item))
            return -1;
        if (const auto* label = qgraphicsitem_cast<const LabelItem*>(item))
            return label->edge();
        if (const auto* edge = qgraphicsitem_cast<const EdgeItem*>(item))
            return edge->edge();
    }
    return -1;
}

QString WorkflowScene::nodeTip(int node) const {
    return tipOf(m_content.nodeLook(node));
}

QString WorkflowScene::insetTip(const InsetSpot& spot) const {
    const QString around = QString::fromStdString(spot.path.back());
    return tipOf(insetLook(spot)) +
           QStringLiteral("<br>%1").arg(
               tr("In what “%1” starts: double-click opens it there").arg(around.toHtmlEscaped()));
}

QString WorkflowScene::tipOf(const NodeLook& look) const {
    QStringList lines{QStringLiteral("<b>%1</b>").arg(look.node->name.toHtmlEscaped()),
                      look.node->fullTypeLine.toHtmlEscaped()};
    if (look.node->nested && !look.node->machine.isEmpty())
        lines << tr("Starts the state machine “%1”").arg(look.node->machine.toHtmlEscaped());
    if (look.node->nested == statemachine::Nesting::Show::TooDeep)
        lines << tr("Too deep to be shown inside: open its machine to see more");
    if (look.flags & NodeLook::Paused)
        lines << tr("The run is paused here");
    if (look.flags & NodeLook::Breakpoint)
        lines << tr("A breakpoint stops runs here");
    if (look.flags & NodeLook::BreakpointOff)
        lines << tr("Its breakpoint is switched off");
    if (look.flags & NodeLook::Mocked)
        lines << tr("A mock answers in place of the call");
    if (look.flags & NodeLook::HoldsSelected)
        lines << tr("The selected state is inside");
    if (look.run) {
        lines << QStringLiteral("%1 · %2").arg(statusName(look.run->status), look.aside);
        if (!look.run->error.empty())
            lines << QString::fromStdString(look.run->error).toHtmlEscaped();
    }
    std::map<theme::Status, int> inside;
    for (const theme::Status status : look.inside)
        ++inside[status];
    for (const auto& [status, count] : inside)
        lines
            << tr("Inside: %1 × %2", "status, how many states").arg(statusName(status)).arg(count);
    if (look.state->retryCount > 0)
        lines << tr("Retries: up to %n more attempt(s)", nullptr, look.state->retryMaxAttempts);
    if (look.state->catchCount > 0)
        lines << tr("Catchers: %1").arg(look.state->catchCount);
    if (!look.state->reachable)
        lines << tr("No transition leads here");
    for (const QString& note : look.notes)
        lines << tr("Note: %1").arg(note.toHtmlEscaped().replace(u'\n', QLatin1String("<br>")));
    if (!look.state->comment.empty())
        lines << QStringLiteral("<i>%1</i>")
                     .arg(QString::fromStdString(look.state->comment).toHtmlEscaped());
    return lines.join(QLatin1String("<br>"));
}

QString WorkflowScene::edgeTip(int edge) const {
    const Diagram& diagram = m_content.diagram;
    const Diagram::Edge& line = diagram.edges[at(edge)];
    const QString way =
        QStringLiteral("%1 → %2").arg(diagram.nodes[at(line.from)].name.toHtmlEscaped(),
                                      diagram.nodes[at(line.to)].name.toHtmlEscaped());
    if (line.fullLabel.isEmpty())
        return QStringLiteral("<p>%1</p>").arg(way);
    return QStringLiteral("<p><b>%1</b><br>%2</p>").arg(line.fullLabel.toHtmlEscaped(), way);
}

QString WorkflowScene::annotationTip(const AnnotationRef& annotation) const {
    if (annotation.kind == AnnotationRef::Kind::Region)
        return QStringLiteral("<b>%1</b>")
            .arg(QString::fromStdString(m_content.annotations.regions[at(annotation.index)].title)
                     .toHtmlEscaped());
    const workspace::CanvasNote& note = m_content.annotations.notes[at(annotation.index)];
    QString tip =
        QString::fromStdString(note.text).toHtmlEscaped().replace(u'\n', QLatin1String("<br>"));
    const QString state = QString::fromStdString(note.state).toHtmlEscaped();
    switch (m_content.places.notes[at(annotation.index)].tie) {
    case NotePlace::Tie::State:
        tip += QStringLiteral("<br><i>%1</i>").arg(tr("A note on “%1”").arg(state));
        break;
    case NotePlace::Tie::Lost:
        tip += QStringLiteral("<br><i>%1</i>")
                   .arg(tr("Its state “%1” is not in the definition").arg(state));
        break;
    default:
        break;
    }
    return QStringLiteral("<p>%1</p>").arg(tip);
}

void WorkflowScene::drawBackground(QPainter* painter, const QRectF& rect) {
    m_painter.drawGrid(*painter, rect);
}

} // namespace ws::designer
