#include "tests/support/extendedprocess.h"
#include "tests/support/gate.h"
#include "tests/support/machine.h"

using namespace ws;
using namespace ws::tests;
using namespace std::chrono_literals;
using sandbox::Exit;
using sandbox::ShutdownReason;

namespace {

const std::string kEcho = "def handler(event, context):\n    return event\n";

} // namespace

/// Extensions as real processes: files of a layer, started before the runtime.
class ProcessExtensionsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        if (!isInstalled("python3"))
            QSKIP("python3 is not installed");
        if (!hasNamespaces())
            QSKIP(kNoNamespaces);
    }

    void anExtensionRegistersAndIsToldOfInvokes() {
        Extended process(m_real.factory, kReader, {{"watcher", R"(
note(str(register('INVOKE', 'SHUTDOWN')))
while True:
    event = following()
    note(json.dumps(event))
)"}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        process.invoke("{}", "request-1");
        const std::string diary = process.diary();
        QVERIFY2(diary.starts_with(R"((200, '{"functionName":"probe","functionVersion":"$LATEST",)"
                                   R"("handler":"index.handler"}'))"),
                 diary.c_str());
        const json::Value event =
            parsed(diary.substr(diary.find('\n') + 1, //
                                diary.find('\n', diary.find('\n') + 1) - diary.find('\n') - 1));
        QCOMPARE(event["eventType"].toString(), std::string("INVOKE"));
        QCOMPARE(event["requestId"].toString(), std::string("request-1"));
        QCOMPARE(event["tracing"]["type"].toString(), std::string("X-Amzn-Trace-Id"));
        QVERIFY(event["deadlineMs"].toInteger() > 0);
    }

    void theRuntimeWaitsForTheRegistration() {
        const Gate gate;
        Extended process(m_real.factory,
                         "open('/tmp/diary', 'a').write('runtime\\n')\nprint('runtime')\n" +
                             kReader,
                         {{"slow", std::string("\nprint('waits', flush=True)\n") + Gate::kWait + R"(
note('registering')
register('INVOKE')
while True: following()
)"}});
        process.revision->mounts = {gate.mount()};
        process.start();
        QVERIFY(waitFor([&] { return process.logMatches("waits"); }));
        QVERIFY(!process.logMatches("runtime"));
        gate.open();
        QVERIFY(waitFor([&] { return process.told.nexts == 1; }));
        QCOMPARE(process.diary(), std::string("registering\nruntime\n"));
    }

    void initEndsWhenEveryoneIsReady() {
        const Gate gate;
        Extended process(m_real.factory, "print('initialised')\n" + kReader,
                         {{"slow", std::string("\nregister('INVOKE')\n") + Gate::kWait + R"(
note('ready')
while True: following()
)"}});
        process.revision->mounts = {gate.mount()};
        process.start();
        QVERIFY(waitFor([&] { return process.logMatches("initialised"); }));
        QCOMPARE(process.told.nexts, 0);
        gate.open();
        QVERIFY(waitFor([&] { return process.told.nexts == 1; }));
        QCOMPARE(process.diary(), std::string("ready\n"));
        QVERIFY(process.logText().find("EXTENSION\tName: slow\tState: Ready\tEvents: [INVOKE]") !=
                std::string::npos);
    }

    void theInvokeIsOverWhenTheExtensionIs() {
        const Gate gate;
        Extended process(m_real.factory, kEcho, {{"slow", std::string(R"(
register('INVOKE')
while True:
    following()
    )") + Gate::kWait + R"(
    print('done', flush=True)
)"}});
        process.revision->mounts = {gate.mount()};
        QVERIFY(process.startAndWait());
        QVERIFY(process.backend->extensions() == sandbox::Extensions::External);
        process.deliver("1");
        QVERIFY(waitFor([&] { return !process.told.responses.empty(); }));
        QCOMPARE(process.told.nexts, 1);
        QVERIFY(process.logText().find("done\n") == std::string::npos);
        gate.open();
        // Once to become ready, and once more for this invoke.
        QVERIFY(waitFor([&] { return process.told.nexts == 2; }));
        QVERIFY(process.logText().find("done\n") != std::string::npos);
    }

    void shutdownTellsWhoSubscribedAndWhy_data() {
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("text");
        QTest::newRow("spindown") << int(ShutdownReason::Spindown) << QStringLiteral("spindown");
        QTest::newRow("timeout") << int(ShutdownReason::Timeout) << QStringLiteral("timeout");
        QTest::newRow("failure") << int(ShutdownReason::Failure) << QStringLiteral("failure");
    }
    void shutdownTellsWhoSubscribedAndWhy() {
        QFETCH(int, reason);
        QFETCH(QString, text);
        Extended process(m_real.factory, kEcho, {{"tidy", R"(
register('SHUTDOWN')
event = following()
print(event['eventType'], event['shutdownReason'], event['deadlineMs'] > time.time() * 1000)
)"}});
        QVERIFY(process.startAndWait());
        process.backend->freeze();
        process.shutDown(static_cast<ShutdownReason>(reason));
        QVERIFY(process.told.exit.has_value());
        const std::string expected = "SHUTDOWN " + text.toStdString() + " True\n";
        QVERIFY2(process.logText().find(expected) != std::string::npos, process.logText().c_str());
    }

    void theRuntimeEndsBeforeTheExtensionsAreTold() {
        Extended process(m_real.factory,
                         "import signal, sys\n"
                         "def bye(*_):\n    print('runtime', flush=True)\n    sys.exit(0)\n"
                         "signal.signal(signal.SIGTERM, bye)\n" +
                             kEcho,
                         {{"tidy", R"(
register('SHUTDOWN')
following()
print('extension', flush=True)
)"}});
        QVERIFY(process.startAndWait());
        process.shutDown();
        const std::string log = process.logText();
        QVERIFY2(log.find("runtime\n") < log.find("extension\n"), log.c_str());
        QVERIFY(log.find("extension\n") != std::string::npos);
    }

    void whoIsLateOrNotSubscribedIsKilled() {
        Extended process(m_real.factory, kEcho,
                         {{"deaf", "register('INVOKE')\nwhile True: following()\n"},
                          {"late", "register('SHUTDOWN')\nfollowing()\ntime.sleep(60)\n"}});
        QVERIFY(process.startAndWait());
        process.backend->stop({300ms, 100ms});
        QVERIFY(waitFor([&] { return process.told.exit.has_value(); }, 10'000));
    }

    void anExtensionThatEndsFailsTheEnvironment() {
        Extended process(m_real.factory, kEcho,
                         {{"weak", "register('INVOKE')\nfollowing()\nsys.exit(3)\n"}});
        QVERIFY(process.startAndWait());
        process.deliver("{}");
        QVERIFY(waitFor([&] { return process.told.failure.has_value(); }));
        QCOMPARE(process.failure().errorType, std::string("Extension.Crash"));
        QCOMPARE(process.failure().message, std::string("exit status 3"));
        process.shutDown(ShutdownReason::Failure);
        QVERIFY(process.told.exit.has_value());
    }

    void anExtensionThatEndsBeforeItRegistersIsACrash() {
        Extended process(m_real.factory, kEcho, {{"none", "sys.exit(0)\n"}});
        QVERIFY(process.failsToStart());
        QCOMPARE(process.failure().errorType, std::string("Extension.Crash"));
        QCOMPARE(process.failure().message, std::string("exit code 0"));
    }

    void postedErrorsNameTheFailure_data() {
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("type");
        QTest::newRow("init") << QStringLiteral("init/error")
                              << QStringLiteral("Extension.InitError");
        QTest::newRow("exit") << QStringLiteral("exit/error")
                              << QStringLiteral("Extension.ExitError");
    }
    void postedErrorsNameTheFailure() {
        QFETCH(QString, where);
        QFETCH(QString, type);
        Extended process(m_real.factory, kEcho, {{"sorry", R"(
register('INVOKE')
answer, text = ask('POST', ')" + where.toStdString() + R"(', '{}',
    **{'Lambda-Extension-Identifier': identifier,
       'Lambda-Extension-Function-Error-Type': 'Extension.NoLuck'})
print(answer.status, text, flush=True)
sys.exit(0)
)"}});
        QVERIFY(process.failsToStart());
        QVERIFY(waitFor([&] { return process.told.failure || process.told.exit; }));
        QCOMPARE(process.failure().errorType, type.toStdString());
        QVERIFY(process.logText().find("202 {\"status\":\"OK\"}") != std::string::npos);
        QVERIFY(process.logText().find("Error Type: Extension.NoLuck") != std::string::npos);
    }

    void aFileThatCannotBeRunIsALaunchError() {
        Extended process(m_real.factory, kEcho, {{"text", ""}});
        process.setMode("text", std::filesystem::perms::owner_read |
                                    std::filesystem::perms::group_read |
                                    std::filesystem::perms::others_read);
        QVERIFY(process.failsToStart());
        QCOMPARE(process.failure().errorType, std::string("Extension.LaunchError"));
        QCOMPARE(process.failure().message,
                 std::string("fork/exec /opt/extensions/text: permission denied"));
    }

    void anEleventhIsTooMany() {
        std::vector<std::pair<std::string, std::string>> many;
        for (int i = 0; i < 11; ++i)
            many.emplace_back("e" + std::to_string(10 + i),
                              "register('INVOKE')\nwhile True: following()\n");
        Extended process(m_real.factory, kEcho, many);
        QVERIFY(process.failsToStart());
        QCOMPARE(process.failure().errorType, std::string("Extension.LaunchError"));
    }

    void aRuntimeThatEndsLeavesTheExtensions() {
        Extended process(m_real.factory, "import os\ndef handler(e, c):\n    os._exit(4)\n",
                         {{"tidy", R"(
register('SHUTDOWN')
print('reason', following()['shutdownReason'], flush=True)
)"}});
        QVERIFY(process.startAndWait());
        process.deliver("{}");
        QVERIFY(waitFor([&] { return process.told.failure.has_value(); }));
        QVERIFY(process.failure().kind == Exit::Kind::Exited);
        QCOMPARE(process.failure().code, 4);
        process.shutDown(ShutdownReason::Failure);
        QVERIFY(process.logText().find("reason failure\n") != std::string::npos);
        QVERIFY(process.startAndWait()); // begins anew
    }

    void variablesOfTheRuntimeAloneAreNotTheExtensions() {
        Extended process(m_real.factory, kReader, {{"nosy", R"(
note(' '.join(sorted(os.environ)))
register('INVOKE')
while True: following()
)"}});
        process.revision->configuration.environment = {{"MINE", "1"}};
        QVERIFY(process.startAndWait());
        const std::string names = " " + process.diary();
        for (const char* there : {" MINE ", " AWS_LAMBDA_FUNCTION_NAME ", " AWS_REGION ",
                                  " AWS_LAMBDA_RUNTIME_API ", " PATH "})
            QVERIFY2(names.find(there) != std::string::npos, there);
        for (const char* absent : {" _HANDLER ", " LAMBDA_TASK_ROOT ", " AWS_EXECUTION_ENV ",
                                   " AWS_LAMBDA_LOG_GROUP_NAME "})
            QVERIFY2(names.find(absent) == std::string::npos, absent);
    }

    void anInternalExtensionCountsWithoutAFile() {
        const std::string code = kHead +
                                 "register('INVOKE', as_name='inner')\n"
                                 "import threading\n"
                                 "def listen():\n"
                                 "    while True:\n"
                                 "        print('inner', following()['eventType'], "
                                 "flush=True)\n"
                                 "threading.Thread(target=listen, daemon=True).start()\n" +
                                 kEcho;
        Process process(m_real.factory, "python3.12", {{"index.py", code}});
        QVERIFY2(process.startAndWait(), process.logText().c_str());
        QVERIFY(process.backend->extensions() == sandbox::Extensions::Internal);
        QCOMPARE(process.invoke("5"), std::string("5"));
        QVERIFY(process.logText().find("inner INVOKE\n") != std::string::npos);
    }

private:
    tests::RealProcesses m_real;
};

QTEST_GUILESS_MAIN(ProcessExtensionsTest)
#include "tst_processextensions.moc"
