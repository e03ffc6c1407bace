#include "app/differencedialog.h"

#include "engine/workspace/machinefile.h"
#include "widgets/codeeditor/compareview.h"
#include "widgets/designer/differenceview.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QLabel>
#include <QTabWidget>

#include <memory>

namespace ws::app {

DifferenceDialog::DifferenceDialog(const QString& path, const Version& before, const Version& after,
                                   theme::Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_tabs(new QTabWidget(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Compare %1").arg(QFileInfo(path).fileName()));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(1100, 760);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_tabs->setDocumentMode(true);
    layout->addWidget(m_tabs);
    if (!workspace::machineNameOfFile(path.toStdString()).empty()) {
        auto diagrams = std::make_unique<designer::DifferenceView>(theme);
        const base::Status compared =
            diagrams->compare(before.title, before.text, after.title, after.text);
        if (compared) {
            m_diagrams = diagrams.release();
            m_tabs->addTab(m_diagrams, tr("Diagram"));
        } else {
            auto* why = new theme::EmptyState(this, 0);
            why->setText(theme::message(compared.error()));
            m_tabs->addTab(why, tr("Diagram"));
        }
    }
    m_tabs->addTab(new codeeditor::CompareView(path, {before.title, before.text},
                                               {after.title, after.text}, theme),
                   tr("Text"));
}

} // namespace ws::app
