#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace ws::app {

/// Every action of the menus in one list that is searched while typing; Enter runs it.
class CommandPalette : public QDialog {
    Q_OBJECT
public:
    /// The actions are not owned.
    explicit CommandPalette(QList<QAction*> actions, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void runCurrent();

    QList<QAction*> m_actions; // Not owned.
    QLineEdit* m_search;
    QListWidget* m_list;
};

} // namespace ws::app
