#pragma once

#include "engine/base/clock.h"
#include "engine/sandbox/cgroups.h"
#include "engine/sandbox/filedescriptor.h"

#include <cstdint>

namespace ws::sandbox {

/// Resident memory of an environment's processes.
class MemoryMeter {
public:
    /// `group`, which may be nullptr and is not owned, knows the processes; without it they are
    /// found below `init`.
    void attach(int init, const Cgroup* group) {
        m_init = init;
        m_group = group;
    }
    void setRuntime(int pid);
    void detach();

    /// Of the whole tree, now; also for the peak.
    std::int64_t measure();
    /// From here on; a process that ends before the next look counts with what it holds now.
    void resetPeak() { m_peak = runtimeResident(); }
    /// The runtime is gone and held `bytes` at most: that counts when nobody had looked before.
    void noteEnd(std::int64_t bytes) { m_peak = m_peak > 0 ? m_peak : bytes; }
    /// Since resetPeak(), with what the runtime itself holds now.
    std::int64_t peak() const;
    /// How long the tree needs at least to fill what is left of `limit`.
    static base::Duration nextLook(std::int64_t resident, std::int64_t limit);

private:
    std::int64_t runtimeResident() const;

    int m_init = 0;
    int m_runtime = 0;
    const Cgroup* m_group = nullptr;
    FileDescriptor m_statm; // of the runtime, kept open: it is read at the end of every invoke
    mutable std::int64_t m_peak = 0;
};

} // namespace ws::sandbox
