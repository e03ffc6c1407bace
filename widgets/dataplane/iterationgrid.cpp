#include "widgets/dataplane/iterationgrid.h"

#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace ws::dataplane {

using theme::Role;

namespace {

constexpr int kCell = 24;
constexpr int kGap = 3;
constexpr int kPitch = kCell + kGap;
constexpr int kMargin = 6;

} // namespace

IterationGrid::IterationGrid(const models::RunModel& model, theme::Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_model(model)
    , m_theme(theme) {
    setFocusPolicy(Qt::StrongFocus);
    theme::setAccessibleRole(*this, QAccessible::Chart);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalScrollBar()->setSingleStep(kPitch);
    connect(&theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void IterationGrid::setMap(int node) {
    if (node != m_map) {
        m_map = node;
        m_current = -1;
        verticalScrollBar()->setValue(0);
    }
    refresh();
}

int IterationGrid::count() const {
    const bool there = m_map >= 0 && std::size_t(m_map) < m_model.tree().nodes().size();
    return there ? int(m_model.tree().node(m_map).children.size()) : 0;
}

int IterationGrid::columns() const {
    return std::max(1, (viewport()->width() - 2 * kMargin + kGap) / kPitch);
}

void IterationGrid::refresh() {
    const int rows = (count() + columns() - 1) / columns();
    const int height = rows * kPitch + 2 * kMargin;
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    setAccessibleDescription(textOf(m_current));
    viewport()->update();
}

void IterationGrid::resizeEvent(QResizeEvent*) {
    refresh();
}

QRect IterationGrid::cellRect(int position) const {
    return {kMargin + position % columns() * kPitch,
            kMargin + position / columns() * kPitch - verticalScrollBar()->value(), kCell, kCell};
}

int IterationGrid::nodeOf(int position) const {
    return position < 0 || position >= count()
               ? -1
               : m_model.tree().node(m_map).children[std::size_t(position)];
}

QString IterationGrid::textOf(int position) const {
    const int index = nodeOf(position);
    if (index < 0)
        return {};
    const auto& node = m_model.tree().node(index);
    QString text = tr("Item %1: %2").arg(node.index).arg(models::runStatusName(node.status));
    if (node.end)
        text += QStringLiteral(" · ") + theme::durationText(*node.end - node.begin);
    if (!node.error.empty())
        text += QStringLiteral(" · ") + QString::fromStdString(node.error);
    return text;
}

/// Only the rows in view: ten thousand cells cost as much as a hundred.
void IterationGrid::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(viewport()->rect(), m_theme.colour(Role::Panel));
    const int top = verticalScrollBar()->value();
    const int first = std::max(0, (top - kMargin) / kPitch) * columns();
    const int last = std::min(count(), ((top + viewport()->height()) / kPitch + 1) * columns());
    for (int position = first; position < last; ++position) {
        const auto& node = m_model.tree().node(nodeOf(position));
        const theme::StatusStyle style = m_theme.status(models::themeStatus(node.status));
        const QRect cell = cellRect(position);
        painter.setPen(QPen(style.border, 1.2, style.pen));
        painter.setBrush(style.fill);
        painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        if (!style.icon.isEmpty())
            painter.drawPixmap(
                cell.adjusted(5, 5, -5, -5),
                m_theme.pixmap(style.icon, style.border, kCell - 10, devicePixelRatioF()));
        if (position != m_current)
            continue;
        painter.setPen(QPen(m_theme.colour(Role::Accent), hasFocus() ? 3 : 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(cell).adjusted(-1.5, -1.5, 1.5, 1.5), 5, 5);
    }
}

int IterationGrid::positionAt(QPoint at) const {
    const int column = (at.x() - kMargin) / kPitch;
    const int row = (at.y() + verticalScrollBar()->value() - kMargin) / kPitch;
    const int position = row * columns() + column;
    const bool inside = at.x() >= kMargin && column < columns() && position >= 0 &&
                        position < count() && cellRect(position).contains(at);
    return inside ? position : -1;
}

void IterationGrid::setCurrent(int position) {
    if (position < -1 || position >= count())
        return;
    m_current = position;
    if (position >= 0) {
        const QRect cell = cellRect(position);
        QScrollBar* bar = verticalScrollBar();
        if (cell.top() < 0)
            bar->setValue(bar->value() + cell.top() - kMargin);
        else if (cell.bottom() > viewport()->height())
            bar->setValue(bar->value() + cell.bottom() - viewport()->height() + kMargin);
    }
    refresh();
}

void IterationGrid::pick(int position) {
    if (nodeOf(position) < 0)
        return;
    setCurrent(position);
    Q_EMIT picked(nodeOf(position));
}

int IterationGrid::nextFailed() const {
    using Status = telemetry::RunTree::Status;
    for (int step = 1; step <= count(); ++step) {
        const int position = (m_current + step + count()) % count();
        const Status status = m_model.tree().node(nodeOf(position)).status;
        if (status == Status::Failed || status == Status::TimedOut)
            return position;
    }
    return -1;
}

void IterationGrid::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        pick(positionAt(event->pos()));
}

void IterationGrid::keyPressEvent(QKeyEvent* event) {
    const int last = count() - 1;
    const auto go = [&](int position) { pick(std::clamp(position, 0, std::max(0, last))); };
    switch (event->key()) {
    case Qt::Key_Left:
        return go(m_current - 1);
    case Qt::Key_Right:
        return go(m_current + 1);
    case Qt::Key_Up:
        return go(m_current - columns());
    case Qt::Key_Down:
        return go(m_current + columns());
    case Qt::Key_Home:
        return go(0);
    case Qt::Key_End:
        return go(last);
    case Qt::Key_F8:
        return pick(nextFailed());
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

bool IterationGrid::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), textOf(positionAt(help->pos())), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace ws::dataplane
