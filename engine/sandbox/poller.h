#pragma once

#include "engine/sandbox/filedescriptor.h"

#include <QSocketNotifier>

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace ws::sandbox {

/// Watches the descriptors of every environment through one epoll instance behind one notifier of
/// the thread's event loop. Qt's own dispatcher hands all its descriptors to poll() on every turn:
/// with some thousands of them that costs more than an invoke.
class Poller {
public:
    /// What epoll says (EPOLLIN, EPOLLOUT, EPOLLHUP ...); level-triggered.
    using Handler = std::function<void(std::uint32_t events)>;

    Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    /// The descriptor stays the caller's, who removes it before closing it. A handler may remove
    /// any descriptor, its own too.
    void add(int fd, std::uint32_t events, Handler handler);
    void change(int fd, std::uint32_t events);
    void remove(int fd);
    /// Runs `task` from the event loop, never from inside this call.
    void defer(std::function<void()> task);

    /// Room for one read, shared by everybody who reads in this thread.
    std::vector<char>& scratch() { return m_scratch; }

private:
    struct Watch {
        int fd;
        std::uint32_t generation; // so that an event of a closed descriptor does not reach its heir
        Handler handler;
    };
    void dispatch();
    bool dispatchOnce();

    FileDescriptor m_epoll;
    QSocketNotifier m_notifier;
    std::unordered_map<int, std::shared_ptr<Watch>> m_watches;
    std::uint32_t m_generation = 0;
    std::vector<char> m_scratch;
};

} // namespace ws::sandbox
