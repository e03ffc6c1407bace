#include "engine/workspace/historyschema.h"

#include "engine/workspace/historydatabase.h"

#include <array>

namespace ws::workspace {

namespace {

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
// Invocations that a session has begun and not ended, and what they have written so far: a part per
// batch. At their end it all becomes one row of `log`.
constexpr std::array kSixthVersion{
    "CREATE TABLE underway(invocation INTEGER PRIMARY KEY, session INTEGER NOT NULL, "
    "left_out INTEGER NOT NULL)",
    "CREATE TABLE logpart(id INTEGER PRIMARY KEY, invocation INTEGER NOT NULL, "
    "bytes INTEGER NOT NULL, count INTEGER NOT NULL, lines TEXT NOT NULL)",
    "CREATE INDEX logpart_invocation ON logpart(invocation)", "PRAGMA user_version = 6"};
constexpr int kSchemaVersion = 6;

template <std::size_t count>
bool raise(HistoryDatabase& database, int version,
           const std::array<const char*, count>& statements) {
    if (database.ask("PRAGMA user_version")->toInt() >= version)
        return true;
    QSqlDatabase db = database.handle();
    db.transaction();
    for (const char* statement : statements) {
        if (!database.run(statement)) {
            db.rollback();
            // Another process may have made it in the meantime.
            const auto now = database.ask("PRAGMA user_version");
            return now && now->toInt() >= version;
        }
    }
    return db.commit();
}

bool isKnownVersion(HistoryDatabase& database) {
    const auto version = database.ask("PRAGMA user_version");
    if (!version || version->toInt() <= kSchemaVersion)
        return version.has_value();
    database.say({"history.newerVersion",
                  {{"path", database.path()}, {"version", std::to_string(version->toInt())}}});
    return false;
}

} // namespace

bool bringUpToDate(HistoryDatabase& database) {
    if (!isKnownVersion(database))
        return false;
    database.run("PRAGMA journal_mode = WAL");
    database.run("PRAGMA synchronous = NORMAL");
    return raise(database, 1, kFirstVersion) && raise(database, 2, kSecondVersion) &&
           raise(database, 3, kThirdVersion) && raise(database, 4, kFourthVersion) &&
           raise(database, 5, kFifthVersion) && raise(database, 6, kSixthVersion);
}

} // namespace ws::workspace
