#include "engine/sandbox/httpconnection.h"

#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace ws::sandbox {

namespace {
// A client that sends ahead of its answers is stopped here.
constexpr std::size_t kMaxAhead = 8 * 1024 * 1024;
} // namespace

HttpConnection::HttpConnection(Poller& poller, Owner& owner, FileDescriptor socket,
                               HttpParser::Limits limits)
    : m_poller(poller)
    , m_owner(owner)
    , m_socket(std::move(socket))
    , m_parser(limits) {
    const int on = 1;
    setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    m_poller.add(m_socket.get(), EPOLLIN, [this](std::uint32_t events) { onReady(events); });
}

HttpConnection::~HttpConnection() {
    *m_alive = false;
    m_poller.remove(m_socket.get());
}

void HttpConnection::onReady(std::uint32_t events) {
    const std::shared_ptr<bool> alive = m_alive;
    if (events & EPOLLOUT)
        flush();
    if (*alive && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && receive())
        process();
}

bool HttpConnection::receive() {
    auto& scratch = m_poller.scratch();
    const ssize_t size = recv(m_socket.get(), scratch.data(), scratch.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (size <= 0 || m_in.size() > kMaxAhead) {
        end(m_parser.busy() ? Owner::End::Cut : Owner::End::Clean);
        return false;
    }
    m_in.append(scratch.data(), static_cast<std::size_t>(size));
    return true;
}

void HttpConnection::process() {
    if (m_processing)
        return;
    const std::shared_ptr<bool> alive = m_alive;
    m_processing = true;
    while (!m_owing && !m_in.empty() && !m_closing) {
        std::string_view rest = m_in;
        const HttpParser::State state = m_parser.feed(rest);
        m_in.erase(0, m_in.size() - rest.size());
        if (state == HttpParser::State::NeedMore)
            break;
        if (state == HttpParser::State::Headers) {
            write("HTTP/1.1 100 Continue\r\n\r\n");
        } else if (state == HttpParser::State::Bad) {
            m_closing = true;
            write("HTTP/1.1 " + std::to_string(m_parser.errorStatus()) +
                  " Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        } else {
            HttpRequest request = m_parser.take();
            m_owing = true;
            if (!request.keepAlive)
                m_closing = true;
            m_owner.onRequest(*this, std::move(request));
        }
        if (!*alive)
            return;
    }
    m_processing = false;
}

void HttpConnection::send(std::string_view answer) {
    m_owing = false;
    const std::shared_ptr<bool> alive = m_alive;
    write(answer);
    // Sent ahead during a long poll: taken up from the event loop, never from inside this call.
    if (*alive && !m_in.empty() && !m_processing) {
        m_poller.defer([this, alive] {
            if (*alive)
                process();
        });
    }
}

void HttpConnection::write(std::string_view bytes) {
    if (m_out.empty()) {
        const ssize_t size = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size > 0)
            bytes.remove_prefix(static_cast<std::size_t>(size));
        // A client that is gone is noticed when its end is read.
    }
    m_out.append(bytes);
    if (!m_out.empty())
        m_poller.change(m_socket.get(), EPOLLIN | EPOLLOUT);
    else if (m_closing)
        shutdown(m_socket.get(), SHUT_WR);
}

void HttpConnection::flush() {
    const ssize_t size = ::send(m_socket.get(), m_out.data(), m_out.size(), MSG_NOSIGNAL);
    if (size < 0 && errno != EAGAIN && errno != EINTR) {
        m_out.clear();
        return end(Owner::End::Clean);
    }
    if (size > 0)
        m_out.erase(0, static_cast<std::size_t>(size));
    if (!m_out.empty())
        return;
    m_poller.change(m_socket.get(), EPOLLIN);
    if (m_closing)
        shutdown(m_socket.get(), SHUT_WR);
}

void HttpConnection::end(Owner::End how) {
    m_owner.onClosed(*this, how);
}

} // namespace ws::sandbox
