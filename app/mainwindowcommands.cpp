// What the actions do: the half of MainWindow that answers to commands.
#include "app/commandpalette.h"
#include "app/committedtext.h"
#include "app/differencedialog.h"
#include "app/editorarea.h"
#include "app/fullscreen.h"
#include "app/mainwindow.h"
#include "app/settingsdialog.h"
#include "app/statusline.h"
#include "app/welcomepage.h"
#include "engine/workspace/textfile.h"
#include "widgets/charts/lifecyclepanel.h"
#include "widgets/codeeditor/codeview.h"
#include "widgets/codeeditor/problemspanel.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/workspacepanel.h"
#include "widgets/designer/palettepanel.h"
#include "widgets/theme/alllanguages.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

#include <tuple>

namespace ws::app {

void MainWindow::connectFileCommands() {
    const auto on = [this](Command command, auto&& what) {
        connect((*m_actions)[command], &QAction::triggered, this, what);
    };
    on(Command::OpenFolder, [this] { askForFolder(); });
    on(Command::ShowWelcome, [this] { showWelcome(); });
    on(Command::NewFunction, [this] { m_workspace->createFunction(); });
    on(Command::NewMachine, [this] { m_workspace->createMachine(); });
    on(Command::NewEvent, [this] { m_workspace->createEvent(); });
    on(Command::Save, [this] { std::ignore = m_editors->tabs().saveCurrent(); });
    on(Command::SaveAll, [this] { std::ignore = m_editors->tabs().saveAll(); });
    on(Command::CloseTab, [this] {
        const int current = m_editors->tabs().currentIndex();
        if (current >= 0)
            Q_EMIT m_editors->tabs().tabCloseRequested(current);
    });
    on(Command::Settings, [this] { changeSettings(); });
    on(Command::Quit, [this] { close(); });
    connect((*m_actions)[Command::ExportDiagram], &QAction::triggered, this,
            &MainWindow::exportDiagram);
    on(Command::ExportSelection, [this] { exportSelection(); });
    on(Command::ExportDefinition, [this] { exportDefinition(); });
    on(Command::AddState, [this] {
        m_docks->raise(Panel::Palette);
        m_palette->startSearch();
    });
    on(Command::ExtractStates, [this] { extractStates(); });
    on(Command::ImportTemplate, [this] { importTemplate(); });
}

void MainWindow::connectEditCommands() {
    const auto inPage = [this](Command command, auto what) {
        connect((*m_actions)[command], &QAction::triggered, this, [this, what] {
            if (codeeditor::EditorPage* page = m_editors->tabs().currentPage())
                what(*page);
        });
    };
    using codeeditor::EditorPage;
    using codeeditor::FindBar;
    inPage(Command::Undo, [this](EditorPage&) { m_editors->undo(); });
    inPage(Command::Redo, [this](EditorPage&) { m_editors->redo(); });
    inPage(Command::Replace, [](EditorPage& page) { page.findBar().open(FindBar::Mode::Replace); });
    inPage(Command::FindNext, [](EditorPage& page) { page.findBar().findNext(); });
    inPage(Command::FindPrevious, [](EditorPage& page) { page.findBar().findPrevious(); });
    inPage(Command::GoToLine, [](EditorPage& page) { page.view().askForLine(); });
    inPage(Command::ToggleComment, [](EditorPage& page) { page.view().toggleComment(); });
    inPage(Command::QuickFix, [this](EditorPage& page) {
        const QWidget* focused = QApplication::focusWidget();
        if (focused && m_problems->isAncestorOf(focused))
            m_problems->offerFixes();
        else
            page.view().offerFixes();
    });
    connect((*m_actions)[Command::CompareWithCommit], &QAction::triggered, this,
            &MainWindow::compareWithCommit);
    connect((*m_actions)[Command::CompareWithFile], &QAction::triggered, this,
            &MainWindow::compareWithFile);
    connect((*m_actions)[Command::Find], &QAction::triggered, this, [this] {
        const QWidget* focused = QApplication::focusWidget();
        if (focused && m_editors->canvas().isAncestorOf(focused))
            m_editors->canvas().openFind();
        else if (EditorPage* page = m_editors->tabs().currentPage())
            page->findBar().open(FindBar::Mode::Find);
    });
}

void MainWindow::connectRunCommands() {
    const auto on = [this](Command command, auto&& what) {
        connect((*m_actions)[command], &QAction::triggered, this, what);
    };
    on(Command::Run, [this] { m_run->run(); });
    on(Command::Stop, [this] { m_run->cancel(); });
    on(Command::StopEnvironments, [this] { m_feed.stopEnvironments(); });
    on(Command::ClearRecording, [this] { m_feed.clearRecording(); });
}

void MainWindow::connectViewCommands() {
    const auto on = [this](Command command, auto&& what) {
        connect((*m_actions)[command], &QAction::triggered, this, what);
    };
    using Layout = EditorArea::Layout;
    on(Command::LayoutBoth, [this] { m_editors->setLayoutMode(Layout::Both); });
    on(Command::LayoutText, [this] { m_editors->setLayoutMode(Layout::TextOnly); });
    on(Command::LayoutCanvas, [this] { m_editors->setLayoutMode(Layout::CanvasOnly); });
    (*m_actions)[Command::LayoutBoth]->setChecked(true);
    QAction* full = (*m_actions)[Command::FullScreen];
    connect(full, &QAction::toggled, m_fullScreen,
            [this](bool on) { on ? m_fullScreen->enter() : m_fullScreen->leave(); });
    connect(m_fullScreen, &FullScreen::changed, this, [this, full] {
        full->setChecked(m_fullScreen->isOn());
        refreshActions();
    });
    m_editors->canvas().addToolAction(full);
    const auto zoom = [this](auto inCanvas, auto inText) {
        const QWidget* focused = QApplication::focusWidget();
        codeeditor::EditorPage* page = m_editors->tabs().currentPage();
        if (page && focused && page->isAncestorOf(focused))
            inText(page->view());
        else
            inCanvas(m_editors->canvas());
    };
    using codeeditor::CodeView;
    using designer::WorkflowCanvas;
    on(Command::ZoomIn, [zoom] {
        zoom([](WorkflowCanvas& canvas) { canvas.zoomIn(); },
             [](CodeView& view) { view.zoomIn(); });
    });
    on(Command::ZoomOut, [zoom] {
        zoom([](WorkflowCanvas& canvas) { canvas.zoomOut(); },
             [](CodeView& view) { view.zoomOut(); });
    });
    on(Command::ZoomToFit, [zoom] {
        zoom([](WorkflowCanvas& canvas) { canvas.zoomToFit(); },
             [](CodeView& view) { view.zoomTo(0); });
    });
    on(Command::LightTheme, [this] { setScheme(theme::Scheme::Light); });
    on(Command::DarkTheme, [this] { setScheme(theme::Scheme::Dark); });
    on(Command::ToggleTheme,
       [this] { setScheme(m_theme.isDark() ? theme::Scheme::Light : theme::Scheme::Dark); });
    on(Command::English, [this] { setLanguage(QStringLiteral("en")); });
    on(Command::Korean, [this] { setLanguage(QStringLiteral("ko")); });
    (*m_actions)[m_languages.current() == QLatin1String("ko") ? Command::Korean : Command::English]
        ->setChecked(true);
    const auto cycle = [this](Docks::Direction direction) {
        m_docks->cycleFocus(direction, QList<QWidget*>{m_welcome} + m_editors->regions());
    };
    on(Command::NextRegion, [cycle] { cycle(Docks::Direction::Forward); });
    on(Command::PreviousRegion, [cycle] { cycle(Docks::Direction::Backward); });
    on(Command::ResetLayout, [this] { m_docks->arrange(); });
    on(Command::Palette, [this] { showPalette(); });
    on(Command::About, [this] { showAbout(); });
}

void MainWindow::refreshActions() {
    const bool open = !m_root.isEmpty();
    const bool page = m_editors->tabs().currentPage() != nullptr;
    for (const Command command :
         {Command::NewFunction, Command::NewMachine, Command::NewEvent, Command::ImportTemplate,
          Command::Run, Command::StopEnvironments, Command::ClearRecording})
        (*m_actions)[command]->setEnabled(open);
    (*m_actions)[Command::Stop]->setEnabled(open && m_run->isBusy());
    for (const Command command :
         {Command::CloseTab, Command::Find, Command::Replace, Command::FindNext,
          Command::FindPrevious, Command::GoToLine, Command::ToggleComment, Command::QuickFix,
          Command::CompareWithCommit, Command::CompareWithFile})
        (*m_actions)[command]->setEnabled(page);
    (*m_actions)[Command::Undo]->setEnabled(m_editors->isUndoAvailable());
    (*m_actions)[Command::Redo]->setEnabled(m_editors->isRedoAvailable());
    const bool machine = !m_editors->currentMachine().isEmpty();
    for (const Command command :
         {Command::LayoutBoth, Command::LayoutText, Command::LayoutCanvas, Command::ExportDiagram,
          Command::ExportSelection, Command::ExportDefinition, Command::AddState,
          Command::ExtractStates})
        (*m_actions)[command]->setEnabled(machine);
    (*m_actions)[Command::FullScreen]->setEnabled(machine || m_fullScreen->isOn());
    (*m_actions)[Command::Save]->setEnabled(page && m_editors->tabs().currentPage()->isModified());
    (*m_actions)[Command::SaveAll]->setEnabled(m_editors->tabs().hasUnsaved());
}

/// What is in the editor now is the newer version.
void MainWindow::compareWith(const QString& path, const QString& title, const std::string& older) {
    codeeditor::EditorPage* page = m_editors->tabs().page(path);
    if (!page)
        return;
    auto* dialog = new DifferenceDialog(path, {title, older},
                                        {tr("In the editor"), page->view().bytes()}, m_theme, this);
    dialog->show();
}

void MainWindow::compareWithCommit() {
    const QString path = m_editors->tabs().currentPath();
    readCommittedText(path, this, [this, path](const base::Result<std::string>& text) {
        if (text)
            compareWith(path, tr("Last commit"), *text);
        else
            fail(text.error());
    });
}

void MainWindow::compareWithFile() {
    const QString path = m_editors->tabs().currentPath();
    const QString other = QFileDialog::getOpenFileName(this, tr("Compare with"), m_root);
    if (other.isEmpty())
        return;
    const auto file = workspace::readTextFile(other.toStdString());
    if (file)
        compareWith(path, QDir(m_root).relativeFilePath(other), file->text);
    else
        fail(file.error());
}

void MainWindow::askForFolder() {
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Open a workspace folder"), m_root);
    if (!folder.isEmpty())
        openWorkspace(folder);
}

void MainWindow::setScheme(theme::Scheme scheme) {
    m_preferences.setScheme(scheme);
    m_theme.setScheme(scheme);
}

void MainWindow::setLanguage(const QString& language) {
    m_preferences.setLanguage(language);
    m_languages.use(language);
}

void MainWindow::changeSettings() {
    SettingsDialog dialog(m_preferences.engine(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_preferences.setEngine(dialog.settings());
    useSettings(dialog.settings());
}

void MainWindow::useSettings(const workspace::Settings& settings) {
    m_feed.setSettings(settings);
    m_lifecycle->setConcurrencyLimit(settings.accountConcurrency);
    m_inspector->setAsOf(settings.asOf);
    m_status->setAsOf(settings.asOf);
}

void MainWindow::showPalette() {
    const theme::AllLanguages languages;
    auto* palette =
        new CommandPalette(m_actions->named(languages) + m_docks->named(languages), this);
    palette->move(mapToGlobal(QPoint((width() - palette->width()) / 2, height() / 8)));
    palette->show();
}

void MainWindow::showAbout() {
    QMessageBox box(this);
    box.setWindowTitle(tr("About Warmstart"));
    constexpr int kLogo = 56;
    box.setIconPixmap(m_theme.pixmap(QStringLiteral("app"), m_theme.colour(theme::Role::Accent),
                                     kLogo, devicePixelRatioF()));
    box.setTextFormat(Qt::RichText);
    box.setText(QStringLiteral("<b>Warmstart %1</b>").arg(QStringLiteral(WARMSTART_VERSION)));
    box.setInformativeText(
        tr("Runs Lambda functions and Step Functions workflows on this computer. "
           "Free software under the GNU General Public License, version 3 or later."));
    box.exec();
}

} // namespace ws::app
