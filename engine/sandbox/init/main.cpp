// The first process of an execution environment. In a PID namespace it is process 1: when it ends,
// the kernel ends everything else. It opens the Runtime API's socket inside the environment's
// network and gives it to the engine, starts the runtime as often as it is told, reaps what is
// orphaned, and reports the end of the whole tree. It outlives a reset of the runtime, and /tmp
// with it. Static and without the C++ runtime, so that it starts in well under a millisecond.
//
// Where environments are restored from a snapshot, an init also starts others like itself in
// namespaces inside its own: see "environments inside this one".
//
// On a machine without user namespaces ("plain") it does the same as an ordinary process: it adopts
// orphans and finds what it has to kill by walking /proc.

#include "engine/sandbox/init/protocol.h"

#include <arpa/inet.h>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace ws::sandbox::init;

constexpr int kMaxStrings = 1024;
constexpr int kAboveAll = 100; // of the descriptors with a fixed number
constexpr int kMaxPassed = 16; // descriptors in one message

bool g_plain = false;
int g_cgroups = 0;
std::uint16_t g_port = 0;   // of the Runtime API
pid_t g_slots[kSlots] = {}; // 0 when none runs
std::uint32_t g_round = 0;  // trees that have ended
int g_forker = -1;          // asks the runtime, or the enclosing environment's, to fork
bool g_nested = false;
int g_progress = -1;   // of a runtime that is forked for this environment
bool g_doomed = false; // it is to be killed as soon as it is known
alignas(8) char g_message[kMaxMessage + 1];

int openPidfd(pid_t pid) {
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
}

void sendWith(int socket, void* data, size_t size, const int* fds, int fdCount) {
    iovec part{data, size};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) char control[CMSG_SPACE(kMaxPassed * sizeof(int))] = {};
    if (fdCount > 0) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(static_cast<size_t>(fdCount) * sizeof(int));
        cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(static_cast<size_t>(fdCount) * sizeof(int));
        memcpy(CMSG_DATA(header), fds, static_cast<size_t>(fdCount) * sizeof(int));
    }
    sendmsg(socket, &message, MSG_NOSIGNAL);
}

void report(Event event, std::int32_t value, std::uint32_t slot = kRuntimeSlot,
            const int* fds = nullptr, int fdCount = 0) {
    Report text{event, value, slot, 0};
    sendWith(kControlFd, &text, sizeof text, fds, fdCount);
}

void reportEnd(Event event, std::int32_t status, std::uint32_t slot, std::uint32_t peakKb) {
    Report text{event, status, slot, peakKb};
    sendWith(kControlFd, &text, sizeof text, nullptr, 0);
}

// ---- the tree when there is no PID namespace

pid_t parentOf(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    char text[512];
    const ssize_t size = read(fd, text, sizeof text - 1);
    close(fd);
    if (size <= 0)
        return 0;
    text[size] = 0;
    // The name, in parentheses, may hold anything: the fields begin after the last one.
    const char* end = strrchr(text, ')');
    int parent = 0;
    char state = 0;
    return end && sscanf(end + 1, " %c %d", &state, &parent) == 2 ? parent : 0;
}

bool isOurs(pid_t pid) {
    for (int depth = 0; pid > 1 && depth < 4096; ++depth) {
        pid = parentOf(pid);
        if (pid == getpid())
            return true;
    }
    return false;
}

int signalDescendants(int signal) {
    DIR* proc = opendir("/proc");
    if (!proc)
        return 0;
    int found = 0;
    while (const dirent* entry = readdir(proc)) {
        const pid_t pid = atoi(entry->d_name);
        if (pid > 0 && isOurs(pid)) {
            kill(pid, signal);
            ++found;
        }
    }
    closedir(proc);
    return found;
}

// ---- the tree

void signalAll(int signal) {
    if (g_plain)
        signalDescendants(signal);
    else
        kill(-1, signal);
}

/// The environments inside this one are not this one's to stop.
void pauseOrGoOn(int signal) {
    if (g_forker < 0 || g_nested)
        signalAll(signal);
    else if (g_slots[kRuntimeSlot])
        kill(-g_slots[kRuntimeSlot], signal);
}

/// Until nothing is left. A process that is being killed cannot fork, so the first round gets all
/// in a namespace; in the plain case stopping first keeps a fork bomb from outrunning the walk.
void killAll() {
    for (;;) {
        if (g_plain)
            signalAll(SIGSTOP);
        signalAll(SIGKILL);
        const pid_t pid = waitpid(-1, nullptr, 0);
        if (pid < 0 && errno == ECHILD)
            return;
        while (waitpid(-1, nullptr, WNOHANG) > 0) {
        }
    }
}

bool anyRuns() {
    for (const pid_t pid : g_slots) {
        if (pid)
            return true;
    }
    return false;
}

void onEnded(std::uint32_t slot, int status, std::uint32_t peakKb) {
    g_slots[slot] = 0;
    if (anyRuns()) {
        reportEnd(Event::Ended, status, slot, peakKb);
        return;
    }
    if (g_forker < 0 || g_nested) // else what was restored from it goes on without it
        killAll();
    ++g_round;
    reportEnd(Event::Exited, status, slot, peakKb);
}

void reap() {
    int status = 0;
    rusage used{};
    while (const pid_t pid = wait4(-1, &status, WNOHANG, &used)) {
        if (pid < 0)
            return;
        for (std::uint32_t slot = 0; slot < kSlots; ++slot) {
            if (pid == g_slots[slot])
                onEnded(slot, status, static_cast<std::uint32_t>(used.ru_maxrss));
        }
    }
}

// ---- starting the runtime

struct Command {
    const StartOrder* order;
    const char* folder;
    char* arguments[kMaxStrings];
    char* variables[kMaxStrings];
};

bool take(char*& cursor, const char* end, std::uint32_t count, char** out) {
    if (count >= kMaxStrings)
        return false;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (cursor >= end)
            return false;
        out[i] = cursor;
        cursor += strlen(cursor) + 1;
    }
    out[count] = nullptr;
    return true;
}

bool decode(ssize_t size, Command& command) {
    if (size < static_cast<ssize_t>(sizeof(StartOrder)))
        return false;
    command.order = reinterpret_cast<const StartOrder*>(g_message);
    char* cursor = g_message + sizeof(StartOrder);
    const char* end = g_message + size;
    g_message[size] = 0;
    char* folder[2];
    if (!take(cursor, end, 1, folder))
        return false;
    command.folder = folder[0];
    return take(cursor, end, command.order->arguments, command.arguments) &&
           take(cursor, end, command.order->variables, command.variables);
}

void limit(__rlimit_resource_t resource, rlim_t value) {
    rlimit limits{};
    getrlimit(resource, &limits);
    limits.rlim_cur = value < limits.rlim_max ? value : limits.rlim_max;
    limits.rlim_max = limits.rlim_cur;
    setrlimit(resource, &limits);
}

/// What the service's environments say (lambda.md B1): the hard limit stays what it is.
void limitStack() {
    rlimit limits{};
    getrlimit(RLIMIT_STACK, &limits);
    limits.rlim_cur = kStackBytes < limits.rlim_max ? kStackBytes : limits.rlim_max;
    setrlimit(RLIMIT_STACK, &limits);
}

/// Process 0 is who writes.
void joinCgroups(pid_t pid) {
    char text[16];
    const int size = snprintf(text, sizeof text, "%d", pid);
    for (int i = 0; i < g_cgroups; ++i) {
        if (write(kFirstCgroupFd + i, text, static_cast<size_t>(size)) < 0)
            continue; // it has ended, or the group is gone: nothing to limit
    }
}

/// Runs in the vforked child, in the parent's memory: only system calls, then exec.
/// What a runtime finds beside its standard descriptors; -1 where it gets none.
struct Extras {
    int gate = -1;
    int forks = -1;
    int api = -1;
};

/// Out of the way of the numbers that the runtime is to find.
int raised(int fd) {
    return fd < 0 ? fd : fcntl(fd, F_DUPFD_CLOEXEC, kAboveAll);
}

void place(int fd, int number) {
    if (fd >= 0)
        dup2(fd, number);
}

/// A runtime in a script language pays more for a connection of its own. Not a part of the function
/// that calls vfork().
[[gnu::noinline]] int connectToApi() {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(g_port);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0)
        return fd;
    close(fd);
    return -1;
}

[[noreturn]] void becomeRuntime(const Command& command, Extras extras, volatile int* failure) {
    setpgid(0, 0);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const bool runtime = command.order->slot == kRuntimeSlot;
    const int log = fcntl(runtime ? kLogFd : kExtensionLogFd, F_DUPFD_CLOEXEC, kAboveAll);
    extras = {raised(extras.gate), raised(extras.forks), raised(extras.api)};
    dup2(nothing, 0);
    dup2(log, 1);
    dup2(log, 2);
    if (extras.gate < 0)
        joinCgroups(0);
    if (runtime)
        dup2(log, kTelemetryFd);
    place(extras.gate, kGateFd);
    place(extras.forks, kForkFd);
    place(extras.api, kApiFd);
    limit(RLIMIT_NOFILE, kMaxFiles);
    limit(RLIMIT_MEMLOCK, 64 * 1024);
    limit(RLIMIT_CORE, 0); // not the service's: the user's disk is no place for a function's dumps
    limitStack();
    if (command.order->processLimit)
        limit(RLIMIT_NPROC, command.order->processLimit);
    if (command.order->dataLimit)
        limit(RLIMIT_DATA, command.order->dataLimit);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (chdir(command.folder) == 0)
        execve(command.arguments[0], command.arguments, command.variables);
    *failure = errno;
    _exit(127);
}

void start(ssize_t size) {
    Command command;
    const bool decoded = decode(size, command);
    const std::uint32_t slot = decoded ? command.order->slot : kRuntimeSlot;
    if (!decoded || slot >= kSlots || g_slots[slot]) {
        report(Event::Failed, EINVAL, slot);
        return;
    }
    if (command.order->round != g_round)
        return;
    // Joining the first group takes the kernel milliseconds. A runtime that knows of the gate
    // starts up meanwhile and waits there before the function's own code; another one joins before
    // it runs at all, or what it forks at once would be free of limits.
    int gate[2] = {-1, -1};
    if (command.order->gated)
        pipe2(gate, O_CLOEXEC);
    int forks[2] = {-1, -1};
    if (command.order->forks) {
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, forks);
        close(g_forker);
        g_forker = forks[0];
    }
    const int api = command.order->connects ? connectToApi() : -1;
    volatile int failure = 0;
    const pid_t pid = vfork();
    if (pid == 0)
        becomeRuntime(command, {gate[0], forks[1], api}, &failure);
    close(gate[0]);
    close(forks[1]);
    close(api);
    if (pid < 0 || failure) {
        const int reason = pid < 0 ? errno : failure;
        close(gate[1]);
        if (pid > 0)
            waitpid(pid, nullptr, 0);
        report(Event::Failed, reason, slot);
        return;
    }
    g_slots[slot] = pid;
    const int pidfd = openPidfd(pid);
    report(Event::Running, 0, slot, &pidfd, pidfd < 0 ? 0 : 1);
    close(pidfd);
    if (gate[1] >= 0)
        joinCgroups(pid);
    close(gate[1]);
}

// ---- environments inside this one
//
// The runtime of this environment is a snapshot: initialised, it forks when it is asked to. What it
// forks belongs into an environment of its own. A nested init makes that: it is a copy of this
// process in a user namespace below this one's, which owns the new mounts, network, processes,
// queues and names. What this environment mounted stays locked in there, so that nobody inside,
// with whatever capabilities over those namespaces, can change the root's folders or uncover what
// they hide. A process may enter namespaces that a child of its own user namespace owns, and only
// those: so the fork can follow into the nested environment, and nothing can come back.

struct Passed {
    int count = 0;
    int fds[kMaxPassed] = {};
};

bool writeText(const char* path, const char* text) {
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    const bool written = fd >= 0 && write(fd, text, strlen(text)) > 0;
    close(fd);
    return written;
}

/// The same user as outside, and no other.
bool mapUser(uid_t user, gid_t group) {
    char text[64];
    snprintf(text, sizeof text, "%u %u 1", user, user);
    bool mapped = writeText("/proc/self/setgroups", "deny");
    mapped = writeText("/proc/self/uid_map", text) && mapped;
    snprintf(text, sizeof text, "%u %u 1", group, group);
    return writeText("/proc/self/gid_map", text) && mapped;
}

bool mountOwn(std::uint64_t tmpBytes) {
    char options[64];
    snprintf(options, sizeof options, "mode=1777,size=%llu",
             static_cast<unsigned long long>(tmpBytes));
    return mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, options) == 0 &&
           // Never writable: the kernel's settings are in it.
           mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, nullptr) ==
               0;
}

bool raiseLoopback() {
    ifreq request{};
    strcpy(request.ifr_name, "lo");
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool up = fd >= 0 && ioctl(fd, SIOCGIFFLAGS, &request) == 0;
    request.ifr_flags |= IFF_UP;
    up = up && ioctl(fd, SIOCSIFFLAGS, &request) == 0;
    close(fd);
    return up;
}

void dropCapabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct none[2] = {};
    syscall(SYS_capset, &header, none);
}

/// Where an init has its descriptors, in place of the ones of the init that this is a copy of.
void takePlaces(const Passed& fds, int cgroups) {
    int kept[kMaxPassed];
    for (int i = 0; i < fds.count; ++i)
        kept[i] = fcntl(fds.fds[i], F_DUPFD_CLOEXEC, kAboveAll);
    g_forker = fcntl(g_forker, F_DUPFD_CLOEXEC, kAboveAll);
    for (int fd = kControlFd; fd < kAboveAll; ++fd)
        close(fd);
    for (int i = 0; i < fds.count; ++i) {
        dup3(kept[i], kControlFd + i, O_CLOEXEC);
        close(kept[i]);
    }
    g_cgroups = cgroups;
}

int serve();

[[noreturn]] void becomeNested(const NestOrder& order, const Passed& fds, uid_t user, gid_t group) {
    g_nested = true;
    g_progress = -1;
    g_round = 0;
    memset(g_slots, 0, sizeof g_slots);
    takePlaces(fds, static_cast<int>(order.cgroups));
    prctl(PR_SET_DUMPABLE, 1); // or the maps are not ours to write
    const bool ready = mapUser(user, group) && mountOwn(order.tmpBytes) && raiseLoopback();
    dropCapabilities();
    prctl(PR_SET_DUMPABLE, 0);
    _exit(ready ? serve() : 1);
}

void nest(ssize_t size, const Passed& fds) {
    NestOrder order;
    if (size < static_cast<ssize_t>(sizeof order))
        return;
    memcpy(&order, g_message, sizeof order);
    if (fds.count != 3 + static_cast<int>(order.cgroups))
        return;
    const uid_t user = getuid();
    const gid_t group = getgid();
    const long flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC |
                       CLONE_NEWUTS | SIGCHLD;
    if (syscall(SYS_clone, flags, nullptr, nullptr, nullptr, nullptr) == 0)
        becomeNested(order, fds, user, group);
}

/// Asks the enclosing environment's runtime for a copy of itself in here.
void restore() {
    static const char* const kNamespaces[] = {"user", "mnt", "pid", "net", "ipc", "uts"};
    int fds[kMaxPassed];
    int count = 0;
    for (const char* name : kNamespaces) {
        char path[32];
        snprintf(path, sizeof path, "/proc/self/ns/%s", name);
        fds[count++] = open(path, O_RDONLY | O_CLOEXEC);
    }
    int progress[2] = {-1, -1};
    pipe2(progress, O_CLOEXEC);
    fds[count++] = progress[1];
    const int opened = count;
    fds[count++] = kLogFd;
    for (int i = 0; i < g_cgroups && count < kMaxPassed; ++i)
        fds[count++] = kFirstCgroupFd + i;
    char nothing = 0;
    sendWith(g_forker, &nothing, sizeof nothing, fds, count);
    for (int i = 0; i < opened; ++i)
        close(fds[i]);
    close(g_progress);
    g_progress = progress[0];
    g_doomed = false;
}

void readProgress() {
    ForkProgress progress;
    const ssize_t size = read(g_progress, &progress, sizeof progress);
    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    const bool whole = size == static_cast<ssize_t>(sizeof progress);
    if (whole && progress.stage == ForkProgress::Stage::Running) {
        g_slots[kRuntimeSlot] = progress.value;
        const int pidfd = openPidfd(progress.value);
        report(Event::Running, 0, kRuntimeSlot, &pidfd, pidfd < 0 ? 0 : 1);
        close(pidfd);
        if (g_doomed)
            signalAll(SIGKILL);
        return;
    }
    close(g_progress);
    g_progress = -1;
    if (g_slots[kRuntimeSlot])
        onEnded(kRuntimeSlot, whole ? progress.value : SIGKILL, 0);
    else
        report(Event::Failed, ESRCH);
}

// ---- orders

/// Without waiting: the engine sees how it ends.
void connectTo(ssize_t size) {
    ConnectOrder order;
    if (size < static_cast<ssize_t>(sizeof order))
        return;
    memcpy(&order, g_message, sizeof order);
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(order.port));
    const bool begun =
        fd >= 0 && (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ||
                    errno == EINPROGRESS);
    report(Event::Connected, begun ? 0 : errno, order.token, &fd, begun ? 1 : 0);
    close(fd);
}

void killOne(ssize_t size) {
    KillOneOrder order;
    if (size < static_cast<ssize_t>(sizeof order))
        return;
    memcpy(&order, g_message, sizeof order);
    if (order.slot < kSlots && g_slots[order.slot])
        kill(-g_slots[order.slot], SIGKILL);
}

void obey(ssize_t size, Passed& fds) {
    Order order;
    memcpy(&order, g_message, sizeof order);
    switch (order) {
    case Order::Start:
        start(size);
        break;
    case Order::Freeze:
        pauseOrGoOn(SIGSTOP);
        break;
    case Order::Thaw:
        pauseOrGoOn(SIGCONT);
        break;
    case Order::Terminate:
        pauseOrGoOn(SIGCONT);
        if (g_slots[kRuntimeSlot])
            kill(g_slots[kRuntimeSlot], SIGTERM);
        break;
    case Order::Kill:
        g_doomed = g_progress >= 0;
        if (anyRuns())
            signalAll(SIGKILL);
        break;
    case Order::Connect:
        connectTo(size);
        break;
    case Order::KillOne:
        killOne(size);
        break;
    case Order::Nest:
        nest(size, fds);
        break;
    case Order::Restore:
        restore();
        break;
    }
}

/// False when the engine is gone.
bool readOrder() {
    iovec part{g_message, kMaxMessage};
    alignas(cmsghdr) char control[CMSG_SPACE(kMaxPassed * sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t size = recvmsg(kControlFd, &message, MSG_CMSG_CLOEXEC);
    if (size < 0)
        return errno == EINTR || errno == EAGAIN;
    Passed fds;
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_type == SCM_RIGHTS) {
        fds.count = static_cast<int>((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        memcpy(fds.fds, CMSG_DATA(header), static_cast<size_t>(fds.count) * sizeof(int));
    }
    if (size >= static_cast<ssize_t>(sizeof(Order)))
        obey(size, fds);
    for (int i = 0; i < fds.count; ++i)
        close(fds.fds[i]);
    return size != 0;
}

bool openEndpoint() {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(g_plain ? 0 : kPort);
    socklen_t length = sizeof address;
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) < 0 ||
        listen(fd, 4096) < 0 || getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) < 0)
        return false;
    g_port = ntohs(address.sin_port);
    const int fds[] = {fd, openPidfd(getpid())};
    report(Event::Listening, g_port, kRuntimeSlot, fds, fds[1] < 0 ? 1 : 2);
    close(fd);
    close(fds[1]);
    return true;
}

int openSignals() {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    action.sa_flags = SA_NOCLDSTOP;
    sigaction(SIGCHLD, &action, nullptr);
    sigset_t watched;
    sigemptyset(&watched);
    sigaddset(&watched, SIGCHLD);
    sigprocmask(SIG_BLOCK, &watched, nullptr);
    return signalfd(-1, &watched, SFD_CLOEXEC | SFD_NONBLOCK);
}

/// Returns when the engine is gone.
int serve() {
    const int signals = openSignals();
    if (signals < 0 || !openEndpoint())
        return 1;
    for (;;) {
        pollfd watched[] = {{kControlFd, POLLIN, 0}, {signals, POLLIN, 0}, {g_progress, POLLIN, 0}};
        if (poll(watched, 3, -1) < 0 && errno != EINTR)
            return 1;
        if (watched[1].revents) {
            signalfd_siginfo ignored;
            while (read(signals, &ignored, sizeof ignored) > 0) {
            }
            reap();
        }
        if (watched[2].revents)
            readProgress();
        if (watched[0].revents && !readOrder()) {
            killAll();
            return 0;
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    g_plain = argc > 1 && strcmp(argv[1], "plain") == 0;
    g_cgroups = argc > 2 ? atoi(argv[2]) : 0;
    for (int fd = kControlFd; fd < kFirstCgroupFd + g_cgroups; ++fd)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    if (g_plain)
        prctl(PR_SET_CHILD_SUBREAPER, 1);
    // The function's processes have the same user: none of them may trace this one or look into it.
    prctl(PR_SET_DUMPABLE, 0);
    return serve();
}
