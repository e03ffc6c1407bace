#include "widgets/theme/iconengine.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>

namespace ws::theme {
namespace {

/// "currentColor" becomes the colour; "knockout" the ground that shows best on it.
QByteArray recoloured(QByteArray svg, const QColor& colour) {
    svg.replace("currentColor", colour.name().toLatin1());
    svg.replace("\"knockout\"", colour.lightnessF() > 0.55F ? "\"#0D1117\"" : "\"#FFFFFF\"");
    return svg;
}

} // namespace

QPixmap paintedIcon(const QString& name, const QColor& colour, int size, double devicePixelRatio) {
    const int pixels = std::max(1, qRound(size * devicePixelRatio));
    const QString key = QStringLiteral("ws-icon/%1/%2/%3/%4")
                            .arg(name, colour.name(QColor::HexArgb))
                            .arg(pixels)
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;

    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (file.open(QIODevice::ReadOnly)) {
        QSvgRenderer renderer(recoloured(file.readAll(), colour));
        QPainter painter(&pixmap);
        painter.setOpacity(colour.alphaF());
        renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    }
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

IconEngine::IconEngine(QString name, const IconColours& colours)
    : m_name(std::move(name))
    , m_colours(colours) {}

QColor IconEngine::colourFor(QIcon::Mode mode, QIcon::State state) const {
    if (mode == QIcon::Disabled)
        return m_colours.disabled;
    if (state == QIcon::On)
        return m_colours.on;
    if (mode == QIcon::Active)
        return m_colours.active;
    return mode == QIcon::Selected ? m_colours.selected : m_colours.normal;
}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    const int size = std::min(rect.width(), rect.height());
    const double ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
    const QPoint corner = rect.center() - QPoint((size - 1) / 2, (size - 1) / 2);
    painter->drawPixmap(corner, paintedIcon(m_name, colourFor(mode, state), size, ratio));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    return scaledPixmap(size, mode, state, 1.0);
}

// `size` is in device pixels here.
QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                                 qreal scale) {
    const int pixels = std::min(size.width(), size.height());
    QPixmap pixmap = paintedIcon(m_name, colourFor(mode, state), pixels, 1.0);
    if (size.width() != size.height()) { // room beside the glyph
        QPixmap whole(size);
        whole.fill(Qt::transparent);
        QPainter painter(&whole);
        painter.drawPixmap((size.width() - pixels) / 2, (size.height() - pixels) / 2, pixmap);
        painter.end();
        pixmap = whole;
    }
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

} // namespace ws::theme
