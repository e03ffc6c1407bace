#include "engine/function/accountstore.h"

#include "engine/function/ziparchive.h"

#include <QByteArray>

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

namespace ws::function {

namespace fs = std::filesystem;
using json::Value;

namespace {

constexpr const char* kArchive = "package.zip";
constexpr const char* kContent = "content";
constexpr const char* kRecord = ".json";
constexpr const char* kUnfinished = ".new";

std::string hexOf(const std::string& base64) {
    return QByteArray::fromBase64(QByteArray::fromStdString(base64)).toHex().toStdString();
}

base::Error unwritable(const fs::path& path) {
    return {"file.unwritable", {{"path", path.string()}, {"reason", std::string()}}};
}

/// On the disk before its name says that it is there.
base::Status writeThrough(const fs::path& path, std::string_view bytes) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0)
        return unwritable(path);
    std::size_t written = 0;
    while (written < bytes.size()) {
        const ssize_t size = ::write(file, bytes.data() + written, bytes.size() - written);
        if (size <= 0)
            break;
        written += static_cast<std::size_t>(size);
    }
    const bool isDone = written == bytes.size() && ::fsync(file) == 0;
    ::close(file);
    return isDone ? base::Status() : base::Status(unwritable(path));
}

base::Status replace(const fs::path& path, std::string_view bytes) {
    const fs::path fresh = path.string() + kUnfinished;
    if (const base::Status status = writeThrough(fresh, bytes); !status)
        return status;
    std::error_code error;
    fs::rename(fresh, path, error);
    return error ? base::Status(unwritable(path)) : base::Status();
}

std::string contentOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

AccountStore::AccountStore(std::string folder)
    : m_folder(fs::absolute(folder).lexically_normal().string()) {}

std::string AccountStore::placeOf(const std::string& sha256) const {
    return (fs::path(m_folder) / "code" / hexOf(sha256)).string();
}

base::Result<StoredCode> AccountStore::add(std::string_view archive) {
    StoredCode code{codeSha256(archive), static_cast<std::int64_t>(archive.size()), {}};
    const fs::path place = placeOf(code.sha256);
    code.folder = (place / kContent).string();
    std::error_code error;
    if (fs::exists(place, error))
        return code;
    const fs::path fresh = place.string() + kUnfinished;
    fs::remove_all(fresh, error); // of a program that was killed
    fs::create_directories(fresh, error);
    const auto unpacked = unpackZip(archive, (fresh / kContent).string());
    base::Status status = unpacked ? base::Status() : base::Status(unpacked.error());
    if (status)
        status = writeThrough(fresh / kArchive, archive);
    if (status) {
        fs::rename(fresh, place, error);
        if (error)
            status = unwritable(place);
    }
    if (status)
        return code;
    fs::remove_all(fresh, error);
    return status.error();
}

base::Result<StoredCode> AccountStore::addFolder(const std::string& folder) {
    const auto archive = zipOfFolder(folder);
    if (!archive)
        return archive.error();
    return add(*archive);
}

base::Result<StoredCode> AccountStore::measure(const std::string& folder) {
    const auto archive = zipOfFolder(folder);
    if (!archive)
        return archive.error();
    return StoredCode{codeSha256(*archive), static_cast<std::int64_t>(archive->size()), folder};
}

base::Result<std::string> AccountStore::archive(const StoredCode& code) {
    if (code.sha256.empty())
        return zipOfFolder(code.folder);
    const fs::path path = fs::path(placeOf(code.sha256)) / kArchive;
    std::error_code error;
    if (!fs::exists(path, error))
        return base::Error{"package.cannotRead",
                           {{"path", path.string()}, {"reason", std::string()}}};
    return contentOf(path);
}

void AccountStore::keepOnly(const std::vector<StoredCode>& referred) {
    std::set<std::string> kept;
    for (const StoredCode& code : referred)
        kept.insert(hexOf(code.sha256));
    std::error_code error;
    std::vector<fs::path> gone;
    for (const auto& entry : fs::directory_iterator(fs::path(m_folder) / "code", error)) {
        if (!kept.contains(entry.path().filename().string()))
            gone.push_back(entry.path());
    }
    for (const fs::path& path : gone)
        fs::remove_all(path, error);
}

SignatureCheck AccountStore::check(const StoredCode& code, base::TimePoint now) {
    SigningKeys keys;
    for (const Value& record : load("signingkey"))
        keys.emplace(record["ProfileVersionArn"].toString(),
                     SigningKey{record["PublicKey"].toString(), record["Revoked"].toBool()});
    return checkSignature(code.folder, keys, now);
}

base::Status AccountStore::save(const std::string& kind, const std::string& name,
                                const Value& record) {
    const fs::path folder = fs::path(m_folder) / kind;
    std::error_code error;
    fs::create_directories(folder, error);
    return replace(folder / (name + kRecord), record.pretty() + '\n');
}

void AccountStore::forget(const std::string& kind, const std::string& name) {
    std::error_code error;
    fs::remove(fs::path(m_folder) / kind / (name + kRecord), error);
}

std::vector<Value> AccountStore::load(const std::string& kind) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(m_folder) / kind, error)) {
        if (entry.path().extension() == kRecord)
            paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Value> records;
    for (const fs::path& path : paths) {
        auto record = Value::parse(contentOf(path));
        if (record && record->isObject())
            records.push_back(std::move(*record));
    }
    return records;
}

} // namespace ws::function
