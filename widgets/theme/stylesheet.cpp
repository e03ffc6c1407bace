#include "widgets/theme/stylesheet.h"

#include "widgets/theme/theme.h"

#include <QHash>

namespace ws::theme {
namespace {

// @name is replaced by a role's colour; lengths are multiples of the 4 px grid or halves of it.
// Fields, views and what holds them name no colour of text where the palette has it: with one, Qt
// makes what stands in an empty field half transparent.
constexpr const char* kSurfaces = R"(
* { outline: none; }
QMainWindow, QDialog { background: @window; }
QMainWindow::separator { background: @window; width: 5px; height: 5px; }
QMainWindow::separator:hover { background: @accent; }
QToolTip { background: @raised; color: @text; border: 1px solid @fieldborder; padding: 4px 6px; }
QFrame[panel="true"], QWidget[panel="true"] { background: @panel; }
QFrame[field="true"] { background: @field; border: 1px solid @fieldborder; border-radius: 5px; }
QFrame[field="true"]:disabled { background: @raised; border-color: @border; }
QFrame[card="true"] { background: @panel; border: 1px solid @border; border-radius: 8px; }
QFrame[card="true"]:hover { border-color: @accent; }
QFrame[conditionGroup="true"] { border-left: 2px solid @border; }
QFrame[banner="error"] { background: @errorfill; border: 1px solid @errorborder; border-radius: 6px; }
QFrame[banner="warning"] { background: @warnfill; border: 1px solid @warnborder; border-radius: 6px; }
QFrame[banner="info"] { background: @infofill; border: 1px solid @infoborder; border-radius: 6px; }
QFrame[banner="paused"] { background: @pausedfill; border: 1px solid @pausedborder; border-radius: 6px; }
QFrame[banner="success"] { background: @okfill; border: 1px solid @okborder; border-radius: 6px; }
QLabel { background: transparent; }
QLabel[muted="true"] { color: @secondary; }
QLabel[chip="true"] { background: @raised; color: @text; border: 1px solid @border; border-radius: 10px; padding: 2px 8px; }
QLabel[heading="true"] { font-weight: 600; font-size: @headingsize; }
QLabel[title="true"] { font-weight: 600; font-size: @titlesize; }
QLabel[caption="true"] { color: @secondary; font-size: @smallsize; }
QLabel[figure="true"] { font-weight: 600; }
QLabel[errorText="true"] { color: @error; }
QFrame[metric="true"] { background: @raised; border: 1px solid @border; border-radius: 6px; }
QSplitter::handle { background: @panel; }
QSplitter::handle:horizontal { width: 5px; border-left: 1px solid @border; }
QSplitter::handle:vertical { height: 5px; border-top: 1px solid @border; }
QSplitter::handle:hover { background: @accent; }
QStatusBar { background: @window; border-top: 1px solid @border; color: @secondary; }
QStatusBar::item { border: none; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget#qt_scrollarea_viewport { background: transparent; }
QScrollArea > #qt_scrollarea_viewport > QWidget { background: transparent; }
)";

constexpr const char* kButtons = R"(
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { background: @raised; color: @text; border: 1px solid @fieldborder; border-radius: 5px; padding: 5px 12px; min-height: 16px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border: 2px solid @accent; padding: 4px 11px; }
QPushButton:disabled { color: @disabled; border-color: @border; background: @panel; }
QPushButton:checked { background: @selection; border-color: @accent; }
QPushButton[primary="true"] { background: @accent; color: @accenttext; border: 1px solid @accent; font-weight: 600; }
QPushButton[primary="true"]:hover { background: @link; border-color: @link; }
QPushButton[primary="true"]:focus { border: 2px solid @text; padding: 4px 11px; }
QPushButton[primary="true"]:disabled { background: @border; border-color: @border; color: @disabled; }
QPushButton[flat="true"] { background: transparent; border: 1px solid transparent; color: @link; padding: 4px 8px; }
QPushButton[flat="true"]:hover { background: @hover; }
QPushButton[flat="true"]:focus { border: 2px solid @accent; padding: 3px 7px; }
QPushButton[problem="true"] { background: @errorfill; color: @error; border: none; border-top: 1px solid @errorborder; border-radius: 0; text-align: left; padding: 5px 10px; }
QToolButton { background: transparent; color: @text; border: 2px solid transparent; border-radius: 5px; padding: 3px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed { background: @selection; }
QToolButton:checked { background: @selection; }
QToolButton:focus { border: 2px solid @accent; }
QToolButton:disabled { color: @disabled; }
QToolButton[popupMode="1"] { padding-right: 16px; }
QToolButton[popupMode="2"] { padding-right: 14px; }
QToolButton::menu-indicator { image: url(:/icons/qss-chevron-down.svg); width: 12px; height: 12px; subcontrol-origin: padding; subcontrol-position: right center; right: 2px; }
QToolButton::menu-button { border: none; width: 14px; }
QToolButton::menu-arrow { image: url(:/icons/qss-chevron-down.svg); width: 12px; height: 12px; }
QToolBarExtension { border: none; padding: 0; }
QToolBar { background: @raised; border: none; border-bottom: 1px solid @border; padding: 3px 6px; spacing: 2px; }
QToolBar::separator { background: @border; width: 1px; margin: 4px 6px; }
QCheckBox, QRadioButton { spacing: 6px; padding: 2px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox:disabled { color: @disabled; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @fieldborder; border-radius: 3px; background: @field; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/qss-check-@scheme.svg); }
QCheckBox::indicator:disabled { border-color: @border; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @fieldborder; border-radius: 7px; background: @field; }
QRadioButton::indicator:checked { background: @accent; border: 3px solid @field; }
)";

constexpr const char* kFields = R"(
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox { background: @field; border: 1px solid @fieldborder; border-radius: 5px; selection-background-color: @accent; selection-color: @accenttext; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox { padding: 3px 7px; min-height: 18px; }
QLineEdit:hover, QSpinBox:hover, QComboBox:hover { border-color: @secondary; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QComboBox:focus { border: 2px solid @accent; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QComboBox:focus { padding: 2px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QDateEdit:disabled, QComboBox:disabled { color: @disabled; border-color: @border; background: @raised; }
QLineEdit[invalid="true"] { border: 2px solid @error; padding: 2px 6px; }
QLineEdit[frameless="true"], QPlainTextEdit[frameless="true"], QTextEdit[frameless="true"] { border: none; border-radius: 0; background: @panel; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QDateEdit::up-button { subcontrol-origin: border; subcontrol-position: top right; width: 18px; border: none; background: transparent; margin: 2px 2px 0 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QDateEdit::down-button { subcontrol-origin: border; subcontrol-position: bottom right; width: 18px; border: none; background: transparent; margin: 0 2px 2px 0; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: @hover; border-radius: 3px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateEdit::up-arrow { image: url(:/icons/qss-chevron-up.svg); width: 12px; height: 12px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateEdit::down-arrow { image: url(:/icons/qss-chevron-down.svg); width: 12px; height: 12px; }
QComboBox:!editable { padding-left: 9px; }
QComboBox:!editable:focus { padding-left: 8px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; width: 20px; border: none; }
QComboBox::down-arrow { image: url(:/icons/qss-chevron-down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @panel; color: @text; border: 1px solid @fieldborder; padding: 4px; selection-background-color: @selection; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 2px 4px; }
QProgressBar { background: @raised; border: 1px solid @border; border-radius: 4px; height: 8px; text-align: center; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

constexpr const char* kBars = R"(
QMenuBar { background: @raised; color: @text; border-bottom: 1px solid @border; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenuBar::item:pressed { background: @selection; }
QMenu { background: @panel; color: @text; border: 1px solid @fieldborder; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 28px; border-radius: 4px; margin: 0 1px; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @disabled; background: transparent; }
QMenu::icon { left: 7px; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 7px; }
QMenu::indicator:checked { background: @accent; border-radius: 3px; image: url(:/icons/qss-check-@scheme.svg); }
QMenu::right-arrow { image: url(:/icons/qss-chevron-right.svg); width: 14px; height: 14px; right: 6px; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @secondary; border: none; border-bottom: 2px solid transparent; padding: 6px 10px 5px 10px; min-height: 18px; }
QTabBar::tab:hover { color: @text; background: @hover; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; background: @panel; }
QTabBar::tab:focus { border: 2px solid @accent; padding: 4px 8px 5px 8px; }
QTabBar[compact="true"]::tab { padding: 6px 5px 5px 5px; }
QTabBar[compact="true"]::tab:focus { padding: 4px 3px 5px 3px; }
QTabBar[pills="true"]::tab { border: 1px solid @border; border-radius: 11px; padding: 1px 9px; margin: 6px 4px 2px 0; min-height: 18px; }
QTabBar[pills="true"]::tab:selected { background: @selection; border-color: @accent; }
QTabBar[pills="true"]::tab:focus { border: 2px solid @accent; padding: 0 8px; }
QTabBar::close-button { image: url(:/icons/qss-close.svg); width: 16px; height: 16px; border-radius: 3px; }
QTabBar::close-button:hover { background: @hover; }
QTabBar::tear { width: 0; border: none; image: none; }
QTabBar QToolButton { background: @raised; border: none; border-radius: 0; }
QTabBar QToolButton::left-arrow { image: url(:/icons/qss-chevron-left.svg); width: 14px; }
QTabBar QToolButton::right-arrow { image: url(:/icons/qss-chevron-right.svg); width: 14px; }
QTabWidget::pane { border: none; border-top: 1px solid @border; background: @panel; }
QTabWidget::tab-bar { left: 4px; }
QDockWidget { titlebar-close-icon: url(:/icons/qss-close.svg); titlebar-normal-icon: url(:/icons/qss-float.svg); font-weight: 600; }
QDockWidget::title { background: @raised; border-bottom: 1px solid @border; padding: 6px 8px; text-align: left; }
QDockWidget::close-button, QDockWidget::float-button { border: none; border-radius: 3px; padding: 1px; icon-size: 14px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: @hover; }
)";

constexpr const char* kViews = R"(
QAbstractItemView { background: @panel; alternate-background-color: @raised; border: none; selection-background-color: @selection; selection-color: @text; }
QTreeView::item, QListView::item { min-height: 24px; padding: 0 4px; border: none; }
QTableView { gridline-color: @border; }
QTableView::item { padding: 0 6px; border: none; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: @selection; color: @text; }
QTreeView:focus, QListView:focus, QTableView:focus { border: 2px solid @accent; }
QTreeView, QListView, QTableView { border: 2px solid transparent; }
QComboBox QListView, QComboBox QListView:focus { border: 1px solid @fieldborder; }
QFrame[completions="true"] { background: @panel; border: 1px solid @fieldborder; }
QFrame[completions="true"] QListView { background: @panel; border: none; padding: 2px; selection-background-color: @selection; selection-color: @text; }
QFrame[completions="true"] QListView::item { min-height: 0; padding: 0 4px; border: none; }
QFrame[completions="true"] QLabel { background: @raised; border: none; }
QTreeView::indicator, QListView::indicator, QTableView::indicator { width: 14px; height: 14px; border: 1px solid @fieldborder; border-radius: 3px; background: @field; }
QTreeView::indicator:checked, QListView::indicator:checked, QTableView::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/qss-check-@scheme.svg); }
QTreeView::indicator:disabled, QListView::indicator:disabled, QTableView::indicator:disabled { border-color: @border; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:!has-siblings:closed, QTreeView::branch:closed:has-children:has-siblings { image: url(:/icons/qss-chevron-right.svg); }
QTreeView::branch:open:has-children:!has-siblings, QTreeView::branch:open:has-children:has-siblings { image: url(:/icons/qss-chevron-down.svg); }
QHeaderView { background: @raised; border: none; }
QHeaderView::section { background: @raised; color: @secondary; border: none; border-bottom: 1px solid @border; border-right: 1px solid @border; padding: 4px 8px; font-weight: 600; }
QHeaderView::section:last { border-right: none; }
QHeaderView::down-arrow { image: url(:/icons/qss-chevron-down.svg); width: 12px; height: 12px; }
QHeaderView::up-arrow { image: url(:/icons/qss-chevron-up.svg); width: 12px; height: 12px; }
QTableCornerButton::section { background: @raised; border: none; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
)";

QHash<QString, QString> values(const Theme& theme) {
    const auto role = [&](Role role) { return theme.colour(role).name(); };
    const auto points = [&](int step) {
        return QStringLiteral("%1pt").arg(theme.textFont(step).pointSizeF());
    };
    const StatusStyle failed = theme.status(Status::Failed);
    const StatusStyle caught = theme.status(Status::Caught);
    const StatusStyle running = theme.status(Status::Running);
    const StatusStyle paused = theme.status(Status::Paused);
    const StatusStyle succeeded = theme.status(Status::Succeeded);
    return {
        {QStringLiteral("window"), role(Role::Window)},
        {QStringLiteral("panel"), role(Role::Panel)},
        {QStringLiteral("raised"), role(Role::PanelRaised)},
        {QStringLiteral("field"), role(Role::Field)},
        {QStringLiteral("border"), role(Role::Border)},
        {QStringLiteral("fieldborder"), role(Role::FieldBorder)},
        {QStringLiteral("scroll"), role(Role::FieldBorder)},
        {QStringLiteral("text"), role(Role::Text)},
        {QStringLiteral("secondary"), role(Role::TextSecondary)},
        {QStringLiteral("disabled"), role(Role::TextDisabled)},
        {QStringLiteral("accent"), role(Role::Accent)},
        {QStringLiteral("accenttext"), role(Role::AccentText)},
        {QStringLiteral("hover"), role(Role::Hover)},
        {QStringLiteral("selection"), role(Role::SelectionFill)},
        {QStringLiteral("link"), role(Role::Link)},
        {QStringLiteral("error"), role(Role::Error)},
        {QStringLiteral("errorfill"), failed.fill.name()},
        {QStringLiteral("errorborder"), failed.border.name()},
        {QStringLiteral("warnfill"), caught.fill.name()},
        {QStringLiteral("warnborder"), caught.border.name()},
        {QStringLiteral("infofill"), running.fill.name()},
        {QStringLiteral("infoborder"), running.border.name()},
        {QStringLiteral("pausedfill"), paused.fill.name()},
        {QStringLiteral("pausedborder"), paused.border.name()},
        {QStringLiteral("okfill"), succeeded.fill.name()},
        {QStringLiteral("okborder"), succeeded.border.name()},
        {QStringLiteral("smallsize"), points(-1)},
        {QStringLiteral("headingsize"), points(1)},
        {QStringLiteral("titlesize"), points(2)},
        {QStringLiteral("scheme"),
         theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light")},
    };
}

} // namespace

QString styleSheet(const Theme& theme) {
    const QHash<QString, QString> map = values(theme);
    QString sheet;
    for (const char* part : {kSurfaces, kButtons, kFields, kBars, kViews}) {
        const QString text = QString::fromLatin1(part);
        qsizetype from = 0;
        for (qsizetype at = text.indexOf(u'@'); at >= 0; at = text.indexOf(u'@', from)) {
            qsizetype end = at + 1;
            while (end < text.size() && text.at(end).isLower())
                ++end;
            sheet += QStringView(text).mid(from, at - from);
            const QString key = text.mid(at + 1, end - at - 1);
            Q_ASSERT(map.contains(key));
            sheet += map.value(key);
            from = end;
        }
        sheet += QStringView(text).mid(from);
    }
    return sheet;
}

} // namespace ws::theme
