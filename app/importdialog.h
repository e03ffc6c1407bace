#pragma once

#include "engine/workspace/templateimport.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace ws::app {

/// The state machines of a template and the functions that come along: which of them come into the
/// workspace, what they will lack there, and why others cannot come.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    ImportDialog(const QString& file, workspace::ImportPlan plan, QWidget* parent = nullptr);

    /// What was ticked, in the template's order.
    workspace::ImportPlan chosen() const;

private:
    void fill();
    void refresh();
    QLabel* makeReasons();

    const workspace::ImportPlan m_plan;
    QTreeWidget* m_list;
    QPushButton* m_import;
};

} // namespace ws::app
