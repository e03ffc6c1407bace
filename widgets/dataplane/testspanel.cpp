#include "widgets/dataplane/testspanel.h"

#include "engine/workspace/textfile.h"
#include "widgets/dataplane/elidedlabel.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace ws::dataplane {

using models::TestsModel;
using workspace::Scenario;
using workspace::ScenarioFile;
using workspace::ScenarioResult;
using Wanted = workspace::ScenarioRunner::Wanted;

TestsPanel::TestsPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                       QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme)
    , m_model(theme) {
    build();
    connect(m_runAll, &QPushButton::clicked, this, &TestsPanel::runAll);
    connect(m_runSelected, &QToolButton::clicked, this, &TestsPanel::runSelected);
    connect(m_stop, &QToolButton::clicked, this, &TestsPanel::stop);
    connect(m_make, &QToolButton::clicked, this, &TestsPanel::makeTest);
    connect(m_view, &QTreeView::activated, this, &TestsPanel::openCurrent);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &TestsPanel::openMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TestsPanel::refresh);
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, &TestsPanel::readFiles);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this,
            [this](const std::vector<telemetry::Event>& events) {
                const auto ends = [](const telemetry::Event& event) {
                    return std::holds_alternative<telemetry::ExecutionFinished>(event.body);
                };
                if (std::any_of(events.begin(), events.end(), ends))
                    refresh(); // there is a run to make a test of
            });
    connect(&m_selection, &feed::Selection::changed, this, &TestsPanel::refresh);
    connect(&m_theme, &theme::Theme::changed, this, &TestsPanel::applyTheme);
    retranslate();
    applyTheme();
    readFiles();
}

void TestsPanel::build() {
    m_runAll = new QPushButton(this);
    m_runAll->setProperty("primary", true);
    m_runSelected = new QToolButton(this);
    m_stop = new QToolButton(this);
    m_make = new QToolButton(this);
    m_make->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_summary = new ElidedLabel(this);
    for (QToolButton* button : {m_runSelected, m_stop, m_make})
        button->setIconSize(QSize(18, 18));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(theme::Theme::space(1));
    row->addWidget(m_runAll);
    row->addWidget(m_runSelected);
    row->addWidget(m_stop);
    row->addSpacing(theme::Theme::space(2));
    row->addWidget(m_summary, 1);
    row->addWidget(m_make);

    m_view = new QTreeView(this);
    m_view->setModel(&m_model);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setExpandsOnDoubleClick(false);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(TestsModel::Outcome, QHeaderView::Stretch);
    m_view->header()->resizeSection(TestsModel::Name, 230);
    m_view->header()->resizeSection(TestsModel::Duration, 90);

    m_differences = new QLabel;
    m_differences->setObjectName(QStringLiteral("differences"));
    m_differences->setWordWrap(true);
    m_differences->setTextFormat(Qt::PlainText);
    m_differences->setTextInteractionFlags(Qt::TextSelectableByMouse |
                                           Qt::TextSelectableByKeyboard);
    m_differences->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_differences->setMargin(theme::Theme::space(2));
    m_scroll = new QScrollArea(this);
    m_scroll->setWidget(m_differences);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_view);
    split->addWidget(m_scroll);
    split->setStretchFactor(0, 4);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    split->setSizes({300, 70});

    m_empty = new theme::EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(split);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);
}

void TestsPanel::applyTheme() {
    m_runSelected->setIcon(m_theme.icon(QStringLiteral("play")));
    m_stop->setIcon(m_theme.icon(QStringLiteral("stop")));
    m_make->setIcon(m_theme.icon(QStringLiteral("plus")));
}

void TestsPanel::retranslate() {
    m_runAll->setText(tr("Run all"));
    m_runAll->setToolTip(tr("Runs every test of the workspace"));
    m_runSelected->setToolTip(tr("Runs the selected test, or all of the selected file"));
    m_runSelected->setAccessibleName(tr("Run the selected tests"));
    m_stop->setToolTip(tr("Ends the test that runs and begins no other"));
    m_stop->setAccessibleName(tr("Stop the tests"));
    m_make->setText(tr("Test from this run"));
    m_view->setAccessibleName(tr("Tests"));
    m_differences->setAccessibleName(tr("What differed"));
    m_scroll->setAccessibleName(tr("What differed"));
    m_empty->setText(tr("No tests yet.\nRun a state machine and press “Test from this run”: its "
                        "input, its path and its output become a test beside the definition."));
    m_model.retranslate();
    refresh();
}

void TestsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TestsPanel::readFiles() {
    using Files = std::vector<ScenarioFile>;
    m_feed.ask<Files>(
        this,
        [](workspace::Workbench& workbench, const feed::EngineFeed::Reply<Files>& reply) {
            reply(workspace::findScenarios(workbench.snapshot()));
        },
        [this](const Files& files) { takeFiles(files); });
}

void TestsPanel::takeFiles(const std::vector<ScenarioFile>& files) {
    const QModelIndex current = m_view->currentIndex();
    const ScenarioFile* file = m_model.file(current);
    const std::string target = file ? file->target : std::string();
    const std::string test = m_model.testName(current).toStdString();
    m_model.setFiles(files);
    m_view->expandAll();
    if (const QModelIndex again = m_model.indexOf(target, test); again.isValid())
        m_view->setCurrentIndex(again);
    refresh();
}

void TestsPanel::runAll() {
    run(m_model.wanted({}));
}

void TestsPanel::runSelected() {
    if (m_view->currentIndex().isValid())
        run(m_model.wanted(m_view->currentIndex()));
}

void TestsPanel::run(const std::vector<Wanted>& wanted) {
    if (m_running || wanted.empty())
        return;
    Q_EMIT aboutToRun();
    m_running = true;
    m_model.begin(wanted);
    refresh();
    using Result = std::optional<ScenarioResult>; // nothing: it is over
    m_feed.ask<Result>(
        this,
        [wanted](workspace::Workbench& workbench, const feed::EngineFeed::Reply<Result>& reply) {
            workbench.runScenarios(
                wanted, [reply](const ScenarioResult& result) { reply(result); },
                [reply] { reply(std::nullopt); });
        },
        [this](const Result& result) { takeResult(result); });
}

void TestsPanel::takeResult(const std::optional<ScenarioResult>& result) {
    if (result) {
        m_model.take(*result);
    } else {
        m_running = false;
        m_model.finish();
        const TestsModel::Counts counts = m_model.counts();
        Q_EMIT told(tr("Tests: %1 passed, %2 failed").arg(counts.passed).arg(counts.failed));
    }
    refresh();
}

void TestsPanel::stop() {
    m_feed.post([](workspace::Workbench& workbench) { workbench.cancelScenarios(); });
}

void TestsPanel::refresh() {
    const TestsModel::Counts counts = m_model.counts();
    m_stack->setCurrentIndex(m_model.rowCount() == 0 ? 0 : 1);
    m_runAll->setEnabled(!m_running && counts.total > 0);
    m_runSelected->setEnabled(!m_running && !m_model.wanted(m_view->currentIndex()).empty() &&
                              m_view->currentIndex().isValid());
    m_stop->setEnabled(m_running);
    const telemetry::ExecutionRecord* record = runToKeep();
    m_make->setEnabled(record != nullptr);
    m_make->setToolTip(record
                           ? tr("Writes a test of %1 with the input, path and output of this run")
                                 .arg(QString::fromStdString(record->machine))
                           : tr("Select a state machine that has been run"));
    if (m_running)
        m_summary->setFullText(
            tr("Running: %1 of %2").arg(counts.total - counts.waiting).arg(counts.total));
    else if (counts.total == 0)
        m_summary->setFullText({});
    else
        m_summary->setFullText(tr("%1 tests · %2 passed · %3 failed")
                                   .arg(counts.total)
                                   .arg(counts.passed)
                                   .arg(counts.failed));
    showDifferences();
}

void TestsPanel::showDifferences() {
    const QModelIndex current = m_view->currentIndex();
    QString text;
    if (const ScenarioResult* result = m_model.result(current)) {
        QStringList lines;
        for (const base::Error& difference : result->differences)
            lines << theme::message(difference);
        text = lines.isEmpty() ? tr("Everything was as expected.")
                               : lines.join(QStringLiteral("\n\n"));
    } else if (const ScenarioFile* file = m_model.file(current); file && !file->scenarios) {
        text = theme::message(file->scenarios.error());
    } else {
        text = tr("Select a test that has run to see what differed. Enter opens its file.");
    }
    m_differences->setText(text);
}

void TestsPanel::openCurrent(const QModelIndex& index) {
    if (const ScenarioFile* file = m_model.file(index))
        Q_EMIT openRequested(QString::fromStdString(file->path), m_model.testName(index));
}

void TestsPanel::openMenu(const QPoint& position) {
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    QMenu menu(this);
    QAction* run = menu.addAction(m_theme.icon(QStringLiteral("play")), tr("Run"), this,
                                  &TestsPanel::runSelected);
    run->setEnabled(m_runSelected->isEnabled());
    menu.addAction(m_theme.icon(QStringLiteral("file")), tr("Open the file"), this,
                   [this, index] { openCurrent(index); });
    menu.exec(m_view->viewport()->mapToGlobal(position));
}

/// The selected execution, else the last one of the selected machine; nullptr when it still runs.
const telemetry::ExecutionRecord* TestsPanel::runToKeep() const {
    const feed::Selection::Content& content = m_selection.content();
    const telemetry::Recorder& recorder = m_feed.recorder();
    const telemetry::ExecutionRecord* found = nullptr;
    if (content.execution != base::ExecutionId{}) {
        found = recorder.execution(content.execution);
    } else {
        const auto& runs = recorder.executions();
        const auto last =
            std::find_if(runs.rbegin(), runs.rend(), [&](const telemetry::ExecutionRecord& run) {
                return run.machine == content.machine.toStdString();
            });
        found = last == runs.rend() ? nullptr : &*last;
    }
    return found && found->isOver() && m_feed.snapshot().machine(found->machine) ? found : nullptr;
}

QString TestsPanel::askName(const telemetry::ExecutionRecord& record) {
    QInputDialog dialog(this);
    dialog.setWindowTitle(tr("Test from this run"));
    dialog.setLabelText(
        tr("What the test of %1 shows:").arg(QString::fromStdString(record.machine)));
    dialog.setTextValue(tr("Run of %1").arg(theme::timeText(record.started)));
    dialog.resize(420, dialog.sizeHint().height());
    return dialog.exec() == QDialog::Accepted ? dialog.textValue().trimmed() : QString();
}

void TestsPanel::makeTest() {
    const telemetry::ExecutionRecord* record = runToKeep();
    if (!record)
        return;
    const telemetry::ExecutionRecord kept = *record; // the dialog has an event loop
    const QString name = askName(kept);
    const auto* machine = m_feed.snapshot().machine(kept.machine);
    if (name.isEmpty() || !machine)
        return;
    const std::string file = workspace::scenarioFileOfMachine(machine->path);
    if (const base::Status written = write(kept, name.toStdString(), file); !written) {
        Q_EMIT failed(written.error());
        return;
    }
    Q_EMIT told(tr("Wrote the test “%1” into %2").arg(name, QString::fromStdString(file)));
    Q_EMIT openRequested(QString::fromStdString(file), name);
}

base::Status TestsPanel::write(const telemetry::ExecutionRecord& record, const std::string& name,
                               const std::string& file) {
    Scenario scenario;
    scenario.input = record.input.dump();
    scenario.expected.status = record.status;
    scenario.expected.path = workspace::pathOf(record.history);
    if (record.status == telemetry::ExecutionStatus::Succeeded)
        scenario.expected.output = record.output;
    else if (!record.error.empty())
        scenario.expected.error = record.error;
    const std::string path = m_feed.absolutePath(file).toStdString();
    const auto before = workspace::readTextFile(path);
    if (!before && before.error().code != "file.notFound")
        return before.error();
    const auto text = workspace::withTest(before ? before->text : std::string(), name,
                                          workspace::toJson(scenario, {}));
    if (!text) {
        base::Error error = text.error();
        error.args.emplace_back("path", file);
        return error;
    }
    const auto saved =
        workspace::writeTextFile(path, *text, before ? before->stamp : workspace::FileStamp{});
    return saved ? base::Status() : saved.error();
}

} // namespace ws::dataplane
