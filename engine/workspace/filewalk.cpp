#include "engine/workspace/filewalk.h"

#include <algorithm>
#include <array>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace ws::workspace {

namespace {

constexpr int kDeepest = 32;

constexpr std::array<std::string_view, 11> kIgnoredFolders{
    ".warmstart", ".git",        ".hg",   ".svn",          "node_modules", "__pycache__",
    ".venv",      ".mypy_cache", ".idea", ".pytest_cache", ".vscode"};

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

FileFacts factsOf(const struct stat& info) {
    return {info.st_ino, std::uint64_t(info.st_size), nanoseconds(info.st_mtim),
            nanoseconds(info.st_ctim), info.st_mode};
}

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

Folder openFolder(int parent, const char* name) {
    const int fd = ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return Folder(fd < 0 ? nullptr : ::fdopendir(fd));
}

std::vector<std::string> namesIn(DIR* folder) {
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(folder)) {
        const std::string_view name(entry->d_name);
        if (name != "." && name != "..")
            names.emplace_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

class Walk {
public:
    Walk(std::size_t limit, const std::function<void(const WalkEntry&)>& visit)
        : m_left(limit)
        , m_visit(visit) {}

    void run(const std::string& root) {
        if (const Folder folder = openFolder(AT_FDCWD, root.c_str()))
            enter(folder.get(), {}, 0);
    }

private:
    void enter(DIR* folder, const std::string& prefix, int depth) {
        const int fd = ::dirfd(folder);
        for (const std::string& name : namesIn(folder)) {
            if (m_left == 0)
                return;
            visitOne(fd, name, prefix + name, depth);
        }
    }

    void visitOne(int parent, const std::string& name, std::string path, int depth) {
        struct stat info {};
        if (::fstatat(parent, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
            return;
        if (S_ISLNK(info.st_mode) &&
            (::fstatat(parent, name.c_str(), &info, 0) != 0 || S_ISDIR(info.st_mode)))
            return;
        if (S_ISREG(info.st_mode) && !isTemporaryFile(name)) {
            report(WalkEntry::Kind::File, std::move(path), info);
        } else if (S_ISDIR(info.st_mode) && !isIgnoredFolder(name)) {
            report(WalkEntry::Kind::Folder, path, info);
            if (depth + 1 >= kDeepest)
                return;
            if (const Folder folder = openFolder(parent, name.c_str()))
                enter(folder.get(), path + "/", depth + 1);
        }
    }

    void report(WalkEntry::Kind kind, std::string path, const struct stat& info) {
        --m_left;
        m_visit({kind, std::move(path), factsOf(info)});
    }

    std::size_t m_left;
    const std::function<void(const WalkEntry&)>& m_visit;
};

} // namespace

bool isIgnoredFolder(std::string_view name) {
    return std::find(kIgnoredFolders.begin(), kIgnoredFolders.end(), name) != kIgnoredFolders.end();
}

bool isTemporaryFile(std::string_view name) {
    return name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".swx") ||
           name.starts_with(".#") || (name.starts_with('.') && name.ends_with(".tmp")) ||
           name == "4913"; // Vim asks with it whether it may write here
}

void walkFolder(const std::string& root, std::size_t limit,
                const std::function<void(const WalkEntry&)>& visit) {
    Walk(limit, visit).run(root);
}

} // namespace ws::workspace
