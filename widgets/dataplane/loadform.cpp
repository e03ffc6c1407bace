#include "widgets/dataplane/loadform.h"

#include "engine/base/durationtext.h"
#include "engine/workspace/textfile.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

#include <limits>

namespace ws::dataplane {

using fleet::Load;

namespace {

constexpr int kMostAtOnce = 100'000;
constexpr double kFastest = 100'000; // a second

/// "30s", "1.5s": as parseDuration() reads it.
QString textOf(base::Duration duration) {
    const double seconds = double(duration.count()) / 1e6;
    return QStringLiteral("%1s").arg(seconds);
}

} // namespace

LoadForm::LoadForm(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_readTrace(base::Error{"load.noTrace", {}}) {
    build();
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        showFields();
        Q_EMIT changed();
    });
    connect(m_count, &QSpinBox::valueChanged, this, &LoadForm::changed);
    connect(m_seed, &QSpinBox::valueChanged, this, &LoadForm::changed);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &LoadForm::changed);
    connect(m_endRate, &QDoubleSpinBox::valueChanged, this, &LoadForm::changed);
    connect(m_duration, &QLineEdit::textChanged, this, &LoadForm::changed);
    connect(m_tracePath, &QLineEdit::editingFinished, this, &LoadForm::readTrace);
    connect(m_traceButton, &QToolButton::clicked, this, &LoadForm::chooseTrace);
    connect(&m_theme, &theme::Theme::changed, this, &LoadForm::applyTheme);
    applyTheme();
    retranslate();
    setLoad({Load::Kind::Steady, 1, 10, 0, std::chrono::seconds{10}});
}

void LoadForm::build() {
    m_kind = new QComboBox(this);
    for (const Load::Kind kind : {Load::Kind::Burst, Load::Kind::Steady, Load::Kind::Ramp,
                                  Load::Kind::Poisson, Load::Kind::Trace})
        m_kind->addItem(QString(), int(kind));
    m_count = new QSpinBox(this);
    m_count->setRange(1, kMostAtOnce);
    m_count->setValue(10);
    m_rate = new QDoubleSpinBox(this);
    m_endRate = new QDoubleSpinBox(this);
    for (QDoubleSpinBox* rate : {m_rate, m_endRate}) {
        rate->setRange(0, kFastest);
        rate->setDecimals(2);
        rate->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    }
    m_duration = new QLineEdit(this);
    m_trace = new QWidget(this);
    m_tracePath = new QLineEdit(m_trace);
    m_tracePath->setObjectName(QStringLiteral("trace"));
    m_traceButton = new QToolButton(m_trace);
    auto* row = new QHBoxLayout(m_trace);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_tracePath, 1);
    row->addWidget(m_traceButton);
    m_seed = new QSpinBox(this);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(1);
    m_form = new QFormLayout(this);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(theme::Theme::space(2)); // as the rows around it
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (QWidget* field :
         {static_cast<QWidget*>(m_kind), static_cast<QWidget*>(m_count),
          static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_endRate),
          static_cast<QWidget*>(m_duration), m_trace, static_cast<QWidget*>(m_seed)})
        m_form->addRow(new QLabel(this), field);
    for (int row = 0; row < m_form->rowCount(); ++row)
        m_form->itemAt(row, QFormLayout::LabelRole)->widget()->setMinimumWidth(kLabelWidth);
}

void LoadForm::applyTheme() {
    m_traceButton->setIcon(m_theme.icon(QStringLiteral("folder-open")));
}

void LoadForm::retranslate() {
    const QStringList kinds{tr("Burst: all at once"), tr("Steady"), tr("Ramp"),
                            tr("Poisson: at random"), tr("Trace from a file")};
    for (int i = 0; i < kinds.size(); ++i)
        m_kind->setItemText(i, kinds.at(i));
    const auto name = [this](QWidget* field, const QString& text, const QString& tip) {
        auto* label = qobject_cast<QLabel*>(m_form->labelForField(field));
        label->setText(text);
        label->setBuddy(field == m_trace ? m_tracePath : field);
        for (QWidget* each : {static_cast<QWidget*>(label), field})
            each->setToolTip(tip);
        (field == m_trace ? m_tracePath : field)->setAccessibleName(text);
    };
    name(m_kind, tr("Shape"), tr("When invocations arrive"));
    name(m_count, tr("Invocations"), tr("How many arrive at once"));
    name(m_rate, tr("Per second"), tr("How many arrive each second; of a ramp, at its beginning"));
    name(m_endRate, tr("Up to"), tr("How many arrive each second at the end of the ramp"));
    name(m_duration, tr("For"), tr("How long they arrive: 500ms, 30s, 5m or 1h"));
    name(m_trace, tr("File"),
         tr("One time in seconds per line, or the first column of a CSV file"));
    name(m_seed, tr("Seed"), tr("Equal seeds give equal arrivals"));
    m_traceButton->setToolTip(tr("Choose a file"));
    m_traceButton->setAccessibleName(tr("Choose a file"));
}

void LoadForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

Load::Kind LoadForm::kind() const {
    return Load::Kind(m_kind->currentData().toInt());
}

void LoadForm::showFields() {
    const Load::Kind shown = kind();
    const bool isRate =
        shown == Load::Kind::Steady || shown == Load::Kind::Ramp || shown == Load::Kind::Poisson;
    const auto show = [this](QWidget* field, bool visible) {
        field->setVisible(visible);
        m_form->labelForField(field)->setVisible(visible);
    };
    show(m_count, shown == Load::Kind::Burst);
    show(m_rate, isRate);
    show(m_endRate, shown == Load::Kind::Ramp);
    show(m_duration, isRate);
    show(m_trace, shown == Load::Kind::Trace);
    show(m_seed, shown == Load::Kind::Poisson);
}

base::Result<Load> LoadForm::load() const {
    if (kind() == Load::Kind::Trace)
        return m_readTrace;
    Load load;
    load.kind = kind();
    load.count = m_count->value();
    if (load.kind == Load::Kind::Burst)
        return load;
    const auto duration = base::parseDuration(m_duration->text().trimmed().toStdString());
    if (!duration || duration->count() == 0)
        return base::Error{"load.syntax",
                           {{"text", m_duration->text().toStdString()}, {"reason", "time"}}};
    load.duration = *duration;
    load.rate = m_rate->value();
    load.endRate = m_endRate->value();
    const double highest =
        load.kind == Load::Kind::Ramp ? std::max(load.rate, load.endRate) : load.rate;
    if (highest <= 0)
        return base::Error{"load.syntax", {{"text", "0/s"}, {"reason", "rate"}}};
    return load;
}

void LoadForm::setLoad(const Load& load) {
    m_kind->setCurrentIndex(m_kind->findData(int(load.kind)));
    m_count->setValue(int(load.count));
    if (load.duration.count() > 0) {
        m_rate->setValue(load.rate);
        m_endRate->setValue(load.endRate);
        m_duration->setText(textOf(load.duration));
    }
    showFields();
}

std::uint64_t LoadForm::seed() const {
    return std::uint64_t(m_seed->value());
}

void LoadForm::chooseTrace() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Trace of arrivals"), m_tracePath->text(),
                                     tr("Traces (*.csv *.txt);;All files (*)"));
    if (path.isEmpty())
        return;
    m_tracePath->setText(path);
    readTrace();
}

void LoadForm::readTrace() {
    const std::string path = m_tracePath->text().toStdString();
    if (path.empty()) {
        m_readTrace = base::Error{"load.noTrace", {}};
    } else if (const auto text = workspace::readTextFile(path); !text) {
        m_readTrace = text.error();
    } else {
        m_readTrace = fleet::parseTrace(text->text);
    }
    Q_EMIT changed();
}

} // namespace ws::dataplane
