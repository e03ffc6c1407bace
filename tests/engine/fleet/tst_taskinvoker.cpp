#include "engine/fleet/fleet.h"

#include "tests/support/eventlog.h"
#include "tests/support/fakebackend.h"

#include <QCoreApplication>
#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using execution::TaskOutcome;

namespace {

struct Fixture {
    Fixture() {
        bus.addSink(&log);
        fleet.emplace(fleet::Fleet::Parts{clock, nullptr, backends, bus, 1});
        auto revision = std::make_shared<function::Revision>();
        revision->configuration.name = "work";
        revision->configuration.runtime = "python3.12";
        revision->fingerprint = "1";
        fleet->setFunctions({revision});
    }

    static execution::TaskRequest request(const std::string& function = "work") {
        execution::TaskRequest request;
        request.execution = base::ExecutionId{3};
        request.state = "Charge";
        request.scheduledEvent = 17;
        request.function = function;
        request.payload = json::Value::object({{"order", 7}});
        return request;
    }
    execution::TaskInvoker::Ticket call(const std::string& function = "work") {
        return call(request(function));
    }
    execution::TaskInvoker::Ticket call(const execution::TaskRequest& request) {
        execution::TaskInvoker& invoker = *fleet;
        return invoker.invoke(request,
                              [this](TaskOutcome outcome) { outcomes.push_back(outcome); });
    }
    /// A call up to the moment in which the function runs.
    void run() {
        call();
        backends.last().started();
        backends.last().next();
    }
    const TaskOutcome& outcome() const { return outcomes.back(); }

    base::ManualClock clock;
    telemetry::EventBus bus{clock};
    tests::EventLog log;
    tests::FakeBackendFactory backends;
    std::optional<fleet::Fleet> fleet;
    std::vector<TaskOutcome> outcomes;
};

} // namespace

class TestTaskInvoker : public QObject {
    Q_OBJECT

private slots:
    void aResultComesBackAsAValue() {
        Fixture f;
        f.run();
        QCOMPARE(f.backends.last().deliveries.back().payload, std::string("{\"order\":7}"));
        f.backends.last().respond("{\"charged\":true}");
        QVERIFY(f.outcome().error.empty());
        QVERIFY(f.outcome().result["charged"].toBool());
        QCOMPARE(f.outcome().executedVersion, std::string("$LATEST"));
        QCOMPARE(f.outcome().requestId, f.backends.last().deliveries.back().requestId);
    }

    void aResultThatIsNoJsonComesBackAsItsText() {
        Fixture f;
        f.run();
        f.backends.last().respond("plain bytes");
        QVERIFY(f.outcome().error.empty());
        QCOMPARE(f.outcome().result.toString(), std::string("plain bytes"));
    }

    void theInvocationKnowsItsState() {
        Fixture f;
        f.run();
        const auto arrived = f.log.all<telemetry::InvocationArrived>().back();
        QVERIFY(arrived.execution == base::ExecutionId{3});
        QCOMPARE(arrived.state, std::string("Charge"));
        QCOMPARE(arrived.scheduledEvent, std::int64_t(17));
        QCOMPARE(arrived.payload["order"].toInteger(), std::int64_t(7));
    }

    void aHandlersErrorKeepsItsNameAndItsPayload() {
        Fixture f;
        f.run();
        const std::string body =
            R"({"errorMessage":"","errorType":"CustomException","requestId":"1","stackTrace":[]})";
        f.backends.last().raise(body);
        QCOMPARE(f.outcome().error, std::string("CustomException"));
        QCOMPARE(f.outcome().cause, body);
    }

    void anErrorWithoutATypeIsUnknown() {
        Fixture f;
        f.run();
        f.backends.last().raise(R"({"oops":1})");
        QCOMPARE(f.outcome().error, std::string("Lambda.Unknown"));
        QCOMPARE(f.outcome().cause,
                 std::string("The cause could not be determined because Lambda did not return an "
                             R"(error type. Returned payload: {"oops":1})"));
    }

    void aTimeoutIsSandboxTimedout() {
        Fixture f;
        f.run();
        f.clock.advance(3s);
        QCOMPARE(f.outcome().error, std::string("Sandbox.Timedout"));
        QVERIFY(f.outcome().cause.find("Task timed out after 3.00 seconds") != std::string::npos);
    }

    void anExitIsRuntimeExitError() {
        Fixture f;
        f.run();
        f.backends.last().exitWith(1);
        QCOMPARE(f.outcome().error, std::string("Runtime.ExitError"));
        QVERIFY(f.outcome().cause.find("exit status 1") != std::string::npos);
    }

    void aMissingFunctionIsResourceNotFound() {
        Fixture f;
        f.call("no_such");
        QVERIFY(f.outcomes.empty());
        f.clock.advance(1us);
        QCOMPARE(f.outcome().error, std::string("Lambda.ResourceNotFoundException"));
        const std::string begin =
            "Function not found: arn:aws:lambda:us-east-1:123456789012:function:no_such:$LATEST "
            "(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; "
            "Request ID: ";
        QVERIFY(f.outcome().cause.starts_with(begin));
        QVERIFY(f.outcome().cause.ends_with("; Proxy: null)"));
    }

    void aThrottleIsTooManyRequests() {
        Fixture f;
        fleet::Settings settings;
        settings.accountConcurrency = 0;
        f.fleet->setSettings(settings);
        f.call();
        f.clock.advance(1us);
        QCOMPARE(f.outcome().error, std::string("Lambda.TooManyRequestsException"));
        QVERIFY(
            f.outcome().cause.starts_with("Rate Exceeded. (Service: AWSLambda; Status Code: 429"));
    }

    /// And its function hears nothing of the caller.
    void anEventIsTakenInAndRunsUnheard() {
        Fixture f;
        auto request = Fixture::request();
        request.invocation = execution::TaskRequest::Invocation::Event;
        request.clientContext = "eyJhIjoxfQ==";
        f.call(request);
        f.clock.advance(1us);
        QCOMPARE(f.outcomes.size(), std::size_t(1));
        QCOMPARE(f.outcome().statusCode, 202);
        QVERIFY(f.outcome().error.empty());
        f.backends.last().started();
        f.backends.last().next();
        QCOMPARE(f.backends.last().deliveries.back().clientContext, std::string());
        f.backends.last().respond();
        QCOMPARE(f.outcomes.size(), std::size_t(1));
        QCOMPARE(f.log.all<telemetry::InvocationFinished>().size(), std::size_t(1));
    }

    void aDryRunRunsNothing() {
        Fixture f;
        auto request = Fixture::request();
        request.invocation = execution::TaskRequest::Invocation::DryRun;
        f.call(request);
        f.clock.advance(1us);
        QCOMPARE(f.outcome().statusCode, 204);
        QVERIFY(f.log.all<telemetry::InvocationArrived>().empty());
    }

    void anEventForNobodyIsRefused() {
        Fixture f;
        auto request = Fixture::request("no_such");
        request.invocation = execution::TaskRequest::Invocation::Event;
        f.call(request);
        f.clock.advance(1us);
        QCOMPARE(f.outcome().error, std::string("Lambda.ResourceNotFoundException"));
    }

    void whatIsNoJsonIsRefused() {
        Fixture f;
        auto request = Fixture::request();
        request.payloadText = "{";
        f.call(request);
        f.clock.advance(1us);
        QCOMPARE(f.outcome().error, std::string("Lambda.InvalidRequestContentException"));
    }

    void theTraceOfACallIsTold() {
        Fixture f;
        f.run();
        f.backends.last().respond();
        QCOMPARE(f.outcome().traceId, f.backends.last().deliveries.back().traceId);
        QVERIFY(f.outcome().traceId.starts_with("Root=1-"));
    }

    void virtualTimeStandsStillWhileAFunctionRuns() {
        base::SystemClock clock(base::SystemClock::Idle::Skip);
        telemetry::EventBus bus(clock);
        tests::FakeBackendFactory backends;
        fleet::Fleet fleet({clock, &clock, backends, bus, 1});
        auto revision = std::make_shared<function::Revision>();
        revision->configuration.name = "work";
        revision->configuration.timeoutSeconds = 900;
        fleet.setFunctions({revision});
        bool waited = false;
        fleet.invoke({"work", "{}"});
        clock.after(1h, [&] { waited = true; });
        backends.last().started();
        backends.last().next();
        for (int turn = 0; turn < 20; ++turn)
            QCoreApplication::processEvents();
        QVERIFY(!waited);
        backends.last().respond();
        QTRY_VERIFY(waited);
    }

    void anAbandonedCallRunsToItsEndUnheard() {
        Fixture f;
        const auto running = f.call();
        const auto refused = f.call("no_such");
        f.backends.last().started();
        f.backends.last().next();
        f.fleet->abandon(running);
        f.fleet->abandon(refused);
        f.backends.last().respond();
        f.clock.advance(1us);
        QVERIFY(f.outcomes.empty());
        QCOMPARE(f.log.all<telemetry::InvocationFinished>().size(), std::size_t(2));
        f.fleet->abandon(running); // long over: nothing to do
    }
};

QTEST_GUILESS_MAIN(TestTaskInvoker)
#include "tst_taskinvoker.moc"
