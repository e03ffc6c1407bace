#pragma once

#include "engine/workspace/templateimport.h"

#include <QDialog>

#include <vector>

class QPushButton;
class QTreeWidget;

namespace ws::app {

/// The state machines of a template: which of them come into the workspace, and what they will
/// lack there.
class ImportDialog : public QDialog {
    Q_OBJECT
public:
    ImportDialog(const QString& file, std::vector<workspace::ImportedMachine> plan,
                 QWidget* parent = nullptr);

    /// What was ticked, in the template's order.
    std::vector<workspace::ImportedMachine> chosen() const;

private:
    void fill();
    void refresh();

    const std::vector<workspace::ImportedMachine> m_plan;
    QTreeWidget* m_list;
    QPushButton* m_import;
};

} // namespace ws::app
