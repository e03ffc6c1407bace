#pragma once

#include "engine/base/alarm.h"
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

    /// None of them is owned.
    UserNetwork(base::Clock& clock, Poller& poller, Reaper& reaper);
    ~UserNetwork();
    UserNetwork(const UserNetwork&) = delete;
    UserNetwork& operator=(const UserNetwork&) = delete;

    /// Called once, from the event loop: with nothing when packets flow, else with what went wrong,
    /// in the system's or the program's English. May destroy the UserNetwork. A program that is not
    /// ready after kReadyLimit is ended.
    using Opened = std::function<void(std::string problem)>;
    /// It takes some 20 ms on an idle machine.
    static constexpr base::Duration kReadyLimit = std::chrono::seconds{10};
    /// `pid` is a process in the namespace, as this process numbers it. Once per object.
    void open(const std::string& program, int pid, Opened opened);

private:
    std::string start(const std::string& program, int pid);
    void onReadable();
    void onLimit();
    void abandon();
    void tellLater(const std::string& problem);
    std::string said() const;

    base::Clock& m_clock;
    Poller& m_poller;
    Reaper& m_reaper;
    base::Alarm m_limit; ///< until it is ready
    int m_program = 0;   ///< its process; 0 when there is none
    Opened m_opened;
    FileDescriptor m_ready; ///< it writes a byte when packets flow; ends when it does
    FileDescriptor m_exit;  ///< it goes when the other end does
    FileDescriptor m_said;  ///< its standard error, cut at kMaxSaid
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace ws::sandbox
