#include "widgets/dataplane/newfunctiondialog.h"

#include "engine/workspace/scaffold.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace ws::dataplane {

NewFunctionDialog::NewFunctionDialog(QWidget* parent)
    : QDialog(parent)
    , m_name(new QLineEdit(this))
    , m_runtime(new QComboBox(this)) {
    setWindowTitle(tr("New function"));
    setMinimumWidth(360);
    m_name->setPlaceholderText(tr("letters, digits, - and _"));
    for (const std::string& runtime : workspace::runtimeChoices())
        m_runtime->addItem(QString::fromStdString(runtime));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton* create = buttons->button(QDialogButtonBox::Ok);
    create->setText(tr("Create"));
    create->setProperty("primary", true);
    create->setEnabled(false);
    auto* form = new QFormLayout(this);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Runtime"), m_runtime);
    form->addRow(buttons);
    connect(m_name, &QLineEdit::textChanged, create,
            [create](const QString& text) { create->setEnabled(!text.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString NewFunctionDialog::name() const {
    return m_name->text().trimmed();
}

QString NewFunctionDialog::runtime() const {
    return m_runtime->currentText();
}

} // namespace ws::dataplane
