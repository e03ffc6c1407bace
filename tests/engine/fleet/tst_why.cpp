// The goals and invariants that a learner sees: G01 (ten requests), G06 (why), and lambda.md C 15
// (what every fleet obeys) and C 25 (what is not the service's is a parameter).
#include "tests/support/simulatedaccount.h"

#include "engine/sandbox/lifecycle.h"

#include <QTest>

#include <random>
#include <set>

using namespace ws;
using namespace std::chrono_literals;
using telemetry::Component;
using telemetry::Phase;
using telemetry::StartReason;
using telemetry::ThrottleCause;
using tests::SimulatedAccount;

namespace {

std::vector<function::CatalogEntry> workFunction(std::optional<int> reserved = {}) {
    function::CatalogEntry entry = tests::entryOf("work", 1);
    entry.reservedConcurrency = reserved;
    return {entry};
}

telemetry::InvocationStarted startOf(const SimulatedAccount& account, base::InvocationId id) {
    for (const auto& started : account.log.all<telemetry::InvocationStarted>()) {
        if (started.invocation == id)
            return started;
    }
    return {};
}

telemetry::InvocationThrottled lastThrottle(const SimulatedAccount& account) {
    return account.log.all<telemetry::InvocationThrottled>().back();
}

/// The way of one request, each component once.
std::vector<Component> way(const SimulatedAccount& account, base::InvocationId id) {
    std::vector<Component> components;
    for (const auto& hop : account.log.all<telemetry::InvocationHop>()) {
        if (hop.invocation == id)
            components.push_back(hop.component);
    }
    return components;
}

/// One line per event that matters, for comparing runs.
std::vector<std::string> storyOf(const tests::EventLog& log) {
    std::vector<std::string> story;
    for (const auto& event : log.events) {
        const std::string at = std::to_string(event.at.time_since_epoch().count()) + ' ';
        if (const auto* phase = std::get_if<telemetry::EnvironmentPhaseChanged>(&event.body))
            story.push_back(at + std::to_string(std::uint64_t(phase->environment)) + " phase " +
                            std::to_string(int(phase->phase)));
        else if (const auto* started = std::get_if<telemetry::InvocationStarted>(&event.body))
            story.push_back(at + std::to_string(std::uint64_t(started->invocation)) + " starts " +
                            std::to_string(int(started->reason)));
        else if (const auto* arrived = std::get_if<telemetry::InvocationArrived>(&event.body))
            story.push_back(at + arrived->requestId);
    }
    return story;
}

/// Random requests, sync and async, to functions that fail now and then.
void playAtRandom(SimulatedAccount& account, unsigned seed) {
    std::mt19937_64 random(seed);
    const auto upTo = [&](int most) { return std::uniform_int_distribution<int>(1, most)(random); };
    sandbox::Behaviour behaviour;
    behaviour.invoke = {sandbox::Distribution::Kind::LogNormal, 80ms, 60ms};
    behaviour.init = sandbox::Distribution::exponential(150ms);
    behaviour.errorShare = 0.1;
    behaviour.crashShare = 0.05;
    account.backends.setBehaviour(behaviour);
    for (int step = 0; step < 400; ++step) {
        for (int request = upTo(4); request > 0; --request) {
            fleet::InvokeRequest asked{"work", "{}", upTo(3) == 1 ? "1" : ""};
            if (upTo(4) == 1)
                asked.type = fleet::InvocationType::Event;
            account.invoke(std::move(asked));
        }
        account.clock.advance(upTo(50) == 1 ? base::Duration{12min}
                                            : base::Duration{std::chrono::milliseconds{upTo(80)}});
    }
    account.clock.advance(7h);
}

} // namespace

class TestWhy : public QObject {
    Q_OBJECT

private slots:
    /// G01, with the numbers of the service's own example.
    void goal1_tenRequestsUseSixEnvironmentsAndSixAreCold() {
        SimulatedAccount account(workFunction());
        const std::vector<std::pair<base::Duration, base::Duration>> requests{
            {0s, 5s}, {1s, 5s}, {2s, 5s}, {3s, 12s}, {4s, 12s},
            {6s, 5s}, {7s, 5s}, {8s, 5s}, {9s, 5s},  {12s, 5s}};
        const base::TimePoint start = account.clock.now();
        std::vector<base::InvocationId> ids;
        for (const auto& [at, duration] : requests) {
            account.clock.advance(start + at - account.clock.now());
            ids.push_back(account.invoke("work"));
            account.behave(duration); // drawn when a cold one is ready, 200 ms later
            account.clock.advance(300ms);
        }
        account.clock.advance(30s);
        std::set<std::size_t> cold;
        std::set<base::EnvironmentId> lanes;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto started = startOf(account, ids[i]);
            lanes.insert(started.environment);
            if (started.cold())
                cold.insert(i + 1);
        }
        QVERIFY((cold == std::set<std::size_t>{1, 2, 3, 4, 5, 9}));
        QCOMPARE(lanes.size(), std::size_t(6)); // A to F
    }

    // G06: six set-ups, six reasons, and the numbers that decided them

    void goal6_theFirst() {
        SimulatedAccount account(workFunction());
        const auto started = startOf(account, account.invoke("work"));
        QVERIFY(started.reason == StartReason::FirstInvocation);
        QCOMPARE(started.running, 1);
        QCOMPARE(started.limit, 1'000);
        QCOMPARE(started.environments, 1);
    }

    void goal6_allBusy() {
        SimulatedAccount account(workFunction());
        for (int i = 0; i < 3; ++i)
            account.invoke("work");
        const auto started = startOf(account, account.invoke("work"));
        QVERIFY(started.reason == StartReason::AllBusy);
        QCOMPARE(started.running, 4);
        QCOMPARE(started.environments, 4);
    }

    void goal6_expired() {
        SimulatedAccount account(workFunction());
        account.answer({"work", "{}"});
        account.clock.advance(11min);
        QVERIFY(account.reason(account.invoke("work")) == StartReason::Expired);
    }

    void goal6_newVersion() {
        SimulatedAccount account(workFunction());
        account.answer({"work", "{}"});
        QVERIFY(account.reason(account.invoke({"work", "{}", "1"})) == StartReason::NewVersion);
        account.clock.advance(5s);
        function::CatalogEntry changed = tests::entryOf("work", 1);
        changed.revisions[0] = tests::revisionOf("work", "$LATEST", "2");
        account.fleet.setCatalog({changed});
        QVERIFY(account.reason(account.invoke("work")) == StartReason::NewConfiguration);
    }

    void goal6_overReserved() {
        SimulatedAccount account(workFunction(2));
        for (int i = 0; i < 3; ++i)
            account.invoke("work");
        QVERIFY(lastThrottle(account).cause == ThrottleCause::ReservedConcurrency);
        QCOMPARE(lastThrottle(account).used, 2);
        QCOMPARE(lastThrottle(account).limit, 2);
    }

    void goal6_scalingRate() {
        SimulatedAccount account(workFunction());
        account.change([](fleet::Settings& s) { s.accountConcurrency = 3'000; });
        for (int i = 0; i < 1'001; ++i)
            account.invoke("work");
        QVERIFY(lastThrottle(account).cause == ThrottleCause::ScalingRate);
        QCOMPARE(lastThrottle(account).limit, 1'000);
        account.clock.advance(10ms); // 100 a second: one each 10 ms
        QVERIFY(account.reason(account.invoke("work")) == StartReason::AllBusy);
    }

    // the ways through the components

    void aColdRequestPassesPlacementAndAWarmOneDoesNot() {
        SimulatedAccount account(workFunction());
        account.bus.removeSink(&account.log);
        account.bus.addSink(&account.log, telemetry::EventBus::Detail::Hops);
        const auto cold = account.answer({"work", "{}"}).invocation;
        const auto warm = account.answer({"work", "{}"}).invocation;
        QVERIFY((way(account, cold) ==
                 std::vector<Component>{Component::FrontEnd, Component::CountingService,
                                        Component::WorkerManager, Component::Placement,
                                        Component::Worker}));
        QVERIFY((way(account, warm) ==
                 std::vector<Component>{Component::FrontEnd, Component::CountingService,
                                        Component::WorkerManager, Component::Worker}));
    }

    void anEventPassesTheQueueAndAPoller() {
        SimulatedAccount account(workFunction());
        account.bus.addSink(&account.log, telemetry::EventBus::Detail::Hops);
        account.log.events.clear();
        account.bus.removeSink(&account.log);
        account.bus.addSink(&account.log, telemetry::EventBus::Detail::Hops);
        fleet::InvokeRequest request{"work", "{}"};
        request.type = fleet::InvocationType::Event;
        const auto id = account.invoke(request);
        account.clock.advance(5s);
        QVERIFY((way(account, id) ==
                 std::vector<Component>{Component::FrontEnd, Component::Queue, Component::Queue,
                                        Component::Leasing, Component::Poller, Component::FrontEnd,
                                        Component::CountingService, Component::WorkerManager,
                                        Component::Placement, Component::Worker}));
    }

    void aRefusalEndsWhereItWasDecided() {
        SimulatedAccount account(workFunction(0));
        account.bus.removeSink(&account.log);
        account.bus.addSink(&account.log, telemetry::EventBus::Detail::Hops);
        account.invoke("work");
        const auto hops = account.log.all<telemetry::InvocationHop>();
        QCOMPARE(hops.size(), std::size_t(2));
        QVERIFY(hops[0].passed);
        QVERIFY(hops[1].component == Component::CountingService && !hops[1].passed);
    }

    void nobodyPaysForHopsThatNobodyWants() {
        SimulatedAccount account(workFunction());
        account.answer({"work", "{}"});
        QVERIFY(account.log.all<telemetry::InvocationHop>().empty());
    }

    void whoMayNotInvokeIsTurnedAwayAtTheFrontEnd() {
        struct Strict : fleet::Authoriser {
            std::optional<fleet::Refusal> refusal(const fleet::Access& access) override {
                asked.push_back(access);
                if (access.caller == "arn:aws:iam::123456789012:user/ana")
                    return std::nullopt;
                return fleet::accessDenied(access.caller, access.resource);
            }
            std::vector<fleet::Access> asked;
        } strict;
        base::ManualClock clock;
        telemetry::EventBus bus(clock);
        sandbox::SimulatedBackendFactory backends(clock, 1);
        fleet::Fleet fleet({clock, nullptr, backends, bus, 1, &strict});
        fleet.setCatalog(workFunction());
        std::vector<fleet::InvokeResult> results;
        for (const char* user : {"ana", "bob"}) {
            // Broken JSON: who may not invoke is not told of it.
            fleet::InvokeRequest request{"work", std::string(user) == "bob" ? "{" : "{}"};
            request.caller = std::string("arn:aws:iam::123456789012:user/") + user;
            request.type = fleet::InvocationType::DryRun;
            fleet.invoke(request,
                         [&](fleet::InvokeResult result) { results.push_back(std::move(result)); });
        }
        clock.advance(1s);
        QCOMPARE(results.size(), std::size_t(2));
        QCOMPARE(results[0].statusCode, 204);
        QCOMPARE(results[1].statusCode, 403);
        QCOMPARE(results[1].report.errorType, std::string("AccessDeniedException"));
        QCOMPARE(strict.asked[1].resource,
                 std::string("arn:aws:lambda:us-east-1:123456789012:function:work"));
        QCOMPARE(fleet.environmentCount(), std::size_t(0));
    }

    // lambda.md C 15

    void check15_everyFleetObeysItsRules_data() {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 15; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void check15_everyFleetObeysItsRules() {
        QFETCH(unsigned, seed);
        SimulatedAccount account(workFunction(6), seed);
        playAtRandom(account, seed);
        std::map<base::EnvironmentId, Phase> phases;
        std::map<base::EnvironmentId, int> running;
        std::map<base::InvocationId, int> ends;
        std::set<base::InvocationId> arrivals;
        for (const auto& event : account.log.events) {
            if (const auto* made = std::get_if<telemetry::EnvironmentStarted>(&event.body)) {
                phases[made->environment] = Phase::Starting;
            } else if (const auto* moved =
                           std::get_if<telemetry::EnvironmentPhaseChanged>(&event.body)) {
                bool declared = false;
                for (int trigger = 0; trigger <= int(sandbox::Trigger::ProcessGone); ++trigger)
                    declared = declared ||
                               sandbox::lifecycle().next(phases[moved->environment],
                                                         sandbox::Trigger(trigger)) == moved->phase;
                QVERIFY(declared);
                phases[moved->environment] = moved->phase;
            } else if (const auto* arrived =
                           std::get_if<telemetry::InvocationArrived>(&event.body)) {
                QVERIFY(arrivals.insert(arrived->invocation).second);
            } else if (const auto* started =
                           std::get_if<telemetry::InvocationStarted>(&event.body)) {
                QCOMPARE(++running[started->environment], 1); // one at a time
                QVERIFY(started->running <= started->limit);
            } else if (const auto* done = std::get_if<telemetry::InvocationFinished>(&event.body)) {
                if (done->environment != base::EnvironmentId{})
                    --running[done->environment];
                ++ends[done->invocation];
            }
        }
        QCOMPARE(ends.size(), arrivals.size()); // each ends, and once
        for (const auto& [invocation, times] : ends)
            QCOMPARE(times, 1);
        for (const auto& [environment, phase] : phases)
            QVERIFY(phase == Phase::Gone);
        QCOMPARE(account.fleet.queuedCount(), std::int64_t(0));
        QCOMPARE(account.fleet.placement().usedMb(), 0);
    }

    void check15_equalSeedsTellTheSameStory() {
        SimulatedAccount one(workFunction(6), 3);
        SimulatedAccount other(workFunction(6), 3);
        playAtRandom(one, 3);
        playAtRandom(other, 3);
        QVERIFY(storyOf(one.log) == storyOf(other.log));
    }

    // lambda.md C 25: what is unpublished is a parameter, and really decides

    void check25_unpublishedRulesAreParameters() {
        SimulatedAccount account(workFunction());
        account.change([](fleet::Settings& s) {
            s.idleTime = 1min;
            s.warmPick = fleet::WarmPick::LeastRecentlyUsed;
            s.capacity = {2, 512, fleet::Placement::Policy::Spread};
            s.provisioningDelay = 2min;
            s.pollers = {1, 1, 1, 1s};
        });
        account.invoke("work");
        account.invoke("work");
        const auto started = account.log.all<telemetry::EnvironmentStarted>();
        QCOMPARE(started[0].worker, 1);
        QCOMPARE(started[1].worker, 2);
        account.clock.advance(5s);
        QVERIFY(account.answer({"work", "{}"}).environment == started[0].environment);
        account.clock.advance(2min);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(0));
        fleet::InvokeRequest request{"work", "{}"};
        request.type = fleet::InvocationType::Event;
        for (int i = 0; i < 5; ++i)
            account.invoke(request);
        account.clock.advance(500ms);
        QCOMPARE(account.fleet.counting().running(), 1);
    }
};

QTEST_GUILESS_MAIN(TestWhy)
#include "tst_why.moc"
