#pragma once

#include "engine/execution/executor.h"
#include "engine/execution/runcontrol.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ws::execution {

/// Takes one execution into its hands for as long as it lives: then the execution runs on by
/// itself. While it is paused nothing happens in it: no event comes, its timers stand still (and go
/// on with what was left of them), and the outcomes of what it has called wait.
///
/// An execution that has not had its first turn is paused before its first state by pause().
class Debugger {
public:
    /// Where a paused execution is.
    struct Position {
        PauseReason reason;
        std::int64_t lastEvent = 0;   ///< the last one that is out
        std::optional<NextStep> next; ///< nullopt: it waits, or events are still to come
    };
    using Paused = std::function<void(const Position&)>;

    /// The executor is not owned and lives longer. `paused` comes whenever it pauses, never from
    /// inside a call.
    Debugger(Executor& executor, base::ExecutionId execution, Paused paused = {});
    ~Debugger();
    Debugger(const Debugger&) = delete;
    Debugger& operator=(const Debugger&) = delete;

    // What follows does nothing once the execution has ended. It comes into effect with the next
    // turn of the event loop.
    void pause();
    void proceed();
    void step(StepSize size);
    void runTo(const std::string& state);
    /// Replaces all of them; their hits count from here.
    base::Status setBreakpoints(const std::vector<Breakpoint>& breakpoints);
    /// What their conditions could not tell, by breakpoint.
    std::vector<std::optional<base::Error>> problems() const;
    /// Hears of each the first time, while the execution runs; must not call back.
    void onProblem(RunControl::Problem problem);
    /// Hears of each execution that a Task of this one starts, before its first turn: the time to
    /// take it into a debugger's hands too. Must not call back. A step into the Task then pauses an
    /// awaited one before its first state; one that ends while it is stepped through leads back to
    /// the Task that awaits it, and one that proceeds takes its callers along.
    using Child = std::function<void(base::ExecutionId child, const std::string& machine)>;
    void onChild(Child child);

    struct Edit {
        std::optional<json::Value> input;     ///< of the state about to be entered or tried again
        std::optional<json::Value> variables; ///< an object; those that it does not name stay
    };
    /// Errors: "debug.nothingToEdit" when it is not paused before a state, "debug.badVariables"
    /// when they are no object.
    base::Status edit(const Edit& edit);

    bool isPaused() const;
    Position position() const;

private:
    Executor& m_executor;
    const base::ExecutionId m_execution;
};

} // namespace ws::execution
