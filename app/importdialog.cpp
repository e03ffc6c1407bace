#include "app/importdialog.h"

#include "widgets/theme/messages.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace ws::app {

namespace {

enum Column { What, Path, Remark };

QStringList listed(const std::vector<std::string>& names) {
    QStringList out;
    for (const std::string& name : names)
        out << QString::fromStdString(name);
    return out;
}

QString remarkOn(const workspace::ImportedMachine& machine, const workspace::ImportPlan& plan) {
    QStringList remarks;
    if (const auto missing = workspace::missingFunctions(machine, plan); !missing.empty())
        remarks << ImportDialog::tr("Calls functions that are not here yet: %1")
                       .arg(listed(missing).join(QStringLiteral(", ")));
    if (!machine.open.empty())
        remarks << ImportDialog::tr("Keeps placeholders: %1")
                       .arg(listed(machine.open).join(QStringLiteral(", ")));
    return remarks.isEmpty() ? ImportDialog::tr("Ready to run") : remarks.join(QLatin1Char('\n'));
}

void setRemark(QTreeWidgetItem* item, const QString& remark) {
    item->setText(Remark, remark);
    item->setToolTip(Remark, remark);
}

} // namespace

ImportDialog::ImportDialog(const QString& file, workspace::ImportPlan plan, QWidget* parent)
    : QDialog(parent)
    , m_plan(std::move(plan))
    , m_list(new QTreeWidget(this)) {
    setWindowTitle(tr("Import from a template"));
    auto* words = new QLabel(
        tr("State machines of %1 and the functions that this workspace lacks for them. "
           "Substitutions are filled in with the functions of the workspace; the template itself "
           "stays as it is.")
            .arg(QFileInfo(file).fileName()),
        this);
    words->setWordWrap(true);
    m_list->setHeaderLabels({tr("What comes"), tr("File"), tr("What to know")});
    m_list->setRootIsDecorated(false);
    m_list->setAccessibleName(tr("State machines and functions of the template"));
    m_list->setWordWrap(true);
    m_list->header()->setStretchLastSection(true);
    m_list->ensurePolished(); // rows are measured in the look that they will have
    fill();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::itemChanged, this, &ImportDialog::refresh);
    // A row is as high as its words are where they wrap.
    connect(m_list->header(), &QHeaderView::sectionResized, m_list, &QTreeWidget::doItemsLayout,
            Qt::QueuedConnection);
    auto* box = new QVBoxLayout(this);
    box->addWidget(words);
    box->addWidget(m_list);
    box->addWidget(makeReasons());
    box->addWidget(buttons);
    resize(760, 360);
    refresh();
}

void ImportDialog::fill() {
    const auto add = [this](const std::string& name, const std::string& path) {
        auto* item = new QTreeWidgetItem(
            m_list, {QString::fromStdString(name), QString::fromStdString(path), QString()});
        item->setCheckState(What, Qt::Checked);
        return item;
    };
    for (const workspace::ImportedMachine& machine : m_plan.machines)
        add(machine.name, machine.path);
    for (const workspace::ImportedFunction& function : m_plan.functions)
        setRemark(add(function.name, "functions/" + function.name),
                  tr("Copied from %1").arg(QString::fromStdString(function.source)));
}

/// Why the others of the template's machines stay where they are.
QLabel* ImportDialog::makeReasons() {
    QStringList lines;
    for (const base::Error& problem : m_plan.refused)
        lines << tr("%1 cannot come. %2")
                     .arg(QString::fromStdString(problem.arg("machine")), theme::message(problem));
    auto* reasons = new QLabel(lines.join(QLatin1Char('\n')), this);
    reasons->setObjectName(QStringLiteral("refused"));
    reasons->setWordWrap(true);
    reasons->setTextFormat(Qt::PlainText);
    reasons->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    reasons->setVisible(!lines.isEmpty());
    return reasons;
}

workspace::ImportPlan ImportDialog::chosen() const {
    workspace::ImportPlan out;
    const auto isTicked = [this](std::size_t row) {
        return m_list->topLevelItem(int(row))->checkState(What) == Qt::Checked;
    };
    const std::size_t machines = m_plan.machines.size();
    for (std::size_t i = 0; i < machines; ++i) {
        if (isTicked(i))
            out.machines.push_back(m_plan.machines[i]);
    }
    for (std::size_t i = 0; i < m_plan.functions.size(); ++i) {
        if (isTicked(machines + i))
            out.functions.push_back(m_plan.functions[i]);
    }
    return out;
}

/// A function that stays away is one that its machines lack.
void ImportDialog::refresh() {
    const workspace::ImportPlan plan = chosen();
    m_import->setEnabled(!plan.machines.empty() || !plan.functions.empty());
    const QSignalBlocker quiet(m_list);
    for (std::size_t i = 0; i < m_plan.machines.size(); ++i)
        setRemark(m_list->topLevelItem(int(i)), remarkOn(m_plan.machines[i], plan));
    for (int column : {What, Path})
        m_list->resizeColumnToContents(column);
    m_list->header()->resizeSection(What, m_list->columnWidth(What) + 24); // bold words
}

} // namespace ws::app
