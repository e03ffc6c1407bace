#pragma once

#include "engine/workspace/historydatabase.h"
#include "engine/workspace/historyentry.h"
#include "engine/workspace/runhistory.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ws::workspace {

/// The invocations of a history, and what they have written.
class HistoryCalls {
public:
    HistoryCalls(HistoryDatabase& database, const RunHistory::Limits& limits)
        : m_database(database)
        , m_limits(limits) {}

    /// `execution`: the row of the caller; 0: it has none.
    void add(const InvocationEntry& entry, std::int64_t execution);
    /// Lines of the oldest have to go.
    bool isOverfull() const;
    void prune();
    /// Drops its statements.
    void release();

    std::vector<RunHistory::InvocationSummary> recent(std::size_t limit);
    base::Result<RunHistory::StoredInvocation> load(std::int64_t id);
    std::vector<RunHistory::StoredInvocation> ofExecution(std::int64_t execution);
    std::optional<RunHistory::LastAnswer> lastOf(const std::string& function);

private:
    std::int64_t insert(const QVariantList& values);
    void insertLog(std::int64_t invocation, const KeptLog& log);
    void pruneLogs();
    void countLogBytes();

    HistoryDatabase& m_database; // Not owned.
    const RunHistory::Limits m_limits;
    std::optional<QSqlQuery> m_insert;
    std::optional<QSqlQuery> m_logInsert;
    std::size_t m_logBytes = 0;
};

} // namespace ws::workspace
