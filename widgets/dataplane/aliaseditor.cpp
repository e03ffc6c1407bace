#include "widgets/dataplane/aliaseditor.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QTreeWidget>

#include <algorithm>
#include <cmath>

namespace ws::dataplane {

namespace {

using json::Value;

enum Column { Name, Target, Split };
constexpr double kWhole = 100;   // per cent
constexpr int kSliderSteps = 10; // of a per cent each

QString text(const Value& value) {
    return QString::fromStdString(value.toString());
}

/// The second version with its share, or an empty text and 0.
std::pair<QString, double> secondOf(const Value& alias) {
    const Value& weights = alias["RoutingConfig"]["AdditionalVersionWeights"];
    for (const auto& [version, weight] : weights.members())
        return {QString::fromStdString(version), weight.toDouble()};
    return {};
}

QLabel* makeError(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setProperty("errorText", true);
    label->hide();
    return label;
}

} // namespace

AliasEditor::AliasEditor(feed::EngineFeed& feed, FunctionAccount& account, theme::Theme& theme,
                         QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_account(account)
    , m_theme(theme) {
    build();
    connectParts();
    retranslate();
}

void AliasEditor::build() {
    m_heading = new QLabel(this);
    m_heading->setProperty("heading", true);
    m_list = new QTreeWidget(this);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setColumnCount(3);
    m_list->setFixedHeight(theme::Theme::space(26));
    m_list->header()->setStretchLastSection(true);
    m_list->header()->resizeSection(Name, theme::Theme::space(20));
    m_list->header()->resizeSection(Target, theme::Theme::space(36));
    m_nameLabel = new QLabel(this);
    m_name = new QLineEdit(this);
    m_nameError = makeError(this);
    m_versionLabel = new QLabel(this);
    m_version = new QComboBox(this);
    m_secondLabel = new QLabel(this);
    m_second = new QComboBox(this);
    m_weightLabel = new QLabel(this);
    m_slider = new QSlider(Qt::Horizontal, this);
    m_slider->setRange(0, int(kWhole) * kSliderSteps);
    m_slider->setPageStep(5 * kSliderSteps);
    m_weight = new QDoubleSpinBox(this);
    m_weight->setRange(0, kWhole);
    m_weight->setDecimals(1);
    m_weight->setSuffix(QStringLiteral(" %"));
    m_error = makeError(this);
    m_save = new QPushButton(this);
    m_delete = new QPushButton(this);
    for (const auto& [label, field] : {std::pair<QLabel*, QWidget*>{m_nameLabel, m_name},
                                       {m_versionLabel, m_version},
                                       {m_secondLabel, m_second},
                                       {m_weightLabel, m_weight}})
        label->setBuddy(field);
    auto* weight = new QHBoxLayout;
    weight->addWidget(m_slider, 1);
    weight->addWidget(m_weight);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Theme::space(2));
    buttons->addWidget(m_save);
    buttons->addWidget(m_delete);
    buttons->addStretch(1);
    auto* form = new QGridLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(theme::Theme::space(2));
    form->addWidget(m_heading, 0, 0, 1, 2);
    form->addWidget(m_list, 1, 0, 1, 2);
    form->addWidget(m_nameLabel, 2, 0);
    form->addWidget(m_name, 2, 1);
    form->addWidget(m_nameError, 3, 1);
    form->addWidget(m_versionLabel, 4, 0);
    form->addWidget(m_version, 4, 1);
    form->addWidget(m_secondLabel, 5, 0);
    form->addWidget(m_second, 5, 1);
    form->addWidget(m_weightLabel, 6, 0);
    form->addLayout(weight, 6, 1);
    form->addWidget(m_error, 7, 1);
    form->addLayout(buttons, 8, 1);
    form->setColumnStretch(1, 1);
}

void AliasEditor::connectParts() {
    connect(&m_account, &FunctionAccount::changed, this, &AliasEditor::show);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this, &AliasEditor::takeEvents);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, [this] {
        m_splits.clear();
        showSplits();
    });
    connect(m_list, &QTreeWidget::itemClicked, this, &AliasEditor::fillForm);
    connect(m_list, &QTreeWidget::itemActivated, this, &AliasEditor::fillForm);
    connect(m_name, &QLineEdit::textChanged, this, &AliasEditor::refreshForm);
    connect(m_name, &QLineEdit::returnPressed, this, &AliasEditor::save);
    connect(m_second, &QComboBox::currentIndexChanged, this, &AliasEditor::refreshForm);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int value) { m_weight->setValue(double(value) / kSliderSteps); });
    connect(m_weight, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(int(std::lround(value * kSliderSteps)));
    });
    connect(m_save, &QPushButton::clicked, this, &AliasEditor::save);
    connect(m_delete, &QPushButton::clicked, this, &AliasEditor::remove);
}

void AliasEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AliasEditor::retranslate() {
    m_heading->setText(tr("Aliases"));
    m_list->setHeaderLabels({tr("Alias"), tr("Leads to"), tr("Ran so far")});
    m_list->setAccessibleName(tr("Aliases"));
    m_list->setToolTip(tr("Choose an alias to change it below"));
    m_nameLabel->setText(tr("Alias"));
    m_name->setPlaceholderText(tr("A name such as live"));
    m_versionLabel->setText(tr("Version"));
    m_secondLabel->setText(tr("Second version"));
    m_weightLabel->setText(tr("Its share"));
    m_slider->setAccessibleName(tr("Share of the second version in per cent"));
    m_weight->setAccessibleName(m_slider->accessibleName());
    m_delete->setText(tr("Delete"));
    m_delete->setToolTip(tr("Deletes the alias; the versions stay"));
    show();
}

void AliasEditor::show() {
    const QString version = m_version->currentText();
    const QString second = m_second->currentData().toString();
    {
        const QSignalBlocker quiet(m_second);
        m_version->clear();
        m_second->clear();
        m_second->addItem(tr("None"), QString());
        for (const Value& one : m_account.state().versions.items()) {
            const QString number = text(one["Version"]);
            m_version->addItem(number);
            if (number != QLatin1String("$LATEST"))
                m_second->addItem(number, number);
        }
        // What was published last is what a new alias most likely leads to.
        const int at = m_name->text().isEmpty() ? -1 : m_version->findText(version);
        m_version->setCurrentIndex(at >= 0 ? at : m_version->count() - 1);
        m_second->setCurrentIndex(std::max(0, m_second->findData(second)));
    }
    m_list->clear();
    for (const Value& alias : m_account.state().aliases.items()) {
        auto* row = new QTreeWidgetItem(m_list);
        const auto [other, share] = secondOf(alias);
        const QString main = text(alias["FunctionVersion"]);
        row->setText(Name, text(alias["Name"]));
        row->setText(Target, other.isEmpty()
                                 ? tr("Version %1").arg(main)
                                 : tr("%1 (%2 %), %3 (%4 %)")
                                       .arg(main, QLocale().toString(kWhole * (1 - share), 'f', 1),
                                            other, QLocale().toString(kWhole * share, 'f', 1)));
        row->setToolTip(Target, row->text(Target));
    }
    showSplits();
    refreshForm();
}

void AliasEditor::takeEvents(const std::vector<telemetry::Event>& events) {
    bool changed = false;
    for (const telemetry::Event& event : events) {
        const auto* started = std::get_if<telemetry::InvocationStarted>(&event.body);
        const auto* record = started ? m_feed.recorder().invocation(started->invocation) : nullptr;
        const auto* lane = started ? m_feed.recorder().lane(started->environment) : nullptr;
        if (!record || !lane || record->qualifier.empty())
            continue;
        ++m_splits[{QString::fromStdString(record->function),
                    QString::fromStdString(record->qualifier)}]
                  [QString::fromStdString(lane->version)];
        changed = true;
    }
    if (changed)
        showSplits();
}

std::map<QString, int> AliasEditor::splitOf(const QString& alias) const {
    const auto found = m_splits.find({m_account.function(), alias});
    return found == m_splits.end() ? std::map<QString, int>() : found->second;
}

void AliasEditor::showSplits() {
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* row = m_list->topLevelItem(i);
        const auto split = splitOf(row->text(Name));
        int all = 0;
        for (const auto& [version, count] : split)
            all += count;
        QStringList parts;
        for (const auto& [version, count] : split)
            parts << tr("%1: %2 (%3 %)")
                         .arg(version, QLocale().toString(count),
                              QLocale().toString(kWhole * count / all, 'f', 1));
        row->setText(Split, parts.join(QStringLiteral(", ")));
        row->setToolTip(Split, row->text(Split));
    }
}

void AliasEditor::fillForm() {
    const QTreeWidgetItem* row = m_list->currentItem();
    if (!row)
        return;
    const auto& aliases = m_account.state().aliases.items();
    const auto alias = std::ranges::find_if(
        aliases, [&](const Value& one) { return text(one["Name"]) == row->text(Name); });
    if (alias == aliases.end())
        return;
    const auto [second, share] = secondOf(*alias);
    m_name->setText(row->text(Name));
    m_version->setCurrentText(text((*alias)["FunctionVersion"]));
    m_second->setCurrentIndex(std::max(0, m_second->findData(second)));
    m_weight->setValue(share * kWhole);
}

bool AliasEditor::isKnown(const QString& alias) const {
    return std::ranges::any_of(m_account.state().aliases.items(),
                               [&](const Value& one) { return text(one["Name"]) == alias; });
}

void AliasEditor::refreshForm() {
    const QString name = m_name->text().trimmed();
    const bool known = isKnown(name);
    const bool weighted = !m_second->currentData().toString().isEmpty();
    m_save->setText(known ? tr("Change alias") : tr("Create alias"));
    m_save->setEnabled(!name.isEmpty() && m_version->count() > 0);
    m_delete->setEnabled(known);
    m_slider->setEnabled(weighted);
    m_weight->setEnabled(weighted);
    m_weightLabel->setEnabled(weighted);
}

Value AliasEditor::request() const {
    Value weights = Value::object();
    if (const QString second = m_second->currentData().toString(); !second.isEmpty())
        weights.set(second.toStdString(), m_weight->value() / kWhole);
    return Value::object(
        {{"Name", m_name->text().trimmed().toStdString()},
         {"FunctionVersion", m_version->currentText().toStdString()},
         {"RoutingConfig", Value::object({{"AdditionalVersionWeights", weights}})}});
}

void AliasEditor::save() {
    if (!m_save->isEnabled())
        return;
    const bool known = isKnown(m_name->text().trimmed());
    m_account.call(known ? "UpdateAlias" : "CreateAlias", request(),
                   [this](const FunctionAccount::Answer& answer) { finish(answer); });
}

void AliasEditor::remove() {
    const Value named = Value::object({{"Name", m_name->text().trimmed().toStdString()}});
    m_account.call("DeleteAlias", named, [this](const FunctionAccount::Answer& answer) {
        if (answer)
            m_name->clear();
        finish(answer);
    });
}

/// The service's words, at the field that they are about.
void AliasEditor::finish(const FunctionAccount::Answer& answer) {
    m_nameError->hide();
    m_error->hide();
    if (answer)
        return;
    const QString words = QString::fromStdString(answer.error().message);
    QLabel* place = words.contains(QLatin1String("'name'")) ? m_nameError : m_error;
    place->setText(words);
    place->show();
}

QString AliasEditor::errorText() const {
    if (!m_nameError->isHidden())
        return m_nameError->text();
    return m_error->isHidden() ? QString() : m_error->text();
}

} // namespace ws::dataplane
