#include "tests/support/gate.h"
#include "tests/support/machine.h"
#include "tests/support/realfunction.h"

#include <set>

using namespace ws;
using namespace std::chrono_literals;
using telemetry::InvocationStatus;
using telemetry::StartReason;

namespace {

using Fixture = tests::RealFunction;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string fault(const fleet::InvokeResult& result, const std::string& type,
                  const std::string& text) {
    return "{\"errorType\":\"" + type + "\",\"errorMessage\":\"RequestId: " + result.requestId +
           " Error: " + text + "\"}";
}

} // namespace

class TestRealInvoke : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (!tests::isInstalled("python3"))
            QSKIP("python3 is not installed");
    }

    void anEnvironmentTellsWhatItKeepsAndServesOn() {
        Fixture f("count = 0\ndef handler(event, context):\n    global count\n    count += 1\n"
                  "    return count\n");
        const base::EnvironmentId environment = f.invoke().environment;
        for (const std::string expected : {"1", "2"}) {
            const auto state = f.state(environment);
            QVERIFY(state.ok());
            QCOMPARE((*state)["values"].at(0)["name"].toString(), std::string("count"));
            QCOMPARE((*state)["values"].at(0)["value"].toString(), expected);
            QCOMPARE(f.state(environment).ok(), true); // frozen or not
            f.invoke();
        }
        QCOMPARE(f.state(base::EnvironmentId{999}).error().code,
                 std::string("sandbox.state.notIdle"));
    }

    void jsonLogsAreJsonFromEndToEnd() {
        Fixture f("import logging\ndef handler(event, context):\n"
                  "    logging.info('no'); logging.warning('low')\n");
        f.configuration.logging = {function::LogFormat::Json, "WARN", "INFO", ""};
        f.publish();
        const auto result = f.invoke();
        std::string kinds;
        for (std::size_t at = 0; at < result.log.size();) {
            const std::size_t end = result.log.find('\n', at);
            const auto entry = json::Value::parse(result.log.substr(at, end - at));
            QVERIFY2(entry.ok(), result.log.c_str());
            kinds += (*entry)["type"].toString() + (*entry)["message"].toString() + " ";
            at = end + 1;
        }
        QCOMPARE(kinds, std::string("platform.start low platform.report "));
    }

    void theCallerHasTheResponseBeforeTheExtensionIsDone() {
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        const tests::Gate gate;
        Fixture f("def handler(event, context):\n    return 'quick'\n");
        f.mounts = {gate.mount()};
        f.addExtension("\"INVOKE\"", std::string("while True:\n    following()\n    ") +
                                         tests::Gate::kWait + "    print('helped', flush=True)\n");
        const auto answer = f.invoke();
        QCOMPARE(answer.payload, std::string("\"quick\""));
        const auto before = f.log.lines();
        QVERIFY(std::none_of(before.begin(), before.end(),
                             [](const std::string& line) { return line.starts_with("REPORT"); }));
        const base::TimePoint answered = f.clock.now();
        QVERIFY(Fixture::waitFor([&] { return f.clock.now() - answered >= 50ms; }));
        gate.open();
        QVERIFY(f.logs("REPORT"));
        QVERIFY(f.logs("helped"));
        // What the extension did belongs to the invocation.
        const auto whole = f.log.all<telemetry::InvocationFinished>().back().duration;
        QVERIFY(whole >= answer.report.duration + 50ms);
    }

    void anExtensionThatCrashesIsTheInvocationsError() {
        Fixture f("import time\ndef handler(event, context):\n    time.sleep(10)\n");
        f.addExtension("\"INVOKE\"", "following()\nsys.exit(3)\n");
        const auto answer = f.invoke();
        QCOMPARE(answer.payload, fault(answer, "Extension.Crash", "exit status 3"));
        QVERIFY(f.logs("Status: error\tError Type: Extension.Crash"));
    }

    void aTimeoutIsTheExtensionsShutdownReason() {
        Fixture f("import time\ndef handler(event, context):\n    time.sleep(10)\n", 1);
        f.addExtension("\"INVOKE\",\"SHUTDOWN\"",
                       "following()\nprint('told', following()['shutdownReason'], flush=True)\n");
        const auto answer = f.invoke();
        QVERIFY(answer.report.status == InvocationStatus::TimedOut);
        QVERIFY(f.logs("told timeout"));
    }

    void anExtensionThatCannotInitialiseIsReportedTwice() {
        Fixture f("def handler(event, context):\n    return 1\n");
        f.addExtension("\"INVOKE\"", "sys.exit(1)\n");
        const auto answer = f.invoke();
        QCOMPARE(answer.payload, fault(answer, "Extension.Crash", "exit status 1"));
        QVERIFY(f.logs("Phase: init\tStatus: error\tError Type: Extension.Crash"));
        QVERIFY(f.logs("Phase: invoke\tStatus: error\tError Type: Extension.Crash"));
    }

    void aCounterCountsInOneEnvironment() {
        Fixture f("count = 0\ndef handler(event, context):\n    global count\n    count += 1\n"
                  "    print('at', count)\n    return count\n");
        const auto first = f.invoke();
        QCOMPARE(first.payload, std::string("1"));
        QVERIFY(first.reason == StartReason::FirstInvocation);
        QVERIFY(first.report.init.has_value());
        QVERIFY(has(first.log, "Init Duration: "));
        QVERIFY(has(first.log, "at 1\n"));
        for (const std::string expected : {"2", "3"}) {
            const auto next = f.invoke();
            QCOMPARE(next.payload, expected);
            QVERIFY(next.reason == StartReason::Warm);
            QVERIFY(has(next.log, "START RequestId: " + next.requestId + " Version: $LATEST\nat " +
                                      expected + "\nEND RequestId: " + next.requestId +
                                      "\nREPORT RequestId: "));
        }
    }

    void aHandlersErrorIsItsPayload() {
        Fixture f("def handler(event, context):\n    raise ValueError('no ' + event['what'])\n");
        const auto result = f.invoke(R"({"what":"way"})");
        QCOMPARE(result.statusCode, 200);
        QCOMPARE(result.functionError, std::string("Unhandled"));
        QCOMPARE(result.report.errorType, std::string("ValueError"));
        QCOMPARE(result.report.payload["errorMessage"].toString(), std::string("no way"));
        QCOMPARE(result.report.payload["requestId"].toString(), result.requestId);
        QVERIFY(result.report.payload["stackTrace"].isArray());
        QVERIFY(f.invoke(R"({"what":"x"})").reason == StartReason::Warm);
    }

    void aModuleThatRaisesFailsTwiceAndSaysSo() {
        Fixture f("raise Exception('Runtime startup fails')\n");
        const auto result = f.invoke();
        QCOMPARE(result.report.payload["errorType"].toString(), std::string("Exception"));
        QCOMPARE(result.report.payload["errorMessage"].toString(),
                 std::string("Runtime startup fails"));
        QVERIFY(result.report.payload.find("requestId"));
        QCOMPARE(result.report.payload["requestId"].toString(), std::string());
        int reports = 0;
        for (const std::string& line : f.log.lines())
            reports += line.starts_with("INIT_REPORT") && has(line, "Status: error") ? 1 : 0;
        QCOMPARE(reports, 2);
        QVERIFY(f.invoke().reason == StartReason::Reset);
    }

    void aModuleThatExitsIsAnExitError() {
        Fixture f("import sys\nsys.exit(0)\n");
        const auto result = f.invoke();
        QCOMPARE(result.payload,
                 fault(result, "Runtime.ExitError", "Runtime exited without providing a reason"));
    }

    void aHandlerThatExitsResetsItsGlobalsAndKeepsTmp() {
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        Fixture f(
            "import os\ncount = 0\ndef handler(event, context):\n    global count\n"
            "    count += 1\n    if event.get('exit'):\n        open('/tmp/mark', 'w').close()\n"
            "        os._exit(3)\n    return [count, os.path.exists('/tmp/mark')]\n");
        QCOMPARE(f.invoke().payload, std::string("[1, false]"));
        const auto exited = f.invoke(R"({"exit":true})");
        QCOMPARE(exited.payload,
                 fault(exited, "Runtime.ExitError", "Runtime exited with error: exit status 3"));
        QVERIFY(exited.report.status == InvocationStatus::RuntimeExited);
        const auto again = f.invoke();
        QVERIFY(again.reason == StartReason::Reset);
        QVERIFY(!again.report.init);
        QCOMPARE(again.payload, std::string("[1, true]"));
    }

    void aHandlerThatSleepsPastItsTimeoutIsCut() {
        Fixture f("import time\ndef handler(event, context):\n    time.sleep(event['s'])\n"
                  "    return 'awake'\n",
                  1);
        const auto result = f.invoke(R"({"s":60})");
        QCOMPARE(result.payload,
                 fault(result, "Sandbox.Timedout", "Task timed out after 1.00 seconds"));
        QVERIFY(result.report.duration == base::Duration(1s));
        QVERIFY(has(result.log, "Status: timeout"));
    }

    void aHandlerThatTakesTooMuchMemoryIsKilled() {
        Fixture f("def handler(event, context):\n    held = []\n    while True:\n"
                  "        held.append(bytearray(b'x') * (4 << 20))\n",
                  30);
        const auto result = f.invoke();
        QCOMPARE(result.payload,
                 fault(result, "Runtime.ExitError", "Runtime exited with error: signal: killed"));
        QVERIFY(has(result.log, "Max Memory Used: 128 MB\t"));
    }

    void aChangedFileMeansANewEnvironment() {
        Fixture f("def handler(event, context):\n    return 'old'\n");
        QCOMPARE(f.invoke().payload, std::string("\"old\""));
        f.write("work.py", "def handler(event, context):\n    return 'newer'\n");
        f.publish();
        const auto result = f.invoke();
        QCOMPARE(result.payload, std::string("\"newer\""));
        QVERIFY(result.reason == StartReason::NewConfiguration);
    }

    void aMissingBootstrapIsAnInvalidEntrypoint() {
        Fixture f("");
        f.configuration.runtime = "provided.al2023";
        f.publish();
        const auto result = f.invoke();
        QCOMPARE(result.payload,
                 fault(result, "Runtime.InvalidEntrypoint",
                       "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"));
    }

    void overlappingInvokesGetEnvironmentsOfTheirOwn() {
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        const tests::Gate gate;
        Fixture f(std::string("import os, time\ndef handler(event, context):\n    ") +
                  tests::Gate::kWait + "    return context.log_stream_name\n");
        f.mounts = {gate.mount()};
        f.publish();
        QEventLoop loop;
        std::set<std::string> streams;
        int left = 4;
        for (int i = 0; i < 4; ++i) {
            f.fleet.invoke({"work", "{}"}, [&](const fleet::InvokeResult& result) {
                streams.insert(result.payload);
                if (--left == 0)
                    loop.quit();
            });
        }
        gate.open();
        loop.exec();
        QCOMPARE(streams.size(), std::size_t(4));
    }

    /// Adds a published version with SnapStart to the function.
    static void publishVersion(Fixture& f) {
        function::CatalogEntry entry = function::entryOf(f.fleet.function("work"));
        auto version = std::make_shared<function::Revision>(*entry.revisions.front());
        version->version = "1";
        version->configuration.snapStart = true;
        entry.revisions.push_back(version);
        f.fleet.setCatalog({entry});
    }

    void aPublishedVersionIsInitialisedOnceAndRestoredForEveryEnvironment() {
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        const tests::Gate gate;
        Fixture f(std::string("import os, time, uuid\nmade = str(uuid.uuid4())\n"
                              "print('initialising')\ndef handler(event, context):\n    ") +
                  tests::Gate::kWait + "    return made\n");
        f.mounts = {gate.mount()};
        f.publish();
        publishVersion(f);
        QEventLoop loop;
        std::vector<fleet::InvokeResult> results;
        for (int i = 0; i < 3; ++i) {
            f.fleet.invoke({"work:1", "{}"}, [&](fleet::InvokeResult result) {
                results.push_back(std::move(result));
                if (results.size() == 3)
                    loop.quit();
            });
        }
        gate.open();
        loop.exec();
        std::set<base::EnvironmentId> environments;
        for (const fleet::InvokeResult& result : results) {
            QCOMPARE(result.statusCode, 200);
            QCOMPARE(result.payload, results.front().payload);
            QVERIFY(result.report.restore && !result.report.init);
            QVERIFY(has(result.log, "\tRestore Duration: "));
            QVERIFY(has(result.log, "\tBilled Restore Duration: "));
            environments.insert(result.environment);
        }
        QCOMPARE(environments.size(), std::size_t(3));
        const auto lines = f.log.lines();
        const auto count = [&](const char* begin) {
            return std::count_if(lines.begin(), lines.end(),
                                 [&](const std::string& line) { return line.starts_with(begin); });
        };
        QCOMPARE(count("initialising"), 1);
        QCOMPARE(count("INIT_START Runtime Version: python:3.12.v2"), 1);
        QCOMPARE(count("INIT_REPORT Init Duration: "), 1);
        QCOMPARE(count("RESTORE_START Runtime Version: python:3.12.v2"), 3);
        QCOMPARE(count("RESTORE_REPORT Restore Duration: "), 3);
    }

    void anAfterRestoreHookThatFailsRefusesTheInvocation() {
        Fixture f("import snapshot_restore_py\n"
                  "@snapshot_restore_py.register_after_restore\n"
                  "def hook(): raise ValueError('no')\n"
                  "def handler(event, context): return 1\n");
        publishVersion(f);
        const auto result = f.invoke(fleet::InvokeRequest{"work:1", "{}"});
        QCOMPARE(result.statusCode, 400);
        QCOMPARE(result.report.errorType, std::string("SnapStartException"));
        QVERIFY(f.logs("Status: error\tError Type: Runtime.AfterRestoreError"));
    }

    void aVersionWhoseSnapshotFailsCannotBeInvoked() {
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        Fixture f("raise ValueError('no')\n");
        publishVersion(f);
        const auto result = f.invoke(fleet::InvokeRequest{"work:1", "{}"});
        QCOMPARE(result.statusCode, 409);
        QVERIFY(has(result.payload, "following state: Failed"));
        QVERIFY(f.logs("Phase: init\tStatus: error"));
    }
};

QTEST_GUILESS_MAIN(TestRealInvoke)
#include "tst_realinvoke.moc"
