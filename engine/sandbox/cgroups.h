#pragma once

#include "engine/sandbox/filedescriptor.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ws::sandbox {

/// The control groups of one environment. Its folders go when it does, or, while the kernel still
/// counts something in them, with Cgroups.
class Cgroup {
public:
    struct Limits {
        std::int64_t memoryBytes = 0;
        int processes = 0;
    };
    ~Cgroup();

    /// cgroup.procs of every hierarchy: who writes a process there limits it.
    std::vector<int> joinDescriptors() const;
    /// Every process, as this process numbers them.
    std::vector<int> processes() const;
    /// A share in processors; 0 for no limit. Does nothing where there is no such controller.
    void limitCpu(double processors);
    /// Processes that the kernel killed for memory.
    std::int64_t oomKills() const;

private:
    friend class Cgroups;
    struct Part {
        std::string folder;
        FileDescriptor procs;
    };
    std::vector<Part> m_parts;
    std::string m_memory; // folders of the controllers, empty where there is none
    std::string m_cpu;
    bool m_unified = false;
    std::shared_ptr<std::vector<std::string>> m_leftovers;
};

/// What this machine lets us limit with control groups: found out once, by really making a group
/// and writing a value (version 2 first, then 1).
class Cgroups {
public:
    /// Groups are made below one of the run's own name, and those of dead runs are swept.
    Cgroups();
    ~Cgroups();
    Cgroups(const Cgroups&) = delete;
    Cgroups& operator=(const Cgroups&) = delete;

    bool limitsMemory() const { return !m_memory.empty(); }
    bool limitsCpu() const { return !m_cpu.empty(); }
    bool limitsProcesses() const { return !m_pids.empty(); }
    bool limitsAnything() const { return limitsMemory() || limitsCpu() || limitsProcesses(); }

    /// nullptr where nothing can be limited, and when a limit that this machine has was refused.
    std::unique_ptr<Cgroup> create(const std::string& name, const Cgroup::Limits& limits);

private:
    void probeUnified();
    void probeVersion1();
    std::string claim(const std::string& parent, const char* file, const char* value);

    bool m_unified = false;
    std::string m_memory; // our folder in the controller's hierarchy; one and the same in version 2
    std::string m_cpu;
    std::string m_pids;
    std::shared_ptr<std::vector<std::string>> m_leftovers;
};

} // namespace ws::sandbox
