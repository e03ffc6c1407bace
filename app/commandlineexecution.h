#pragma once

#include "engine/telemetry/events.h"
#include "engine/telemetry/recorder.h"
#include "engine/workspace/workbench.h"

#include <map>
#include <optional>
#include <string>

/// How subcommands show executions.
namespace ws::app {

enum class ExecutionOutput { People, Json };

/// {"status", "output", "error", "cause", "events"}
json::Value toJson(const workspace::ExecuteResult& result);

/// What an execution began, each {"arn", "machine", "name", "state", "event", "item"} - of which
/// state and by which of its events, and of a distributed Map for which item - then as toJson()
/// and with "children" of its own. One that only was started may still be RUNNING.
json::Value childrenToJson(const telemetry::Recorder& recorder, base::ExecutionId execution);

/// How it ended: the output on standard output, an error on standard error; or one JSON object,
/// with `children` unless that is null.
void printResult(const workspace::ExecuteResult& result, ExecutionOutput output,
                 json::Value children = {});

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
