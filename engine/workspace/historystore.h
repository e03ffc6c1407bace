#pragma once

#include "engine/workspace/keptlog.h"
#include "engine/workspace/runhistory.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace ws::workspace {

struct InvocationEntry {
    telemetry::InvocationRecord record;
    KeptLog log;
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
    std::size_t callsLeftOut = 0; ///< its invocations that came while the writer was behind
};
struct JournalBegin {
    base::ExecutionId execution{};
    execution::JournalHeader header;
};
struct JournalEntry {
    base::ExecutionId execution{};
    execution::Input input;
};
/// `before`, which has ended, goes on as `execution`: in the same row, after what is there.
struct ExecutionRedriven {
    base::ExecutionId execution{};
    base::ExecutionId before{};
};
/// The next execution with this ARN that begins has this row already.
struct ExecutionComeback {
    std::int64_t id = 0;
    std::string arn;
    std::size_t entries = 0; ///< of its journal, as far as it could be read
};
struct ExecutionInterrupted {
    std::int64_t id = 0;
    std::string cause;
};
using HistoryEntry =
    std::variant<InvocationEntry, ExecutionBegin, ExecutionStep, ExecutionEnd, JournalBegin,
                 JournalEntry, ExecutionComeback, ExecutionRedriven, ExecutionInterrupted>;

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
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::workspace
