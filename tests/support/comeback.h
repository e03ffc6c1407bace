#pragma once

#include "engine/execution/journal.h"
#include "tests/support/workflow.h"

#include <memory>

namespace ws::tests {

/// An execution after its program has ended and come back, at the moment of its journal's last
/// input.
class Comeback {
public:
    explicit Comeback(const execution::Journal& journal, base::Duration later = {})
        : clock(journal.inputs.empty() ? base::TimePoint{} : journal.inputs.back().at + later)
        , bus(clock)
        , functions(clock)
        , executor({clock, functions, bus, 99, {&services, &machines, &store}}) {
        sink = std::make_shared<execution::JournalRecorder>(journal);
        const auto resumed =
            executor.resume({journal, sink, execution::HistoryRetention::Keep},
                            [this](const execution::ExecutionResult& ended) { result = ended; });
        if (!resumed)
            throw std::runtime_error(resumed.error().code);
        id = *resumed;
        m_running = executor.history(id);
    }

    Comeback& finish() {
        clock.runUntilIdle();
        return *this;
    }
    Comeback& settle() {
        clock.advance(base::Duration::zero());
        return *this;
    }
    /// The whole history, as GetExecutionHistory has it.
    std::string history() const { return execution::historyToJson(m_running->events()).dump(); }
    std::string end() const { return result ? ended(*result) : "running"; }

    base::ManualClock clock;
    telemetry::EventBus bus;
    ScriptedFunctions functions;
    ScriptedServices services;
    MachineShelf machines;
    MemoryStore store;
    execution::Executor executor;
    std::shared_ptr<execution::JournalRecorder> sink;
    base::ExecutionId id{};
    std::optional<execution::ExecutionResult> result;

private:
    std::shared_ptr<const execution::History> m_running;
};

} // namespace ws::tests
