#pragma once

#include "widgets/designer/sceneitems.h"

namespace ws::designer {

/// Names of the colours that a note may have, as its file says them; the first one is the usual.
const QStringList& noteColours();
/// For people, in their language.
QString noteColourName(const QString& name);
/// Of a note's border, over the canvas: its ground is a tint of it.
QColor noteBorder(const theme::Theme& theme, const QString& name);
QColor noteGround(const theme::Theme& theme, const QString& name);

/// A sticky note, with a line to the state that it belongs to.
class NoteItem : public QGraphicsItem {
public:
    enum { Type = UserType + 4 };
    NoteItem(const CanvasContent& content, int note);
    int type() const override { return Type; }
    int note() const { return m_note; }
    /// Before its place changes.
    void aboutToMove() { prepareGeometryChange(); }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    /// The corner that resizes it.
    static QRectF grip(const QRectF& rect);

private:
    const NotePlace& place() const;
    /// To the state; null where they touch.
    QLineF tether() const;
    void drawText(QPainter& painter, const QString& text, const QRectF& rect) const;

    const CanvasContent& m_content;
    const int m_note;
};

/// The ground of a region.
class RegionItem : public QGraphicsItem {
public:
    enum { Type = UserType + 5 };
    RegionItem(const CanvasContent& content, int region);
    int type() const override { return Type; }
    int region() const { return m_region; }
    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasContent& m_content;
    const int m_region;
};

/// A region's title, over the lines that come into it.
class RegionTitleItem : public QGraphicsItem {
public:
    enum { Type = UserType + 6 };
    RegionTitleItem(const CanvasContent& content, int region);
    int type() const override { return Type; }
    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const CanvasContent& m_content;
    const int m_region;
};

} // namespace ws::designer
