#pragma once

#include "engine/sandbox/filedescriptor.h"
#include "engine/sandbox/poller.h"

#include <functional>
#include <memory>
#include <string>

namespace ws::sandbox {

class Reaper;

/// The way out of an environment's network namespace: slirp4netns, a network stack in a process of
/// its own that goes on as the user's ordinary connections. The environment keeps its own loopback
/// with its Runtime API. It reaches what this machine reaches, but not what listens on this
/// machine's own loopback, and nobody reaches it from outside.
///
/// The process gives up its rights and files before it looks at the first packet. It ends with this
/// object, and with the program however that ends.
class UserNetwork {
public:
    /// The program's path; empty when it is not installed (Debian package slirp4netns).
    static std::string findProgram();

    /// Neither is owned.
    UserNetwork(Poller& poller, Reaper& reaper)
        : m_poller(poller)
        , m_reaper(reaper) {}
    ~UserNetwork();
    UserNetwork(const UserNetwork&) = delete;
    UserNetwork& operator=(const UserNetwork&) = delete;

    /// Called once, from the event loop: with nothing when packets flow, else with what went wrong,
    /// in the system's or the program's English. May destroy the UserNetwork.
    using Opened = std::function<void(std::string problem)>;
    /// `pid` is a process in the namespace, as this process numbers it. Once per object.
    void open(const std::string& program, int pid, Opened opened);

private:
    std::string start(const std::string& program, int pid);
    void onReadable();
    std::string said() const;

    Poller& m_poller;
    Reaper& m_reaper;
    Opened m_opened;
    FileDescriptor m_ready; ///< it writes a byte when packets flow; ends when it does
    FileDescriptor m_exit;  ///< it goes when the other end does
    FileDescriptor m_said;  ///< its standard error, cut at kMaxSaid
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace ws::sandbox
