#include "engine/workspace/historystore.h"

#include "engine/workspace/historycodec.h"
#include "engine/workspace/processidentity.h"
#include "engine/workspace/scaffold.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <unistd.h>
#include <unordered_map>

namespace ws::workspace {

namespace {

constexpr const char* kHiddenFolder = "/.warmstart";
/// Rows are counted and old ones deleted once per so many new ones.
constexpr std::size_t kPruneEvery = 1'000;
/// Payloads beyond these are not kept, so that a folder's history stays small beside its source.
constexpr std::size_t kKeptPayload = 256 * 1024;
constexpr std::size_t kKeptHistory = 16 * 1024 * 1024;

// What each version adds to the one before.
constexpr std::array kFirstVersion{
    "CREATE TABLE session(id INTEGER PRIMARY KEY, pid INTEGER NOT NULL, "
    "process_started INTEGER NOT NULL)",
    "CREATE TABLE invocation(id INTEGER PRIMARY KEY, request_id TEXT NOT NULL, "
    "function TEXT NOT NULL, arrived INTEGER NOT NULL, status TEXT NOT NULL, "
    "duration INTEGER NOT NULL, cold INTEGER NOT NULL, body TEXT NOT NULL, log TEXT NOT NULL)",
    "CREATE TABLE execution(id INTEGER PRIMARY KEY, session INTEGER NOT NULL, arn TEXT NOT NULL, "
    "machine TEXT NOT NULL, name TEXT NOT NULL, started INTEGER NOT NULL, finished INTEGER, "
    "status TEXT NOT NULL, input TEXT NOT NULL, output TEXT, error TEXT, cause TEXT)",
    "CREATE INDEX execution_status ON execution(status)",
    "CREATE TABLE history(execution INTEGER NOT NULL, first INTEGER NOT NULL, "
    "events TEXT NOT NULL, PRIMARY KEY(execution, first)) WITHOUT ROWID",
    "PRAGMA user_version = 1"};
// A journal's row 0 is its header, without the definition; the others have its entries first to
// last.
constexpr std::array kSecondVersion{
    "CREATE TABLE definition(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    "CREATE TABLE journal(execution INTEGER NOT NULL, first INTEGER NOT NULL, "
    "last INTEGER NOT NULL, definition INTEGER, entries BLOB NOT NULL, "
    "PRIMARY KEY(execution, first)) WITHOUT ROWID",
    "PRAGMA user_version = 2"};
// What began an execution: see telemetry::ExecutionOrigin.
constexpr std::array kThirdVersion{
    "ALTER TABLE execution ADD COLUMN parent TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE execution ADD COLUMN parent_state TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE execution ADD COLUMN parent_event INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE execution ADD COLUMN item INTEGER NOT NULL DEFAULT -1",
    "CREATE INDEX execution_arn ON execution(arn)",
    "CREATE INDEX execution_parent ON execution(parent)",
    "PRAGMA user_version = 3"};
// Who has called, and what was written line by line: see KeptLog. `calls` is null where nobody
// counted.
constexpr std::array kFourthVersion{
    "ALTER TABLE invocation ADD COLUMN execution INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE execution ADD COLUMN calls INTEGER",
    "CREATE INDEX invocation_execution ON invocation(execution) WHERE execution > 0",
    "CREATE TABLE log(invocation INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, "
    "count INTEGER NOT NULL, left_out INTEGER NOT NULL, lines TEXT NOT NULL)",
    "PRAGMA user_version = 4"};
// What an execution goes on from: see telemetry::ExecutionForebear.
constexpr std::array kFifthVersion{
    "ALTER TABLE execution ADD COLUMN forebear TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE execution ADD COLUMN forebear_events INTEGER NOT NULL DEFAULT 0",
    "PRAGMA user_version = 5"};
constexpr int kSchemaVersion = 5;
/// Executions whose late calls find their row.
constexpr std::size_t kRememberedRows = 20'000;

constexpr const char* kProgramEnded = "The program ended while the execution ran.";
constexpr const char* kNoJournal = "The program ended while the execution ran, and nothing was "
                                   "written down from which it could go on.";

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

telemetry::InvocationRecord withoutLargePayloads(telemetry::InvocationRecord record) {
    if (record.payload.dumpSize() > kKeptPayload)
        record.payload = {};
    if (record.result && record.result->payload.dumpSize() > kKeptPayload)
        record.result->payload = {};
    if (record.result && record.result->rawPayload.size() > kKeptPayload)
        record.result->rawPayload.resize(kKeptPayload);
    return record;
}

constexpr const char* kCut = "answerCut"; // the answer was too large to keep

json::Value bodyOf(const telemetry::InvocationRecord& record) {
    json::Value body = encodeInvocation(withoutLargePayloads(record));
    if (record.result && (record.result->payload.dumpSize() > kKeptPayload ||
                          record.result->rawPayload.size() > kKeptPayload))
        body.set(kCut, true);
    return body;
}

telemetry::HistoryEvent withoutPayloads(telemetry::HistoryEvent event) {
    event.input.reset();
    event.output.reset();
    event.parameters.reset();
    event.assignedVariables.reset();
    return event;
}

json::Value parsed(const QVariant& text) {
    auto value = json::Value::parse(text.toString().toStdString());
    return value ? *std::move(value) : json::Value();
}

} // namespace

class HistoryStore::Private {
public:
    explicit Private(const RunHistory::Parts& parts)
        : folder(parts.folder)
        , limits(parts.limits)
        , unfinished(parts.unfinished)
        , notice(parts.notice)
        , connection(nextConnectionName()) {
        // A file of an earlier run is looked at now (what was interrupted becomes so); a first one
        // is made when there is something to write.
        std::error_code failure;
        if (!folder.empty() && std::filesystem::exists(path(), failure))
            ensureOpen();
    }

    ~Private() {
        if (isOpen)
            run("DELETE FROM session WHERE id = ? AND NOT EXISTS "
                "(SELECT 1 FROM execution WHERE session = ? AND status = 'RUNNING')",
                {session, session});
        close();
    }

    static QString nextConnectionName() {
        static std::atomic<int> count{0};
        return QStringLiteral("warmstart-history-%1").arg(++count);
    }

    std::string path() const { return folder + kHiddenFolder + "/history.sqlite"; }
    QSqlDatabase database() const { return QSqlDatabase::database(connection, false); }

    // Opening

    void ensureOpen() {
        if (isOpen)
            return;
        if (!openOnDisk())
            openInMemory();
    }

    bool openOnDisk() {
        if (folder.empty() || !makeHiddenFolder())
            return false;
        if (connect(qt(path())))
            return true;
        if (!damaged)
            return false;
        moveAside();
        return connect(qt(path()));
    }

    void openInMemory() {
        connect(QStringLiteral(":memory:"));
        isOpen = true; // without even that, each statement fails quietly
    }

    bool makeHiddenFolder() {
        const auto hidden = ensureHiddenFolder(folder);
        if (!hidden)
            notWritable(hidden.error().arg("reason"));
        return hidden.ok();
    }

    bool connect(const QString& file) {
        damaged = false;
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
            db.setDatabaseName(file);
            db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=3000"));
            if (!db.open())
                note(db.lastError());
        }
        isOpen = database().isOpen() && check() && prepare();
        if (!isOpen)
            close();
        return isOpen;
    }

    bool check() {
        const auto verdict = ask("PRAGMA quick_check(1)");
        if (!verdict)
            return false;
        if (verdict->toString() != QLatin1String("ok")) {
            damaged = true;
            return false;
        }
        const auto version = ask("PRAGMA user_version");
        if (version && version->toInt() > kSchemaVersion) {
            notice({"history.newerVersion",
                    {{"path", path()}, {"version", std::to_string(version->toInt())}}});
            return false;
        }
        return version.has_value();
    }

    bool prepare() {
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = NORMAL");
        if (!bringUpToDate())
            return false;
        const ProcessIdentity self = ProcessIdentity::current();
        if (!run("INSERT INTO session(pid, process_started) VALUES(?, ?)",
                 {qint64{self.pid}, qint64(self.started)}))
            return false;
        session = ask("SELECT last_insert_rowid()").value_or(QVariant());
        takeOver();
        prune();
        return true;
    }

    bool bringUpToDate() {
        return raise(1, kFirstVersion) && raise(2, kSecondVersion) && raise(3, kThirdVersion) &&
               raise(4, kFourthVersion) && raise(5, kFifthVersion);
    }

    template <std::size_t count>
    bool raise(int version, const std::array<const char*, count>& statements) {
        if (ask("PRAGMA user_version")->toInt() >= version)
            return true;
        QSqlDatabase db = database();
        db.transaction();
        for (const char* statement : statements) {
            if (!run(statement)) {
                db.rollback();
                // Another process may have made it in the meantime.
                const auto now = ask("PRAGMA user_version");
                return now && now->toInt() >= version;
            }
        }
        return db.commit();
    }

    /// Executions whose program is gone cannot be running; those of another living one may.
    std::vector<qint64> sessionsThatAreGone() {
        std::vector<qint64> gone;
        QSqlQuery sessions(database());
        sessions.exec(QStringLiteral("SELECT id, pid, process_started FROM session"));
        while (sessions.next()) {
            const ProcessIdentity owner{sessions.value(1).toInt(), sessions.value(2).toULongLong()};
            // An earlier history of this very process has ended too: there is one at a time.
            if (sessions.value(0) != session && (owner.pid == ::getpid() || !owner.isAlive()))
                gone.push_back(sessions.value(0).toLongLong());
        }
        return gone;
    }

    /// In one piece: of two programs that open the workspace, one takes an execution over.
    void takeOver() {
        run("BEGIN IMMEDIATE");
        for (const qint64 id : sessionsThatAreGone()) {
            for (const qint64 row : runningIn(id))
                takeOver(row);
            run("DELETE FROM session WHERE id = ? AND NOT EXISTS "
                "(SELECT 1 FROM execution WHERE session = ? AND status = 'RUNNING')",
                {id, id});
        }
        run("COMMIT");
    }

    std::vector<qint64> runningIn(qint64 sessionId) {
        std::vector<qint64> rows;
        QSqlQuery query(database());
        execute(query,
                QStringLiteral("SELECT id FROM execution WHERE session = ? AND status = 'RUNNING' "
                               "ORDER BY id"),
                {sessionId});
        while (query.next())
            rows.push_back(query.value(0).toLongLong());
        return rows;
    }

    void takeOver(qint64 row) {
        // What a Map's children did is told again by the execution around them.
        if (ask("SELECT item FROM execution WHERE id = ?", {row})->toInt() >= 0) {
            if (unfinished != RunHistory::Unfinished::Leave)
                interrupt(row, kProgramEnded);
            return;
        }
        const bool hasJournal =
            ask("SELECT 1 FROM journal WHERE execution = ? AND first = 1", {row}).has_value();
        if (hasJournal && unfinished == RunHistory::Unfinished::Leave)
            return;
        if (hasJournal && unfinished == RunHistory::Unfinished::Take) {
            run("UPDATE execution SET session = ? WHERE id = ?", {session, row});
            taken.push_back(row);
            return;
        }
        interrupt(row, hasJournal ? kProgramEnded : kNoJournal);
        interrupted.push_back(row);
    }

    void interrupt(qint64 row, const std::string& cause) {
        run("UPDATE execution SET status = 'ABORTED', error = ?, cause = ?, finished = started "
            "WHERE id = ? AND status = 'RUNNING'",
            {QString::fromLatin1(RunHistory::kInterrupted), qt(cause), row});
    }

    void moveAside() {
        std::string target;
        std::error_code failure;
        for (int i = 1; target.empty() || std::filesystem::exists(target, failure); ++i)
            target = path() + ".damaged-" + std::to_string(i);
        std::filesystem::rename(path(), target, failure);
        for (const char* suffix : {"-wal", "-shm"}) {
            std::error_code ignored;
            std::filesystem::remove(path() + suffix, ignored);
        }
        notice({"history.damaged", {{"path", path()}, {"movedTo", target}}});
    }

    void close() {
        database().close();
        QSqlDatabase::removeDatabase(connection);
        isOpen = false;
    }

    // Statements

    void note(const QSqlError& error) {
        const QString code = error.nativeErrorCode();
        // SQLITE_CORRUPT and SQLITE_NOTADB
        if (code == QLatin1String("11") || code == QLatin1String("26"))
            damaged = true;
        else
            notWritable(error.databaseText().toStdString());
    }

    void notWritable(const std::string& reason) {
        if (!std::exchange(saidNotWritable, true))
            notice({"history.notWritable", {{"path", path()}, {"reason", reason}}});
    }

    bool execute(QSqlQuery& query, const QString& statement, const QVariantList& values) {
        bool done = query.prepare(statement);
        for (const QVariant& value : values)
            query.addBindValue(value);
        done = done && query.exec();
        if (!done)
            note(query.lastError());
        return done;
    }

    bool run(const char* statement, const QVariantList& values = {}) {
        QSqlQuery query(database());
        return execute(query, QLatin1String(statement), values);
    }

    std::optional<QVariant> ask(const char* statement, const QVariantList& values = {}) {
        QSqlQuery query(database());
        query.setForwardOnly(true);
        if (!execute(query, QLatin1String(statement), values) || !query.next())
            return std::nullopt;
        return query.value(0);
    }

    // Writing

    void apply(const InvocationEntry& entry) {
        const auto& record = entry.record;
        const auto status =
            record.result ? record.result->status : telemetry::InvocationStatus::Refused;
        const bool cold = record.reason && *record.reason != telemetry::StartReason::Warm;
        const auto caller = rows.find(record.execution);
        const qint64 execution = caller == rows.end() ? 0 : caller->second;
        const qint64 id = insertInvocation(
            {qt(record.requestId), qt(record.function), qint64{microseconds(record.arrived)},
             qt(std::string(invocationStatusCode(status))),
             qint64{record.result ? record.result->duration.count() : 0}, cold,
             qt(bodyOf(record).dump()), execution});
        insertLog(id, entry.log);
        if (execution > 0)
            countCalls(execution, 1);
        ++sincePrune;
    }

    qint64 insertInvocation(const QVariantList& values) {
        if (!invocationInsert) {
            invocationInsert.emplace(database());
            invocationInsert->prepare(QStringLiteral(
                "INSERT INTO invocation(request_id, function, arrived, status, duration, cold, "
                "body, log, execution) VALUES(?, ?, ?, ?, ?, ?, ?, '', ?)"));
        }
        for (const QVariant& value : values)
            invocationInsert->addBindValue(value);
        if (!invocationInsert->exec())
            note(invocationInsert->lastError());
        return invocationInsert->lastInsertId().toLongLong();
    }

    void insertLog(qint64 invocation, const KeptLog& log) {
        if (log.lines().empty())
            return;
        if (!logInsert) {
            logInsert.emplace(database());
            logInsert->prepare(
                QStringLiteral("INSERT OR REPLACE INTO log(invocation, bytes, count, left_out, "
                               "lines) VALUES(?, ?, ?, ?, ?)"));
        }
        for (const QVariant& value : {QVariant(invocation), QVariant(qint64(log.bytes())),
                                      QVariant(qint64(log.lines().size())),
                                      QVariant(qint64(log.leftOut())), QVariant(qt(log.encode()))})
            logInsert->addBindValue(value);
        if (!logInsert->exec())
            note(logInsert->lastError());
        logBytes += log.bytes();
    }

    /// A run of before, whose calls nobody has counted, stays one.
    void countCalls(qint64 execution, std::size_t count) {
        run("UPDATE execution SET calls = calls + ? WHERE id = ?", {qint64(count), execution});
    }

    void setRow(base::ExecutionId execution, qint64 row) {
        rows[execution] = row;
        if (rows.size() > kRememberedRows)
            rows.erase(rows.begin());
    }

    void apply(const ExecutionBegin& entry) {
        const auto& body = entry.body;
        if (auto node = comebacks.extract(body.arn)) {
            executions[body.execution] = node.mapped();
            setRow(body.execution, node.mapped().row);
            runsAgain(node.mapped().row);
            // It tells its history from the beginning.
            run("DELETE FROM history WHERE execution = ?", {node.mapped().row});
            return;
        }
        if (const auto found = executions.find(body.execution); found != executions.end())
            return runsAgain(found->second.row); // redriven
        const auto& origin = body.origin;
        // The child of an execution that came back, or was redriven, tells everything once more;
        // what it has called is not called again.
        const std::optional<QVariant> before =
            origin.isOfMap() ? ask("SELECT id FROM execution WHERE arn = ? AND parent = ?",
                                   {qt(body.arn), qt(origin.parentArn)})
                             : std::nullopt;
        const QVariant calls =
            before ? ask("SELECT calls FROM execution WHERE id = ?", {*before}).value_or(QVariant())
                   : QVariant(0);
        if (before)
            run("DELETE FROM execution WHERE arn = ? AND parent = ?",
                {qt(body.arn), qt(origin.parentArn)});
        run("INSERT INTO execution(session, arn, machine, name, started, status, input, parent, "
            "parent_state, parent_event, item, calls, forebear, forebear_events) "
            "VALUES(?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?, ?)",
            {session, qt(body.arn), qt(body.machine), qt(body.name), qint64{microseconds(entry.at)},
             qt(body.input.dump()), qt(origin.parentArn), qt(origin.state), qint64{origin.event},
             qint64{origin.item}, calls, qt(body.forebear.arn), qint64{body.forebear.events}});
        const qint64 row = ask("SELECT last_insert_rowid()").value_or(QVariant()).toLongLong();
        if (before)
            run("UPDATE invocation SET execution = ? WHERE execution = ?", {row, *before});
        setRow(body.execution, row);
        executions[body.execution] = {row, 0, 0, {}, 0, 0, false};
        // Executions weigh more than invocations, but of a Map's children there are many.
        sincePrune += origin.isOfMap() ? 1 : kPruneEvery / 10;
        executions[body.execution].isOfMap = origin.isOfMap();
    }

    void apply(const ExecutionComeback& entry) {
        const auto entries = qint64(entry.entries);
        run("DELETE FROM journal WHERE execution = ? AND first > ?", {qint64{entry.id}, entries});
        comebacks[entry.arn] = {entry.id, 0, entries, {}, 0, 0, false};
    }

    void runsAgain(qint64 row) {
        run("UPDATE execution SET session = ?, status = 'RUNNING', finished = NULL, output = NULL, "
            "error = NULL, cause = NULL WHERE id = ?",
            {session, row});
    }

    void apply(const ExecutionRedriven& entry) {
        writeJournals();
        if (const auto known = past.find(entry.before); known != past.end()) {
            setRow(entry.execution, known->second.row);
            executions[entry.execution] = known->second;
            return;
        }
        const auto found = executions.find(entry.before);
        if (found == executions.end())
            return;
        // Its end has not come here yet; then it is over already.
        found->second.superseded = true;
        Running running = found->second;
        running.superseded = false;
        setRow(entry.execution, running.row);
        executions[entry.execution] = std::move(running);
    }

    void apply(const ExecutionInterrupted& entry) { interrupt(entry.id, entry.cause); }

    void apply(const JournalBegin& entry) {
        const auto found = executions.find(entry.execution);
        if (found == executions.end())
            return;
        execution::JournalHeader header = entry.header;
        const qint64 definition = definitionId(std::exchange(header.definition, {}));
        insertJournal(found->second.row, 0, 0, definition, execution::encodeJournalHeader(header));
    }

    void apply(const JournalEntry& entry) {
        const auto found = executions.find(entry.execution);
        if (found == executions.end())
            return;
        Running& running = found->second;
        if (running.unwritten.empty())
            journalled.push_back(entry.execution);
        running.unwritten += execution::encodeJournalEntry(entry.input);
        ++running.unwrittenCount;
    }

    /// Many executions of one definition share its text.
    qint64 definitionId(const std::string& text) {
        if (lastDefinition && lastDefinition->first == text)
            return lastDefinition->second;
        run("INSERT OR IGNORE INTO definition(text) VALUES(?)", {qt(text)});
        const auto id = ask("SELECT id FROM definition WHERE text = ?", {qt(text)});
        lastDefinition = {text, id.value_or(QVariant()).toLongLong()};
        return lastDefinition->second;
    }

    void insertJournal(qint64 row, qint64 first, qint64 last, const QVariant& definition,
                       const std::string& entries) {
        if (!journalInsert) {
            journalInsert.emplace(database());
            journalInsert->prepare(
                QStringLiteral("INSERT INTO journal(execution, first, last, definition, entries) "
                               "VALUES(?, ?, ?, ?, ?)"));
        }
        for (const QVariant& value : {QVariant(row), QVariant(first), QVariant(last), definition,
                                      QVariant(QByteArray::fromStdString(entries))})
            journalInsert->addBindValue(value);
        if (!journalInsert->exec())
            note(journalInsert->lastError());
    }

    /// All entries of an execution that came in one batch are one row.
    void writeJournals() {
        for (const base::ExecutionId execution : std::exchange(journalled, {})) {
            Running& running = executions.at(execution);
            const std::string entries = std::exchange(running.unwritten, {});
            const qint64 first = running.entries + 1;
            running.entries += std::exchange(running.unwrittenCount, 0);
            running.journalBytes += entries.size();
            insertJournal(running.row, first, running.entries, {}, entries);
        }
    }

    void apply(const ExecutionStep& entry) { steps[entry.execution].push_back(&entry.event); }

    void apply(const ExecutionEnd& entry) {
        const auto found = executions.find(entry.body.execution);
        if (found == executions.end())
            return;
        ended.push_back(entry.body.execution);
        if (entry.callsLeftOut > 0)
            countCalls(found->second.row, entry.callsLeftOut);
        if (found->second.superseded)
            return;
        run("UPDATE execution SET status = ?, finished = ?, output = ?, error = ?, cause = ? "
            "WHERE id = ?",
            {qt(std::string(executionStatusCode(entry.body.status))),
             qint64{microseconds(entry.at)}, qt(entry.body.output.dump()), qt(entry.body.error),
             qt(entry.body.cause), found->second.row});
    }

    static std::string chunkText(const std::vector<const telemetry::HistoryEvent*>& events,
                                 bool bare) {
        json::Value chunk = json::Value::array();
        for (const telemetry::HistoryEvent* event : events)
            chunk.push(encodeHistoryEvent(bare ? withoutPayloads(*event) : *event));
        return chunk.dump();
    }

    /// All events of an execution that came in one batch are one row.
    void writeSteps() {
        for (const auto& [execution, events] : steps) {
            const auto found = executions.find(execution);
            if (found == executions.end())
                continue;
            Running& running = found->second;
            const std::string text = chunkText(events, running.bytes > kKeptHistory);
            running.bytes += text.size();
            run("INSERT OR REPLACE INTO history(execution, first, events) VALUES(?, ?, ?)",
                {running.row, qint64{events.front()->id}, qt(text)});
        }
        steps.clear();
        for (const base::ExecutionId execution : ended) {
            const Running& running = executions.at(execution);
            if (!running.isOfMap)
                remember(execution);
            if (running.journalBytes > kKeptHistory &&
                !running.superseded) // it is needed no more, only nice to have
                run("DELETE FROM journal WHERE execution = ?", {running.row});
            executions.erase(execution);
        }
        ended.clear();
    }

    /// Should it be redriven.
    void remember(base::ExecutionId execution) {
        past.emplace(execution, executions.at(execution));
        if (past.size() > limits.executions)
            past.erase(past.begin());
    }

    void prune() {
        sincePrune = 0;
        run("DELETE FROM invocation WHERE id <= "
            "(SELECT id FROM invocation ORDER BY id DESC LIMIT 1 OFFSET ?)",
            {qint64(limits.invocations)});
        pruneLogs();
        run("DELETE FROM execution WHERE status <> 'RUNNING' AND parent = '' AND id <= "
            "(SELECT id FROM execution WHERE parent = '' ORDER BY id DESC LIMIT 1 OFFSET ?)",
            {qint64(limits.executions)});
        pruneOrphans();
        run("DELETE FROM history WHERE execution NOT IN (SELECT id FROM execution)");
        run("DELETE FROM journal WHERE execution NOT IN (SELECT id FROM execution)");
        run("DELETE FROM definition WHERE id NOT IN "
            "(SELECT definition FROM journal WHERE definition IS NOT NULL)");
        lastDefinition.reset();
    }

    /// Of the oldest nothing stays but how many lines there were.
    void pruneLogs() {
        run("DELETE FROM log WHERE invocation NOT IN (SELECT id FROM invocation)");
        logBytes = ask("SELECT SUM(bytes) FROM log").value_or(QVariant()).toULongLong();
        if (logBytes <= limits.logBytes)
            return;
        run("UPDATE log SET left_out = left_out + count, count = 0, bytes = 0, lines = '' "
            "WHERE bytes > 0 AND invocation <= (SELECT MAX(invocation) FROM (SELECT invocation, "
            "SUM(bytes) OVER (ORDER BY invocation DESC) AS newer FROM log) WHERE newer > ?)",
            {qint64(limits.logBytes)});
        logBytes = ask("SELECT SUM(bytes) FROM log").value_or(QVariant()).toULongLong();
    }

    /// Nested executions go with the one that began them, a level at a time.
    void pruneOrphans() {
        constexpr int kDeepest = 64;
        for (int level = 0; level < kDeepest; ++level) {
            QSqlQuery query(database());
            execute(query,
                    QStringLiteral("DELETE FROM execution WHERE parent <> '' AND status <> "
                                   "'RUNNING' AND parent NOT IN (SELECT arn FROM execution)"),
                    {});
            if (query.numRowsAffected() <= 0)
                return;
        }
    }

    void recoverFromDamage() {
        if (!damaged)
            return;
        resetStatements();
        lastDefinition.reset();
        executions.clear();
        rows.clear();
        close();
        moveAside();
        if (!connect(qt(path())))
            openInMemory();
    }

    void resetStatements() {
        invocationInsert.reset();
        journalInsert.reset();
        logInsert.reset();
    }

    const std::string folder;
    const RunHistory::Limits limits;
    const RunHistory::Unfinished unfinished;
    const std::function<void(base::Error)> notice;
    const QString connection;

    bool isOpen = false;
    bool damaged = false;
    bool saidNotWritable = false;
    QVariant session;
    std::optional<QSqlQuery> invocationInsert;
    std::optional<QSqlQuery> journalInsert;
    std::optional<QSqlQuery> logInsert;
    std::optional<std::pair<std::string, qint64>> lastDefinition;
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
    std::unordered_map<std::string, Running> comebacks; ///< by ARN
    std::vector<base::ExecutionId> journalled;          ///< within the present batch
    std::vector<qint64> taken;
    std::vector<std::int64_t> interrupted;
    std::unordered_map<base::ExecutionId, Running> executions;
    std::map<base::ExecutionId, Running> past; ///< the last that have ended
    std::vector<base::ExecutionId> ended;      ///< within the present batch
    std::map<base::ExecutionId, std::vector<const telemetry::HistoryEvent*>> steps; ///< likewise
    std::size_t sincePrune = 0;
    std::size_t logBytes = 0;
    std::map<base::ExecutionId, qint64> rows; ///< also of those that have ended lately
};

/// From the columns parent, parent_state, parent_event and item.
static telemetry::ExecutionOrigin originFrom(const QSqlQuery& query, int first) {
    telemetry::ExecutionOrigin origin;
    origin.parentArn = query.value(first).toString().toStdString();
    origin.state = query.value(first + 1).toString().toStdString();
    origin.event = query.value(first + 2).toLongLong();
    origin.item = query.value(first + 3).toLongLong();
    return origin;
}

HistoryStore::HistoryStore(const RunHistory::Parts& parts)
    : d(std::make_unique<Private>(parts)) {}

HistoryStore::~HistoryStore() {
    d->resetStatements();
}

void HistoryStore::write(const std::vector<HistoryEntry>& entries) {
    d->ensureOpen();
    d->database().transaction();
    for (const HistoryEntry& entry : entries)
        std::visit([this](const auto& body) { d->apply(body); }, entry);
    d->writeJournals();
    d->writeSteps();
    // A quarter more, so that the oldest are not looked for with every batch.
    if (d->sincePrune >= kPruneEvery || d->logBytes > d->limits.logBytes / 4 * 5)
        d->prune();
    if (!d->database().commit())
        d->note(d->database().lastError());
    d->recoverFromDamage();
}

std::vector<RunHistory::InvocationSummary> HistoryStore::recentInvocations(std::size_t limit) {
    std::vector<RunHistory::InvocationSummary> result;
    if (!d->isOpen)
        return result;
    QSqlQuery query(d->database());
    d->execute(query,
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

static std::vector<RunHistory::ExecutionSummary> summariesFrom(QSqlQuery& query) {
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

static const QString kSummary =
    QStringLiteral("SELECT id, machine, name, started, finished, status, parent, parent_state, "
                   "parent_event, item FROM execution ");

std::vector<RunHistory::ExecutionSummary> HistoryStore::recentExecutions(std::size_t limit) {
    if (!d->isOpen)
        return {};
    QSqlQuery query(d->database());
    d->execute(query, kSummary + QStringLiteral("WHERE item < 0 ORDER BY id DESC LIMIT ?"),
               {qint64(limit)});
    return summariesFrom(query);
}

std::vector<RunHistory::ExecutionSummary> HistoryStore::nestedIn(const std::string& arn) {
    if (!d->isOpen)
        return {};
    QSqlQuery query(d->database());
    d->execute(query, kSummary + QStringLiteral("WHERE parent = ? ORDER BY id"), {qt(arn)});
    return summariesFrom(query);
}

std::optional<RunHistory::ExecutionSummary> HistoryStore::withArn(const std::string& arn) {
    if (!d->isOpen)
        return std::nullopt;
    QSqlQuery query(d->database());
    d->execute(query, kSummary + QStringLiteral("WHERE arn = ? ORDER BY id DESC LIMIT 1"),
               {qt(arn)});
    auto found = summariesFrom(query);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

static const QString kInvocation = QStringLiteral(
    "SELECT invocation.id, body, lines, left_out, log.invocation IS NULL, "
    "invocation.log FROM invocation LEFT JOIN log ON log.invocation = invocation.id ");

/// `query` has the columns of kInvocation, and is at a row.
static RunHistory::StoredInvocation invocationFrom(const QSqlQuery& query) {
    RunHistory::StoredInvocation stored;
    stored.id = query.value(0).toLongLong();
    stored.record = decodeInvocation(parsed(query.value(1)));
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

base::Result<RunHistory::StoredInvocation> HistoryStore::loadInvocation(std::int64_t id) {
    const base::Error missing{"history.notFound", {{"id", std::to_string(id)}}};
    if (!d->isOpen)
        return missing;
    QSqlQuery query(d->database());
    d->execute(query, kInvocation + QStringLiteral("WHERE invocation.id = ?"), {qint64{id}});
    if (!query.next())
        return missing;
    return invocationFrom(query);
}

/// `query` has the columns of kExecution, and is at a row.
static telemetry::ExecutionRecord executionFrom(const QSqlQuery& query) {
    telemetry::ExecutionRecord record;
    record.arn = query.value(0).toString().toStdString();
    record.machine = query.value(1).toString().toStdString();
    record.name = query.value(2).toString().toStdString();
    record.started = timeFromMicroseconds(query.value(3).toLongLong());
    if (!query.value(4).isNull())
        record.finished = timeFromMicroseconds(query.value(4).toLongLong());
    record.status = executionStatusFromCode(query.value(5).toString().toStdString());
    record.input = parsed(query.value(6));
    record.output = parsed(query.value(7));
    record.error = query.value(8).toString().toStdString();
    record.cause = query.value(9).toString().toStdString();
    record.origin = originFrom(query, 10);
    record.forebear = {query.value(14).toString().toStdString(), query.value(15).toLongLong()};
    return record;
}

static const QString kExecution =
    QStringLiteral("SELECT arn, machine, name, started, finished, status, input, output, error, "
                   "cause, parent, parent_state, parent_event, item, forebear, forebear_events "
                   "FROM execution WHERE ");

base::Result<telemetry::ExecutionRecord> HistoryStore::loadExecution(std::int64_t id) {
    const base::Error missing{"history.notFound", {{"id", std::to_string(id)}}};
    if (!d->isOpen)
        return missing;
    QSqlQuery query(d->database());
    d->execute(query, kExecution + QStringLiteral("id = ?"), {qint64{id}});
    if (!query.next())
        return missing;
    telemetry::ExecutionRecord record = executionFrom(query);
    d->execute(query,
               QStringLiteral("SELECT events FROM history WHERE execution = ? ORDER BY first"),
               {qint64{id}});
    while (query.next()) {
        const json::Value chunk = parsed(query.value(0));
        for (const json::Value& event : chunk.items())
            record.history.push_back(decodeHistoryEvent(event));
    }
    return record;
}

base::Result<RunHistory::Calls> HistoryStore::loadCalls(std::int64_t id) {
    const auto counted =
        d->isOpen ? d->ask("SELECT calls FROM execution WHERE id = ?", {qint64{id}}) : std::nullopt;
    if (!counted)
        return base::Error{"history.notFound", {{"id", std::to_string(id)}}};
    RunHistory::Calls calls;
    calls.kept = counted->isNull() ? RunHistory::Calls::Kept::NotYet : RunHistory::Calls::Kept::Yes;
    QSqlQuery query(d->database());
    query.setForwardOnly(true);
    d->execute(query,
               kInvocation +
                   QStringLiteral("WHERE execution = ? AND execution > 0 ORDER BY arrived, "
                                  "invocation.id"),
               {qint64{id}});
    while (query.next())
        calls.invocations.push_back(invocationFrom(query));
    const std::size_t count = counted->toULongLong();
    calls.leftOut = count - std::min(count, calls.invocations.size());
    return calls;
}

std::optional<telemetry::ExecutionRecord> HistoryStore::lastEnded(const std::string& arn) {
    if (!d->isOpen)
        return std::nullopt;
    QSqlQuery query(d->database());
    d->execute(query,
               kExecution +
                   QStringLiteral("arn = ? AND status <> 'RUNNING' ORDER BY id DESC LIMIT 1"),
               {qt(arn)});
    if (!query.next())
        return std::nullopt;
    return executionFrom(query);
}

std::optional<RunHistory::LastAnswer> HistoryStore::lastInvocationOf(const std::string& function) {
    if (!d->isOpen)
        return std::nullopt;
    QSqlQuery query(d->database());
    d->execute(query,
               QStringLiteral("SELECT body FROM invocation WHERE function = ? AND "
                              "status <> 'refused' ORDER BY id DESC LIMIT 1"),
               {qt(function)});
    if (!query.next())
        return std::nullopt;
    const json::Value body = parsed(query.value(0));
    return RunHistory::LastAnswer{decodeInvocation(body), body[kCut].toBool()
                                                              ? RunHistory::Kept::Cut
                                                              : RunHistory::Kept::Whole};
}

std::optional<telemetry::ExecutionRecord>
HistoryStore::lastExecutionOf(const std::string& machine) {
    if (!d->isOpen)
        return std::nullopt;
    QSqlQuery query(d->database());
    d->execute(query,
               kExecution + QStringLiteral("machine = ? AND item < 0 AND status <> 'RUNNING' "
                                           "ORDER BY id DESC LIMIT 1"),
               {qt(machine)});
    if (!query.next())
        return std::nullopt;
    return executionFrom(query);
}

base::Result<execution::Journal> HistoryStore::loadJournal(std::int64_t id) {
    if (!d->isOpen || !d->ask("SELECT 1 FROM execution WHERE id = ?", {qint64{id}}))
        return base::Error{"history.notFound", {{"id", std::to_string(id)}}};
    QSqlQuery query(d->database());
    query.setForwardOnly(true);
    d->execute(query,
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

std::vector<RunHistory::UnfinishedExecution> HistoryStore::takeUnfinished() {
    std::vector<RunHistory::UnfinishedExecution> out;
    for (const qint64 row : std::exchange(d->taken, {})) {
        QSqlQuery query(d->database());
        d->execute(query, QStringLiteral("SELECT arn, machine, name FROM execution WHERE id = ?"),
                   {row});
        if (query.next())
            out.push_back({row, query.value(0).toString().toStdString(),
                           query.value(1).toString().toStdString(),
                           query.value(2).toString().toStdString(), loadJournal(row)});
    }
    return out;
}

std::vector<std::int64_t> HistoryStore::interrupted() const {
    return d->interrupted;
}

} // namespace ws::workspace
