#pragma once

#include "engine/workspace/historydatabase.h"
#include "engine/workspace/historyentry.h"
#include "engine/workspace/runhistory.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ws::workspace {

/// The invocations of a history, and what they have written. One that lasts is written down before
/// its end, with its lines as they come: what a program that was killed has called is there too, as
/// interrupted.
class HistoryCalls {
public:
    HistoryCalls(HistoryDatabase& database, const RunHistory::Limits& limits)
        : m_database(database)
        , m_limits(limits) {}

    enum class Added : std::uint8_t { New, Known /**< its part was there */ };
    /// `execution`: the row of the caller; 0: it has none.
    Added add(const InvocationEntry& entry, std::int64_t execution);
    Added add(const InvocationPart& part, std::int64_t execution, const QVariant& session);
    /// Ends those that were under way in sessions that are no more.
    void interruptOrphans();
    /// Lines of the oldest have to go.
    bool isOverfull() const;
    void prune();
    /// The database is another one.
    void forget();
    /// Drops its statements.
    void release();

    std::vector<RunHistory::InvocationSummary> recent(std::size_t limit);
    base::Result<RunHistory::StoredInvocation> load(std::int64_t id);
    std::vector<RunHistory::StoredInvocation> ofExecution(std::int64_t execution);
    std::optional<RunHistory::LastAnswer> lastOf(const std::string& function);

private:
    struct UnderWay {
        std::int64_t row = 0;
        std::size_t bytes = 0; ///< of its parts
    };

    std::int64_t begin(const telemetry::InvocationRecord& record, std::int64_t execution,
                       const QVariant& session);
    void end(std::int64_t row, const InvocationEntry& entry);
    void interrupt(std::int64_t row);
    void writePart(UnderWay& call, const KeptLog& fresh);
    KeptLog partsOf(std::int64_t row);
    void dropParts(std::int64_t row);
    void dropOldest(std::int64_t row, std::size_t keptBytes);
    std::size_t bytesOfParts(std::int64_t row);
    RunHistory::StoredInvocation invocationFrom(const QSqlQuery& query);
    std::int64_t insert(const QVariantList& values);
    void insertLog(std::int64_t invocation, const KeptLog& log);
    void pruneLogs();
    void countLogBytes();

    HistoryDatabase& m_database; // Not owned.
    const RunHistory::Limits m_limits;
    std::optional<QSqlQuery> m_insert;
    std::optional<QSqlQuery> m_logInsert;
    std::map<base::InvocationId, UnderWay> m_underWay;
    std::size_t m_logBytes = 0;
};

} // namespace ws::workspace
