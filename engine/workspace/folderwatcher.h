#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ws::workspace {

/// Says that something below some folders changed, once things have been quiet for a moment.
///
/// One inotify watch per folder and none per file: it sees files written in place as well as files
/// replaced by a rename, and there is nothing to lose when an editor does the latter. Lives in a
/// thread with a Qt event loop.
class FolderWatcher {
public:
    struct Parts {
        base::Clock& clock;
        std::function<void()> changed;
        /// Called once per problem: "workspace.watchLimit" (watched, wanted) when the system gives
        /// no more watches, "workspace.watchUnavailable" (reason) when it gives none.
        std::function<void(base::Error)> problem;
    };
    /// Events closer together than this make one change; a stream of them is cut after kLongest.
    static constexpr base::Duration kQuiet = std::chrono::milliseconds{40};
    static constexpr base::Duration kLongest = std::chrono::milliseconds{400};
    static constexpr std::size_t kMostFolders = 4'096;

    explicit FolderWatcher(Parts parts);
    ~FolderWatcher();
    FolderWatcher(const FolderWatcher&) = delete;
    FolderWatcher& operator=(const FolderWatcher&) = delete;

    /// Absolute paths. Keeps the watches of those that it has already.
    void watch(const std::vector<std::string>& folders);
    std::size_t watchCount() const;

    /// True when something has changed that changed() has not been called for; it will not be then.
    /// Asks the system, so it knows of a file that was saved an instant ago. About a microsecond.
    bool takePending();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::workspace
