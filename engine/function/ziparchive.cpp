#include "engine/function/ziparchive.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sys/stat.h>
#include <vector>
#include <zip.h>

namespace ws::function {

namespace fs = std::filesystem;

namespace {

constexpr mode_t kFileMode = 0644;
constexpr mode_t kProgramMode = 0755;
constexpr std::size_t kChunk = 1 << 16;
constexpr std::size_t kLongestLink = 4096;

base::Error problem(std::string code, std::vector<std::pair<std::string, std::string>> args = {}) {
    return {"package." + std::move(code), std::move(args)};
}

/// libzip's handle, closed without writing.
class Archive {
public:
    explicit Archive(zip_t* handle)
        : m_handle(handle) {}
    ~Archive() {
        if (m_handle)
            zip_discard(m_handle);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    zip_t* get() const { return m_handle; }
    zip_t* release() { return std::exchange(m_handle, nullptr); }

private:
    zip_t* m_handle;
};

struct Entry {
    zip_uint64_t index = 0;
    std::string path; ///< without a '/' at the end
    mode_t mode = 0;  ///< 0: the archive does not say
    bool isFolder = false;
    std::uint64_t size = 0;
};

bool isLink(const Entry& entry) {
    return (entry.mode & S_IFMT) == S_IFLNK;
}

/// Relative, without "..", "." or empty parts, and without what a path may not hold.
bool isSafePath(std::string_view path) {
    if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos ||
        path.find('\\') != std::string_view::npos)
        return false;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (part.empty() || part == "." || part == "..")
            return false;
        at = end + 1;
    }
    return true;
}

/// Whether a link at `path` with that target stays below the folder.
bool isSafeLink(const std::string& path, const std::string& target) {
    if (target.empty() || target.front() == '/')
        return false;
    const fs::path reached = (fs::path(path).parent_path() / target).lexically_normal();
    return !reached.empty() && *reached.begin() != "..";
}

base::Result<Entry> entryOf(zip_t* archive, zip_uint64_t index) {
    zip_stat_t stat;
    if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0)
        return problem("notAnArchive", {{"reason", zip_strerror(archive)}});
    Entry entry;
    entry.index = index;
    entry.path = stat.name;
    entry.isFolder = entry.path.ends_with('/');
    if (entry.isFolder)
        entry.path.pop_back();
    entry.size = stat.size;
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
        return problem("encrypted", {{"path", entry.path}});
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) == 0 &&
        system == ZIP_OPSYS_UNIX)
        entry.mode = static_cast<mode_t>(attributes >> 16);
    if (!isSafePath(entry.path))
        return problem("unsafePath", {{"path", stat.name}});
    return entry;
}

base::Result<std::vector<Entry>> entriesOf(zip_t* archive) {
    std::vector<Entry> entries;
    std::set<std::string> seen;
    std::uint64_t total = 0;
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    for (zip_int64_t index = 0; index < count; ++index) {
        auto entry = entryOf(archive, static_cast<zip_uint64_t>(index));
        if (!entry)
            return entry.error();
        if (!seen.insert(entry->path).second)
            return problem("duplicate", {{"path", entry->path}});
        total += entry->size;
        if (entry->size > std::uint64_t(kUnzippedLimit) || total > std::uint64_t(kUnzippedLimit))
            return problem("unzippedTooLarge", {{"max", std::to_string(kUnzippedLimit)}});
        entries.push_back(std::move(*entry));
    }
    if (entries.empty())
        return problem("empty");
    return entries;
}

/// What an archive says about sizes may be wrong: what comes out is counted too.
class Unpacker {
public:
    Unpacker(zip_t* archive, const std::string& folder)
        : m_archive(archive)
        , m_root(folder) {}

    base::Status write(const Entry& entry) {
        const fs::path path = m_root / entry.path;
        std::error_code error;
        fs::create_directories(entry.isFolder ? path : path.parent_path(), error);
        if (error)
            return problem("cannotWrite", {{"path", entry.path}, {"reason", error.message()}});
        if (entry.isFolder)
            return {};
        return isLink(entry) ? readLink(entry) : writeFile(entry, path);
    }

    /// Links come last: nothing is ever written through one.
    base::Status makeLinks() {
        for (const auto& [path, target] : m_links) {
            std::error_code error;
            fs::create_symlink(target, m_root / path, error);
            if (error)
                return problem("cannotWrite", {{"path", path}, {"reason", error.message()}});
        }
        return checkLinks();
    }

    const Unpacked& unpacked() const { return m_unpacked; }

private:
    template <typename Take>
    base::Status read(const Entry& entry, Take take) {
        zip_file_t* file = zip_fopen_index(m_archive, entry.index, 0);
        if (!file)
            return problem("notAnArchive", {{"reason", zip_strerror(m_archive)}});
        std::array<char, kChunk> chunk{};
        base::Status status;
        zip_int64_t size = 0;
        while (status && (size = zip_fread(file, chunk.data(), chunk.size())) > 0) {
            m_unpacked.bytes += size;
            if (m_unpacked.bytes > kUnzippedLimit)
                status = problem("unzippedTooLarge", {{"max", std::to_string(kUnzippedLimit)}});
            else
                status = take(std::string_view(chunk.data(), static_cast<std::size_t>(size)));
        }
        if (status && (size < 0 || zip_fclose(file) != 0)) // checks the sum
            return problem("notAnArchive", {{"reason", entry.path}});
        if (!status)
            zip_fclose(file);
        return status;
    }

    base::Status writeFile(const Entry& entry, const fs::path& path) {
        std::ofstream out(path, std::ios::binary | std::ios::trunc);
        base::Status status = read(entry, [&](std::string_view bytes) -> base::Status {
            out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
            return out ? base::Status() : cannotWrite(entry);
        });
        if (!status)
            return status;
        out.close();
        if (!out || ::chmod(path.c_str(), modeOf(entry)) != 0)
            return cannotWrite(entry);
        ++m_unpacked.files;
        return {};
    }

    static base::Error cannotWrite(const Entry& entry) {
        return problem("cannotWrite", {{"path", entry.path}, {"reason", std::string()}});
    }

    /// The owner of the folder reads and replaces everything; everybody reads.
    static mode_t modeOf(const Entry& entry) {
        if (entry.mode == 0)
            return kProgramMode;
        return (entry.mode & 0111) != 0 ? kProgramMode : kFileMode;
    }

    base::Status readLink(const Entry& entry) {
        std::string target;
        const base::Status status = read(entry, [&](std::string_view bytes) -> base::Status {
            target += bytes;
            return target.size() > kLongestLink ? base::Status(unsafeLink(entry.path, target))
                                                : base::Status();
        });
        if (!status)
            return status;
        if (!isSafeLink(entry.path, target))
            return unsafeLink(entry.path, target);
        m_links.emplace_back(entry.path, target);
        return {};
    }

    static base::Error unsafeLink(const std::string& path, const std::string& target) {
        return problem("unsafeLink", {{"path", path}, {"target", target}});
    }

    /// Links through links: what each one really leads to, whether it is there or not.
    base::Status checkLinks() const {
        std::error_code error;
        const fs::path root = fs::canonical(m_root, error);
        for (const auto& [path, target] : m_links) {
            const fs::path reached =
                fs::weakly_canonical((m_root / path).parent_path() / target, error);
            const fs::path relative = reached.lexically_relative(root);
            if (error || relative.empty() || *relative.begin() == "..")
                return unsafeLink(path, target);
        }
        return {};
    }

    zip_t* m_archive;
    const fs::path m_root;
    std::vector<std::pair<std::string, std::string>> m_links;
    Unpacked m_unpacked;
};

bool isLeftOut(const fs::directory_entry& entry) {
    std::error_code ignored;
    const std::string name = entry.path().filename().string();
    return (name.starts_with('.') || name == "__pycache__") && entry.is_directory(ignored);
}

std::vector<fs::path> filesBelow(const fs::path& root) {
    std::vector<fs::path> files;
    std::error_code error;
    fs::recursive_directory_iterator walk(root, error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        if (isLeftOut(*walk))
            walk.disable_recursion_pending();
        else if (walk->is_symlink(error) || walk->is_regular_file(error))
            files.push_back(walk->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

base::Result<std::string> contentOf(const fs::path& path) {
    std::error_code error;
    if (fs::is_symlink(path, error))
        return fs::read_symlink(path, error).string();
    std::ifstream in(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    if (!in.good() && !in.eof())
        return problem("cannotRead", {{"path", path.string()}, {"reason", std::string()}});
    return content;
}

base::Status addFile(zip_t* archive, const fs::path& path, const fs::path& root,
                     const std::string& content) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    const std::string name = path.lexically_relative(root).generic_string();
    const zip_int64_t index = source ? zip_file_add(archive, name.c_str(), source, 0) : -1;
    if (index < 0)
        return problem("cannotRead", {{"path", name}, {"reason", zip_strerror(archive)}});
    struct stat info {};
    ::lstat(path.c_str(), &info);
    const mode_t mode = S_ISLNK(info.st_mode)           ? (S_IFLNK | 0777)
                        : (info.st_mode & S_IXUSR) != 0 ? (S_IFREG | kProgramMode)
                                                        : (S_IFREG | kFileMode);
    const auto at = static_cast<zip_uint64_t>(index);
    zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, zip_uint32_t(mode) << 16);
    // 1 January 1980, the oldest that an archive can say: the same content is the same archive.
    zip_file_set_dostime(archive, at, 0, (1 << 5) | 1, 0);
    return {};
}

} // namespace

base::Result<Unpacked> unpackZip(std::string_view bytes, const std::string& folder) {
    if (static_cast<std::int64_t>(bytes.size()) > kZippedLimit)
        return problem("tooLarge", {{"size", std::to_string(bytes.size())},
                                    {"max", std::to_string(kZippedLimit)}});
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    const Archive archive(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
    if (!archive.get()) {
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        if (source)
            zip_source_free(source);
        return problem("notAnArchive", {{"reason", reason}});
    }
    const auto entries = entriesOf(archive.get());
    if (!entries)
        return entries.error();
    Unpacker unpacker(archive.get(), folder);
    for (const Entry& entry : *entries) {
        if (const base::Status status = unpacker.write(entry); !status)
            return status.error();
    }
    if (const base::Status status = unpacker.makeLinks(); !status)
        return status.error();
    return unpacker.unpacked();
}

base::Result<std::string> zipOfFolder(const std::string& folder) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target); // read after the archive is closed
    Archive archive(zip_open_from_source(target, ZIP_TRUNCATE, &error));
    std::vector<std::string> contents; // read when the archive is closed
    const std::vector<fs::path> files = filesBelow(folder);
    contents.reserve(files.size());
    for (const fs::path& path : files) {
        auto content = contentOf(path);
        if (!content)
            return content.error();
        contents.push_back(std::move(*content));
        if (const auto status = addFile(archive.get(), path, folder, contents.back()); !status)
            return status.error();
    }
    if (zip_close(archive.release()) != 0)
        return problem("cannotRead", {{"path", folder}, {"reason", std::string()}});
    std::string bytes;
    zip_stat_t stat;
    if (zip_source_open(target) == 0 && zip_source_stat(target, &stat) == 0) {
        bytes.resize(stat.size);
        zip_source_read(target, bytes.data(), stat.size);
        zip_source_close(target);
    }
    zip_source_free(target);
    return bytes;
}

std::string codeSha256(std::string_view archive) {
    return QCryptographicHash::hash(QByteArrayView(archive.data(), qsizetype(archive.size())),
                                    QCryptographicHash::Sha256)
        .toBase64()
        .toStdString();
}

} // namespace ws::function
