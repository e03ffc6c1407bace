#include "engine/sandbox/usernetwork.h"

#include "engine/sandbox/initprocess.h"
#include "engine/sandbox/spawn.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <linux/nsfs.h>
#include <sstream>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <utility>

namespace ws::sandbox {

namespace {

// What the program finds its descriptors under.
constexpr int kReadyFd = 3;
constexpr int kExitFd = 4;
constexpr int kNetworkFd = 5;
constexpr int kUserFd = 6;

constexpr std::size_t kMaxSaid = 4096;

std::string systemError(const char* what) {
    return std::string(what) + ": " + std::strerror(errno);
}

struct Pipe {
    FileDescriptor reader;
    FileDescriptor writer;
};

bool openPipe(Pipe& pipe) {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return false;
    pipe.reader.reset(ends[0]);
    pipe.writer.reset(ends[1]);
    return true;
}

/// A file that cannot grow: a function may make the program write for ever.
FileDescriptor openRoom() {
    FileDescriptor room(::memfd_create("network", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (room && (::ftruncate(room.get(), kMaxSaid) != 0 ||
                 ::fcntl(room.get(), F_ADD_SEALS, F_SEAL_GROW) != 0))
        room.reset();
    return room;
}

std::string pathOf(int fd) {
    return "/proc/self/fd/" + std::to_string(fd);
}

} // namespace

std::string UserNetwork::findProgram() {
    for (const char* program : {"/usr/bin/slirp4netns", "/usr/local/bin/slirp4netns"}) {
        if (::access(program, X_OK) == 0)
            return program;
    }
    return {};
}

UserNetwork::UserNetwork(base::Clock& clock, Poller& poller, Reaper& reaper)
    : m_clock(clock)
    , m_poller(poller)
    , m_reaper(reaper)
    , m_limit(clock, [this] { onLimit(); }) {}

UserNetwork::~UserNetwork() {
    *m_alive = false;
    abandon();
}

void UserNetwork::open(const std::string& program, int pid, Opened opened) {
    m_opened = std::move(opened);
    const std::string problem = start(program, pid);
    if (problem.empty()) {
        m_poller.add(m_ready.get(), EPOLLIN, [this](std::uint32_t) { onReadable(); });
        m_limit.set(m_clock.now() + kReadyLimit);
        return;
    }
    tellLater(problem);
}

/// Empty, or what went wrong.
std::string UserNetwork::start(const std::string& program, int pid) {
    const std::string place = "/proc/" + std::to_string(pid) + "/ns/net";
    const FileDescriptor network(::open(place.c_str(), O_RDONLY | O_CLOEXEC));
    if (!network)
        return systemError(place.c_str());
    // bubblewrap has moved on into another user namespace since; the rights are in this one.
    const FileDescriptor user(::ioctl(network.get(), NS_GET_USERNS));
    if (!user)
        return systemError("NS_GET_USERNS");
    Pipe ready;
    Pipe exit;
    m_said = openRoom();
    if (!openPipe(ready) || !openPipe(exit) || !m_said)
        return systemError("pipe");
    const SpawnResult child =
        spawn({program, "--configure", "--mtu=65520", "--disable-host-loopback", "--enable-sandbox",
               "--enable-seccomp", "--ready-fd=" + std::to_string(kReadyFd),
               "--exit-fd=" + std::to_string(kExitFd), "--userns-path=" + pathOf(kUserFd),
               "--netns-type=path", pathOf(kNetworkFd), "tap0"},
              {},
              {{m_said.get(), STDERR_FILENO},
               {ready.writer.get(), kReadyFd},
               {exit.reader.get(), kExitFd},
               {network.get(), kNetworkFd},
               {user.get(), kUserFd}});
    if (child.pid <= 0) {
        errno = child.error;
        return systemError(program.c_str());
    }
    m_program = child.pid;
    m_reaper.adopt(child.pid, [this, alive = m_alive] {
        if (*alive)
            m_program = 0; // its number may be another's from now on
    });
    m_ready = std::move(ready.reader);
    m_exit = std::move(exit.writer);
    return {};
}

/// One that is not ready yet may not notice that its other end has gone.
void UserNetwork::abandon() {
    if (!m_ready)
        return;
    if (m_program > 0)
        ::kill(m_program, SIGKILL);
    m_poller.remove(m_ready.get());
    m_ready.reset();
}

void UserNetwork::onLimit() {
    abandon();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(kReadyLimit).count();
    tellLater("slirp4netns was not ready after " + std::to_string(seconds) + " s");
}

void UserNetwork::tellLater(const std::string& problem) {
    m_poller.defer([this, alive = m_alive, problem] {
        if (*alive)
            std::exchange(m_opened, nullptr)(problem);
    });
}

void UserNetwork::onReadable() {
    m_limit.clear();
    char byte = 0;
    const bool ready = ::read(m_ready.get(), &byte, 1) == 1;
    m_poller.remove(m_ready.get());
    m_ready.reset();
    std::exchange(m_opened, nullptr)(ready ? std::string() : said());
}

/// Its last words that are a line, and tell something: that its child has failed follows the
/// reason.
std::string UserNetwork::said() const {
    std::array<char, kMaxSaid> room{};
    const ssize_t size = ::pread(m_said.get(), room.data(), room.size(), 0);
    const std::string text(room.data(), ::strnlen(room.data(), size > 0 ? std::size_t(size) : 0));
    std::string line;
    std::istringstream lines(text);
    for (std::string next; std::getline(lines, next);) {
        if (!next.empty() && !next.starts_with("child failed"))
            line = next;
    }
    return line.empty() ? "slirp4netns ended without a word" : line;
}

} // namespace ws::sandbox
