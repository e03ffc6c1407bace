#include "widgets/theme/theme.h"

#include "widgets/theme/colours.h"
#include "widgets/theme/iconengine.h"
#include "widgets/theme/style.h"
#include "widgets/theme/stylesheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace ws::theme {
namespace {

QPalette makePalette(const Theme& theme) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole target, Role role) {
        palette.setColor(target, theme.colour(role));
    };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Field);
    set(QPalette::AlternateBase, Role::PanelRaised);
    set(QPalette::Text, Role::Text);
    set(QPalette::PlaceholderText, Role::TextSecondary);
    set(QPalette::Button, Role::PanelRaised);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Error);
    set(QPalette::ToolTipBase, Role::PanelRaised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Highlight, Role::Accent);
    set(QPalette::HighlightedText, Role::AccentText);
    set(QPalette::Link, Role::Link);
    set(QPalette::LinkVisited, Role::Link);
    set(QPalette::Light, Role::PanelRaised);
    set(QPalette::Midlight, Role::Hover);
    set(QPalette::Mid, Role::Border);
    set(QPalette::Dark, Role::FieldBorder);
    set(QPalette::Shadow, Role::Border);
    for (const auto target :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, target, theme.colour(Role::TextDisabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.colour(Role::Border));
    palette.setColor(QPalette::Disabled, QPalette::Base, theme.colour(Role::PanelRaised));
    return palette;
}

bool isInstalled(const QString& family) {
    return QFontInfo(QFont(family)).family().compare(family, Qt::CaseInsensitive) == 0;
}

/// The first family that this machine has; empty when it has none of them.
QString firstInstalled(std::initializer_list<QString> families) {
    for (const QString& family : families) {
        if (isInstalled(family))
            return family;
    }
    return {};
}

QFont makeCodeFont() {
    static const QString family =
        firstInstalled({QStringLiteral("JetBrains Mono"), QStringLiteral("Cascadia Mono"),
                        QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Liberation Mono")});
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!family.isEmpty())
        font.setFamilies({family, QStringLiteral("NanumGothicCoding")});
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent) {}

QColor Theme::colour(Role role) const {
    return roleColour(m_scheme, role);
}

StatusStyle Theme::status(Status status) const {
    return statusStyle(m_scheme, status);
}

QColor Theme::stateTypeColour(const QString& type) const {
    return typeColour(m_scheme, type);
}

QIcon Theme::icon(const QString& name) const {
    return QIcon(new IconEngine(name, {.normal = colour(Role::TextSecondary),
                                       .active = colour(Role::Text),
                                       .selected = colour(Role::Text),
                                       .disabled = colour(Role::TextDisabled),
                                       .on = colour(Role::Accent)}));
}

QIcon Theme::icon(const QString& name, const QColor& colour) const {
    return QIcon(new IconEngine(name, {.normal = colour,
                                       .active = colour,
                                       .selected = colour,
                                       .disabled = this->colour(Role::TextDisabled),
                                       .on = colour}));
}

QPixmap Theme::pixmap(const QString& name, const QColor& colour, int size,
                      double devicePixelRatio) const {
    return paintedIcon(name, colour, size, devicePixelRatio);
}

QFont Theme::codeFont() const {
    QFont font = makeCodeFont();
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QFont Theme::textFont(int step, QFont::Weight weight) const {
    static constexpr std::array kScale{0.88, 1.0, 1.2, 1.65};
    const auto index = static_cast<std::size_t>(std::clamp(step, -1, 2) + 1);
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * kScale[index]);
    font.setWeight(weight);
    return font;
}

void Theme::applyTo(QApplication& application) const {
    application.setStyle(new Style(*this));
    QFont font = QApplication::font();
    // A bare system names an alias that may end in a Korean face with poor Latin letters.
    static const QString fallback =
        firstInstalled({QStringLiteral("Inter"), QStringLiteral("Noto Sans"),
                        QStringLiteral("Ubuntu"), QStringLiteral("DejaVu Sans")});
    if (!isInstalled(font.family()) && !fallback.isEmpty())
        font.setFamily(fallback);
    // Korean comes from Nanum where the first family has no Hangul; fontconfig's own choice is
    // often a heavier face.
    font.setFamilies({font.family(), QStringLiteral("NanumGothic")});
    application.setFont(font);
    const QPalette palette = makePalette(*this);
    application.setPalette(palette);
    QToolTip::setPalette(palette);
    application.setStyleSheet(styleSheet(*this));
}

void Theme::setScheme(Scheme scheme) {
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    Q_EMIT changed();
}

} // namespace ws::theme
