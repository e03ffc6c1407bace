#pragma once

#include <QString>

namespace ws::theme {

class Theme;

/// The look of every standard widget, made from the theme's roles. Dynamic properties that it
/// knows: `primary` and `flat` (buttons), `panel` and `card` (frames), `chip` and `muted` (labels),
/// `banner` = "error" | "warning" | "info" (frames), `heading` (labels).
QString styleSheet(const Theme& theme);

} // namespace ws::theme
