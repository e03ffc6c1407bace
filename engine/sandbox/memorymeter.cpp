#include "engine/sandbox/memorymeter.h"

#include "engine/sandbox/readtext.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <sstream>
#include <string>
#include <unistd.h>

namespace ws::sandbox {

namespace fs = std::filesystem;

namespace {

// A page costs the kernel about a microsecond to hand out, so memory does not fill faster.
constexpr std::int64_t kBytesPerMillisecond = 4 * 1024 * 1024;

FileDescriptor openStatm(int pid) {
    return FileDescriptor(
        ::open(("/proc/" + std::to_string(pid) + "/statm").c_str(), O_RDONLY | O_CLOEXEC));
}

std::int64_t residentOf(int statm) {
    static const std::int64_t kPage = ::sysconf(_SC_PAGESIZE);
    std::array<char, 128> text{};
    if (statm < 0 || ::pread(statm, text.data(), text.size() - 1, 0) <= 0)
        return 0;
    char* cursor = text.data();
    std::strtoll(cursor, &cursor, 10);
    return std::strtoll(cursor, nullptr, 10) * kPage;
}

/// Everything below `pid`, however deep.
void collectChildren(int pid, std::vector<int>& out) {
    std::error_code error;
    const std::string tasks = "/proc/" + std::to_string(pid) + "/task";
    for (fs::directory_iterator it(tasks, error), end; !error && it != end; it.increment(error)) {
        std::istringstream in(readText((it->path() / "children").string()));
        for (int child = 0; in >> child;) {
            out.push_back(child);
            collectChildren(child, out);
        }
    }
}

} // namespace

void MemoryMeter::setRuntime(int pid) {
    m_runtime = pid;
    m_statm = openStatm(pid);
    m_peak = 0;
}

void MemoryMeter::detach() {
    m_runtime = 0;
    m_statm.reset();
}

std::int64_t MemoryMeter::runtimeResident() const {
    return residentOf(m_statm.get());
}

std::int64_t MemoryMeter::measure() {
    std::vector<int> pids;
    if (m_group)
        pids = m_group->processes();
    else if (m_init > 0)
        collectChildren(m_init, pids);
    // A restored runtime is in its environment, but not a child of its init.
    if (!m_group && m_runtime > 0 && std::find(pids.begin(), pids.end(), m_runtime) == pids.end())
        collectChildren(m_runtime, pids);
    std::int64_t resident = runtimeResident();
    for (const int pid : pids) {
        if (pid != m_runtime)
            resident += residentOf(openStatm(pid).get());
    }
    m_peak = std::max(m_peak, resident);
    return resident;
}

std::int64_t MemoryMeter::peak() const {
    m_peak = std::max(m_peak, runtimeResident());
    return m_peak;
}

base::Duration MemoryMeter::nextLook(std::int64_t resident, std::int64_t limit) {
    const std::int64_t room = std::max<std::int64_t>(0, limit - resident);
    return std::chrono::milliseconds(std::clamp<std::int64_t>(room / kBytesPerMillisecond, 5, 50));
}

} // namespace ws::sandbox
