#include "engine/execution/folderstore.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace ws::execution {

using base::Error;

namespace {

Error noSuchBucket() {
    return {"NoSuchBucket", {{"message", "The specified bucket does not exist"}}};
}
Error noSuchKey() {
    return {"NoSuchKey", {{"message", "The specified key does not exist."}}};
}
Error internal(const QString& reason) {
    return {"InternalError", {{"message", reason.toStdString()}}};
}

/// Whether the key is a path that stays below its bucket.
bool isPath(const std::string& key) {
    std::size_t begin = 0;
    for (;;) {
        const std::size_t end = std::min(key.find('/', begin), key.size());
        const std::string step = key.substr(begin, end - begin);
        if (step.empty() || step == "." || step == "..")
            return false;
        if (end == key.size())
            return true;
        begin = end + 1;
    }
}

class FileReader : public ObjectReader {
public:
    explicit FileReader(const QString& path)
        : m_file(path) {}
    bool open() { return m_file.open(QIODevice::ReadOnly); }
    base::Result<std::string> read(std::size_t most) override {
        std::string bytes(most, '\0');
        const qint64 got = m_file.read(bytes.data(), static_cast<qint64>(most));
        if (got < 0)
            return internal(m_file.errorString());
        bytes.resize(static_cast<std::size_t>(got));
        return bytes;
    }

private:
    QFile m_file;
};

class FileWriter : public ObjectWriter {
public:
    explicit FileWriter(const QString& path)
        : m_file(path) {}
    ~FileWriter() override { m_file.cancelWriting(); }
    bool open() { return m_file.open(QIODevice::WriteOnly); }
    QString reason() const { return m_file.errorString(); }
    base::Status write(std::string_view bytes) override {
        const auto size = static_cast<qint64>(bytes.size());
        return m_file.write(bytes.data(), size) == size ? base::Status()
                                                        : base::Status(internal(reason()));
    }
    base::Status commit() override {
        return m_file.commit() ? base::Status() : base::Status(internal(reason()));
    }

private:
    QSaveFile m_file;
};

std::string etagOf(const QString& path) {
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Md5);
    if (file.open(QIODevice::ReadOnly))
        hash.addData(&file);
    return hash.result().toHex().toStdString();
}

/// Walks a bucket in the order of its keys, from a certain one on.
class Walk {
public:
    Walk(const std::string& prefix, const std::string& after, std::size_t most)
        : m_prefix(prefix)
        , m_after(after)
        , m_most(most) {}

    void into(const QDir& folder, const std::string& above) {
        struct Entry {
            std::string key; ///< of folders with a slash at the end: the order of keys
            QFileInfo info;
        };
        std::vector<Entry> entries;
        for (const QFileInfo& info :
             folder.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden)) {
            std::string key = above + info.fileName().toStdString();
            if (info.isDir())
                key += '/';
            if (mayHold(key, info.isDir()))
                entries.push_back({std::move(key), info});
        }
        std::sort(entries.begin(), entries.end(),
                  [](const Entry& left, const Entry& right) { return left.key < right.key; });
        for (const Entry& entry : entries) {
            if (found.size() >= m_most)
                return;
            if (entry.info.isDir())
                into(QDir(entry.info.filePath()), entry.key);
            else
                add(entry.key, entry.info);
        }
    }

    std::vector<ObjectInfo> found;

private:
    bool mayHold(const std::string& key, bool isFolder) const {
        if (!isFolder)
            return key.starts_with(m_prefix) && key > m_after;
        const bool fits = key.starts_with(m_prefix) || m_prefix.starts_with(key);
        return fits && (key > m_after || m_after.starts_with(key));
    }

    void add(const std::string& key, const QFileInfo& info) {
        const base::Duration modified =
            std::chrono::milliseconds(info.lastModified().toMSecsSinceEpoch());
        found.push_back({key, static_cast<std::uint64_t>(info.size()), etagOf(info.filePath()),
                         base::TimePoint{modified}});
    }

    const std::string& m_prefix;
    const std::string& m_after;
    const std::size_t m_most;
};

} // namespace

std::string FolderStore::folderOf(const std::string& bucket) const {
    if (!isPath(bucket) || bucket.find('/') != std::string::npos)
        return {};
    const std::string path = m_root + '/' + bucket;
    return QFileInfo(QString::fromStdString(path)).isDir() ? path : std::string();
}

base::Result<std::unique_ptr<ObjectReader>> FolderStore::open(const std::string& bucket,
                                                              const std::string& key) {
    const std::string folder = folderOf(bucket);
    if (folder.empty())
        return noSuchBucket();
    const QString path = QString::fromStdString(folder + '/' + key);
    if (!isPath(key) || !QFileInfo(path).isFile())
        return noSuchKey();
    auto reader = std::make_unique<FileReader>(path);
    if (!reader->open())
        return Error{"AccessDenied", {{"message", "Access Denied"}}};
    return std::unique_ptr<ObjectReader>(std::move(reader));
}

base::Result<std::unique_ptr<ObjectWriter>> FolderStore::create(const std::string& bucket,
                                                                const std::string& key) {
    const std::string folder = folderOf(bucket);
    if (folder.empty())
        return noSuchBucket();
    if (!isPath(key))
        return Error{"InvalidRequest",
                     {{"message", "The key '" + key + "' is no path of a file."}}};
    const QFileInfo place(QString::fromStdString(folder + '/' + key));
    if (!QDir().mkpath(place.path()))
        return internal(place.path());
    auto writer = std::make_unique<FileWriter>(place.filePath());
    if (!writer->open())
        return internal(writer->reason());
    return std::unique_ptr<ObjectWriter>(std::move(writer));
}

base::Result<std::vector<ObjectInfo>> FolderStore::list(const std::string& bucket,
                                                        const std::string& prefix,
                                                        const std::string& after,
                                                        std::size_t most) {
    const std::string folder = folderOf(bucket);
    if (folder.empty())
        return noSuchBucket();
    Walk walk(prefix, after, most);
    walk.into(QDir(QString::fromStdString(folder)), {});
    return std::move(walk.found);
}

} // namespace ws::execution
