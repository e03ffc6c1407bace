#pragma once

#include "widgets/designer/diagram.h"
#include "widgets/theme/theme.h"

#include <QGraphicsItem>

namespace ws::designer {

/// A frame around a state with a sign and a word at its corner, over everything else.
class MarkItem : public QGraphicsItem {
public:
    /// `rect`: the state's own box in scene units. The theme is not owned.
    MarkItem(theme::Theme& theme, const QRectF& rect, theme::Role role, QString icon, QString word);

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    QString word() const { return m_word; }

private:
    QRectF chip() const;

    theme::Theme& m_theme;
    const QRectF m_rect;
    const theme::Role m_role;
    const QString m_icon;
    const QString m_word;
};

} // namespace ws::designer
