#include "widgets/codeeditor/comparedialog.h"

#include "widgets/codeeditor/compareview.h"

#include <QBoxLayout>
#include <QFileInfo>

namespace ws::codeeditor {

CompareDialog::CompareDialog(const QString& path, const std::string& mine,
                             const std::string& theirs, theme::Theme& theme, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Compare %1").arg(QFileInfo(path).fileName()));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1000, 600);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(new CompareView(path, {tr("In the editor (unsaved)"), mine},
                                      {tr("On disk"), theirs}, theme, this));
}

} // namespace ws::codeeditor
