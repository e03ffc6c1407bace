#pragma once

#include "engine/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ws::execution {

/// The counters of DescribeMapRun.
struct MapRunCounts {
    std::int64_t pending = 0;
    std::int64_t running = 0;
    std::int64_t succeeded = 0;
    std::int64_t failed = 0;
    std::int64_t timedOut = 0;
    std::int64_t aborted = 0;
    std::int64_t total = 0;
    std::int64_t resultsWritten = 0;
    bool operator==(const MapRunCounts&) const = default;
};

enum class MapRunStatus : std::uint8_t { Running, Succeeded, Failed, Aborted };

/// A distributed Map while it runs and after its end.
struct MapRun {
    std::string arn;
    std::string machineArn; ///< of its child executions: "...:stateMachine:NAME/LABEL"
    std::string label;
    std::string state; ///< the Map's name
    base::TimePoint startedAt;
    std::optional<base::TimePoint> endedAt;
    MapRunStatus status = MapRunStatus::Running;
    std::int64_t maxConcurrency = 0; ///< 0: no limit asked for
    std::int64_t toleratedFailureCount = 0;
    double toleratedFailurePercentage = 0;
    MapRunCounts items;
    MapRunCounts executions;
};

} // namespace ws::execution
