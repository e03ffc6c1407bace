#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace ws::sandbox {

/// The files on this machine that environments are made from, in one private folder of the user:
/// - runtimes-<version>/  init and bootstraps, as they travel inside the library; /var/runtime
/// - etc/                 what a sandbox may know of the machine; /etc
/// - layers/<key>/        several layers merged; /opt
/// - run-<pid>-<start>/   what belongs to one run of the program, swept by the next
class RuntimeFiles {
public:
    explicit RuntimeFiles(std::string stateFolder);
    /// Removes the run's folder.
    ~RuntimeFiles();
    RuntimeFiles(const RuntimeFiles&) = delete;
    RuntimeFiles& operator=(const RuntimeFiles&) = delete;

    /// Writes what is not there yet and sweeps what earlier runs left. Error "sandbox.stateFolder"
    /// with folder and reason.
    base::Status prepare();

    const std::string& runtimeFolder() const { return m_runtimes; }
    const std::string& etcFolder() const { return m_etc; }
    const std::string& runFolder() const { return m_run; }
    std::string initProgram() const { return m_runtimes + "/init"; }

    /// /opt for these layers: nothing, the only one, or all copied over one another in their order.
    std::string optFolder(const std::vector<std::string>& layers);

    /// Of this process: unique on this machine until it is started anew.
    static std::string runName();
    /// Whether the process that such a name speaks of still runs.
    static bool runIsAlive(std::string_view name);

private:
    void sweep() const;

    const std::string m_state;
    std::string m_runtimes;
    std::string m_etc;
    std::string m_run;
};

} // namespace ws::sandbox
