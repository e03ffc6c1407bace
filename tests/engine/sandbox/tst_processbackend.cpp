#include "tests/support/processfixture.h"

#include "engine/json/value.h"
#include "tests/support/machine.h"
#include "tests/support/processlist.h"

using namespace ws;
using namespace ws::tests;
using namespace std::chrono_literals;

namespace {
const std::string kEcho = "def handler(event, context):\n    return event\n";
const std::string kEchoJs = "exports.handler = async (event) => event;\n";

} // namespace

class ProcessBackendTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!isInstalled("python3"))
            QSKIP("python3 is not installed");
    }

    void everyLanguageAnswersWithItsEvent_data() {
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("code");
        const auto text = [](const std::string& s) { return QString::fromStdString(s); };
        QTest::newRow("python") << text("python3.12") << text("index.py") << text(kEcho);
        QTest::newRow("node") << text("nodejs20.x") << text("index.js") << text(kEchoJs);
        QTest::newRow("shell") << text("provided.al2023") << text("bootstrap")
                               << text(R"(#!/bin/bash
# Speaks HTTP through bash itself: no program needed but what every machine has.
while true; do
  exec 5<>/dev/tcp/${AWS_LAMBDA_RUNTIME_API/:/\/}
  printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.0\r\n\r\n' >&5
  id=; while IFS= read -r line <&5; line=${line%$'\r'}; [ -n "$line" ]; do
    case "$line" in Lambda-Runtime-Aws-Request-Id:*) id=${line#*: };; Content-Length:*) n=${line#*: };; esac
  done
  IFS= read -r -N "$n" event <&5
  exec 5<>/dev/tcp/${AWS_LAMBDA_RUNTIME_API/:/\/}
  printf 'POST /2018-06-01/runtime/invocation/%s/response HTTP/1.0\r\nContent-Length: %d\r\n\r\n%s' "$id" "$n" "$event" >&5
  read -r status <&5
done
)");
    }
    void everyLanguageAnswersWithItsEvent() {
        QFETCH(QString, runtime);
        QFETCH(QString, file);
        QFETCH(QString, code);
        if (runtime.startsWith(QLatin1String("nodejs")) && !isInstalled("node"))
            QSKIP("node is not installed");
        Process process(m_real.factory, runtime.toStdString(),
                        {{file.toStdString(), code.toStdString()}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        QCOMPARE(process.told.started, 1);
        const std::string event = R"({"text": "größe 한국어", "list": [1, 2.5, null, true]})";
        QCOMPARE(parsed(process.invoke(event)), parsed(event));
        QCOMPARE(parsed(process.invoke("[]", "request-2")), parsed("[]"));
        QCOMPARE(process.told.responses.back().first, std::string("request-2"));
        QCOMPARE(static_cast<int>(process.stopAndWait().kind),
                 static_cast<int>(sandbox::Exit::Kind::Signalled));
    }

    void globalsLiveFromOneEventToTheNext() {
        Process process(m_real.factory, "python3.12",
                        {{"index.py", "n = 0\ndef handler(e, c):\n    global n\n    n += 1\n"
                                      "    return n\n"}});
        QVERIFY(process.startAndWait());
        QCOMPARE(process.invoke("{}"), std::string("1"));
        process.backend->freeze();
        QCOMPARE(process.invoke("{}"), std::string("2"));
    }

    void aResetKeepsTmpAndForgetsGlobals() {
        Process process(m_real.factory, "python3.12", {{"index.py", R"(import os
first = True
def handler(e, c):
    global first
    had, first = first, False
    there = os.path.exists("/tmp/mark")
    open("/tmp/mark", "w").close()
    return [had, there]
)"}});
        QVERIFY(process.startAndWait());
        QCOMPARE(process.invoke("{}"), std::string("[true, false]"));
        QCOMPARE(process.invoke("{}"), std::string("[false, true]"));
        process.stopAndWait();
        QVERIFY(process.startAndWait());
        QCOMPARE(process.invoke("{}"), std::string("[true, true]"));
        QCOMPARE(process.told.started, 2);
    }

    void aFrozenFunctionStandsStill() {
        Process process(m_real.factory, "python3.12", {{"index.py", R"(import threading, time
ticks = 0
def tick():
    global ticks
    while True:
        time.sleep(0.001)
        ticks += 1
threading.Thread(target=tick, daemon=True).start()
def handler(e, c):
    return ticks
)"}});
        const std::string mark = newMark();
        process.revision->configuration.environment = {{"MARK", mark}};
        QVERIFY(process.startAndWait());
        process.invoke("{}");
        process.backend->freeze();
        const auto stopped = [&] {
            const std::vector<int> all = processesWith(mark);
            return all.size() == 1 && isStopped(all.front());
        };
        QVERIFY(waitFor(stopped));
        QVERIFY(std::stoi(process.invoke("{}")) > 0);
    }

    void aFrozenFunctionCanBeKilled() {
        Process process(m_real.factory, "python3.12", {{"index.py", kEcho}});
        QVERIFY(process.startAndWait());
        process.backend->freeze();
        process.stopAndWait();
        QVERIFY(process.told.exit.has_value());
    }

    void aRuntimeThatWantsMayEndInItsOwnWay() {
        Process process(m_real.factory, "python3.12", {{"index.py", R"(import signal, sys
def bye(*a):
    print("bye")
    sys.exit(7)
signal.signal(signal.SIGTERM, bye)
def handler(e, c):
    return 1
)"}});
        QVERIFY(process.startAndWait());
        process.backend->freeze();
        const sandbox::Exit exit = process.stopAndWait(10s);
        QCOMPARE(static_cast<int>(exit.kind), static_cast<int>(sandbox::Exit::Kind::Exited));
        QCOMPARE(exit.code, 7);
        QVERIFY(process.logText().find("bye") != std::string::npos);
    }

    void exitsAreReportedAsTheyWere_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        using Kind = sandbox::Exit::Kind;
        QTest::newRow("exit 0") << QStringLiteral("import sys; sys.exit(0)")
                                << static_cast<int>(Kind::Exited) << 0;
        QTest::newRow("exit 3") << QStringLiteral("exit(3)") << static_cast<int>(Kind::Exited) << 3;
        QTest::newRow("segfault") << QStringLiteral("import os; os.kill(os.getpid(), 11)")
                                  << static_cast<int>(Kind::Signalled) << 11;
    }
    void exitsAreReportedAsTheyWere() {
        QFETCH(QString, code);
        QFETCH(int, kind);
        QFETCH(int, status);
        Process process(m_real.factory, "python3.12",
                        {{"index.py", "def handler(e, c):\n    " + code.toStdString() + "\n"}});
        QVERIFY(process.startAndWait());
        QCOMPARE(process.invoke("{}"), std::string("exit"));
        QCOMPARE(static_cast<int>(process.told.exit->kind), kind);
        QCOMPARE(process.told.exit->code, status);
    }

    void whatCannotStartSaysWhy() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces); // paths are the machine's
        Process missing(m_real.factory, "provided.al2023", {});
        missing.start();
        QVERIFY(!missing.told.exit);
        QVERIFY(waitFor([&] { return missing.told.exit.has_value(); }));
        QCOMPARE(missing.told.exit->errorType, std::string("Runtime.InvalidEntrypoint"));
        QCOMPARE(missing.told.exit->message,
                 std::string("Couldn't find valid bootstrap(s): [/var/task/bootstrap "
                             "/opt/bootstrap]"));

        Process broken(m_real.factory, "provided.al2023", {{"bootstrap", "#!/no/such/shell\n"}});
        broken.start();
        QVERIFY(waitFor([&] { return broken.told.exit.has_value(); }));
        QCOMPARE(static_cast<int>(broken.told.exit->kind),
                 static_cast<int>(sandbox::Exit::Kind::NotStarted));
        QCOMPARE(broken.told.exit->message,
                 std::string("fork/exec /var/task/bootstrap: no such file or directory"));

        Process gone(m_real.factory, "python3.12", {{"index.py", kEcho}});
        std::filesystem::remove_all(gone.revision->codeFolder);
        gone.start();
        QVERIFY(waitFor([&] { return gone.told.exit.has_value(); }));
        QCOMPARE(gone.told.exit->errorType, std::string("Runtime.InvalidWorkingDir"));
    }

    void aWrapperRunsBeforeTheRuntime() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces); // paths are the machine's
        Process process(
            m_real.factory, "python3.12",
            {{"index.py", "import os\ndef handler(e, c):\n    return os.environ['WRAPPED']\n"},
             {"wrapper", "#!/bin/bash\nexport WRAPPED=yes\nexec \"$@\"\n"}});
        process.revision->configuration.environment = {
            {"AWS_LAMBDA_EXEC_WRAPPER", "/var/task/wrapper"}};
        QVERIFY(process.startAndWait());
        QCOMPARE(process.invoke("{}"), std::string("\"yes\""));

        Process missing(m_real.factory, "python3.12", {{"index.py", kEcho}});
        missing.revision->configuration.environment = {
            {"AWS_LAMBDA_EXEC_WRAPPER", "/var/task/none"}};
        missing.start();
        QVERIFY(waitFor([&] { return missing.told.exit.has_value(); }));
        QCOMPARE(missing.told.exit->code, 127);
        QCOMPARE(missing.logText(), std::string("/var/task/none: does not exist\n"));
    }

    /// The service runs it from a shell script.
    void aWrapperIsRunAsAShellWouldRunIt() {
        const auto wrapped = [&](const char* text) {
            auto process =
                std::make_unique<Process>(m_real.factory, "python3.12",
                                          std::vector<std::pair<std::string, std::string>>{
                                              {"index.py", kEcho}, {"wrapper", text}});
            process->revision->configuration.environment = {
                {"AWS_LAMBDA_EXEC_WRAPPER", "/var/task/wrapper"}};
            return process;
        };
        const auto plain = wrapped("echo wrapped\nexec \"$@\"\n");
        QVERIFY(plain->startAndWait());
        QCOMPARE(plain->logText(), std::string("wrapped\n"));
        QCOMPARE(plain->invoke("[1]"), std::string("[1]"));

        const auto closed = wrapped("#!/bin/bash\nexec \"$@\"\n");
        std::filesystem::permissions(closed->revision->codeFolder + "/wrapper",
                                     std::filesystem::perms::owner_read);
        closed->start();
        QVERIFY(waitFor([&] { return closed->told.exit.has_value(); }));
        QCOMPARE(closed->told.exit->code, 126);
        QCOMPARE(closed->logText(), std::string("/var/task/wrapper: is not an executable\n"));
    }

    void layersMergeInTheirOrder() {
        QTemporaryDir one;
        QTemporaryDir two;
        const auto put = [](const QTemporaryDir& folder, const char* name, const char* text) {
            const auto path = std::filesystem::path(folder.path().toStdString()) / name;
            std::filesystem::create_directories(path.parent_path());
            std::ofstream(path) << text;
        };
        put(one, "python/shared.py", "value = 'one'");
        put(one, "python/only.py", "value = 'only'");
        put(two, "python/shared.py", "value = 'two'");
        Process process(m_real.factory, "python3.12",
                        {{"index.py", "import shared, only\ndef handler(e, c):\n"
                                      "    return shared.value + ' ' + only.value\n"}});
        process.revision->layerFolders = {one.path().toStdString(), two.path().toStdString()};
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        QCOMPARE(process.invoke("{}"), std::string("\"two only\""));
    }

    void theEnvironmentIsTheServices() {
        if (!hasNamespaces())
            QSKIP(kNoNamespaces); // paths are the machine's
        qputenv("WARMSTART_SECRET_OF_THE_USER", "leak");
        Process process(m_real.factory, "python3.12",
                        {{"index.py", "import os\ndef handler(e, c):\n    return dict(os.environ)"
                                      "\n"}});
        process.revision->configuration.environment = {{"TEST_KEY", "TEST_VAL"},
                                                       {"AWS_REGION", "mars-1"}};
        QVERIFY(process.startAndWait());
        const json::Value env = parsed(process.invoke("{}"));
        QVERIFY(!env.find("WARMSTART_SECRET_OF_THE_USER"));
        QVERIFY(!env.find("HOME"));
        QCOMPARE(env["TEST_KEY"].toString(), std::string("TEST_VAL"));
        QCOMPARE(env["AWS_REGION"].toString(), std::string("us-east-1"));
        QCOMPARE(env["AWS_EXECUTION_ENV"].toString(), std::string("AWS_Lambda_python3.12"));
        QCOMPARE(env["LAMBDA_TASK_ROOT"].toString(), std::string("/var/task"));
        QCOMPARE(env["AWS_LAMBDA_RUNTIME_API"].toString(), std::string("127.0.0.1:9001"));
        QVERIFY(env["_X_AMZN_TRACE_ID"].toString().starts_with("Root="));
        QVERIFY(!env.find("_LAMBDA_TELEMETRY_LOG_FD"));
    }

    void linesArriveWhileTheFunctionRuns() {
        Process process(m_real.factory, "python3.12", {{"index.py", R"(import time
def handler(e, c):
    print("first")
    while True:
        time.sleep(0.01)
)"}});
        QVERIFY(process.startAndWait());
        process.deliver("{}");
        QVERIFY(waitFor([&] { return !process.told.log.empty(); }));
        QCOMPARE(process.told.log.front(), std::string("first"));
        QVERIFY(process.told.responses.empty());
    }

    void destroyingABackendIsSilentAndQuick() {
        auto process = std::make_unique<Process>(
            m_real.factory, "python3.12",
            std::vector<std::pair<std::string, std::string>>{{"index.py", kEcho}});
        process->start();
        process->backend.reset(); // still coming up
        Process second(m_real.factory, "python3.12", {{"index.py", kEcho}});
        QVERIFY(second.startAndWait());
        second.deliver("{}");
        second.backend.reset();
        QVERIFY(second.told.responses.empty());
        QVERIFY(!second.told.exit);
    }

    void aResponseOverTheLimitIsAnErrorAndTheRuntimeLives() {
        for (const char* runtime : {"python3.12", "nodejs20.x"}) {
            if (std::string_view(runtime).starts_with("nodejs") && !isInstalled("node"))
                QSKIP("node is not installed");
            Process process(m_real.factory, runtime,
                            {{"index.py", "def handler(e, c):\n    return 'a' * e['n']\n"},
                             {"index.js", "exports.handler = async (e) => 'a'.repeat(e.n);\n"}});
            QVERIFY(process.startAndWait());
            const std::string large = process.invoke(R"({"n": 6300000})");
            QVERIFY(large.starts_with("!"));
            QCOMPARE(parsed(large)["errorType"].toString(),
                     std::string("Function.ResponseSizeTooLarge"));
            QCOMPARE(process.invoke(R"({"n": 3})"), std::string("\"aaa\""));
            QCOMPARE(process.invoke(R"({"n": 6000000})").size(), std::size_t{6000002});
        }
    }

private:
    tests::RealProcesses m_real;
};

QTEST_GUILESS_MAIN(ProcessBackendTest)
#include "tst_processbackend.moc"
