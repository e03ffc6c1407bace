#pragma once

#include "engine/telemetry/events.h"
#include "engine/workspace/workbench.h"

#include <map>
#include <optional>
#include <string>

/// How subcommands show executions.
namespace ws::app {

enum class ExecutionOutput { People, Json };

/// {"status", "output", "error", "cause", "events"}
json::Value toJson(const workspace::ExecuteResult& result);

/// How it ended: the output on standard output, an error on standard error; or one JSON object.
void printResult(const workspace::ExecuteResult& result, ExecutionOutput output);

/// Prints what happens, for people: one line per history event with the time since the start.
class ExecutionProgress {
public:
    void onEvent(const telemetry::Event& event);

private:
    void noteNested(const telemetry::ExecutionStarted& started);

    std::optional<base::TimePoint> m_start;
    std::map<base::ExecutionId, std::string> m_nested; ///< what their lines begin with
};

} // namespace ws::app
