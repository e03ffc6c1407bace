#include "app/editorarea.h"

#include "app/blankpage.h"
#include "engine/json/draft.h"
#include "engine/telemetry/historyeventkind.h"
#include "engine/workspace/machinefile.h"

#include <QBoxLayout>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedLayout>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace ws::app {
namespace {

using namespace std::chrono_literals;

QString machineOf(const QString& path) {
    return QString::fromStdString(workspace::machineNameOfFile(path.toStdString()));
}

/// Of functions/<name>/function.json; empty: another file.
QString functionOf(const QString& path) {
    const QStringList parts = path.split(u'/');
    const qsizetype count = parts.size();
    return count > 2 && parts.last() == QLatin1String("function.json") &&
                   parts[count - 3] == QLatin1String("functions")
               ? parts[count - 2]
               : QString();
}

/// What went in and out of the states, and what they assigned, when they ran last.
void addSamples(const telemetry::ExecutionRecord& run, statemachine::CompletionSources& sources) {
    for (const telemetry::HistoryEvent& event : run.history) {
        if (event.input && telemetry::isStateEntered(event.type))
            sources.inputs.insert_or_assign(event.name, *event.input);
        if (event.output && telemetry::isStateExited(event.type))
            sources.results.insert_or_assign(event.name, *event.output);
        if (!event.assignedVariables)
            continue;
        for (const auto& [name, value] : event.assignedVariables->members())
            sources.variables.insert_or_assign(name, value);
    }
}

} // namespace

EditorArea::EditorArea(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                       inspector::StateInspector& inspector, QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_inspector(inspector)
    , m_stack(new QStackedLayout(this))
    , m_blank(new BlankPage(theme, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_tabs(new codeeditor::EditorTabs(theme, this))
    , m_machines(*this)
    , m_canvas(new designer::WorkflowCanvas(feed, selection, theme, this))
    , m_form(new inspector::FunctionForm(theme, this)) {
    m_splitter->addWidget(m_tabs);
    m_splitter->addWidget(m_canvas);
    m_splitter->addWidget(m_form);
    for (int part = 0; part < m_splitter->count(); ++part)
        m_splitter->setStretchFactor(part, 1);
    m_splitter->setSizes({500, 500, 500});
    m_splitter->setChildrenCollapsible(false);
    m_canvas->hide();
    m_form->hide();
    m_stack->addWidget(m_blank);
    m_stack->addWidget(m_splitter);

    m_pushTimer.setSingleShot(true);
    m_cursorTimer.setSingleShot(true);
    m_cursorTimer.setInterval(150ms);
    m_historyTimer.setSingleShot(true);
    m_historyTimer.setInterval(1s); // what a killed program may lose
    connect(&m_historyTimer, &QTimer::timeout, this, &EditorArea::keepCanvasHistories);
    connect(&m_pushTimer, &QTimer::timeout, this, &EditorArea::pushDefinition);
    connect(&m_cursorTimer, &QTimer::timeout, this, &EditorArea::selectStateAtCursor);
    connect(m_tabs, &codeeditor::EditorTabs::currentPathChanged, this, &EditorArea::showCurrent);
    connect(m_tabs, &codeeditor::EditorTabs::textEdited, this, [this] {
        m_pushTimer.start(m_pace.delay());
        tellCanvasHistory();
    });
    connect(m_tabs, &codeeditor::EditorTabs::cursorMoved, this, [this](const QString& path) {
        if (!m_revealing && !machineOf(path).isEmpty())
            m_cursorTimer.start();
    });
    connect(m_form, &inspector::FunctionForm::editsRequested, this, &EditorArea::applyToCurrent);
    connect(m_canvas, &designer::WorkflowCanvas::editsRequested, this, &EditorArea::applyToCurrent);
    connect(m_canvas, &designer::WorkflowCanvas::settingsChanged, this, &EditorArea::keepCanvas);
    m_canvas->setMachines(m_machines);
    m_inspector.setMachines(m_machines);
    connect(&m_inspector, &inspector::StateInspector::homeRequested, m_canvas,
            &designer::WorkflowCanvas::openSelectedInside);
    m_canvas->setNotesOfMachines([this](const QString& machine) { return notesOf(machine); });
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, [this] {
        m_machines.forget();
        m_canvas->refreshMachines();
        readCanvasFile();
    });
    connect(m_canvas, &designer::WorkflowCanvas::textWanted, this, &EditorArea::pushPending);
    connect(&m_inspector, &inspector::StateInspector::textWanted, this, &EditorArea::pushPending);
    connect(m_canvas, &designer::WorkflowCanvas::revealRequested, this,
            [this](const json::Range& range) {
                revealRange(range);
                // Who opens a state means to edit it.
                codeeditor::EditorPage* page = m_tabs->currentPage();
                if (page && page->view().isVisible())
                    page->view().setFocus();
            });
    connect(&m_inspector, &inspector::StateInspector::revealRequested, this,
            &EditorArea::revealRange);
    connect(&m_inspector, &inspector::StateInspector::editsRequested, this,
            &EditorArea::applyToMachine);
    connect(&m_selection, &feed::Selection::changed, this, &EditorArea::revealSelectedState);
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, &EditorArea::refreshCompletion);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this,
            [this](const std::vector<telemetry::Event>& events) {
                const auto ends = [](const telemetry::Event& event) {
                    return std::holds_alternative<telemetry::ExecutionFinished>(event.body);
                };
                if (std::any_of(events.begin(), events.end(), ends))
                    refreshCompletion();
            });
}

EditorArea::~EditorArea() {
    keepCanvasHistories();
}

EditorArea::Machines::Machines(EditorArea& area)
    : m_area(area)
    , m_files([&feed = area.m_feed](const std::string& name) {
        const auto* entry = feed.snapshot().machine(name);
        return entry ? feed.absolutePath(entry->path).toStdString() : std::string();
    }) {}

statemachine::SharedDefinition EditorArea::Machines::definition(const std::string& name) {
    const QString machine = QString::fromStdString(name);
    for (const QString& path : m_area.m_tabs->openPaths()) {
        if (machineOf(path) == machine)
            return m_area.m_tabs->page(path)->definition();
    }
    return m_files.definition(name);
}

/// A file that cannot be read is told of where its machine is open.
std::vector<workspace::CanvasNote> EditorArea::notesOf(const QString& machine) const {
    const auto* entry = m_feed.snapshot().machine(machine.toStdString());
    if (!entry)
        return {};
    const std::string path =
        workspace::canvasFileOfMachine(m_feed.absolutePath(entry->path).toStdString());
    const auto settings = workspace::readCanvasFile(path);
    return settings ? settings->annotations.notes : std::vector<workspace::CanvasNote>();
}

/// What text and forms offer beside the language: this workspace's functions, and what the
/// machine's last run went through.
void EditorArea::refreshCompletion() {
    codeeditor::EditorPage* page = m_tabs->currentPage();
    const std::string machine = currentMachine().toStdString();
    if (!page || machine.empty())
        return;
    statemachine::CompletionSources sources;
    for (const workspace::FunctionEntry& function : m_feed.snapshot().functions)
        sources.functions.push_back(function.name);
    // Errors of any run; data of the last one.
    std::set<std::string> errors;
    for (const telemetry::ExecutionRecord& run : m_feed.recorder().executions()) {
        if (run.machine != machine)
            continue;
        for (const telemetry::HistoryEvent& event : run.history) {
            if (event.error && !event.error->empty())
                errors.insert(*event.error);
        }
    }
    const auto& runs = m_feed.recorder().executions();
    const auto last =
        std::find_if(runs.rbegin(), runs.rend(),
                     [&](const telemetry::ExecutionRecord& run) { return run.machine == machine; });
    if (last != runs.rend())
        addSamples(*last, sources);
    sources.errors.assign(errors.begin(), errors.end());
    page->view().setCompletionSources(sources);
    m_inspector.setCompletionSources(sources);
    Q_EMIT completionSourcesChanged(sources);
}

QString EditorArea::currentMachine() const {
    return machineOf(m_tabs->currentPath());
}

std::string EditorArea::definitionOf(const QString& machine) const {
    for (const QString& path : m_tabs->openPaths()) {
        if (machineOf(path) == machine)
            return m_tabs->page(path)->text();
    }
    return {};
}

void EditorArea::setLayoutMode(Layout layout) {
    m_layout = layout;
    showCurrent();
}

void EditorArea::takeFocus() {
    if (!m_tabs->currentPage())
        m_blank->setFocus();
    else if (m_canvas->isVisibleTo(this))
        m_canvas->setFocus();
    else
        m_tabs->currentPage()->setFocus();
}

QList<QWidget*> EditorArea::regions() const {
    return {m_tabs, m_canvas, m_form, m_blank};
}

void EditorArea::showCurrent() {
    m_stack->setCurrentWidget(m_tabs->currentPage() ? static_cast<QWidget*>(m_splitter) : m_blank);
    const bool machine = !currentMachine().isEmpty();
    const bool function = !functionOf(m_tabs->currentPath()).isEmpty();
    m_canvas->setVisible(machine && m_layout != Layout::TextOnly);
    m_form->setVisible(function && m_layout != Layout::TextOnly);
    m_tabs->setVisible(!(machine || function) || m_layout != Layout::CanvasOnly);
    if (m_tabs->currentPage())
        m_tabs->currentPage()->view().installEventFilter(this);
    const QStringList open = m_tabs->openPaths();
    keepCanvasHistories();
    std::erase_if(m_histories, [&open](const auto& entry) { return !open.contains(entry.first); });
    refreshCompletion();
    pushDefinition();
}

void EditorArea::pushPending() {
    if (m_pushTimer.isActive())
        pushDefinition();
}

void EditorArea::pushDefinition() {
    m_pushTimer.stop();
    QElapsedTimer work;
    work.start();
    m_pushed = m_tabs->currentPage() ? m_tabs->currentPage()->text() : std::string();
    if (const QString function = functionOf(m_tabs->currentPath()); !function.isEmpty())
        m_form->setText(function, m_pushed);
    const QString machine = currentMachine();
    if (machine.isEmpty())
        return;
    const statemachine::SharedDefinition definition = m_tabs->currentPage()->definition();
    m_canvas->setDefinition(machine, definition);
    if (m_canvasFile != canvasFile()) {
        readCanvasFile();
        // Once the text has what it was before.
        QTimer::singleShot(0, this, &EditorArea::readCanvasHistory);
    }
    m_inspector.setDefinition(machine, definition);
    Q_EMIT definitionShown(machine, definition);
    m_pace.took(std::chrono::nanoseconds(work.nsecsElapsed()));
}

QString EditorArea::canvasFile() const {
    return QString::fromStdString(
        workspace::canvasFileOfMachine(m_tabs->currentPath().toStdString()));
}

void EditorArea::readCanvasFile() {
    // The canvas keeps the last machine while another kind of file is in front.
    if (currentMachine().isEmpty() || currentMachine() != m_canvas->machineName())
        return;
    if (m_canvasFile != canvasFile()) {
        m_canvasFileError.clear();
        m_canvasSettings = {};
        showCanvasSettings({});
    }
    m_canvasFile = canvasFile();
    const auto settings = workspace::readCanvasFile(m_canvasFile.toStdString());
    const std::string failure = settings ? std::string() : settings.error().code;
    if (!settings && failure != m_canvasFileError)
        Q_EMIT canvasFileFailed(settings.error());
    m_canvasFileError = failure;
    if (!settings)
        return;
    // What could not be written before is there still.
    const auto both = workspace::mergedSettings(m_canvasSettings, m_canvas->settings(), *settings);
    m_canvasSettings = *settings;
    showCanvasSettings(both);
    if (both != *settings)
        writeCanvasFile();
}

void EditorArea::keepCanvas(const workspace::CanvasSettings& settings,
                            designer::WorkflowCanvas::Cause cause) {
    using Cause = designer::WorkflowCanvas::Cause;
    if (currentMachine().isEmpty() || currentMachine() != m_canvas->machineName())
        return;
    if (cause != Cause::Follows) {
        using Kind = workspace::CanvasHistory::Kind;
        // What is typed from here on is taken back apart from what was typed before.
        m_tabs->currentPage()->view().beginUndoAction();
        m_tabs->currentPage()->view().endUndoAction();
        canvasHistory().record(m_canvasShown, settings, textUndo().position,
                               cause == Cause::Step ? Kind::Joined : Kind::Apart);
        noteCanvasHistory();
        Q_EMIT undoChanged();
    }
    m_canvasShown = settings;
    writeCanvasFile();
}

/// What the canvas has and the file had not.
void EditorArea::writeCanvasFile() {
    const auto written = workspace::changeCanvasFile(canvasFile().toStdString(), m_canvasSettings,
                                                     m_canvas->settings());
    if (!written) {
        Q_EMIT canvasFileFailed(written.error());
        return;
    }
    m_canvasSettings = *written;
    showCanvasSettings(*written);
}

void EditorArea::showCanvasSettings(const workspace::CanvasSettings& settings) {
    m_canvasShown = settings;
    m_canvas->setSettings(settings);
    if (hasCanvasHistory())
        noteCanvasHistory();
}

// --- Undo

const workspace::CanvasHistory* EditorArea::canvasHistory() const {
    const auto found = m_histories.find(m_tabs->currentPath());
    return found == m_histories.end() ? nullptr : &found->second.history;
}

std::string EditorArea::canvasHistoryFile() const {
    return workspace::canvasHistoryFile(m_feed.snapshot().root,
                                        m_tabs->currentPath().toStdString());
}

bool EditorArea::hasCanvasHistory() const {
    return canvasHistory() && !canvasHistory()->isEmpty();
}

/// Of an earlier run of the program, when the canvas is still what it was then.
void EditorArea::readCanvasHistory() {
    if (currentMachine().isEmpty() || m_canvasFile != canvasFile())
        return;
    CanvasUndo& undo = m_histories[m_tabs->currentPath()];
    if (!undo.history.isEmpty())
        return;
    undo.history = workspace::readCanvasHistory(canvasHistoryFile(), m_canvasShown);
    if (!undo.history.isEmpty())
        Q_EMIT undoChanged();
}

void EditorArea::noteCanvasHistory() {
    CanvasUndo& undo = m_histories[m_tabs->currentPath()];
    undo.file = canvasHistoryFile();
    undo.present = m_canvas->settings();
    undo.textBegin = m_tabs->currentPage()->view().history().forgotten();
    undo.kept = false;
    m_historyTimer.start();
}

void EditorArea::keepCanvasHistories() {
    m_historyTimer.stop();
    for (auto& [path, undo] : m_histories) {
        // One that cannot be kept is lost at the end of the program, and with it nothing else.
        if (!std::exchange(undo.kept, true))
            std::ignore = workspace::writeCanvasHistory(undo.file, undo.history, undo.present,
                                                        undo.textBegin);
    }
}

workspace::CanvasHistory::TextUndo EditorArea::textUndo() const {
    const codeeditor::CodeView& view = m_tabs->currentPage()->view();
    return {view.history().position(), view.isUndoAvailable(), view.isRedoAvailable()};
}

bool EditorArea::isUndoAvailable() const {
    return m_tabs->currentPage() && (m_tabs->currentPage()->view().isUndoAvailable() ||
                                     (canvasHistory() && canvasHistory()->canUndo()));
}

bool EditorArea::isRedoAvailable() const {
    return m_tabs->currentPage() && (m_tabs->currentPage()->view().isRedoAvailable() ||
                                     (canvasHistory() && canvasHistory()->canRedo()));
}

/// A change of the text that is no undo or redo.
void EditorArea::tellCanvasHistory() {
    codeeditor::EditorPage* page = m_tabs->currentPage();
    if (m_undoing || !page || page->view().isRedoAvailable() || !hasCanvasHistory())
        return;
    canvasHistory().takeTextEdit(textUndo().position);
    noteCanvasHistory();
}

void EditorArea::undo() {
    if (!m_tabs->currentPage())
        return;
    pushPending();
    const QScopedValueRollback<bool> undoing(m_undoing, true);
    if (const auto step = canvasHistory().undo(textUndo())) {
        showCanvasSettings(
            workspace::mergedSettings(step->after, step->before, m_canvas->settings()));
        writeCanvasFile();
        noteCanvasHistory();
    } else {
        m_tabs->currentPage()->view().undo();
    }
    Q_EMIT undoChanged();
}

void EditorArea::redo() {
    if (!m_tabs->currentPage())
        return;
    pushPending();
    const QScopedValueRollback<bool> undoing(m_undoing, true);
    if (const auto step = canvasHistory().redo(textUndo())) {
        showCanvasSettings(
            workspace::mergedSettings(step->before, step->after, m_canvas->settings()));
        writeCanvasFile();
        noteCanvasHistory();
    } else {
        m_tabs->currentPage()->view().redo();
    }
    Q_EMIT undoChanged();
}

/// The text would take the keys of undo and redo for itself alone.
bool EditorArea::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const QKeyCombination keys = static_cast<QKeyEvent*>(event)->keyCombination();
        constexpr std::array kOurs{Qt::CTRL | Qt::Key_Z, Qt::CTRL | Qt::SHIFT | Qt::Key_Z,
                                   Qt::CTRL | Qt::Key_Y};
        if (std::find(kOurs.begin(), kOurs.end(), keys) != kOurs.end()) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void EditorArea::applyToCurrent(const std::vector<json::Edit>& edits) {
    codeeditor::EditorPage* page = m_tabs->currentPage();
    if (!page)
        return;
    // The edits are about the text that the form knows, which may be what stood here a moment ago.
    constexpr std::size_t kMark = 3; // of UTF-8, which edits do not count
    const std::string now = page->text();
    const bool marked = now.starts_with("\xEF\xBB\xBF");
    const auto body = [&](const std::string& text) {
        return std::string_view(text).substr(std::min(marked ? kMark : 0, text.size()));
    };
    if (const auto current = json::rebased(edits, body(m_pushed), body(now)))
        page->view().applyEdits(*current);
    pushDefinition();
}

/// The machine may be open without being in front. Nothing is done when its text is no longer what
/// the edits are about.
void EditorArea::applyToMachine(const QString& machine, const std::vector<json::Edit>& edits) {
    for (const QString& path : m_tabs->openPaths()) {
        if (machineOf(path) != machine)
            continue;
        codeeditor::EditorPage* page = m_tabs->page(path);
        const QScopedValueRollback<bool> quiet(m_revealing, true);
        if (page->definition()->text() == m_inspector.definitionText())
            page->view().applyEdits(edits);
        if (machine == currentMachine())
            pushDefinition();
        else
            m_inspector.setDefinition(machine, page->definition());
        return;
    }
}

void EditorArea::selectStateAtCursor() {
    const QString machine = currentMachine();
    if (machine.isEmpty() || !m_tabs->currentPage()->view().hasFocus())
        return;
    codeeditor::EditorPage* page = m_tabs->currentPage();
    const statemachine::SharedDefinition definition = page->definition();
    if (!definition->document())
        return;
    const QScopedValueRollback<bool> quiet(m_revealing, true);
    selectStateAt(definition->graph(), page->view().cursorOffset());
}

/// Of the machine in front; the run that is looked at stays.
void EditorArea::selectStateAt(const statemachine::Graph& graph, std::size_t offset) {
    const int node = graph.findByOffset(offset);
    feed::Selection::Content content;
    content.machine = currentMachine();
    if (m_selection.content().machine == content.machine)
        content.execution = m_selection.content().execution;
    if (node != statemachine::Graph::kNone)
        content.state = QString::fromStdString(graph.nodes[std::size_t(node)].name);
    m_selection.set(content);
}

void EditorArea::revealSelectedState(const feed::Selection::Content& content) {
    if (m_revealing || content.state.isEmpty() || content.machine != currentMachine())
        return;
    const statemachine::SharedDefinition definition = m_tabs->currentPage()->definition();
    const statemachine::Graph& graph = definition->graph();
    const int node = graph.findByName(content.state.toStdString());
    if (node != statemachine::Graph::kNone)
        revealRange(graph.nodes[std::size_t(node)].range);
}

void EditorArea::showProblem(codeeditor::EditorPage& page, const codeeditor::Problem& problem) {
    const QScopedValueRollback<bool> quiet(m_revealing, true);
    page.view().revealRange(problem.range);
    const QString machine = machineOf(page.path());
    if (machine.isEmpty() || machine != currentMachine())
        return;
    pushPending();
    selectStateAt(page.definition()->graph(), problem.range.begin);
    m_inspector.showField(problem.pointer);
}

void EditorArea::revealRange(const json::Range& range) {
    codeeditor::EditorPage* page = m_tabs->currentPage();
    if (!page)
        return;
    const QScopedValueRollback<bool> quiet(m_revealing, true);
    page->view().revealRange(range);
}

} // namespace ws::app
