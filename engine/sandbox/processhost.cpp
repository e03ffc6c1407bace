#include "engine/sandbox/processhost.h"

#include "engine/sandbox/spawn.h"
#include "engine/sandbox/usernetwork.h"

#include <filesystem>
#include <functional>
#include <sys/resource.h>
#include <unistd.h>

namespace ws::sandbox {

namespace fs = std::filesystem;

ProcessHost::ProcessHost(base::Clock& clock, ProcessOptions options)
    : m_clock(clock)
    , m_options(std::move(options))
    , m_files(m_options.stateFolder) {}

/// An environment takes seven descriptors; the customary limit of 1,024 would end at 140 of them.
void ProcessHost::raiseDescriptorLimit() const {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

const base::Status& ProcessHost::prepare() {
    if (m_prepared)
        return *m_prepared;
    m_prepared = m_files.prepare();
    raiseDescriptorLimit();
    m_cgroups = std::make_unique<Cgroups>();
    if (m_options.isolation == ProcessOptions::Isolation::Automatic)
        m_isolation = Isolation::probe();
    if (m_isolation.mode() == Isolation::Mode::Plain)
        m_notices.emplace_back("isolation.noUserNamespaces");
    if (!m_cgroups->limitsMemory())
        m_notices.emplace_back("limits.memoryPolled");
    if (!m_cgroups->limitsCpu() && m_options.cpuShare == ProcessOptions::CpuShare::Enforced)
        m_notices.emplace_back("limits.cpuUnlimited");
    // The kernel does not apply RLIMIT_NPROC to root.
    if (!m_cgroups->limitsProcesses() && ::getuid() == 0)
        m_notices.emplace_back("limits.processesUnlimited");
    return *m_prepared;
}

const std::string& ProcessHost::networkProgram() {
    if (m_networkProgram.empty()) // it may have been installed since
        m_networkProgram = UserNetwork::findProgram();
    return m_networkProgram;
}

const Interpreter& ProcessHost::interpreter(const std::string& runtime) {
    const auto known = m_interpreters.find(runtime);
    if (known != m_interpreters.end() && !known->second.program.empty())
        return known->second; // what was not there may have been installed since
    switch (function::runtimeFamily(runtime)) {
    case function::RuntimeFamily::Python:
        return m_interpreters[runtime] = findPython(runtime);
    case function::RuntimeFamily::Ruby:
        return m_interpreters[runtime] = findRuby(runtime);
    default:
        return m_interpreters[runtime] = findNode(runtime);
    }
}

std::string ProcessHost::pythonBootstrap(const Interpreter& interpreter,
                                         const std::string& source) {
    std::error_code error;
    const auto changed = fs::last_write_time(interpreter.program, error).time_since_epoch().count();
    const std::string key = interpreter.program + std::to_string(changed);
    const std::string name = fs::path(source).stem().string() + "-" +
                             std::to_string(std::hash<std::string>{}(key)) + ".pyc";
    const std::string folder = m_files.runtimeFolder() + "/";
    if (fs::exists(folder + name, error))
        return name;
    if (m_compiling.insert(name).second) {
        // Renamed at the end, so that no environment finds half a file; the name in tracebacks is
        // the one inside a sandbox.
        const std::string script = "import os,py_compile as p,sys\n"
                                   "t=sys.argv[2]+'.'+str(os.getpid())\n"
                                   "p.compile(sys.argv[1],t,'/var/runtime/bootstrap.py',True,2,"
                                   "p.PycInvalidationMode.UNCHECKED_HASH)\n"
                                   "os.rename(t,sys.argv[2])";
        const SpawnResult child =
            spawn({interpreter.program, "-I", "-S", "-c", script, folder + source, folder + name},
                  {}, {});
        if (child.pid > 0)
            m_reaper.adopt(child.pid, [] {});
    }
    return source;
}

} // namespace ws::sandbox
