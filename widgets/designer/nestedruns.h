#pragma once

#include "engine/statemachine/nesting.h"
#include "engine/telemetry/recorder.h"
#include "widgets/designer/runstate.h"
#include "widgets/feed/selection.h"

#include <cstddef>
#include <map>
#include <string>

namespace ws::designer {

/// The executions that a run's opened Tasks have begun, as they are, or were at the instant that is
/// shown. Of several that a Task has begun, the one of what is selected, else the latest.
class NestedRuns {
public:
    struct Run {
        base::ExecutionId execution{}; ///< 0: it has not begun
        telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Running;
        std::size_t events = 0; ///< that `state` has seen
        bool past = false;      ///< later ones are not shown
        RunState state;
        std::map<std::string, Run> inside; ///< by opened state

        bool begun() const { return execution != base::ExecutionId{}; }
        /// It runs, or what it has begun does.
        bool isLive() const;
    };
    using Runs = std::map<std::string, Run>;

    explicit NestedRuns(const telemetry::Recorder& recorder)
        : m_recorder(recorder) {}

    /// The outermost run as far as it is shown, and what is selected.
    void look(base::ExecutionId outermost, std::size_t events,
              const feed::Selection::Content& selection);
    /// The machine that was started there; empty: none was.
    std::string told(const statemachine::StatePath& path) const;
    /// Takes up what has happened in what is drawn.
    void update(const statemachine::Nestings& nestings);

    const Runs& runs() const { return m_runs; }
    bool isLive() const;

private:
    /// An execution as far as it is shown.
    struct Shown {
        const telemetry::ExecutionRecord* run = nullptr;
        std::size_t events = 0;
    };
    Shown outermost() const;
    Shown childOf(const Shown& parent, const std::string& state) const;
    void update(Runs& runs, const Shown& parent, const statemachine::Nestings& nestings) const;

    const telemetry::Recorder& m_recorder; // Not owned.
    base::ExecutionId m_outermost{};
    std::size_t m_events = 0;
    feed::Selection::Content m_selection;
    Runs m_runs;
};

} // namespace ws::designer
