#pragma once

#include <QList>
#include <QObject>

class QActionGroup;
class QMainWindow;
class QMenu;
class QToolBar;

namespace ws::app {

class Actions;
class Docks;

/// Menu bar and toolbar, built from the actions.
class Menus : public QObject {
    Q_OBJECT
public:
    Menus(QMainWindow& window, Actions& actions, Docks& docks);

    void retranslate();

private:
    void buildMenus(QMainWindow& window, Docks& docks);
    void buildToolBar(QMainWindow& window);

    Actions& m_actions; // Not owned.
    QMenu* m_file = nullptr;
    QMenu* m_edit = nullptr;
    QMenu* m_run = nullptr;
    QMenu* m_view = nullptr;
    QMenu* m_panels = nullptr;
    QMenu* m_theme = nullptr;
    QMenu* m_language = nullptr;
    QMenu* m_help = nullptr;
    QToolBar* m_toolBar = nullptr;
};

} // namespace ws::app
