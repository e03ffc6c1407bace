#pragma once

#include "engine/sandbox/cgroups.h"
#include "engine/sandbox/initprocess.h"
#include "engine/sandbox/interpreter.h"
#include "engine/sandbox/isolation.h"
#include "engine/sandbox/processbackend.h"
#include "engine/sandbox/runtimefiles.h"
#include "engine/sandbox/snapshots.h"

#include <map>
#include <optional>
#include <set>

namespace ws::sandbox {

/// An initialised runtime that forks when it is asked to.
class ForkSource {
public:
    virtual ~ForkSource() = default;
    /// The environment that others are made inside of.
    virtual InitProcess& enclosing() = 0;
    /// It is about to be asked to fork; between forks it stands still like any idle environment.
    virtual void beginFork() = 0;
    virtual void endFork() = 0;
};

/// What all environments of one factory share: the machine as it was found, and what is expensive
/// to ask twice.
class ProcessHost {
public:
    ProcessHost(base::Clock& clock, ProcessOptions options);

    base::Clock& clock() { return m_clock; }
    const ProcessOptions& options() const { return m_options; }
    Poller& poller() { return m_poller; }
    Reaper& reaper() { return m_reaper; }
    RuntimeFiles& files() { return m_files; }
    Snapshots<ForkSource>& snapshots() { return m_snapshots; }

    /// Looks at the machine, the first time.
    const base::Status& prepare();
    // Valid after prepare().
    Cgroups& cgroups() { return *m_cgroups; }
    const Isolation& isolation() const { return m_isolation; }
    const std::vector<std::string>& notices() const { return m_notices; }
    /// What connects environments; empty: nothing does.
    const std::string& networkProgram();

    const Interpreter& interpreter(const std::string& runtime);
    /// A Python bootstrap in the form that this interpreter starts fastest; both are names in the
    /// runtime folder. The first time it has it compiled for the next.
    std::string pythonBootstrap(const Interpreter& interpreter, const std::string& source);

private:
    void raiseDescriptorLimit() const;

    base::Clock& m_clock;
    const ProcessOptions m_options;
    Poller m_poller;
    RuntimeFiles m_files;
    Snapshots<ForkSource> m_snapshots;
    std::unique_ptr<Cgroups> m_cgroups;
    Reaper m_reaper{m_poller}; // after the groups: it ends what is in them
    Isolation m_isolation;
    std::optional<base::Status> m_prepared;
    std::vector<std::string> m_notices;
    std::string m_networkProgram;
    std::map<std::string, Interpreter> m_interpreters;
    std::set<std::string> m_compiling; // names of compiled bootstraps
};

} // namespace ws::sandbox
