#pragma once

#include "widgets/designer/canvaspaint.h"

#include <QCache>
#include <QPixmap>

#include <functional>

namespace ws::designer {

/// Nodes and labels as pixmaps in the resolution of the screen, so that panning copies them instead
/// of painting them. Bounded in bytes; what was not seen for longest goes first.
class PictureCache {
public:
    struct Key {
        enum class Kind : std::uint8_t { Node, Label };
        Kind kind = Kind::Node;
        int index = 0;
        quint64 look = 0; ///< everything else that the picture depends on, packed
        QString text;
        double scale = 1; ///< filled in, as is the phase, by draw()
        QPoint phase;     ///< of the corner within its pixel
        bool operator==(const Key&) const = default;
    };

    PictureCache();
    /// Paints `area` of the scene as `paint` would, which is not called when the picture is known.
    void draw(QPainter& painter, Key key, const QRectF& area,
              const std::function<void(QPainter&)>& paint);
    void clear() { m_pictures.clear(); }

private:
    QCache<Key, QPixmap> m_pictures;
};

size_t qHash(const PictureCache::Key& key, size_t seed = 0);

} // namespace ws::designer
