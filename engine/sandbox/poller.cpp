#include "engine/sandbox/poller.h"

#include <QMetaObject>

#include <array>
#include <sys/epoll.h>

namespace ws::sandbox {

namespace {
constexpr std::size_t kScratchSize = 256 * 1024;
// Further rounds save the event loop's own turn when answers are quick, and stay few, so that
// timers and posted events have theirs.
constexpr int kRounds = 4;

epoll_event eventFor(int fd, std::uint32_t generation, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = (std::uint64_t{generation} << 32) | static_cast<std::uint32_t>(fd);
    return event;
}
} // namespace

Poller::Poller()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_notifier(m_epoll.get(), QSocketNotifier::Read)
    , m_scratch(kScratchSize) {
    QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, [this] { dispatch(); });
}

void Poller::add(int fd, std::uint32_t events, Handler handler) {
    auto watch = std::make_shared<Watch>(Watch{fd, ++m_generation, std::move(handler)});
    epoll_event event = eventFor(fd, watch->generation, events);
    epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, fd, &event);
    m_watches[fd] = std::move(watch);
}

void Poller::change(int fd, std::uint32_t events) {
    const auto found = m_watches.find(fd);
    if (found == m_watches.end())
        return;
    epoll_event event = eventFor(fd, found->second->generation, events);
    epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, fd, &event);
}

void Poller::remove(int fd) {
    if (m_watches.erase(fd) != 0)
        epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, fd, nullptr);
}

void Poller::defer(std::function<void()> task) {
    QMetaObject::invokeMethod(&m_notifier, std::move(task), Qt::QueuedConnection);
}

void Poller::dispatch() {
    for (int round = 0; round < kRounds && dispatchOnce(); ++round) {
    }
}

bool Poller::dispatchOnce() {
    std::array<epoll_event, 64> events;
    const int count = epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        const auto found = m_watches.find(static_cast<int>(event.data.u64 & 0xffffffff));
        if (found == m_watches.end() || found->second->generation != event.data.u64 >> 32)
            continue;
        const std::shared_ptr<Watch> watch = found->second; // it may remove itself
        watch->handler(event.events);
    }
    return count > 0;
}

} // namespace ws::sandbox
