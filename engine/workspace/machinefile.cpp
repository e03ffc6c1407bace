#include "engine/workspace/machinefile.h"

#include <filesystem>

namespace ws::workspace {

std::string machineNameOfFile(std::string_view path) {
    path.remove_prefix(std::min(path.size(), path.rfind('/') + 1));
    for (const std::string_view suffix : kMachineSuffixes) {
        if (path.ends_with(suffix))
            return std::string(path.substr(0, path.size() - suffix.size()));
    }
    return {};
}

std::string renamedMachineFile(std::string_view path, std::string_view name) {
    const std::string old = machineNameOfFile(path);
    const std::size_t at = path.rfind('/') + 1;
    return std::string(path.substr(0, at))
        .append(name)
        .append(path.substr(std::min(path.size(), at + old.size())));
}

std::string machinePath(const std::string& root, const std::string& name) {
    const std::string base = "statemachines/" + name;
    for (const std::string_view suffix : kMachineSuffixes) {
        const std::string path = base + std::string(suffix);
        std::error_code failure;
        if (std::filesystem::exists(root + "/" + path, failure))
            return path;
    }
    return base + std::string(kMachineSuffixes.front());
}

} // namespace ws::workspace
