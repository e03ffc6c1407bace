#pragma once

#include <cstdint>

namespace ws::workspace {

/// A process that cannot be mistaken for a later one with the same number.
struct ProcessIdentity {
    int pid = 0;
    std::uint64_t started = 0; ///< clock ticks since boot; 0: unknown

    static ProcessIdentity current();
    static ProcessIdentity of(int pid);
    bool isAlive() const;
};

} // namespace ws::workspace
