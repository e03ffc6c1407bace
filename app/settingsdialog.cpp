#include "app/settingsdialog.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace ws::app {
namespace {

constexpr int kMaxConcurrency = 100'000;
constexpr int kMaxIdleSeconds = 24 * 3'600;

QLabel* makeHint(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setProperty("muted", true);
    return label;
}

QDate dateOf(fleet::Day day) {
    const std::chrono::year_month_day date{day};
    return {int(date.year()), int(unsigned(date.month())), int(unsigned(date.day()))};
}

} // namespace

SettingsDialog::SettingsDialog(const workspace::Settings& settings, QWidget* parent)
    : QDialog(parent)
    , m_concurrency(new QSpinBox(this))
    , m_rate(new QCheckBox(tr("Limit requests per second"), this))
    , m_network(new QCheckBox(tr("Functions may use the network"), this))
    , m_idle(new QSpinBox(this))
    , m_unfinished(new QComboBox(this))
    , m_today(new QCheckBox(tr("Today's rules"), this))
    , m_asOf(new QDateEdit(this))
    , m_era(makeHint(QString(), this)) {
    setWindowTitle(tr("Settings"));
    setMinimumWidth(460);
    m_concurrency->setRange(1, kMaxConcurrency);
    m_concurrency->setValue(settings.accountConcurrency);
    m_rate->setChecked(settings.requestRate == workspace::RequestRate::Limited);
    m_network->setChecked(settings.network == workspace::FunctionNetwork::Internet);
    m_idle->setRange(1, kMaxIdleSeconds);
    m_idle->setSuffix(tr(" s"));
    m_idle->setValue(
        int(std::chrono::duration_cast<std::chrono::seconds>(settings.idleTime).count()));
    using workspace::UnfinishedPolicy;
    m_unfinished->addItem(tr("Go on with them"), int(UnfinishedPolicy::Resume));
    m_unfinished->addItem(tr("End them as aborted"), int(UnfinishedPolicy::Interrupt));
    m_unfinished->addItem(tr("Leave them for later"), int(UnfinishedPolicy::Leave));
    m_unfinished->setCurrentIndex(m_unfinished->findData(int(settings.unfinished)));
    m_asOf->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_asOf->setDateRange(dateOf(fleet::kFirstDay), dateOf(fleet::kToday));
    m_asOf->setDate(dateOf(settings.asOf));
    m_asOf->setAccessibleName(tr("Behave as of"));
    m_today->setChecked(settings.asOf >= fleet::kToday);
    m_asOf->setDisabled(m_today->isChecked());
    connect(m_today, &QCheckBox::toggled, m_asOf, &QWidget::setDisabled);
    connect(m_today, &QCheckBox::toggled, this, &SettingsDialog::explainDay);
    connect(m_asOf, &QDateEdit::dateChanged, this, &SettingsDialog::explainDay);
    explainDay();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(20, 20, 20, 16);
    form->setVerticalSpacing(8);
    form->addRow(tr("Account concurrency"), m_concurrency);
    form->addRow(makeHint(tr("Invocations that may run at the same time over all functions. The "
                             "service's default is 1,000."),
                          this));
    form->addRow(m_rate);
    form->addRow(makeHint(tr("As the service does: 10 requests a second for each unit of "
                             "concurrency. Switch it off for local load tests of short functions."),
                          this));
    form->addRow(m_network);
    form->addRow(
        makeHint(tr("As the service does for functions outside a VPC, from the next "
                    "environment on. They reach what this computer reaches, except its "
                    "own localhost. Only for code that you trust; needs the Debian package "
                    "slirp4netns."),
                 this));
    form->addRow(tr("Idle time"), m_idle);
    form->addRow(makeHint(tr("An environment that nobody uses for this long is shut down. The "
                             "service does not publish its value; 5 to 60 minutes were measured."),
                          this));
    auto* asOf = new QHBoxLayout;
    asOf->addWidget(m_today);
    asOf->addWidget(m_asOf, 1);
    form->addRow(tr("Behave as of"), asOf);
    form->addRow(m_era);
    form->addRow(tr("Unfinished executions"), m_unfinished);
    form->addRow(makeHint(tr("When a workspace is opened whose executions were cut off by a crash: "
                             "tasks that had ended do not run again, one whose end nobody heard of "
                             "does."),
                          this));
    form->addRow(buttons);
    ensurePolished();
    keepWhole();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

fleet::Day SettingsDialog::day() const {
    if (m_today->isChecked())
        return fleet::kToday;
    const QDate date = m_asOf->date();
    return fleet::day(date.year(), unsigned(date.month()), unsigned(date.day()));
}

void SettingsDialog::explainDay() {
    const fleet::Day chosen = day();
    QStringList lines;
    lines << (chosen < fleet::kScalingPerFunction
                  ? tr("Scaling: a burst of 500 to 3,000 by region, then 500 a minute for all "
                       "functions together (until 2023-11-26).")
                  : tr("Scaling: 1,000 new environments per 10 seconds for each function."));
    lines << (chosen < fleet::kMillisecondBilling
                  ? tr("Billing: in steps of 100 ms (until 2020-12-01).")
                  : tr("Billing: in steps of 1 ms."));
    lines << (chosen < fleet::kInitBilled
                  ? tr("INIT: free for managed runtimes (until 2025-08-01).")
                  : tr("INIT: billed for every function."));
    lines << (chosen < fleet::kLargeEvents ? tr("Events: up to 256 KB (until 2025-10-24).")
                                           : tr("Events: up to 1 MB."));
    m_era->setText(lines.join(QLatin1Char('\n')));
    keepWhole();
}

/// Qt gives a window two thirds of the screen's height at first, and would cut hints for it.
void SettingsDialog::keepWhole() {
    if (layout())
        setMinimumHeight(layout()->totalHeightForWidth(minimumWidth()));
}

workspace::Settings SettingsDialog::settings() const {
    workspace::Settings settings;
    settings.accountConcurrency = m_concurrency->value();
    settings.requestRate =
        m_rate->isChecked() ? workspace::RequestRate::Limited : workspace::RequestRate::Unlimited;
    settings.network = m_network->isChecked() ? workspace::FunctionNetwork::Internet
                                              : workspace::FunctionNetwork::None;
    settings.idleTime = std::chrono::seconds{m_idle->value()};
    settings.asOf = day();
    settings.unfinished = workspace::UnfinishedPolicy(m_unfinished->currentData().toInt());
    return settings;
}

} // namespace ws::app
