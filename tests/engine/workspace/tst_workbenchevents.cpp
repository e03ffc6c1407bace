// Asynchronous events that wait in a workspace outlive the program: this one, started with --child,
// takes events in, is killed, and whoever opens the workspace next delivers them.

#include "engine/fleet/lambdaservice.h"
#include "tests/support/bench.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

#include <filesystem>
#include <fstream>
#include <set>

using namespace ws;
namespace fs = std::filesystem;

namespace {

constexpr int kEvents = 12;

/// Each event waits for the file `go` and then leaves a line: while the file is not there none of
/// them can be over.
constexpr const char* kCode = R"(import os, time
def handler(event, context):
    while not os.path.exists('/mnt/facts/go'):
        time.sleep(0.005)
    with open('/mnt/facts/delivered', 'a') as facts:
        facts.write(f"{event['n']}\n")
)";
constexpr const char* kFunction = R"({
    "Runtime": "python3.12", "Handler": "work.handler", "Timeout": 60,
    "ReservedConcurrentExecutions": 3,
    "FileSystemConfigs": [{
        "Arn": "arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/facts",
        "LocalMountPath": "/mnt/facts"}]
})";

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

std::vector<std::string> linesOf(const fs::path& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

/// Takes the events in, and does not survive that they all are.
int live(const std::string& root) {
    tests::Bench bench;
    if (!bench.workbench.open(root))
        return 1;
    int accepted = 0;
    for (int n = 0; n < kEvents; ++n) {
        fleet::InvokeRequest request{"work", "{\"n\":" + std::to_string(n) + '}'};
        request.type = fleet::InvocationType::Event;
        const auto sent = bench.workbench.invoke(request, [&](const fleet::InvokeResult& result) {
            accepted += result.statusCode == 202 ? 1 : 0;
        });
        if (!sent)
            return 2;
    }
    // Some have begun by then, and others were throttled.
    const auto isBusy = [&] {
        return accepted == kEvents && !bench.log.all<telemetry::InvocationThrottled>().empty() &&
               bench.log.all<telemetry::InvocationStarted>().size() == 3;
    };
    if (!QTest::qWaitFor(isBusy, 30'000))
        return 3;
    ::raise(SIGKILL);
    return 4;
}

} // namespace

class TestWorkbenchEvents : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        for (const char* program : {"bwrap", "python3"}) {
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
                QSKIP("bubblewrap and python3 are needed for the real thing");
        }
    }

    void eventsOfAKilledProgramAreDeliveredByTheNext() {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        write(root / "functions/work/work.py", kCode);
        write(root / "functions/work/function.json", kFunction);
        const fs::path facts = root / "filesystems/facts";
        fs::create_directories(facts);

        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedChannels);
        child.start(QCoreApplication::applicationFilePath(),
                    {QStringLiteral("--child"), folder.path()});
        QVERIFY(child.waitForFinished(60'000));
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        QVERIFY(linesOf(facts / "delivered").empty());

        write(facts / "go", "");
        tests::Bench bench;
        QVERIFY(bench.workbench.open(root.string()).ok());
        std::set<std::string> delivered;
        const bool all = QTest::qWaitFor(
            [&] {
                const auto lines = linesOf(facts / "delivered");
                delivered = {lines.begin(), lines.end()};
                return delivered.size() == std::size_t(kEvents);
            },
            60'000);
        QVERIFY2(all, qPrintable(QString::number(delivered.size())));
    }
};

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == "--child")
        return live(argv[2]);
    TestWorkbenchEvents test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_workbenchevents.moc"
