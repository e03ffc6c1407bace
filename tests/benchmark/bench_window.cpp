// How long the window does not answer at worst while functions run: one that prints 100 MB, then
// many short invocations in a row. Writes one line per measure: what, seconds it took, the longest
// gap between two turns of the event loop in milliseconds.

#include "widgets/dataplane/invokepanel.h"

#include "tests/support/shownwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSpinBox>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace ws;
using app::Command;

namespace {

constexpr const char* kFlood = R"(def lambda_handler(event, context):
    for i in range(1_000_000):
        print("x" * 99)
    return 1
)";
constexpr const char* kShort = "def lambda_handler(event, context):\n    return 1\n";

/// Turns the event loop until `done`; the longest time that one turn took.
double longestGap(const std::function<bool()>& done) {
    double longest = 0;
    QElapsedTimer turn;
    turn.start();
    QTimer beat;
    QObject::connect(&beat, &QTimer::timeout, [&] {
        longest = std::max(longest, double(turn.nsecsElapsed()) / 1e6);
        turn.restart();
    });
    beat.start(1);
    while (!done())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    return longest;
}

void measure(const char* what, app::MainWindow& window, int repeat) {
    window.runPanel().findChild<QSpinBox*>()->setValue(repeat);
    QElapsedTimer whole;
    whole.start();
    window.actions()[Command::Run]->trigger();
    const double gap = longestGap([&] { return !window.runPanel().isBusy(); });
    std::printf("%s %.1f s, longest gap %.1f ms, %s\n", what, double(whole.elapsed()) / 1000, gap,
                qPrintable(window.runPanel().result().statusText()));
    std::fflush(stdout);
}

void write(const QString& path, const char* text) {
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    tests::ShownWindow shown;
    app::MainWindow& window = *shown.window;
    const QString root = shown.folder.filePath(QStringLiteral("workspace"));
    const auto opened = [&] { return window.feed().snapshot().root == root.toStdString(); };
    window.openSample(QStringLiteral("cold-and-warm"), root);
    longestGap(opened);
    const QString function = root + QStringLiteral("/functions/counter/");
    write(
        function + QStringLiteral("function.json"),
        R"({"Runtime": "python3.13", "Handler": "lambda_function.lambda_handler", "Timeout": 600})");
    write(function + QStringLiteral("lambda_function.py"), kFlood);
    measure("flood-100MB", window, 1);
    write(function + QStringLiteral("lambda_function.py"), kShort);
    measure("invocations-5000", window, 5'000);
    return 0;
}
