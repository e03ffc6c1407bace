#include "app/commandline.h"
#include "app/window.h"

#include <QApplication>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr int kNoDisplay = 2;

/// Qt gives up by aborting when there is no display; people get one line and the way out instead.
void explainMissingDisplay(QtMsgType type, const QMessageLogContext&, const QString&) {
    if (type != QtFatalMsg)
        return;
    std::fputs("warmstart: there is no display to open the window on; run it in a desktop session, "
               "with \"ssh -X\" or under \"xvfb-run\", or use the commands (\"warmstart help\")\n",
               stderr);
    std::fflush(stderr);
    ::_exit(kNoDisplay);
}

/// The number of a closed standard stream would go to the next file that is opened, and what is
/// printed into that file. Reading and writing still fail, as they should.
void occupyStandardStreams() {
    for (int number = 0; number < 3; ++number) {
        if (::fcntl(number, F_GETFD) < 0)
            (void)::open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

int runWindow(int argc, char** argv) {
    // A mistyped command is told as such, display or not.
    if (argc > 1 && argv[1][0] != '-') {
        if (const int code = ws::app::windowArguments(argc, argv).exitCode; code >= 0)
            return code;
    }
    const auto previous = qInstallMessageHandler(explainMissingDisplay);
    QApplication application(argc, argv); // takes Qt's own options out
    qInstallMessageHandler(previous);
    const auto arguments = ws::app::windowArguments(argc, argv);
    if (arguments.exitCode >= 0)
        return arguments.exitCode;
    return ws::app::runWindow(application, {arguments.workspace});
}

} // namespace

int main(int argc, char** argv) {
    occupyStandardStreams();
    // Qt's own event loop answers a socket a little faster than GLib's.
    qputenv("QT_NO_GLIB", "1");
    if (ws::app::isCommandLine(argc, argv))
        return ws::app::runCommandLine(argc, argv);
    return runWindow(argc, argv);
}
