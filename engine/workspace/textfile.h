#pragma once

#include "engine/base/result.h"

#include <string>

/// A user's text file is sacred: read whole, written atomically, never over a change from outside.
/// Free functions; any thread.
namespace ws::workspace {

/// What a file was when it was last read or written here.
struct FileStamp {
    std::string hash; ///< of the content; empty: the file did not exist
    bool operator==(const FileStamp&) const = default;
};

struct TextFile {
    std::string text; ///< UTF-8 bytes as they are, line endings and BOM included
    FileStamp stamp;
};

/// Errors "file.notFound", "file.unreadable", "file.tooLarge" (over 16 MiB), "file.binary", with
/// path.
base::Result<TextFile> readTextFile(const std::string& path);

/// The same for what is read to its end and is no file with a size: a pipe, a terminal. `name` is
/// the path in errors.
base::Result<std::string> readTextStream(int descriptor, const std::string& name);

/// Writes to a temporary file beside it, syncs, renames; keeps the mode. Errors "file.unwritable"
/// with path and reason, "file.changedOutside" with path when the file is no longer what `expected`
/// says (nothing is written then).
base::Result<FileStamp> writeTextFile(const std::string& path, const std::string& text,
                                      const FileStamp& expected);

/// What is on disk now.
FileStamp stampOf(const std::string& path);

} // namespace ws::workspace
