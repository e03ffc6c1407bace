#pragma once

#include "engine/base/result.h"
#include "widgets/theme/theme.h"

#include <QDialog>

#include <string>

class QTabWidget;

namespace ws::designer {
class DifferenceView;
}

namespace ws::app {

/// Two versions of a file: as text, and where both are definitions also as diagrams. Not modal.
class DifferenceDialog : public QDialog {
    Q_OBJECT
public:
    struct Version {
        QString title;
        std::string text;
    };
    /// `path` is the newer one's; its ending says what it is.
    DifferenceDialog(const QString& path, const Version& before, const Version& after,
                     theme::Theme& theme, QWidget* parent = nullptr);

    /// nullptr when they are no definitions.
    designer::DifferenceView* diagrams() const { return m_diagrams; }
    QTabWidget& tabs() { return *m_tabs; }

private:
    QTabWidget* m_tabs;
    designer::DifferenceView* m_diagrams = nullptr;
};

} // namespace ws::app
