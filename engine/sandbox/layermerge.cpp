#include "engine/sandbox/layermerge.h"

#include <filesystem>
#include <system_error>

namespace ws::sandbox {

namespace fs = std::filesystem;

namespace {

/// A folder stays and is merged into; whatever else has the name makes room.
void makeRoom(const fs::path& place, fs::file_type coming) {
    const fs::file_type there = fs::symlink_status(place).type();
    if (there == fs::file_type::not_found ||
        (there == fs::file_type::directory && coming == fs::file_type::directory))
        return;
    fs::remove_all(place); // of a link, the link alone
}

void copyEntry(const fs::directory_entry& entry, const fs::path& place) {
    const fs::file_type type = entry.symlink_status().type();
    makeRoom(place, type);
    if (type == fs::file_type::directory)
        fs::create_directory(place);
    else if (type == fs::file_type::symlink)
        fs::copy_symlink(entry.path(), place);
    else if (type == fs::file_type::regular)
        fs::copy_file(entry.path(), place);
    // Sockets, pipes and devices are not part of a package.
}

} // namespace

bool mergeLayers(const std::vector<std::string>& layers, const std::string& target) {
    try {
        fs::create_directories(target);
        for (const std::string& layer : layers) {
            for (const fs::directory_entry& entry : fs::recursive_directory_iterator(layer))
                copyEntry(entry, fs::path(target) / entry.path().lexically_relative(layer));
        }
        return true;
    } catch (const fs::filesystem_error&) {
        return false;
    }
}

} // namespace ws::sandbox
