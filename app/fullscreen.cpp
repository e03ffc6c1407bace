#include "app/fullscreen.h"

#include <QMainWindow>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolBar>

namespace ws::app {

FullScreen::FullScreen(QMainWindow& window, EditorArea& editors, Docks& docks)
    : QObject(&window)
    , m_window(window)
    , m_editors(editors)
    , m_docks(docks) {}

void FullScreen::enter() {
    if (m_on)
        return;
    m_on = true;
    m_panels = m_window.saveState();
    m_windowState = m_window.windowState();
    m_layout = m_editors.layoutMode();
    m_docks.hideAll();
    for (QToolBar* bar : m_window.findChildren<QToolBar*>(QString(), Qt::FindDirectChildrenOnly))
        bar->hide();
    m_window.menuBar()->hide();
    m_window.statusBar()->hide();
    m_editors.setLayoutMode(EditorArea::Layout::CanvasOnly);
    m_window.setWindowState(m_windowState | Qt::WindowFullScreen);
    m_editors.takeFocus();
    Q_EMIT changed();
}

void FullScreen::leave() {
    if (!m_on)
        return;
    m_on = false;
    m_window.setWindowState(m_windowState);
    m_window.menuBar()->show();
    m_window.statusBar()->show();
    m_docks.release();
    m_window.restoreState(m_panels);
    // Another layout that was asked for meanwhile stays.
    if (m_editors.layoutMode() == EditorArea::Layout::CanvasOnly)
        m_editors.setLayoutMode(m_layout);
    m_editors.takeFocus();
    Q_EMIT changed();
}

} // namespace ws::app
