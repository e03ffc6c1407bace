#include "engine/sandbox/interpreter.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <unistd.h>

namespace ws::sandbox {

namespace fs = std::filesystem;

namespace {

constexpr int kOldestPythonMinor = 9;
constexpr int kOldestRuby = 3;

/// The binary behind `path`, or empty when there is none or it is a script.
std::string realBinary(const fs::path& path) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (error || ::access(real.c_str(), X_OK) != 0)
        return {};
    std::ifstream in(real, std::ios::binary);
    char magic[4] = {};
    in.read(magic, sizeof magic);
    return std::string(magic, sizeof magic) == "\x7f"
                                               "ELF"
               ? real.string()
               : std::string();
}

std::vector<fs::path> searchFolders() {
    std::vector<fs::path> folders = {"/usr/bin", "/usr/local/bin"};
    const char* path = std::getenv("PATH");
    std::istringstream in(path ? path : "");
    for (std::string folder; std::getline(in, folder, ':');) {
        if (!folder.empty() && folder.front() == '/')
            folders.emplace_back(folder);
    }
    return folders;
}

/// Installations of a version manager, newest name last: ~/.pyenv/versions/3.12.1 ...
std::vector<fs::path> managed(const std::string& below, const std::string& beginning) {
    std::vector<fs::path> found;
    const char* home = std::getenv("HOME");
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(home ? home : "/") / below, error)) {
        if (entry.path().filename().string().starts_with(beginning))
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::string prefixOf(const std::string& program) {
    if (program.starts_with("/usr/"))
        return {};
    return fs::path(program).parent_path().parent_path().string();
}

/// "3.11" of ".../python3.11", or empty.
std::string pythonVersion(const std::string& program) {
    const std::string name = fs::path(program).filename().string();
    return name.starts_with("python3.") ? name.substr(6) : std::string();
}

Interpreter made(const std::string& program, const std::string& version, bool exact) {
    return {program, prefixOf(program), version, exact};
}

std::optional<std::string> firstNamed(const std::string& name) {
    for (const fs::path& folder : searchFolders()) {
        if (std::string program = realBinary(folder / name); !program.empty())
            return program;
    }
    return std::nullopt;
}

} // namespace

Interpreter findPython(const std::string& runtime) {
    const std::string wanted = runtime.substr(std::min(runtime.size(), std::size_t{6}));
    if (const auto program = firstNamed("python" + wanted))
        return made(*program, wanted, true);
    const auto installations = managed(".pyenv/versions", wanted + ".");
    if (!installations.empty()) {
        const std::string program = realBinary(installations.back() / "bin" / ("python" + wanted));
        if (!program.empty())
            return made(program, wanted, true);
    }
    for (const fs::path& folder : searchFolders()) {
        const std::string program = realBinary(folder / "python3");
        const std::string version = pythonVersion(program);
        if (program.empty() ||
            (!version.empty() && std::atoi(version.c_str() + 2) < kOldestPythonMinor))
            continue;
        return made(program, version, false);
    }
    return {};
}

Interpreter findNode(const std::string& runtime) {
    std::string wanted = runtime.substr(std::min(runtime.size(), std::size_t{6}));
    wanted = wanted.substr(0, wanted.find('.'));
    for (const char* below : {".nvm/versions/node", ".local/share/fnm/node-versions"}) {
        const auto installations = managed(below, "v" + wanted + ".");
        if (installations.empty())
            continue;
        std::string program = realBinary(installations.back() / "bin" / "node");
        if (program.empty())
            program = realBinary(installations.back() / "installation/bin/node");
        if (!program.empty())
            return made(program, wanted, true);
    }
    if (const auto program = firstNamed("node"))
        return made(*program, "", true);
    return {};
}

Interpreter findRuby(const std::string& runtime) {
    const std::string wanted = runtime.substr(std::min(runtime.size(), std::size_t{4}));
    if (const auto program = firstNamed("ruby" + wanted))
        return made(*program, wanted, true);
    const auto installations = managed(".rbenv/versions", wanted + ".");
    if (!installations.empty()) {
        const std::string program = realBinary(installations.back() / "bin/ruby");
        if (!program.empty())
            return made(program, wanted, true);
    }
    for (const fs::path& folder : searchFolders()) {
        const std::string program = realBinary(folder / "ruby");
        const std::string name = fs::path(program).filename().string();
        const std::string version = name.size() > 4 ? name.substr(4) : std::string();
        if (program.empty() || (!version.empty() && std::atoi(version.c_str()) < kOldestRuby))
            continue;
        return made(program, version, version == wanted);
    }
    return {};
}

} // namespace ws::sandbox
