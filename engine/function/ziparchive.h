#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

/// Deployment packages: zip archives of functions and layers.
namespace ws::function {

inline constexpr std::int64_t kZippedLimit = 52'428'800;    ///< 50 MB (lambda.md B11)
inline constexpr std::int64_t kUnzippedLimit = 262'144'000; ///< 250 MB, with layers

struct Unpacked {
    std::int64_t bytes = 0; ///< of all files
    std::size_t files = 0;
};

/// Writes the archive's files below `folder`, which is made when it is not there. File modes are
/// kept as far as owners matter; files of archives that carry none are readable, and executable.
/// Nothing is written outside of `folder`, whatever the archive says.
///
/// Errors: "package.tooLarge" {size, max}, "package.unzippedTooLarge" {max},
/// "package.notAnArchive" {reason}, "package.empty", "package.unsafePath" {path},
/// "package.unsafeLink" {path, target}, "package.duplicate" {path}, "package.encrypted" {path},
/// "package.cannotWrite" {path, reason}.
base::Result<Unpacked> unpackZip(std::string_view archive, const std::string& folder);

/// The archive of what is below `folder`, the same bytes for the same content: entries in the order
/// of their paths, without times. Hidden folders and "__pycache__" are left out.
/// Errors: "package.cannotRead" {path, reason}.
base::Result<std::string> zipOfFolder(const std::string& folder);

/// Base64 of the SHA-256, as CodeSha256.
std::string codeSha256(std::string_view archive);

} // namespace ws::function
