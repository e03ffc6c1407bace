#pragma once

#include <QString>

namespace ws::app {

/// Exit codes of every subcommand; scripts rely on them.
enum class ExitCode : int {
    Done = 0,
    Failed = 1,        ///< the function or execution failed, the definition has errors
    Usage = 2,         ///< bad arguments or bad input; one line on standard error says what
    Interrupted = 130, ///< Ctrl+C, as shells count it
};

/// True when the arguments ask for a subcommand, --help or --version and not for the window.
bool isCommandLine(int argc, char** argv);

/// Runs the subcommand without a display; returns the process's exit code.
int runCommandLine(int argc, char** argv);

/// What `argv` asks the window for: a folder. A wrong argument is explained on standard error and
/// gives the exit code instead.
struct WindowArguments {
    QString workspace; ///< absolute; empty: not said
    int exitCode = -1; ///< -1: go on
};
WindowArguments windowArguments(int argc, char** argv);

} // namespace ws::app
