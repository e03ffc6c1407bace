#pragma once

#include "engine/json/document.h"
#include "engine/statemachine/fold.h"
#include "engine/statemachine/readdefinition.h"
#include "engine/telemetry/events.h"
#include "engine/workspace/canvasfile.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QAction;
class QMenu;

namespace ws::feed {
class DebugSession;
class Playback;
} // namespace ws::feed

namespace ws::designer {

class CanvasAuthor;
class CanvasNotes;
class DebugBar;
class RunState;

/// Carries an id through a signal: Qt's meta types cannot hold the enum itself.
struct ExecutionRef {
    base::ExecutionId id{};
    operator base::ExecutionId() const { return id; }
};

/// A state machine as boxes and arrows with its run painted over it: own toolbar, minimap, find
/// bar, and a banner while the text is no JSON. Shows the selected execution of its machine, else
/// the latest one. Selection goes through feed::Selection in both directions.
class WorkflowCanvas : public QWidget {
    Q_OBJECT
public:
    WorkflowCanvas(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                   QWidget* parent = nullptr);
    ~WorkflowCanvas() override;

    /// UTF-8. Text that is no JSON leaves the last good graph, dimmed, under a banner. An empty
    /// name shows the empty state.
    void setDefinition(const QString& machineName, const std::string& text);
    void setDefinition(const QString& machineName, statemachine::SharedDefinition definition);
    QString machineName() const;
    /// Where the machines come from that Tasks start, to be shown inside. Not owned.
    void setMachines(statemachine::MachineSource& machines);
    /// Some of them, or the notes on their states, have become others.
    void refreshMachines();
    /// What people have written on the canvas of such a machine.
    using NotesOfMachine =
        std::function<std::vector<workspace::CanvasNote>(const QString& machine)>;
    void setNotesOfMachines(NotesOfMachine notes);
    /// What is collapsed or opened, the notes and the regions. Another machine begins with none of
    /// them.
    void setSettings(const workspace::CanvasSettings& settings);
    workspace::CanvasSettings settings() const;
    const statemachine::ClosedStates& closedStates() const;
    const statemachine::OpenedStates& openedStates() const;
    /// Why they have become others.
    enum class Cause {
        Person,
        Step,   ///< of a movement that is one to a person
        Follows ///< what else happened: a renamed state, a state that was looked for
    };
    /// What the canvas paints.
    const RunState& shownRun() const;
    /// The execution that is painted; 0: none.
    base::ExecutionId shownExecution() const;

    /// Selects where an execution stands that is drawn inside a Task; false: it is not drawn.
    bool showInside(base::ExecutionId execution, const QString& state);

    /// From then on breakpoints can be set and what runs can be paused. Not owned.
    void attachDebugging(feed::DebugSession& session);
    /// From then on runs can be played again. Not owned.
    void attachPlayback(feed::Playback& playback);
    /// nullptr before attachDebugging().
    DebugBar* debugBar() const;

    CanvasAuthor& author();
    CanvasNotes& notes();
    /// Stands in the toolbar.
    void addToolAction(QAction* action);

public Q_SLOTS:
    void zoomIn();
    void zoomOut();
    void zoomToFit();
    void zoomToActualSize();
    void openFind();
    /// The state that is selected inside a Task, in its own machine.
    void openSelectedInside();
    /// Every Parallel and Map state, and every Task that shows a machine inside.
    void collapseAll();
    /// Every Parallel and Map state, also of machines that are shown inside.
    void expandAll();

Q_SIGNALS:
    /// What failed is to be done again, with what is not as it was then.
    void redriveRequested(ws::designer::ExecutionRef execution);
    /// A new run is to begin where the shown one was after that event.
    void continueRequested(ws::designer::ExecutionRef execution, qint64 event);
    /// A state inside an opened Task is to be shown where it is at home: what is then selected.
    void insetOpened(const ws::feed::Selection::Content& content);
    /// A state's context menu, for others to add to.
    void menuAboutToShow(QMenu* menu, const QString& state);
    void settingsChanged(const ws::workspace::CanvasSettings& settings,
                         ws::designer::WorkflowCanvas::Cause cause);
    /// The window asks for an input (or takes the one at hand) and executes the machine.
    void runRequested(const QString& machineName);
    void stopRequested(ws::designer::ExecutionRef execution);
    /// Bytes of the definition to show in the text, on double click, Enter or a click on the
    /// banner.
    void revealRequested(const ws::json::Range& range);

    /// A change begins: who has a newer text calls setDefinition() before this returns.
    void textWanted();
    /// Changes of the definition as setDefinition() had it last. The receiver makes them and shows
    /// the new text here before it returns.
    void editsRequested(const std::vector<ws::json::Edit>& edits);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::designer
