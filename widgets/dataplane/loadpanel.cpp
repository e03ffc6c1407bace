#include "widgets/dataplane/loadpanel.h"

#include "engine/workspace/textfile.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/header.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStyle>
#include <QTreeView>

#include <algorithm>
#include <utility>

namespace ws::dataplane {

using models::LoadResult;
using models::LoadResultsModel;

namespace {

constexpr int kTableHeight = 180;
constexpr int kLeastColumn = 80; // figures of every load stand where those of the last one did
constexpr int kMostTenants = 100'000;
/// What was measured long ago says little about the function of today.
constexpr std::size_t kMeasured = 1'000;

QLabel* labelFor(QWidget* field, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setBuddy(field);
    label->setMinimumWidth(LoadForm::kLabelWidth);
    return label;
}

} // namespace

LoadPanel::LoadPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                     QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme) {
    build();
    connect(m_functions, &QComboBox::currentIndexChanged, this, [this] {
        fillEvents();
        refresh();
    });
    connect(m_where, &QComboBox::currentIndexChanged, this, &LoadPanel::refresh);
    connect(m_form, &LoadForm::changed, this, &LoadPanel::preview);
    connect(m_start, &QPushButton::clicked, this, &LoadPanel::start);
    connect(m_stop, &QPushButton::clicked, this, &LoadPanel::stop);
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, &LoadPanel::fillFunctions);
    connect(&m_selection, &feed::Selection::changed, this,
            [this](const feed::Selection::Content& content) {
                if (!m_running && !content.function.isEmpty())
                    setFunction(content.function);
            });
    connect(&m_theme, &theme::Theme::changed, this, &LoadPanel::applyTheme);
    applyTheme();
    retranslate();
    fillFunctions();
    preview();
}

LoadPanel::~LoadPanel() = default;

void LoadPanel::build() {
    m_functions = new QComboBox(this);
    m_events = new QComboBox(this);
    m_where = new QComboBox(this);
    for (QComboBox* box : {m_functions, m_events, m_where}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    m_tenants = new QSpinBox(this);
    m_tenants->setRange(1, kMostTenants);
    m_tenants->setValue(3);
    m_where->addItem(QString(), int(Where::Real));
    m_where->addItem(QString(), int(Where::Simulated));
    m_duration = new QLineEdit(this);
    m_form = new LoadForm(m_theme, this);
    m_functionLabel = labelFor(m_functions, this);
    m_eventLabel = labelFor(m_events, this);
    m_tenantsLabel = labelFor(m_tenants, this);
    m_whereLabel = labelFor(m_where, this);
    m_durationLabel = labelFor(m_duration, this);
    m_start = new QPushButton(this);
    m_start->setProperty("primary", true);
    m_stop = new QPushButton(this);
    auto* fields = new QWidget(this);
    auto* grid = new QGridLayout(fields);
    grid->setContentsMargins(10, 8, 8, 8);
    grid->setVerticalSpacing(theme::Theme::space(2));
    const std::pair<QLabel*, QWidget*> above[] = {
        {m_functionLabel, m_functions}, {m_eventLabel, m_events}, {m_tenantsLabel, m_tenants}};
    int row = 0;
    for (const auto& [label, field] : above) {
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
    }
    grid->addWidget(m_form, row++, 0, 1, 2);
    const std::pair<QLabel*, QWidget*> below[] = {{m_whereLabel, m_where},
                                                  {m_durationLabel, m_duration}};
    for (const auto& [label, field] : below) {
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
    }
    grid->setColumnStretch(1, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Theme::space(2));
    buttons->addWidget(m_start);
    buttons->addWidget(m_stop);
    buttons->addStretch(1);
    grid->addLayout(buttons, row++, 0, 1, 2);
    fields->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);

    m_chart = new ArrivalsChart(m_theme, this);
    m_chart->setFixedHeight(96);
    m_status = new QLabel(this);
    m_status->setWordWrap(true);
    m_status->setContentsMargins(theme::Theme::space(2), theme::Theme::space(1),
                                 theme::Theme::space(2), theme::Theme::space(1));
    m_table = new QTreeView(this);
    m_table->setModel(&m_results);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setHeader(new theme::Header(m_table));
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setMinimumSectionSize(kLeastColumn);
    m_table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->header()->setSectionResizeMode(LoadResultsModel::Figure, QHeaderView::Stretch);
    m_empty = new theme::EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(fields);
    column->addWidget(m_chart);
    column->addWidget(m_status);
    column->addWidget(m_stack, 1);
    m_stack->setMinimumHeight(kTableHeight);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

void LoadPanel::applyTheme() {
    m_start->setIcon(m_theme.icon(QStringLiteral("play"), m_theme.colour(theme::Role::AccentText)));
    m_stop->setIcon(m_theme.icon(QStringLiteral("stop")));
}

void LoadPanel::retranslate() {
    m_functionLabel->setText(tr("Function"));
    m_eventLabel->setText(tr("Event"));
    m_tenantsLabel->setText(tr("Tenants"));
    m_tenants->setAccessibleName(m_tenantsLabel->text());
    m_tenants->setToolTip(tr("How many tenants send it, each request one of them at random: the "
                             "function is isolated by tenant, and they share no environment"));
    m_whereLabel->setText(tr("Where"));
    m_durationLabel->setText(tr("Takes"));
    m_where->setItemText(0, tr("Real environments"));
    m_where->setItemText(1, tr("Simulated"));
    m_where->setToolTip(tr("Real environments run the function in real time. A simulation runs the "
                           "same counting and scaling in virtual time: an hour takes a moment."));
    m_duration->setPlaceholderText(tr("as measured here"));
    m_duration->setToolTip(tr("How long the handler takes in the simulation: 100ms, "
                              "uniform:100ms:20ms, exponential:100ms or lognormal:100ms:50ms. "
                              "Empty: as long as its invocations here took."));
    m_start->setText(tr("Start"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Sends no more; what is under way is awaited"));
    m_table->setAccessibleName(tr("What the load came to"));
    m_empty->setText(tr("Nothing measured yet.\nChoose a shape and press Start: throttles, cold "
                        "starts, latency and cost appear here, beside those of the load before."));
    m_results.retranslate();
    refresh();
}

void LoadPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

QString LoadPanel::function() const {
    return m_functions->currentText();
}

int LoadPanel::tenants() const {
    const auto* entry = m_feed.snapshot().function(function().toStdString());
    return entry && entry->configuration.perTenant ? m_tenants->value() : 0;
}

LoadPanel::Where LoadPanel::where() const {
    return Where(m_where->currentData().toInt());
}

QString LoadPanel::statusText() const {
    return m_status->text();
}

void LoadPanel::setFunction(const QString& name) {
    if (const int at = m_functions->findText(name); at >= 0)
        m_functions->setCurrentIndex(at);
}

void LoadPanel::setWhere(Where where) {
    m_where->setCurrentIndex(m_where->findData(int(where)));
}

void LoadPanel::setDuration(const QString& text) {
    m_duration->setText(text);
}

void LoadPanel::fillFunctions() {
    const QString before = function();
    {
        const QSignalBlocker quiet(m_functions);
        m_functions->clear();
        for (const workspace::FunctionEntry& entry : m_feed.snapshot().functions)
            m_functions->addItem(m_theme.icon(QStringLiteral("function")),
                                 QString::fromStdString(entry.name));
        m_functions->setCurrentIndex(std::max(0, m_functions->findText(before)));
    }
    fillEvents();
    refresh();
}

void LoadPanel::fillEvents() {
    const auto* entry = m_feed.snapshot().function(function().toStdString());
    // What was chosen for it; another function begins with its own.
    const QString filled = entry ? function() : QString();
    const QString before =
        std::exchange(m_eventsOf, filled) == filled ? m_events->currentText() : QString();
    m_events->clear();
    if (entry) {
        for (const workspace::EventEntry& event : entry->events)
            m_events->addItem(QString::fromStdString(event.name),
                              QString::fromStdString(event.path));
    }
    m_events->addItem(QStringLiteral("{}"));
    const int at = m_events->findText(before);
    m_events->setCurrentIndex(
        std::max(0, at >= 0 ? at : m_events->findText(QStringLiteral("default"))));
}

void LoadPanel::preview() {
    const auto load = m_form->load();
    m_chart->setLoad(load ? std::optional(*load) : std::nullopt, m_form->seed());
    if (!m_running)
        say(load ? QString() : theme::message(load.error()), load ? Tone::Plain : Tone::Error);
    refresh();
}

void LoadPanel::say(const QString& text, Tone tone) {
    m_status->setText(text);
    m_status->setVisible(!text.isEmpty());
    m_status->setProperty("errorText", tone == Tone::Error);
    m_status->style()->unpolish(m_status);
    m_status->style()->polish(m_status);
}

void LoadPanel::refresh() {
    const bool canStart = !m_running && m_functions->count() > 0 && m_form->load().ok();
    const bool isSimulated = where() == Where::Simulated;
    m_start->setEnabled(canStart);
    m_start->setToolTip(m_functions->count() > 0 ? tr("Puts the function under load")
                                                 : tr("This workspace has no functions"));
    m_stop->setEnabled(m_running);
    for (QWidget* field : {static_cast<QWidget*>(m_functions), static_cast<QWidget*>(m_form),
                           static_cast<QWidget*>(m_where), static_cast<QWidget*>(m_duration)})
        field->setEnabled(!m_running);
    m_events->setEnabled(!m_running && !isSimulated);
    for (QWidget* field : {static_cast<QWidget*>(m_tenantsLabel), static_cast<QWidget*>(m_tenants)})
        field->setVisible(tenants() > 0);
    m_tenants->setEnabled(!m_running);
    m_duration->setVisible(isSimulated);
    m_durationLabel->setVisible(isSimulated);
    m_stack->setCurrentIndex(m_results.isEmpty() ? 0 : 1);
}

base::Result<std::string> LoadPanel::eventText() const {
    const QString path = m_events->currentData().toString();
    if (path.isEmpty())
        return std::string("{}");
    const auto file =
        workspace::readTextFile(m_feed.absolutePath(path.toStdString()).toStdString());
    if (!file)
        return file.error();
    return file->text;
}

void LoadPanel::start() {
    const auto load = m_form->load();
    if (m_running || function().isEmpty() || !load)
        return;
    if (where() == Where::Real)
        startReal(*load);
    else
        startSimulation(*load);
}

void LoadPanel::startReal(const fleet::Load& load) {
    Q_EMIT aboutToRun();
    const auto event = eventText();
    if (!event) {
        say(theme::message(event.error()), Tone::Error);
        return;
    }
    workspace::LoadRequest request;
    request.invoke.function = function().toStdString();
    request.invoke.payload = *event;
    request.load = load;
    request.seed = m_form->seed();
    request.tenants = tenants();
    m_results.beginNext();
    m_running = true;
    m_title = tr("%1, real").arg(function());
    refresh();
    using Progress = workspace::LoadProgress;
    m_feed.ask<Progress>(
        this,
        [request](workspace::Workbench& workbench, const feed::EngineFeed::Reply<Progress>& reply) {
            workbench.startLoad(request, [reply](const Progress& progress) { reply(progress); });
        },
        [this, round = ++m_round](const Progress& progress) {
            if (round == m_round)
                takeReal(progress);
        });
}

LoadResult LoadPanel::resultOf(const fleet::FleetStatistics& statistics) const {
    LoadResult result;
    result.title = m_title;
    result.statistics = statistics;
    if (const auto* entry = m_feed.snapshot().function(function().toStdString())) {
        result.memoryMb = entry->configuration.memoryMb;
        result.architecture = fleet::architectureOf(entry->configuration.architecture);
    }
    return result;
}

void LoadPanel::takeReal(const workspace::LoadProgress& progress) {
    if (progress.refused) {
        say(theme::message(*progress.refused), Tone::Error);
        finish();
        return;
    }
    LoadResult result = resultOf(progress.statistics);
    result.failed = progress.failed;
    result.behind = progress.behind;
    m_results.setCurrent(result);
    const double span = double(std::max<std::int64_t>(1, m_chart->span().count()));
    m_chart->setProgress(std::min(1.0, double(progress.elapsed.count()) / span));
    say(progress.sending ? tr("%1 sent, %2 answered").arg(progress.sent).arg(progress.answered)
                         : tr("All sent; waiting for %1").arg(progress.sent - progress.answered));
    if (progress.over) {
        const QString sent = QLocale().toString(qlonglong(progress.sent));
        const QString took = theme::durationText(progress.elapsed);
        if (progress.failed == 0)
            say(tr("Done: %1 invocations in %2").arg(sent, took));
        else
            say(tr("Done: %1 invocations in %2. The last failure: %3")
                    .arg(sent, took, QString::fromStdString(progress.lastFailure).simplified()),
                Tone::Error);
        finish();
    }
    refresh();
}

/// As was said, else as it went here.
base::Result<sandbox::Behaviour> LoadPanel::behaviour() const {
    sandbox::Behaviour behaviour;
    std::vector<base::Duration> durations;
    std::vector<base::Duration> inits;
    const auto& records = m_feed.recorder().invocations();
    for (auto record = records.rbegin(); record != records.rend() && durations.size() < kMeasured;
         ++record) {
        if (record->function != function().toStdString() || !record->result ||
            record->result->status != telemetry::InvocationStatus::Succeeded)
            continue;
        durations.push_back(record->result->duration);
        if (record->result->init)
            inits.push_back(*record->result->init);
    }
    if (!inits.empty())
        behaviour.init = sandbox::Distribution::measured(std::move(inits));
    const QString said = m_duration->text().trimmed();
    if (!said.isEmpty()) {
        auto read = sandbox::parseDistribution(said.toStdString());
        if (!read)
            return read.error();
        behaviour.invoke = std::move(read).value();
        return behaviour;
    }
    if (durations.empty())
        return base::Error{"load.notMeasured", {{"function", function().toStdString()}}};
    behaviour.invoke = sandbox::Distribution::measured(std::move(durations));
    return behaviour;
}

void LoadPanel::startSimulation(const fleet::Load& load) {
    const auto how = behaviour();
    if (!how) {
        say(theme::message(how.error()), Tone::Error);
        return;
    }
    fleet::SimulationPlan plan;
    auto revision = std::make_shared<function::Revision>();
    revision->fingerprint = "simulated";
    if (const auto* entry = m_feed.snapshot().function(function().toStdString()))
        revision->configuration = entry->configuration;
    plan.functions.push_back({std::move(revision), *how, load, tenants()});
    plan.seed = m_form->seed();
    m_results.beginNext();
    m_running = true;
    m_title = tr("%1, simulated").arg(function());
    m_simulation = std::make_unique<SimulationThread>(std::move(plan));
    connect(m_simulation.get(), &SimulationThread::advanced, this, &LoadPanel::takeSimulated);
    connect(m_simulation.get(), &QThread::finished, this, [this] {
        const fleet::FleetStatistics& seen = m_results.current()->statistics;
        say(tr("Done: %1 invocations over %2 of virtual time")
                .arg(QLocale().toString(qlonglong(seen.arrived())),
                     theme::durationText(seen.span())));
        finish();
    });
    m_simulation->start();
    refresh();
}

void LoadPanel::takeSimulated(double progress, const fleet::FleetStatistics& statistics) {
    using telemetry::InvocationStatus;
    LoadResult result = resultOf(statistics);
    for (const auto status : {InvocationStatus::FunctionError, InvocationStatus::RuntimeExited,
                              InvocationStatus::TimedOut})
        result.failed += statistics.finished(status);
    m_results.setCurrent(result);
    m_chart->setProgress(progress);
    say(tr("Simulating: %1 %").arg(int(100 * progress)));
    refresh();
}

void LoadPanel::stop() {
    if (m_simulation)
        m_simulation->cancel();
    m_feed.post([name = function().toStdString()](workspace::Workbench& workbench) {
        workbench.cancelLoad(name);
    });
}

void LoadPanel::finish() {
    m_running = false;
    m_chart->setProgress(std::nullopt);
    refresh();
}

} // namespace ws::dataplane
