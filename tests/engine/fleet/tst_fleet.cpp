#include "engine/fleet/fleet.h"

#include "engine/sandbox/simulatedbackend.h"
#include "engine/telemetry/recorder.h"
#include "tests/support/eventlog.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace ws;
using namespace std::chrono_literals;
using fleet::InvokeResult;
using sandbox::Distribution;
using telemetry::InvocationStatus;
using telemetry::StartReason;
using telemetry::ThrottleReason;

namespace {

std::shared_ptr<const function::Revision> revisionOf(const std::string& name,
                                                     std::optional<int> reserved = {},
                                                     const std::string& fingerprint = "1") {
    auto revision = std::make_shared<function::Revision>();
    revision->configuration.name = name;
    revision->configuration.runtime = "python3.12";
    revision->configuration.timeoutSeconds = 60;
    revision->configuration.reservedConcurrency = reserved;
    revision->fingerprint = fingerprint;
    return revision;
}

/// A simulated account with one function, "work": 50 ms to place, 150 ms INIT, 1 s per invoke.
struct Fixture {
    explicit Fixture(std::optional<int> reserved = {})
        : backends(clock, 1) {
        bus.addSink(&log);
        bus.addSink(&recorder);
        behave(Distribution::constant(1s));
        fleet.emplace(fleet::Fleet::Parts{clock, nullptr, backends, bus, 42});
        fleet::Settings settings;
        settings.machineEnvironments = 100'000;
        fleet->setSettings(settings);
        fleet->setFunctions({revisionOf("work", reserved), revisionOf("other")});
    }

    void behave(const Distribution& invoke) {
        sandbox::Behaviour behaviour;
        behaviour.invoke = invoke;
        behaviour.response = "{\"done\":true}";
        backends.setBehaviour(behaviour);
    }

    base::InvocationId invoke(const std::string& function = "work",
                              const std::string& payload = "{}") {
        return fleet->invoke({function, payload}, [this](InvokeResult result) {
            const auto invocation = result.invocation;
            results.emplace(invocation, std::move(result));
        });
    }
    const InvokeResult& result(base::InvocationId id) const { return results.at(id); }
    StartReason reason(base::InvocationId id) const { return *recorder.invocation(id)->reason; }
    void limit(int environments) {
        fleet::Settings settings = fleet->settings();
        settings.machineEnvironments = environments;
        fleet->setSettings(settings);
    }

    base::ManualClock clock;
    telemetry::EventBus bus{clock};
    tests::EventLog log;
    telemetry::Recorder recorder;
    sandbox::SimulatedBackendFactory backends;
    std::optional<fleet::Fleet> fleet;
    std::map<base::InvocationId, InvokeResult> results;
};

} // namespace

class TestFleet : public QObject {
    Q_OBJECT

private slots:
    void theServicesTenRequestsUseSixEnvironments() {
        Fixture f;
        struct Request {
            base::Duration at;
            base::Duration duration;
        };
        const std::vector<Request> requests{{0s, 5s}, {1s, 5s}, {2s, 5s}, {3s, 12s}, {4s, 12s},
                                            {6s, 5s}, {7s, 5s}, {8s, 5s}, {9s, 5s},  {12s, 5s}};
        const base::TimePoint start = f.clock.now();
        std::vector<base::InvocationId> ids;
        for (const Request& request : requests) {
            f.clock.advance(start + request.at - f.clock.now());
            ids.push_back(f.invoke());
            // A cold one is handed over 200 ms later: only then is its duration drawn.
            f.behave(Distribution::constant(request.duration));
            f.clock.advance(300ms);
        }
        f.clock.advance(30s);
        QCOMPARE(f.recorder.lanes().size(), std::size_t(6));
        std::set<std::size_t> cold;
        for (std::size_t request = 0; request < ids.size(); ++request) {
            if (f.reason(ids[request]) != StartReason::Warm)
                cold.insert(request + 1);
        }
        QVERIFY((cold == std::set<std::size_t>{1, 2, 3, 4, 5, 9}));
        QCOMPARE(f.results.size(), std::size_t(10));
        QVERIFY(f.result(ids[8]).environment == base::EnvironmentId{6});
    }

    void theMostRecentlyUsedServesNext() {
        Fixture f;
        const auto first = f.invoke();
        f.clock.advance(100ms);
        const auto second = f.invoke();
        f.clock.advance(5s);
        const auto third = f.invoke();
        f.clock.advance(5s);
        QVERIFY(f.result(third).environment == f.result(second).environment);

        fleet::Settings settings = f.fleet->settings();
        settings.warmPick = fleet::WarmPick::LeastRecentlyUsed;
        f.fleet->setSettings(settings);
        const auto fourth = f.invoke();
        f.clock.advance(5s);
        QVERIFY(f.result(fourth).environment == f.result(first).environment);
    }

    // --- why cold, why warm, why throttled

    void theFirstInvocationSaysSo() {
        Fixture f;
        const auto id = f.invoke();
        f.clock.advance(2s);
        QVERIFY(f.reason(id) == StartReason::FirstInvocation);
        QVERIFY(f.result(id).report.init == base::Duration(150ms));
        QVERIFY(f.result(id).report.billed == base::Duration(1'150ms));
    }

    void theSecondOneIsWarm() {
        Fixture f;
        f.invoke();
        f.clock.advance(2s);
        const auto id = f.invoke();
        f.clock.advance(2s);
        QVERIFY(f.reason(id) == StartReason::Warm);
        QVERIFY(!f.result(id).report.init);
        QCOMPARE(f.result(id).payload, std::string("{\"done\":true}"));
        QVERIFY(f.result(id).report.payload["done"].toBool());
        QVERIFY(f.result(id).functionError.empty());
    }

    void whenAllAreBusyAnotherStarts() {
        Fixture f;
        f.invoke();
        const auto id = f.invoke();
        QVERIFY(f.reason(id) == StartReason::AllBusy);
    }

    void afterTheIdleTimeTheReasonIsExpiry() {
        Fixture f;
        f.invoke();
        f.clock.advance(20min);
        QCOMPARE(f.fleet->environmentCount(), std::size_t(0));
        QVERIFY(f.reason(f.invoke()) == StartReason::Expired);
    }

    void afterAChangeTheReasonIsTheNewConfiguration() {
        Fixture f;
        f.invoke();
        f.clock.advance(2s);
        f.fleet->setFunctions({revisionOf("work", {}, "2")});
        const auto id = f.invoke();
        QVERIFY(f.reason(id) == StartReason::NewConfiguration);
        f.clock.advance(2s);
        QCOMPARE(f.fleet->environmentCount(), std::size_t(1));
        QVERIFY(f.recorder.lanes().front().endReason == telemetry::EndReason::Replaced);
    }

    void aBusyEnvironmentOfAnOldRevisionFinishesItsInvoke() {
        Fixture f;
        const auto old = f.invoke();
        f.clock.advance(500ms);
        f.fleet->setFunctions({revisionOf("work", {}, "2")});
        const auto fresh = f.invoke();
        QVERIFY(f.reason(fresh) == StartReason::NewConfiguration);
        f.clock.advance(5s);
        QVERIFY(f.result(old).report.status == InvocationStatus::Succeeded);
        QVERIFY(f.result(fresh).environment != f.result(old).environment);
        QCOMPARE(f.fleet->environmentCount(), std::size_t(1));
    }

    void aSettingThatNeedsNoNewEnvironmentKeepsTheWarmOne() {
        Fixture f;
        f.invoke();
        f.clock.advance(2s);
        f.fleet->setFunctions({revisionOf("work", 5, "1")});
        QVERIFY(f.reason(f.invoke()) == StartReason::Warm);
    }

    void afterACrashTheReasonIsTheReset() {
        Fixture f;
        sandbox::Behaviour crashing;
        crashing.crashShare = 1;
        f.backends.setBehaviour("work", crashing);
        const auto crashed = f.invoke();
        f.clock.advance(2s);
        QVERIFY(f.result(crashed).report.status == InvocationStatus::RuntimeExited);
        QCOMPARE(f.result(crashed).functionError, std::string("Unhandled"));
        QCOMPARE(f.result(crashed).statusCode, 200);
        const auto again = f.invoke();
        QVERIFY(f.reason(again) == StartReason::Reset);
        f.clock.advance(2s);
        QVERIFY(f.result(again).environment == f.result(crashed).environment);
    }

    void overTheReservationTheReasonIsTheReservation() {
        Fixture f(2);
        std::vector<base::InvocationId> burst;
        for (int i = 0; i < 5; ++i)
            burst.push_back(f.invoke());
        QVERIFY(f.results.empty()); // never from inside invoke()
        f.clock.advance(5s);
        int ran = 0;
        for (const auto id : burst)
            ran += f.result(id).statusCode == 200 ? 1 : 0;
        QCOMPARE(ran, 2);
        const auto throttles = f.log.all<telemetry::InvocationThrottled>();
        QCOMPARE(throttles.size(), std::size_t(3));
        QVERIFY(throttles[0].reason ==
                ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded);
        QCOMPARE(f.result(burst[4]).statusCode, 429);
        QCOMPARE(f.result(burst[4]).payload,
                 std::string(R"({"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded",)"
                             R"("Type":"User","message":"Rate Exceeded."})"));
        QVERIFY(f.result(burst[4]).report.status == InvocationStatus::Refused);
    }

    void aReservationOfZeroStopsAFunction() {
        Fixture f(0);
        const auto id = f.invoke();
        f.clock.advance(1s);
        QCOMPARE(f.result(id).statusCode, 429);
        QCOMPARE(f.fleet->environmentCount(), std::size_t(0));
    }

    void reservationsLeaveTheAccountsPool() {
        Fixture f(2);
        fleet::Settings settings = f.fleet->settings();
        settings.accountConcurrency = 5;
        f.fleet->setSettings(settings);
        for (int i = 0; i < 10; ++i)
            f.invoke("other");
        for (int i = 0; i < 10; ++i)
            f.invoke("work");
        QCOMPARE(f.fleet->environmentCount(), std::size_t(3 + 2));
        std::map<ThrottleReason, int> reasons;
        for (const auto& one : f.log.all<telemetry::InvocationThrottled>())
            ++reasons[one.reason];
        QCOMPARE(reasons[ThrottleReason::ConcurrentInvocationLimitExceeded], 7);
        QCOMPARE(reasons[ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded], 8);
    }

    void newEnvironmentsComeAtTheScalingRate() {
        Fixture f;
        fleet::Settings settings = f.fleet->settings();
        settings.accountConcurrency = 100'000;
        f.fleet->setSettings(settings);
        f.behave(Distribution::constant(59s));
        const auto running = [&] { return f.fleet->openCount(); };
        for (int i = 0; i < 1'500; ++i)
            f.invoke();
        f.clock.advance(1us); // the refusals are told
        QCOMPARE(running(), std::size_t(1'000));
        QVERIFY(f.log.all<telemetry::InvocationThrottled>().front().reason ==
                ThrottleReason::FunctionInvocationRateLimitExceeded);
        f.clock.advance(5s);
        for (int i = 0; i < 1'000; ++i)
            f.invoke();
        f.clock.advance(1us);
        QCOMPARE(running(), std::size_t(1'500));
        QCOMPARE(f.log.all<telemetry::InvocationThrottled>().size(), std::size_t(1'000));
        f.invoke("other"); // each function has a bucket of its own
        f.clock.advance(1us);
        QCOMPARE(running(), std::size_t(1'501));
    }

    // --- refusals

    void anUnknownFunctionIsNotFound() {
        Fixture f;
        const auto id = f.invoke("doesnotexist");
        f.clock.advance(1us);
        QCOMPARE(f.result(id).statusCode, 404);
        QCOMPARE(f.result(id).payload,
                 std::string(R"({"Type":"User","Message":"Function not found: arn:aws:lambda:)"
                             R"(us-east-1:123456789012:function:doesnotexist:$LATEST"})"));
        QCOMPARE(f.recorder.invocation(id)->function, std::string("doesnotexist"));
        QVERIFY(f.recorder.invocation(id)->finished.has_value());
    }

    void functionsHaveAllTheServicesNames() {
        Fixture f;
        for (const std::string name :
             {"work", "work:$LATEST", "arn:aws:lambda:us-east-1:123456789012:function:work",
              "123456789012:function:work:$LATEST", "function:work"})
            f.invoke(name);
        const auto unknownQualifier = f.invoke("work:prod");
        f.clock.advance(5s);
        QCOMPARE(f.result(unknownQualifier).statusCode, 404);
        QVERIFY(f.result(unknownQualifier).payload.find("function:work:prod") != std::string::npos);
        QCOMPARE(f.results.size(), std::size_t(6));
        QCOMPARE(f.log.all<telemetry::EnvironmentStarted>().size(), std::size_t(5));
    }

    void aPayloadThatIsNotJsonIsRefused() {
        Fixture f;
        const auto id = f.invoke("work", "{\"a\": nope}");
        f.clock.advance(1us);
        QCOMPARE(f.result(id).statusCode, 400);
        const auto body = json::Value::parse(f.result(id).payload).value();
        QVERIFY(body["message"].toString().starts_with(
            "Could not parse request body into json: Could not parse payload into json: "));
        QCOMPARE(f.result(id).report.errorType, std::string("InvalidRequestContentException"));
        QCOMPARE(f.fleet->environmentCount(), std::size_t(0));
    }

    void aPayloadAboveSixMegabytesIsRefused() {
        Fixture f;
        const auto fits = f.invoke("work", '"' + std::string(6 * 1024 * 1024 - 2, 'x') + '"');
        const auto tooLarge = f.invoke("work", '"' + std::string(6 * 1024 * 1024 - 1, 'x') + '"');
        f.clock.advance(2s);
        QCOMPARE(f.result(fits).statusCode, 200);
        QCOMPARE(f.result(tooLarge).statusCode, 413);
    }

    void anEmptyPayloadIsAnEmptyObject() {
        Fixture f;
        const auto id = f.invoke("work", "");
        f.clock.advance(2s);
        QCOMPARE(f.result(id).statusCode, 200);
        QVERIFY(f.recorder.invocation(id)->payload.isObject());
    }

    // --- the machine's own limit

    void theMachineRefusesMoreEnvironmentsThanItIsSetTo() {
        Fixture f;
        f.limit(2);
        f.invoke();
        f.invoke();
        const auto id = f.invoke();
        f.clock.advance(5s);
        QCOMPARE(f.result(id).statusCode, 500);
        QCOMPARE(f.result(id).report.errorType, std::string("ServiceException"));
        const auto notices = f.log.all<telemetry::Notice>();
        QCOMPARE(notices.size(), std::size_t(1));
        QCOMPARE(notices[0].problem.code, std::string("fleet.machineFull"));
        QCOMPARE(notices[0].problem.arg("limit"), std::string("2"));
    }

    void anIdleEnvironmentMakesRoomForAnotherFunction() {
        Fixture f;
        f.limit(1);
        f.invoke();
        f.clock.advance(5s);
        const auto id = f.invoke("other");
        f.clock.advance(5s);
        QCOMPARE(f.result(id).statusCode, 200);
        QCOMPARE(f.fleet->environmentCount(), std::size_t(1));
    }

    // --- stopping

    void stoppingEndsIdleOnesAndKillsBusyOnes() {
        Fixture f;
        f.invoke("work");
        f.invoke("other");
        f.clock.advance(5s);
        const auto busy = f.invoke("work");
        f.clock.advance(500ms);
        f.fleet->stopEnvironments("work");
        f.clock.advance(1ms);
        QVERIFY(f.result(busy).report.status == InvocationStatus::RuntimeExited);
        QCOMPARE(f.fleet->environmentCount(), std::size_t(1));
        f.fleet->stopEnvironments();
        f.clock.advance(1ms);
        QCOMPARE(f.fleet->environmentCount(), std::size_t(0));
        QVERIFY(f.reason(f.invoke("work")) == StartReason::FirstInvocation);
    }

    void aFleetThatGoesAwayAnswersNobody() {
        Fixture f;
        f.invoke();
        f.invoke("nowhere");
        f.fleet.reset();
        f.clock.runUntilIdle();
        QVERIFY(f.results.empty());
    }

    void aCallbackMayInvokeAgain() {
        Fixture f;
        int left = 50;
        std::function<void()> again = [&] {
            f.fleet->invoke({"work", "{}"}, [&](const InvokeResult&) {
                if (--left > 0)
                    again();
            });
        };
        again();
        f.clock.advance(2min);
        QCOMPARE(left, 0);
        QCOMPARE(f.log.all<telemetry::EnvironmentStarted>().size(), std::size_t(1));
    }

    // --- names

    void identifiersHaveTheServicesForms() {
        Fixture f;
        const auto id = f.invoke();
        f.clock.advance(2s);
        const auto matches = [](const std::string& text, const QString& pattern) {
            return QRegularExpression(QRegularExpression::anchoredPattern(pattern))
                .match(QString::fromStdString(text))
                .hasMatch();
        };
        QVERIFY(matches(f.result(id).requestId,
                        QStringLiteral("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-"
                                       "[0-9a-f]{12}")));
        QVERIFY(matches(f.recorder.lanes().front().logStream,
                        QStringLiteral("2023/11/14/\\[\\$LATEST\\][0-9a-f]{32}")));
        QVERIFY(f.result(id).log.starts_with("START RequestId: " + f.result(id).requestId));
    }

    // --- properties

    void everyRequestIsAnsweredOnceUnderAnySeed_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 12; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void everyRequestIsAnsweredOnceUnderAnySeed() {
        QFETCH(int, seed);
        std::mt19937_64 random{std::uint64_t(seed)};
        const auto below = [&](int bound) {
            return std::uniform_int_distribution<int>(0, bound - 1)(random);
        };
        Fixture f(4);
        fleet::Settings settings = f.fleet->settings();
        settings.accountConcurrency = 20;
        settings.burstEnvironments = 10;
        settings.idleTime = 30s;
        settings.machineEnvironments = 18;
        f.fleet->setSettings(settings);
        sandbox::Behaviour behaviour;
        behaviour.invoke = {Distribution::Kind::LogNormal, 400ms, 900ms};
        behaviour.init = {Distribution::Kind::LogNormal, 200ms, 3s};
        behaviour.errorShare = 0.1;
        behaviour.crashShare = 0.1;
        f.backends.setBehaviour(behaviour);

        int arrived = 0;
        int revision = 1;
        for (int step = 0; step < 1'500; ++step) {
            const int choice = below(200);
            if (choice == 0)
                f.fleet->setFunctions({revisionOf("work", 4, std::to_string(++revision)),
                                       revisionOf("other", {}, std::to_string(revision))});
            else if (choice == 1)
                f.fleet->stopEnvironments(below(2) ? "work" : "");
            else {
                ++arrived;
                f.invoke(choice < 90 ? "work" : "other", choice == 2 ? "{" : "{}");
            }
            f.clock.advance(base::Duration(below(choice < 10 ? 40'000'000 : 150'000)));
        }
        f.clock.runUntilIdle();

        int served = 0;
        int refused = 0;
        for (const auto& [id, result] : f.results)
            ++(result.environment == base::EnvironmentId{} ? refused : served);
        QCOMPARE(int(f.results.size()), arrived);
        QCOMPARE(int(f.log.all<telemetry::InvocationFinished>().size()), arrived);
        QCOMPARE(served + refused, arrived);
        QCOMPARE(f.fleet->environmentCount(), std::size_t(0));
        QCOMPARE(f.fleet->openCount(), std::size_t(0));
        checkLanes(f);
        checkLimits(f);
    }

private:
    /// Spans touch each other, begin with Starting, and hold one invocation at a time.
    static void checkLanes(const Fixture& f) {
        for (const telemetry::Lane& lane : f.recorder.lanes()) {
            QVERIFY(lane.ended.has_value());
            QVERIFY(lane.endReason.has_value());
            QVERIFY(lane.spans.front().phase == telemetry::Phase::Starting);
            QVERIFY(lane.spans.back().phase == telemetry::Phase::Shutdown);
            for (std::size_t i = 1; i < lane.spans.size(); ++i)
                QVERIFY(lane.spans[i - 1].end == lane.spans[i].begin);
        }
    }

    static void checkLimits(const Fixture& f) {
        std::map<base::InvocationId, std::string> functions;
        std::map<std::string, int> running;
        std::set<base::EnvironmentId> busy;
        int environments = 0;
        int most = 0;
        for (const telemetry::Event& event : f.log.events) {
            if (const auto* one = std::get_if<telemetry::InvocationArrived>(&event.body))
                functions[one->invocation] = one->function;
            if (const auto* one = std::get_if<telemetry::InvocationStarted>(&event.body)) {
                QVERIFY(busy.insert(one->environment).second);
                ++running[functions[one->invocation]];
                QVERIFY(running["work"] <= 4);
                QVERIFY(running["other"] <= 16);
            }
            if (const auto* one = std::get_if<telemetry::InvocationFinished>(&event.body);
                one && one->environment != base::EnvironmentId{}) {
                QCOMPARE(busy.erase(one->environment), std::size_t(1));
                --running[functions[one->invocation]];
            }
            if (std::get_if<telemetry::EnvironmentStarted>(&event.body))
                most = std::max(most, ++environments);
            if (const auto* one = std::get_if<telemetry::EnvironmentPhaseChanged>(&event.body);
                one && one->phase == telemetry::Phase::Shutdown)
                --environments;
        }
        QVERIFY(busy.empty());
        QVERIFY(most > 0);
        // An old revision's busy environments are ending and do not count any more.
        QVERIFY(most <= 18 + 20);
    }
};

QTEST_GUILESS_MAIN(TestFleet)
#include "tst_fleet.moc"
