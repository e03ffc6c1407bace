#pragma once

#include "app/actions.h"
#include "widgets/theme/alllanguages.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <map>

class QAction;
class QDockWidget;
class QMainWindow;
class QPoint;
class QTabBar;
class QWidget;

namespace ws::app {

enum class Panel {
    Workspace,
    Palette,
    Run,
    Inspector,
    Lifecycle,
    Logs,
    Invocations,
    Events,
    Problems,
    Tests,
    Load,
    Versions,
    Debug,
    Steps,
    DataFlow,
    Mocks,
    Compare,
    Runs,
};

/// The panels around the centre: their titles, places and the keys that move between them.
class Docks : public QObject {
    Q_OBJECT
public:
    explicit Docks(QMainWindow& window);

    void add(Panel panel, QWidget* content);
    /// Puts every panel where it is in the first run.
    void arrange();
    void retranslate();
    void raise(Panel panel);
    /// From then on nothing comes to the front, until release(); what was shown is not shown again
    /// by that.
    void hideAll();
    void release() { m_away = false; }
    bool isRaised(Panel panel) const;
    QDockWidget* dock(Panel panel) const { return m_docks.at(panel); }
    QList<QAction*> toggleActions() const;
    QList<NamedAction> named(const theme::AllLanguages& languages) const;

    enum class Direction { Forward, Backward };
    /// Gives the focus to the next visible panel; the parts of the centre count as panels.
    void cycleFocus(Direction direction, const QList<QWidget*>& centre);

private:
    /// A panel that shares its place has its name on a tab and needs no title under it.
    void refreshTitles();
    bool sharesPlace(QDockWidget* dock) const;
    void adoptTabBars();
    QDockWidget* dockOfTab(const QTabBar& bar, int tab) const;
    void showTabMenu(const QTabBar& bar, const QPoint& position);

    QMainWindow& m_window; // Not owned; the parent.
    std::map<Panel, QDockWidget*> m_docks;
    bool m_away = false;
    QTimer m_titleTimer; ///< Qt moves docks in several steps; titles follow after the last
};

} // namespace ws::app
