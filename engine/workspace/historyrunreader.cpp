#include "engine/workspace/historyrunreader.h"

#include "engine/workspace/historycodec.h"

namespace ws::workspace {

namespace {

/// From the columns parent, parent_state, parent_event and item.
telemetry::ExecutionOrigin originFrom(const QSqlQuery& query, int first) {
    telemetry::ExecutionOrigin origin;
    origin.parentArn = query.value(first).toString().toStdString();
    origin.state = query.value(first + 1).toString().toStdString();
    origin.event = query.value(first + 2).toLongLong();
    origin.item = query.value(first + 3).toLongLong();
    return origin;
}

std::vector<RunHistory::ExecutionSummary> summariesFrom(QSqlQuery& query) {
    std::vector<RunHistory::ExecutionSummary> result;
    while (query.next()) {
        RunHistory::ExecutionSummary summary;
        summary.id = query.value(0).toLongLong();
        summary.machine = query.value(1).toString().toStdString();
        summary.name = query.value(2).toString().toStdString();
        summary.started = timeFromMicroseconds(query.value(3).toLongLong());
        if (!query.value(4).isNull())
            summary.finished = timeFromMicroseconds(query.value(4).toLongLong());
        summary.status = executionStatusFromCode(query.value(5).toString().toStdString());
        summary.origin = originFrom(query, 6);
        result.push_back(std::move(summary));
    }
    return result;
}

const QString kSummary =
    QStringLiteral("SELECT id, machine, name, started, finished, status, parent, parent_state, "
                   "parent_event, item FROM execution ");

/// `query` has the columns of kExecution, and is at a row.
telemetry::ExecutionRecord executionFrom(const QSqlQuery& query) {
    telemetry::ExecutionRecord record;
    record.arn = query.value(0).toString().toStdString();
    record.machine = query.value(1).toString().toStdString();
    record.name = query.value(2).toString().toStdString();
    record.started = timeFromMicroseconds(query.value(3).toLongLong());
    if (!query.value(4).isNull())
        record.finished = timeFromMicroseconds(query.value(4).toLongLong());
    record.status = executionStatusFromCode(query.value(5).toString().toStdString());
    record.input = sqlJson(query.value(6));
    record.output = sqlJson(query.value(7));
    record.error = query.value(8).toString().toStdString();
    record.cause = query.value(9).toString().toStdString();
    record.origin = originFrom(query, 10);
    record.forebear = {query.value(14).toString().toStdString(), query.value(15).toLongLong()};
    return record;
}

const QString kExecution =
    QStringLiteral("SELECT arn, machine, name, started, finished, status, input, output, error, "
                   "cause, parent, parent_state, parent_event, item, forebear, forebear_events "
                   "FROM execution WHERE ");

} // namespace

std::vector<RunHistory::ExecutionSummary> HistoryRunReader::recent(std::size_t limit) {
    QSqlQuery query(m_database.handle());
    m_database.execute(query, kSummary + QStringLiteral("WHERE item < 0 ORDER BY id DESC LIMIT ?"),
                       {qint64(limit)});
    return summariesFrom(query);
}

std::vector<RunHistory::ExecutionSummary> HistoryRunReader::nestedIn(const std::string& arn) {
    QSqlQuery query(m_database.handle());
    m_database.execute(query, kSummary + QStringLiteral("WHERE parent = ? ORDER BY id"),
                       {sqlText(arn)});
    return summariesFrom(query);
}

std::optional<RunHistory::ExecutionSummary> HistoryRunReader::withArn(const std::string& arn) {
    QSqlQuery query(m_database.handle());
    m_database.execute(query, kSummary + QStringLiteral("WHERE arn = ? ORDER BY id DESC LIMIT 1"),
                       {sqlText(arn)});
    auto found = summariesFrom(query);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

base::Result<telemetry::ExecutionRecord> HistoryRunReader::load(std::int64_t id) {
    const base::Error missing{"history.notFound", {{"id", std::to_string(id)}}};
    QSqlQuery query(m_database.handle());
    m_database.execute(query, kExecution + QStringLiteral("id = ?"), {qint64{id}});
    if (!query.next())
        return missing;
    telemetry::ExecutionRecord record = executionFrom(query);
    m_database.execute(
        query, QStringLiteral("SELECT events FROM history WHERE execution = ? ORDER BY first"),
        {qint64{id}});
    while (query.next()) {
        const json::Value chunk = sqlJson(query.value(0));
        for (const json::Value& event : chunk.items())
            record.history.push_back(decodeHistoryEvent(event));
    }
    return record;
}

std::optional<telemetry::ExecutionRecord> HistoryRunReader::lastEnded(const std::string& arn) {
    QSqlQuery query(m_database.handle());
    m_database.execute(
        query,
        kExecution + QStringLiteral("arn = ? AND status <> 'RUNNING' ORDER BY id DESC LIMIT 1"),
        {sqlText(arn)});
    if (!query.next())
        return std::nullopt;
    return executionFrom(query);
}

std::optional<telemetry::ExecutionRecord> HistoryRunReader::lastOf(const std::string& machine) {
    QSqlQuery query(m_database.handle());
    m_database.execute(query,
                       kExecution +
                           QStringLiteral("machine = ? AND item < 0 AND status <> 'RUNNING' "
                                          "ORDER BY id DESC LIMIT 1"),
                       {sqlText(machine)});
    if (!query.next())
        return std::nullopt;
    return executionFrom(query);
}

base::Result<execution::Journal> HistoryRunReader::loadJournal(std::int64_t id) {
    if (!m_database.ask("SELECT 1 FROM execution WHERE id = ?", {qint64{id}}))
        return base::Error{"history.notFound", {{"id", std::to_string(id)}}};
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    m_database.execute(
        query,
        QStringLiteral("SELECT first, last, entries, text FROM journal LEFT JOIN definition "
                       "ON definition.id = journal.definition WHERE execution = ? "
                       "ORDER BY first"),
        {qint64{id}});
    std::string bytes;
    std::string definition;
    for (qint64 next = 0; query.next() && query.value(0).toLongLong() == next;) {
        next = query.value(1).toLongLong() + 1;
        bytes += query.value(2).toByteArray().toStdString();
        if (!query.value(3).isNull())
            definition = query.value(3).toString().toStdString();
    }
    if (bytes.empty())
        return base::Error{"history.noJournal", {{"id", std::to_string(id)}}};
    auto journal = execution::decodeJournal(bytes);
    if (journal)
        journal->header.definition = std::move(definition);
    return journal;
}

std::optional<RunHistory::UnfinishedExecution> HistoryRunReader::unfinished(std::int64_t row) {
    QSqlQuery query(m_database.handle());
    m_database.execute(query,
                       QStringLiteral("SELECT arn, machine, name FROM execution WHERE id = ?"),
                       {qint64{row}});
    if (!query.next())
        return std::nullopt;
    return RunHistory::UnfinishedExecution{
        row, query.value(0).toString().toStdString(), query.value(1).toString().toStdString(),
        query.value(2).toString().toStdString(), loadJournal(row)};
}

} // namespace ws::workspace
