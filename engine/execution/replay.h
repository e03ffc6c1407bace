#pragma once

#include "engine/execution/journal.h"
#include "engine/execution/openwork.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::execution {

/// How an interpreter of this execution is made. Errors: those of
/// statemachine::parseStateMachine().
base::Result<Interpreter::Setup> setupOf(const JournalHeader& header);

/// The execution that a journal tells of, from its beginning on. What it asks for is not done, only
/// remembered.
class Replay {
public:
    static base::Result<std::unique_ptr<Replay>> open(const JournalHeader& header);
    explicit Replay(Interpreter::Setup setup);

    void apply(const Input& input);
    void apply(const std::vector<Input>& inputs);

    const Interpreter& interpreter() const { return *m_interpreter; }
    /// The replay is over: somebody goes on with the interpreter.
    std::unique_ptr<Interpreter> takeInterpreter() { return std::move(m_interpreter); }
    const OpenWork& openWork() const { return m_open; }
    /// When the last input came.
    base::TimePoint now() const { return m_now; }

private:
    std::unique_ptr<Interpreter> m_interpreter;
    OpenWork m_open;
    base::TimePoint m_now;
};

/// Where a history is not what its replay makes. Positions are event ids.
struct HistoryDifference {
    std::int64_t event = 0;
    std::string recorded; ///< what GetExecutionHistory says of it; empty: it is not there
    std::string replayed;
};
std::optional<HistoryDifference>
firstDifference(const std::vector<telemetry::HistoryEvent>& recorded,
                const std::vector<telemetry::HistoryEvent>& replayed);

/// Replays the journal and compares: nullopt when the history is the same, byte for byte. Errors as
/// setupOf().
base::Result<std::optional<HistoryDifference>>
checkReplay(const Journal& journal, const std::vector<telemetry::HistoryEvent>& history);

/// The journal of the execution as it stood when the event was its last one. Where one step made
/// several events, as it stood before that step: at a state's ...Entered, about to enter it.
/// Errors: those of setupOf(); "replay.noEvent" with event when the journal does not come that far.
base::Result<Journal> rewound(const Journal& journal, std::int64_t event);

/// The same at another time: everything that happened, `by` later.
Journal shifted(Journal journal, base::Duration by);

} // namespace ws::execution
