#include "widgets/theme/style.h"

#include "widgets/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>

namespace ws::theme {

Style::Style(const Theme& theme)
    : QProxyStyle(QStringLiteral("Fusion"))
    , m_more(theme.icon(QStringLiteral("chevron-right")))
    , m_moreBelow(theme.icon(QStringLiteral("chevron-down"))) {}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption* option,
                          const QWidget* widget) const {
    if (which == SP_ToolBarHorizontalExtensionButton)
        return m_more;
    if (which == SP_ToolBarVerticalExtensionButton)
        return m_moreBelow;
    return QProxyStyle::standardIcon(which, option, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option,
                       const QWidget* widget) const {
    constexpr int kTarget = 24; // the least that a hand meets
    return metric == PM_ToolBarExtensionExtent ? kTarget
                                               : QProxyStyle::pixelMetric(metric, option, widget);
}

void Style::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (auto* button = qobject_cast<QPushButton*>(widget)) {
        // A style sheet leaves four pixels to the words, which is too near for round glyphs.
        constexpr int kAside = 3;
        const int size = pixelMetric(PM_ButtonIconSize, nullptr, button);
        if (button->iconSize() == QSize(size, size))
            button->setIconSize({size + 2 * kAside, size});
    } else if (auto* header = qobject_cast<QHeaderView*>(widget)) {
        // Sections are measured in the font that they are drawn in.
        QFont font = header->font();
        font.setWeight(QFont::DemiBold);
        header->setFont(font);
    } else if (auto* chip = qobject_cast<QLabel*>(widget);
               chip && chip->property("chip").toBool()) {
        chip->setIndent(0); // Qt's own, for frames, would come on top of the style sheet's
    }
}

} // namespace ws::theme
