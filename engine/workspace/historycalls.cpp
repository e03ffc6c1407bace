#include "engine/workspace/historycalls.h"

#include "engine/workspace/historycodec.h"

#include <QSqlError>

namespace ws::workspace {

namespace {

/// Payloads beyond this are not kept, so that a folder's history stays small beside its source.
constexpr std::size_t kKeptPayload = 256 * 1024;
constexpr const char* kCut = "answerCut"; // the answer was too large to keep

const QString kInvocation = QStringLiteral(
    "SELECT invocation.id, body, lines, left_out, log.invocation IS NULL, "
    "invocation.log FROM invocation LEFT JOIN log ON log.invocation = invocation.id ");

telemetry::InvocationRecord withoutLargePayloads(telemetry::InvocationRecord record) {
    if (record.payload.dumpSize() > kKeptPayload)
        record.payload = {};
    if (record.result && record.result->payload.dumpSize() > kKeptPayload)
        record.result->payload = {};
    if (record.result && record.result->rawPayload.size() > kKeptPayload)
        record.result->rawPayload.resize(kKeptPayload);
    return record;
}

json::Value bodyOf(const telemetry::InvocationRecord& record) {
    json::Value body = encodeInvocation(withoutLargePayloads(record));
    if (record.result && (record.result->payload.dumpSize() > kKeptPayload ||
                          record.result->rawPayload.size() > kKeptPayload))
        body.set(kCut, true);
    return body;
}

/// `query` has the columns of kInvocation, and is at a row.
RunHistory::StoredInvocation invocationFrom(const QSqlQuery& query) {
    RunHistory::StoredInvocation stored;
    stored.id = query.value(0).toLongLong();
    stored.record = decodeInvocation(sqlJson(query.value(1)));
    if (!query.value(4).toBool())
        stored.log =
            KeptLog::decode(query.value(2).toString().toStdString(), query.value(3).toULongLong());
    // One of before has the end of its log in one piece, without moments.
    for (const QString& text : query.value(5).toString().split(u'\n', Qt::SkipEmptyParts)) {
        telemetry::LogLine line;
        line.text = text.toStdString();
        stored.log.add(stored.record.finished.value_or(stored.record.arrived), line);
    }
    return stored;
}

} // namespace

void HistoryCalls::release() {
    m_insert.reset();
    m_logInsert.reset();
}

void HistoryCalls::add(const InvocationEntry& entry, std::int64_t execution) {
    const auto& record = entry.record;
    const auto status =
        record.result ? record.result->status : telemetry::InvocationStatus::Refused;
    const bool cold = record.reason && *record.reason != telemetry::StartReason::Warm;
    const std::int64_t id = insert({sqlText(record.requestId), sqlText(record.function),
                                    qint64{microseconds(record.arrived)},
                                    sqlText(std::string(invocationStatusCode(status))),
                                    qint64{record.result ? record.result->duration.count() : 0},
                                    cold, sqlText(bodyOf(record).dump()), qint64{execution}});
    insertLog(id, entry.log);
}

std::int64_t HistoryCalls::insert(const QVariantList& values) {
    if (!m_insert) {
        m_insert.emplace(m_database.handle());
        m_insert->prepare(QStringLiteral(
            "INSERT INTO invocation(request_id, function, arrived, status, duration, cold, "
            "body, log, execution) VALUES(?, ?, ?, ?, ?, ?, ?, '', ?)"));
    }
    for (const QVariant& value : values)
        m_insert->addBindValue(value);
    if (!m_insert->exec())
        m_database.note(m_insert->lastError());
    return m_insert->lastInsertId().toLongLong();
}

void HistoryCalls::insertLog(std::int64_t invocation, const KeptLog& log) {
    if (log.lines().empty())
        return;
    if (!m_logInsert) {
        m_logInsert.emplace(m_database.handle());
        m_logInsert->prepare(
            QStringLiteral("INSERT OR REPLACE INTO log(invocation, bytes, count, left_out, "
                           "lines) VALUES(?, ?, ?, ?, ?)"));
    }
    for (const QVariant& value : {QVariant(qint64{invocation}), QVariant(qint64(log.bytes())),
                                  QVariant(qint64(log.lines().size())),
                                  QVariant(qint64(log.leftOut())), QVariant(sqlText(log.encode()))})
        m_logInsert->addBindValue(value);
    if (!m_logInsert->exec())
        m_database.note(m_logInsert->lastError());
    m_logBytes += log.bytes();
}

/// A quarter more, so that the oldest are not looked for with every batch.
bool HistoryCalls::isOverfull() const {
    return m_logBytes > m_limits.logBytes / 4 * 5;
}

void HistoryCalls::prune() {
    m_database.run("DELETE FROM invocation WHERE id <= "
                   "(SELECT id FROM invocation ORDER BY id DESC LIMIT 1 OFFSET ?)",
                   {qint64(m_limits.invocations)});
    pruneLogs();
}

/// Of the oldest nothing stays but how many lines there were.
void HistoryCalls::pruneLogs() {
    m_database.run("DELETE FROM log WHERE invocation NOT IN (SELECT id FROM invocation)");
    countLogBytes();
    if (m_logBytes <= m_limits.logBytes)
        return;
    m_database.run(
        "UPDATE log SET left_out = left_out + count, count = 0, bytes = 0, lines = '' "
        "WHERE bytes > 0 AND invocation <= (SELECT MAX(invocation) FROM (SELECT invocation, "
        "SUM(bytes) OVER (ORDER BY invocation DESC) AS newer FROM log) WHERE newer > ?)",
        {qint64(m_limits.logBytes)});
    countLogBytes();
}

void HistoryCalls::countLogBytes() {
    m_logBytes = m_database.ask("SELECT SUM(bytes) FROM log").value_or(QVariant()).toULongLong();
}

std::vector<RunHistory::InvocationSummary> HistoryCalls::recent(std::size_t limit) {
    std::vector<RunHistory::InvocationSummary> result;
    QSqlQuery query(m_database.handle());
    m_database.execute(
        query,
        QStringLiteral("SELECT id, request_id, function, arrived, status, duration, cold "
                       "FROM invocation ORDER BY id DESC LIMIT ?"),
        {qint64(limit)});
    while (query.next()) {
        result.push_back({query.value(0).toLongLong(), query.value(1).toString().toStdString(),
                          query.value(2).toString().toStdString(),
                          timeFromMicroseconds(query.value(3).toLongLong()),
                          invocationStatusFromCode(query.value(4).toString().toStdString()),
                          base::Duration{query.value(5).toLongLong()}, query.value(6).toBool()});
    }
    return result;
}

base::Result<RunHistory::StoredInvocation> HistoryCalls::load(std::int64_t id) {
    QSqlQuery query(m_database.handle());
    m_database.execute(query, kInvocation + QStringLiteral("WHERE invocation.id = ?"),
                       {qint64{id}});
    if (!query.next())
        return base::Error{"history.notFound", {{"id", std::to_string(id)}}};
    return invocationFrom(query);
}

std::vector<RunHistory::StoredInvocation> HistoryCalls::ofExecution(std::int64_t execution) {
    std::vector<RunHistory::StoredInvocation> calls;
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    m_database.execute(query,
                       kInvocation +
                           QStringLiteral("WHERE execution = ? AND execution > 0 ORDER BY arrived, "
                                          "invocation.id"),
                       {qint64{execution}});
    while (query.next())
        calls.push_back(invocationFrom(query));
    return calls;
}

std::optional<RunHistory::LastAnswer> HistoryCalls::lastOf(const std::string& function) {
    QSqlQuery query(m_database.handle());
    m_database.execute(query,
                       QStringLiteral("SELECT body FROM invocation WHERE function = ? AND "
                                      "status <> 'refused' ORDER BY id DESC LIMIT 1"),
                       {sqlText(function)});
    if (!query.next())
        return std::nullopt;
    const json::Value body = sqlJson(query.value(0));
    return RunHistory::LastAnswer{decodeInvocation(body), body[kCut].toBool()
                                                              ? RunHistory::Kept::Cut
                                                              : RunHistory::Kept::Whole};
}

} // namespace ws::workspace
