#include "widgets/designer/workflowview.h"

#include "widgets/designer/canvastool.h"
#include "widgets/designer/index.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ws::designer {

namespace {

constexpr double kMinZoom = 0.1;
constexpr double kMaxZoom = 4;
constexpr double kWheelZoom = 1.0015; // per eighth of a degree
constexpr double kMargin = 26; // a little more than the scene has: no scroll bars when all fits
constexpr double kLeastOpening = 0.6; // below, names are too small to read
constexpr double kOpening = 0.75;     // with all details

} // namespace

WorkflowView::WorkflowView(WorkflowScene& scene, theme::Theme& theme, QWidget* parent)
    : QGraphicsView(&scene, parent)
    , m_scene(scene) {
    setFrameShape(QFrame::NoFrame);
    setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                   QPainter::SmoothPixmapTransform);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::AnchorViewCenter);
    setOptimizationFlags(QGraphicsView::DontSavePainterState |
                         QGraphicsView::DontAdjustForAntialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&scene, &QGraphicsScene::sceneRectChanged, this, &WorkflowView::takeSceneRect);
    setSceneRect(scene.sceneRect().united(QRectF(0, 0, 1, 1))); // its own from now on
}

void WorkflowView::setZoom(double zoom) {
    zoom = std::clamp(zoom, kMinZoom, kMaxZoom);
    if (qFuzzyCompare(zoom, this->zoom()))
        return;
    const QPointF middle = mapToScene(viewport()->rect().center());
    setSceneRect(m_scene.sceneRect());
    setTransform(QTransform::fromScale(zoom, zoom));
    centerOn(middle);
    m_fits = false;
    Q_EMIT zoomChanged(zoom);
    Q_EMIT viewChanged();
}

void WorkflowView::fit() {
    const double zoom = fittingZoom();
    if (zoom <= 0)
        return;
    const QScopedValueRollback<bool> placing(m_placing, true);
    lookAt(m_scene.bounds().center(), zoom);
    m_fits = true;
}

/// What still fits stays as it is, so that nothing jumps.
void WorkflowView::keepFit(const std::function<void()>& change) {
    {
        const QScopedValueRollback<bool> placing(m_placing, true);
        change();
    }
    if (m_fits && !seen().contains(m_scene.bounds()))
        fit();
}

QRectF WorkflowView::seen() const {
    return viewportTransform().inverted().mapRect(QRectF(viewport()->rect()));
}

/// Where only notes and regions came or went, nothing moves: Qt would put what is smaller than the
/// view into its middle again.
void WorkflowView::takeSceneRect() {
    const QRectF whole = m_scene.sceneRect();
    if (m_placing || !isVisible())
        return setSceneRect(whole);
    const QScopedValueRollback<bool> placing(m_placing, true);
    const QRectF now = seen();
    // Qt puts the middle of what is smaller than the view at the middle of the view, both as whole
    // pixels with the fractions cut off; and a hair too much would be scrolled.
    constexpr double kHair = 1e-6;
    constexpr double kFraction = 0.25;
    const QTransform place = viewportTransform();
    const auto middle = [this](int length, double shift) {
        return (length / 2 - shift - std::copysign(kFraction, shift)) / this->zoom();
    };
    QRectF still = now.adjusted(kHair, kHair, -kHair, -kHair);
    still.moveCenter(
        {middle(viewport()->width(), place.dx()), middle(viewport()->height(), place.dy())});
    setSceneRect(now.contains(m_scene.bounds()) ? still : whole | still);
    const QPointF way = now.center() - seen().center();
    if (std::hypot(way.x(), way.y()) * this->zoom() > 1)
        centerOn(now.center());
}

void WorkflowView::open() {
    const double zoom = fittingZoom();
    if (zoom >= kLeastOpening || startNode() < 0) {
        fit();
        return;
    }
    const Diagram& diagram = m_scene.diagram();
    const QRectF start = diagram.nodes[at(startNode())].header;
    const QSizeF half = QSizeF(viewport()->size()) / kOpening / 2;
    const bool down = diagram.direction == layout::Direction::TopDown;
    // The start in the middle across the flow, and the diagram's edge at the view's along it; what
    // is narrower than the view is shown whole.
    QPointF middle = start.center();
    const QRectF area = diagram.bounds.adjusted(-kMargin, -kMargin, kMargin, kMargin);
    if (down)
        middle.setY(area.top() + half.height());
    else
        middle.setX(area.left() + half.width());
    if (down && area.width() <= 2 * half.width())
        middle.setX(area.center().x());
    else if (!down && area.height() <= 2 * half.height())
        middle.setY(area.center().y());
    lookAt(middle, kOpening);
}

double WorkflowView::fittingZoom() const {
    const QRectF area = m_scene.bounds().adjusted(-kMargin, -kMargin, kMargin, kMargin);
    // Without the scroll bars, which go; a pixel less, so that none comes again.
    const QSize room = maximumViewportSize() - QSize(1, 1);
    if (m_scene.diagram().bounds.isEmpty() || room.width() < 2)
        return 0;
    return std::clamp(std::min(room.width() / area.width(), room.height() / area.height()),
                      kMinZoom, 1.0);
}

void WorkflowView::lookAt(QPointF middle, double zoom) {
    setSceneRect(m_scene.sceneRect());
    setTransform(QTransform::fromScale(zoom, zoom));
    centerOn(middle);
    Q_EMIT zoomChanged(zoom);
    Q_EMIT viewChanged();
}

void WorkflowView::reveal(int node) {
    if (node < 0 || at(node) >= m_scene.diagram().nodes.size())
        return;
    ensureVisible(m_scene.diagram().nodes[at(node)].header, 40, 40);
}

void WorkflowView::reveal(const InsetSpot& spot) {
    if (const QRectF box = m_scene.insetBox(spot); !box.isEmpty())
        ensureVisible(box, 40, 40);
}

void WorkflowView::wheelEvent(QWheelEvent* event) {
    if (event->modifiers() & Qt::ControlModifier) {
        const QPointF before = mapToScene(event->position().toPoint());
        setZoom(zoom() * std::pow(kWheelZoom, event->angleDelta().y()));
        const QPointF after = mapToScene(event->position().toPoint());
        const QPointF shift = (before - after) * zoom();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + qRound(shift.x()));
        verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(shift.y()));
        event->accept();
        return;
    }
    QPoint delta = event->pixelDelta().isNull() ? event->angleDelta() / 2 : event->pixelDelta();
    if (event->modifiers() & Qt::ShiftModifier)
        delta = delta.transposed();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y());
    event->accept();
}

bool WorkflowView::zoomKey(const QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1.25);
        return true;
    case Qt::Key_Minus:
        zoomBy(0.8);
        return true;
    case Qt::Key_0:
        setZoom(1);
        return true;
    case Qt::Key_1:
    case Qt::Key_Exclam:
        if (!(event.modifiers() & Qt::ShiftModifier))
            return false;
        fit();
        return true;
    case Qt::Key_2:
    case Qt::Key_At:
        if (!(event.modifiers() & Qt::ShiftModifier) ||
            (m_scene.selectedNode() < 0 && !m_scene.selectedInset()))
            return false;
        setZoom(1);
        centerOn(m_scene.selectedInset()
                     ? m_scene.insetBox(*m_scene.selectedInset()).center()
                     : m_scene.diagram().nodes[at(m_scene.selectedNode())].rect.center());
        return true;
    default:
        return false;
    }
}

int WorkflowView::startNode() const {
    const auto& graph = m_scene.diagram().graph;
    if (graph.nodes.empty())
        return -1;
    return graph.regions.front().start >= 0 ? graph.regions.front().start : 0;
}

int WorkflowView::currentPlace(const std::vector<StatePlace>& places) const {
    const auto& inset = m_scene.selectedInset();
    const InsetSpot current = inset ? *inset : InsetSpot{{}, m_scene.selectedNode()};
    const auto found = std::ranges::find(places, current, &StatePlace::spot);
    return found == places.end() ? -1 : static_cast<int>(found - places.begin());
}

/// Who is told may draw everything anew: no reference to a place outlives that.
void WorkflowView::pick(InsetSpot spot) { // NOLINT: see above
    if (spot.path.empty())
        Q_EMIT nodePicked(spot.node);
    else
        Q_EMIT insetPicked(spot);
}

/// To the end of an edge that lies in that direction; where no edge goes, to the nearest state.
void WorkflowView::walk(QPointF direction) {
    const std::vector<StatePlace>& places = m_scene.statePlaces();
    const int from = currentPlace(places);
    if (from < 0) {
        Q_EMIT nodePicked(startNode());
        return;
    }
    const QPointF origin = places[at(from)].box.center();
    int best = -1;
    double cheapest = 1e18;
    const auto consider = [&](int place, double handicap) {
        const QPointF way = places[at(place)].box.center() - origin;
        const double along = QPointF::dotProduct(way, direction);
        const double aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        if (place == from || along < 8 || aside > 3 * along)
            return;
        const double cost = along + 2 * aside + handicap;
        if (cost < cheapest) {
            cheapest = cost;
            best = place;
        }
    };
    for (const int beside : places[at(from)].beside)
        consider(beside, 0);
    constexpr double kOffPath = 400; // an edge is followed before a neighbour is jumped to
    for (int place = 0; place < static_cast<int>(places.size()); ++place)
        consider(place, kOffPath);
    if (best >= 0)
        pick(places[at(best)].spot);
}

/// About a state inside an opened Task; Alt and an arrow lead in and out as in the steps.
bool WorkflowView::insetKey(const QKeyEvent& event) {
    if (!m_scene.selectedInset())
        return false;
    const InsetSpot spot = *m_scene.selectedInset();
    const bool alt = event.modifiers() == Qt::AltModifier;
    const bool enters = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter ||
                        (event.key() == Qt::Key_E && event.modifiers() == Qt::NoModifier);
    if (enters || (alt && event.key() == Qt::Key_Down)) {
        Q_EMIT insetOpened(spot);
        return true;
    }
    if (event.key() != Qt::Key_Escape && !(alt && event.key() == Qt::Key_Up))
        return false;
    // The Task around it.
    InsetSpot around{spot.path, -1};
    around.path.pop_back();
    const InsetContent* outer = insetOf(m_scene.content(), around.path);
    const Diagram& diagram = outer ? outer->content.diagram : m_scene.diagram();
    around.node = diagram.graph.findByName(spot.path.back());
    pick(around);
    return true;
}

bool WorkflowView::walkKey(const QKeyEvent& event) {
    if (m_scene.diagram().nodes.empty())
        return false;
    switch (event.key()) {
    case Qt::Key_Comma:
        Q_EMIT attemptWalked(-1);
        return true;
    case Qt::Key_Period:
        Q_EMIT attemptWalked(+1);
        return true;
    case Qt::Key_Up:
        walk({0, -1});
        return true;
    case Qt::Key_Down:
        walk({0, 1});
        return true;
    case Qt::Key_Left:
        walk({-1, 0});
        return true;
    case Qt::Key_Right:
        walk({1, 0});
        return true;
    case Qt::Key_Home:
        Q_EMIT nodePicked(startNode());
        return true;
    case Qt::Key_Escape:
        // Without anything to let go of, it is for the window.
        if (m_scene.chosenNodes().empty() && m_scene.content().holder < 0 && !m_scene.insetHolder())
            return false;
        Q_EMIT nodePicked(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_E:
        if (m_scene.selectedNode() >= 0)
            Q_EMIT nodeOpened(m_scene.selectedNode());
        return true;
    default:
        return false;
    }
}

void WorkflowView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_space = true;
        viewport()->setCursor(Qt::OpenHandCursor);
        return;
    }
    if (event->matches(QKeySequence::Find)) {
        Q_EMIT findRequested();
        return;
    }
    if (event->key() == Qt::Key_O && event->modifiers() == Qt::NoModifier) {
        Q_EMIT foldRequested();
        return;
    }
    if (event->key() == Qt::Key_O && event->modifiers() == Qt::ShiftModifier) {
        Q_EMIT foldAllRequested();
        return;
    }
    if (!insetKey(*event) && !zoomKey(*event) && !walkKey(*event))
        QGraphicsView::keyPressEvent(event);
}

void WorkflowView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_space = false;
        viewport()->unsetCursor();
        return;
    }
    QGraphicsView::keyReleaseEvent(event);
}

/// Tab goes through the states in their order in the text, those inside an opened Task behind it,
/// then on to the next widget.
bool WorkflowView::focusNextPrevChild(bool next) {
    const std::vector<StatePlace>& places = m_scene.statePlaces();
    const int current = currentPlace(places);
    const int wanted = current + (next ? 1 : -1);
    if (!hasFocus() || current < 0 || wanted < 0 || wanted >= static_cast<int>(places.size()))
        return QGraphicsView::focusNextPrevChild(next);
    pick(places[at(wanted)].spot);
    return true;
}

std::optional<InsetSpot> WorkflowView::insetStateAt(const QPoint& position) const {
    if (m_tool && !m_tool->picksStates())
        return std::nullopt;
    auto spot = m_scene.insetAt(mapToScene(position));
    return spot && spot->node >= 0 ? spot : std::nullopt;
}

/// Who is told may draw everything anew: what is there is looked for before.
bool WorkflowView::clickSign(const QPoint& position) {
    const QPointF there = mapToScene(position);
    if (const int fold = m_scene.foldAt(there); fold >= 0) {
        Q_EMIT foldClicked(fold);
    } else if (const auto inside = m_scene.insetFoldAt(there)) {
        Q_EMIT insetFoldClicked(*inside);
    } else if (const int node = pipsAt(position); node >= 0) {
        Q_EMIT pipClicked(node, CanvasPainter::pipAt(m_scene.content().nodeLook(node), there));
    } else if (const auto pip = m_scene.insetPipAt(there, zoom())) {
        Q_EMIT insetPipClicked(pip->spot, pip->attempt);
    } else {
        return false;
    }
    return true;
}

void WorkflowView::mousePressEvent(QMouseEvent* event) {
    const bool hand =
        event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_space);
    if (hand) {
        m_drag = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (const int gutter = gutterAt(event->pos()); gutter >= 0) {
        Q_EMIT gutterClicked(gutter);
        return;
    }
    if (const auto gutter = m_scene.insetGutterAt(mapToScene(event->pos()), zoom())) {
        Q_EMIT insetGutterClicked(*gutter);
        return;
    }
    if (clickSign(event->pos()))
        return;
    if (const auto spot = insetStateAt(event->pos())) {
        Q_EMIT insetPicked(*spot);
        return;
    }
    if (m_tool) {
        m_tool->press(mapToScene(event->pos()), event->modifiers());
        return;
    }
    const int node = m_scene.nodeAt(mapToScene(event->pos()));
    if (node < 0)
        m_drag = event->pos(); // dragging the ground pans as well
    Q_EMIT nodePicked(node);
}

void WorkflowView::mouseMoveEvent(QMouseEvent* event) {
    if (m_drag) {
        const QPoint delta = event->pos() - *m_drag;
        m_drag = event->pos();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - delta.y());
        return;
    }
    const QPointF position = mapToScene(event->pos());
    if (m_tool)
        m_tool->move(position);
    const int node = m_scene.nodeAt(position);
    m_scene.setHovered(node, node < 0 ? m_scene.edgeAt(position) : -1);
    m_scene.setHoveredGutter(gutterAt(event->pos()));
    m_scene.setHoveredInsetGutter(m_scene.insetGutterAt(position, zoom()));
}

void WorkflowView::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_drag && m_tool && event->button() == Qt::LeftButton)
        m_tool->release(mapToScene(event->pos()));
    if (!m_drag)
        return;
    m_drag.reset();
    if (m_space)
        viewport()->setCursor(Qt::OpenHandCursor);
    else
        viewport()->unsetCursor();
}

void WorkflowView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (clickSign(event->pos()))
        return;
    if (const auto spot = insetStateAt(event->pos())) {
        Q_EMIT insetOpened(*spot);
        return;
    }
    const int node = m_scene.nodeAt(mapToScene(event->pos()));
    if (node >= 0 && event->button() == Qt::LeftButton)
        Q_EMIT nodeOpened(node);
}

void WorkflowView::leaveEvent(QEvent* event) {
    m_scene.setHovered(-1, -1);
    m_scene.setHoveredGutter(-1);
    m_scene.setHoveredInsetGutter({});
    QGraphicsView::leaveEvent(event);
}

/// Where it is large enough to be meant.
int WorkflowView::gutterAt(const QPoint& position) const {
    return zoom() < CanvasPainter::kLeastGutter ? -1 : m_scene.gutterAt(mapToScene(position));
}

/// Where they are drawn.
int WorkflowView::pipsAt(const QPoint& position) const {
    return detailAt(zoom()) == Detail::Full ? m_scene.pipsAt(mapToScene(position)) : -1;
}

/// From the keyboard it is about the selected state and opens there.
void WorkflowView::contextMenuEvent(QContextMenuEvent* event) {
    int node = m_scene.nodeAt(mapToScene(event->pos()));
    QPoint where = event->globalPos();
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    if (const auto spot = keyboard ? m_scene.selectedInset() : insetStateAt(event->pos())) {
        const QPointF middle = m_scene.insetBox(*spot).center();
        Q_EMIT insetMenuRequested(*spot,
                                  keyboard ? viewport()->mapToGlobal(mapFromScene(middle)) : where);
        event->accept();
        return;
    }
    if (keyboard) {
        node = m_scene.selectedNode();
        if (node >= 0)
            where = viewport()->mapToGlobal(
                mapFromScene(m_scene.diagram().nodes[at(node)].header.center()));
    }
    Q_EMIT menuRequested(node, where);
    event->accept();
}

void WorkflowView::focusInEvent(QFocusEvent* event) {
    m_scene.setFocus(WorkflowScene::Focus::Here);
    const bool byKey =
        event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    const bool selected = m_scene.selectedNode() >= 0 || m_scene.selectedInset();
    if (byKey && !selected && startNode() >= 0)
        Q_EMIT nodePicked(startNode());
    QGraphicsView::focusInEvent(event);
}

void WorkflowView::focusOutEvent(QFocusEvent* event) {
    m_space = false;
    m_scene.setFocus(WorkflowScene::Focus::Elsewhere);
    QGraphicsView::focusOutEvent(event);
}

void WorkflowView::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    m_fits = m_fits && m_placing;
    Q_EMIT viewChanged();
}

void WorkflowView::resizeEvent(QResizeEvent* event) {
    const bool fits = m_fits;
    {
        const QScopedValueRollback<bool> placing(m_placing, true);
        setSceneRect(m_scene.sceneRect());
        QGraphicsView::resizeEvent(event);
    }
    if (fits)
        fit();
    Q_EMIT viewChanged();
}

void WorkflowView::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

/// The dashed box in which the first state is wanted.
void WorkflowView::drawForeground(QPainter* painter, const QRectF& rect) {
    QGraphicsView::drawForeground(painter, rect);
    if (m_emptyText.isEmpty())
        return;
    painter->save();
    painter->resetTransform();
    QRectF box(0, 0, 260, 84);
    box.moveCenter(QRectF(viewport()->rect()).center());
    painter->setPen(QPen(palette().color(QPalette::PlaceholderText), 1.5, Qt::DashLine));
    painter->drawRoundedRect(box, 8, 8);
    painter->setPen(palette().color(QPalette::WindowText));
    painter->drawText(box.adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
    painter->restore();
}

bool WorkflowView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        showTip(help->globalPos(), mapToScene(help->pos()));
        return true;
    }
    return QGraphicsView::viewportEvent(event);
}

void WorkflowView::showTip(const QPoint& global, const QPointF& position) {
    const int node = m_scene.nodeAt(position);
    const int edge = node < 0 ? m_scene.edgeAt(position) : -1;
    const auto spot = m_scene.insetAt(position);
    if (spot && spot->node >= 0)
        QToolTip::showText(global, m_scene.insetTip(*spot), viewport());
    else if (node >= 0)
        QToolTip::showText(global, m_scene.nodeTip(node), viewport());
    else if (edge >= 0)
        QToolTip::showText(global, m_scene.edgeTip(edge), viewport());
    else
        QToolTip::hideText();
}

} // namespace ws::designer
