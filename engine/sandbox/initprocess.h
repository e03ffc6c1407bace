#pragma once

#include "engine/sandbox/filedescriptor.h"
#include "engine/sandbox/init/protocol.h"
#include "engine/sandbox/poller.h"

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace ws::sandbox {

/// Waits for the ends of children that nobody else waits for. Kills and collects the rest when it
/// goes.
class Reaper {
public:
    explicit Reaper(Poller& poller)
        : m_poller(poller) {}
    ~Reaper();
    Reaper(const Reaper&) = delete;
    Reaper& operator=(const Reaper&) = delete;

    /// `ended` is called once, from the event loop.
    void adopt(int pid, std::function<void()> ended);
    /// For a child that has lost its control socket: what would not notice is killed.
    void end(int pid);

private:
    Poller& m_poller;
    std::unordered_map<int, FileDescriptor> m_children; // pid -> pidfd
};

/// What the runtime, or an extension, is started with.
struct RuntimeCommand {
    std::uint32_t slot = init::kRuntimeSlot;
    std::string folder;
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    std::uint32_t processLimit = 0;
    std::uint64_t dataLimit = 0;
    enum class Gate { None, Kept } gate = Gate::None;           ///< init::kGateFd
    enum class Api { Own, Given } api = Api::Own;               ///< init::kApiFd
    enum class Forks { Never, WhenAsked } forks = Forks::Never; ///< init::kForkFd
};

/// What a nested init is given.
struct NestRequest {
    int logPipe = -1;
    int extensionLogPipe = -1;
    std::vector<int> cgroups;
    std::int64_t tmpBytes = 0;
};

/// An environment's first process (engine/sandbox/init), seen from the engine.
class InitProcess {
public:
    /// Called from the event loop only; may destroy the InitProcess from inside.
    class Listener {
    public:
        virtual ~Listener() = default;
        virtual void onListening(FileDescriptor socket, int port, int initPid) = 0;
        virtual void onRunning(std::uint32_t slot, int pid) = 0;
        virtual void onStartFailed(std::uint32_t slot, int reason) = 0;
        /// The most that a slot's process held, in bytes, just before its end is told.
        virtual void onPeakKnown(std::uint32_t slot, std::int64_t bytes) = 0;
        /// A wait status; other slots still run.
        virtual void onSlotEnded(std::uint32_t slot, int status) = 0;
        /// A wait status; the whole tree is gone.
        virtual void onTreeEnded(std::uint32_t slot, int status) = 0;
        /// `socket` is still connecting, or empty.
        virtual void onConnected(std::uint32_t token, FileDescriptor socket) = 0;
        /// Init itself has ended, and everything with it.
        virtual void onInitGone() = 0;
    };

    /// None is owned.
    InitProcess(Poller& poller, Reaper& reaper, Listener& listener)
        : m_poller(poller)
        , m_reaper(reaper)
        , m_listener(listener) {}
    /// Everything in the environment ends.
    ~InitProcess();
    InitProcess(const InitProcess&) = delete;
    InitProcess& operator=(const InitProcess&) = delete;

    /// Returns errno, 0 when it runs. `ended` is called when nothing of it is left, whenever that
    /// is.
    int launch(const std::vector<std::string>& command, int logPipe, int extensionLogPipe,
               const std::vector<int>& cgroups, std::function<void()> ended);
    /// The same inside the environment of `enclosing`, without a process of our own: it ends with
    /// that one.
    int launchIn(InitProcess& enclosing, const NestRequest& request);
    void start(const RuntimeCommand& command);
    void order(init::Order order);
    void killOne(std::uint32_t slot);
    void connect(std::uint16_t port, std::uint32_t token);
    /// Reports that have come but were not looked at yet.
    void receive();

private:
    /// The other end of what is m_control from now on; empty with errno.
    FileDescriptor openControl();
    bool receiveOne();
    void handle(const init::Report& report, std::vector<FileDescriptor>& fds);

    Poller& m_poller;
    Reaper& m_reaper;
    Listener& m_listener;
    FileDescriptor m_control;
    std::uint32_t m_round = 0; ///< trees that have ended
    int m_pid = -1;            // of what was launched, which may be bubblewrap and not init
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace ws::sandbox
