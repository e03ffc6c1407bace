#include "widgets/theme/style.h"

#include "widgets/theme/theme.h"

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

} // namespace ws::theme
