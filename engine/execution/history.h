#pragma once

#include "engine/execution/senttext.h"
#include "engine/statemachine/definition.h"
#include "engine/telemetry/historyevent.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::execution {

/// What happened in one execution, in the order in which it happened. Kept small (a map over
/// 100,000 items makes 400,000 events): names point into the definition, payloads are shared
/// values, the rare members live apart. at() makes the telemetry event when somebody looks.
class History {
public:
    using Type = telemetry::HistoryEventType;

    /// Members that few events have.
    struct Details {
        std::optional<json::Value> parameters;
        std::optional<std::string> error;
        std::optional<std::string> cause;
        std::string resource;
        std::string resourceType;
        std::string region;
        std::optional<std::int64_t> timeoutInSeconds;
        std::optional<std::int64_t> heartbeatInSeconds;
        std::int64_t length = 0; ///< of a Map; of a ...Redriven: which redrive
        std::optional<json::Value> assignedVariables;
        std::string roleArn;
        std::string credentialsRole;
        std::string workerName;
        std::string evaluationState;
        std::string evaluationLocation;
    };

    explicit History(std::shared_ptr<const statemachine::StateMachine> machine)
        : m_machine(std::move(machine)) {}

    /// All events so far, the forgotten ones too.
    std::size_t size() const { return m_forgotten + m_records.size(); }
    /// `position` from 0, not forgotten; the event's id is position + 1.
    telemetry::HistoryEvent at(std::size_t position) const;
    /// All that are not forgotten.
    std::vector<telemetry::HistoryEvent> events() const;
    /// Drops what has happened so far; ids go on.
    void forget();

    /// What one event is made of. `name` must live as long as the definition; input and output go
    /// by the event's type.
    struct Record {
        std::int64_t previousId = 0;
        base::TimePoint at;
        const std::string* name = nullptr;
        std::optional<json::Value>
            payload; ///< input of Entered and Scheduled, output of the others
        std::int32_t index = -1;
        Type type = Type::ExecutionStarted;
        std::unique_ptr<Details> details;
    };
    /// The execution's input as its sender wrote it: events show the text wherever the value still
    /// is that very one.
    void setSentInput(const json::Value& input, std::string text);
    /// Returns the new event's id.
    std::int64_t append(Record record);

private:
    std::shared_ptr<const statemachine::StateMachine> m_machine;
    SentText m_sentInput;
    std::shared_ptr<const std::string> m_sentText;
    std::vector<Record> m_records;
    std::size_t m_forgotten = 0;
};

} // namespace ws::execution
