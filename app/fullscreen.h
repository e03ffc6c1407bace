#pragma once

#include "app/docks.h"
#include "app/editorarea.h"

#include <QByteArray>
#include <QObject>

class QMainWindow;

namespace ws::app {

/// The canvas alone on the whole screen; afterwards everything is where it was.
class FullScreen : public QObject {
    Q_OBJECT
public:
    FullScreen(QMainWindow& window, EditorArea& editors, Docks& docks);

    bool isOn() const { return m_on; }

public Q_SLOTS:
    void enter();
    void leave();

Q_SIGNALS:
    void changed();

private:
    QMainWindow& m_window; // Not owned; the parent.
    EditorArea& m_editors; // Not owned.
    Docks& m_docks;        // Not owned.
    bool m_on = false;
    QByteArray m_panels;
    Qt::WindowStates m_windowState;
    EditorArea::Layout m_layout = EditorArea::Layout::Both;
};

} // namespace ws::app
