#pragma once

#include "engine/execution/history.h"
#include "engine/execution/limits.h"
#include "engine/execution/taskinvoker.h"
#include "engine/expression/intrinsic.h"
#include "engine/statemachine/definition.h"
#include "engine/telemetry/events.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ws::execution {

/// Handles that one interpreter gives out, from 1.
enum class TaskId : std::uint64_t {};
enum class WakeId : std::uint64_t {};

// What the world tells an interpreter.

struct StartInput {
    json::Value input;
    std::string text; ///< as it was sent; empty: only the value is known
};
struct TaskFinishedInput {
    TaskId task{};
    TaskOutcome outcome;
};
struct TimerFiredInput {
    WakeId timer{};
};
/// StopExecution.
struct StopInput {
    std::string error;
    std::string cause;
};
/// Go on with what is ready.
struct ContinueInput {};

using InputBody =
    std::variant<StartInput, TaskFinishedInput, TimerFiredInput, StopInput, ContinueInput>;

struct Input {
    base::TimePoint at;
    InputBody body;
};

// What an interpreter asks the world to do.

struct ScheduleTask {
    TaskId task{};
    std::string state;
    std::int64_t scheduledEvent = 0;
    std::string function;
    json::Value payload;
};
struct AbandonTask {
    TaskId task{};
};
struct StartTimer {
    WakeId timer{};
    base::TimePoint due;
};
struct CancelTimer {
    WakeId timer{};
};
/// The last command of every execution.
struct Finished {
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Succeeded;
    json::Value output;
    std::optional<std::string> error;
    std::optional<std::string> cause;
};

using Command = std::variant<ScheduleTask, AbandonTask, StartTimer, CancelTimer, Finished>;

/// One execution as a deterministic machine: inputs in, history events and commands out. Nothing in
/// here looks at a clock, a thread, a file or a random generator of its own; the same inputs with
/// the same random source give the same history, byte for byte.
class Interpreter {
public:
    struct Setup {
        std::shared_ptr<const statemachine::StateMachine> machine;
        std::string executionArn;
        std::string executionName;
        std::string machineArn;
        std::string machineName;
        std::string roleArn;
        Limits limits;
        expression::RandomSource random;
        std::size_t slice = 128; ///< states that one apply() enters at most
    };
    explicit Interpreter(Setup setup);
    ~Interpreter();
    Interpreter(const Interpreter&) = delete;
    Interpreter& operator=(const Interpreter&) = delete;

    /// Takes the input up and runs at most a slice of what is ready. Outcomes and timers of work
    /// that was abandoned are ignored.
    void apply(const Input& input);
    /// More is ready than the slice took: apply a ContinueInput.
    bool isReady() const;
    bool isFinished() const;

    /// What was asked for since the last call, in order.
    std::vector<Command> takeCommands();
    const std::shared_ptr<History>& history() const;

private:
    class Core;
    std::unique_ptr<Core> d;
};

} // namespace ws::execution
