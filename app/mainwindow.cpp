#include "app/mainwindow.h"

#include "app/blankpage.h"
#include "app/editorarea.h"
#include "app/fullscreen.h"
#include "app/menus.h"
#include "app/statusline.h"
#include "app/welcomepage.h"
#include "engine/workspace/samples.h"
#include "widgets/charts/lifecyclepanel.h"
#include "widgets/codeeditor/problemspanel.h"
#include "widgets/dataplane/eventspanel.h"
#include "widgets/dataplane/invocationspanel.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/loadpanel.h"
#include "widgets/dataplane/logpanel.h"
#include "widgets/dataplane/testspanel.h"
#include "widgets/dataplane/versionspanel.h"
#include "widgets/dataplane/workspacepanel.h"
#include "widgets/designer/canvasauthor.h"
#include "widgets/designer/palettepanel.h"
#include "widgets/inspector/stateinspector.h"
#include "widgets/theme/compositionguard.h"
#include "widgets/theme/messages.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QScopedValueRollback>
#include <QStackedWidget>

#include <tuple>
#include <utility>

#include <algorithm>

namespace ws::app {

MainWindow::MainWindow(theme::Theme& theme, Languages& languages)
    : m_theme(theme)
    , m_languages(languages)
    , m_actions(new Actions(theme, this))
    , m_docks(new Docks(*this)) {
    resize(1440, 900);
    setMinimumSize(900, 600);
    theme::CompositionGuard::install();
    buildPanels();
    buildCentre();
    m_menus = new Menus(*this, *m_actions, *m_docks);
    m_status = new StatusLine(m_feed, m_theme, this);
    setStatusBar(m_status);
    useSettings(m_preferences.engine());
    connectPanels();
    connectWorkspacePanel();
    connectTests();
    connectEditors();
    connectFileCommands();
    connectEditCommands();
    connectRunCommands();
    connectViewCommands();
    addActions(m_actions->all()); // their keys work without the menu bar as well
    connectDebugging();
    retranslate();
    refreshActions();
    showWelcome();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildPanels() {
    m_workspace = new dataplane::WorkspacePanel(m_feed, m_selection, m_theme, this);
    m_run = new dataplane::InvokePanel(m_feed, m_selection, m_theme, this);
    m_inspector = new inspector::StateInspector(m_feed, m_selection, m_theme, this);
    m_lifecycle = new charts::LifecyclePanel(m_feed, m_selection, m_theme, this);
    m_logs = new dataplane::LogPanel(m_feed, m_selection, m_theme, this);
    m_problems = new codeeditor::ProblemsPanel(m_theme, this);
    m_docks->add(Panel::Workspace, m_workspace);
    m_palette = new designer::PalettePanel(m_theme, this);
    m_docks->add(Panel::Palette, m_palette);
    m_docks->add(Panel::Run, m_run);
    m_docks->add(Panel::Inspector, m_inspector);
    m_docks->add(Panel::Lifecycle, m_lifecycle);
    m_docks->add(Panel::Logs, m_logs);
    m_docks->add(Panel::Invocations,
                 new dataplane::InvocationsPanel(m_feed, m_selection, m_theme, this));
    m_docks->add(Panel::Events, new dataplane::EventsPanel(m_feed, m_selection, m_theme, this));
    m_docks->add(Panel::Problems, m_problems);
    m_tests = new dataplane::TestsPanel(m_feed, m_selection, m_theme, this);
    m_docks->add(Panel::Tests, m_tests);
    m_load = new dataplane::LoadPanel(m_feed, m_selection, m_theme, this);
    m_docks->add(Panel::Load, m_load);
    m_docks->add(Panel::Versions, new dataplane::VersionsPanel(m_feed, m_selection, m_theme, this));
    buildDebugPanels();
}

void MainWindow::buildCentre() {
    m_welcome = new WelcomePage(m_theme, this);
    m_editors = new EditorArea(m_feed, m_selection, m_theme, *m_inspector, this);
    m_fullScreen = new FullScreen(*this, *m_editors, *m_docks);
    m_centre = new QStackedWidget(this);
    m_centre->addWidget(m_welcome);
    m_centre->addWidget(m_editors);
    setCentralWidget(m_centre);
}

void MainWindow::connectPanels() {
    connect(m_welcome, &WelcomePage::sampleRequested, this, [this](const QString& id) {
        openSample(id, QString::fromStdString(workspace::defaultSampleFolder(id.toStdString())));
    });
    connect(m_welcome, &WelcomePage::folderRequested, this, &MainWindow::openWorkspace);
    connect(m_welcome, &WelcomePage::openFolderRequested, this, &MainWindow::askForFolder);
    connect(m_run, &dataplane::InvokePanel::aboutToRun, this, [this] {
        std::ignore = m_editors->tabs().saveAll(); // saveFailed tells
        m_docks->raise(Panel::Run);
    });
    connect(m_run, &dataplane::InvokePanel::told, m_status, &StatusLine::tell);
    connect(m_run, &dataplane::InvokePanel::busyChanged, this, &MainWindow::refreshActions);
    m_run->setDefinitionSource(
        [this](const QString& machine) { return m_editors->definitionOf(machine); });
    connect(m_problems, &codeeditor::ProblemsPanel::activated, this, &MainWindow::jumpTo);
    connect(m_problems, &codeeditor::ProblemsPanel::fixChosen, this,
            [this](const codeeditor::Problem& problem, const codeeditor::QuickFix& fix) {
                jumpTo(problem);
                // What has been edited since is found again, with a fix of its own.
                codeeditor::EditorPage* page = m_editors->tabs().page(problem.path);
                const codeeditor::Problems now = page ? page->problems() : codeeditor::Problems();
                if (std::find(now.begin(), now.end(), problem) != now.end())
                    page->view().applyFix(fix);
            });
    connect(&m_selection, &feed::Selection::changed, this, &MainWindow::raiseForSelection);
    m_playback.setSpeed(m_preferences.playSpeed());
    connect(&m_playback, &feed::Playback::speedChanged, this,
            [this](std::size_t index) { m_preferences.setPlaySpeed(index); });
    m_lifecycle->attachPlayback(m_playback);
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, &MainWindow::takeSnapshot);
    connect(&m_feed, &feed::EngineFeed::openFailed, this, [this](const base::Error& error) {
        m_preferences.forgetWorkspace(QString::fromStdString(error.arg("path")));
        m_start.reset();
        fail(error);
        showWelcome();
    });
    connect(&m_feed, &feed::EngineFeed::noticed, this,
            [this](const base::Error& problem) { m_status->tell(theme::message(problem)); });
}

void MainWindow::connectWorkspacePanel() {
    using dataplane::WorkspacePanel;
    connect(m_workspace, &WorkspacePanel::openRequested, this, [this](const QString& path) {
        openPath(path);
        m_editors->takeFocus();
    });
    BlankPage& blank = m_editors->blank();
    connect(&blank, &BlankPage::functionRequested, m_workspace, &WorkspacePanel::createFunction);
    connect(&blank, &BlankPage::machineRequested, m_workspace, &WorkspacePanel::createMachine);
    connect(m_workspace, &WorkspacePanel::eventRequested, this,
            [this](const QString& owner, const QString& path) {
                m_run->openEvent(owner, path);
                m_docks->raise(Panel::Run);
            });
    connect(m_workspace, &WorkspacePanel::openFolderRequested, this, &MainWindow::askForFolder);
    connect(m_workspace, &WorkspacePanel::failed, this, &MainWindow::fail);
    connect(m_workspace, &WorkspacePanel::told, m_status, &StatusLine::tell);
    connect(m_workspace, &WorkspacePanel::renamed, this,
            [this](const QString& from, const QString& to) {
                const QString old = m_feed.absolutePath(from.toStdString());
                for (const QString& path : m_editors->tabs().openPaths()) {
                    if (path == old || path.startsWith(old + u'/')) {
                        const QString moved = m_feed.absolutePath(to.toStdString());
                        m_editors->tabs().movePath(path, moved + path.mid(old.size()));
                    }
                }
            });
    connect(m_workspace, &WorkspacePanel::removed, this, [this](const QString& relative) {
        const QString gone = m_feed.absolutePath(relative.toStdString());
        for (const QString& path : m_editors->tabs().openPaths()) {
            if (path == gone || path.startsWith(gone + u'/'))
                m_editors->tabs().closePath(path);
        }
    });
}

void MainWindow::connectTests() {
    using dataplane::TestsPanel;
    connect(m_tests, &TestsPanel::aboutToRun, this,
            [this] { std::ignore = m_editors->tabs().saveAll(); });
    connect(m_load, &dataplane::LoadPanel::aboutToRun, this,
            [this] { std::ignore = m_editors->tabs().saveAll(); });
    connect(m_tests, &TestsPanel::failed, this, &MainWindow::fail);
    connect(m_tests, &TestsPanel::told, m_status, &StatusLine::tell);
    connect(m_tests, &TestsPanel::openRequested, this,
            [this](const QString& relative, const QString& test) {
                openPath(relative);
                codeeditor::EditorPage* page =
                    m_editors->tabs().page(m_feed.absolutePath(relative.toStdString()));
                if (!page || test.isEmpty())
                    return;
                const auto range = workspace::rangeOfTest(page->view().bytes(), test.toStdString());
                if (range)
                    page->view().revealRange(*range);
            });
}

void MainWindow::connectEditors() {
    codeeditor::EditorTabs& tabs = m_editors->tabs();
    connect(&tabs, &codeeditor::EditorTabs::problemsChanged, this,
            [this] { m_problems->setProblems(m_editors->tabs().problems()); });
    connect(&tabs, &codeeditor::EditorTabs::currentPathChanged, this, [this] {
        refreshActions();
        // A killed program finds its files again.
        if (!m_changingRoot)
            rememberFiles();
    });
    connect(&tabs, &codeeditor::EditorTabs::modifiedChanged, this, &MainWindow::refreshActions);
    connect(&tabs, &codeeditor::EditorTabs::textEdited, this, &MainWindow::refreshActions);
    connect(&tabs, &codeeditor::EditorTabs::saveFailed, this, &MainWindow::fail);
    connect(&tabs, &codeeditor::EditorTabs::fileSaved, this, [this](const QString& path) {
        m_status->tell(tr("Saved %1").arg(QDir(m_root).relativeFilePath(path)));
    });
    connect(m_editors, &EditorArea::undoChanged, this, &MainWindow::refreshActions);
    connect(m_editors, &EditorArea::canvasFileFailed, this,
            [this](const base::Error& problem) { m_status->tell(theme::message(problem)); });
    designer::WorkflowCanvas& canvas = m_editors->canvas();
    connect(&canvas, &designer::WorkflowCanvas::runRequested, m_run,
            &dataplane::InvokePanel::runMachine);
    connect(m_palette, &designer::PalettePanel::chosen, this, [this](const QString& id) {
        if (m_editors->currentMachine().isEmpty()) {
            m_status->tell(tr("Open a state machine first; then it is added there."));
            return;
        }
        m_editors->canvas().author().insert(id);
        // What comes next is about the new state: its name, its lines.
        m_editors->takeFocus();
    });
    connect(&canvas, &designer::WorkflowCanvas::menuAboutToShow, this,
            [this](QMenu* menu, const QString& state) {
                if (state.isEmpty())
                    return;
                menu->addSeparator();
                menu->addAction((*m_actions)[Command::ExtractStates]);
                menu->addAction((*m_actions)[Command::ExportSelection]);
            });
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, m_palette,
            [this] { m_palette->setFunctions(designer::functionNames(m_feed.snapshot())); });
    connect(&canvas, &designer::WorkflowCanvas::stopRequested, &m_feed,
            &feed::EngineFeed::stopExecution);
}

void MainWindow::retranslate() {
    m_actions->retranslate();
    m_docks->retranslate();
    m_menus->retranslate();
    renameButtonsOfQt(*this);
    setWindowTitle(m_root.isEmpty() ? tr("Warmstart")
                                    : tr("%1 – Warmstart").arg(QFileInfo(m_root).fileName()));
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && m_menus)
        retranslate();
    if (event->type() == QEvent::ActivationChange && isActiveWindow() && m_editors)
        m_editors->tabs().compareWithDisk();
    QMainWindow::changeEvent(event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    if (std::exchange(m_arranged, true))
        return;
    m_docks->arrange();
    restoreGeometry(m_preferences.geometry());
    restoreState(m_preferences.layout());
}

/// What nothing inside has a use for.
void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_fullScreen->isOn())
        m_fullScreen->leave();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_fullScreen->leave(); // the window comes back as it was before
    rememberFiles();
    m_preferences.setWindow(saveGeometry(), saveState());
    // Unsaved text goes to the backups; what runs is killed with the engine.
    m_editors->tabs().writeBackups();
    event->accept();
}

void MainWindow::showWelcome() {
    m_welcome->setRecent(m_preferences.recentWorkspaces());
    m_centre->setCurrentWidget(m_welcome);
    m_welcome->setFocus();
}

void MainWindow::openWorkspace(const QString& folder) {
    rememberFiles();
    m_playback.toPresent();
    m_selection.set({});
    m_feed.clearRecording();
    m_feed.open(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()));
}

void MainWindow::openSample(const QString& id, const QString& folder) {
    const auto copied = workspace::copySample(id.toStdString(), folder.toStdString());
    if (!copied) {
        fail(copied.error());
        return;
    }
    Start start;
    for (const workspace::Sample& sample : workspace::samples()) {
        if (sample.id != id.toStdString())
            continue;
        start.function = QString::fromStdString(sample.startFunction);
        start.event = QString::fromStdString(sample.startEvent);
        if (!sample.machines.empty())
            start.machine = QString::fromStdString(sample.machines.front());
    }
    m_start = start;
    openWorkspace(QString::fromStdString(*copied));
}

void MainWindow::takeSnapshot() {
    const QString root = QString::fromStdString(m_feed.snapshot().root);
    const bool other = root != m_root;
    m_root = root;
    if (!other && !m_start)
        return;
    const QScopedValueRollback<bool> changing(m_changingRoot, true);
    if (other)
        m_editors->tabs().setRoot(root);
    m_problems->setRoot(root);
    if (root.isEmpty()) {
        showWelcome();
    } else {
        m_preferences.addRecentWorkspace(root);
        m_centre->setCurrentWidget(m_editors);
        openFirstFiles();
    }
    retranslate();
    refreshActions();
}

void MainWindow::openFirstFiles() {
    const workspace::Snapshot& snapshot = m_feed.snapshot();
    const QStringList files = m_preferences.openFiles(m_root);
    for (const QString& path : files) {
        if (QFileInfo::exists(path))
            std::ignore = m_editors->tabs().openFile(path);
    }
    if (!files.isEmpty() && QFileInfo::exists(files.front()))
        std::ignore = m_editors->tabs().openFile(files.front());
    Start start = m_start.value_or(Start{});
    const bool asked = m_start.has_value();
    m_start.reset();
    if (!asked && !snapshot.machines.empty())
        start.machine = QString::fromStdString(snapshot.machines.front().name);
    if (!asked && !snapshot.functions.empty())
        start.function = QString::fromStdString(snapshot.functions.front().name);

    const auto* machine = snapshot.machine(start.machine.toStdString());
    const auto* function = snapshot.function(start.function.toStdString());
    if (m_editors->tabs().count() == 0 || asked) {
        if (function && !function->mainFile.empty())
            openPath(QString::fromStdString(function->mainFile));
        if (machine)
            openPath(QString::fromStdString(machine->path));
    }
    feed::Selection::Content content;
    if (machine)
        content.machine = start.machine;
    else
        content.function = start.function;
    m_selection.set(content);
    if (!start.event.isEmpty() && function) {
        for (const workspace::EventEntry& event : function->events) {
            if (event.name == start.event.toStdString() && !machine)
                m_run->openEvent(start.function, QString::fromStdString(event.path));
        }
    }
    m_docks->raise(Panel::Run);
    if (content == feed::Selection::Content{})
        m_editors->takeFocus();
    else
        m_run->focusRunButton();
}

void MainWindow::raiseForSelection(const feed::Selection::Content& content) {
    // Another instant of the same is no reason to bring a panel to the front.
    feed::Selection::Content known = std::exchange(m_raisedFor, content);
    known.event = content.event;
    if (known == content || m_playback.isMovingSelection())
        return;
    const bool something = !content.state.isEmpty() || content.invocation != base::InvocationId{} ||
                           content.environment != base::EnvironmentId{};
    // Who has just pressed Invoke wants to see the result.
    m_docks->raise(something && !m_run->isTellingSelection() ? Panel::Inspector : Panel::Run);
}

void MainWindow::openPath(const QString& relative) {
    openAbsolute(m_feed.absolutePath(relative.toStdString()));
}

void MainWindow::openAbsolute(const QString& path) {
    m_centre->setCurrentWidget(m_editors);
    if (const base::Status opened = m_editors->tabs().openFile(path); !opened)
        fail(opened.error());
}

void MainWindow::jumpTo(const codeeditor::Problem& problem) {
    openAbsolute(problem.path);
    if (codeeditor::EditorPage* page = m_editors->tabs().page(problem.path)) {
        m_editors->showProblem(*page, problem);
        page->view().setFocus();
    }
}

void MainWindow::fail(const base::Error& error) {
    const QString text = theme::message(error);
    m_status->tell(text);
    // A changed file is asked about where its text is.
    if (error.code == "file.changedOutside")
        return;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Warmstart"), text, QMessageBox::Ok, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::rememberFiles() {
    if (m_root.isEmpty())
        return;
    QStringList paths = m_editors->tabs().openPaths();
    const QString current = m_editors->tabs().currentPath();
    if (paths.removeAll(current) > 0)
        paths.prepend(current);
    m_preferences.setOpenFiles(m_root, paths);
}

} // namespace ws::app
