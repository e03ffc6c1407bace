#include "engine/workspace/processidentity.h"

#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace ws::workspace {

ProcessIdentity ProcessIdentity::current() {
    return of(::getpid());
}

ProcessIdentity ProcessIdentity::of(int pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(file, text);
    // The second field is the command in parentheses and may hold anything; the start time is the
    // 22nd field, the 20th after it.
    const std::size_t end = text.rfind(')');
    if (end == std::string::npos)
        return {pid, 0};
    std::istringstream rest(text.substr(end + 1));
    std::string field;
    for (int i = 0; i < 19; ++i)
        rest >> field;
    ProcessIdentity identity{pid, 0};
    rest >> identity.started;
    return identity;
}

bool ProcessIdentity::isAlive() const {
    return started != 0 && of(pid).started == started;
}

} // namespace ws::workspace
