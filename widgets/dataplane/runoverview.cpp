#include "widgets/dataplane/runoverview.h"

#include "widgets/theme/accessibility.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace ws::dataplane {

using theme::Role;

namespace {

constexpr int kInset = 6;
constexpr double kLeastRange = 0.002;
constexpr int kColumns = 400;

} // namespace

RunOverview::RunOverview(const models::RunModel& model, SpanScale& scale, theme::Theme& theme,
                         QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_scale(scale)
    , m_theme(theme) {
    setFocusPolicy(Qt::StrongFocus);
    theme::setAccessibleRole(*this, QAccessible::Chart);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
    connect(&theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void RunOverview::refresh() {
    std::vector<int> steps(kColumns + 1, 0);
    m_failed.assign(kColumns, 0);
    const auto column = [&](base::TimePoint at) {
        return std::clamp(int(m_scale.time.placeAt(at) * kColumns), 0, kColumns - 1);
    };
    for (const auto& node : m_model.tree().nodes()) {
        if (node.isContainer())
            continue;
        const int end = column(node.end.value_or(m_scale.present));
        ++steps[std::size_t(column(node.begin))];
        --steps[std::size_t(end) + 1];
        if (node.status == telemetry::RunTree::Status::Failed ||
            node.status == telemetry::RunTree::Status::TimedOut)
            m_failed[std::size_t(end)] = 1;
    }
    m_busy.assign(kColumns, 0);
    int now = 0;
    for (std::size_t i = 0; i < m_busy.size(); ++i)
        m_busy[i] = now += steps[i];
    update();
}

double RunOverview::placeAt(int x) const {
    return std::clamp((x - kInset) / double(std::max(1, width() - 2 * kInset)), 0.0, 1.0);
}

void RunOverview::choose(double one, double other) {
    m_scale.from = std::min(one, other);
    m_scale.to = std::max(one, other);
    if (m_scale.to - m_scale.from < kLeastRange)
        m_scale.to = std::min(1.0, m_scale.from + kLeastRange);
    update();
    Q_EMIT rangeChanged();
}

void RunOverview::showAll() {
    choose(0, 1);
}

void RunOverview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QRectF area = QRectF(rect()).adjusted(kInset, 3, -kInset, -3);
    painter.fillRect(area, m_theme.colour(Role::Field));
    const int most = m_busy.empty() ? 0 : *std::ranges::max_element(m_busy);
    const double step = area.width() / kColumns;
    for (std::size_t i = 0; i < m_busy.size() && most > 0; ++i) {
        const double height = area.height() * m_busy[i] / most;
        const double x = area.left() + double(i) * step;
        painter.fillRect(QRectF(x, area.bottom() - height, step + 0.5, height),
                         m_theme.colour(Role::SeriesConcurrency));
        if (m_failed[i])
            painter.fillRect(QRectF(x - 1, area.top(), std::max(2.0, step), area.height()),
                             m_theme.colour(Role::Error));
    }
    QColor outside = m_theme.colour(Role::Panel);
    outside.setAlphaF(0.7F);
    const double left = area.left() + m_scale.from * area.width();
    const double right = area.left() + m_scale.to * area.width();
    painter.fillRect(QRectF(area.topLeft(), QPointF(left, area.bottom())), outside);
    painter.fillRect(QRectF(QPointF(right, area.top()), area.bottomRight()), outside);
    painter.setPen(
        QPen(m_theme.colour(hasFocus() ? Role::Accent : Role::FieldBorder), hasFocus() ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(QPointF(left, area.top()), QPointF(right, area.bottom())));
}

void RunOverview::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        m_pressed = placeAt(event->pos().x());
}

void RunOverview::mouseMoveEvent(QMouseEvent* event) {
    const double place = placeAt(event->pos().x());
    if (m_pressed >= 0 && std::abs(place - m_pressed) * width() > 3)
        choose(m_pressed, place);
}

void RunOverview::mouseReleaseEvent(QMouseEvent*) {
    m_pressed = -1;
}

void RunOverview::mouseDoubleClickEvent(QMouseEvent*) {
    showAll();
}

/// Left and right move the range, up and down make it shorter and longer.
void RunOverview::keyPressEvent(QKeyEvent* event) {
    const double length = m_scale.to - m_scale.from;
    const auto move = [&](double by) {
        const double from = std::clamp(m_scale.from + by * length, 0.0, 1.0 - length);
        choose(from, from + length);
    };
    const auto grow = [&](double factor) {
        const double middle = (m_scale.from + m_scale.to) / 2;
        const double half = std::min(0.5, length * factor / 2);
        const double from = std::clamp(middle - half, 0.0, 1.0 - 2 * half);
        choose(from, from + 2 * half);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return move(-0.2);
    case Qt::Key_Right:
        return move(0.2);
    case Qt::Key_Up:
        return grow(0.5);
    case Qt::Key_Down:
        return grow(2);
    case Qt::Key_Escape:
    case Qt::Key_Home:
        return showAll();
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace ws::dataplane
