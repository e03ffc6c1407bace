#include "engine/workspace/historycalls.h"

#include "engine/workspace/historycodec.h"

#include <QSqlError>

#include <algorithm>

namespace ws::workspace {

namespace {

/// Payloads beyond this are not kept, so that a folder's history stays small beside its source.
constexpr std::size_t kKeptPayload = 256 * 1024;
constexpr const char* kCut = "answerCut"; // the answer was too large to keep

constexpr const char* kInterrupted = "interrupted"; // status of one whose end nobody has seen
/// Of all invocations, for what has to do with one or with all.
constexpr std::int64_t kAll = 0;

const QString kInvocation = QStringLiteral(
    "SELECT invocation.id, body, lines, left_out, log.invocation IS NULL, invocation.log, "
    "EXISTS (SELECT 1 FROM underway WHERE underway.invocation = invocation.id) "
    "FROM invocation LEFT JOIN log ON log.invocation = invocation.id ");

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

telemetry::InvocationStatus statusFrom(const QVariant& column) {
    const std::string code = column.toString().toStdString();
    return code == kInterrupted ? telemetry::InvocationStatus::RuntimeExited
                                : invocationStatusFromCode(code);
}

/// Ended when it was last heard of.
void markInterrupted(telemetry::InvocationRecord& record, const KeptLog& log) {
    const base::TimePoint last = log.lines().empty() ? record.arrived : log.lines().back().at;
    telemetry::InvocationFinished result;
    result.status = telemetry::InvocationStatus::RuntimeExited;
    result.errorType = RunHistory::kInterrupted;
    result.payload =
        json::Value::object({{"errorType", RunHistory::kInterrupted},
                             {"errorMessage", "The program ended while the call was under way."}});
    result.duration = std::max(last - record.started.value_or(last), base::Duration::zero());
    record.finished = last;
    record.result = std::move(result);
}

} // namespace

void HistoryCalls::forget() {
    release();
    m_underWay.clear();
}

void HistoryCalls::release() {
    m_insert.reset();
    m_logInsert.reset();
}

/// `query` has the columns of kInvocation, and is at a row.
RunHistory::StoredInvocation HistoryCalls::invocationFrom(const QSqlQuery& query) {
    RunHistory::StoredInvocation stored;
    stored.id = query.value(0).toLongLong();
    stored.record = decodeInvocation(sqlJson(query.value(1)));
    if (!query.value(4).toBool())
        stored.log =
            KeptLog::decode(query.value(2).toString().toStdString(), query.value(3).toULongLong());
    if (query.value(6).toBool())
        stored.log = partsOf(stored.id);
    // One of before has the end of its log in one piece, without moments.
    for (const QString& text : query.value(5).toString().split(u'\n', Qt::SkipEmptyParts)) {
        telemetry::LogLine line;
        line.text = text.toStdString();
        stored.log.add(stored.record.finished.value_or(stored.record.arrived), line);
    }
    return stored;
}

static QVariant statusText(const telemetry::InvocationRecord& record) {
    const auto status =
        record.result ? record.result->status : telemetry::InvocationStatus::Refused;
    return sqlText(std::string(invocationStatusCode(status)));
}

static QVariant durationOf(const telemetry::InvocationRecord& record) {
    return qint64{record.result ? record.result->duration.count() : 0};
}

static bool isCold(const telemetry::InvocationRecord& record) {
    return record.reason && *record.reason != telemetry::StartReason::Warm;
}

HistoryCalls::Added HistoryCalls::add(const InvocationEntry& entry, std::int64_t execution) {
    const auto& record = entry.record;
    if (const auto known = m_underWay.extract(record.invocation)) {
        end(known.mapped().row, entry);
        return Added::Known;
    }
    const std::int64_t id =
        insert({sqlText(record.requestId), sqlText(record.function),
                qint64{microseconds(record.arrived)}, statusText(record), durationOf(record),
                isCold(record), sqlText(bodyOf(record).dump()), qint64{execution}});
    insertLog(id, entry.log);
    return Added::New;
}

HistoryCalls::Added HistoryCalls::add(const InvocationPart& part, std::int64_t execution,
                                      const QVariant& session) {
    const auto [found, isNew] = m_underWay.try_emplace(part.record.invocation);
    if (isNew)
        found->second.row = begin(part.record, execution, session);
    writePart(found->second, part.fresh);
    return isNew ? Added::New : Added::Known;
}

std::int64_t HistoryCalls::begin(const telemetry::InvocationRecord& record, std::int64_t execution,
                                 const QVariant& session) {
    const std::int64_t row = insert(
        {sqlText(record.requestId), sqlText(record.function), qint64{microseconds(record.arrived)},
         QString::fromLatin1(kInterrupted), durationOf(record), isCold(record),
         sqlText(bodyOf(record).dump()), qint64{execution}});
    m_database.run("INSERT OR REPLACE INTO underway(invocation, session, left_out) VALUES(?, ?, 0)",
                   {qint64{row}, session});
    return row;
}

void HistoryCalls::end(std::int64_t row, const InvocationEntry& entry) {
    const auto& record = entry.record;
    m_database.run(
        "UPDATE invocation SET status = ?, duration = ?, cold = ?, body = ? WHERE id = ?",
        {statusText(record), durationOf(record), isCold(record), sqlText(bodyOf(record).dump()),
         qint64{row}});
    dropParts(row);
    insertLog(row, entry.log);
}

/// In one piece: another program may be about to do the same.
void HistoryCalls::interruptOrphans() {
    m_database.run("BEGIN IMMEDIATE");
    std::vector<std::int64_t> rows;
    QSqlQuery query(m_database.handle());
    query.exec(QStringLiteral("SELECT invocation FROM underway WHERE session NOT IN "
                              "(SELECT id FROM session)"));
    while (query.next())
        rows.push_back(query.value(0).toLongLong());
    query.finish();
    for (const std::int64_t row : rows)
        interrupt(row);
    m_database.run("COMMIT");
}

void HistoryCalls::interrupt(std::int64_t row) {
    const auto body = m_database.ask("SELECT body FROM invocation WHERE id = ?", {qint64{row}});
    const KeptLog log = partsOf(row);
    dropParts(row);
    if (!body)
        return;
    telemetry::InvocationRecord record = decodeInvocation(sqlJson(*body));
    markInterrupted(record, log);
    m_database.run("UPDATE invocation SET duration = ?, body = ? WHERE id = ?",
                   {durationOf(record), sqlText(bodyOf(record).dump()), qint64{row}});
    insertLog(row, log);
}

void HistoryCalls::writePart(UnderWay& call, const KeptLog& fresh) {
    if (fresh.leftOut() > 0)
        dropOldest(call.row, 0); // the gap lies behind what is there
    m_database.run("INSERT INTO logpart(invocation, bytes, count, lines) VALUES(?, ?, ?, ?)",
                   {qint64{call.row}, qint64(fresh.bytes()), qint64(fresh.lines().size()),
                    sqlText(fresh.encode())});
    if (fresh.leftOut() > 0)
        m_database.run("UPDATE underway SET left_out = left_out + ? WHERE invocation = ?",
                       {qint64(fresh.leftOut()), qint64{call.row}});
    call.bytes += fresh.bytes();
    m_logBytes += fresh.bytes();
    // The oldest are not looked for with every batch.
    if (call.bytes > 2 * KeptLog::kMostBytes) {
        dropOldest(call.row, KeptLog::kMostBytes);
        call.bytes = bytesOfParts(call.row);
    }
}

KeptLog HistoryCalls::partsOf(std::int64_t row) {
    const auto leftOut =
        m_database.ask("SELECT left_out FROM underway WHERE invocation = ?", {qint64{row}});
    KeptLog log = KeptLog::decode({}, leftOut.value_or(QVariant()).toULongLong());
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    m_database.execute(query,
                       QStringLiteral("SELECT lines FROM logpart WHERE invocation = ? ORDER BY id"),
                       {qint64{row}});
    while (query.next())
        log.append(KeptLog::decode(query.value(0).toString().toStdString(), 0));
    return log;
}

std::size_t HistoryCalls::bytesOfParts(std::int64_t row) {
    return m_database
        .ask("SELECT SUM(bytes) FROM logpart WHERE ? = 0 OR invocation = ?",
             {qint64{row}, qint64{row}})
        .value_or(QVariant())
        .toULongLong();
}

void HistoryCalls::dropParts(std::int64_t row) {
    m_logBytes -= std::min(m_logBytes, bytesOfParts(row));
    m_database.run("DELETE FROM logpart WHERE invocation = ?", {qint64{row}});
    m_database.run("DELETE FROM underway WHERE invocation = ?", {qint64{row}});
}

/// Of the oldest parts, of one call or of all, nothing stays but how many lines there were.
void HistoryCalls::dropOldest(std::int64_t row, std::size_t keptBytes) {
    const auto last = m_database.ask(
        "SELECT MAX(id) FROM (SELECT id, SUM(bytes) OVER (ORDER BY id DESC) AS newer "
        "FROM logpart WHERE ? = 0 OR invocation = ?) WHERE newer > ?",
        {qint64{row}, qint64{row}, qint64(keptBytes)});
    if (!last || last->isNull())
        return;
    m_database.run("UPDATE underway SET left_out = left_out + (SELECT COALESCE(SUM(count), 0) "
                   "FROM logpart WHERE logpart.invocation = underway.invocation AND id <= ?) "
                   "WHERE ? = 0 OR invocation = ?",
                   {*last, qint64{row}, qint64{row}});
    m_database.run("DELETE FROM logpart WHERE id <= ? AND (? = 0 OR invocation = ?)",
                   {*last, qint64{row}, qint64{row}});
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
                   "(SELECT id FROM invocation ORDER BY id DESC LIMIT 1 OFFSET ?) "
                   "AND id NOT IN (SELECT invocation FROM underway)",
                   {qint64(m_limits.invocations)});
    pruneLogs();
}

/// Of the oldest nothing stays but how many lines there were.
void HistoryCalls::pruneLogs() {
    m_database.run("DELETE FROM log WHERE invocation NOT IN (SELECT id FROM invocation)");
    countLogBytes();
    if (m_logBytes <= m_limits.logBytes)
        return;
    dropOldest(kAll, m_limits.logBytes);
    const std::size_t left = m_limits.logBytes - std::min(bytesOfParts(kAll), m_limits.logBytes);
    m_database.run(
        "UPDATE log SET left_out = left_out + count, count = 0, bytes = 0, lines = '' "
        "WHERE bytes > 0 AND invocation <= (SELECT MAX(invocation) FROM (SELECT invocation, "
        "SUM(bytes) OVER (ORDER BY invocation DESC) AS newer FROM log) WHERE newer > ?)",
        {qint64(left)});
    countLogBytes();
}

void HistoryCalls::countLogBytes() {
    m_logBytes = m_database.ask("SELECT SUM(bytes) FROM log").value_or(QVariant()).toULongLong() +
                 bytesOfParts(kAll);
}

std::vector<RunHistory::InvocationSummary> HistoryCalls::recent(std::size_t limit) {
    std::vector<RunHistory::InvocationSummary> result;
    QSqlQuery query(m_database.handle());
    m_database.execute(
        query,
        QStringLiteral("SELECT id, request_id, function, arrived, status, duration, cold "
                       "FROM invocation WHERE id NOT IN (SELECT invocation FROM underway) "
                       "ORDER BY id DESC LIMIT ?"),
        {qint64(limit)});
    while (query.next()) {
        result.push_back({query.value(0).toLongLong(), query.value(1).toString().toStdString(),
                          query.value(2).toString().toStdString(),
                          timeFromMicroseconds(query.value(3).toLongLong()),
                          statusFrom(query.value(4)), base::Duration{query.value(5).toLongLong()},
                          query.value(6).toBool()});
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
    m_database.execute(
        query,
        QStringLiteral("SELECT body FROM invocation WHERE function = ? AND "
                       "status NOT IN ('refused', 'interrupted') ORDER BY id DESC LIMIT 1"),
        {sqlText(function)});
    if (!query.next())
        return std::nullopt;
    const json::Value body = sqlJson(query.value(0));
    return RunHistory::LastAnswer{decodeInvocation(body), body[kCut].toBool()
                                                              ? RunHistory::Kept::Cut
                                                              : RunHistory::Kept::Whole};
}

} // namespace ws::workspace
