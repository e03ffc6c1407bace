#pragma once

#include "app/commandline.h"

#include <QStringList>

/// The subcommands; `arguments` is what follows their name.
namespace ws::app {

ExitCode invokeCommand(const QStringList& arguments);
ExitCode executeCommand(const QStringList& arguments);
ExitCode resumeCommand(const QStringList& arguments);
ExitCode loadCommand(const QStringList& arguments);
ExitCode publishCommand(const QStringList& arguments);
ExitCode versionsCommand(const QStringList& arguments);
ExitCode aliasCommand(const QStringList& arguments);
ExitCode lambdaCommand(const QStringList& arguments);
ExitCode simulateCommand(const QStringList& arguments);
ExitCode testCommand(const QStringList& arguments);
ExitCode testStateCommand(const QStringList& arguments);
ExitCode diffCommand(const QStringList& arguments);
ExitCode validateCommand(const QStringList& arguments);
/// Needs a QApplication (the offscreen platform is enough).
ExitCode renderCommand(const QStringList& arguments);
ExitCode exportCommand(const QStringList& arguments);
ExitCode importCommand(const QStringList& arguments);
ExitCode eventCommand(const QStringList& arguments);
ExitCode samplesCommand(const QStringList& arguments);

} // namespace ws::app
