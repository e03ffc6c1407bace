#pragma once

#include <QIcon>
#include <QProxyStyle>

namespace ws::theme {

class Theme;

/// Fusion, with what a style sheet cannot say.
class Style : public QProxyStyle {
    Q_OBJECT
public:
    explicit Style(const Theme& theme);

    /// The icons of Qt's own buttons, for which Fusion draws black on any ground.
    QIcon standardIcon(StandardPixmap which, const QStyleOption* option = nullptr,
                       const QWidget* widget = nullptr) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option = nullptr,
                    const QWidget* widget = nullptr) const override;
    using QProxyStyle::polish;
    void polish(QWidget* widget) override;

private:
    QIcon m_more;
    QIcon m_moreBelow;
};

} // namespace ws::theme
