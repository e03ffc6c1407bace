#include "widgets/designer/minimap.h"

#include "widgets/designer/statusnames.h"
#include "widgets/theme/accessibility.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace ws::designer {

namespace {
constexpr QSize kLargest{190, 150};
constexpr int kInset = 12; // from the view's corner
constexpr int kPadding = 6;
} // namespace

Minimap::Minimap(WorkflowView& view, theme::Theme& theme)
    : QWidget(&view)
    , m_view(view)
    , m_theme(theme) {
    theme::setAccessibleRole(*this, QAccessible::Graphic);
    setAccessibleName(tr("Overview of the workflow"));
    setCursor(Qt::PointingHandCursor);
    connect(&view, &WorkflowView::viewChanged, this, &Minimap::follow);
    connect(&theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Minimap::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Overview of the workflow"));
    QWidget::changeEvent(event);
}

void Minimap::follow() {
    const QRectF whole = m_view.workflow().bounds();
    const QRectF seen = m_view.mapToScene(m_view.viewport()->rect()).boundingRect();
    // In a small view it would cover what it helps to find.
    const bool room =
        m_view.width() > 4 * kLargest.width() && m_view.height() > 3 * kLargest.height();
    setVisible(room && !whole.isEmpty() && !seen.contains(whole));
    if (!isVisible())
        return;
    const QSizeF inner = whole.size().scaled(kLargest, Qt::KeepAspectRatio);
    const QSize size(std::max(60, qRound(inner.width())) + 2 * kPadding,
                     std::max(40, qRound(inner.height())) + 2 * kPadding);
    setGeometry(m_view.viewport()->width() - size.width() - kInset,
                m_view.viewport()->height() - size.height() - kInset, size.width(), size.height());
    update();
}

QTransform Minimap::toMap() const {
    const QRectF whole = m_view.workflow().bounds();
    const QRectF inner = QRectF(rect()).adjusted(kPadding, kPadding, -kPadding, -kPadding);
    const double scale = std::min(inner.width() / whole.width(), inner.height() / whole.height());
    const QPointF shift = inner.center() - whole.center() * scale;
    return QTransform(scale, 0, 0, scale, shift.x(), shift.y());
}

void Minimap::drawStates(QPainter& painter, const CanvasContent& content,
                         const QTransform& map) const {
    for (std::size_t i = 0; i < content.diagram.nodes.size(); ++i) {
        const auto& state = content.diagram.graph.nodes[i];
        const Diagram::Node& node = content.diagram.nodes[i];
        const StateRun* run = content.run.state(state.name);
        const QColor colour = run ? m_theme.status(run->status).border
                                  : m_theme.stateTypeColour(typeKeyword(state.type));
        QColor ground = colour;
        if (node.container || node.inset)
            ground.setAlphaF(0.25f);
        painter.setBrush(ground);
        painter.drawRoundedRect(map.mapRect(node.rect), 1, 1);
        if (!node.inset)
            continue;
        painter.setBrush(colour);
        painter.drawRoundedRect(map.mapRect(node.header), 1, 1);
        if (content.insets[i])
            drawStates(painter, content.insets[i]->content, node.fromInset() * map);
    }
}

void Minimap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colour(theme::Role::Border));
    painter.setBrush(m_theme.colour(theme::Role::PanelRaised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QTransform map = toMap();
    const WorkflowScene& scene = m_view.workflow();
    painter.setPen(Qt::NoPen);
    drawStates(painter, scene.content(), map);
    for (std::size_t i = 0; i < scene.annotations().notes.size(); ++i) {
        painter.setBrush(
            noteBorder(m_theme, QString::fromStdString(scene.annotations().notes[i].colour)));
        painter.drawRect(map.mapRect(scene.places().notes[i].rect));
    }
    const QRectF seen = map.mapRect(m_view.mapToScene(m_view.viewport()->rect()).boundingRect());
    painter.setPen(QPen(m_theme.colour(theme::Role::Accent), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(seen.intersected(QRectF(rect()).adjusted(2, 2, -2, -2)), 2, 2);
}

void Minimap::mousePressEvent(QMouseEvent* event) {
    m_view.centerOn(toMap().inverted().map(event->position()));
}

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        m_view.centerOn(toMap().inverted().map(event->position()));
}

} // namespace ws::designer
