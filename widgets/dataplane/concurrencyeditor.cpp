#include "widgets/dataplane/concurrencyeditor.h"

#include "engine/base/ids.h"
#include "widgets/theme/header.h"
#include "widgets/theme/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTreeWidget>

#include <algorithm>

namespace ws::dataplane {

namespace {

using json::Value;

enum Column { Qualifier, Requested, Allocated, Status };
constexpr int kMost = 100'000;

QString text(const Value& value) {
    return QString::fromStdString(value.toString());
}

QString qualifierOf(const Value& config) {
    const auto name = base::FunctionName::parse(config["FunctionArn"].toString());
    return QString::fromStdString(name.qualifier);
}

QLabel* makeError(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setProperty("errorText", true);
    label->hide();
    return label;
}

} // namespace

ConcurrencyEditor::ConcurrencyEditor(FunctionAccount& account, QWidget* parent)
    : QWidget(parent)
    , m_account(account) {
    build();
    connectParts();
    retranslate();
}

void ConcurrencyEditor::build() {
    m_heading = new QLabel(this);
    m_heading->setProperty("heading", true);
    m_reserve = new QCheckBox(this);
    m_reserved = new QSpinBox(this);
    m_reserved->setRange(0, kMost);
    m_saveReserved = new QPushButton(this);
    m_reservedError = makeError(this);
    m_reservedNote = new QLabel(this);
    m_reservedNote->setWordWrap(true);
    m_reservedNote->setProperty("caption", true);
    m_provisionedLabel = new QLabel(this);
    m_provisionedLabel->setWordWrap(true);
    m_provisionedLabel->setProperty("muted", true);
    m_list = new QTreeWidget(this);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setColumnCount(4);
    m_list->setFixedHeight(theme::Theme::space(24));
    m_list->setHeader(new theme::Header(m_list));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Qualifier, QHeaderView::Stretch);
    m_qualifier = new QComboBox(this);
    m_wanted = new QSpinBox(this);
    m_wanted->setRange(1, kMost);
    m_set = new QPushButton(this);
    m_remove = new QPushButton(this);
    m_provisionedError = makeError(this);
    auto* reserved = new QHBoxLayout;
    reserved->addWidget(m_reserve);
    reserved->addWidget(m_reserved);
    reserved->addWidget(m_saveReserved);
    reserved->addStretch(1);
    auto* provisioned = new QHBoxLayout;
    provisioned->addWidget(m_qualifier, 1);
    provisioned->addWidget(m_wanted);
    provisioned->addWidget(m_set);
    provisioned->addWidget(m_remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Theme::space(2));
    column->addWidget(m_heading);
    column->addLayout(reserved);
    column->addWidget(m_reservedError);
    column->addWidget(m_reservedNote);
    column->addWidget(m_provisionedLabel);
    column->addWidget(m_list);
    column->addLayout(provisioned);
    column->addWidget(m_provisionedError);
}

void ConcurrencyEditor::connectParts() {
    connect(&m_account, &FunctionAccount::changed, this, &ConcurrencyEditor::show);
    connect(m_reserve, &QCheckBox::toggled, m_reserved, &QWidget::setEnabled);
    connect(m_saveReserved, &QPushButton::clicked, this, &ConcurrencyEditor::saveReserved);
    connect(m_set, &QPushButton::clicked, this, &ConcurrencyEditor::setProvisioned);
    connect(m_remove, &QPushButton::clicked, this, &ConcurrencyEditor::removeProvisioned);
    connect(m_qualifier, &QComboBox::currentTextChanged, this, &ConcurrencyEditor::refreshForm);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* row) {
        if (!row)
            return;
        m_qualifier->setCurrentText(row->text(Qualifier));
        m_wanted->setValue(row->text(Requested).toInt());
    });
}

void ConcurrencyEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ConcurrencyEditor::retranslate() {
    m_heading->setText(tr("Concurrency"));
    m_reserve->setText(tr("Reserve"));
    m_reserve->setToolTip(tr("So many may run at once, no more, and nobody else gets them. 0 "
                             "switches the function off."));
    m_reserved->setAccessibleName(tr("Reserved concurrency"));
    m_saveReserved->setText(tr("Apply"));
    m_reservedNote->setText(tr("Counts until function.json changes. To keep it, enter it in the "
                               "form beside that file."));
    m_provisionedLabel->setText(tr("Provisioned: environments that are initialised ahead, for a "
                                   "published version or an alias."));
    m_list->setHeaderLabels({tr("Qualifier"), tr("Requested"), tr("Allocated"), tr("Status")});
    m_list->setAccessibleName(tr("Provisioned concurrency"));
    m_qualifier->setAccessibleName(tr("Version or alias"));
    m_wanted->setAccessibleName(tr("Environments to keep initialised"));
    m_set->setText(tr("Provision"));
    m_remove->setText(tr("Remove"));
    show();
}

void ConcurrencyEditor::show() {
    const auto& state = m_account.state();
    if (!m_reserved->hasFocus() && !m_reserve->hasFocus() && !m_saveReserved->hasFocus()) {
        m_reserve->setChecked(state.reserved.has_value());
        m_reserved->setValue(state.reserved.value_or(0));
    }
    m_reserved->setEnabled(m_reserve->isChecked());
    const QString chosen = m_qualifier->currentText();
    {
        const QSignalBlocker quiet(m_qualifier);
        m_qualifier->clear();
        for (const Value& alias : state.aliases.items())
            m_qualifier->addItem(text(alias["Name"]));
        for (const Value& version : state.versions.items()) {
            if (version["Version"].toString() != "$LATEST")
                m_qualifier->addItem(text(version["Version"]));
        }
        m_qualifier->setCurrentIndex(std::max(0, m_qualifier->findText(chosen)));
    }
    showProvisioned();
    refreshForm();
}

void ConcurrencyEditor::showProvisioned() {
    m_list->clear();
    for (const Value& config : m_account.state().provisioned.items()) {
        auto* row = new QTreeWidgetItem(m_list);
        row->setText(Qualifier, qualifierOf(config));
        row->setText(
            Requested,
            QString::number(config["RequestedProvisionedConcurrentExecutions"].toInteger()));
        row->setText(
            Allocated,
            QString::number(config["AllocatedProvisionedConcurrentExecutions"].toInteger()));
        const std::string& status = config["Status"].toString();
        row->setText(Status, status == "READY"    ? tr("Ready")
                             : status == "FAILED" ? tr("Failed")
                                                  : tr("In progress"));
        const QString reason = text(config["StatusReason"]);
        row->setToolTip(Status, reason.isEmpty() ? row->text(Status) : reason);
    }
}

void ConcurrencyEditor::refreshForm() {
    const bool any = m_qualifier->count() > 0;
    m_qualifier->setEnabled(any);
    m_wanted->setEnabled(any);
    m_set->setEnabled(any);
    m_set->setToolTip(any ? tr("Starts so many environments ahead; they come after a minute or so")
                          : tr("Publish a version first: $LATEST cannot be provisioned"));
    const auto& all = m_account.state().provisioned.items();
    m_remove->setEnabled(std::ranges::any_of(all, [&](const Value& config) {
        return qualifierOf(config) == m_qualifier->currentText();
    }));
    m_remove->setToolTip(tr("Ends what is kept initialised for it"));
}

void ConcurrencyEditor::saveReserved() {
    const bool reserve = m_reserve->isChecked();
    Value request = Value::object();
    if (reserve)
        request.set("ReservedConcurrentExecutions", m_reserved->value());
    m_account.call(
        reserve ? "PutFunctionConcurrency" : "DeleteFunctionConcurrency", std::move(request),
        [this](const FunctionAccount::Answer& answer) { finish(m_reservedError, answer); });
}

void ConcurrencyEditor::setProvisioned() {
    m_account.call(
        "PutProvisionedConcurrencyConfig",
        Value::object({{"Qualifier", m_qualifier->currentText().toStdString()},
                       {"ProvisionedConcurrentExecutions", m_wanted->value()}}),
        [this](const FunctionAccount::Answer& answer) { finish(m_provisionedError, answer); });
}

void ConcurrencyEditor::removeProvisioned() {
    m_account.call(
        "DeleteProvisionedConcurrencyConfig",
        Value::object({{"Qualifier", m_qualifier->currentText().toStdString()}}),
        [this](const FunctionAccount::Answer& answer) { finish(m_provisionedError, answer); });
}

void ConcurrencyEditor::finish(QLabel* place, const FunctionAccount::Answer& answer) {
    place->setVisible(!answer);
    if (!answer)
        place->setText(QString::fromStdString(answer.error().message).trimmed());
}

QString ConcurrencyEditor::reservedErrorText() const {
    return m_reservedError->isHidden() ? QString() : m_reservedError->text();
}

QString ConcurrencyEditor::provisionedErrorText() const {
    return m_provisionedError->isHidden() ? QString() : m_provisionedError->text();
}

} // namespace ws::dataplane
