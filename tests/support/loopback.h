#pragma once

#include "engine/sandbox/filedescriptor.h"

#include <cstdint>
#include <netinet/in.h>
#include <sys/socket.h>

namespace ws::tests {

/// A socket of this machine that listens, as an environment's endpoint gets it.
struct Loopback {
    Loopback() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), length) == 0 &&
            ::listen(socket.get(), 64) == 0 &&
            ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0)
            port = ntohs(address.sin_port);
    }

    sandbox::FileDescriptor socket{
        ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    std::uint16_t port = 0; ///< 0: it does not listen
};

} // namespace ws::tests
