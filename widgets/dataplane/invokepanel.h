#pragma once

#include "engine/workspace/eventform.h"
#include "widgets/dataplane/functionaccount.h"
#include "widgets/dataplane/resultview.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QHash>
#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QSplitter;
class QToolButton;

namespace ws::dataplane {

class EventComposer;
class EventEditor;

/// Chooses a function with an event, or a state machine with an input, runs it once or many times
/// and shows the result. Follows the selection.
class InvokePanel : public QWidget {
    Q_OBJECT
public:
    InvokePanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                QWidget* parent = nullptr);

    /// The text of a machine as the editor has it, empty when it is not open. Without one the file
    /// is executed.
    void setDefinitionSource(std::function<std::string(const QString& machine)> source);

    /// Who executes machines; the feed does when nobody is set.
    using Started = std::function<void(base::Result<base::ExecutionId>)>;
    using Executor = std::function<void(const workspace::ExecuteRequest&, QObject*, Started)>;
    void setExecutor(Executor executor) { m_executor = std::move(executor); }

    void setEventText(const std::string& text);
    /// Takes a saved event up by its path in the workspace.
    void openEvent(const QString& owner, const QString& path);
    /// Begins with an event of the library, by its id, or of an own template, by its path.
    void useTemplate(const std::string& id);
    void useOwnTemplate(const QString& path);
    QString target() const;
    bool targetsMachine() const;
    ResultView& result() { return *m_result; }
    EventEditor& editor() { return *m_editor; }
    EventComposer& composer() { return *m_composer; }
    /// Invocations are under way.
    bool isRunning() const { return !m_invoking.isEmpty(); }
    /// The selection changes because a run has begun or ended here.
    bool isTellingSelection() const { return m_telling; }
    void focusRunButton();
    bool isExecuting() const { return m_executing; }
    bool isBusy() const { return isRunning() || m_executing; }

public Q_SLOTS:
    void run();
    void runMachine(const QString& machine);
    void runFunction(const QString& function);
    void cancel();
    void saveEvent();
    void saveTemplate();
    void pickTemplate();
    void pickTemplateOf(const std::vector<std::string>& triggers);

Q_SIGNALS:
    /// Unsaved files belong on the disk before anything runs.
    void aboutToRun();
    void told(const QString& text);
    void busyChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void applyTheme();
    void fillTargets();
    void fillEvents();
    void fillQualifiers();
    void retranslateCall();
    void chooseTarget(const QString& name, bool machine); // NOLINT: private
    void targetChosen();
    void eventChosen();
    void fillMore();
    void showTemplate(const base::Result<workspace::EventForm>& form);
    void takeSelection(const feed::Selection::Content& content);
    void follow(base::ExecutionId execution);
    void takeEvents(const std::vector<telemetry::Event>& events);
    void invokeFunction();
    bool isPerTenant() const;
    std::string tenant();
    void takeProgress(const workspace::SeriesProgress& progress,
                      const workspace::InvokeSeries::Answer& last);
    void executeMachine();
    void refreshControls();
    void tellSelection(const feed::Selection::Content& content);
    QString usualEvent() const;
    QString targetKey() const;

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    FunctionAccount m_account;    ///< of the target: its versions and aliases
    std::function<std::string(const QString&)> m_definitionSource;
    Executor m_executor;
    QHash<QString, std::string> m_texts;  // What was typed, by target.
    QHash<QString, QString> m_eventPaths; // Which saved event it came from, by target.
    QString m_shownTarget;                // targetKey() of the text in the editor.
    int m_round = 0;                      // Answers of an earlier round are not shown.
    QString m_invoking; // The function whose invocations are under way; empty: none.
    base::ExecutionId m_execution{};
    bool m_executing = false;
    bool m_awaited = false; ///< the end of m_execution has not been shown
    bool m_wasBusy = false; ///< as last told
    bool m_telling = false;

    QLabel* m_targetLabel = nullptr;
    QComboBox* m_targets = nullptr;
    QLabel* m_eventLabel = nullptr;
    QComboBox* m_events = nullptr;
    QToolButton* m_save = nullptr;
    QLabel* m_callLabel = nullptr;
    QComboBox* m_qualifier = nullptr;
    QComboBox* m_type = nullptr;
    QLabel* m_tenantLabel = nullptr;
    QComboBox* m_tenant = nullptr; ///< of functions that are isolated by tenant
    QToolButton* m_pick = nullptr;
    QToolButton* m_more = nullptr;
    EventComposer* m_composer = nullptr;
    EventEditor* m_editor = nullptr; ///< of the composer
    QPushButton* m_run = nullptr;
    QPushButton* m_cancel = nullptr;
    QLabel* m_repeatLabel = nullptr;
    QSpinBox* m_repeat = nullptr;
    QCheckBox* m_parallel = nullptr;
    ResultView* m_result = nullptr;
};

} // namespace ws::dataplane
