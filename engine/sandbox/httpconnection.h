#pragma once

#include "engine/sandbox/filedescriptor.h"
#include "engine/sandbox/httpparser.h"
#include "engine/sandbox/poller.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ws::sandbox {

/// One client of an endpoint: requests in their order, one answer each, one write per answer. While
/// an answer is owed (a long poll), what the client sends ahead waits.
class HttpConnection {
public:
    class Owner {
    public:
        virtual ~Owner() = default;
        /// To be answered with send(), at once or later. The connection may be destroyed here.
        virtual void onRequest(HttpConnection& connection, HttpRequest request) = 0;
        /// The client is gone, or was not worth keeping; destroy the connection. `Cut`: in the
        /// middle of partialRequest().
        enum class End { Clean, Cut };
        virtual void onClosed(HttpConnection& connection, End end) = 0;
    };

    /// Neither the poller nor the owner is owned.
    HttpConnection(Poller& poller, Owner& owner, FileDescriptor socket, HttpParser::Limits limits);
    ~HttpConnection();
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;

    /// A whole answer: head and body.
    void send(std::string_view answer);
    /// The connection ends once what was sent has left.
    void closeAfterSending() { m_closing = true; }
    const HttpRequest& partialRequest() const { return m_parser.current(); }

private:
    void onReady(std::uint32_t events);
    bool receive();
    void process();
    void write(std::string_view bytes);
    void flush();
    void end(Owner::End how);

    Poller& m_poller;
    Owner& m_owner;
    FileDescriptor m_socket;
    HttpParser m_parser;
    std::string m_in;  // came while an answer was owed
    std::string m_out; // the client does not take it yet
    bool m_owing = false;
    bool m_closing = false;
    bool m_processing = false;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace ws::sandbox
