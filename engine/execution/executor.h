#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/execution/history.h"
#include "engine/execution/limits.h"
#include "engine/execution/taskinvoker.h"
#include "engine/statemachine/definition.h"
#include "engine/telemetry/eventbus.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ws::execution {

/// Who keeps an execution's history after its events were published.
enum class HistoryRetention {
    Keep,        ///< ExecutionResult::history has all of it
    PublishOnly, ///< only the bus saw it; ExecutionResult::history is null
};

struct StartRequest {
    std::shared_ptr<const statemachine::StateMachine> definition;
    std::string machine;      ///< the machine's name
    std::string name;         ///< of the execution; empty: a UUID
    std::string executionArn; ///< empty: the one of a standard execution of that name
    json::Value input = json::Value::object();
    std::string inputText; ///< what `input` was parsed from, for the history; may be empty
    std::string roleArn;   ///< empty: one made from the machine's name
    Limits limits;
    HistoryRetention retention = HistoryRetention::Keep;
};

struct ExecutionResult {
    base::ExecutionId execution{};
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Succeeded;
    json::Value output; ///< when Succeeded
    std::string error;
    std::string cause;
    std::shared_ptr<const History> history;
};

/// Runs executions in the thread that owns the clock: feeds the interpreters with the outcomes of
/// tasks and timers and does what they ask for. Publishes ExecutionStarted, ExecutionAdvanced (one
/// per history event, as it happens) and ExecutionFinished. A busy execution gives the event loop
/// its turn every few milliseconds and goes on through clock.after(0).
class Executor {
public:
    using Done = std::function<void(const ExecutionResult&)>;

    struct Parts {
        base::Clock& clock;
        TaskInvoker& invoker;
        telemetry::EventBus& bus;
        std::uint64_t seed = 0; ///< of UUIDs, random numbers and retry jitter; 0: from the system
    };
    explicit Executor(const Parts& parts);
    /// Abandons what is running: no more events, no `done`.
    ~Executor();
    Executor(const Executor&) = delete;
    Executor& operator=(const Executor&) = delete;

    /// Nothing runs before the next turn of the event loop; `done` comes once, never from inside
    /// start() or stop().
    base::ExecutionId start(StartRequest request, Done done = {});
    /// The same from the text of a definition. Errors: those of statemachine::parseStateMachine().
    base::Result<base::ExecutionId> start(const std::string& definition, StartRequest request,
                                          Done done = {});

    /// StopExecution: the status becomes Aborted. Does nothing when it has ended.
    void stop(base::ExecutionId execution, std::string error = {}, std::string cause = {});
    bool isRunning(base::ExecutionId execution) const;
    std::size_t runningCount() const;
    /// So far; null when unknown, ended or not kept.
    std::shared_ptr<const History> history(base::ExecutionId execution) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::execution
