#include "widgets/designer/markitem.h"

#include "widgets/designer/itempainting.h"

#include <QFontMetricsF>
#include <QPainter>

namespace ws::designer {

namespace {

constexpr double kAround = 5; // between the state's border and the frame
constexpr double kPen = 2.5;
constexpr double kChipHeight = 20;
constexpr double kIcon = 14;

} // namespace

MarkItem::MarkItem(theme::Theme& theme, const QRectF& rect, theme::Role role, QString icon,
                   QString word)
    : m_theme(theme)
    , m_rect(rect.adjusted(-kAround, -kAround, kAround, kAround))
    , m_role(role)
    , m_icon(std::move(icon))
    , m_word(std::move(word)) {
    setZValue(layer::kMarks);
    setAcceptedMouseButtons(Qt::NoButton);
}

QRectF MarkItem::chip() const {
    const QFontMetricsF metrics(CanvasStyle::standard().label);
    const double width = metrics.horizontalAdvance(m_word) + kIcon + 18;
    return {m_rect.right() - width - 10, m_rect.top() - kChipHeight / 2, width, kChipHeight};
}

QRectF MarkItem::boundingRect() const {
    return m_rect.united(chip()).adjusted(-kPen, -kPen, kPen, kPen);
}

void MarkItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const QColor colour = m_theme.colour(m_role);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, kPen));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(m_rect, 12, 12);
    const QRectF label = chip();
    painter->setPen(QPen(colour, 1.5));
    painter->setBrush(m_theme.colour(theme::Role::Canvas));
    painter->drawRoundedRect(label, kChipHeight / 2, kChipHeight / 2);
    const QRectF icon(label.left() + 7, label.center().y() - kIcon / 2, kIcon, kIcon);
    const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1;
    painter->drawPixmap(icon.topLeft(), m_theme.pixmap(m_icon, colour, int(kIcon), ratio * 2));
    painter->setFont(CanvasStyle::standard().label);
    painter->setPen(m_theme.colour(theme::Role::Text));
    painter->drawText(label.adjusted(kIcon + 11, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft,
                      m_word);
}

} // namespace ws::designer
