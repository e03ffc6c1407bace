#include "app/menus.h"

#include "app/actions.h"
#include "app/docks.h"

#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace ws::app {

Menus::Menus(QMainWindow& window, Actions& actions, Docks& docks)
    : QObject(&window)
    , m_actions(actions) {
    buildMenus(window, docks);
    buildToolBar(window);
    for (const auto& group :
         {QList<Command>{Command::LayoutBoth, Command::LayoutText, Command::LayoutCanvas},
          QList<Command>{Command::LightTheme, Command::DarkTheme},
          QList<Command>{Command::English, Command::Korean}}) {
        auto* exclusive = new QActionGroup(this);
        for (const Command command : group)
            exclusive->addAction(m_actions[command]);
    }
    retranslate();
}

void Menus::buildMenus(QMainWindow& window, Docks& docks) {
    const auto fill = [this](QMenu* menu, std::initializer_list<Command> commands) {
        for (const Command command : commands)
            menu->addAction(m_actions[command]);
    };
    QMenuBar* bar = window.menuBar();
    m_file = bar->addMenu(QString());
    fill(m_file, {Command::OpenFolder, Command::ShowWelcome});
    m_file->addSeparator();
    fill(m_file, {Command::NewFunction, Command::NewMachine, Command::NewEvent});
    m_file->addSeparator();
    fill(m_file, {Command::Save, Command::SaveAll, Command::CloseTab});
    m_file->addSeparator();
    fill(m_file, {Command::ExportDiagram, Command::ExportSelection, Command::ExportDefinition,
                  Command::ImportTemplate});
    m_file->addSeparator();
    fill(m_file, {Command::Settings, Command::Quit});

    m_edit = bar->addMenu(QString());
    fill(m_edit, {Command::Undo, Command::Redo});
    m_edit->addSeparator();
    fill(m_edit, {Command::Find, Command::Replace, Command::FindNext, Command::FindPrevious});
    m_edit->addSeparator();
    fill(m_edit, {Command::GoToLine, Command::ToggleComment, Command::QuickFix});
    m_edit->addSeparator();
    fill(m_edit, {Command::AddState, Command::ExtractStates});
    m_edit->addSeparator();
    fill(m_edit, {Command::CompareWithCommit, Command::CompareWithFile});

    m_run = bar->addMenu(QString());
    fill(m_run, {Command::Run, Command::Stop});
    m_run->addSeparator();
    fill(m_run,
         {Command::Continue, Command::Pause, Command::Step, Command::StepOver, Command::StepOut,
          Command::StepEvent, Command::RunToSelected, Command::ToggleBreakpoint});
    m_run->addSeparator();
    fill(m_run, {Command::StopEnvironments, Command::ClearRecording});

    m_view = bar->addMenu(QString());
    fill(m_view, {Command::Palette});
    m_view->addSeparator();
    m_panels = m_view->addMenu(QString());
    m_panels->addActions(docks.toggleActions());
    m_panels->addSeparator();
    fill(m_panels, {Command::ResetLayout});
    fill(m_view, {Command::NextRegion, Command::PreviousRegion});
    m_view->addSeparator();
    fill(m_view,
         {Command::LayoutBoth, Command::LayoutText, Command::LayoutCanvas, Command::FullScreen});
    m_view->addSeparator();
    fill(m_view, {Command::ZoomIn, Command::ZoomOut, Command::ZoomToFit});
    m_view->addSeparator();
    m_theme = m_view->addMenu(QString());
    fill(m_theme, {Command::LightTheme, Command::DarkTheme});
    m_theme->addSeparator();
    fill(m_theme, {Command::ToggleTheme});
    m_language = m_view->addMenu(QString());
    fill(m_language, {Command::English, Command::Korean});

    m_help = bar->addMenu(QString());
    fill(m_help, {Command::About});
}

void Menus::buildToolBar(QMainWindow& window) {
    m_toolBar = window.addToolBar(QString());
    m_toolBar->setObjectName(QStringLiteral("toolbar"));
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize(QSize(20, 20));
    const auto add = [this](std::initializer_list<Command> commands) {
        for (const Command command : commands)
            m_toolBar->addAction(m_actions[command]);
    };
    add({Command::OpenFolder, Command::Save});
    m_toolBar->addSeparator();
    add({Command::Undo, Command::Redo, Command::Find});
    m_toolBar->addSeparator();
    add({Command::Run, Command::Stop});
    if (auto* run = qobject_cast<QToolButton*>(m_toolBar->widgetForAction(m_actions[Command::Run])))
        run->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add({Command::ClearRecording});
    m_toolBar->addSeparator();
    add({Command::LayoutBoth, Command::LayoutText, Command::LayoutCanvas});
    auto* spacer = new QWidget(m_toolBar);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(spacer);
    add({Command::Palette, Command::ToggleTheme, Command::Settings});
}

void Menus::retranslate() {
    m_file->setTitle(tr("&File"));
    m_edit->setTitle(tr("&Edit"));
    m_run->setTitle(tr("&Run"));
    m_view->setTitle(tr("&View"));
    m_panels->setTitle(tr("&Panels"));
    m_theme->setTitle(tr("T&heme"));
    m_language->setTitle(tr("&Language"));
    m_help->setTitle(tr("&Help"));
    m_toolBar->setWindowTitle(tr("Toolbar"));
}

} // namespace ws::app
