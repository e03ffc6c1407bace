#include "engine/workspace/historysessions.h"

#include "engine/workspace/processidentity.h"

#include <unistd.h>

namespace ws::workspace {

namespace {

constexpr const char* kProgramEnded = "The program ended while the execution ran.";
constexpr const char* kNoJournal = "The program ended while the execution ran, and nothing was "
                                   "written down from which it could go on.";

} // namespace

bool HistorySessions::begin() {
    const ProcessIdentity self = ProcessIdentity::current();
    if (!m_database.run("INSERT INTO session(pid, process_started) VALUES(?, ?)",
                        {qint64{self.pid}, qint64(self.started)}))
        return false;
    m_current = m_database.ask("SELECT last_insert_rowid()").value_or(QVariant());
    return true;
}

void HistorySessions::end() {
    forget(m_current);
}

void HistorySessions::forget(const QVariant& id) {
    m_database.run("DELETE FROM session WHERE id = ? AND NOT EXISTS "
                   "(SELECT 1 FROM execution WHERE session = ? AND status = 'RUNNING')",
                   {id, id});
}

/// Executions whose program is gone cannot be running; those of another living one may.
std::vector<std::int64_t> HistorySessions::gone() {
    std::vector<std::int64_t> gone;
    QSqlQuery sessions(m_database.handle());
    sessions.exec(QStringLiteral("SELECT id, pid, process_started FROM session"));
    while (sessions.next()) {
        const ProcessIdentity owner{sessions.value(1).toInt(), sessions.value(2).toULongLong()};
        // An earlier history of this very process has ended too: there is one at a time.
        if (sessions.value(0) != m_current && (owner.pid == ::getpid() || !owner.isAlive()))
            gone.push_back(sessions.value(0).toLongLong());
    }
    return gone;
}

/// In one piece: of two programs that open the workspace, one takes an execution over.
void HistorySessions::takeOver() {
    m_database.run("BEGIN IMMEDIATE");
    for (const std::int64_t id : gone()) {
        for (const std::int64_t row : runningIn(id))
            takeOver(row);
        forget(qint64{id});
    }
    m_database.run("COMMIT");
}

std::vector<std::int64_t> HistorySessions::runningIn(std::int64_t session) {
    std::vector<std::int64_t> rows;
    QSqlQuery query(m_database.handle());
    m_database.execute(
        query,
        QStringLiteral("SELECT id FROM execution WHERE session = ? AND status = 'RUNNING' "
                       "ORDER BY id"),
        {qint64{session}});
    while (query.next())
        rows.push_back(query.value(0).toLongLong());
    return rows;
}

void HistorySessions::takeOver(std::int64_t row) {
    // What a Map's children did is told again by the execution around them.
    if (m_database.ask("SELECT item FROM execution WHERE id = ?", {qint64{row}})->toInt() >= 0) {
        if (m_unfinished != RunHistory::Unfinished::Leave)
            interrupt(row, kProgramEnded);
        return;
    }
    const bool hasJournal =
        m_database.ask("SELECT 1 FROM journal WHERE execution = ? AND first = 1", {qint64{row}})
            .has_value();
    if (hasJournal && m_unfinished == RunHistory::Unfinished::Leave)
        return;
    if (hasJournal && m_unfinished == RunHistory::Unfinished::Take) {
        m_database.run("UPDATE execution SET session = ? WHERE id = ?", {m_current, qint64{row}});
        m_taken.push_back(row);
        return;
    }
    interrupt(row, hasJournal ? kProgramEnded : kNoJournal);
    m_interrupted.push_back(row);
}

void HistorySessions::interrupt(std::int64_t row, const std::string& cause) {
    m_database.run("UPDATE execution SET status = 'ABORTED', error = ?, cause = ?, "
                   "finished = started WHERE id = ? AND status = 'RUNNING'",
                   {QString::fromLatin1(RunHistory::kInterrupted), sqlText(cause), qint64{row}});
}

} // namespace ws::workspace
