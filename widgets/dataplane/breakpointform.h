#pragma once

#include "widgets/feed/breakpoints.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace ws::dataplane {

/// Edits one breakpoint in place; what cannot be read is told below the condition.
class BreakpointForm : public QWidget {
    Q_OBJECT
public:
    BreakpointForm(feed::Breakpoints& breakpoints, theme::Theme& theme, QWidget* parent);

    /// -1: none.
    void setIndex(int index);
    int index() const { return m_index; }
    QString problem() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void fill();
    void apply();
    void showFields();
    void checkCondition();

    feed::Breakpoints& m_breakpoints; // Not owned.
    theme::Theme& m_theme;            // Not owned.
    int m_index = -1;
    bool m_filling = false;

    QFormLayout* m_form = nullptr;
    QComboBox* m_kind = nullptr;
    QLineEdit* m_state = nullptr;
    QLineEdit* m_next = nullptr;
    QLineEdit* m_error = nullptr;
    QLineEdit* m_condition = nullptr;
    QLabel* m_problem = nullptr;
    QSpinBox* m_fromHit = nullptr;
};

} // namespace ws::dataplane
