#pragma once

#include "app/languages.h"
#include "widgets/theme/alllanguages.h"
#include "widgets/theme/theme.h"

#include <QAction>
#include <QList>
#include <QObject>
#include <QStringList>

#include <map>

namespace ws::app {

/// Everything that the window can be told to do.
enum class Command {
    OpenFolder,
    ShowWelcome,
    NewFunction,
    NewMachine,
    NewEvent,
    Save,
    SaveAll,
    CloseTab,
    Settings,
    Quit,
    Undo,
    Redo,
    Find,
    Replace,
    FindNext,
    FindPrevious,
    GoToLine,
    ToggleComment,
    QuickFix,
    CompareWithCommit,
    CompareWithFile,
    AddState,
    ExtractStates,
    ExportDiagram,
    ExportSelection,
    ExportDefinition,
    ImportTemplate,
    Run,
    Stop,
    Continue,
    Pause,
    Step,
    StepOver,
    StepOut,
    StepEvent,
    RunToSelected,
    ToggleBreakpoint,
    StopEnvironments,
    ClearRecording,
    LayoutBoth,
    LayoutText,
    LayoutCanvas,
    FullScreen,
    ZoomIn,
    ZoomOut,
    ZoomToFit,
    LightTheme,
    DarkTheme,
    ToggleTheme,
    English,
    Korean,
    NextRegion,
    PreviousRegion,
    ResetLayout,
    Palette,
    About,
};

/// An action and what it is called in every language.
struct NamedAction {
    QAction* action = nullptr; // Not owned.
    QStringList names;
};

/// The actions behind menus, toolbar and command palette: text, icon, keys. What they do is
/// connected by the window.
class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(theme::Theme& theme, QObject* parent = nullptr);

    QAction* operator[](Command command) const { return m_actions.at(command); }
    QList<QAction*> all() const;
    /// With the names by which they are searched.
    QList<NamedAction> named(const theme::AllLanguages& languages) const;
    void retranslate();

private:
    void applyTheme();

    theme::Theme& m_theme; // Not owned.
    std::map<Command, QAction*> m_actions;
};

} // namespace ws::app
