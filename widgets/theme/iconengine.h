#pragma once

#include <QColor>
#include <QIconEngine>
#include <QPixmap>
#include <QString>

namespace ws::theme {

/// resources/icons/<name>.svg in one colour, crisp at any size and ratio. Painted once per size and
/// colour (QPixmapCache). GUI thread.
QPixmap paintedIcon(const QString& name, const QColor& colour, int size, double devicePixelRatio);

struct IconColours {
    QColor normal;
    QColor active;
    QColor selected;
    QColor disabled;
    QColor on; ///< checked
};

/// Recolours one glyph for the state of the button that it stands on.
class IconEngine : public QIconEngine {
public:
    IconEngine(QString name, const IconColours& colours);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QIconEngine* clone() const override { return new IconEngine(*this); }
    QString key() const override { return QStringLiteral("warmstart"); }

private:
    QColor colourFor(QIcon::Mode mode, QIcon::State state) const;

    QString m_name;
    IconColours m_colours;
};

} // namespace ws::theme
