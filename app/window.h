#pragma once

#include <QString>

class QApplication;

namespace ws::app {

/// What the command line asked the window for.
struct StartOptions {
    QString workspace; ///< absolute folder to open; empty: the last one, or the start page
};

/// Shows the workbench and runs the event loop; returns the program's exit code.
int runWindow(QApplication& application, const StartOptions& options);

} // namespace ws::app
