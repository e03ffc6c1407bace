// The checks of lambda.md C that are about processes, each through the whole invoke path with real
// ones. tst_lambdachecks.cpp has the table of all checks.

#include "engine/sandbox/simulatedbackend.h"
#include "tests/support/machine.h"
#include "tests/support/parsed.h"
#include "tests/support/processlist.h"
#include "tests/support/realfunction.h"

#include <QRegularExpression>
#include <QStandardPaths>

#include <map>

using namespace ws;
using namespace std::chrono_literals;
using telemetry::InvocationStatus;
using telemetry::Phase;
using telemetry::StartReason;
using tests::parsed;
using tests::RealFunction;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

bool matches(const std::string& text, const char* pattern) {
    return QRegularExpression(QRegularExpression::anchoredPattern(QString::fromLatin1(pattern)),
                              QRegularExpression::DotMatchesEverythingOption)
        .match(QString::fromStdString(text))
        .hasMatch();
}

/// A runtime that tries what the Runtime API must refuse, and answers with what it was told.
const std::string kTrespasser = R"(#!/usr/bin/env python3
import http.client, json, os
api = os.environ['AWS_LAMBDA_RUNTIME_API']
told = []
def ask(method, path, body=None, **headers):
    connection = http.client.HTTPConnection(api)
    connection.request(method, '/2018-06-01/runtime/' + path, body, headers)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read().decode()
def note(what, answer):
    try: kind = json.loads(answer[2]).get('errorType') or json.loads(answer[2]).get('status')
    except ValueError: kind = answer[2]
    told.append([what, answer[0], kind])
note('response before next', ask('POST', 'invocation/none/response', '{}'))
while True:
    status, headers, event = ask('GET', 'invocation/next')
    identity = headers['Lambda-Runtime-Aws-Request-Id']
    if event == '"large"':
        limit = 6 * 1024 * 1024 + 100
        note('too large', ask('POST', f'invocation/{identity}/response', 'x' * (limit + 1)))
        continue
    note('another id', ask('POST', 'invocation/other/response', '{}'))
    note('next again', ask('GET', 'invocation/next'))
    answer = json.dumps({'headers': headers, 'event': json.loads(event), 'told': told})
    note('response', ask('POST', f'invocation/{identity}/response', answer))
    note('response again', ask('POST', f'invocation/{identity}/response', '{}'))
)";

/// What is heard of an end is printed: the log outlives the environment.
const std::string kSpeaksOnTerm = "import signal, sys, time\n"
                                  "def end(*_):\n    print('runtime ended', flush=True)\n"
                                  "    sys.exit(0)\nsignal.signal(signal.SIGTERM, end)\n";
const std::string kAnswersOne = "def handler(event, context):\n    return 1\n";

/// How many log lines hold `part`, and where the first one is.
struct Heard {
    int times = 0;
    std::size_t first = 0;
};
Heard heard(const RealFunction& f, const std::string& part) {
    Heard found;
    const auto lines = f.log.lines();
    for (std::size_t i = lines.size(); i-- > 0;) {
        if (has(lines[i], part)) {
            ++found.times;
            found.first = i;
        }
    }
    return found;
}

/// Phases of the first environment until it is gone, and the reasons that its invokes had.
std::vector<std::string> storyOf(const tests::EventLog& log) {
    std::vector<std::string> story;
    for (const telemetry::Event& event : log.events) {
        if (const auto* phase = std::get_if<telemetry::EnvironmentPhaseChanged>(&event.body))
            story.push_back("phase " + std::to_string(int(phase->phase)));
        else if (const auto* started = std::get_if<telemetry::InvocationStarted>(&event.body))
            story.push_back("start " + std::to_string(int(started->reason)));
        else if (const auto* ended = std::get_if<telemetry::InvocationFinished>(&event.body))
            story.push_back("end " + std::to_string(int(ended->status)));
    }
    return story;
}

} // namespace

class TestProcessChecks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("python3 is not installed");
    }

    void check1_theRuntimeApiKeepsItsStatesAndSendsItsHeaders() {
        RealFunction f("");
        f.become("provided.al2023", "bootstrap", kTrespasser);
        fleet::InvokeRequest request{"work", R"({"a":1})"};
        request.clientContext = R"({"custom":{"k":"v"}})";
        const auto first = f.invoke(request);
        const json::Value said = parsed(first.payload);
        const json::Value& headers = said["headers"];
        QCOMPARE(headers["Lambda-Runtime-Aws-Request-Id"].toString(), first.requestId);
        QVERIFY(matches(headers["Lambda-Runtime-Deadline-Ms"].toString(), "\\d{13}"));
        QCOMPARE(headers["Lambda-Runtime-Invoked-Function-Arn"].toString(),
                 std::string("arn:aws:lambda:us-east-1:123456789012:function:work"));
        QVERIFY(matches(headers["Lambda-Runtime-Trace-Id"].toString(),
                        "Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01].*"));
        QCOMPARE(headers["Lambda-Runtime-Client-Context"].toString(), request.clientContext);
        QVERIFY(!headers["Lambda-Runtime-Invocation-Id"].toString().empty());
        QCOMPARE(said["event"].dump(), std::string(R"({"a":1})"));

        const auto large = f.invoke("\"large\"");
        QCOMPARE(parsed(large.payload)["errorType"].toString(),
                 std::string("Function.ResponseSizeTooLarge"));
        std::map<std::string, std::string> told;
        const json::Value second = parsed(f.invoke().payload);
        for (const json::Value& one : second["told"].items())
            told[one.at(0).toString()] = one.at(1).dump() + ' ' + one.at(2).toString();
        QCOMPARE(told["response before next"], std::string("403 InvalidStateTransition"));
        QCOMPARE(told["another id"], std::string("400 InvalidRequestID"));
        QCOMPARE(told["next again"], std::string("403 InvalidStateTransition"));
        QCOMPARE(told["response"], std::string("202 OK"));
        QCOMPARE(told["response again"], std::string("403 InvalidStateTransition"));
        QCOMPARE(told["too large"], std::string("413 RequestEntityTooLarge"));
    }

    // check 2: who has how long at the end

    void check2_withoutExtensionsNobodyHearsOfTheEnd() {
        RealFunction f(kSpeaksOnTerm + kAnswersOne);
        QCOMPARE(f.invoke().payload, std::string("1"));
        f.stopAndWait();
        QCOMPARE(heard(f, "runtime ended").times, 0);
    }

    void check2_anInternalExtensionGivesTheRuntimeTime() {
        RealFunction f(kSpeaksOnTerm + R"(import http.client, os, threading
def ask(method, path, body=None, **headers):
    connection = http.client.HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])
    connection.request(method, '/2020-01-01/extension/' + path, body, headers)
    return connection.getresponse().headers.get('Lambda-Extension-Identifier')
me = ask('POST', 'register', '{"events":["INVOKE"]}', **{'Lambda-Extension-Name': 'inside'})
def follow():
    while True: ask('GET', 'event/next', **{'Lambda-Extension-Identifier': me})
threading.Thread(target=follow, daemon=True).start()
)" + kAnswersOne);
        QCOMPARE(f.invoke().payload, std::string("1"));
        f.stopAndWait();
        QCOMPARE(heard(f, "runtime ended").times, 1);
    }

    void check2_anExternalExtensionHearsOfTheEndAfterTheRuntime() {
        RealFunction f(kSpeaksOnTerm + kAnswersOne);
        f.addExtension("\"INVOKE\",\"SHUTDOWN\"", R"(while True:
    event = following()
    print('heard', event['eventType'], event.get('shutdownReason'), flush=True)
    if event['eventType'] == 'SHUTDOWN': sys.exit(0)
)");
        QCOMPARE(f.invoke().payload, std::string("1"));
        f.stopAndWait();
        QCOMPARE(heard(f, "heard INVOKE None").times, 1);
        QCOMPARE(heard(f, "heard SHUTDOWN spindown").times, 1);
        QVERIFY(heard(f, "runtime ended").times == 1);
        QVERIFY(heard(f, "runtime ended").first < heard(f, "heard SHUTDOWN").first);
    }

    void check2_whoIsLateIsKilled() {
        RealFunction f("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" +
                       kAnswersOne);
        f.addExtension("\"INVOKE\",\"SHUTDOWN\"",
                       "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
                       "while following()['eventType'] != 'SHUTDOWN': pass\n"
                       "print('heard the end', flush=True)\nwhile True: time.sleep(9)\n");
        QCOMPARE(f.invoke().payload, std::string("1"));
        f.stopAndWait(); // does not come back when somebody may stay
        QCOMPARE(heard(f, "heard the end").times, 1);
    }

    void check4_everyLineHasTheServicesForm() {
        RealFunction f("def handler(event, context):\n    print('x' * event['much'])\n");
        const auto cold = f.invoke(R"({"much":3})");
        const std::string uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
        const std::string report = "REPORT RequestId: " + uuid +
                                   "\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\t"
                                   "Memory Size: 128 MB\tMax Memory Used: \\d+ MB\t";
        const std::string body = "START RequestId: " + uuid + " Version: \\$LATEST\nxxx\n" +
                                 "END RequestId: " + uuid + "\n" + report;
        QVERIFY2(matches(cold.log, (body + "Init Duration: \\d+\\.\\d\\d ms\t\n").c_str()),
                 cold.log.c_str());
        const auto warm = f.invoke(R"({"much":3})");
        QVERIFY2(matches(warm.log, (body + "\n").c_str()), warm.log.c_str());
        QVERIFY(matches(f.log.lines().front(),
                        "INIT_START Runtime Version: python:3\\.12\\.v\\d+\tRuntime Version ARN: "
                        "arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}"));
        QCOMPARE(f.invoke(R"({"much":9000})").log.size(), std::size_t(4'096));

        // Billed is INIT and invoke together, up to the next millisecond.
        const auto whole = cold.report.duration + *cold.report.init;
        QCOMPARE(cold.report.billed.count(), (whole.count() + 999) / 1'000 * 1'000);
        QCOMPARE(warm.report.billed.count(), (warm.report.duration.count() + 999) / 1'000 * 1'000);
    }

    // check 5: what each language answers with

    void check5_payloadsAreTheServices_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("payload"); // ID stands for the request id
        const auto error = [](const char* type, const char* text) {
            return QStringLiteral("{\"errorType\":\"%1\",\"errorMessage\":\"RequestId: ID Error: "
                                  "%2\"}")
                .arg(QLatin1String(type), QLatin1String(text));
        };
        const auto row = [](const char* name, const char* language, const char* code,
                            const QString& payload) {
            QTest::addRow("%s: %s", language, name) << language << code << payload;
        };
        const QString exit0 =
            error("Runtime.ExitError", "Runtime exited without providing a reason");
        const QString exit7 =
            error("Runtime.ExitError", "Runtime exited with error: exit status 7");
        const QString segfault =
            error("Runtime.ExitError", "Runtime exited with error: signal: segmentation fault");
        const QString late = error("Sandbox.Timedout", "Task timed out after 1.00 seconds");
        const QString large = QStringLiteral(
            "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size "
            "(6291556 bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}");

        row("nothing", "python", "pass", QStringLiteral("null"));
        row("exit 0", "python", "import os; os._exit(0)", exit0);
        row("exit 7", "python", "import os; os._exit(7)", exit7);
        row("segfault", "python", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
            segfault);
        row("too late", "python", "import time; time.sleep(60)", late);
        row("too large", "python", "return 'x' * 6291555", large);
        row("raises", "python", "raise ValueError('no')",
            QStringLiteral(R"({"errorMessage": "no", "errorType": "ValueError", "requestId": "ID",)"
                           R"( "stackTrace": *})"));

        row("nothing", "node", "", QStringLiteral("null"));
        row("exit 0", "node", "process.exit(0)", exit0);
        row("exit 7", "node", "process.exit(7)", exit7);
        row("segfault", "node", "process.kill(process.pid, 'SIGSEGV'); while (true) {}", segfault);
        row("too late", "node", "while (true) {}", late);
        row("too large", "node", "return 'x'.repeat(6291555)", large);
        row("throws", "node", "throw new RangeError('no')",
            QStringLiteral(R"({"errorType":"RangeError","errorMessage":"no","trace":*})"));

        row("exit 7", "bootstrap", "exit 7", exit7);
        row("too late", "bootstrap", "sleep 60", late);
    }
    void check5_payloadsAreTheServices() {
        QFETCH(QString, language);
        QFETCH(QString, code);
        QFETCH(QString, payload);
        // Who is to be late is so at once; the others have the time of a busy machine.
        const int limit = payload.contains(QLatin1String("Task timed out after 1.00")) ? 1 : 20;
        RealFunction f("def handler(event, context):\n    " + code.toStdString() + "\n", limit);
        if (language == QLatin1String("node")) {
            if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
                QSKIP("node is not installed");
            f.become("nodejs20.x", "work.js",
                     "exports.handler = async (event) => { " + code.toStdString() + " };\n");
        } else if (language == QLatin1String("bootstrap")) {
            f.become("provided.al2023", "bootstrap",
                     "#!/bin/bash\nexec 5<>/dev/tcp/${AWS_LAMBDA_RUNTIME_API/:/\\/}\n"
                     "printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.0\\r\\n\\r\\n' >&5\n"
                     "read -r status <&5\n" +
                         code.toStdString() + "\n");
        }
        const auto answer = f.invoke();
        payload.replace(QLatin1String("ID"), QString::fromStdString(answer.requestId));
        const QString said = QString::fromStdString(answer.payload);
        const QString begin = payload.section(QLatin1Char('*'), 0, 0);
        QCOMPARE(said.left(begin.size()), begin);
        if (begin == payload)
            QCOMPARE(said, payload);
        const bool failed = payload != QLatin1String("null");
        QCOMPARE(answer.statusCode, 200);
        QCOMPARE(answer.functionError, std::string(failed ? "Unhandled" : ""));
    }

    void check5_badRequestsNeverRun() {
        RealFunction f(kAnswersOne);
        const auto bad = f.invoke("{");
        QCOMPARE(bad.statusCode, 400);
        QVERIFY(has(bad.payload, "Could not parse request body into json: "));
        QCOMPARE(bad.report.errorType, std::string("InvalidRequestContentException"));
        const auto large = f.invoke('"' + std::string(6'291'456, 'x') + '"');
        QCOMPARE(large.statusCode, 413);
        f.become("provided.al2023", "other", "", "x");
        const auto missing = f.invoke();
        QCOMPARE(missing.payload,
                 "{\"errorType\":\"Runtime.InvalidEntrypoint\",\"errorMessage\":\"RequestId: " +
                     missing.requestId +
                     " Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap "
                     "/opt/bootstrap]\"}");
    }

    void check7_whatRunsBesideStandsStillBetweenInvokes() {
        RealFunction f(R"(import threading, time
ticks, gap, last = 0, 0, time.time()
def tick():
    global ticks, gap, last
    while True:
        time.sleep(0.001)
        now = time.time()
        ticks, gap, last = ticks + 1, max(gap, now - last), now
threading.Thread(target=tick, daemon=True).start()
def handler(event, context):
    global gap
    before = ticks
    while ticks < before + 5: time.sleep(0.001)
    told, gap = gap, 0
    return {'gap': told, 'ticks': ticks}
)");
        const std::string mark = tests::newMark();
        f.configuration.environment = {{"MARK", mark}};
        f.publish();
        const json::Value first = parsed(f.invoke().payload);
        QVERIFY(tests::RealFunction::waitFor([&] {
            const std::vector<int> all = tests::processesWith(mark);
            return all.size() == 1 && tests::isStopped(all.front());
        }));
        const auto begin = f.clock.now();
        QVERIFY(tests::RealFunction::waitFor([&] { return f.clock.now() - begin > 300ms; }));
        const json::Value second = parsed(f.invoke().payload);
        // The thread went on, and to it the wall clock jumped.
        QVERIFY(second["ticks"].toInteger() > first["ticks"].toInteger());
        QVERIFY2(second["gap"].toDouble() > 0.3, second.dump().c_str());
    }

    void check8_aResetKeepsTmpForgetsGlobalsAndItsInitIsInTheDuration() {
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        RealFunction f("import os, time\ntime.sleep(0.15)\ncount = 0\n"
                       "def handler(event, context):\n    global count\n    count += 1\n"
                       "    had = os.path.exists('/tmp/mark')\n    open('/tmp/mark', 'w').close()\n"
                       "    time.sleep(event.get('s', 0))\n    return [count, had]\n",
                       2);
        QCOMPARE(f.invoke().payload, std::string("[1, false]"));
        QVERIFY(f.invoke(R"({"s":60})").report.status == InvocationStatus::TimedOut);
        const auto again = f.invoke();
        QCOMPARE(again.payload, std::string("[1, true]"));
        QVERIFY(again.reason == StartReason::Reset);
        QVERIFY(!has(again.log, "Init Duration"));
        QVERIFY(again.report.duration >= base::Duration(150ms));
        f.stopAndWait();
        QCOMPARE(f.invoke().payload, std::string("[1, false]")); // a new one has its own
    }

    void check9_functionsFindTheServicesVariablesAndContext() {
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        RealFunction f(R"(import os
def handler(event, context):
    left = [context.get_remaining_time_in_millis() for _ in range(3)]
    fields = ['function_name', 'function_version', 'invoked_function_arn', 'memory_limit_in_mb',
              'aws_request_id', 'log_group_name', 'log_stream_name', 'tenant_id']
    return {'env': dict(os.environ), 'left': left,
            'context': {name: getattr(context, name) for name in fields},
            'identity': context.identity.cognito_identity_id}
)");
        f.configuration.environment = {{"MINE", "1"}, {"LAMBDA_TASK_ROOT", "/elsewhere"}};
        f.publish();
        const auto answer = f.invoke();
        const json::Value said = parsed(answer.payload);
        const json::Value& env = said["env"];
        const std::map<std::string, const char*> expected{
            {"_HANDLER", "work\\.handler"},
            {"_X_AMZN_TRACE_ID", "Root=1-.*"},
            {"AWS_REGION", "us-east-1"},
            {"AWS_DEFAULT_REGION", "us-east-1"},
            {"AWS_EXECUTION_ENV", "AWS_Lambda_python3\\.12"},
            {"AWS_LAMBDA_FUNCTION_NAME", "work"},
            {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"},
            {"AWS_LAMBDA_FUNCTION_VERSION", "\\$LATEST"},
            {"AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"},
            {"AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/work"},
            {"AWS_LAMBDA_LOG_STREAM_NAME", "\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST\\][0-9a-f]{32}"},
            {"AWS_ACCESS_KEY_ID", ".+"},
            {"AWS_SECRET_ACCESS_KEY", ".+"},
            {"AWS_SESSION_TOKEN", ".+"},
            {"AWS_LAMBDA_RUNTIME_API", "[0-9.]+:9001"},
            {"LAMBDA_TASK_ROOT", "/var/task"},
            {"LAMBDA_RUNTIME_DIR", "/var/runtime"},
            {"LANG", "en_US\\.UTF-8"},
            {"TZ", ":UTC"},
            {"PATH", ".*/usr/bin.*/opt/bin"},
            {"LD_LIBRARY_PATH", ".*/var/task:/var/task/lib:/opt/lib"},
            {"AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR"},
            {"AWS_XRAY_DAEMON_ADDRESS", ".+"},
            {"_AWS_XRAY_DAEMON_ADDRESS", ".+"},
            {"_AWS_XRAY_DAEMON_PORT", "\\d+"},
            {"PYTHONPATH", "/var/runtime"},
            {"MINE", "1"},
        };
        for (const auto& [name, pattern] : expected)
            QVERIFY2(matches(env[name].toString(), pattern),
                     (name + " is " + env[name].toString()).c_str());
        const json::Value& context = said["context"];
        QCOMPARE(context["function_name"].toString(), std::string("work"));
        QCOMPARE(context["memory_limit_in_mb"].toString(), std::string("128"));
        QCOMPARE(context["aws_request_id"].toString(), answer.requestId);
        QCOMPARE(context["log_stream_name"].toString(),
                 env["AWS_LAMBDA_LOG_STREAM_NAME"].toString());
        QVERIFY(context["tenant_id"].isNull() && said["identity"].isNull());
        std::int64_t before = 20'000;
        for (const json::Value& left : said["left"].items()) {
            QVERIFY(left.toInteger() <= before && left.toInteger() >= 0);
            before = left.toInteger();
        }
    }

    void aRuntimeThatEndsAtOnceHeldSomething() {
        RealFunction f("");
        f.become("provided.al2023", "bootstrap", "#!/bin/sh\nexit 1\n");
        const auto answer = f.invoke();
        QVERIFY(answer.report.status == InvocationStatus::RuntimeExited);
        QVERIFY(answer.report.maxMemoryUsedMb > 0 && answer.report.maxMemoryUsedMb < 64);
    }

    void tenantsShareNothing_data() {
        QTest::addColumn<QString>("runtime");
        QTest::newRow("python3.12") << "python3.12";
        QTest::newRow("nodejs22.x") << "nodejs22.x";
    }
    /// lambda.md B6: neither values nor /tmp; each is named to the handler and in JSON logs.
    void tenantsShareNothing() {
        QFETCH(QString, runtime);
        const bool isNode = runtime.startsWith(QLatin1String("node"));
        if (isNode && QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
            QSKIP("node is not installed");
        RealFunction f(R"(import os
seen = []
def handler(event, context):
    seen.append(context.tenant_id)
    had = os.path.exists('/tmp/mark')
    open('/tmp/mark', 'w').close()
    return [seen, had]
)");
        if (isNode)
            f.become(runtime.toStdString(), "work.js", R"(const fs = require('fs')
const seen = []
exports.handler = async (event, context) => {
  seen.push(context.tenantId)
  const had = fs.existsSync('/tmp/mark')
  fs.writeFileSync('/tmp/mark', '')
  return [seen, had]
}
)");
        f.configuration.perTenant = true;
        f.configuration.logging.format = function::LogFormat::Json;
        f.publish();
        const auto ask = [&](const char* tenant) {
            fleet::InvokeRequest request{"work", "{}"};
            request.tenantId = tenant;
            return f.invoke(request);
        };
        const auto blue = ask("blue");
        QCOMPARE(parsed(blue.payload).dump(), std::string(R"([["blue"],false])"));
        const auto green = ask("green");
        QCOMPARE(parsed(green.payload).dump(), std::string(R"([["green"],false])"));
        QVERIFY(green.reason == StartReason::NewTenant && green.environment != blue.environment);
        const auto again = ask("blue");
        QCOMPARE(parsed(again.payload).dump(), std::string(R"([["blue","blue"],true])"));
        QVERIFY(again.reason == StartReason::Warm && again.environment == blue.environment);
        for (const char* record : {"platform.start", "platform.report"}) {
            const auto at = green.log.find(record);
            QVERIFY2(at != std::string::npos, green.log.c_str());
            const std::string line = green.log.substr(at, green.log.find('\n', at) - at);
            QVERIFY2(has(line, R"("tenantId":"green")"), line.c_str());
        }
        QCOMPARE(f.invoke().statusCode, 400);
    }

    void check9_eachEnvironmentHasCredentialsOfItsOwn() {
        RealFunction f("import os\ndef handler(event, context):\n"
                       "    return [os.environ[n] for n in ('AWS_ACCESS_KEY_ID', "
                       "'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN')]\n");
        const json::Value first = parsed(f.invoke().payload);
        QCOMPARE(parsed(f.invoke().payload), first);
        f.stopAndWait();
        const json::Value other = parsed(f.invoke().payload);
        for (std::size_t at = 0; at < 3; ++at)
            QVERIFY(other.at(at) != first.at(at));
        QVERIFY(matches(first.at(0).toString(), "ASIA[A-Z2-7]{16}"));
        QCOMPARE(first.at(1).toString().size(), std::size_t(40));
    }

    void check9_limitsAreTheServices() {
        if (!tests::hasNamespaces())
            QSKIP(tests::kNoNamespaces);
        RealFunction f("import resource as r\ndef handler(event, context):\n"
                       "    return [r.getrlimit(n) for n in (r.RLIMIT_NOFILE, r.RLIMIT_NPROC, "
                       "r.RLIMIT_MEMLOCK)] + [r.getrlimit(r.RLIMIT_STACK)[0]]\n");
        QCOMPARE(f.invoke().payload,
                 std::string("[[1024, 1024], [742, 742], [65536, 65536], 8388608]"));
    }

    void check15_realAndSimulatedEnvironmentsTellTheSameStory() {
        RealFunction real("import os\ndef handler(event, context):\n"
                          "    if event.get('exit'): os._exit(1)\n    return 1\n");
        const auto one = [&](const char* payload) { real.invoke(payload); };
        one("{}");
        one("{}");
        one(R"({"exit":true})");
        one("{}");
        real.stopAndWait();

        base::ManualClock clock;
        telemetry::EventBus bus(clock);
        tests::EventLog log;
        bus.addSink(&log);
        sandbox::SimulatedBackendFactory backends(clock, 1);
        fleet::Fleet simulated({clock, nullptr, backends, bus, 1});
        simulated.setFunctions(
            {function::makeRevision(real.configuration, real.folder.path().toStdString(), {})});
        for (const double crashes : {0.0, 0.0, 1.0, 0.0}) {
            sandbox::Behaviour behaviour;
            behaviour.crashShare = crashes;
            backends.setBehaviour(behaviour);
            simulated.invoke({"work", "{}"});
            clock.advance(5s);
        }
        simulated.stopEnvironments();
        clock.advance(5s);
        QCOMPARE(storyOf(log), storyOf(real.log));
        QVERIFY(storyOf(log).size() > 15);
    }
};

QTEST_GUILESS_MAIN(TestProcessChecks)
#include "tst_processchecks.moc"
