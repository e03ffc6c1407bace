#include "engine/workspace/folderwatcher.h"

#include "engine/workspace/filewalk.h"

#include <QSocketNotifier>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <sys/inotify.h>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>

namespace ws::workspace {

namespace {

constexpr std::uint32_t kEvents = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE |
                                  IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF |
                                  IN_ONLYDIR;

bool matters(const inotify_event& event) {
    if ((event.mask & IN_IGNORED) != 0)
        return false;
    const std::string_view name = event.len > 0 ? std::string_view(event.name) : std::string_view();
    return name.empty() || (!isTemporaryFile(name) && !isIgnoredFolder(name));
}

} // namespace

class FolderWatcher::Private {
public:
    explicit Private(Parts given)
        : parts(std::move(given))
        , fd(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
        if (fd < 0) {
            reportOnce({"workspace.watchUnavailable", {{"reason", std::strerror(errno)}}});
            return;
        }
        notifier.emplace(fd, QSocketNotifier::Read);
        QObject::connect(&*notifier, &QSocketNotifier::activated, &*notifier, [this] { read(); });
    }

    ~Private() {
        if (quiet)
            parts.clock.cancel(*quiet);
        notifier.reset();
        if (fd >= 0)
            ::close(fd);
    }

    void watch(const std::vector<std::string>& folders) {
        if (fd < 0)
            return;
        const std::size_t count = std::min(folders.size(), kMostFolders);
        const std::unordered_set<std::string> wanted(folders.begin(),
                                                     folders.begin() + std::ptrdiff_t(count));
        std::erase_if(watches, [&](const auto& entry) {
            const bool old = !wanted.contains(entry.first);
            if (old)
                ::inotify_rm_watch(fd, entry.second);
            return old;
        });
        std::size_t refused = folders.size() - count;
        for (std::size_t i = 0; i < count; ++i) {
            // Also for those that it has: a folder deleted and made again needs a new watch, and
            // adding one that is still good changes nothing.
            const int watch = ::inotify_add_watch(fd, folders[i].c_str(), kEvents);
            if (watch >= 0)
                watches[folders[i]] = watch;
            else if (errno == ENOSPC)
                ++refused;
        }
        if (refused > 0)
            reportOnce({"workspace.watchLimit",
                        {{"watched", std::to_string(watches.size())},
                         {"wanted", std::to_string(folders.size())}}});
    }

    void read() {
        alignas(inotify_event) std::array<char, 16384> buffer;
        bool changed = false;
        ssize_t size = 0;
        while ((size = ::read(fd, buffer.data(), buffer.size())) > 0) {
            for (ssize_t at = 0; at < size;) {
                const auto* event =
                    reinterpret_cast<const inotify_event*>(buffer.data() + std::size_t(at));
                changed = matters(*event) || changed;
                at += ssize_t(sizeof(inotify_event)) + ssize_t{event->len};
            }
        }
        if (changed)
            postpone();
    }

    void postpone() {
        const base::TimePoint now = parts.clock.now();
        if (quiet)
            parts.clock.cancel(*quiet);
        else
            firstAt = now;
        const base::Duration left = firstAt + kLongest - now;
        quiet = parts.clock.after(std::min(kQuiet, left), [this] {
            quiet.reset();
            parts.changed();
        });
    }

    void reportOnce(base::Error error) {
        if (reported.insert(error.code).second && parts.problem)
            parts.problem(std::move(error));
    }

    const Parts parts;
    const int fd;
    std::optional<QSocketNotifier> notifier;
    std::unordered_map<std::string, int> watches;
    std::unordered_set<std::string> reported;
    std::optional<base::TimerId> quiet;
    base::TimePoint firstAt;
};

FolderWatcher::FolderWatcher(Parts parts)
    : d(std::make_unique<Private>(std::move(parts))) {}
FolderWatcher::~FolderWatcher() = default;

void FolderWatcher::watch(const std::vector<std::string>& folders) {
    d->watch(folders);
}

std::size_t FolderWatcher::watchCount() const {
    return d->watches.size();
}

bool FolderWatcher::takePending() {
    if (d->fd >= 0)
        d->read();
    if (!d->quiet)
        return false;
    d->parts.clock.cancel(*d->quiet);
    d->quiet.reset();
    return true;
}

} // namespace ws::workspace
