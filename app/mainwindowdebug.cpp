// Debugging: the half of MainWindow that connects what pauses, steps and looks back.
#include "app/editorarea.h"
#include "app/mainwindow.h"
#include "engine/telemetry/runtree.h"
#include "widgets/dataplane/breakpointform.h"
#include "widgets/dataplane/comparepanel.h"
#include "widgets/dataplane/dataflowpanel.h"
#include "widgets/dataplane/debugpanel.h"
#include "widgets/dataplane/invokepanel.h"
#include "widgets/dataplane/mockspanel.h"
#include "widgets/dataplane/runspanel.h"
#include "widgets/dataplane/stepspanel.h"
#include "widgets/designer/debugbar.h"

#include <utility>

namespace ws::app {

using Beginning = feed::DebugSession::Beginning;

void MainWindow::buildDebugPanels() {
    m_debugPanel = new dataplane::DebugPanel(m_debug, m_selection, m_theme, this);
    m_docks->add(Panel::Debug, m_debugPanel);
    m_steps = new dataplane::StepsPanel(m_feed, m_selection, m_theme, this);
    m_docks->add(Panel::Steps, m_steps);
    m_dataFlow = new dataplane::DataFlowPanel(m_feed, m_selection, m_theme, this);
    m_docks->add(Panel::DataFlow, m_dataFlow);
    m_mocksPanel = new dataplane::MocksPanel(m_feed, m_mocks, m_selection, m_theme, this);
    m_docks->add(Panel::Mocks, m_mocksPanel);
    m_compare = new dataplane::ComparePanel(m_feed, m_selection, m_theme, this);
    m_docks->add(Panel::Compare, m_compare);
    m_runs = new dataplane::RunsPanel(m_pastRuns, m_selection, m_theme, this);
    m_docks->add(Panel::Runs, m_runs);
}

void MainWindow::connectDebugging() {
    designer::WorkflowCanvas& canvas = m_editors->canvas();
    canvas.attachDebugging(m_debug);
    canvas.attachPlayback(m_playback);
    designer::DebugBar& bar = *canvas.debugBar();
    const auto on = [&](Command command, void (designer::DebugBar::*what)()) {
        connect((*m_actions)[command], &QAction::triggered, &bar, what);
    };
    on(Command::Continue, &designer::DebugBar::proceed);
    on(Command::Pause, &designer::DebugBar::pause);
    on(Command::Step, &designer::DebugBar::step);
    on(Command::StepOver, &designer::DebugBar::stepOver);
    on(Command::StepOut, &designer::DebugBar::stepOut);
    on(Command::StepEvent, &designer::DebugBar::stepEvent);
    on(Command::RunToSelected, &designer::DebugBar::runToSelected);
    on(Command::ToggleBreakpoint, &designer::DebugBar::toggleBreakpoint);
    m_run->setExecutor([this](const workspace::ExecuteRequest& request, QObject* context,
                              dataplane::InvokePanel::Started started) {
        workspace::ExecuteRequest wanted = request;
        wanted.mocks = m_mocks.used(QString::fromStdString(request.machine));
        wanted.childMocks = m_mocks.usedByAll();
        m_debug.execute(wanted, std::exchange(m_beginning, Beginning::Running), context,
                        std::move(started));
    });
    connect(&bar, &designer::DebugBar::pausedRunRequested, this, [this] {
        const QString machine = m_editors->currentMachine();
        if (machine.isEmpty())
            return;
        m_beginning = Beginning::Paused;
        m_run->runMachine(machine);
    });
    connectMocks();
    connectRuns();
    connect(m_steps, &dataplane::StepsPanel::machineRequested, this, &MainWindow::openMachine);
    connect(&canvas, &designer::WorkflowCanvas::redriveRequested, this,
            [this](designer::ExecutionRef execution) { redrive(execution); });
    connect(&canvas, &designer::WorkflowCanvas::insetOpened, this,
            [this](const feed::Selection::Content& content) {
                openMachine(content.machine);
                m_selection.set(content);
            });
    connect(&bar, &designer::DebugBar::dataRequested, this,
            [this] { m_docks->raise(Panel::Debug); });
    connect(&bar, &designer::DebugBar::breakpointRequested, this, [this](int index) {
        m_docks->raise(Panel::Debug);
        m_debugPanel->editBreakpoint(index);
    });
    connect(&canvas, &designer::WorkflowCanvas::continueRequested, this,
            [this](designer::ExecutionRef execution, qint64 event) {
                workspace::RewindRequest request;
                request.event = event;
                request.childMocks = m_mocks.usedByAll();
                const auto* record = m_feed.recorder().execution(execution);
                if (record)
                    request.mocks = mocksNow(QString::fromStdString(record->machine));
                continueFrom(execution, request, Beginning::Paused);
            });
    connect(&m_breakpoints, &feed::Breakpoints::failed, this, &MainWindow::fail);
    connect(&bar, &designer::DebugBar::marksChanged, this,
            [this, &canvas] { m_debugPanel->setExecution(canvas.debugBar()->target()); });
    connect(&m_debug, &feed::DebugSession::changed, this, [this, &canvas](quint64 execution) {
        followPause(base::ExecutionId{execution});
        m_debugPanel->setExecution(canvas.debugBar()->target());
        // Who steps may be looking at the logs.
        const auto* pause = m_debug.pauseOf(base::ExecutionId{execution});
        if (pause && pause->reason != execution::PauseReason::Kind::Step)
            m_docks->raise(Panel::Debug);
    });
}

/// Who steps into what a Task started, or out of it, is shown where that has led to: inside the
/// Task, where its machine is drawn, else in that machine.
void MainWindow::followPause(base::ExecutionId execution) {
    designer::WorkflowCanvas& canvas = m_editors->canvas();
    const base::ExecutionId shown = canvas.shownExecution();
    const telemetry::Recorder& recorder = m_feed.recorder();
    const auto* record = recorder.execution(execution);
    if (!record || execution == shown || !m_debug.pauseOf(execution) || m_debug.pauseOf(shown))
        return;
    const auto& next = m_debug.pauseOf(execution)->next;
    if (canvas.showInside(execution, next ? QString::fromStdString(next->state) : QString()))
        return;
    if (recorder.isInside(execution, shown) || recorder.isInside(shown, execution))
        showRun(QString::fromStdString(record->definedBy()), execution);
}

void MainWindow::connectMocks() {
    designer::DebugBar& bar = *m_editors->canvas().debugBar();
    const auto mark = [this, &bar] {
        bar.setMocked([this](const QString& machine) {
            return m_mocks.isUsed(machine) ? m_mocks.states(machine) : std::vector<std::string>();
        });
    };
    mark();
    connect(&m_mocks, &feed::MockSets::changed, this, mark);
    connect(m_editors, &EditorArea::definitionShown, this,
            [this](const QString& machine, const statemachine::SharedDefinition& definition) {
                m_mocksPanel->setDefinition(machine, *definition);
                m_dataFlow->setDefinition(machine, definition);
                m_debugPanel->form().setDefinition(machine, definition);
            });
    connect(m_editors, &EditorArea::completionSourcesChanged, m_dataFlow,
            &dataplane::DataFlowPanel::setCompletionSources);
    connect(m_editors, &EditorArea::completionSourcesChanged, &m_debugPanel->form(),
            &dataplane::BreakpointForm::setCompletionSources);
    connect(m_dataFlow, &dataplane::DataFlowPanel::editsRequested, m_editors,
            &EditorArea::applyToMachine);
}

void MainWindow::connectRuns() {
    using dataplane::RunsPanel;
    connect(m_editors, &EditorArea::definitionShown, m_runs, &RunsPanel::setMachine);
    connect(&m_selection, &feed::Selection::changed, this,
            [this](const feed::Selection::Content& content) {
                m_pastRuns.complete(content.execution);
            });
    connect(m_steps, &dataplane::StepsPanel::moreNestedRequested, this,
            [this](quint64 execution) { m_pastRuns.openNested(base::ExecutionId{execution}); });
    connect(m_runs, &RunsPanel::failed, this, &MainWindow::fail);
    connect(m_runs, &RunsPanel::machineRequested, this, &MainWindow::openMachine);
    connect(m_runs, &RunsPanel::redriveRequested, this,
            [this](quint64 execution) { redrive(base::ExecutionId{execution}); });
    connect(m_runs, &RunsPanel::compareRequested, this, [this](quint64 earlier, quint64 later) {
        m_compare->compare(base::ExecutionId{earlier}, base::ExecutionId{later});
        m_docks->raise(Panel::Compare);
    });
}

/// Where the run failed, with the definition as it is in the editor now and the mocks that are on:
/// each state that failed, wherever it lies, and nothing that had succeeded. A definition with
/// which the past would have gone another way begins at the outermost state that failed.
void MainWindow::redrive(base::ExecutionId execution) {
    const auto* record = m_feed.recorder().execution(execution);
    if (!record)
        return;
    telemetry::RunTree tree;
    for (const auto& event : record->history)
        tree.apply(event);
    const int failed = tree.lastFailed();
    if (failed < 0) {
        fail({"journal.notRedrivable", {}});
        return;
    }
    const QString machine = QString::fromStdString(record->machine);
    workspace::RewindRequest request;
    request.definition = m_editors->definitionOf(machine);
    request.mocks = mocksNow(machine);
    request.childMocks = m_mocks.usedByAll();
    workspace::RewindRequest whole = request;
    whole.event = tree.node(failed).firstEvent;
    m_debug.executeFrom(
        execution, request, Beginning::Paused, this,
        [this, machine, execution, whole](const base::Result<base::ExecutionId>& started) {
            if (started)
                showRun(machine, *started);
            else if (started.error().code == "replay.diverged" ||
                     started.error().code == "journal.notRedrivable")
                continueFrom(execution, whole, Beginning::Paused);
            else
                fail(started.error());
        });
}

/// Empty ones where none are on: what a run had before does not count any more.
std::shared_ptr<const execution::Mocks> MainWindow::mocksNow(const QString& machine) const {
    auto mocks = m_mocks.used(machine);
    return mocks ? mocks : std::make_shared<const execution::Mocks>();
}

/// Brings its file to the front, where the workspace has one.
void MainWindow::openMachine(const QString& machine) {
    const auto* entry = m_feed.snapshot().machine(machine.toStdString());
    if (entry && m_editors->currentMachine() != machine)
        openPath(QString::fromStdString(entry->path));
}

void MainWindow::showRun(const QString& machine, base::ExecutionId execution) {
    openMachine(machine);
    feed::Selection::Content content;
    content.machine = machine;
    content.execution = execution;
    m_selection.set(content);
}

void MainWindow::continueFrom(base::ExecutionId execution, const workspace::RewindRequest& request,
                              Beginning beginning) {
    const auto* record = m_feed.recorder().execution(execution);
    const QString machine = record ? QString::fromStdString(record->machine) : QString();
    m_debug.executeFrom(execution, request, beginning, this,
                        [this, machine](const base::Result<base::ExecutionId>& started) {
                            if (!started) {
                                fail(started.error());
                                return;
                            }
                            showRun(machine, *started);
                        });
}

} // namespace ws::app
