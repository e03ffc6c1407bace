#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ws::sandbox {

/// What an environment sees of the machine.
struct SandboxLayout {
    std::string codeFolder;        ///< /var/task
    std::string optFolder;         ///< /opt, may be empty
    std::string runtimeFolder;     ///< /var/runtime
    std::string etcFolder;         ///< /etc
    std::string interpreterPrefix; ///< at its own place, may be empty
    std::int64_t tmpBytes = 0;
    enum class Nests { No, Yes } nests = Nests::No; ///< environments inside it are to have a /proc
    std::vector<std::pair<std::string, std::string>> mounts; ///< folder and place, writable
};

/// Namespaces of its own, a root without the user's files, no privileges: what bubblewrap is told.
class Isolation {
public:
    enum class Mode { Namespaces, Plain };
    /// Looks for bubblewrap and tries it once.
    static Isolation probe();
    static Isolation plain() { return Isolation(); }

    Mode mode() const { return m_bubblewrap.empty() ? Mode::Plain : Mode::Namespaces; }
    /// RLIMIT_NPROC counts what runs in the sandbox alone. Elsewhere it counts everything that the
    /// user runs on the machine, and would end what has nothing to do with it.
    bool countsItsProcesses() const { return mode() == Mode::Namespaces && m_namespaceCounts; }
    /// The command that puts `command` into the sandbox. Only with namespaces.
    std::vector<std::string> wrap(const SandboxLayout& layout,
                                  const std::vector<std::string>& command) const;

private:
    bool works() const;

    std::string m_bubblewrap;
    bool m_namespaceCounts = false;
    std::vector<std::string> m_root; // arguments that are the same for every environment
};

} // namespace ws::sandbox
