#pragma once

#include "engine/workspace/runhistory.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace ws::workspace {

struct InvocationEntry {
    telemetry::InvocationRecord record;
    std::string log;
};
struct ExecutionBegin {
    telemetry::ExecutionStarted body;
    base::TimePoint at;
};
struct ExecutionStep {
    base::ExecutionId execution{};
    telemetry::HistoryEvent event;
};
struct ExecutionEnd {
    telemetry::ExecutionFinished body;
    base::TimePoint at;
};
using HistoryEntry = std::variant<InvocationEntry, ExecutionBegin, ExecutionStep, ExecutionEnd>;

/// The database behind RunHistory. Everything happens in the one thread that made it. Never fails
/// outwards: a damaged file is moved aside, and where no file can be, the data live in memory.
class HistoryStore {
public:
    HistoryStore(std::string folder, const RunHistory::Limits& limits,
                 std::function<void(base::Error)> notice);
    ~HistoryStore();
    HistoryStore(const HistoryStore&) = delete;
    HistoryStore& operator=(const HistoryStore&) = delete;

    /// One transaction.
    void write(const std::vector<HistoryEntry>& entries);

    std::vector<RunHistory::InvocationSummary> recentInvocations(std::size_t limit);
    std::vector<RunHistory::ExecutionSummary> recentExecutions(std::size_t limit);
    base::Result<RunHistory::StoredInvocation> loadInvocation(std::int64_t id);
    base::Result<telemetry::ExecutionRecord> loadExecution(std::int64_t id);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::workspace
