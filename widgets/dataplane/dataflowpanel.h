#pragma once

#include "engine/execution/teststate.h"
#include "engine/json/excerpt.h"
#include "engine/statemachine/completion.h"
#include "engine/statemachine/readdefinition.h"
#include "widgets/codeeditor/problem.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace ws::dataplane {

class EventEditor;

/// A state's data on its way through the state: every stage with its value, evaluated again while
/// one types. The state can be changed here, tried and tested, and only then applied to its file.
class DataFlowPanel : public QWidget {
    Q_OBJECT
public:
    DataFlowPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                  QWidget* parent = nullptr);

    /// The machine in front, and its text as the editor has it.
    void setDefinition(const QString& machine, const std::string& text);
    void setDefinition(const QString& machine, statemachine::SharedDefinition definition);

    /// What is known of the machine beyond its text, for what is on offer in the state's text.
    void setCompletionSources(statemachine::CompletionSources sources);

    EventEditor& input() { return *m_input; }
    EventEditor& variables() { return *m_variables; }
    EventEditor& result() { return *m_result; }
    EventEditor& definition() { return *m_state; }
    /// The last outcome that is shown; unset: none.
    const std::optional<execution::TestStateResult>& shown() const { return m_shown; }
    QString statusText() const;

public Q_SLOTS:
    /// What is in the editors goes through the state now.
    void evaluate();
    /// The same with a real call.
    void testForReal();
    void apply();

Q_SIGNALS:
    /// The state's text in the file is to be what was edited here.
    void editsRequested(const QString& machine, const std::vector<ws::json::Edit>& edits);
    void evaluated();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void retranslate();
    void takeSelection();
    void loadState();
    void loadData();
    std::string definitionWith(const std::string& state) const;
    codeeditor::Problems checkState(const std::string& state) const;
    statemachine::Completion completeState(std::string_view state, std::size_t offset) const;
    void showError(const base::Error& error);
    void showOutcome(const execution::TestStateResult& result);
    void showStages(const execution::TestStateResult& result);
    void say(const QString& text, const char* property);
    QString outcomeText(const execution::TestStateResult& result) const;
    const telemetry::ExecutionRecord* shownRun() const;

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    QString m_machine;
    std::string m_text;                    ///< of the machine as it is now
    statemachine::SharedDefinition m_read; ///< of that text
    std::string m_readable;                ///< as it was when it could last be read
    QString m_stateName;
    QString m_shownState;              ///< whose definition is in the editor
    feed::Selection::Content m_loaded; ///< what the data were taken from
    /// How the selected attempt failed: what a call comes to while no result is written.
    std::optional<execution::StateMock> m_failure;
    json::Excerpt m_excerpt; ///< the state in m_readable
    statemachine::CompletionSources m_sources;
    std::optional<execution::TestStateResult> m_shown;
    std::optional<base::Error> m_error; ///< instead of it, since
    int m_round = 0; ///< outcomes of an earlier round are not shown
    QTimer m_later;

    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_title = nullptr;
    QTabWidget* m_tabs = nullptr;
    EventEditor* m_input = nullptr;
    EventEditor* m_variables = nullptr;
    EventEditor* m_result = nullptr;
    EventEditor* m_state = nullptr;
    QPushButton* m_test = nullptr;
    QPushButton* m_apply = nullptr;
    QLabel* m_status = nullptr;
    QSplitter* m_splitter = nullptr;
    QScrollArea* m_scroll = nullptr;
    QBoxLayout* m_strip = nullptr;
};

} // namespace ws::dataplane
