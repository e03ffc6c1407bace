#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// Looking through a workspace's folders the same way everywhere: what is skipped, how deep, how
/// much. Free functions; any thread.
namespace ws::workspace {

/// Folders that hold tools' data and no source: `.warmstart`, `.git`, `node_modules` ...
bool isIgnoredFolder(std::string_view name);
/// What editors and atomic writers leave beside a file for a moment.
bool isTemporaryFile(std::string_view name);

/// What changes when a file does, without reading it.
struct FileFacts {
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t modified = 0; ///< nanoseconds
    std::int64_t changed = 0;  ///< nanoseconds; also moves with mode and name
    std::uint32_t mode = 0;
    bool operator==(const FileFacts&) const = default;
};

struct WalkEntry {
    enum class Kind { File, Folder };
    Kind kind = Kind::File;
    std::string path; ///< relative to the walk's root, without leading slash
    FileFacts facts;
};

/// Sorted by name within each folder, folders before what is in them, the root itself and ignored
/// folders left out.
/// Follows links to files but not to folders (no loops); stops after `limit` entries or 32 levels.
void walkFolder(const std::string& root, std::size_t limit,
                const std::function<void(const WalkEntry&)>& visit);

} // namespace ws::workspace
