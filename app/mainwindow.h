#pragma once

#include "app/actions.h"
#include "app/docks.h"
#include "app/languages.h"
#include "app/preferences.h"
#include "engine/base/systemclock.h"
#include "widgets/feed/breakpoints.h"
#include "widgets/feed/debugsession.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/mocksets.h"
#include "widgets/feed/pastruns.h"
#include "widgets/feed/playback.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QMainWindow>

#include <optional>

class QStackedWidget;

namespace ws::charts {
class LifecyclePanel;
}
namespace ws::codeeditor {
class EditorTabs;
class ProblemsPanel;
struct Problem;
} // namespace ws::codeeditor
namespace ws::dataplane {
class ComparePanel;
class DataFlowPanel;
class DebugPanel;
class MocksPanel;
class RunsPanel;
class InvokePanel;
class LoadPanel;
class LogPanel;
class StepsPanel;
class TestsPanel;
class WorkspacePanel;
} // namespace ws::dataplane
namespace ws::designer {
class PalettePanel;
}
namespace ws::inspector {
class StateInspector;
}

namespace ws::app {

class EditorArea;
class FullScreen;
class Menus;
class StatusLine;
class WelcomePage;

/// Assembles the panels and connects them; each panel builds itself.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(theme::Theme& theme, Languages& languages);
    ~MainWindow() override;

    void openWorkspace(const QString& folder);
    /// Copies the sample to `folder` (unless it is there already), opens it and selects what shows
    /// the first cold start.
    void openSample(const QString& id, const QString& folder);
    void showWelcome();

    feed::EngineFeed& feed() { return m_feed; }
    feed::Selection& selection() { return m_selection; }
    feed::Playback& playback() { return m_playback; }
    Actions& actions() { return *m_actions; }
    Docks& docks() { return *m_docks; }
    EditorArea& editors() { return *m_editors; }
    dataplane::InvokePanel& runPanel() { return *m_run; }
    dataplane::LogPanel& logPanel() { return *m_logs; }
    dataplane::WorkspacePanel& workspacePanel() { return *m_workspace; }
    codeeditor::ProblemsPanel& problemsPanel() { return *m_problems; }
    dataplane::TestsPanel& testsPanel() { return *m_tests; }
    designer::PalettePanel& palettePanel() { return *m_palette; }
    dataplane::LoadPanel& loadPanel() { return *m_load; }
    dataplane::DebugPanel& debugPanel() { return *m_debugPanel; }
    dataplane::StepsPanel& stepsPanel() { return *m_steps; }
    dataplane::DataFlowPanel& dataFlowPanel() { return *m_dataFlow; }
    dataplane::MocksPanel& mocksPanel() { return *m_mocksPanel; }
    dataplane::ComparePanel& comparePanel() { return *m_compare; }
    dataplane::RunsPanel& runsPanel() { return *m_runs; }
    feed::MockSets& mockSets() { return m_mocks; }
    feed::DebugSession& debugSession() { return m_debug; }
    StatusLine& statusLine() { return *m_status; }

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// What to bring to the front once the workspace has been read.
    struct Start {
        QString function;
        QString machine;
        QString event;
    };
    void buildCentre();
    void buildPanels();
    void connectPanels();
    void connectWorkspacePanel();
    void connectTests();
    void connectEditors();
    void connectFileCommands();
    void connectEditCommands();
    void connectRunCommands();
    void connectViewCommands();
    void buildDebugPanels();
    void connectDebugging();
    void connectMocks();
    void connectRuns();
    void redrive(base::ExecutionId execution);
    std::shared_ptr<const execution::Mocks> mocksNow(const QString& machine) const;
    void openMachine(const QString& machine);
    void showRun(const QString& machine, base::ExecutionId execution);
    void followPause(base::ExecutionId execution);
    void continueFrom(base::ExecutionId execution, const workspace::RewindRequest& request,
                      feed::DebugSession::Beginning beginning);
    void retranslate();
    void takeSnapshot();
    void openFirstFiles();
    void raiseForSelection(const feed::Selection::Content& content);
    void openPath(const QString& relative);
    void openAbsolute(const QString& path);
    void jumpTo(const codeeditor::Problem& problem);
    void compareWith(const QString& path, const QString& title, const std::string& older);
    void compareWithCommit();
    void compareWithFile();
    void exportDiagram();
    void exportSelection();
    void exportDefinition();
    void extractStates();
    void finishExport(const QString& path, const base::Status& done);
    void importTemplate();
    void askForFolder();
    void fail(const base::Error& error);
    void setScheme(theme::Scheme scheme);
    void setLanguage(const QString& language);
    void rememberFiles();
    void refreshActions();
    void changeSettings();
    void useSettings(const workspace::Settings& settings);
    void showPalette();
    void showAbout();

    theme::Theme& m_theme;  // Not owned.
    Languages& m_languages; // Not owned.
    Preferences m_preferences;
    feed::EngineFeed m_feed;
    feed::Selection m_selection;
    base::SystemClock m_clock;
    feed::Playback m_playback{m_feed, m_selection, m_clock};
    feed::Breakpoints m_breakpoints{m_feed};
    feed::MockSets m_mocks{m_feed};
    feed::PastRuns m_pastRuns{m_feed};
    feed::DebugSession m_debug{m_feed, m_breakpoints};
    feed::DebugSession::Beginning m_beginning =
        feed::DebugSession::Beginning::Running; ///< of the next
    Actions* m_actions;
    Docks* m_docks;
    Menus* m_menus = nullptr;
    QStackedWidget* m_centre = nullptr;
    WelcomePage* m_welcome = nullptr;
    EditorArea* m_editors = nullptr;
    FullScreen* m_fullScreen = nullptr;
    StatusLine* m_status = nullptr;
    dataplane::WorkspacePanel* m_workspace = nullptr;
    designer::PalettePanel* m_palette = nullptr;
    dataplane::InvokePanel* m_run = nullptr;
    dataplane::LogPanel* m_logs = nullptr;
    inspector::StateInspector* m_inspector = nullptr;
    charts::LifecyclePanel* m_lifecycle = nullptr;
    codeeditor::ProblemsPanel* m_problems = nullptr;
    dataplane::TestsPanel* m_tests = nullptr;
    dataplane::LoadPanel* m_load = nullptr;
    dataplane::DebugPanel* m_debugPanel = nullptr;
    dataplane::StepsPanel* m_steps = nullptr;
    dataplane::DataFlowPanel* m_dataFlow = nullptr;
    dataplane::MocksPanel* m_mocksPanel = nullptr;
    dataplane::ComparePanel* m_compare = nullptr;
    dataplane::RunsPanel* m_runs = nullptr;
    feed::Selection::Content m_raisedFor; ///< what was selected when panels were last raised
    QString m_root;                       // The workspace whose files are open; empty: none.
    std::optional<Start> m_start;
    bool m_arranged = false;
    bool m_changingRoot = false; ///< tabs come and go with the workspace, not by the user
};

} // namespace ws::app
