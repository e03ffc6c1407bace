#pragma once

#include "engine/sandbox/isolation.h"
#include "engine/sandbox/usernetwork.h"

#include <QStandardPaths>
#include <QString>

#include <unistd.h>

namespace ws::tests {

/// What this machine has: a test that needs more says so and is skipped.
inline bool isInstalled(const char* program) {
    return !QStandardPaths::findExecutable(QLatin1String(program)).isEmpty();
}

/// bubblewrap, and a kernel that lets this user have namespaces.
inline bool hasNamespaces() {
    static const bool has =
        sandbox::Isolation::probe().mode() == sandbox::Isolation::Mode::Namespaces;
    return has;
}

/// slirp4netns, and the device that it needs, which an ordinary user may be kept from.
inline bool canHaveNetwork() {
    return hasNamespaces() && !sandbox::UserNetwork::findProgram().empty() &&
           ::access("/dev/net/tun", R_OK | W_OK) == 0;
}

constexpr const char* kNoNamespaces = "This machine has no bubblewrap, or no user namespaces";

} // namespace ws::tests
