#pragma once

#include "engine/execution/breakpoint.h"
#include "engine/execution/interpreter.h"
#include "engine/telemetry/runtree.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ws::execution {

struct ChildStory;

/// How far one step goes.
enum class StepSize : std::uint8_t {
    Event, ///< until one more event of the history is out
    State, ///< until one more state is about to be entered, in whatever branch; into what a Task
           ///< starts and awaits
    Out,   ///< until the Parallel, Map or iteration around the branch is left
    Over,  ///< until the branch has its next state before it: over a whole Parallel or Map
};

/// Why an execution is paused.
struct PauseReason {
    enum class Kind : std::uint8_t { Asked, Step, Breakpoint, Reached } kind = Kind::Asked;
    std::size_t breakpoint = 0; ///< which, in the order in which they were set
    /// In which item of a Map an Exit or Error breakpoint was hit, the innermost one: what comes
    /// next may be somewhere else.
    struct Item {
        std::string map;        ///< the state
        std::int64_t index = 0; ///< from 0
        std::string child;      ///< of a distributed Map: the child execution's name; else empty
        bool operator==(const Item&) const = default;
    };
    std::optional<Item> item{};
};

/// Decides whether a debugged execution goes on. It is asked before everything that would happen,
/// and told of everything that has.
class RunControl {
public:
    /// Errors: those of BreakCondition::compile(), with breakpoint (its number, from 0).
    base::Status setBreakpoints(const std::vector<Breakpoint>& breakpoints);
    /// What their conditions could not tell, by breakpoint.
    std::vector<std::optional<base::Error>> problems() const;
    /// Hears of each the first time; must not call back.
    using Problem = std::function<void(std::size_t breakpoint, const base::Error& problem)>;
    void onProblem(Problem problem) { m_onProblem = std::move(problem); }

    void pause() { stop({PauseReason::Kind::Asked, 0}); }
    void proceed() { go(Mode::Running); }
    void step(StepSize size);
    void runTo(std::string state);

    bool isPaused() const { return m_mode == Mode::Paused; }
    bool stepsIn() const { return m_mode == Mode::State; }
    /// It pauses by itself before it ends, when more than one step of that size is left.
    bool isStepping() const {
        return stepsIn() || m_mode == Mode::Event || m_mode == Mode::Over || m_mode == Mode::Out;
    }
    const PauseReason& reason() const { return m_reason; }

    /// Whether what comes next may be done. No: it is paused now.
    bool mayStep(const NextStep& next);
    /// Whether news may be taken in.
    bool mayTake();
    /// It was done, or news were taken in that changed something.
    void stepped();
    void delivered(const telemetry::HistoryEvent& event);
    /// The same of the child of a distributed Map; `position` in its history.
    void deliveredInChild(const ChildStory& story, std::size_t position);
    /// It was out before anybody controlled the execution.
    void knows(const telemetry::HistoryEvent& event) { m_tree.apply(event); }

private:
    enum class Mode : std::uint8_t { Paused, Running, Event, State, Over, Out, To };
    struct Armed {
        Breakpoint at;
        std::optional<BreakCondition> condition;
        std::size_t hits = 0;
        std::optional<base::Error> problem;
    };

    void go(Mode mode);
    void stop(PauseReason reason);
    bool stopsBefore(const NextStep& next);
    bool isOver(const NextStep& next) const;
    bool isOut(const NextStep& next) const;
    using Item = std::optional<PauseReason::Item>;
    void noteExit(const telemetry::HistoryEvent& event, Item item);
    void noteError(const telemetry::HistoryEvent& event, const std::string& state, Item item);
    /// True when some breakpoint that `fits` counts and holds.
    template <typename Fits>
    bool hit(const Fits& fits, const BreakMoment& moment, Item item = {});

    Mode m_mode = Mode::Running;
    PauseReason m_reason;
    std::vector<Armed> m_breakpoints;
    Problem m_onProblem;
    std::string m_target;
    bool m_stepped = false; ///< something was done since it was let go
    bool m_asked = false;   ///< the breakpoints before the next step have been looked at
    std::optional<std::vector<NextStep::Place>> m_around; ///< Over, Out: where it began
    telemetry::RunTree m_tree;                            ///< tells whose event is whose
    std::int64_t m_lastError = 0;                         ///< event
};

} // namespace ws::execution
