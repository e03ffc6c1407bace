#include "engine/sandbox/cgroups.h"

#include "engine/sandbox/readtext.h"
#include "engine/sandbox/runtimefiles.h"

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <set>
#include <sstream>
#include <sys/stat.h>

namespace ws::sandbox {

namespace fs = std::filesystem;

namespace {

// Short, so that a small share is felt as slowness and not as long pauses.
constexpr int kPeriodUs = 20'000;
constexpr int kMinQuotaUs = 1'000; // what the kernel takes

bool writeValue(const std::string& file, const std::string& value) {
    const FileDescriptor out(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    return out &&
           ::write(out.get(), value.data(), value.size()) == static_cast<ssize_t>(value.size());
}

/// Where this process is, per hierarchy: "memory" -> "/user/x", "" -> the unified one.
std::string ownPath(const std::string& controller) {
    std::istringstream lines(readText("/proc/self/cgroup"));
    for (std::string line; std::getline(lines, line);) {
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            continue;
        std::istringstream names(line.substr(first + 1, second - first - 1));
        const std::string path = line.substr(second + 1);
        if (controller.empty() && second == first + 1)
            return path;
        for (std::string name; std::getline(names, name, ',');) {
            if (name == controller)
                return path;
        }
    }
    return {};
}

void sweepGroup(const fs::path& group) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(group, ignored)) {
        if (entry.is_directory(ignored))
            sweepGroup(entry.path());
    }
    std::istringstream processes(readText((group / "cgroup.procs").string()));
    for (int pid = 0; processes >> pid;)
        ::kill(pid, SIGKILL);
    ::rmdir(group.c_str());
}

/// Groups of runs of the program that are dead, with whatever survived in them.
void sweepDead(const fs::path& parent) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(parent, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("warmstart-") &&
            !RuntimeFiles::runIsAlive(std::string_view(name).substr(10)))
            sweepGroup(entry.path());
    }
}

std::string mountOfUnified() {
    for (const char* path : {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}) {
        if (::access((std::string(path) + "/cgroup.controllers").c_str(), R_OK) == 0)
            return path;
    }
    return {};
}

} // namespace

// ---- Cgroup

Cgroup::~Cgroup() {
    for (const Part& part : m_parts) {
        if (::rmdir(part.folder.c_str()) != 0)
            m_leftovers->push_back(part.folder);
    }
}

std::vector<int> Cgroup::joinDescriptors() const {
    std::vector<int> fds;
    for (const Part& part : m_parts)
        fds.push_back(part.procs.get());
    return fds;
}

std::vector<int> Cgroup::processes() const {
    std::vector<int> pids;
    std::istringstream in(readText(m_parts.front().folder + "/cgroup.procs"));
    for (int pid = 0; in >> pid;)
        pids.push_back(pid);
    return pids;
}

void Cgroup::limitCpu(double processors) {
    if (m_cpu.empty())
        return;
    const int quota = std::max(kMinQuotaUs, static_cast<int>(processors * kPeriodUs));
    if (m_unified) {
        writeValue(m_cpu + "/cpu.max", (processors > 0 ? std::to_string(quota) : "max") + " " +
                                           std::to_string(kPeriodUs));
        return;
    }
    writeValue(m_cpu + "/cpu.cfs_quota_us", processors > 0 ? std::to_string(quota) : "-1");
}

std::int64_t Cgroup::oomKills() const {
    if (m_memory.empty())
        return 0;
    std::istringstream in(
        readText(m_memory + (m_unified ? "/memory.events" : "/memory.oom_control")));
    std::string key;
    std::int64_t value = 0;
    while (in >> key >> value) {
        if (key == "oom_kill")
            return value;
    }
    return 0;
}

// ---- Cgroups

Cgroups::Cgroups()
    : m_leftovers(std::make_shared<std::vector<std::string>>()) {
    probeUnified();
    if (!m_unified)
        probeVersion1();
}

Cgroups::~Cgroups() {
    for (const std::string& folder : *m_leftovers)
        ::rmdir(folder.c_str());
    for (const std::string& folder : std::set<std::string>{m_memory, m_cpu, m_pids}) {
        if (!folder.empty())
            ::rmdir(folder.c_str());
    }
}

/// Our folder below `parent`, if a group in it takes `value`.
std::string Cgroups::claim(const std::string& parent, const char* file, const char* value) {
    sweepDead(parent);
    static std::atomic<int> instances = 0;
    const std::string folder =
        parent + "/warmstart-" + RuntimeFiles::runName() + "-" + std::to_string(++instances);
    if (::mkdir(folder.c_str(), 0755) != 0)
        return {};
    const std::string probe = folder + "/probe";
    const bool works = ::mkdir(probe.c_str(), 0755) == 0 && writeValue(probe + "/" + file, value);
    ::rmdir(probe.c_str());
    if (works)
        return folder;
    ::rmdir(folder.c_str());
    return {};
}

/// Needs a subtree that was delegated to the user and holds no process beside its groups: a session
/// under systemd has one when it was started for us.
void Cgroups::probeUnified() {
    const std::string mount = mountOfUnified();
    const std::string path = ownPath("");
    if (mount.empty() || path.empty())
        return;
    const std::string parent = mount + (path == "/" ? "" : path);
    for (const char* controller : {"+memory", "+pids", "+cpu"})
        writeValue(parent + "/cgroup.subtree_control", controller);
    if (readText(parent + "/cgroup.subtree_control").find("memory") == std::string::npos)
        return;
    sweepDead(parent);
    const std::string folder = parent + "/warmstart-" + RuntimeFiles::runName() + "-0";
    if (::mkdir(folder.c_str(), 0755) != 0)
        return;
    for (const char* controller : {"+memory", "+pids", "+cpu"})
        writeValue(folder + "/cgroup.subtree_control", controller);
    const std::string probe = folder + "/probe";
    ::mkdir(probe.c_str(), 0755);
    const auto takes = [&](const char* file, const char* value) {
        return writeValue(probe + "/" + file, value) ? folder : std::string();
    };
    m_memory = takes("memory.max", "134217728");
    m_pids = takes("pids.max", "1024");
    m_cpu = takes("cpu.max", "max 20000");
    ::rmdir(probe.c_str());
    m_unified = limitsMemory();
    if (!m_unified) {
        m_memory = m_pids = m_cpu = {};
        ::rmdir(folder.c_str());
    }
}

void Cgroups::probeVersion1() {
    const auto parent = [](const std::string& controller) {
        const std::string path = ownPath(controller);
        return "/sys/fs/cgroup/" + controller + (path == "/" ? "" : path);
    };
    m_memory = claim(parent("memory"), "memory.limit_in_bytes", "134217728");
    m_pids = claim(parent("pids"), "pids.max", "1024");
    m_cpu = claim(parent("cpu"), "cpu.cfs_quota_us", "-1");
}

std::unique_ptr<Cgroup> Cgroups::create(const std::string& name, const Cgroup::Limits& limits) {
    auto group = std::make_unique<Cgroup>();
    group->m_leftovers = m_leftovers;
    group->m_unified = m_unified;
    std::set<std::string> made;
    bool complete = true;
    const auto folderIn = [&](const std::string& base) -> std::string {
        if (base.empty())
            return {};
        const std::string folder = base + "/" + name;
        if (made.count(folder))
            return folder;
        // It may be there still when an environment starts its box again.
        complete &= ::mkdir(folder.c_str(), 0755) == 0 || errno == EEXIST;
        made.insert(folder);
        FileDescriptor procs(::open((folder + "/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
        group->m_parts.push_back({folder, std::move(procs)});
        return folder;
    };
    group->m_memory = folderIn(m_memory);
    if (!group->m_memory.empty())
        complete &=
            writeValue(group->m_memory + (m_unified ? "/memory.max" : "/memory.limit_in_bytes"),
                       std::to_string(limits.memoryBytes));
    const std::string pids = folderIn(m_pids);
    if (!pids.empty())
        complete &= writeValue(pids + "/pids.max", std::to_string(limits.processes));
    group->m_cpu = folderIn(m_cpu);
    if (!group->m_cpu.empty() && !m_unified)
        writeValue(group->m_cpu + "/cpu.cfs_period_us", std::to_string(kPeriodUs));
    if (group->m_parts.empty() || !complete)
        return nullptr;
    return group;
}

} // namespace ws::sandbox
