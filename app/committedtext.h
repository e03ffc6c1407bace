#pragma once

#include "engine/base/result.h"

#include <QObject>
#include <QString>

#include <functional>
#include <string>

namespace ws::app {

/// Reads a file as git's last commit has it, without waiting: `done` comes in the GUI thread unless
/// `context` has died. Nothing that a repository configures is run. Errors "git.missing" when git
/// is not installed, "git.notThere" with path and reason when the file is in no repository or in no
/// commit.
void readCommittedText(const QString& path, QObject* context,
                       std::function<void(base::Result<std::string>)> done);

} // namespace ws::app
