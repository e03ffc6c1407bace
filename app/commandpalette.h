#pragma once

#include "app/actions.h"

#include <QDialog>
#include <QList>

class QLineEdit;
class QListWidget;

namespace ws::app {

/// Every action of the menus in one list that is searched while typing; Enter runs it.
class CommandPalette : public QDialog {
    Q_OBJECT
public:
    explicit CommandPalette(QList<NamedAction> actions, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static bool fits(const NamedAction& named, const QStringList& words);
    void add(qsizetype at);
    void fill();
    void runCurrent();

    QList<NamedAction> m_actions;
    QLineEdit* m_search;
    QListWidget* m_list;
};

} // namespace ws::app
