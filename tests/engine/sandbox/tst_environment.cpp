#include "engine/sandbox/environment.h"

#include "engine/sandbox/reportlines.h"
#include "tests/support/eventlog.h"
#include "tests/support/fakebackend.h"

#include <QRegularExpression>
#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using sandbox::Environment;
using sandbox::Exit;
using telemetry::EndReason;
using telemetry::InvocationStatus;
using telemetry::LogLine;
using telemetry::Phase;

namespace {

const std::string kRequest = "11111111-2222-4333-8444-555555555555";
const std::string kStart = "START RequestId: " + kRequest + " Version: $LATEST";
const std::string kEnd = "END RequestId: " + kRequest;
const std::string kReport = "REPORT RequestId: " + kRequest;

class Owner : public sandbox::EnvironmentOwner {
public:
    void onAnswered(Environment& environment, sandbox::Outcome&& outcome) override {
        outcomes.push_back(std::move(outcome));
        if (whenAnswered)
            whenAnswered(environment);
    }
    void onResponded(Environment&, sandbox::Outcome&& outcome) override {
        responses.push_back(std::move(outcome));
    }
    void onEnding(Environment&, EndReason reason) override { endings.push_back(reason); }
    void onGone(Environment&) override { gone = true; }

    std::vector<sandbox::Outcome> outcomes;
    std::vector<sandbox::Outcome> responses;
    std::vector<EndReason> endings;
    std::function<void(Environment&)> whenAnswered;
    bool gone = false;
};

/// One environment of a function with a timeout of 3 s, and the hands of its process.
struct Fixture {
    using Change = std::function<void(function::Configuration&)>;
    Fixture(const std::string& runtime, const std::string& initializationType)
        : Fixture(runtime, Change(), initializationType) {}
    explicit Fixture(const std::string& runtime = "python3.12", const Change& change = {},
                     const std::string& initializationType = "on-demand",
                     sandbox::BackendSpec::Begin begin = sandbox::BackendSpec::Begin::Init) {
        bus.addSink(&log);
        auto made = std::make_shared<function::Revision>();
        made->configuration.name = "work";
        made->configuration.runtime = runtime;
        if (change)
            change(made->configuration);
        Environment::Plan plan;
        plan.id = base::EnvironmentId{7};
        plan.revision = made;
        plan.logStream = "2026/11/20/[$LATEST]0123";
        plan.initializationType = initializationType;
        plan.begin = begin;
        environment.emplace(Environment::Parts{clock, bus, factory, owner}, plan);
        environment->start();
    }

    static Fixture restored(const Change& change = {}) {
        return Fixture("python3.12", change, "snap-start", sandbox::BackendSpec::Begin::Restore);
    }

    tests::FakeBackend& process() { return factory.last(); }

    void invoke(std::uint64_t number = 1) {
        sandbox::Work work;
        work.invocation = base::InvocationId{number};
        work.requestId = kRequest;
        work.payload = "{}";
        work.functionArn = "arn:aws:lambda:us-east-1:123456789012:function:work";
        work.traceId = "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1";
        environment->invoke(std::move(work));
    }

    /// Placed in 40 ms, initialised in 80 ms.
    void initialise() {
        clock.advance(40ms);
        process().started();
        clock.advance(80ms);
        process().next();
    }

    std::vector<Phase> phases() const { return log.phases(base::EnvironmentId{7}); }
    const sandbox::Outcome& outcome() const { return owner.outcomes.back(); }
    std::string lastLine() const { return log.lines().back(); }

    base::ManualClock clock;
    telemetry::EventBus bus{clock};
    tests::EventLog log;
    tests::FakeBackendFactory factory;
    Owner owner;
    std::optional<Environment> environment;
};

std::string payloadOf(const std::string& type, const std::string& text) {
    return "{\"errorType\":\"" + type + "\",\"errorMessage\":\"RequestId: " + kRequest +
           " Error: " + text + "\"}";
}

} // namespace

class TestEnvironment : public QObject {
    Q_OBJECT

private slots:
    void aColdInvokeGoesThroughInitIdleAndInvoke() {
        Fixture f;
        f.invoke();
        f.initialise();
        QVERIFY(
            (f.phases() == std::vector{Phase::Starting, Phase::Init, Phase::Idle, Phase::Invoke}));
        f.clock.advance(1'230us);
        f.process().respond("{\"ok\":true}");
        QVERIFY(f.phases().back() == Phase::Idle);
        QCOMPARE(f.outcome().payload, std::string("{\"ok\":true}"));
        QVERIFY(f.outcome().status == InvocationStatus::Succeeded);
        QVERIFY(f.outcome().init == base::Duration(80ms));
        QVERIFY(f.outcome().duration == base::Duration(1'230us));
        QVERIFY(f.outcome().billed == base::Duration(82ms));
    }

    static Fixture::Change jsonLogs(const char* systemLevel) {
        return [systemLevel](function::Configuration& configuration) {
            configuration.logging.format = function::LogFormat::Json;
            configuration.logging.systemLevel = systemLevel;
        };
    }
    /// "start", "report" ...: what kinds of platform entries were written.
    static std::string kindsOf(const std::vector<std::string>& lines) {
        std::string kinds;
        for (const std::string& line : lines) {
            const auto entry = json::Value::parse(line);
            const std::string type = entry.ok() ? (*entry)["type"].toString() : line;
            kinds += (kinds.empty() ? "" : " ") + type.substr(type.find('.') + 1);
        }
        return kinds;
    }

    void jsonLinesFollowTheSystemLevel_data() {
        QTest::addColumn<QByteArray>("level");
        QTest::addColumn<QByteArray>("kinds");
        QTest::newRow("default") << QByteArray() << QByteArray("initStart start report");
        QTest::newRow("info") << QByteArray("INFO") << QByteArray("initStart start report");
        QTest::newRow("warn") << QByteArray("WARN") << QByteArray();
        QTest::newRow("debug") << QByteArray("DEBUG")
                               << QByteArray("initStart initRuntimeDone initReport start "
                                             "runtimeDone report");
    }
    void jsonLinesFollowTheSystemLevel() {
        QFETCH(QByteArray, level);
        QFETCH(QByteArray, kinds);
        Fixture f("python3.12", jsonLogs(level.constData()));
        f.invoke();
        f.initialise();
        f.process().respond();
        QCOMPARE(kindsOf(f.log.lines()), kinds.toStdString());
    }

    void aJsonReportHasItsMetrics() {
        Fixture f("python3.12", jsonLogs(""));
        f.invoke();
        f.initialise();
        f.clock.advance(133'610us);
        f.process().respond();
        const auto report = json::Value::parse(f.lastLine());
        QVERIFY(report.ok());
        QCOMPARE((*report)["record"].dump(),
                 "{\"requestId\":\"" + std::string(kRequest) +
                     "\",\"metrics\":{\"durationMs\":133.61,\"billedDurationMs\":214,"
                     "\"memorySizeMB\":128,\"maxMemoryUsedMB\":36,\"initDurationMs\":80},"
                     "\"status\":\"success\"}");
    }

    void aJsonReportNamesTheFunctionsError() {
        Fixture f("python3.12", jsonLogs("WARN"));
        f.invoke();
        f.initialise();
        f.process().raise("{}", "Runtime.Unknown");
        QCOMPARE(kindsOf(f.log.lines()), std::string("runtimeDone report"));
        for (const std::string& line : f.log.lines()) {
            const auto entry = json::Value::parse(line);
            QCOMPARE((*entry)["record"]["status"].toString(), std::string("error"));
            QCOMPARE((*entry)["record"]["errorType"].toString(), std::string("Runtime.Unknown"));
        }
    }

    void aJsonTimeoutIsSaidAboveAnyLevel() {
        Fixture f("python3.12", jsonLogs("WARN"));
        f.invoke();
        f.initialise();
        f.clock.advance(3s);
        QCOMPARE(kindsOf(f.log.lines()), std::string("runtimeDone report"));
        const auto report = json::Value::parse(f.lastLine());
        QCOMPARE((*report)["record"]["status"].toString(), std::string("timeout"));
    }

    void whoTracesActivelyReadsItInTheReport() {
        Fixture f("python3.12", [](auto& configuration) { configuration.tracing = "Active"; });
        f.invoke();
        f.initialise();
        f.process().respond();
        QVERIFY2(f.lastLine().ends_with(" ms\t\nXRAY TraceId: 1-67891233-abcdef012345678912345678\t"
                                        "SegmentId: 53995c3f42cd8ad8\tSampled: true\t"),
                 f.lastLine().c_str());
    }

    void aFunctionLogsToTheGroupThatItNames() {
        Fixture own;
        QCOMPARE(own.process().spec.logGroup, std::string("/aws/lambda/work"));
        Fixture named("python3.12",
                      [](auto& configuration) { configuration.logging.group = "/shop/all"; });
        QCOMPARE(named.process().spec.logGroup, std::string("/shop/all"));
    }

    void anIdleEnvironmentTellsWhatItKeepsAndFreezesAgain() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond();
        f.clock.advance(1ms);
        QVERIFY(f.process().frozen);
        std::optional<base::Result<json::Value>> told;
        f.environment->requestState([&](auto state) { told.emplace(std::move(state)); });
        QVERIFY(!told && !f.process().frozen);
        f.process().tellState("{\"values\":[]}");
        QVERIFY(told && told->ok());
        QCOMPARE((**told).dump(), std::string("{\"values\":[]}"));
        f.clock.advance(1ms);
        QVERIFY(f.process().frozen);
        f.invoke(2);
        f.process().respond();
        QCOMPARE(f.owner.outcomes.size(), std::size_t(2));
    }

    void beingAskedDoesNotProlongTheIdleTime() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond();
        f.clock.advance(9min);
        f.environment->requestState([](const auto&) {});
        f.process().tellState("{}");
        f.clock.advance(1min);
        QVERIFY(f.owner.endings == std::vector{EndReason::IdleTimeout});
    }

    void whoCannotTellWhatItKeepsSaysWhy() {
        std::string code;
        const auto keep = [&](const auto& state) { code = state.ok() ? "ok" : state.error().code; };
        Fixture f;
        f.environment->requestState(keep);
        QCOMPARE(code, std::string("sandbox.state.notIdle"));
        f.invoke();
        f.initialise();
        f.environment->requestState(keep);
        QCOMPARE(code, std::string("sandbox.state.notIdle"));
        f.process().respond();
        f.process().tellsState = false;
        f.environment->requestState(keep);
        QCOMPARE(code, std::string("sandbox.state.notSupported"));
        f.process().tellsState = true;
        code.clear();
        f.environment->requestState(keep);
        f.clock.advance(2s);
        QCOMPARE(code, std::string("sandbox.state.noAnswer"));
        f.clock.advance(1ms);
        QVERIFY(f.process().frozen);
        f.environment->requestState(keep);
        code.clear();
        f.process().dieOf(11);
        QCOMPARE(code, std::string("sandbox.state.noAnswer"));
    }

    void anInvokeThatComesWhileItTellsIsServed() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond();
        int answers = 0;
        f.environment->requestState([&](const auto& state) { answers += state.ok() ? 1 : 0; });
        f.invoke(2);
        f.process().tellState("{}");
        QCOMPARE(answers, 1);
        f.clock.advance(1ms);
        QVERIFY(!f.process().frozen);
        f.process().respond();
        QCOMPARE(f.owner.outcomes.size(), std::size_t(2));
    }

    void theColdLinesAreTheServices() {
        Fixture f;
        f.invoke();
        f.clock.advance(40ms);
        f.process().started();
        f.process().log({"loading"});
        f.clock.advance(80ms);
        f.process().next();
        f.process().log({"working", "still"});
        f.clock.advance(133'610us);
        f.process().respond();
        const auto lines = f.log.lines();
        QCOMPARE(lines.size(), std::size_t(7));
        const QRegularExpression init(QStringLiteral(
            "^INIT_START Runtime Version: python:3\\.12\\.v\\d+\\tRuntime Version ARN: "
            "arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$"));
        QVERIFY(init.match(QString::fromStdString(lines[0])).hasMatch());
        QCOMPARE(lines[1], std::string("loading"));
        QCOMPARE(lines[2], kStart);
        QCOMPARE(lines[3], std::string("working"));
        QCOMPARE(lines[5], kEnd);
        QCOMPARE(lines[6], kReport + "\tDuration: 133.61 ms\tBilled Duration: 214 ms\t"
                                     "Memory Size: 128 MB\tMax Memory Used: 36 MB\t"
                                     "Init Duration: 80.00 ms\t");
    }

    void linesBelongToTheirInvocationAndPlatformLinesSaySo() {
        Fixture f;
        f.invoke(5);
        f.clock.advance(1ms);
        f.process().started();
        f.process().log({"loading"});
        f.process().next();
        f.process().log({"working"});
        f.process().respond();
        f.process().log({"late"});
        const auto lines = f.log.all<LogLine>();
        const auto of = [&](const std::string& text) {
            return *std::find_if(lines.begin(), lines.end(),
                                 [&](const LogLine& line) { return line.text == text; });
        };
        QVERIFY(of("loading").invocation == base::InvocationId{});
        QVERIFY(of("loading").source == LogLine::Source::Function);
        QVERIFY(of("working").invocation == base::InvocationId{5});
        QVERIFY(of("late").invocation == base::InvocationId{});
        QVERIFY(of(kStart).source == LogLine::Source::Platform);
        QVERIFY(of(kEnd).invocation == base::InvocationId{5});
        QCOMPARE(of("working").function, std::string("work"));
    }

    void aWarmInvokeReportsNoInit() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond();
        f.clock.advance(5s);
        f.invoke(2);
        QCOMPARE(f.process().deliveries.size(), std::size_t(2));
        f.clock.advance(2'004us);
        f.process().respond();
        QVERIFY(!f.outcome().init);
        QCOMPARE(f.lastLine(), kReport + "\tDuration: 2.00 ms\tBilled Duration: 3 ms\t"
                                         "Memory Size: 128 MB\tMax Memory Used: 36 MB\t");
    }

    void theRuntimeLearnsItsDeadline() {
        Fixture f;
        f.invoke();
        f.initialise();
        const sandbox::Delivery& delivery = f.process().deliveries.back();
        QVERIFY(delivery.deadline == f.clock.now() + 3s);
        QCOMPARE(delivery.requestId, kRequest);
        QCOMPARE(delivery.payload, std::string("{}"));
    }

    void theTailHoldsTheLastFourKilobytes() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().log(std::vector<std::string>(1000, std::string(99, 'x')));
        f.process().respond();
        QCOMPARE(f.outcome().log.size(), std::size_t(4'096));
        QVERIFY(f.outcome().log.ends_with("Init Duration: 80.00 ms\t\n"));

        f.invoke(2);
        f.process().respond();
        QVERIFY(f.outcome().log.starts_with(kStart + "\n" + kEnd + "\nREPORT"));
    }

    void aHandlersErrorIsPassedOnAndLeavesTheEnvironmentWarm() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().raise(R"({"errorMessage":"no","errorType":"ValueError"})");
        QVERIFY(f.outcome().status == InvocationStatus::FunctionError);
        QCOMPARE(f.outcome().payload,
                 std::string(R"({"errorMessage":"no","errorType":"ValueError"})"));
        QVERIFY(f.phases().back() == Phase::Idle);
        QVERIFY(f.log.all<telemetry::EnvironmentPhaseChanged>().back().failed);
        QVERIFY(f.environment->available());
    }

    void aTimeoutKillsAnswersAndResets() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.clock.advance(3s);
        QVERIFY(f.outcome().status == InvocationStatus::TimedOut);
        QCOMPARE(f.outcome().payload,
                 payloadOf("Sandbox.Timedout", "Task timed out after 3.00 seconds"));
        QCOMPARE(f.outcome().errorType, std::string("Sandbox.Timedout"));
        QVERIFY(f.process().wasStopped());
        QVERIFY(f.process().stops.back().budget == base::Duration{0});
        QVERIFY(f.phases().back() == Phase::Reset);
        QCOMPARE(f.lastLine(), kReport + "\tDuration: 3000.00 ms\tBilled Duration: 3080 ms\t"
                                         "Memory Size: 128 MB\tMax Memory Used: 36 MB\t"
                                         "Init Duration: 80.00 ms\tStatus: timeout");
        const QRegularExpression line(
            QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z %1 Task timed out "
                           "after 3\\.00 seconds$")
                .arg(QString::fromStdString(kRequest)));
        const auto lines = f.log.lines();
        QVERIFY(line.match(QString::fromStdString(lines[lines.size() - 3])).hasMatch());
    }

    void afterATimeoutTheNextInvokePaysForTheNewInit() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.clock.advance(3s);
        f.process().obeyStop();
        QVERIFY(f.environment->needsInit());
        QVERIFY(f.environment->available());

        f.invoke(2);
        QVERIFY(f.phases().back() == Phase::SuppressedInit);
        QCOMPARE(f.process().starts, 2);
        f.clock.advance(90ms);
        f.process().started();
        f.clock.advance(60ms);
        f.process().next();
        QVERIFY(f.phases().back() == Phase::Invoke);
        f.clock.advance(50ms);
        f.process().respond();
        QVERIFY(f.outcome().duration == base::Duration(200ms));
        QVERIFY(!f.outcome().init);
        const auto lines = f.log.lines();
        QCOMPARE(std::count_if(lines.begin(), lines.end(),
                               [](const std::string& line) { return line.starts_with("INIT_"); }),
                 1);
    }

    void anInvokeThatMeetsADyingProcessWaitsForItsEnd() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.clock.advance(3s);
        f.invoke(2);
        QCOMPARE(f.process().starts, 1);
        f.clock.advance(5ms);
        f.process().obeyStop();
        QCOMPARE(f.process().starts, 2);
        f.process().started();
        f.process().next();
        f.process().respond("2");
        QCOMPARE(f.outcome().payload, std::string("2"));
    }

    void anExitIsAnExitError_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, Exit::Kind kind, int code, const char* text) {
            QTest::newRow(name) << int(kind) << code << QString::fromUtf8(text);
        };
        row("exit 0", Exit::Kind::Exited, 0, "Runtime exited without providing a reason");
        row("exit 127", Exit::Kind::Exited, 127, "Runtime exited with error: exit status 127");
        row("kill", Exit::Kind::Signalled, 9, "Runtime exited with error: signal: killed");
        row("segfault", Exit::Kind::Signalled, 11,
            "Runtime exited with error: signal: segmentation fault");
        row("memory", Exit::Kind::OutOfMemory, 9, "Runtime exited with error: signal: killed");
    }
    void anExitIsAnExitError() {
        QFETCH(int, kind);
        QFETCH(int, code);
        QFETCH(QString, text);
        Fixture f;
        f.invoke();
        f.initialise();
        f.clock.advance(10ms);
        f.process().exit({Exit::Kind(kind), code, {}, {}});
        QVERIFY(f.outcome().status == InvocationStatus::RuntimeExited);
        QCOMPARE(f.outcome().payload, payloadOf("Runtime.ExitError", text.toStdString()));
        QVERIFY(f.lastLine().ends_with("\tStatus: error\tError Type: Runtime.ExitError"));
        const auto lines = f.log.lines();
        QCOMPARE(lines[lines.size() - 4],
                 "RequestId: " + kRequest + " Error: " + text.toStdString());
        QCOMPARE(lines[lines.size() - 3], std::string("Runtime.ExitError"));
        QVERIFY(f.phases().back() == Phase::Reset);
    }

    void outOfMemoryReportsTheWholeMemory() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().exit({Exit::Kind::OutOfMemory, 9, {}, {}});
        QCOMPARE(f.outcome().maxMemoryUsedMb, 128);
        f.invoke(2);
        f.process().started();
        f.process().next();
        f.process().respond();
        QCOMPARE(f.outcome().maxMemoryUsedMb, 36);
    }

    void aResponseGivenBeforeTheEndReachesTheCaller() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().listener.onResponse(kRequest, "42");
        f.process().exitWith(1);
        QVERIFY(f.outcome().status == InvocationStatus::Succeeded);
        QCOMPARE(f.outcome().payload, std::string("42"));
        QVERIFY(f.lastLine().ends_with("Status: error\tError Type: Runtime.ExitError"));
        QVERIFY(f.environment->needsInit());
    }

    void anInitErrorIsTriedAgainInsideTheInvoke() {
        Fixture f;
        f.invoke();
        f.clock.advance(40ms);
        f.process().started();
        f.clock.advance(30ms);
        f.process().listener.onInitError({"Runtime.ImportModuleError", "{\"first\":1}"});
        f.process().exitWith(1);
        QCOMPARE(f.lastLine(), std::string("INIT_REPORT Init Duration: 30.00 ms\tPhase: init\t"
                                           "Status: error\tError Type: Runtime.ImportModuleError"));
        QVERIFY((f.phases() ==
                 std::vector{Phase::Starting, Phase::Init, Phase::Reset, Phase::SuppressedInit}));
        QVERIFY(f.owner.outcomes.empty());
        f.clock.advance(50ms);
        f.process().started();
        const std::string body =
            R"({"errorMessage":"no","errorType":"ImportModuleError","requestId":"","stackTrace":[]})";
        f.process().listener.onInitError({"Runtime.ImportModuleError", body});
        f.process().exitWith(1);

        QCOMPARE(f.outcome().payload, body);
        QVERIFY(f.outcome().status == InvocationStatus::FunctionError);
        QVERIFY(f.outcome().duration == base::Duration(50ms));
        const auto lines = f.log.lines();
        const std::size_t count = lines.size();
        QCOMPARE(lines[count - 4],
                 std::string("INIT_REPORT Init Duration: 50.00 ms\tPhase: invoke\tStatus: error\t"
                             "Error Type: Runtime.ImportModuleError"));
        QCOMPARE(lines[count - 3], kStart);
        QCOMPARE(lines[count - 2], kEnd);
        QVERIFY(lines[count - 1].ends_with("Status: error\tError Type: Runtime.ImportModuleError"));
        QVERIFY(f.phases().back() == Phase::Reset);
    }

    void aRuntimeThatStaysAfterItsInitErrorIsKilled() {
        Fixture f;
        f.invoke();
        f.process().started();
        f.process().listener.onInitError({"Runtime.Unknown", "{}"});
        f.clock.advance(99ms);
        QVERIFY(!f.process().wasStopped());
        f.clock.advance(1ms);
        QVERIFY(f.process().wasStopped());
        f.process().obeyStop();
        QVERIFY(f.phases().back() == Phase::SuppressedInit);
        QCOMPARE(f.lastLine().substr(f.lastLine().find("Phase")),
                 std::string("Phase: init\tStatus: error\tError Type: Runtime.Unknown"));
    }

    void check6_initIsCutAtTenSecondsAndRetriedInsideTheFunctionsTimeout() {
        Fixture f;
        f.invoke();
        f.process().started();
        f.clock.advance(10s);
        QCOMPARE(f.lastLine(), std::string("INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\t"
                                           "Status: timeout"));
        QVERIFY(f.process().wasStopped());
        QVERIFY(f.phases().back() == Phase::Reset);
        f.process().obeyStop();
        QVERIFY(f.phases().back() == Phase::SuppressedInit);
        f.process().started();
        f.clock.advance(3s);
        QVERIFY(f.outcome().status == InvocationStatus::TimedOut);
        QVERIFY(f.outcome().duration == base::Duration(3s));
        const auto lines = f.log.lines();
        QCOMPARE(
            lines[lines.size() - 5],
            std::string("INIT_REPORT Init Duration: 3000.00 ms\tPhase: invoke\tStatus: timeout"));
        QCOMPARE(lines[lines.size() - 4], kStart);
    }

    void anExitDuringInitIsTriedAgainToo() {
        Fixture f;
        f.invoke();
        f.process().started();
        f.process().exitWith(0);
        QVERIFY(
            f.lastLine().ends_with("Phase: init\tStatus: error\tError Type: Runtime.ExitError"));
        f.process().started();
        f.process().exitWith(0);
        QCOMPARE(f.outcome().payload,
                 payloadOf("Runtime.ExitError", "Runtime exited without providing a reason"));
        QVERIFY(f.outcome().status == InvocationStatus::RuntimeExited);
    }

    void aRuntimeThatCannotStartSaysWhy() {
        Fixture f("provided.al2023");
        f.invoke();
        const Exit missing{
            Exit::Kind::NotStarted, 0, "Runtime.InvalidEntrypoint",
            "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"};
        f.process().exit(missing);
        f.process().exit(missing);
        QCOMPARE(
            f.outcome().payload,
            payloadOf("Runtime.InvalidEntrypoint",
                      "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"));
        const auto lines = f.log.lines();
        QVERIFY(lines[0].starts_with("INIT_START Runtime Version: provided:al2023.v"));
        QVERIFY(lines[1].ends_with(
            "Phase: init\tStatus: error\tError Type: Runtime.InvalidEntrypoint"));
    }

    void aTooLargeResponseIsRefused() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond(std::string(sandbox::kResponseLimit + 1, '1'));
        QCOMPARE(f.outcome().payload,
                 std::string(R"({"errorMessage":"Response payload size exceeded maximum allowed )"
                             R"(payload size (6291556 bytes).","errorType":)"
                             R"("Function.ResponseSizeTooLarge"})"));
        f.invoke(2);
        f.process().respond(std::string(sandbox::kResponseLimit, '1'));
        QVERIFY(f.outcome().status == InvocationStatus::Succeeded);
    }

    void itIsFrozenBetweenInvokesButNotInsideAStream() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond();
        f.clock.advance(999us);
        QVERIFY(!f.process().frozen);
        f.invoke(2);
        f.clock.advance(10ms);
        QVERIFY(!f.process().frozen);
        f.process().respond();
        f.clock.advance(1ms);
        QVERIFY(f.process().frozen);
        f.invoke(3);
        QVERIFY(!f.process().frozen);
    }

    void workGivenInsideTheAnswerRunsAtOnce() {
        Fixture f;
        bool again = true;
        f.owner.whenAnswered = [&](Environment&) {
            if (std::exchange(again, false))
                f.invoke(2);
        };
        f.invoke();
        f.initialise();
        f.process().respond("1");
        QCOMPARE(f.process().deliveries.size(), std::size_t(2));
        QVERIFY(f.phases().back() == Phase::Invoke);
        f.process().respond("2");
        QCOMPARE(f.outcome().payload, std::string("2"));
    }

    void theIdleTimeEndsIt() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond();
        f.clock.advance(9min);
        f.invoke(2);
        f.process().respond();
        f.clock.advance(10min - 1us);
        QVERIFY(f.phases().back() == Phase::Idle);
        f.clock.advance(1us);
        QVERIFY(f.phases().back() == Phase::Shutdown);
        QVERIFY(!f.environment->available());
        QVERIFY(f.process().stops.back().budget == base::Duration{0});
        f.process().obeyStop();
        QVERIFY(f.phases().back() == Phase::Gone);
        QVERIFY(f.log.all<telemetry::EnvironmentPhaseChanged>().back().endReason ==
                EndReason::IdleTimeout);
        QVERIFY(f.owner.gone);
    }

    void aResetEnvironmentEndsAfterTheIdleTimeToo() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().exitWith(1);
        f.clock.advance(10min);
        QVERIFY(f.phases().back() == Phase::Gone);
        QVERIFY(f.owner.gone);
        QVERIFY(f.process().stops.empty());
    }

    void aReplacedOneEndsAfterItsInvoke() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.environment->shutdown(EndReason::Replaced);
        QVERIFY(f.phases().back() == Phase::Invoke);
        QVERIFY((f.owner.endings == std::vector{EndReason::Replaced}));
        f.process().respond("1");
        QCOMPARE(f.outcome().payload, std::string("1"));
        QVERIFY(f.phases().back() == Phase::Shutdown);
        f.process().obeyStop();
        QVERIFY(f.owner.gone);
        QVERIFY(f.log.all<telemetry::EnvironmentPhaseChanged>().back().endReason ==
                EndReason::Replaced);
    }

    void aReplacedOneFinishesItsWorkEvenWhenItCrashes() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.environment->shutdown(EndReason::Replaced);
        f.process().exitWith(3);
        QVERIFY(f.outcome().status == InvocationStatus::RuntimeExited);
        f.clock.advance(1us);
        QVERIFY(f.owner.gone);
    }

    void aKillAnswersWhatRuns() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.clock.advance(20ms);
        f.environment->kill(EndReason::EngineStopped);
        QCOMPARE(f.outcome().payload,
                 payloadOf("Runtime.ExitError", "Runtime exited with error: signal: killed"));
        QVERIFY(f.phases().back() == Phase::Shutdown);
        f.process().obeyStop();
        QVERIFY(f.phases().back() == Phase::Gone);
        QCOMPARE(f.owner.outcomes.size(), std::size_t(1));
    }

    void aKillDuringInitAnswersTheOneWhoWaits() {
        Fixture f;
        f.invoke();
        f.process().started();
        f.environment->kill(EndReason::EngineStopped);
        QVERIFY(f.outcome().status == InvocationStatus::RuntimeExited);
        QVERIFY(f.outcome().duration == base::Duration{0});
        f.process().obeyStop();
        QVERIFY(f.owner.gone);
    }

    void aRuntimeLostWhileIdleInitialisesAgain() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond();
        f.process().dieOf(9);
        QVERIFY(f.phases().back() == Phase::Reset);
        f.invoke(2);
        QVERIFY(f.phases().back() == Phase::SuppressedInit);
        f.process().started();
        f.process().next();
        f.process().respond("2");
        QCOMPARE(f.outcome().payload, std::string("2"));
    }

    void answersToOtherRequestsAreIgnored() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().listener.onResponse("another", "1");
        f.process().listener.onNext();
        QVERIFY(f.owner.outcomes.empty());
        f.process().respond("2");
        f.process().listener.onResponse(kRequest, "3");
        QCOMPARE(f.owner.outcomes.size(), std::size_t(1));
        QCOMPARE(f.outcome().payload, std::string("2"));
    }

    void phasesCarryTheirInvocation() {
        Fixture f;
        f.invoke(9);
        f.initialise();
        f.process().respond();
        for (const auto& change : f.log.all<telemetry::EnvironmentPhaseChanged>())
            QVERIFY((change.invocation != base::InvocationId{}) == (change.phase == Phase::Invoke));
    }

    void aProvisionedInitIsAlwaysReported() {
        Fixture f("python3.12", "provisioned-concurrency");
        f.initialise();
        QCOMPARE(f.lastLine(), std::string("INIT_REPORT Init Duration: 80.00 ms\tPhase: init\t"));
        QCOMPARE(f.log.lines().size(), std::size_t(2)); // once, after INIT_START
    }

    void theResponseDoesNotWaitForExtensions() {
        Fixture f;
        f.process().kinds = sandbox::Extensions::External;
        f.invoke();
        f.initialise();
        f.clock.advance(10ms);
        f.process().answer("1");
        QCOMPARE(f.owner.responses.size(), std::size_t(1));
        QCOMPARE(f.owner.responses.back().payload, std::string("1"));
        QVERIFY(f.owner.responses.back().duration == base::Duration(10ms));
        QVERIFY(f.owner.outcomes.empty());
        QVERIFY(!f.environment->available());
        f.clock.advance(50ms);
        f.process().next();
        QVERIFY(f.environment->available());
        QCOMPARE(f.outcome().payload, std::string("1"));
        QVERIFY(f.outcome().duration == base::Duration(60ms));
    }

    void withoutExtensionsNothingIsSaidTwice() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().respond();
        QVERIFY(f.owner.responses.empty());
        QCOMPARE(f.owner.outcomes.size(), std::size_t(1));
    }

    void theTimeoutCoversExtensions() {
        Fixture f;
        f.process().kinds = sandbox::Extensions::External;
        f.invoke();
        f.initialise();
        f.process().answer("1");
        f.clock.advance(3s);
        QCOMPARE(f.outcome().payload, std::string("1")); // the caller has it already
        QVERIFY(f.lastLine().ends_with("Status: timeout"));
        QVERIFY(f.process().stops.back().reason == sandbox::ShutdownReason::Timeout);
        QVERIFY(f.phases().back() == Phase::Reset);
    }

    void check2_shutdownBudgetsAreThoseOfTheExtensions_data() {
        QTest::addColumn<int>("kinds");
        QTest::addColumn<int>("budget");
        QTest::addColumn<int>("runtime");
        QTest::newRow("none") << int(sandbox::Extensions::None) << 0 << 0;
        QTest::newRow("internal") << int(sandbox::Extensions::Internal) << 500 << 500;
        QTest::newRow("external") << int(sandbox::Extensions::External) << 2'000 << 300;
    }
    void check2_shutdownBudgetsAreThoseOfTheExtensions() {
        QFETCH(int, kinds);
        QFETCH(int, budget);
        QFETCH(int, runtime);
        Fixture f;
        f.process().kinds = static_cast<sandbox::Extensions>(kinds);
        f.initialise();
        f.environment->shutdown(EndReason::IdleTimeout);
        const sandbox::StopOrder& stop = f.process().stops.back();
        QVERIFY(stop.budget == std::chrono::milliseconds{budget});
        QVERIFY(stop.runtimeBudget == std::chrono::milliseconds{runtime});
        QVERIFY(stop.reason == sandbox::ShutdownReason::Spindown);
        QVERIFY(!f.owner.gone);
        f.process().obeyStop();
        QVERIFY(f.owner.gone);
    }

    void anExtensionThatCrashesFailsTheInvoke() {
        Fixture f;
        f.process().kinds = sandbox::Extensions::External;
        f.invoke();
        f.initialise();
        f.process().failExtension("Extension.Crash", "exit status 1");
        QCOMPARE(f.outcome().payload, payloadOf("Extension.Crash", "exit status 1"));
        QVERIFY(f.lastLine().ends_with("Status: error\tError Type: Extension.Crash"));
        QVERIFY(f.process().stops.back().reason == sandbox::ShutdownReason::Failure);
        f.invoke(2);
        QCOMPARE(f.process().starts, 1); // the others have their time first
        f.process().obeyStop();
        QCOMPARE(f.process().starts, 2);
    }

    void anExtensionThatFailsInInitIsReportedAndTriedAgain() {
        Fixture f;
        f.process().kinds = sandbox::Extensions::External;
        f.invoke();
        f.clock.advance(40ms);
        f.process().started();
        f.clock.advance(1'236'040us);
        f.process().failExtension("Extension.InitError", "exit status 1");
        QCOMPARE(f.lastLine(), std::string("INIT_REPORT Init Duration: 1236.04 ms\tPhase: init\t"
                                           "Status: error\tError Type: Extension.InitError"));
        f.process().obeyStop();
        QVERIFY(f.phases().back() == Phase::SuppressedInit);
        f.process().failExtension("Extension.InitError", "exit status 1");
        QVERIFY(f.log.lines().at(f.log.lines().size() - 4).find("Phase: invoke\tStatus: error") !=
                std::string::npos);
        QCOMPARE(f.outcome().errorType, std::string("Extension.InitError"));
    }

    void aRuntimeThatEndsLeavesTimeToTheExtensions() {
        Fixture f;
        f.process().kinds = sandbox::Extensions::External;
        f.invoke();
        f.initialise();
        f.process().fail({Exit::Kind::Exited, 3, {}, {}});
        QCOMPARE(f.outcome().errorType, std::string("Runtime.ExitError"));
        QVERIFY(f.process().stops.back().budget == base::Duration(2s));
        QVERIFY(f.process().stops.back().reason == sandbox::ShutdownReason::Failure);
    }

    void durationsRoundAsTheServiceRounds() {
        QCOMPARE(sandbox::millisText(1'234us), std::string("1.23"));
        QCOMPARE(sandbox::millisText(1'235us), std::string("1.24"));
        QCOMPARE(sandbox::millisText(9us), std::string("0.01"));
        QCOMPARE(sandbox::millisText(3s), std::string("3000.00"));
        QVERIFY(sandbox::billedFor(1us) == base::Duration(1ms));
        QVERIFY(sandbox::billedFor(213'610us) == base::Duration(214ms));
        QVERIFY(sandbox::billedFor(0us) == base::Duration(0));
        QVERIFY(sandbox::billedFor(2ms) == base::Duration(2ms));
    }

    // --- snapshots

    /// In the log: nothing of INIT, which was the snapshot's; what is billed is the function's own
    /// part of the restore.
    void aRestoredEnvironmentGoesThroughRestore() {
        Fixture f = Fixture::restored();
        f.invoke();
        f.clock.advance(40ms);
        f.process().started();
        f.clock.advance(100ms);
        f.process().restoring();
        f.clock.advance(20'500us);
        f.process().next();
        QVERIFY((f.phases() ==
                 std::vector{Phase::Starting, Phase::Restore, Phase::Idle, Phase::Invoke}));
        f.clock.advance(1'230us);
        f.process().respond();
        QVERIFY(f.outcome().restore == base::Duration(120'500us));
        QVERIFY(!f.outcome().init);
        QVERIFY(f.outcome().billed == base::Duration(23ms));
        const auto lines = f.log.lines();
        QVERIFY(lines.at(0).starts_with("RESTORE_START Runtime Version: python:3.12.v"));
        QVERIFY(lines.at(0).find("\tRuntime Version ARN: arn:aws:lambda:") != std::string::npos);
        QCOMPARE(lines.at(1), std::string("RESTORE_REPORT Restore Duration: 120.50 ms\t"));
        QCOMPARE(f.lastLine(),
                 kReport + "\tDuration: 1.23 ms\tBilled Duration: 23 ms\tMemory Size: 128 MB\t"
                           "Max Memory Used: 36 MB\tRestore Duration: 120.50 ms\t"
                           "Billed Restore Duration: 21 ms\t");
        f.invoke(2);
        f.process().respond();
        QVERIFY(!f.outcome().restore);
        QVERIFY(f.lastLine().find("Restore") == std::string::npos);
    }

    void jsonLinesOfARestoreAreRecords() {
        Fixture f = Fixture::restored(jsonLogs("DEBUG"));
        f.invoke();
        f.process().started();
        f.clock.advance(100ms);
        f.process().restoring();
        f.clock.advance(20ms);
        f.process().next();
        f.process().respond();
        QCOMPARE(kindsOf(f.log.lines()),
                 std::string("restoreStart restoreRuntimeDone restoreReport start runtimeDone "
                             "report"));
        const auto report = json::Value::parse(f.lastLine());
        const json::Value metrics = (*report)["record"]["metrics"];
        QCOMPARE(metrics["restoreDurationMs"].dump(), std::string("120"));
        QCOMPARE(metrics["billedRestoreDurationMs"].dump(), std::string("20"));
    }

    void aSnapshotsOwnInitIsReportedAndHasMoreTime() {
        Fixture f("python3.12", {}, "snap-start", sandbox::BackendSpec::Begin::Snapshot);
        f.process().started();
        f.clock.advance(80ms);
        f.process().next();
        QCOMPARE(f.lastLine(), std::string("INIT_REPORT Init Duration: 80.00 ms\tPhase: init\t"));
        QVERIFY(f.phases().back() == Phase::Idle);
    }

    void aRestoreThatTakesTooLongRefusesItsInvocation() {
        Fixture f = Fixture::restored();
        f.invoke();
        f.process().started();
        f.clock.advance(9'999ms);
        QVERIFY(f.owner.outcomes.empty());
        f.clock.advance(1ms);
        QVERIFY(f.outcome().status == InvocationStatus::Refused);
        QCOMPARE(f.outcome().errorType, std::string("SnapStartTimeoutException"));
        QCOMPARE(f.lastLine(),
                 std::string("RESTORE_REPORT Restore Duration: 10000.00 ms\tStatus: timeout"));
        f.process().obeyStop();
        QVERIFY(f.owner.gone);
        QVERIFY((f.owner.endings == std::vector{EndReason::InitFailed}));
        QVERIFY((f.phases() == std::vector{Phase::Starting, Phase::Restore, Phase::Reset,
                                           Phase::Shutdown, Phase::Gone}));
    }

    void aHookThatFailsRefusesItsInvocationToo() {
        Fixture f = Fixture::restored();
        f.invoke();
        f.process().started();
        f.process().restoring();
        f.process().failInit("Runtime.AfterRestoreError", "{}");
        f.process().exitWith(65);
        QVERIFY(f.outcome().status == InvocationStatus::Refused);
        QCOMPARE(f.outcome().errorType, std::string("SnapStartException"));
        QCOMPARE(f.lastLine(),
                 std::string("RESTORE_REPORT Restore Duration: 0.00 ms\tStatus: error\tError "
                             "Type: Runtime.AfterRestoreError"));
        f.clock.advance(0ms);
        QVERIFY(f.owner.gone);
    }

    void withoutASnapshotTheFunctionCannotBeInvoked() {
        Fixture f = Fixture::restored();
        f.invoke();
        f.process().exit({Exit::Kind::NoSnapshot, 0, "Runtime.Unknown", "There is no snapshot."});
        QCOMPARE(f.outcome().errorType, std::string("ResourceConflictException"));
        f.clock.advance(0ms);
        QVERIFY(f.owner.gone);
    }

    void aResetRestoresAgainOnTheInvokesTime() {
        Fixture f = Fixture::restored();
        f.invoke();
        f.process().started();
        f.process().next();
        f.process().exitWith(1);
        f.invoke(2);
        f.clock.advance(30ms);
        f.process().started();
        f.process().restoring();
        f.process().next();
        f.process().respond();
        QVERIFY(f.phases()[5] == Phase::SuppressedInit);
        QVERIFY(f.outcome().status == InvocationStatus::Succeeded);
        QVERIFY(f.outcome().duration == base::Duration(30ms));
        QVERIFY(!f.outcome().restore);
    }

    void whatXRayIsToKnowOfAnErrorStaysWithIt() {
        Fixture f;
        f.invoke();
        f.initialise();
        f.process().listener.onInvocationError(kRequest,
                                               {"Function.Unknown", "{}", R"({"exceptions":[]})"});
        f.process().next();
        QCOMPARE(f.outcome().errorCause, std::string(R"({"exceptions":[]})"));
    }

    void droppedOutputIsSaidInAJsonLogAlone() {
        Fixture text;
        text.initialise();
        text.process().listener.onLogDropped(3, 5'000);
        QVERIFY(text.log.lines().size() == 1); // INIT_START
        Fixture f("python3.12", jsonLogs("INFO"));
        f.initialise();
        f.process().listener.onLogDropped(3, 5'000);
        const auto line = json::Value::parse(f.lastLine());
        QCOMPARE((*line)["type"].toString(), std::string("platform.logsDropped"));
        QCOMPARE((*line)["record"]["droppedRecords"].toInteger(), 3);
        QCOMPARE((*line)["record"]["droppedBytes"].toInteger(), 5'000);
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
