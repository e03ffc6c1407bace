#include "engine/sandbox/runtimefiles.h"

#include "engine/sandbox/layermerge.h"
#include "engine/sandbox/readtext.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

// The library's own copies of the files (engine/sandbox/init/CMakeLists.txt).
extern "C" {
extern const char ws_embedded_init_begin[];
extern const char ws_embedded_init_end[];
extern const char ws_embedded_python_begin[];
extern const char ws_embedded_python_end[];
extern const char ws_embedded_hooks_begin[];
extern const char ws_embedded_hooks_end[];
extern const char ws_embedded_pythonV1_begin[];
extern const char ws_embedded_pythonV1_end[];
extern const char ws_embedded_nodejsV1_begin[];
extern const char ws_embedded_nodejsV1_end[];
extern const char ws_embedded_rubyV1_begin[];
extern const char ws_embedded_rubyV1_end[];
extern const char ws_embedded_nodejs_begin[];
extern const char ws_embedded_nodejs_end[];
extern const char ws_embedded_ruby_begin[];
extern const char ws_embedded_ruby_end[];
}

namespace ws::sandbox {

namespace fs = std::filesystem;

namespace {

struct Embedded {
    const char* name;
    std::string_view content;
    fs::perms permissions;
};

std::array<Embedded, 8> embeddedFiles() {
    const auto text = [](const char* begin, const char* end) {
        return std::string_view(begin, static_cast<std::size_t>(end - begin));
    };
    constexpr fs::perms kRead =
        fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    constexpr fs::perms kRun =
        kRead | fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    return std::to_array<Embedded>({
        {"init", text(ws_embedded_init_begin, ws_embedded_init_end), kRun},
        {"bootstrap.py", text(ws_embedded_python_begin, ws_embedded_python_end), kRead},
        {"bootstrap.v1.py", text(ws_embedded_pythonV1_begin, ws_embedded_pythonV1_end), kRead},
        {"snapshot_restore_py.py", text(ws_embedded_hooks_begin, ws_embedded_hooks_end), kRead},
        {"bootstrap.cjs", text(ws_embedded_nodejs_begin, ws_embedded_nodejs_end), kRead},
        {"bootstrap.v1.cjs", text(ws_embedded_nodejsV1_begin, ws_embedded_nodejsV1_end), kRead},
        {"bootstrap.rb", text(ws_embedded_ruby_begin, ws_embedded_ruby_end), kRead},
        {"bootstrap.v1.rb", text(ws_embedded_rubyV1_begin, ws_embedded_rubyV1_end), kRead},
    });
}

/// FNV-1a: names content, guards nothing.
std::uint64_t hashOf(std::string_view text, std::uint64_t hash = 0xcbf29ce484222325) {
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

std::string hexOf(std::uint64_t value) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(value));
    return text.data();
}

/// Beside a file that is to be made, for nobody else: another process, or another thread of this
/// one, may be starting environments at the same time.
fs::path temporaryFor(const fs::path& path) {
    static std::atomic<int> count = 0;
    return path.string() + "." + std::to_string(getpid()) + "-" + std::to_string(++count);
}

/// Whole or not at all.
void writeFile(const fs::path& path, std::string_view content, fs::perms permissions) {
    const fs::path temporary = temporaryFor(path);
    {
        std::ofstream out(temporary, std::ios::binary);
        out.exceptions(std::ios::failbit | std::ios::badbit);
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
    }
    fs::permissions(temporary, permissions);
    fs::rename(temporary, path);
}

/// Whole or not at all; what cannot be copied is left out.
void copyNewer(const fs::path& source, const fs::path& to) {
    std::error_code error;
    const auto there = fs::last_write_time(to, error);
    if (!error && there >= fs::last_write_time(source, error))
        return;
    const fs::path temporary = temporaryFor(to);
    fs::copy_file(source, temporary, error);
    if (!error)
        fs::rename(temporary, to, error);
    if (error)
        fs::remove(temporary, error);
}

void writeRuntimes(const fs::path& folder) {
    fs::create_directories(folder);
    for (const Embedded& file : embeddedFiles()) {
        std::error_code missing;
        if (fs::file_size(folder / file.name, missing) == file.content.size() && !missing)
            continue;
        writeFile(folder / file.name, file.content, file.permissions);
    }
}

/// Names of users and hosts are the service's; the rest is what programs need to find libraries
/// and certificates.
void writeEtc(const fs::path& folder) {
    fs::create_directories(folder);
    constexpr fs::perms kRead =
        fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    writeFile(folder / "passwd",
              "root:x:0:0:root:/root:/sbin/nologin\n"
              "sbx_user1051:x:993:990::/home/sbx_user1051:/sbin/nologin\n",
              kRead);
    writeFile(folder / "group", "root:x:0:\nsbx_user1051:x:990:\n", kRead);
    writeFile(folder / "hosts", "127.0.0.1 localhost sandbox sandbox.localdomain\n", kRead);
    writeFile(folder / "resolv.conf", "nameserver 10.0.2.3\n", kRead); // of slirp4netns
    writeFile(folder / "nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n", kRead);
    // Mount points, for what is bound over them.
    for (const char* name : {"ssl", "alternatives", "ca-certificates", "pki"})
        fs::create_directory(folder / name);
    std::error_code ignored;
    for (const char* name : {"ld.so.cache", "mime.types", "protocols", "services"}) {
        const fs::path source = fs::path("/etc") / name;
        if (fs::exists(source, ignored))
            copyNewer(source, folder / name);
    }
}

std::string defaultStateFolder() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    };
    const std::string cache = variable("XDG_CACHE_HOME");
    const std::string home = variable("HOME");
    const std::string base = !cache.empty() ? cache : home.empty() ? "" : home + "/.cache";
    std::error_code error;
    if (!base.empty() && (fs::create_directories(base + "/warmstart", error) || !error) &&
        access((base + "/warmstart").c_str(), W_OK) == 0)
        return base + "/warmstart";
    return "/tmp/warmstart-" + std::to_string(getuid());
}

/// Start time in clock ticks since boot, or 0 when there is no such process.
std::uint64_t startTimeOf(long pid) {
    const std::string text = readText("/proc/" + std::to_string(pid) + "/stat");
    const std::size_t end = text.rfind(')');
    if (end == std::string::npos)
        return 0;
    std::istringstream fields(text.substr(end + 1));
    std::string field;
    for (int i = 0; i < 19; ++i)
        fields >> field;
    std::uint64_t start = 0;
    fields >> start;
    return start;
}

std::uint64_t newestChange(const fs::path& folder) {
    std::uint64_t hash = 0;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(
             folder, fs::directory_options::skip_permission_denied, error)) {
        struct stat info {};
        if (lstat(entry.path().c_str(), &info) != 0)
            continue;
        const std::string line = entry.path().string() + "|" + std::to_string(info.st_size) + "|" +
                                 std::to_string(info.st_mtim.tv_sec) + "." +
                                 std::to_string(info.st_mtim.tv_nsec);
        hash += hashOf(line); // in whatever order the folder is read
    }
    return hash;
}

} // namespace

RuntimeFiles::RuntimeFiles(std::string stateFolder)
    : m_state(stateFolder.empty() ? defaultStateFolder() : std::move(stateFolder)) {
    std::uint64_t version = hashOf("1");
    for (const Embedded& file : embeddedFiles())
        version = hashOf(file.content, version);
    m_runtimes = m_state + "/runtimes-" + hexOf(version);
    m_etc = m_state + "/etc";
    static std::atomic<int> instances = 0; // several factories in one process, in tests
    m_run = m_state + "/" + runName() + "-" + std::to_string(++instances);
}

RuntimeFiles::~RuntimeFiles() {
    std::error_code ignored;
    fs::remove_all(m_run, ignored);
}

base::Status RuntimeFiles::prepare() {
    try {
        fs::create_directories(m_state);
        fs::permissions(m_state, fs::perms::owner_all);
        writeRuntimes(m_runtimes);
        writeEtc(m_etc);
        sweep();
        fs::create_directories(m_run);
    } catch (const std::exception& failure) {
        return base::Error{"sandbox.stateFolder",
                           {{"folder", m_state}, {"reason", failure.what()}}};
    }
    return {};
}

void RuntimeFiles::sweep() const {
    for (const auto& entry : fs::directory_iterator(m_state)) {
        const std::string name = entry.path().filename().string();
        std::error_code ignored;
        if (name.starts_with("run-") && !runIsAlive(name))
            fs::remove_all(entry.path(), ignored);
    }
}

std::string RuntimeFiles::optFolder(const std::vector<std::string>& layers) {
    if (layers.empty())
        return {};
    if (layers.size() == 1)
        return layers.front();
    std::uint64_t key = hashOf("layers");
    for (const std::string& layer : layers)
        key = hashOf(std::to_string(newestChange(layer)), hashOf(layer, key));
    const fs::path merged = fs::path(m_state) / "layers" / hexOf(key);
    std::error_code error;
    if (fs::exists(merged, error))
        return merged.string();
    const fs::path temporary = temporaryFor(merged);
    mergeLayers(layers, temporary);
    fs::rename(temporary, merged, error);
    if (error)
        fs::remove_all(temporary, error); // another process was faster
    return merged.string();
}

std::string RuntimeFiles::runName() {
    return "run-" + std::to_string(getpid()) + "-" + std::to_string(startTimeOf(getpid()));
}

bool RuntimeFiles::runIsAlive(std::string_view name) {
    long pid = 0;
    unsigned long long start = 0;
    if (std::sscanf(std::string(name).c_str(), "run-%ld-%llu", &pid, &start) != 2)
        return true; // not ours to judge
    return startTimeOf(pid) == start;
}

} // namespace ws::sandbox
