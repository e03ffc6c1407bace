#pragma once

#include "engine/workspace/historyentry.h"
#include "engine/workspace/runhistory.h"

#include <memory>
#include <string>
#include <vector>

namespace ws::workspace {

/// The database behind RunHistory. Everything happens in the one thread that made it. Never fails
/// outwards: a damaged file is moved aside, and where no file can be, the data live in memory.
class HistoryStore {
public:
    explicit HistoryStore(const RunHistory::Parts& parts);
    ~HistoryStore();
    HistoryStore(const HistoryStore&) = delete;
    HistoryStore& operator=(const HistoryStore&) = delete;

    /// One transaction.
    void write(const std::vector<HistoryEntry>& entries);

    std::vector<RunHistory::InvocationSummary> recentInvocations(std::size_t limit);
    std::vector<RunHistory::ExecutionSummary> recentExecutions(std::size_t limit);
    std::vector<RunHistory::ExecutionSummary> nestedIn(const std::string& arn);
    std::optional<RunHistory::ExecutionSummary> withArn(const std::string& arn);
    base::Result<RunHistory::StoredInvocation> loadInvocation(std::int64_t id);
    base::Result<telemetry::ExecutionRecord> loadExecution(std::int64_t id);
    base::Result<RunHistory::Calls> loadCalls(std::int64_t id);
    std::optional<telemetry::ExecutionRecord> lastEnded(const std::string& arn);
    std::optional<RunHistory::LastAnswer> lastInvocationOf(const std::string& function);
    std::optional<telemetry::ExecutionRecord> lastExecutionOf(const std::string& machine);
    base::Result<execution::Journal> loadJournal(std::int64_t id);
    std::vector<RunHistory::UnfinishedExecution> takeUnfinished();
    std::vector<std::int64_t> interrupted() const;

private:
    bool isOpen() const;

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::workspace
