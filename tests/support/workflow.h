#pragma once

#include "engine/base/clock.h"
#include "engine/execution/executor.h"
#include "engine/execution/historyjson.h"
#include "engine/execution/journal.h"
#include "engine/telemetry/eventbus.h"
#include "tests/support/memorystore.h"
#include "tests/support/neighbours.h"

#include <QTest>

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace QTest {
/// So that a failed comparison shows its texts.
template <>
inline char* toString(const std::string& text) {
    return qstrdup(text.c_str());
}
} // namespace QTest

namespace ws::tests {

/// Functions that a test answers by hand, or that answer at once by a rule.
class ScriptedFunctions : public execution::TaskInvoker {
public:
    struct Call {
        execution::TaskRequest request;
        std::function<void(execution::TaskOutcome)> done;
        bool abandoned = false;
    };

    explicit ScriptedFunctions(base::Clock& clock)
        : m_clock(clock) {}

    Ticket invoke(const execution::TaskRequest& request,
                  std::function<void(execution::TaskOutcome)> done) override {
        calls.push_back({request, std::move(done), false});
        const std::size_t index = calls.size() - 1;
        if (rule)
            m_clock.after(base::Duration::zero(), [this, index] {
                if (!calls[index].abandoned)
                    calls[index].done(rule(calls[index].request));
            });
        return index + 1;
    }
    void abandon(Ticket ticket) override { calls[ticket - 1].abandoned = true; }

    void succeed(std::size_t call, json::Value result) {
        execution::TaskOutcome outcome;
        outcome.result = std::move(result);
        outcome.executedVersion = "$LATEST";
        calls[call].done(outcome);
    }
    void fail(std::size_t call, const std::string& error, const std::string& cause) {
        calls[call].done(failure(error, cause));
    }
    static execution::TaskOutcome failure(const std::string& error, const std::string& cause) {
        execution::TaskOutcome outcome;
        outcome.error = error;
        outcome.cause = cause;
        return outcome;
    }

    std::deque<Call> calls;
    std::function<execution::TaskOutcome(const execution::TaskRequest&)> rule;

private:
    base::Clock& m_clock;
};

/// "SUCCEEDED {...}", "FAILED error: cause".
inline std::string ended(const execution::ExecutionResult& result) {
    switch (result.status) {
    case telemetry::ExecutionStatus::Succeeded:
        return "SUCCEEDED " + result.output.dump();
    case telemetry::ExecutionStatus::TimedOut:
        return "TIMED_OUT";
    case telemetry::ExecutionStatus::Aborted:
        return "ABORTED " + result.error + ": " + result.cause;
    default:
        return "FAILED " + result.error + ": " + result.cause;
    }
}

/// One machine under manual time.
class Workflow {
public:
    explicit Workflow(const std::string& definition, const std::string& input = "{}",
                      execution::Limits limits = {},
                      std::shared_ptr<execution::JournalSink> journal = {},
                      std::shared_ptr<const execution::Mocks> mocks = {},
                      std::shared_ptr<const execution::MachineMocks> childMocks = {})
        : bus(clock)
        , functions(clock)
        , executor({clock, functions, bus, 7, {&services, &machines, &store}}) {
        execution::StartRequest request;
        request.machine = "machine";
        request.name = "run";
        request.input = *json::Value::parse(input);
        request.limits = limits;
        request.journal = std::move(journal);
        request.mocks = std::move(mocks);
        request.childMocks = std::move(childMocks);
        const auto started =
            executor.start(definition, request,
                           [this](const execution::ExecutionResult& ended) { result = ended; });
        if (!started)
            throw std::runtime_error(started.error().code + ' ' + started.error().arg("pointer") +
                                     ' ' + started.error().arg("reason"));
        id = *started;
        m_running = executor.history(id);
    }

    /// As far as it gets by itself, timers included.
    Workflow& finish() {
        clock.runUntilIdle();
        return *this;
    }
    /// As far as it gets without time passing.
    Workflow& settle() {
        clock.advance(base::Duration::zero());
        return *this;
    }

    const execution::History& history() const { return *m_running; }

    /// "SUCCEEDED {...}", "FAILED error: cause", "running".
    std::string end() const { return result ? ended(*result) : "running"; }

    /// What GetExecutionHistory says of the event with this id, as text.
    std::string event(std::int64_t id) const {
        return execution::historyEventToJson(history().at(static_cast<std::size_t>(id) - 1)).dump();
    }
    /// The same, only the details.
    std::string details(std::int64_t id) const {
        const json::Value whole =
            execution::historyEventToJson(history().at(static_cast<std::size_t>(id) - 1));
        for (const auto& [name, value] : whole.members()) {
            if (name.ends_with("Details"))
                return value.dump();
        }
        return {};
    }

    /// "5<4 TaskStateEntered Name", a line per event from `first` on.
    std::string story(std::int64_t first = 1) const {
        std::string out;
        for (const auto& event : history().events()) {
            if (event.id < first)
                continue;
            out += std::to_string(event.id) + '<' + std::to_string(event.previousId) + ' ' +
                   std::string(telemetry::historyEventTypeName(event.type));
            if (!event.name.empty())
                out += ' ' + event.name;
            if (event.index >= 0)
                out += '#' + std::to_string(event.index);
            out += '\n';
        }
        return out;
    }

    base::ManualClock clock;
    telemetry::EventBus bus;
    ScriptedFunctions functions;
    ScriptedServices services;
    MachineShelf machines;
    MemoryStore store;
    execution::Executor executor;
    base::ExecutionId id{};
    std::optional<execution::ExecutionResult> result;

private:
    std::shared_ptr<const execution::History> m_running;
};

} // namespace ws::tests
