#include "widgets/designer/picturecache.h"

#include <QPaintDevice>

#include <cmath>

namespace ws::designer {

namespace {
constexpr int kMostBytes = 48 << 20;
constexpr double kMostPixels = 2 << 20; // of one picture; larger ones are painted each time
constexpr double kPhases = 8;           // steps in which a picture may lie between two pixels
} // namespace

size_t qHash(const PictureCache::Key& key, size_t seed) {
    return qHashMulti(seed, static_cast<int>(key.kind), key.index, key.look, key.text, key.scale,
                      key.phase.x(), key.phase.y());
}

PictureCache::PictureCache()
    : m_pictures(kMostBytes) {}

void PictureCache::draw(QPainter& painter, Key key, const QRectF& area,
                        const std::function<void(QPainter&)>& paint) {
    const QTransform world = painter.worldTransform();
    const double ratio = painter.device()->devicePixelRatioF();
    key.scale = world.m11() * ratio;
    const bool upright = world.type() <= QTransform::TxScale && world.m11() > 0;
    if (!upright || area.width() * area.height() * key.scale * key.scale > kMostPixels) {
        paint(painter);
        return;
    }
    const QPointF exact = world.map(area.topLeft()) * ratio;
    QPointF corner(std::floor(exact.x()), std::floor(exact.y()));
    key.phase = ((exact - corner) * kPhases).toPoint();
    const QPixmap* known = m_pictures.object(key);
    QPixmap fresh;
    if (!known) {
        fresh = QPixmap((area.size() * key.scale).toSize() + QSize(2, 2));
        fresh.setDevicePixelRatio(ratio);
        fresh.fill(Qt::transparent);
        QPainter inner(&fresh);
        inner.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                             QPainter::SmoothPixmapTransform);
        inner.translate(QPointF(key.phase) / kPhases / ratio);
        inner.scale(world.m11(), world.m22());
        inner.translate(-area.topLeft());
        paint(inner);
        inner.end();
        m_pictures.insert(key, new QPixmap(fresh), fresh.width() * fresh.height() * 4);
        known = &fresh;
    }
    painter.setWorldTransform({});
    painter.drawPixmap(corner / ratio, *known);
    painter.setWorldTransform(world);
}

} // namespace ws::designer
