#include "engine/workspace/historyruns.h"

#include "engine/workspace/historycodec.h"

#include <QSqlError>

namespace ws::workspace {

namespace {

/// Payloads beyond this are not kept, nor longer journals.
constexpr std::size_t kKeptHistory = 16 * 1024 * 1024;
/// Executions whose late calls find their row.
constexpr std::size_t kRememberedRows = 20'000;
/// Executions weigh more than invocations, but of a Map's children there are many.
constexpr std::size_t kWeight = 100;

telemetry::HistoryEvent withoutPayloads(telemetry::HistoryEvent event) {
    event.input.reset();
    event.output.reset();
    event.parameters.reset();
    event.assignedVariables.reset();
    return event;
}

std::string chunkText(const std::vector<const telemetry::HistoryEvent*>& events, bool bare) {
    json::Value chunk = json::Value::array();
    for (const telemetry::HistoryEvent* event : events)
        chunk.push(encodeHistoryEvent(bare ? withoutPayloads(*event) : *event));
    return chunk.dump();
}

} // namespace

void HistoryRuns::countCalls(std::int64_t row, std::size_t count) {
    m_database.run("UPDATE execution SET calls = calls + ? WHERE id = ?",
                   {qint64(count), qint64{row}});
}

std::int64_t HistoryRuns::rowOf(base::ExecutionId execution) const {
    const auto found = m_rows.find(execution);
    return found == m_rows.end() ? 0 : found->second;
}

void HistoryRuns::setRow(base::ExecutionId execution, qint64 row) {
    m_rows[execution] = row;
    if (m_rows.size() > kRememberedRows)
        m_rows.erase(m_rows.begin());
}

void HistoryRuns::apply(const ExecutionBegin& entry) {
    const auto& body = entry.body;
    if (auto node = m_comebacks.extract(body.arn)) {
        m_executions[body.execution] = node.mapped();
        setRow(body.execution, node.mapped().row);
        runsAgain(node.mapped().row);
        // It tells its history from the beginning.
        m_database.run("DELETE FROM history WHERE execution = ?", {node.mapped().row});
        return;
    }
    if (const auto found = m_executions.find(body.execution); found != m_executions.end())
        return runsAgain(found->second.row); // redriven
    insert(entry);
}

void HistoryRuns::insert(const ExecutionBegin& entry) {
    const auto& body = entry.body;
    const auto& origin = body.origin;
    // The child of an execution that came back, or was redriven, tells everything once more;
    // what it has called is not called again.
    const std::optional<QVariant> before =
        origin.isOfMap() ? m_database.ask("SELECT id FROM execution WHERE arn = ? AND parent = ?",
                                          {sqlText(body.arn), sqlText(origin.parentArn)})
                         : std::nullopt;
    const QVariant calls =
        before ? m_database.ask("SELECT calls FROM execution WHERE id = ?", {*before})
                     .value_or(QVariant())
               : QVariant(0);
    if (before)
        m_database.run("DELETE FROM execution WHERE arn = ? AND parent = ?",
                       {sqlText(body.arn), sqlText(origin.parentArn)});
    m_database.run(
        "INSERT INTO execution(session, arn, machine, name, started, status, input, parent, "
        "parent_state, parent_event, item, calls, forebear, forebear_events) "
        "VALUES(?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?)",
        {m_sessions.current(), sqlText(body.arn), sqlText(body.machine), sqlText(body.name),
         qint64{microseconds(entry.at)}, sqlText(body.input.dump()), sqlText(origin.parentArn),
         sqlText(origin.state), qint64{origin.event}, qint64{origin.item}, calls,
         sqlText(body.forebear.arn), qint64{body.forebear.events}});
    const qint64 row =
        m_database.ask("SELECT last_insert_rowid()").value_or(QVariant()).toLongLong();
    if (before)
        m_database.run("UPDATE invocation SET execution = ? WHERE execution = ?", {row, *before});
    setRow(body.execution, row);
    m_executions[body.execution] = {row, 0, 0, {}, 0, 0, false};
    m_begun += origin.isOfMap() ? 1 : kWeight;
    m_executions[body.execution].isOfMap = origin.isOfMap();
}

void HistoryRuns::apply(const ExecutionComeback& entry) {
    const auto entries = qint64(entry.entries);
    m_database.run("DELETE FROM journal WHERE execution = ? AND first > ?",
                   {qint64{entry.id}, entries});
    m_comebacks[entry.arn] = {entry.id, 0, entries, {}, 0, 0, false};
}

void HistoryRuns::runsAgain(qint64 row) {
    m_database.run(
        "UPDATE execution SET session = ?, status = 'RUNNING', finished = NULL, output = NULL, "
        "error = NULL, cause = NULL WHERE id = ?",
        {m_sessions.current(), row});
}

void HistoryRuns::apply(const ExecutionRedriven& entry) {
    writeJournals();
    if (const auto known = m_past.find(entry.before); known != m_past.end()) {
        setRow(entry.execution, known->second.row);
        m_executions[entry.execution] = known->second;
        return;
    }
    const auto found = m_executions.find(entry.before);
    if (found == m_executions.end())
        return;
    // Its end has not come here yet; then it is over already.
    found->second.superseded = true;
    Running running = found->second;
    running.superseded = false;
    setRow(entry.execution, running.row);
    m_executions[entry.execution] = std::move(running);
}

void HistoryRuns::apply(const JournalBegin& entry) {
    const auto found = m_executions.find(entry.execution);
    if (found == m_executions.end())
        return;
    execution::JournalHeader header = entry.header;
    const qint64 definition = definitionId(std::exchange(header.definition, {}));
    insertJournal(found->second.row, 0, 0, definition, execution::encodeJournalHeader(header));
}

void HistoryRuns::apply(const JournalEntry& entry) {
    const auto found = m_executions.find(entry.execution);
    if (found == m_executions.end())
        return;
    Running& running = found->second;
    if (running.unwritten.empty())
        m_journalled.push_back(entry.execution);
    running.unwritten += execution::encodeJournalEntry(entry.input);
    ++running.unwrittenCount;
}

/// Many executions of one definition share its text.
qint64 HistoryRuns::definitionId(const std::string& text) {
    if (m_lastDefinition && m_lastDefinition->first == text)
        return m_lastDefinition->second;
    m_database.run("INSERT OR IGNORE INTO definition(text) VALUES(?)", {sqlText(text)});
    const auto id = m_database.ask("SELECT id FROM definition WHERE text = ?", {sqlText(text)});
    m_lastDefinition = {text, id.value_or(QVariant()).toLongLong()};
    return m_lastDefinition->second;
}

void HistoryRuns::insertJournal(qint64 row, qint64 first, qint64 last, const QVariant& definition,
                                const std::string& entries) {
    if (!m_journalInsert) {
        m_journalInsert.emplace(m_database.handle());
        m_journalInsert->prepare(
            QStringLiteral("INSERT INTO journal(execution, first, last, definition, entries) "
                           "VALUES(?, ?, ?, ?, ?)"));
    }
    for (const QVariant& value : {QVariant(row), QVariant(first), QVariant(last), definition,
                                  QVariant(QByteArray::fromStdString(entries))})
        m_journalInsert->addBindValue(value);
    if (!m_journalInsert->exec())
        m_database.note(m_journalInsert->lastError());
}

/// All entries of an execution that came in one batch are one row.
void HistoryRuns::writeJournals() {
    for (const base::ExecutionId execution : std::exchange(m_journalled, {})) {
        Running& running = m_executions.at(execution);
        const std::string entries = std::exchange(running.unwritten, {});
        const qint64 first = running.entries + 1;
        running.entries += std::exchange(running.unwrittenCount, 0);
        running.journalBytes += entries.size();
        insertJournal(running.row, first, running.entries, {}, entries);
    }
}

void HistoryRuns::apply(const ExecutionEnd& entry) {
    const auto found = m_executions.find(entry.body.execution);
    if (found == m_executions.end())
        return;
    m_ended.push_back(entry.body.execution);
    if (entry.callsLeftOut > 0)
        countCalls(found->second.row, entry.callsLeftOut);
    if (found->second.superseded)
        return;
    m_database.run(
        "UPDATE execution SET status = ?, finished = ?, output = ?, error = ?, cause = ? "
        "WHERE id = ?",
        {sqlText(std::string(executionStatusCode(entry.body.status))),
         qint64{microseconds(entry.at)}, sqlText(entry.body.output.dump()),
         sqlText(entry.body.error), sqlText(entry.body.cause), found->second.row});
}

/// All events of an execution that came in one batch are one row.
void HistoryRuns::writeSteps() {
    for (const auto& [execution, events] : m_steps) {
        const auto found = m_executions.find(execution);
        if (found == m_executions.end())
            continue;
        Running& running = found->second;
        const std::string text = chunkText(events, running.bytes > kKeptHistory);
        running.bytes += text.size();
        m_database.run("INSERT OR REPLACE INTO history(execution, first, events) VALUES(?, ?, ?)",
                       {running.row, qint64{events.front()->id}, sqlText(text)});
    }
    m_steps.clear();
}

void HistoryRuns::leaveEnded() {
    for (const base::ExecutionId execution : m_ended) {
        const Running& running = m_executions.at(execution);
        if (!running.isOfMap)
            remember(execution);
        if (running.journalBytes > kKeptHistory &&
            !running.superseded) // it is needed no more, only nice to have
            m_database.run("DELETE FROM journal WHERE execution = ?", {running.row});
        m_executions.erase(execution);
    }
    m_ended.clear();
}

/// Should it be redriven.
void HistoryRuns::remember(base::ExecutionId execution) {
    m_past.emplace(execution, m_executions.at(execution));
    if (m_past.size() > m_limits.executions)
        m_past.erase(m_past.begin());
}

void HistoryRuns::endBatch() {
    writeJournals();
    writeSteps();
    leaveEnded();
}

void HistoryRuns::forget() {
    release();
    m_lastDefinition.reset();
    m_executions.clear();
    m_rows.clear();
}

void HistoryRuns::prune() {
    m_begun = 0;
    m_database.run("DELETE FROM execution WHERE status <> 'RUNNING' AND parent = '' AND id <= "
                   "(SELECT id FROM execution WHERE parent = '' ORDER BY id DESC LIMIT 1 OFFSET ?)",
                   {qint64(m_limits.executions)});
    pruneOrphans();
    m_database.run("DELETE FROM history WHERE execution NOT IN (SELECT id FROM execution)");
    m_database.run("DELETE FROM journal WHERE execution NOT IN (SELECT id FROM execution)");
    m_database.run("DELETE FROM definition WHERE id NOT IN "
                   "(SELECT definition FROM journal WHERE definition IS NOT NULL)");
    m_lastDefinition.reset();
}

/// Nested executions go with the one that began them, a level at a time.
void HistoryRuns::pruneOrphans() {
    constexpr int kDeepest = 64;
    for (int level = 0; level < kDeepest; ++level) {
        QSqlQuery query(m_database.handle());
        m_database.execute(
            query,
            QStringLiteral("DELETE FROM execution WHERE parent <> '' AND status <> "
                           "'RUNNING' AND parent NOT IN (SELECT arn FROM execution)"),
            {});
        if (query.numRowsAffected() <= 0)
            return;
    }
}

} // namespace ws::workspace
