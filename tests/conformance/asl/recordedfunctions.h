#pragma once

#include "engine/base/clock.h"
#include "engine/execution/taskinvoker.h"
#include "engine/json/value.h"
#include "engine/telemetry/eventbus.h"

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ws::conformance {

/// One call of a function as a history shows it.
struct RecordedCall {
    json::Value payload;
    execution::TaskOutcome outcome;
    bool answers = true; ///< false: the state's time was up first
};
/// The calls whose request and end are both shown.
std::vector<RecordedCall> recordedCalls(const json::Value& history);

/// Functions that answer what the recorded histories say they answered, call by call; what no
/// history shows comes from `otherwise`.
class RecordedFunctions : public execution::TaskInvoker, public telemetry::EventSink {
public:
    using Otherwise = std::function<execution::TaskOutcome(const std::string& function,
                                                           const json::Value& payload)>;

    explicit RecordedFunctions(base::Clock& clock)
        : m_clock(clock) {}

    void setOtherwise(Otherwise otherwise) { m_otherwise = std::move(otherwise); }
    /// What the functions answer that this execution calls.
    void script(const std::string& executionArn, const json::Value& history);

    Ticket invoke(const execution::TaskRequest& request,
                  std::function<void(execution::TaskOutcome)> done) override;
    void abandon(Ticket ticket) override { m_abandoned.insert(ticket); }
    void onEvent(const telemetry::Event& event) override;

private:
    using Script = std::deque<RecordedCall>;

    RecordedCall next(const execution::TaskRequest& request);

    base::Clock& m_clock;
    Otherwise m_otherwise;
    std::map<std::string, Script> m_scripts;               ///< by execution ARN
    std::map<base::ExecutionId, std::string> m_executions; ///< handle to ARN
    std::set<Ticket> m_abandoned;
    Ticket m_last = 0;
};

} // namespace ws::conformance
