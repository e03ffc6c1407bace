#include "engine/workspace/historydatabase.h"

#include "engine/workspace/scaffold.h"

#include <QSqlError>

#include <atomic>
#include <filesystem>
#include <utility>

namespace ws::workspace {

namespace {

constexpr const char* kHiddenFolder = "/.warmstart";

QString nextConnectionName() {
    static std::atomic<int> count{0};
    return QStringLiteral("warmstart-history-%1").arg(++count);
}

} // namespace

HistoryDatabase::HistoryDatabase(Parts parts)
    : m_parts(std::move(parts))
    , m_connection(nextConnectionName()) {}

HistoryDatabase::~HistoryDatabase() {
    close();
}

std::string HistoryDatabase::path() const {
    return m_parts.folder + kHiddenFolder + "/history.sqlite";
}

void HistoryDatabase::openExisting() {
    std::error_code failure;
    if (!m_parts.folder.empty() && std::filesystem::exists(path(), failure))
        ensureOpen();
}

void HistoryDatabase::ensureOpen() {
    if (m_isOpen)
        return;
    if (!openOnDisk())
        openInMemory();
}

bool HistoryDatabase::openOnDisk() {
    if (m_parts.folder.empty() || !makeHiddenFolder())
        return false;
    if (connect(sqlText(path())))
        return true;
    if (!m_isDamaged)
        return false;
    moveAside();
    return connect(sqlText(path()));
}

void HistoryDatabase::openInMemory() {
    connect(QStringLiteral(":memory:"));
    m_isOpen = true; // without even that, each statement fails quietly
}

bool HistoryDatabase::makeHiddenFolder() {
    const auto hidden = ensureHiddenFolder(m_parts.folder);
    if (!hidden)
        notWritable(hidden.error().arg("reason"));
    return hidden.ok();
}

bool HistoryDatabase::connect(const QString& file) {
    m_isDamaged = false;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
        db.setDatabaseName(file);
        db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=3000"));
        if (!db.open())
            note(db.lastError());
    }
    m_isOpen = handle().isOpen() && isSound() && m_parts.prepare();
    if (!m_isOpen)
        close();
    return m_isOpen;
}

bool HistoryDatabase::isSound() {
    const auto verdict = ask("PRAGMA quick_check(1)");
    if (verdict && verdict->toString() != QLatin1String("ok"))
        m_isDamaged = true;
    return verdict && !m_isDamaged;
}

void HistoryDatabase::replaceDamaged() {
    close();
    moveAside();
    if (!connect(sqlText(path())))
        openInMemory();
}

void HistoryDatabase::moveAside() {
    std::string target;
    std::error_code failure;
    for (int i = 1; target.empty() || std::filesystem::exists(target, failure); ++i)
        target = path() + ".damaged-" + std::to_string(i);
    std::filesystem::rename(path(), target, failure);
    for (const char* suffix : {"-wal", "-shm"}) {
        std::error_code ignored;
        std::filesystem::remove(path() + suffix, ignored);
    }
    say({"history.damaged", {{"path", path()}, {"movedTo", target}}});
}

void HistoryDatabase::close() {
    handle().close();
    QSqlDatabase::removeDatabase(m_connection);
    m_isOpen = false;
}

void HistoryDatabase::note(const QSqlError& error) {
    const QString code = error.nativeErrorCode();
    // SQLITE_CORRUPT and SQLITE_NOTADB
    if (code == QLatin1String("11") || code == QLatin1String("26"))
        m_isDamaged = true;
    else
        notWritable(error.databaseText().toStdString());
}

void HistoryDatabase::notWritable(const std::string& reason) {
    if (!std::exchange(m_saidNotWritable, true))
        say({"history.notWritable", {{"path", path()}, {"reason", reason}}});
}

bool HistoryDatabase::execute(QSqlQuery& query, const QString& statement,
                              const QVariantList& values) {
    bool done = query.prepare(statement);
    for (const QVariant& value : values)
        query.addBindValue(value);
    done = done && query.exec();
    if (!done)
        note(query.lastError());
    return done;
}

bool HistoryDatabase::run(const char* statement, const QVariantList& values) {
    QSqlQuery query(handle());
    return execute(query, QLatin1String(statement), values);
}

std::optional<QVariant> HistoryDatabase::ask(const char* statement, const QVariantList& values) {
    QSqlQuery query(handle());
    query.setForwardOnly(true);
    if (!execute(query, QLatin1String(statement), values) || !query.next())
        return std::nullopt;
    return query.value(0);
}

} // namespace ws::workspace
