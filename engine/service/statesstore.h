#pragma once

#include "engine/base/clock.h"
#include "engine/base/ids.h"
#include "engine/execution/history.h"
#include "engine/execution/maprun.h"
#include "engine/json/value.h"
#include "engine/statemachine/definition.h"
#include "engine/statemachine/validator.h"
#include "engine/telemetry/events.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ws::service {

/// What an execution runs and a version freezes.
struct MachineRevision {
    std::string id; ///< empty for the one that CreateStateMachine made
    std::string definition;
    std::shared_ptr<const statemachine::StateMachine> compiled;
    std::string roleArn;
    json::Value logging;
    json::Value tracing;
    json::Value encryption;
    base::TimePoint updated;
};

struct MachineVersion {
    std::int64_t number = 0;
    std::string description;
    base::TimePoint created;
    std::shared_ptr<const MachineRevision> revision;
};

struct Route {
    std::string versionArn;
    std::int64_t weight = 0;
    bool operator==(const Route&) const = default;
};

struct MachineAlias {
    std::string name;
    std::string description;
    std::vector<Route> routes;
    base::TimePoint created;
    base::TimePoint updated;
};

using Tags = std::vector<std::pair<std::string, std::string>>;

struct Machine {
    std::string name;
    std::string arn;
    statemachine::WorkflowType type = statemachine::WorkflowType::Standard;
    base::TimePoint created;
    bool published = false; ///< by CreateStateMachine; belongs to its idempotency
    std::string firstDescription;
    std::shared_ptr<const MachineRevision> revision;
    std::map<std::int64_t, MachineVersion> versions;
    std::int64_t lastVersion = 0;
    std::map<std::string, MachineAlias> aliases;
    Tags tags;
    bool deleting = false;
    std::size_t running = 0; ///< executions of it
};

/// Which machine, in which state, an execution runs.
struct Target {
    std::string machineArn;
    std::string versionArn;
    std::string aliasArn;
    std::shared_ptr<const MachineRevision> revision;
};

/// Kept after its end, as the service does for 90 days.
struct ExecutionRecord {
    std::string arn;
    std::string name;
    std::int64_t number = 0; ///< in the order of starting, from 1
    Target target;
    statemachine::WorkflowType type = statemachine::WorkflowType::Standard;
    base::ExecutionId handle{};
    std::string input;
    std::string traceHeader;
    base::TimePoint started;
    std::optional<base::TimePoint> stopped;
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Running;
    std::optional<std::string> output;
    std::optional<std::string> error;
    std::optional<std::string> cause;
    std::shared_ptr<const execution::History> history;
    std::vector<std::shared_ptr<const execution::MapRun>> mapRuns; ///< once it has ended
    std::int64_t redrives = 0;
    std::optional<base::TimePoint> redriven;
    std::shared_ptr<execution::EndedExecution> ended; ///< null while it runs; what to redrive
    /// By client token, the latest at the end.
    std::vector<std::pair<std::string, base::TimePoint>> redriveTokens;
    std::string logStream;
};

struct Activity {
    std::string name;
    std::string arn;
    base::TimePoint created;
    json::Value encryption;
    Tags tags;
};

/// By ARN.
struct StatesStore {
    std::map<std::string, Machine> machines;
    std::map<std::string, ExecutionRecord> executions;
    std::map<base::ExecutionId, std::string> handles; ///< of those that run
    std::map<std::string, Activity> activities;
    std::int64_t lastExecution = 0;
};

} // namespace ws::service
