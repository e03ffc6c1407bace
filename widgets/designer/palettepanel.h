#pragma once

#include "widgets/designer/palette.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <memory>

namespace ws::designer {

/// Everything that can be put on the canvas under one search. Enter or a double click puts it
/// behind what is selected; it can be dragged to where it shall be.
class PalettePanel : public QWidget {
    Q_OBJECT
public:
    explicit PalettePanel(theme::Theme& theme, QWidget* parent = nullptr);
    ~PalettePanel() override;

    void setFunctions(const QStringList& functions);
    void startSearch();

Q_SIGNALS:
    void chosen(const QString& id);
    void dismissed(); ///< Esc in an empty search

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void retranslate();
    void choose();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::designer
