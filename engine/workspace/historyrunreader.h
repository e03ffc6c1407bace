#pragma once

#include "engine/workspace/historydatabase.h"
#include "engine/workspace/runhistory.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ws::workspace {

/// Reads what a history has of executions (see RunHistory, whose questions these are).
class HistoryRunReader {
public:
    explicit HistoryRunReader(HistoryDatabase& database)
        : m_database(database) {}

    std::vector<RunHistory::ExecutionSummary> recent(std::size_t limit);
    std::vector<RunHistory::ExecutionSummary> nestedIn(const std::string& arn);
    std::optional<RunHistory::ExecutionSummary> withArn(const std::string& arn);
    base::Result<telemetry::ExecutionRecord> load(std::int64_t id);
    std::optional<telemetry::ExecutionRecord> lastEnded(const std::string& arn);
    std::optional<telemetry::ExecutionRecord> lastOf(const std::string& machine);
    base::Result<execution::Journal> loadJournal(std::int64_t id);
    /// nullopt: there is none with that row.
    std::optional<RunHistory::UnfinishedExecution> unfinished(std::int64_t row);

private:
    HistoryDatabase& m_database; // Not owned.
};

} // namespace ws::workspace
