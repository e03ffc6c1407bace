#include "widgets/designer/canvasoverlay.h"

#include <QEvent>
#include <QPainter>

#include <cmath>

namespace ws::designer {

namespace {

constexpr double kStroke = 3;
constexpr double kArrow = 9;

void drawArrow(QPainter& painter, const QLineF& line) {
    if (line.length() < 1)
        return;
    const QPointF back = (line.p1() - line.p2()) / line.length();
    const QPointF side(-back.y(), back.x());
    painter.drawPolygon(QPolygonF{line.p2(), line.p2() + kArrow * back + kArrow / 2 * side,
                                  line.p2() + kArrow * back - kArrow / 2 * side});
}

} // namespace

CanvasOverlay::CanvasOverlay(WorkflowView& view, theme::Theme& theme)
    : QWidget(view.viewport())
    , m_view(view)
    , m_theme(theme) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    resize(view.viewport()->size());
    view.viewport()->installEventFilter(this);
    connect(&view, &WorkflowView::viewChanged, this, qOverload<>(&QWidget::update));
    hide();
}

bool CanvasOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize)
        resize(m_view.viewport()->size());
    return QWidget::eventFilter(watched, event);
}

void CanvasOverlay::showTarget(const std::optional<DropTarget>& target, Verdict verdict) {
    m_target = target;
    m_verdict = verdict;
    show();
    update();
}

void CanvasOverlay::showWire(QPointF from, QPointF to, Verdict verdict) {
    m_wire = QLineF(from, to);
    m_verdict = verdict;
    show();
    update();
}

void CanvasOverlay::showBand(const QRectF& band) {
    m_band = band;
    show();
    update();
}

void CanvasOverlay::clear() {
    m_target.reset();
    m_wire.reset();
    m_band = {};
    hide();
}

QPolygonF CanvasOverlay::mapped(const QPolygonF& line) const {
    QPolygonF out;
    for (const QPointF& point : line)
        out << m_view.viewportTransform().map(point);
    return out;
}

QRectF CanvasOverlay::mapped(const QRectF& rect) const {
    return m_view.viewportTransform().mapRect(rect);
}

void CanvasOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool refused = m_verdict == Verdict::Refused;
    const QColor colour = m_theme.colour(refused ? theme::Role::Error : theme::Role::Accent);
    // Refused is dashed too: colour is never alone.
    QPen pen(colour, kStroke, refused ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    QColor fill = colour;
    fill.setAlphaF(0.12F);
    if (m_target) {
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(mapped(m_target->line));
        if (!m_target->area.isNull()) {
            painter.setBrush(fill);
            pen.setWidthF(1.5);
            pen.setStyle(Qt::DashLine);
            painter.setPen(pen);
            painter.drawRoundedRect(mapped(m_target->area), 8, 8);
        }
    }
    if (m_wire) {
        painter.setPen(pen);
        painter.setBrush(colour);
        const QLineF line(m_view.viewportTransform().map(m_wire->p1()),
                          m_view.viewportTransform().map(m_wire->p2()));
        painter.drawLine(line);
        drawArrow(painter, line);
    }
    if (!m_band.isNull()) {
        painter.setPen(QPen(colour, 1));
        painter.setBrush(fill);
        painter.drawRect(mapped(m_band));
    }
}

} // namespace ws::designer
