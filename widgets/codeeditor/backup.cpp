#include "widgets/codeeditor/backup.h"

#include "engine/json/value.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace ws::codeeditor {
namespace {

const QString kFolder = QStringLiteral(".warmstart/backup");

} // namespace

BackupStore::BackupStore(QString root)
    : m_root(std::move(root)) {}

QString BackupStore::fileFor(const QString& path) const {
    const QByteArray name = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1);
    return QStringLiteral("%1/%2/%3.json").arg(m_root, kFolder, QString::fromLatin1(name.toHex()));
}

void BackupStore::writeFile(const QString& path, const json::Value& value) const {
    if (m_root.isEmpty() || !QDir(m_root).mkpath(kFolder))
        return;
    const std::string content = value.dump();
    QSaveFile file(fileFor(path));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(content.data(), qint64(content.size()));
    file.commit();
}

void BackupStore::write(const Backup& backup) const {
    // The path is kept relative, so that the folder may be moved.
    writeFile(backup.path, json::Value::object(
                               {{"path", QDir(m_root).relativeFilePath(backup.path).toStdString()},
                                {"stamp", backup.stamp.hash},
                                {"text", backup.text},
                                {"history", backup.history.toJson()}}));
}

void BackupStore::writeHistory(const QString& path, const UndoHistory& history) const {
    if (history.isEmpty())
        remove(path);
    else
        writeFile(path, json::Value::object({{"history", history.toJson()}}));
}

std::optional<UndoHistory> BackupStore::history(const QString& path) const {
    QFile file(fileFor(path));
    if (m_root.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray content = file.readAll();
    const auto value = json::Value::parse({content.constData(), std::size_t(content.size())});
    return value ? UndoHistory::fromJson((*value)["history"]) : std::nullopt;
}

void BackupStore::remove(const QString& path) const {
    if (!m_root.isEmpty())
        QFile::remove(fileFor(path));
}

std::vector<Backup> BackupStore::all() const {
    std::vector<Backup> found;
    if (m_root.isEmpty())
        return found;
    const QDir folder(QStringLiteral("%1/%2").arg(m_root, kFolder));
    for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        const auto value = json::Value::parse({content.constData(), std::size_t(content.size())});
        if (!value || !(*value)["path"].isString())
            continue;
        const QString relative = QString::fromStdString((*value)["path"].toString());
        found.push_back(
            {.path = QDir::cleanPath(QDir(m_root).absoluteFilePath(relative)),
             .text = (*value)["text"].toString(),
             .stamp = {(*value)["stamp"].toString()},
             .history = UndoHistory::fromJson((*value)["history"]).value_or(UndoHistory{})});
    }
    return found;
}

} // namespace ws::codeeditor
