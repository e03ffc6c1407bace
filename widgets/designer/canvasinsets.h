#pragma once

#include "widgets/designer/nestedruns.h"
#include "widgets/designer/workflowscene.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ws::designer {

/// What the opened Tasks of a canvas show, and how a state that is selected inside one goes along
/// with what is selected in the window.
class CanvasInsets {
public:
    CanvasInsets(WorkflowScene& scene, feed::Selection& selection,
                 const telemetry::Recorder& recorder)
        : m_scene(scene)
        , m_selection(selection)
        , m_runs(recorder)
        , m_recorder(recorder) {}

    /// Where machines come from. Not owned; nullptr: nothing can be opened.
    void setMachines(statemachine::MachineSource* machines) { m_machines = machines; }
    const statemachine::InsideFolding& folding() const { return m_folding; }
    void setFolding(statemachine::InsideFolding folding) { m_folding = std::move(folding); }

    /// Whether other Tasks can be opened, or show others, than before.
    bool refresh(const statemachine::Graph& graph);
    const statemachine::Nestings& nestings() const { return m_nestings; }

    /// The canvas's own run as far as it is shown.
    void look(base::ExecutionId shown, std::size_t events);
    /// Brings the drawings up to their runs.
    void show();
    bool isLive() const { return m_runs.isLive(); }

    /// A state by name, inside what is drawn or closed away by now.
    struct Place {
        statemachine::StatePath path;
        QString state;
    };
    /// Where the window's selection is inside; unset: it is of another machine or of the canvas's.
    std::optional<Place> selected() const;
    /// In the scene; unset: something around it is closed.
    std::optional<InsetSpot> spotOf(const Place& place) const;
    /// The state itself or what it is closed away in; on the canvas itself where the path is empty.
    InsetSpot shownSpot(const Place& place) const;
    Place placeOf(const InsetSpot& spot) const;
    /// All states of what is opened, also those that are closed away there.
    std::vector<Place> places() const;
    /// The Parallel and Map states around it in its machine that are closed.
    statemachine::ClosedInside closedAround(const Place& place) const;
    /// The executions that are drawn, the outermost first.
    std::vector<base::ExecutionId> executions() const;
    /// A state of one of them, or what hides it; unset: that execution is not drawn.
    std::optional<InsetSpot> spotIn(base::ExecutionId execution, const QString& state) const;
    /// A visit of the state and one of its calls; 0: any.
    struct Call {
        std::int64_t visit = 0;
        std::int64_t attempt = 0;
    };
    /// Selects that state of the execution that is drawn there.
    void pick(const InsetSpot& spot, Call call);
    void pick(const InsetSpot& spot) { pick(spot, {}); }
    /// The selection of a state of the canvas's own machine.
    feed::Selection::Content outside() const;
    /// What the window is to select when the state is opened in its own machine.
    feed::Selection::Content contentOf(const InsetSpot& spot) const;
    /// The execution that the canvas had when a state inside it was picked, while that one is
    /// selected; 0: none.
    base::ExecutionId root() const;
    /// A state that was picked is no longer taken for one inside.
    void forgetPick() { m_pick.reset(); }

private:
    /// A machine may start itself: what the selection says is then not enough.
    struct Pick {
        feed::Selection::Content content;
        Place place;
        base::ExecutionId root{};        ///< that the canvas showed
        feed::Selection::Content before; ///< what was selected outside
    };
    bool isPicked() const { return m_pick && m_pick->content == m_selection.content(); }

    WorkflowScene& m_scene;
    feed::Selection& m_selection;
    statemachine::MachineSource* m_machines = nullptr;
    statemachine::InsideFolding m_folding;
    statemachine::Nestings m_nestings;
    NestedRuns m_runs;
    const telemetry::Recorder& m_recorder;
    base::ExecutionId m_shown{};
    std::optional<Pick> m_pick;
};

} // namespace ws::designer
