#include "app/importdialog.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace ws::app {

namespace {

enum Column { Machine, Path, Remark };

QStringList listed(const std::vector<std::string>& names) {
    QStringList out;
    for (const std::string& name : names)
        out << QString::fromStdString(name);
    return out;
}

QString remarkOn(const workspace::ImportedMachine& machine) {
    QStringList remarks;
    if (!machine.missingFunctions.empty())
        remarks << ImportDialog::tr("Calls functions that are not here yet: %1")
                       .arg(listed(machine.missingFunctions).join(QStringLiteral(", ")));
    if (!machine.open.empty())
        remarks << ImportDialog::tr("Keeps placeholders: %1")
                       .arg(listed(machine.open).join(QStringLiteral(", ")));
    return remarks.isEmpty() ? ImportDialog::tr("Ready to run") : remarks.join(QLatin1Char('\n'));
}

} // namespace

ImportDialog::ImportDialog(const QString& file, std::vector<workspace::ImportedMachine> plan,
                           QWidget* parent)
    : QDialog(parent)
    , m_plan(std::move(plan))
    , m_list(new QTreeWidget(this)) {
    setWindowTitle(tr("Import from a template"));
    auto* words = new QLabel(
        tr("State machines of %1. Their substitutions are filled in with the functions of this "
           "workspace; the template itself stays as it is.")
            .arg(QFileInfo(file).fileName()),
        this);
    words->setWordWrap(true);
    m_list->setHeaderLabels({tr("State machine"), tr("File"), tr("What to know")});
    m_list->setRootIsDecorated(false);
    m_list->setAccessibleName(tr("State machines of the template"));
    m_list->setWordWrap(true);
    fill();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::itemChanged, this, &ImportDialog::refresh);
    auto* box = new QVBoxLayout(this);
    box->addWidget(words);
    box->addWidget(m_list);
    box->addWidget(buttons);
    resize(760, 360);
    refresh();
}

void ImportDialog::fill() {
    for (const workspace::ImportedMachine& machine : m_plan) {
        auto* item =
            new QTreeWidgetItem(m_list, {QString::fromStdString(machine.name),
                                         QString::fromStdString(machine.path), remarkOn(machine)});
        item->setCheckState(Machine, Qt::Checked);
        item->setToolTip(Remark, remarkOn(machine));
    }
    m_list->header()->setStretchLastSection(true);
    m_list->resizeColumnToContents(Machine);
    m_list->header()->resizeSection(Machine, m_list->columnWidth(Machine) + 24); // bold words
    m_list->resizeColumnToContents(Path);
}

std::vector<workspace::ImportedMachine> ImportDialog::chosen() const {
    std::vector<workspace::ImportedMachine> out;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (m_list->topLevelItem(row)->checkState(Machine) == Qt::Checked)
            out.push_back(m_plan[std::size_t(row)]);
    }
    return out;
}

void ImportDialog::refresh() {
    m_import->setEnabled(!chosen().empty());
}

} // namespace ws::app
