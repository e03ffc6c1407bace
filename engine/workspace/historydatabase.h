#pragma once

#include "engine/base/result.h"
#include "engine/json/value.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <functional>
#include <optional>
#include <string>
#include <utility>

class QSqlError;

namespace ws::workspace {

/// The file `.warmstart/history.sqlite` of a workspace, or where no file can be, a database in
/// memory. A damaged file is moved aside. Lives in one thread.
class HistoryDatabase {
public:
    struct Parts {
        std::string folder; ///< of the workspace; empty: nothing is written to disk
        std::function<void(base::Error)> notice;
        /// Makes a database that was opened ready for use; false: it cannot be used.
        std::function<bool()> prepare;
    };
    explicit HistoryDatabase(Parts parts);
    ~HistoryDatabase();
    HistoryDatabase(const HistoryDatabase&) = delete;
    HistoryDatabase& operator=(const HistoryDatabase&) = delete;

    /// A file that is there already.
    void openExisting();
    /// The file, made when there is none.
    void ensureOpen();
    bool isOpen() const { return m_isOpen; }
    /// A statement has found it so.
    bool isDamaged() const { return m_isDamaged; }
    /// Whoever holds a statement drops it before.
    void replaceDamaged();

    std::string path() const;
    QSqlDatabase handle() const { return QSqlDatabase::database(m_connection, false); }
    bool execute(QSqlQuery& query, const QString& statement, const QVariantList& values);
    bool run(const char* statement, const QVariantList& values = {});
    /// The first value of the first row; nullopt: there is none.
    std::optional<QVariant> ask(const char* statement, const QVariantList& values = {});
    /// What went wrong with a statement or a transaction.
    void note(const QSqlError& error);
    void say(base::Error notice) const { m_parts.notice(std::move(notice)); }

private:
    bool openOnDisk();
    void openInMemory();
    bool makeHiddenFolder();
    bool connect(const QString& file);
    bool isSound();
    void moveAside();
    void close();
    void notWritable(const std::string& reason);

    const Parts m_parts;
    const QString m_connection;
    bool m_isOpen = false;
    bool m_isDamaged = false;
    bool m_saidNotWritable = false;
};

/// The text of a column or a parameter.
inline QString sqlText(const std::string& text) {
    return QString::fromStdString(text);
}

/// The value whose text a column has; null: it is no JSON.
inline json::Value sqlJson(const QVariant& column) {
    auto value = json::Value::parse(column.toString().toStdString());
    return value ? *std::move(value) : json::Value();
}

} // namespace ws::workspace
