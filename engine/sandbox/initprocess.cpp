#include "engine/sandbox/initprocess.h"

#include "engine/sandbox/readtext.h"
#include "engine/sandbox/spawn.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sstream>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ws::sandbox {

namespace {

/// The process as this process numbers it, whatever its namespace: only the kernel knows.
int pidOf(const FileDescriptor& pidfd) {
    std::istringstream in(readText("/proc/self/fdinfo/" + std::to_string(pidfd.get())));
    std::string key;
    int pid = 0;
    while (in >> key) {
        if (key == "Pid:" && in >> pid)
            return pid;
    }
    return 0;
}

/// bwrap ends when its child does. Killed itself, while the child still waits for its word, it
/// would leave the child waiting for ever.
void killChildren(int pid) {
    const std::string number = std::to_string(pid);
    std::istringstream in(readText("/proc/" + number + "/task/" + number + "/children"));
    for (int child = 0; in >> child;)
        ::kill(child, SIGKILL);
}

constexpr std::chrono::seconds kGrace{2};

void append(std::string& out, const std::string& text) {
    out.append(text.c_str(), text.size() + 1);
}

} // namespace

// ---- Reaper

Reaper::~Reaper() {
    for (auto& [pid, pidfd] : m_children)
        killChildren(pid);
    // Together they end in a few milliseconds; what does not is stuck and goes without grace.
    const auto late = std::chrono::steady_clock::now() + kGrace;
    for (auto& [pid, pidfd] : m_children) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            late - std::chrono::steady_clock::now());
        pollfd one{pidfd.get(), POLLIN, 0};
        if (::poll(&one, 1, static_cast<int>(std::max<std::int64_t>(0, left.count()))) <= 0) {
            killChildren(pid);
            ::kill(pid, SIGKILL);
        }
        m_poller.remove(pidfd.get());
        ::waitpid(pid, nullptr, 0);
    }
}

void Reaper::adopt(int pid, std::function<void()> ended) {
    FileDescriptor pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    m_poller.add(pidfd.get(), EPOLLIN, [this, pid, ended = std::move(ended)](std::uint32_t) {
        ::waitpid(pid, nullptr, 0);
        m_poller.remove(m_children[pid].get());
        m_children.erase(pid);
        ended();
    });
    m_children[pid] = std::move(pidfd);
}

void Reaper::end(int pid) {
    if (m_children.count(pid) != 0)
        killChildren(pid);
}

// ---- InitProcess

InitProcess::~InitProcess() {
    *m_alive = false;
    if (m_control)
        m_poller.remove(m_control.get());
    m_control.reset(); // tells init, which is enough; the rest is for what never became init
    if (m_pid >= 0)
        m_reaper.end(m_pid);
}

FileDescriptor InitProcess::openControl() {
    int pair[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return {};
    m_control.reset(pair[0]);
    return FileDescriptor(pair[1]);
}

int InitProcess::launch(const std::vector<std::string>& command, int logPipe, int extensionLogPipe,
                        const std::vector<int>& cgroups, std::function<void()> ended) {
    const FileDescriptor theirs = openControl();
    if (!theirs)
        return errno;
    SpawnDescriptors fds = {{logPipe, 1},
                            {logPipe, 2},
                            {theirs.get(), init::kControlFd},
                            {logPipe, init::kLogFd},
                            {extensionLogPipe, init::kExtensionLogFd}};
    for (std::size_t i = 0; i < cgroups.size(); ++i)
        fds.emplace_back(cgroups[i], init::kFirstCgroupFd + static_cast<int>(i));
    const SpawnResult child = spawn(command, {}, fds);
    if (child.pid < 0)
        return child.error;
    m_pid = child.pid;
    m_reaper.adopt(m_pid, std::move(ended));
    m_poller.add(m_control.get(), EPOLLIN, [this](std::uint32_t) { receive(); });
    return 0;
}

int InitProcess::launchIn(InitProcess& enclosing, const NestRequest& request) {
    const FileDescriptor theirs = openControl();
    if (!theirs)
        return errno;
    std::vector<int> fds = {theirs.get(), request.logPipe, request.extensionLogPipe};
    fds.insert(fds.end(), request.cgroups.begin(), request.cgroups.end());
    init::NestOrder order;
    order.cgroups = static_cast<std::uint32_t>(request.cgroups.size());
    order.tmpBytes = static_cast<std::uint64_t>(request.tmpBytes);
    iovec part{&order, sizeof order};
    const std::size_t size = fds.size() * sizeof(int);
    std::vector<char> control(CMSG_SPACE(size));
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(size);
    std::memcpy(CMSG_DATA(header), fds.data(), size);
    if (::sendmsg(enclosing.m_control.get(), &message, MSG_NOSIGNAL) < 0)
        return errno;
    m_poller.add(m_control.get(), EPOLLIN, [this](std::uint32_t) { receive(); });
    return 0;
}

void InitProcess::start(const RuntimeCommand& command) {
    init::StartOrder head;
    head.arguments = static_cast<std::uint32_t>(command.arguments.size());
    head.variables = static_cast<std::uint32_t>(command.environment.size());
    head.processLimit = command.processLimit;
    head.dataLimit = command.dataLimit;
    head.gated = command.gate == RuntimeCommand::Gate::Kept ? 1 : 0;
    head.slot = command.slot;
    head.round = m_round;
    head.connects = command.api == RuntimeCommand::Api::Given ? 1 : 0;
    head.forks = command.forks == RuntimeCommand::Forks::WhenAsked ? 1 : 0;
    std::string message(reinterpret_cast<const char*>(&head), sizeof head);
    append(message, command.folder);
    for (const std::string& text : command.arguments)
        append(message, text);
    for (const std::string& text : command.environment)
        append(message, text);
    ::send(m_control.get(), message.data(), message.size(), MSG_NOSIGNAL);
}

void InitProcess::order(init::Order order) {
    ::send(m_control.get(), &order, sizeof order, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void InitProcess::killOne(std::uint32_t slot) {
    const init::KillOneOrder order{init::Order::KillOne, slot};
    ::send(m_control.get(), &order, sizeof order, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void InitProcess::connect(std::uint16_t port, std::uint32_t token) {
    const init::ConnectOrder order{init::Order::Connect, port, token};
    ::send(m_control.get(), &order, sizeof order, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void InitProcess::receive() {
    const std::shared_ptr<bool> alive = m_alive;
    while (*alive && receiveOne()) {
    }
}

bool InitProcess::receiveOne() {
    init::Report report;
    iovec part{&report, sizeof report};
    alignas(cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const ssize_t size = ::recvmsg(m_control.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    std::vector<FileDescriptor> fds;
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (size > 0 && header && header->cmsg_type == SCM_RIGHTS) {
        const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof fd);
            fds.emplace_back(fd);
        }
    }
    if (size == sizeof report) {
        handle(report, fds);
        return true;
    }
    m_poller.remove(m_control.get());
    m_listener.onInitGone();
    return false;
}

void InitProcess::handle(const init::Report& report, std::vector<FileDescriptor>& fds) {
    if (report.peakKb > 0)
        m_listener.onPeakKnown(report.slot, std::int64_t{report.peakKb} * 1'024);
    switch (report.event) {
    case init::Event::Listening:
        if (!fds.empty())
            m_listener.onListening(std::move(fds[0]), report.value,
                                   fds.size() > 1 ? pidOf(fds[1]) : 0);
        break;
    case init::Event::Running:
        m_listener.onRunning(report.slot, fds.empty() ? 0 : pidOf(fds[0]));
        break;
    case init::Event::Failed:
        m_listener.onStartFailed(report.slot, report.value);
        break;
    case init::Event::Connected:
        m_listener.onConnected(report.slot, fds.empty() ? FileDescriptor() : std::move(fds[0]));
        break;
    case init::Event::Ended:
        m_listener.onSlotEnded(report.slot, report.value);
        break;
    case init::Event::Exited:
        ++m_round;
        m_listener.onTreeEnded(report.slot, report.value);
        break;
    }
}

} // namespace ws::sandbox
