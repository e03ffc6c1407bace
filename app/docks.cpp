#include "app/docks.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QTabBar>

#include <algorithm>

namespace ws::app {
namespace {

struct Place {
    Panel panel;
    const char* id; ///< for the saved layout
    const char* title;
    Qt::DockWidgetArea area;
};

constexpr Place kPlaces[] = {
    {Panel::Workspace, "workspace", QT_TRANSLATE_NOOP("ws::app::Docks", "Workspace"),
     Qt::LeftDockWidgetArea},
    {Panel::Palette, "palette", QT_TRANSLATE_NOOP("ws::app::Docks", "Palette"),
     Qt::LeftDockWidgetArea},
    {Panel::Run, "run", QT_TRANSLATE_NOOP("ws::app::Docks", "Run"), Qt::RightDockWidgetArea},
    {Panel::Inspector, "inspector", QT_TRANSLATE_NOOP("ws::app::Docks", "Inspector"),
     Qt::RightDockWidgetArea},
    {Panel::Lifecycle, "lifecycle", QT_TRANSLATE_NOOP("ws::app::Docks", "Lifecycle"),
     Qt::BottomDockWidgetArea},
    {Panel::Logs, "logs", QT_TRANSLATE_NOOP("ws::app::Docks", "Logs"), Qt::BottomDockWidgetArea},
    {Panel::Invocations, "invocations", QT_TRANSLATE_NOOP("ws::app::Docks", "Invocations"),
     Qt::BottomDockWidgetArea},
    {Panel::Events, "events", QT_TRANSLATE_NOOP("ws::app::Docks", "Events"),
     Qt::BottomDockWidgetArea},
    {Panel::Problems, "problems", QT_TRANSLATE_NOOP("ws::app::Docks", "Problems"),
     Qt::BottomDockWidgetArea},
    {Panel::Tests, "tests", QT_TRANSLATE_NOOP("ws::app::Docks", "Tests"), Qt::BottomDockWidgetArea},
    {Panel::Load, "load", QT_TRANSLATE_NOOP("ws::app::Docks", "Load"), Qt::RightDockWidgetArea},
    {Panel::Versions, "versions", QT_TRANSLATE_NOOP("ws::app::Docks", "Versions"),
     Qt::RightDockWidgetArea},
    {Panel::Steps, "steps", QT_TRANSLATE_NOOP("ws::app::Docks", "Steps"), Qt::BottomDockWidgetArea},
    {Panel::DataFlow, "dataflow", QT_TRANSLATE_NOOP("ws::app::Docks", "Data flow"),
     Qt::BottomDockWidgetArea},
    {Panel::Mocks, "mocks", QT_TRANSLATE_NOOP("ws::app::Docks", "Mocks"), Qt::BottomDockWidgetArea},
    {Panel::Compare, "compare", QT_TRANSLATE_NOOP("ws::app::Docks", "Compare"),
     Qt::BottomDockWidgetArea},
    {Panel::Runs, "runs", QT_TRANSLATE_NOOP("ws::app::Docks", "Runs"), Qt::BottomDockWidgetArea},
    {Panel::Debug, "debug", QT_TRANSLATE_NOOP("ws::app::Docks", "Debug"), Qt::BottomDockWidgetArea},
};

/// Stands where a dock has its title, and takes no room.
class NoTitle : public QWidget {
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {0, 0}; }
    QSize minimumSizeHint() const override { return {0, 0}; }
};

/// What it names itself, else the first widget inside that takes the focus by Tab.
QWidget* firstFocusable(QWidget* in) {
    const auto takes = [](const QWidget* widget) {
        return widget->isVisible() && widget->isEnabled() && !widget->focusProxy() &&
               (widget->focusPolicy() & Qt::TabFocus);
    };
    QWidget* named = in;
    while (named->focusProxy())
        named = named->focusProxy();
    if (takes(named))
        return named;
    for (QWidget* child : in->findChildren<QWidget*>()) {
        if (takes(child))
            return child;
    }
    return nullptr;
}

} // namespace

Docks::Docks(QMainWindow& window)
    : QObject(&window)
    , m_window(window) {
    window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowTabbedDocks |
                          QMainWindow::AllowNestedDocks);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_titleTimer.setSingleShot(true);
    connect(&m_titleTimer, &QTimer::timeout, this, &Docks::refreshTitles);
}

void Docks::add(Panel panel, QWidget* content) {
    auto* dock = new QDockWidget(&m_window);
    for (const Place& place : kPlaces) {
        if (place.panel == panel)
            dock->setObjectName(QString::fromLatin1(place.id));
    }
    content->setProperty("panel", true);
    content->setAttribute(Qt::WA_StyledBackground);
    dock->setWidget(content);
    m_docks[panel] = dock;
    const auto later = [this] { m_titleTimer.start(); };
    connect(dock, &QDockWidget::topLevelChanged, this, later);
    connect(dock, &QDockWidget::dockLocationChanged, this, later);
    connect(dock, &QDockWidget::visibilityChanged, this, later);
}

bool Docks::sharesPlace(QDockWidget* dock) const {
    const auto inPlace = [](const QDockWidget* panel) {
        return !panel->isHidden() && !panel->isFloating();
    };
    return inPlace(dock) && std::ranges::any_of(m_window.tabifiedDockWidgets(dock), inPlace);
}

void Docks::refreshTitles() {
    for (const auto& [panel, dock] : m_docks) {
        QWidget* shown = dock->titleBarWidget();
        if (sharesPlace(dock) == (shown != nullptr))
            continue;
        dock->setTitleBarWidget(shown ? nullptr : new NoTitle(dock));
        if (shown)
            shown->deleteLater();
    }
    adoptTabBars();
}

void Docks::adoptTabBars() {
    for (QTabBar* bar : m_window.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (bar->contextMenuPolicy() == Qt::CustomContextMenu)
            continue;
        bar->setContextMenuPolicy(Qt::CustomContextMenu);
        bar->setElideMode(Qt::ElideNone); // "E…" names nothing; the bar scrolls instead
        connect(bar, &QTabBar::customContextMenuRequested, this,
                [this, bar](const QPoint& position) { showTabMenu(*bar, position); });
        connect(bar, &QTabBar::tabBarDoubleClicked, this, [this, bar](int tab) {
            if (QDockWidget* panel = dockOfTab(*bar, tab))
                panel->setFloating(true);
        });
    }
}

/// Qt keeps the dock of a tab to itself; titles are unique.
QDockWidget* Docks::dockOfTab(const QTabBar& bar, int tab) const {
    for (const auto& [panel, dock] : m_docks) {
        if (tab >= 0 && bar.tabText(tab) == dock->windowTitle())
            return dock;
    }
    return nullptr;
}

void Docks::showTabMenu(const QTabBar& bar, const QPoint& position) {
    QDockWidget* panel = dockOfTab(bar, bar.tabAt(position));
    if (!panel)
        return;
    QMenu menu(&m_window);
    const QAction* detach = menu.addAction(tr("Move to a window of its own"));
    const QAction* hide = menu.addAction(tr("Hide panel"));
    const QAction* chosen = menu.exec(bar.mapToGlobal(position));
    if (chosen == detach)
        panel->setFloating(true);
    else if (chosen == hide)
        panel->close();
}

void Docks::arrange() {
    for (const Place& place : kPlaces) {
        QDockWidget* panel = dock(place.panel);
        panel->setFloating(false);
        m_window.addDockWidget(place.area, panel);
        panel->show();
    }
    m_window.tabifyDockWidget(dock(Panel::Workspace), dock(Panel::Palette));
    m_window.tabifyDockWidget(dock(Panel::Run), dock(Panel::Inspector));
    m_window.tabifyDockWidget(dock(Panel::Run), dock(Panel::Load));
    m_window.tabifyDockWidget(dock(Panel::Run), dock(Panel::Versions));
    m_window.splitDockWidget(dock(Panel::Lifecycle), dock(Panel::Logs), Qt::Horizontal);
    // What a workflow's run is looked at with takes turns with the lanes; what is told, with the
    // logs.
    for (const Panel panel :
         {Panel::Steps, Panel::DataFlow, Panel::Runs, Panel::Mocks, Panel::Compare, Panel::Debug})
        m_window.tabifyDockWidget(dock(Panel::Lifecycle), dock(panel));
    for (const Panel panel : {Panel::Invocations, Panel::Events, Panel::Problems, Panel::Tests})
        m_window.tabifyDockWidget(dock(Panel::Logs), dock(panel));
    raise(Panel::Workspace);
    raise(Panel::Run);
    raise(Panel::Lifecycle);
    raise(Panel::Logs);
    const int width = m_window.width();
    const int height = m_window.height();
    const int right = std::clamp(width * 7 / 25, 360, 480);
    m_window.resizeDocks({dock(Panel::Workspace), dock(Panel::Run)},
                         {std::clamp(width / 7, 190, 260), right}, Qt::Horizontal);
    const int bottom = width - right;
    m_window.resizeDocks({dock(Panel::Lifecycle), dock(Panel::Logs)},
                         {bottom * 11 / 20, bottom * 9 / 20}, Qt::Horizontal);
    m_window.resizeDocks({dock(Panel::Lifecycle)}, {height * 21 / 50}, Qt::Vertical);
}

void Docks::retranslate() {
    for (const Place& place : kPlaces) {
        QDockWidget* titled = dock(place.panel);
        titled->setWindowTitle(tr(place.title));
        titled->setAccessibleName(tr(place.title));
    }
}

void Docks::hideAll() {
    m_away = true;
    for (const auto& [panel, dock] : m_docks)
        dock->hide();
}

void Docks::raise(Panel panel) {
    if (m_away)
        return;
    dock(panel)->show();
    dock(panel)->raise();
}

bool Docks::isRaised(Panel panel) const {
    return !dock(panel)->visibleRegion().isEmpty();
}

QList<QAction*> Docks::toggleActions() const {
    QList<QAction*> actions;
    for (const Place& place : kPlaces)
        actions += dock(place.panel)->toggleViewAction();
    return actions;
}

QList<NamedAction> Docks::named(const theme::AllLanguages& languages) const {
    QList<NamedAction> list;
    for (const Place& place : kPlaces)
        list +=
            {dock(place.panel)->toggleViewAction(), languages.names("ws::app::Docks", place.title)};
    return list;
}

void Docks::cycleFocus(Direction direction, const QList<QWidget*>& centre) {
    QList<QWidget*> regions = QList<QWidget*>{dock(Panel::Workspace)} + centre;
    for (const Place& place : kPlaces) {
        if (place.panel != Panel::Workspace)
            regions += dock(place.panel);
    }
    const auto count = int(regions.size());
    int current = -1;
    for (int i = 0; i < count; ++i) {
        const QWidget* focused = QApplication::focusWidget();
        if (focused && (regions[i] == focused || regions[i]->isAncestorOf(focused)))
            current = i;
    }
    const int step = direction == Direction::Forward ? 1 : count - 1;
    for (int tried = 0, i = current; tried < count; ++tried) {
        i = (i + step + count) % count;
        if (regions[i]->visibleRegion().isEmpty())
            continue;
        auto* panel = qobject_cast<QDockWidget*>(regions[i]);
        QWidget* target = firstFocusable(panel ? panel->widget() : regions[i]);
        if (!target)
            continue;
        target->setFocus(Qt::TabFocusReason);
        return;
    }
}

} // namespace ws::app
