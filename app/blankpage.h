#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace ws::app {

/// Stands in the centre while no file is open, and says how to get one.
class BlankPage : public QWidget {
    Q_OBJECT
public:
    explicit BlankPage(theme::Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void functionRequested();
    void machineRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void applyTheme();

    theme::Theme& m_theme; // Not owned.
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_function;
    QPushButton* m_machine;
};

} // namespace ws::app
