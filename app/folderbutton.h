#pragma once

#include "widgets/theme/theme.h"

#include <QPushButton>

namespace ws::dataplane {
class ElidedLabel;
}

namespace ws::app {

/// A workspace in a list of them: its name, and beside it where it is. A long path is left out in
/// the middle, and in full in the tip.
class FolderButton : public QPushButton {
    Q_OBJECT
public:
    FolderButton(const QString& folder, theme::Theme& theme, QWidget* parent = nullptr);

    const QString& folder() const { return m_folder; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    dataplane::ElidedLabel* makeLabel(const QString& text);

    const QString m_folder;
};

} // namespace ws::app
