#pragma once

#include "engine/base/clock.h"
#include "engine/json/value.h"
#include "engine/telemetry/events.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

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

/// One child execution of a Map Run.
struct MapChild {
    std::string arn;
    std::string name;
    base::TimePoint startedAt;
    std::optional<base::TimePoint> endedAt;
    telemetry::ExecutionStatus status = telemetry::ExecutionStatus::Running;
    std::int64_t redrives = 0;
    std::int64_t itemCount = 1;
    json::Value input;
    json::Value output;
    std::optional<std::string> error;
    std::optional<std::string> cause;
    std::size_t heldBytes = 0; ///< of its payloads, as long as MapChildren keeps it
};

/// The children that began last. There may be a million of them: neither their number nor their
/// payloads are kept beyond a bound.
class MapChildren {
public:
    static constexpr std::size_t kMost = 1'000;
    static constexpr std::size_t kMostBytes = 8U << 20U;

    void begin(std::shared_ptr<MapChild> child) {
        m_latest.push_back(std::move(child));
        hold(*m_latest.back(), m_latest.back()->input.dumpSize() + 1);
    }
    /// The child, which may have gone from here, has its output now.
    void end(MapChild& child) {
        if (child.heldBytes > 0)
            hold(child, child.output.dumpSize());
    }
    /// Oldest first.
    const std::deque<std::shared_ptr<MapChild>>& latest() const { return m_latest; }

private:
    void hold(MapChild& child, std::size_t bytes) {
        child.heldBytes += bytes;
        m_bytes += bytes;
        while (m_latest.size() > kMost || (m_bytes > kMostBytes && m_latest.size() > 1)) {
            m_bytes -= std::exchange(m_latest.front()->heldBytes, 0);
            m_latest.pop_front();
        }
    }

    std::deque<std::shared_ptr<MapChild>> m_latest;
    std::size_t m_bytes = 0;
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
    std::int64_t redrives = 0;
    std::optional<base::TimePoint> redrivenAt; ///< the last time
    MapRunStatus status = MapRunStatus::Running;
    std::int64_t maxConcurrency = 0; ///< 0: no limit asked for
    std::int64_t toleratedFailureCount = 0;
    double toleratedFailurePercentage = 0;
    MapRunCounts items;
    MapRunCounts executions;
    // How those had ended that wait for their redrive, and are in none of the counters above.
    MapRunCounts waitingItems;
    MapRunCounts waitingExecutions;
    MapChildren children;
};

} // namespace ws::execution
