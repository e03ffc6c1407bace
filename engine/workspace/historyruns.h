#pragma once

#include "engine/workspace/historydatabase.h"
#include "engine/workspace/historyentry.h"
#include "engine/workspace/historysessions.h"
#include "engine/workspace/runhistory.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ws::workspace {

/// Writes the executions of a history: their rows, their events and their journals. What is read
/// of them is another class's (HistoryRunReader).
class HistoryRuns {
public:
    HistoryRuns(HistoryDatabase& database, HistorySessions& sessions,
                const RunHistory::Limits& limits)
        : m_database(database)
        , m_sessions(sessions)
        , m_limits(limits) {}

    void apply(const ExecutionBegin& entry);
    void apply(const ExecutionStep& entry) { m_steps[entry.execution].push_back(&entry.event); }
    void apply(const ExecutionEnd& entry);
    void apply(const ExecutionComeback& entry);
    void apply(const ExecutionRedriven& entry);
    void apply(const ExecutionInterrupted& entry) { m_sessions.interrupt(entry.id, entry.cause); }
    void apply(const JournalBegin& entry);
    void apply(const JournalEntry& entry);
    /// What the entries of a batch have in common is written once; they must still be there.
    void endBatch();

    /// 0: there is none, or it has ended long ago.
    std::int64_t rowOf(base::ExecutionId execution) const;
    /// An execution of before, whose calls nobody has counted, stays one.
    void countCalls(std::int64_t row, std::size_t count);
    /// What has begun since the last prune, in the measure of invocations.
    std::size_t begunSincePrune() const { return m_begun; }
    void prune();
    /// The database is another one.
    void forget();
    /// Drops its statements.
    void release() { m_journalInsert.reset(); }

private:
    struct Running {
        qint64 row = 0;
        std::size_t bytes = 0; ///< of its history so far
        qint64 entries = 0;    ///< of its journal, that are written
        std::string unwritten; ///< more of them, within the present batch
        qint64 unwrittenCount = 0;
        std::size_t journalBytes = 0;
        bool superseded = false; ///< it has been redriven since
        bool isOfMap = false;    ///< the child of a distributed Map
    };

    void setRow(base::ExecutionId execution, qint64 row);
    void insert(const ExecutionBegin& entry);
    void runsAgain(qint64 row);
    qint64 definitionId(const std::string& text);
    void insertJournal(qint64 row, qint64 first, qint64 last, const QVariant& definition,
                       const std::string& entries);
    void writeJournals();
    void writeSteps();
    void leaveEnded();
    void remember(base::ExecutionId execution);
    void pruneOrphans();

    HistoryDatabase& m_database; // Not owned.
    HistorySessions& m_sessions; // Not owned.
    const RunHistory::Limits m_limits;
    std::optional<QSqlQuery> m_journalInsert;
    std::optional<std::pair<std::string, qint64>> m_lastDefinition;
    std::unordered_map<std::string, Running> m_comebacks; ///< by ARN
    std::unordered_map<base::ExecutionId, Running> m_executions;
    std::map<base::ExecutionId, Running> m_past; ///< the last that have ended
    std::map<base::ExecutionId, qint64> m_rows;  ///< also of those that have ended lately
    std::size_t m_begun = 0;
    // Within the present batch.
    std::vector<base::ExecutionId> m_journalled;
    std::vector<base::ExecutionId> m_ended;
    std::map<base::ExecutionId, std::vector<const telemetry::HistoryEvent*>> m_steps;
};

} // namespace ws::workspace
