#pragma once

#include "engine/statemachine/readdefinition.h"
#include "widgets/feed/mocksets.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;
class QToolButton;
class QTreeWidget;

namespace ws::dataplane {

class EventEditor;

/// What stands in for the calls of a machine's tasks: per state a result, an error or a delay, per
/// attempt and per item of a Map. Kept in the file beside the machine.
class MocksPanel : public QWidget {
    Q_OBJECT
public:
    MocksPanel(feed::EngineFeed& feed, feed::MockSets& mocks, feed::Selection& selection,
               theme::Theme& theme, QWidget* parent = nullptr);

    /// The machine in front, and its text as the editor has it.
    void setDefinition(const QString& machine, const std::string& text);
    void setDefinition(const QString& machine, const statemachine::ReadDefinition& definition);
    void showState(const QString& state);
    QString errorText() const;
    EventEditor& result() { return *m_result; }

public Q_SLOTS:
    void addResult();
    void addError();
    void remove();
    /// Takes over what the state came to in the run that is shown.
    void pinFromRun();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    QWidget* buildAnswers();
    QWidget* buildForm();
    void retranslate();
    void applyTheme();
    void refresh();
    void fillStates();
    void fillAnswers(int current);
    void fillForm();
    void readForm();
    void write(int current);
    void add(workspace::MockAnswer answer);
    void say(const QString& text);
    QString state() const;
    QString freeCall() const;
    const telemetry::ExecutionRecord* shownRun() const;

    feed::EngineFeed& m_feed;     // Not owned.
    feed::MockSets& m_mocks;      // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    QString m_machine;
    QStringList m_tasks; ///< of the machine, in the order of its text
    std::vector<workspace::MockAnswer> m_answers;
    bool m_filling = false;
    bool m_writing = false;

    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_none = nullptr; ///< in place of the answers that a state does not have
    QCheckBox* m_use = nullptr;
    QLabel* m_setLabel = nullptr;
    QComboBox* m_sets = nullptr;
    QToolButton* m_undo = nullptr;
    QListWidget* m_states = nullptr;
    QTreeWidget* m_list = nullptr;
    QToolButton* m_addResult = nullptr;
    QToolButton* m_addError = nullptr;
    QToolButton* m_pin = nullptr;
    QToolButton* m_remove = nullptr;
    QWidget* m_formSide = nullptr;
    QFormLayout* m_form = nullptr;
    QLineEdit* m_call = nullptr;
    QLineEdit* m_item = nullptr;
    QComboBox* m_kind = nullptr;
    EventEditor* m_result = nullptr;
    QLineEdit* m_errorName = nullptr;
    QLineEdit* m_cause = nullptr;
    QDoubleSpinBox* m_delay = nullptr;
    QLabel* m_error = nullptr;
};

} // namespace ws::dataplane
