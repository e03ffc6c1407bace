#pragma once

#include <string>
#include <vector>

namespace ws::sandbox {

/// A language's interpreter on this machine: the real binary, never a version manager's shim, which
/// would cost every cold start 60 ms and more.
struct Interpreter {
    std::string program;      ///< absolute and without symbolic links; empty when there is none
    std::string prefix;       ///< the folder that holds it and its library when outside /usr
    std::string version;      ///< as far as its name tells: "3.11"
    bool exactVersion = true; ///< it is the one that the runtime names
};

/// For "python3.12": that version in /usr/bin, on PATH or at a version manager, else any from 3.9.
Interpreter findPython(const std::string& runtime);
/// For "nodejs22.x": that version where its place tells, else the one in /usr/bin or on PATH.
Interpreter findNode(const std::string& runtime);
/// For "ruby3.3": that version in /usr/bin, on PATH or at a version manager, else any from 3.0.
Interpreter findRuby(const std::string& runtime);

} // namespace ws::sandbox
