#include "engine/sandbox/isolation.h"

#include "engine/sandbox/spawn.h"

#include <cstdio>
#include <filesystem>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace ws::sandbox {

namespace fs = std::filesystem;

namespace {

using Arguments = std::vector<std::string>;

void append(Arguments& out, std::initializer_list<std::string> more) {
    out.insert(out.end(), more);
}

/// Programs and libraries of the machine, where they are: /usr, and what leads into it.
Arguments rootArguments() {
    Arguments args = {"--unshare-all", "--die-with-parent",
                      "--new-session", "--as-pid-1",
                      "--cap-drop",    "ALL",
                      "--uid",         "993",
                      "--gid",         "990",
                      "--hostname",    "169.254.100.2",
                      "--ro-bind",     "/usr",
                      "/usr"};
    for (const char* name : {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"}) {
        std::error_code error;
        if (fs::is_symlink(name, error))
            append(args, {"--symlink", fs::read_symlink(name, error).string(), name});
        else if (fs::is_directory(name, error))
            append(args, {"--ro-bind", name, name});
    }
    append(args, {"--proc", "/proc", "--dev", "/dev"});
    return args;
}

/// To the kernel, who is root outside stays root when it comes to its settings, without any
/// capability: core_pattern alone would be a way out. Other users could only change those of their
/// own namespaces, which is no business of a function either.
void closeSettings(Arguments& args) {
    append(args, {"--ro-bind", "/proc/sys", "/proc/sys"});
}

/// Since Linux 5.14 every user namespace has a count of its own.
bool namespaceCountsProcesses() {
    utsname name{};
    int major = 0;
    int minor = 0;
    return ::uname(&name) == 0 && std::sscanf(name.release, "%d.%d", &major, &minor) == 2 &&
           std::pair(major, minor) >= std::pair(5, 14);
}

/// Root and /dev are made of memory without a limit: nothing may be written there.
void closeRoot(Arguments& args) {
    append(args, {"--remount-ro", "/dev", "--remount-ro", "/"});
}

} // namespace

Isolation Isolation::probe() {
    Isolation isolation;
    for (const char* program : {"/usr/bin/bwrap", "/usr/local/bin/bwrap"}) {
        if (::access(program, X_OK) == 0) {
            isolation.m_bubblewrap = program;
            break;
        }
    }
    if (isolation.m_bubblewrap.empty())
        return isolation;
    isolation.m_namespaceCounts = namespaceCountsProcesses();
    isolation.m_root = rootArguments();
    closeSettings(isolation.m_root);
    if (isolation.works())
        return isolation;
    // What is mounted below the settings may be in the way. Without root that is no reason to go
    // without walls.
    isolation.m_root = rootArguments();
    return ::geteuid() != 0 && isolation.works() ? isolation : plain();
}

/// Runs a program that does nothing in it.
bool Isolation::works() const {
    Arguments command = {m_bubblewrap};
    command.insert(command.end(), m_root.begin(), m_root.end());
    closeRoot(command);
    append(command, {"--", "/usr/bin/true"});
    const SpawnResult child = spawn(command, {}, {});
    int status = 1;
    if (child.pid > 0)
        ::waitpid(child.pid, &status, 0);
    return status == 0;
}

Arguments Isolation::wrap(const SandboxLayout& layout, const Arguments& command) const {
    Arguments args = {m_bubblewrap};
    args.insert(args.end(), m_root.begin(), m_root.end());
    append(args, {"--ro-bind", layout.etcFolder, "/etc"});
    for (const char* name : {"/etc/ssl", "/etc/alternatives"}) {
        std::error_code error;
        if (fs::is_directory(name, error))
            append(args, {"--ro-bind", name, name});
    }
    if (!layout.interpreterPrefix.empty())
        append(args, {"--ro-bind", layout.interpreterPrefix, layout.interpreterPrefix});
    append(args, {"--perms", "1777", "--size", std::to_string(layout.tmpBytes), "--tmpfs", "/tmp"});
    append(args, {"--ro-bind", layout.codeFolder, "/var/task"});
    append(args, {"--ro-bind", layout.runtimeFolder, "/var/runtime"});
    if (layout.optFolder.empty())
        append(args, {"--dir", "/opt"});
    else
        append(args, {"--ro-bind", layout.optFolder, "/opt"});
    for (const auto& [folder, place] : layout.mounts)
        append(args, {"--bind", folder, place});
    // The kernel lets a namespace inside this one mount a /proc only if one is here with nothing on
    // top of its folders, and mounts it no more writable than that one. Nobody can look at it: an
    // empty folder lies over it.
    if (layout.nests == SandboxLayout::Nests::Yes)
        append(args, {"--ro-bind", "/proc", "/run/nested/proc", "--tmpfs", "/run/nested",
                      "--remount-ro", "/run/nested"});
    closeRoot(args);
    append(args, {"--chdir", "/", "--"});
    args.insert(args.end(), command.begin(), command.end());
    return args;
}

} // namespace ws::sandbox
