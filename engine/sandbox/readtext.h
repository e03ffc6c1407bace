#pragma once

#include "engine/sandbox/filedescriptor.h"

#include <array>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace ws::sandbox {

/// A file of the kernel's, which may go away while it is read: then what came of it, or nothing.
/// (A standard stream throws there.)
inline std::string readText(const std::string& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::string text;
    std::array<char, 4096> part;
    while (file) {
        const ssize_t size = ::read(file.get(), part.data(), part.size());
        if (size <= 0)
            break;
        text.append(part.data(), static_cast<std::size_t>(size));
    }
    return text;
}

} // namespace ws::sandbox
