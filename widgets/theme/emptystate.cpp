#include "widgets/theme/emptystate.h"

#include "widgets/theme/theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace ws::theme {

namespace {

constexpr int kWidest = 460; // longer lines are hard to follow
constexpr int kFlags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;

int heightOf(const QFont& font, int width, const QString& text) {
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10'000), kFlags, text).height();
}

} // namespace

EmptyState::EmptyState(QWidget* parent, int room)
    : QLabel(parent) {
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
    setMargin(Theme::space(room));
    setProperty("muted", true);
}

/// A headline has no full stop.
EmptyState::Words EmptyState::words() const {
    const qsizetype end = text().indexOf(u'\n');
    if (end < 0)
        return {{}, text()};
    QString headline = text().left(end);
    if (headline.endsWith(u'.'))
        headline.chop(1);
    return {headline, text().mid(end + 1)};
}

QFont EmptyState::headlineFont() const {
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    constexpr double kLarger = 1.2; // as Theme::textFont(1)
    if (bold.pixelSize() > 0)
        bold.setPixelSize(int(bold.pixelSize() * kLarger));
    else
        bold.setPointSizeF(bold.pointSizeF() * kLarger);
    return bold;
}

int EmptyState::Heights::whole() const {
    return headline > 0 ? headline + Theme::space(1) + rest : rest;
}

EmptyState::Heights EmptyState::heights(int width) const {
    const Words all = words();
    return {all.headline.isEmpty() ? 0 : heightOf(headlineFont(), width, all.headline),
            heightOf(font(), width, all.rest)};
}

int EmptyState::heightForWidth(int width) const {
    return heights(std::min(width - 2 * margin(), kWidest)).whole() + 2 * margin();
}

void EmptyState::paintEvent(QPaintEvent* event) {
    const Words all = words();
    if (all.headline.isEmpty()) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    QRect room = contentsRect().adjusted(margin(), margin(), -margin(), -margin());
    const QPoint middle = room.center();
    room.setWidth(std::min(room.width(), kWidest));
    room.moveCenter(middle);
    const Heights high = heights(room.width());
    QRect place(room.left(), room.top() + std::max(0, (room.height() - high.whole()) / 2),
                room.width(), high.headline);
    painter.setFont(headlineFont());
    painter.setPen(QApplication::palette().color(
        isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(place, kFlags, all.headline);
    place = QRect(room.left(), place.bottom() + 1 + Theme::space(1), room.width(), high.rest);
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(place, kFlags, all.rest);
}

} // namespace ws::theme
