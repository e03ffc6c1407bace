#pragma once

#include <cstdint>

/// What the engine and an environment's init say to each other over their socket (SOCK_SEQPACKET:
/// one message, one packet). Plain data, for both sides are built from this file.
namespace ws::sandbox::init {

/// Descriptors that init is started with.
inline constexpr int kControlFd = 3;
inline constexpr int kLogFd = 4;
inline constexpr int kExtensionLogFd = 5;
inline constexpr int kFirstCgroupFd = 6; ///< cgroup.procs files, as many as argv[2] says
/// The runtime finds its log pipe here a second time, for framed entries.
inline constexpr int kTelemetryFd = 3;
/// A gated runtime reads here, until the end, before it runs code of the function.
inline constexpr int kGateFd = 4;

inline constexpr std::uint16_t kPort = 9001; ///< in a network namespace of its own
inline constexpr std::uint32_t kMaxMessage = 128 * 1024;

/// A runtime that others are restored from finds the socket here that asks it to fork; what comes
/// with a request is a ForkRequest's descriptors.
inline constexpr int kForkFd = 5;

/// A runtime that is to have it finds a connection to the Runtime API here.
inline constexpr int kApiFd = 6;

/// The limits of an environment's processes, as recorded (lambda.md B1).
inline constexpr std::uint64_t kMaxFiles = 1024;
inline constexpr std::uint64_t kStackBytes = 8 * 1024 * 1024;
inline constexpr std::uint32_t kMaxUserProcesses = 742;

/// Each started process has one: the runtime the first, external extensions the others.
inline constexpr std::uint32_t kRuntimeSlot = 0;
inline constexpr std::uint32_t kSlots = 11;

enum class Order : std::uint32_t {
    Start,     ///< StartOrder, then cwd, arguments and environment, each with a closing NUL
    Freeze,    ///< stop every process
    Thaw,      ///< let them go on
    Terminate, ///< SIGTERM to the runtime
    Kill,      ///< SIGKILL to every process
    Connect,   ///< ConnectOrder: to a port inside the environment
    KillOne,   ///< KillOneOrder: SIGKILL to one slot's process group
    Nest,      ///< NestOrder, with descriptors: an environment inside this one
    Restore,   ///< to a nested init: have its runtime forked off the enclosing one's
};

struct StartOrder {
    Order order = Order::Start;
    std::uint32_t arguments = 0;
    std::uint32_t variables = 0;
    std::uint32_t processLimit = 0; ///< RLIMIT_NPROC, 0: leave it
    std::uint64_t dataLimit = 0;    ///< RLIMIT_DATA in bytes, 0: leave it
    std::uint32_t gated = 0;        ///< 1: joins its control groups while it starts up
    std::uint32_t slot = kRuntimeSlot;
    std::uint32_t forks = 0;    ///< 1: finds kForkFd
    std::uint32_t connects = 0; ///< 1: finds kApiFd
    /// How many trees had ended when it was asked for. One that crosses the report of another end
    /// is not done: what it was to join is gone.
    std::uint32_t round = 0;
};

/// Comes with the descriptors that an init is started with: control socket, the two log pipes, then
/// `cgroups` cgroup.procs files.
struct NestOrder {
    Order order = Order::Nest;
    std::uint32_t cgroups = 0;
    std::uint64_t tmpBytes = 0;
};

/// What the forking runtime is sent by a nested init, in this order; any number of cgroup.procs
/// files follows.
enum class ForkRequest : std::uint32_t {
    UserNamespace,
    MountNamespace,
    PidNamespace,
    NetworkNamespace,
    IpcNamespace,
    UtsNamespace,
    Progress, ///< a pipe for ForkProgress
    Log,      ///< the environment's log pipe
    Cgroups,
};

/// What comes out of the progress pipe; its end without Ended is a runtime that got lost.
struct ForkProgress {
    enum class Stage : std::uint32_t {
        Running = 1, ///< value: the runtime's pid in its environment
        Ended,       ///< value: its wait status
    };
    Stage stage = Stage::Ended;
    std::int32_t value = 0;
};

struct ConnectOrder {
    Order order = Order::Connect;
    std::uint32_t port = 0;
    std::uint32_t token = 0; ///< comes back as the report's slot
};

struct KillOneOrder {
    Order order = Order::KillOne;
    std::uint32_t slot = kRuntimeSlot;
};

enum class Event : std::uint32_t {
    Listening, ///< value: port; with descriptors: the listening socket, a pidfd of init
    Running,   ///< with a descriptor: a pidfd of the slot's process
    Failed,    ///< value: errno of what kept the slot's process from starting
    Ended,     ///< value: wait status of the slot's process; other slots still run
    Connected, ///< value: errno, or 0 with the connecting socket
    Exited,    ///< value: wait status of the last slot's process; the whole tree is gone
};

struct Report {
    Event event = Event::Failed;
    std::int32_t value = 0;
    std::uint32_t slot = kRuntimeSlot;
    std::uint32_t peakKb = 0; ///< with Ended and Exited: the most that the process held; 0: unknown
};

} // namespace ws::sandbox::init
