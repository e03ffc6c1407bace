#include "app/actions.h"

#include <QCoreApplication>
#include <QKeySequence>

#include <array>

namespace ws::app {
namespace {

struct Entry {
    Command command;
    const char* text;
    const char* icon; ///< nullptr: none
    QKeyCombination keys = QKeyCombination::fromCombined(0);
    bool checkable = false;
};

constexpr auto kCtrl = Qt::CTRL;
constexpr auto kCtrlShift = Qt::CTRL | Qt::SHIFT;

// clang-format off
const std::array kEntries{
    Entry{Command::OpenFolder, QT_TRANSLATE_NOOP("Actions", "&Open folder …"), "folder-open", kCtrl | Qt::Key_O},
    Entry{Command::ShowWelcome, QT_TRANSLATE_NOOP("Actions", "&Welcome page"), "home"},
    Entry{Command::NewFunction, QT_TRANSLATE_NOOP("Actions", "New &function …"), "function", kCtrl | Qt::Key_N},
    Entry{Command::NewMachine, QT_TRANSLATE_NOOP("Actions", "New state &machine …"), "machine", kCtrlShift | Qt::Key_N},
    Entry{Command::NewEvent, QT_TRANSLATE_NOOP("Actions", "New &event …"), "event"},
    Entry{Command::Save, QT_TRANSLATE_NOOP("Actions", "&Save"), "save", kCtrl | Qt::Key_S},
    Entry{Command::SaveAll, QT_TRANSLATE_NOOP("Actions", "Save &all"), nullptr, kCtrlShift | Qt::Key_S},
    Entry{Command::CloseTab, QT_TRANSLATE_NOOP("Actions", "&Close file"), nullptr, kCtrl | Qt::Key_W},
    Entry{Command::Settings, QT_TRANSLATE_NOOP("Actions", "Se&ttings …"), "settings", kCtrl | Qt::Key_Comma},
    Entry{Command::Quit, QT_TRANSLATE_NOOP("Actions", "&Quit"), nullptr, kCtrl | Qt::Key_Q},
    Entry{Command::Undo, QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", kCtrl | Qt::Key_Z},
    Entry{Command::Redo, QT_TRANSLATE_NOOP("Actions", "&Redo"), "redo", kCtrlShift | Qt::Key_Z},
    Entry{Command::Find, QT_TRANSLATE_NOOP("Actions", "&Find …"), "search", kCtrl | Qt::Key_F},
    Entry{Command::Replace, QT_TRANSLATE_NOOP("Actions", "R&eplace …"), "replace", kCtrl | Qt::Key_H},
    Entry{Command::FindNext, QT_TRANSLATE_NOOP("Actions", "Find &next"), nullptr, QKeyCombination(Qt::Key_F3)},
    Entry{Command::FindPrevious, QT_TRANSLATE_NOOP("Actions", "Find &previous"), nullptr, Qt::SHIFT | Qt::Key_F3},
    Entry{Command::GoToLine, QT_TRANSLATE_NOOP("Actions", "&Go to line …"), nullptr, kCtrl | Qt::Key_G},
    Entry{Command::ToggleComment, QT_TRANSLATE_NOOP("Actions", "&Comment in or out"), nullptr, kCtrl | Qt::Key_Slash},
    Entry{Command::QuickFix, QT_TRANSLATE_NOOP("Actions", "&Quick fix …"), nullptr, kCtrl | Qt::Key_Period},
    Entry{Command::CompareWithCommit, QT_TRANSLATE_NOOP("Actions", "Compare with the last c&ommit"), "compare", kCtrlShift | Qt::Key_D},
    Entry{Command::CompareWithFile, QT_TRANSLATE_NOOP("Actions", "Compare with a f&ile …"), nullptr},
    Entry{Command::ExportDiagram, QT_TRANSLATE_NOOP("Actions", "&Export the diagram …"), nullptr},
    Entry{Command::AddState, QT_TRANSLATE_NOOP("Actions", "&Add a state from the palette"), nullptr, kCtrlShift | Qt::Key_A},
    Entry{Command::ExtractStates, QT_TRANSLATE_NOOP("Actions", "E&xtract into a state machine …"), nullptr},
    Entry{Command::ExportSelection, QT_TRANSLATE_NOOP("Actions", "Export the se&lected states …"), nullptr},
    Entry{Command::ExportDefinition, QT_TRANSLATE_NOOP("Actions", "Export the &definition …"), nullptr},
    Entry{Command::ImportTemplate, QT_TRANSLATE_NOOP("Actions", "&Import from a template …"), nullptr},
    Entry{Command::Run, QT_TRANSLATE_NOOP("Actions", "&Run"), "play", kCtrl | Qt::Key_Return},
    Entry{Command::Stop, QT_TRANSLATE_NOOP("Actions", "&Stop"), "stop", Qt::SHIFT | Qt::Key_F5},
    Entry{Command::Continue, QT_TRANSLATE_NOOP("Actions", "C&ontinue"), "continue", QKeyCombination(Qt::Key_F5)},
    Entry{Command::Pause, QT_TRANSLATE_NOOP("Actions", "&Pause"), "pause", QKeyCombination(Qt::Key_F7)},
    Entry{Command::Step, QT_TRANSLATE_NOOP("Actions", "S&tep to the next state"), "step", QKeyCombination(Qt::Key_F11)},
    Entry{Command::StepOver, QT_TRANSLATE_NOOP("Actions", "Step o&ver Parallel or Map"), "step-over", QKeyCombination(Qt::Key_F10)},
    Entry{Command::StepOut, QT_TRANSLATE_NOOP("Actions", "Step o&ut of Parallel or Map"), "step-out", Qt::SHIFT | Qt::Key_F11},
    Entry{Command::StepEvent, QT_TRANSLATE_NOOP("Actions", "Step one &event"), nullptr, kCtrl | Qt::Key_F11},
    Entry{Command::RunToSelected, QT_TRANSLATE_NOOP("Actions", "Run to the sele&cted state"), "run-to", kCtrl | Qt::Key_F10},
    Entry{Command::ToggleBreakpoint, QT_TRANSLATE_NOOP("Actions", "Set or remove &breakpoint"), "breakpoint", QKeyCombination(Qt::Key_F9)},
    Entry{Command::StopEnvironments, QT_TRANSLATE_NOOP("Actions", "S&hut all environments down"), nullptr},
    Entry{Command::ClearRecording, QT_TRANSLATE_NOOP("Actions", "&Clear timeline and logs"), "clear", kCtrlShift | Qt::Key_K},
    Entry{Command::LayoutBoth, QT_TRANSLATE_NOOP("Actions", "Text and canvas &side by side"), "split", kCtrl | Qt::Key_1, true},
    Entry{Command::LayoutText, QT_TRANSLATE_NOOP("Actions", "&Text only"), "code", kCtrl | Qt::Key_2, true},
    Entry{Command::LayoutCanvas, QT_TRANSLATE_NOOP("Actions", "Canvas &only"), "canvas", kCtrl | Qt::Key_3, true},
    Entry{Command::FullScreen, QT_TRANSLATE_NOOP("Actions", "Canvas on the &full screen"), "full-screen", QKeyCombination(Qt::Key_F12), true},
    Entry{Command::ZoomIn, QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "zoom-in", kCtrl | Qt::Key_Plus},
    Entry{Command::ZoomOut, QT_TRANSLATE_NOOP("Actions", "Zoom o&ut"), "zoom-out", kCtrl | Qt::Key_Minus},
    Entry{Command::ZoomToFit, QT_TRANSLATE_NOOP("Actions", "Fit the &canvas"), "fit", kCtrl | Qt::Key_0},
    Entry{Command::LightTheme, QT_TRANSLATE_NOOP("Actions", "&Light"), "sun", QKeyCombination::fromCombined(0), true},
    Entry{Command::DarkTheme, QT_TRANSLATE_NOOP("Actions", "&Dark"), "moon", QKeyCombination::fromCombined(0), true},
    Entry{Command::ToggleTheme, QT_TRANSLATE_NOOP("Actions", "Switch between light and dark"), "moon", kCtrlShift | Qt::Key_L},
    Entry{Command::English, QT_TRANSLATE_NOOP("Actions", "English"), nullptr, QKeyCombination::fromCombined(0), true},
    Entry{Command::Korean, QT_TRANSLATE_NOOP("Actions", "한국어"), nullptr, QKeyCombination::fromCombined(0), true},
    Entry{Command::NextRegion, QT_TRANSLATE_NOOP("Actions", "&Next region"), nullptr, QKeyCombination(Qt::Key_F6)},
    Entry{Command::PreviousRegion, QT_TRANSLATE_NOOP("Actions", "Pre&vious region"), nullptr, Qt::SHIFT | Qt::Key_F6},
    Entry{Command::ResetLayout, QT_TRANSLATE_NOOP("Actions", "&Reset the panels"), nullptr},
    Entry{Command::Palette, QT_TRANSLATE_NOOP("Actions", "Co&mmands …"), "keyboard", kCtrlShift | Qt::Key_P},
    Entry{Command::About, QT_TRANSLATE_NOOP("Actions", "&About Warmstart"), "info"},
};
// clang-format on

} // namespace

Actions::Actions(theme::Theme& theme, QObject* parent)
    : QObject(parent)
    , m_theme(theme) {
    for (const Entry& entry : kEntries) {
        auto* action = new QAction(this);
        action->setObjectName(QString::fromUtf8(entry.text).remove(u'&'));
        action->setCheckable(entry.checkable);
        if (entry.keys.toCombined() != 0)
            action->setShortcut(QKeySequence(entry.keys));
        m_actions[entry.command] = action;
    }
    // The keypad's Enter runs as well.
    m_actions[Command::Run]->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    m_actions[Command::Redo]->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    m_actions[Command::ZoomIn]->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    m_actions[Command::Quit]->setMenuRole(QAction::QuitRole);
    connect(&m_theme, &theme::Theme::changed, this, &Actions::applyTheme);
    applyTheme();
    retranslate();
}

QList<QAction*> Actions::all() const {
    QList<QAction*> list;
    for (const Entry& entry : kEntries)
        list += m_actions.at(entry.command);
    return list;
}

QList<NamedAction> Actions::named(const theme::AllLanguages& languages) const {
    QList<NamedAction> list;
    for (const Entry& entry : kEntries)
        list += {m_actions.at(entry.command), languages.names("Actions", entry.text)};
    return list;
}

void Actions::applyTheme() {
    for (const Entry& entry : kEntries) {
        if (entry.icon)
            m_actions[entry.command]->setIcon(m_theme.icon(QString::fromLatin1(entry.icon)));
    }
    m_actions[Command::ToggleTheme]->setIcon(
        m_theme.icon(m_theme.isDark() ? QStringLiteral("sun") : QStringLiteral("moon")));
    m_actions[Command::Run]->setIcon(
        m_theme.icon(QStringLiteral("play"), m_theme.colour(theme::Role::Success)));
    m_actions[Command::LightTheme]->setChecked(!m_theme.isDark());
    m_actions[Command::DarkTheme]->setChecked(m_theme.isDark());
}

void Actions::retranslate() {
    for (const Entry& entry : kEntries) {
        QAction* action = m_actions[entry.command];
        action->setText(QCoreApplication::translate("Actions", entry.text));
        // Without the mnemonic; Korean carries it as "(&F)".
        QString tip = action->text();
        const qsizetype bracket = tip.indexOf(QLatin1String("(&"));
        if (bracket >= 0)
            tip.remove(bracket, 4);
        tip.remove(u'&');
        action->setIconText(tip);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
    }
}

} // namespace ws::app
