#pragma once

#include "engine/execution/debugger.h"
#include "widgets/feed/breakpoints.h"
#include "widgets/feed/debuggers.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"

#include <QObject>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ws::feed {

/// The executions that the window has begun, and what their Tasks start, in its hands: they stop at
/// the breakpoints of their machine, pause and go on as asked. Nothing here waits for the engine;
/// what it answers arrives as changed().
class DebugSession : public QObject {
    Q_OBJECT
public:
    struct Pause {
        execution::PauseReason::Kind reason = execution::PauseReason::Kind::Asked;
        std::optional<workspace::StoredBreakpoint> breakpoint; ///< that it stopped at
        std::int64_t lastEvent = 0;
        std::optional<execution::NextStep> next; ///< nullopt: it waits for news
        std::optional<execution::PauseReason::Item> item{}; ///< where the breakpoint was hit
    };
    using Started = std::function<void(base::Result<base::ExecutionId>)>;

    DebugSession(EngineFeed& feed, Breakpoints& breakpoints, QObject* parent = nullptr);

    EngineFeed& feed() const { return m_feed; }
    Breakpoints& breakpoints() const { return m_breakpoints; }

    enum class Beginning { Running, Paused };
    /// As EngineFeed::execute(), in our hands from before its first state.
    void execute(const workspace::ExecuteRequest& request, Beginning beginning, QObject* context,
                 Started started);
    /// As Workbench::executeFrom(), of an execution that the window knows.
    void executeFrom(base::ExecutionId execution, workspace::RewindRequest request,
                     Beginning beginning, QObject* context, Started started);

    bool isOurs(base::ExecutionId execution) const;
    /// What the condition of that breakpoint could not tell in the last run that asked it; nullptr:
    /// nothing.
    const base::Error* problemOf(const workspace::StoredBreakpoint& breakpoint) const;
    /// nullptr: it runs, has ended, or is not ours.
    const Pause* pauseOf(base::ExecutionId execution) const;

    void pause(base::ExecutionId execution);
    void proceed(base::ExecutionId execution);
    void step(base::ExecutionId execution, execution::StepSize size);
    void runTo(base::ExecutionId execution, const QString& state);
    void edit(base::ExecutionId execution, const execution::Debugger::Edit& edit, QObject* context,
              std::function<void(base::Status)> done);

Q_SIGNALS:
    /// An execution has paused or goes on, or its data was edited.
    void changed(quint64 execution);
    void problemsChanged();

private:
    struct Ours {
        std::string machine;
        std::vector<workspace::StoredBreakpoint> set; ///< as the engine counts them
        std::optional<Pause> pause;
    };
    using Begin = std::function<base::Result<base::ExecutionId>(workspace::Workbench&)>;

    void begin(const std::string& machine, Begin begin, Beginning beginning, QObject* context,
               Started started);
    Debuggers::Listener listener();
    void adopt(base::ExecutionId execution, const std::string& machine,
               std::vector<workspace::StoredBreakpoint> set);
    void takePause(base::ExecutionId execution, Pause pause);
    void goOn(base::ExecutionId execution, std::function<void(execution::Debugger&)> how);
    void sendBreakpoints();
    void forgetProblems(const std::string& machine);
    void takeProblem(const workspace::StoredBreakpoint& breakpoint, const base::Error& problem);
    std::vector<workspace::StoredBreakpoint> breakpointsThatCount() const;
    std::vector<workspace::StoredBreakpoint> breakpointsOf(const std::string& machine) const;
    void takeEvents(const std::vector<telemetry::Event>& events);

    EngineFeed& m_feed;         // Not owned.
    Breakpoints& m_breakpoints; // Not owned.
    std::map<base::ExecutionId, Ours> m_ours;
    std::vector<std::pair<workspace::StoredBreakpoint, base::Error>> m_problems;
};

} // namespace ws::feed
