#pragma once

#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace ws::sandbox {

struct SpawnResult {
    pid_t pid = -1;
    int error = 0; ///< errno when there is no process
};

/// Which of our descriptors the child gets under which number. It gets no other but /dev/null in
/// place of 0, 1 and 2 where they are not given.
using SpawnDescriptors = std::vector<std::pair<int, int>>;

/// Starts command[0] without copying this process, however big it is. The child's death signal, if
/// it asks for one, is bound to the calling thread.
SpawnResult spawn(const std::vector<std::string>& command,
                  const std::vector<std::string>& environment, const SpawnDescriptors& descriptors);

} // namespace ws::sandbox
