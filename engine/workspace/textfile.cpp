#include "engine/workspace/textfile.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace ws::workspace {

namespace {

constexpr std::size_t kLargestText = 16 * 1024 * 1024;
constexpr mode_t kNewFileMode = 0666;

base::Error fileError(const char* code, const std::string& path) {
    return {code, {{"path", path}}};
}

base::Error unwritable(const std::string& path, int reason) {
    return {"file.unwritable", {{"path", path}, {"reason", std::strerror(reason)}}};
}

class Descriptor {
public:
    explicit Descriptor(int fd)
        : m_fd(fd) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return m_fd; }
    bool valid() const { return m_fd >= 0; }
    int close() { return m_fd >= 0 ? ::close(std::exchange(m_fd, -1)) : 0; }

private:
    int m_fd;
};

/// errno, 0 when all was read, or more than anybody takes.
int readAll(int fd, std::string& out) {
    std::array<char, 65536> buffer;
    while (out.size() <= kLargestText) {
        const ssize_t count = ::read(fd, buffer.data(), buffer.size());
        if (count == 0)
            return 0;
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno;
        out.append(buffer.data(), std::size_t(count));
    }
    return 0;
}

base::Status readText(int fd, const std::string& path, std::string& out) {
    if (readAll(fd, out) != 0)
        return fileError("file.unreadable", path);
    if (out.size() > kLargestText)
        return fileError("file.tooLarge", path);
    if (out.find('\0') != std::string::npos)
        return fileError("file.binary", path);
    return {};
}

int writeAll(int fd, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(fd, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno;
        text.remove_prefix(std::size_t(count));
    }
    return 0;
}

std::string hashOf(std::string_view text) {
    const QByteArray hash = QCryptographicHash::hash(
        QByteArray::fromRawData(text.data(), qsizetype(text.size())), QCryptographicHash::Sha1);
    return hash.toHex().toStdString();
}

/// The file that a chain of symbolic links ends at, so that saving replaces the target and not the
/// link; a link to nothing keeps its own name.
std::string resolved(const std::string& path) {
    std::error_code failure;
    const auto target = std::filesystem::canonical(path, failure);
    return failure ? path : target.string();
}

/// A file being written beside its destination; gone again unless it was put in place.
class Replacement {
public:
    explicit Replacement(const std::string& destination)
        : m_destination(destination)
        , m_path(temporaryName(destination))
        , m_file(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kNewFileMode))
        , m_error(m_file.valid() ? 0 : errno) {}
    ~Replacement() {
        if (!m_inPlace)
            ::unlink(m_path.c_str());
    }

    int write(const std::string& text) {
        if (m_error == 0)
            m_error = adoptMode();
        if (m_error == 0)
            m_error = writeAll(m_file.get(), text);
        if (m_error == 0 && ::fsync(m_file.get()) != 0)
            m_error = errno;
        if (m_error == 0 && m_file.close() != 0)
            m_error = errno;
        return m_error;
    }

    enum class Over { Existing, Nothing };
    int putInPlace(Over over) {
        if (!rename(over == Over::Nothing ? RENAME_NOREPLACE : 0))
            return errno;
        m_inPlace = true;
        syncFolder();
        return 0;
    }

private:
    /// Hidden and marked, so that neither the scanner nor a person takes it for a source file.
    static std::string temporaryName(const std::string& destination) {
        static std::atomic<unsigned> count{0};
        const std::filesystem::path path(destination);
        const std::string name = "." + path.filename().string() + "." + std::to_string(::getpid()) +
                                 "-" + std::to_string(++count) + ".tmp";
        return (path.parent_path() / name).string();
    }

    int adoptMode() {
        struct stat old {};
        if (::stat(m_destination.c_str(), &old) != 0)
            return 0;
        // Only root may give files away; everybody else's file is theirs already.
        if (::fchown(m_file.get(), old.st_uid, old.st_gid) != 0)
            errno = 0;
        return ::fchmod(m_file.get(), old.st_mode & 07777) == 0 ? 0 : errno;
    }

    bool rename(unsigned flags) const {
        if (::renameat2(AT_FDCWD, m_path.c_str(), AT_FDCWD, m_destination.c_str(), flags) == 0)
            return true;
        // Some network file systems know only the plain call.
        return (errno == EINVAL || errno == ENOSYS) &&
               ::rename(m_path.c_str(), m_destination.c_str()) == 0;
    }

    void syncFolder() const {
        const auto folder = std::filesystem::path(m_destination).parent_path();
        const Descriptor handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (handle.valid())
            ::fsync(handle.get());
    }

    const std::string m_destination;
    const std::string m_path;
    Descriptor m_file;
    int m_error;
    bool m_inPlace = false;
};

int makeFolderFor(const std::string& path) {
    std::error_code failure;
    const auto folder = std::filesystem::path(path).parent_path();
    if (!folder.empty())
        std::filesystem::create_directories(folder, failure);
    return failure.value();
}

} // namespace

base::Result<TextFile> readTextFile(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.valid())
        return fileError(errno == ENOENT ? "file.notFound" : "file.unreadable", path);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fileError("file.unreadable", path);
    if (std::size_t(info.st_size) > kLargestText)
        return fileError("file.tooLarge", path);
    TextFile result;
    result.text.reserve(std::size_t(info.st_size));
    if (const auto read = readText(file.get(), path, result.text); !read)
        return read.error();
    result.stamp.hash = hashOf(result.text);
    return result;
}

base::Result<std::string> readTextStream(int descriptor, const std::string& name) {
    std::string text;
    if (const auto read = readText(descriptor, name, text); !read)
        return read.error();
    return text;
}

base::Result<FileStamp> writeTextFile(const std::string& path, const std::string& text,
                                      const FileStamp& expected) {
    const std::string destination = resolved(path);
    const bool isNew = expected.hash.empty();
    if (isNew) {
        if (const int reason = makeFolderFor(destination); reason != 0)
            return unwritable(path, reason);
    }
    Replacement replacement(destination);
    if (const int reason = replacement.write(text); reason != 0)
        return unwritable(path, reason);
    // As late as possible: what remains is the instant between this look and the rename.
    if (stampOf(destination) != expected)
        return fileError("file.changedOutside", path);
    const int reason =
        replacement.putInPlace(isNew ? Replacement::Over::Nothing : Replacement::Over::Existing);
    if (reason == EEXIST && isNew)
        return fileError("file.changedOutside", path);
    if (reason != 0)
        return unwritable(path, reason);
    return FileStamp{hashOf(text)};
}

FileStamp stampOf(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.valid())
        return {errno == ENOENT ? std::string() : std::string("unreadable")};
    struct stat info {};
    std::string text;
    if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode) ||
        std::size_t(info.st_size) > kLargestText || readAll(file.get(), text) != 0)
        return {"unreadable"};
    return {hashOf(text)};
}

} // namespace ws::workspace
