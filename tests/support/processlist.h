#pragma once

#include "engine/sandbox/readtext.h"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace ws::tests {

/// Processes on this machine whose command line or environment holds `mark`: those of this test
/// alone, whatever else runs beside it.
inline std::vector<int> processesWith(const std::string& mark) {
    std::vector<int> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
        const int pid = std::atoi(entry.path().filename().c_str());
        if (pid <= 0 || pid == getpid())
            continue;
        for (const char* name : {"cmdline", "environ"}) {
            if (sandbox::readText((entry.path() / name).string()).find(mark) != std::string::npos) {
                found.push_back(pid);
                break;
            }
        }
    }
    return found;
}

/// The kernel itself says that it has stopped.
inline bool isStopped(int pid) {
    const std::string stat = sandbox::readText("/proc/" + std::to_string(pid) + "/stat");
    return stat.find(") T ") != std::string::npos;
}

/// In the environment of a process and of what it begins.
inline std::string newMark() {
    static int marks = 0;
    return "mark-" + std::to_string(getpid()) + "-" + std::to_string(++marks) + "-";
}

} // namespace ws::tests
