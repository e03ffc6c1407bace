#include "engine/fleet/provisioning.h"

#include "engine/fleet/fleetstatistics.h"
#include "tests/support/simulatedaccount.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using Status = telemetry::ProvisionedConcurrencyChanged::Status;
using telemetry::StartReason;
using telemetry::ThrottleCause;
using tests::SimulatedAccount;

namespace {

function::CatalogEntry provisionedEntry(int environments, const std::string& qualifier = "1") {
    function::CatalogEntry entry = tests::entryOf("work", 2);
    entry.provisioned = {{qualifier, environments}};
    return entry;
}

int served(const SimulatedAccount& account, StartReason reason) {
    int count = 0;
    for (const auto& started : account.log.all<telemetry::InvocationStarted>())
        count += started.reason == reason ? 1 : 0;
    return count;
}

} // namespace

/// lambda.md C 14.
class TestProvisioning : public QObject {
    Q_OBJECT

private slots:
    void allocationBeginsAfterAMinute() {
        SimulatedAccount account({provisionedEntry(5)});
        auto status = account.fleet.provisioned("work", "1");
        QVERIFY(status && status->status == Status::InProgress);
        QCOMPARE(status->requested, 5);
        QCOMPARE(status->allocated, 0);
        account.clock.advance(59s);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(0));
        account.clock.advance(2s);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(5));
        status = account.fleet.provisioned("work", "1");
        QVERIFY(status->status == Status::Ready);
        QCOMPARE(status->allocated, 5);
        QCOMPARE(status->available, 5);
        QVERIFY(!account.fleet.provisioned("work", "2"));
    }

    void check14_sixThousandTakeAMinuteAndNoneServesBefore() {
        SimulatedAccount account({provisionedEntry(6'000)});
        account.change([](fleet::Settings& s) { s.accountConcurrency = 20'000; });
        account.clock.advance(60s);
        account.clock.advance(30s);
        auto status = account.fleet.provisioned("work", "1");
        QVERIFY(status->status == Status::InProgress);
        QVERIFY(status->allocated > 2'900 && status->allocated <= 3'000);
        QCOMPARE(status->available, 0);
        const auto early = account.invoke({"work", "{}", "1"});
        QVERIFY(account.reason(early) != StartReason::Provisioned);
        account.clock.advance(30s + 300ms);
        status = account.fleet.provisioned("work", "1");
        QVERIFY(status->status == Status::Ready);
        QVERIFY(account.reason(account.invoke({"work", "{}", "1"})) == StartReason::Provisioned);
    }

    void historicallyTheBurstComesAtOnceThenFiveHundredAMinute() {
        SimulatedAccount account({});
        account.change([](fleet::Settings& s) {
            s.asOf = fleet::day(2023, 1, 1);
            s.accountConcurrency = 20'000;
        });
        account.fleet.setCatalog({provisionedEntry(3'600)});
        account.clock.advance(60s + 500ms);
        QCOMPARE(account.fleet.provisioned("work", "1")->allocated, 3'000);
        account.clock.advance(2min);
        QVERIFY(account.fleet.provisioned("work", "1")->status == Status::Ready);
    }

    void aFailingInitFailsTheOrder() {
        SimulatedAccount account({});
        sandbox::Behaviour endless;
        endless.init = sandbox::Distribution::constant(1h);
        account.backends.setBehaviour(endless);
        account.fleet.setCatalog({provisionedEntry(3)});
        account.clock.advance(5min); // over the 130 s that INIT has
        const auto status = account.fleet.provisioned("work", "1");
        QVERIFY(status->status == Status::Failed);
        QCOMPARE(status->statusReason, std::string("FUNCTION_ERROR_INIT_FAILURE"));
        QCOMPARE(status->allocated, 0);
        QCOMPARE(status->requested, 3);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(0));
    }

    void check14_beyondThemRequestsSpillOver() {
        SimulatedAccount account({provisionedEntry(2)});
        fleet::FleetStatistics statistics;
        account.bus.addSink(&statistics);
        account.clock.advance(2min);
        std::vector<base::InvocationId> ids;
        for (int i = 0; i < 4; ++i)
            ids.push_back(account.invoke({"work", "{}", "1"}));
        QVERIFY(account.reason(ids[1]) == StartReason::Provisioned);
        QVERIFY(account.reason(ids[2]) == StartReason::Spillover);
        QVERIFY(account.reason(ids[3]) == StartReason::Spillover);
        QCOMPARE(served(account, StartReason::Provisioned), 2);
        QCOMPARE(statistics.spilled(), std::int64_t(2));
        account.bus.removeSink(&statistics);
        account.clock.advance(5s);
        QVERIFY(!account.result(ids[0]).report.init);
        QVERIFY(account.result(ids[2]).report.init.has_value());
    }

    void tenRequestsASecondEachThenTheySpill() {
        SimulatedAccount account({provisionedEntry(2)});
        account.behave(1ms);
        account.clock.advance(2min);
        account.clock.advance(1s - account.clock.now().time_since_epoch() % 1s);
        for (int i = 0; i < 30; ++i) {
            account.invoke({"work", "{}", "1"});
            account.clock.advance(10ms);
        }
        QCOMPARE(served(account, StartReason::Provisioned), 20);
    }

    void check14_whenAllThatIsReservedIsProvisionedLatestIsThrottled() {
        function::CatalogEntry entry = provisionedEntry(2);
        entry.reservedConcurrency = 2;
        SimulatedAccount account({std::move(entry)});
        account.clock.advance(2min);
        const auto latest = account.answer({"work", "{}"});
        QCOMPARE(latest.statusCode, 429);
        const auto throttle = account.log.all<telemetry::InvocationThrottled>().back();
        QVERIFY(throttle.cause == ThrottleCause::ProvisionedOnly);
        QCOMPARE(account.answer({"work", "{}", "1"}).statusCode, 200);
    }

    void theyLeaveTheUnreservedPool() {
        SimulatedAccount account({provisionedEntry(300)});
        QCOMPARE(account.fleet.counting().unreservedLimit(), 700);
    }

    void anAliasSplitsThemByItsWeights() {
        function::CatalogEntry entry = provisionedEntry(10, "live");
        entry.aliases = {{"live", "1", "2", 0.3}};
        SimulatedAccount account({std::move(entry)});
        account.clock.advance(2min);
        int second = 0;
        for (const auto& started : account.log.all<telemetry::EnvironmentStarted>())
            second += started.version == "2" ? 1 : 0;
        QCOMPARE(second, 3);
        QVERIFY(account.reason(account.invoke({"work", "{}", "live"})) == StartReason::Provisioned);
        QVERIFY(account.reason(account.invoke("work")) != StartReason::Provisioned);
    }

    void aVersionsServeTheAliasForIt() {
        function::CatalogEntry entry = provisionedEntry(1);
        entry.aliases = {{"live", "1", {}, 0}};
        SimulatedAccount account({std::move(entry)});
        account.clock.advance(2min);
        QVERIFY(account.reason(account.invoke({"work", "{}", "live"})) == StartReason::Provisioned);
    }

    void theyStayInitialisedForTheirLife() {
        SimulatedAccount account({provisionedEntry(3)});
        account.clock.advance(24h);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(3));
    }

    void oneThatCrashesIsReplaced() {
        SimulatedAccount account({provisionedEntry(1)});
        account.clock.advance(2min);
        sandbox::Behaviour crashing;
        crashing.crashShare = 1;
        account.backends.setBehaviour(crashing);
        const auto crashed = account.answer({"work", "{}", "1"});
        account.behave(1s);
        account.clock.advance(5s);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(1));
        const auto next = account.answer({"work", "{}", "1"});
        QVERIFY(next.reason == StartReason::Provisioned);
        QVERIFY(next.environment != crashed.environment);
        QVERIFY(account.fleet.provisioned("work", "1")->status == Status::Ready);
    }

    void whenTheAliasMovesTheyAreReplaced() {
        function::CatalogEntry entry = provisionedEntry(2, "live");
        entry.aliases = {{"live", "1", {}, 0}};
        SimulatedAccount account({entry});
        account.clock.advance(2min);
        entry.aliases[0].version = "2";
        account.fleet.setCatalog({entry});
        QVERIFY(account.fleet.provisioned("work", "live")->status == Status::InProgress);
        account.clock.advance(2min);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(2));
        const auto answer = account.answer({"work", "{}", "live"});
        QCOMPARE(answer.executedVersion, std::string("2"));
        QVERIFY(answer.reason == StartReason::Provisioned);
    }

    void withoutAnOrderTheyEnd() {
        SimulatedAccount account({provisionedEntry(2)});
        account.clock.advance(2min);
        account.fleet.setCatalog({tests::entryOf("work", 2)});
        account.clock.advance(1s);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(0));
        QVERIFY(!account.fleet.provisioned("work", "1"));
    }
};

QTEST_GUILESS_MAIN(TestProvisioning)
#include "tst_provisioning.moc"
