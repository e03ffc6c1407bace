#pragma once

#include "engine/statemachine/completion.h"
#include "engine/statemachine/readdefinition.h"
#include "widgets/feed/breakpoints.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace ws::codeeditor {
class FieldCompletion;
}

namespace ws::dataplane {

/// Edits one breakpoint in place; what cannot be read is told below the condition.
class BreakpointForm : public QWidget {
    Q_OBJECT
public:
    BreakpointForm(feed::Breakpoints& breakpoints, theme::Theme& theme, QWidget* parent);

    /// -1: none.
    void setIndex(int index);
    int index() const { return m_index; }
    /// What a condition is completed with, at the breakpoints of that machine.
    void setDefinition(const QString& machine, statemachine::SharedDefinition definition);
    void setCompletionSources(statemachine::CompletionSources sources);
    const codeeditor::FieldCompletion& completion() const { return *m_completion; }
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
    statemachine::Completion complete(std::string_view typed, std::size_t cursor) const;

    feed::Breakpoints& m_breakpoints; // Not owned.
    theme::Theme& m_theme;            // Not owned.
    QString m_machine;                ///< that m_definition is of
    json::Value m_definition;
    statemachine::CompletionSources m_sources;
    int m_index = -1;
    bool m_filling = false;

    QFormLayout* m_form = nullptr;
    QComboBox* m_kind = nullptr;
    QLineEdit* m_state = nullptr;
    QLineEdit* m_next = nullptr;
    QLineEdit* m_error = nullptr;
    QLineEdit* m_condition = nullptr;
    codeeditor::FieldCompletion* m_completion = nullptr;
    QLabel* m_problem = nullptr;
    QSpinBox* m_fromHit = nullptr;
};

} // namespace ws::dataplane
