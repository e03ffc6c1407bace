#include "engine/fleet/scaling.h"

#include "tests/support/simulatedaccount.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using fleet::day;
using tests::SimulatedAccount;

namespace {

const base::TimePoint kStart{1'700'000'000s};

/// When the n-th environment may start at the earliest, asking each second.
base::Duration whenReached(const fleet::ScalingModel& model, int environments) {
    fleet::TokenBucket bucket(model.rate, kStart);
    int started = 0;
    for (base::Duration passed{0};; passed += 1s) {
        while (bucket.take(kStart + passed)) {
            if (++started == environments)
                return passed;
        }
    }
}

/// Requests that never end, one more whenever one was turned away, until `environments` run.
base::Duration whenRunning(SimulatedAccount& account, int environments) {
    const base::TimePoint begin = account.clock.now();
    while (account.fleet.counting().running() < environments) {
        while (account.fleet.counting().running() < environments) {
            const int before = account.fleet.counting().running();
            account.invoke("work");
            if (account.fleet.counting().running() == before)
                break;
        }
        account.clock.advance(1s);
    }
    return account.clock.now() - begin - 1s;
}

void prepare(SimulatedAccount& account, fleet::Day asOf) {
    account.change([&](fleet::Settings& settings) {
        settings.asOf = asOf;
        settings.accountConcurrency = 10'000;
        settings.logLines = sandbox::LogLines::Omitted;
    });
    account.behave(24h);
}

std::vector<function::CatalogEntry> patientFunction() {
    auto revision = tests::revisionOf("work");
    revision->configuration.timeoutSeconds = 100'000;
    return {function::entryOf(revision)};
}

} // namespace

class TestScaling : public QObject {
    Q_OBJECT

private slots:
    // lambda.md C 12: a step of 10,000

    void check12_nowTenThousandAreReachedInNinetySeconds() {
        const auto model = fleet::scalingModelAt(fleet::kToday, "us-east-1");
        QVERIFY(model.scope == fleet::ScalingModel::Scope::Function);
        QCOMPARE(whenReached(model, 1'000).count(), base::Duration(0s).count());
        QCOMPARE(whenReached(model, 10'000).count(), base::Duration(90s).count());
    }

    void check12_inOlderMaterialTenThousandTakeFourteenMinutes() {
        const auto model = fleet::scalingModelAt(day(2022, 6, 1), "us-east-1");
        QVERIFY(model.scope == fleet::ScalingModel::Scope::Account);
        QCOMPARE(whenReached(model, 3'000).count(), base::Duration(0s).count());
        QCOMPARE(whenReached(model, 3'500).count(), base::Duration(1min).count());
        QCOMPARE(whenReached(model, 10'000).count(), base::Duration(14min).count());
    }

    void check12_theFleetFollowsBothModels() {
        SimulatedAccount now(patientFunction());
        prepare(now, fleet::kToday);
        QCOMPARE(whenRunning(now, 10'000).count(), base::Duration(90s).count());
        SimulatedAccount before(patientFunction());
        prepare(before, day(2022, 6, 1));
        QCOMPARE(whenRunning(before, 10'000).count(), base::Duration(14min).count());
    }

    void theHistoricBurstIsTheRegions() {
        const fleet::Day then = day(2020, 1, 1);
        QCOMPARE(fleet::scalingModelAt(then, "us-west-2").rate.burst, 3'000);
        QCOMPARE(fleet::scalingModelAt(then, "eu-west-1").rate.burst, 3'000);
        QCOMPARE(fleet::scalingModelAt(then, "ap-northeast-1").rate.burst, 1'000);
        QCOMPARE(fleet::scalingModelAt(then, "us-east-2").rate.burst, 1'000);
        QCOMPARE(fleet::scalingModelAt(then, "eu-central-1").rate.burst, 1'000);
        QCOMPARE(fleet::scalingModelAt(then, "ap-northeast-2").rate.burst, 500);
    }

    void historicallyFunctionsShareTheBurstAndNowTheyDoNot() {
        for (const bool historic : {true, false}) {
            SimulatedAccount account({tests::entryOf("a"), tests::entryOf("b")});
            prepare(account, historic ? day(2022, 6, 1) : fleet::kToday);
            for (int call = 0; call < 3'000; ++call)
                account.invoke("a");
            const int first = account.fleet.counting().running("a");
            QCOMPARE(first, historic ? 3'000 : 1'000);
            for (int call = 0; call < 3'000; ++call)
                account.invoke("b");
            QCOMPARE(account.fleet.counting().running("b"), historic ? 0 : 1'000);
        }
    }

    void unusedGrowthDoesNotPileUp() {
        fleet::TokenBucket bucket({}, kStart);
        int taken = 0;
        while (bucket.take(kStart + 1h))
            ++taken;
        QCOMPARE(taken, 1'000);
    }

    void provisionedOnesComeAtSixThousandAMinute() {
        const auto now = fleet::provisioningRateAt(fleet::kToday, "us-east-1");
        QCOMPARE(fleet::provisionedAfter(now, -1s), 0);
        QCOMPARE(fleet::provisionedAfter(now, 0s), 0);
        QCOMPARE(fleet::provisionedAfter(now, 30s), 3'000);
        QCOMPARE(fleet::provisionedAfter(now, 1min), 6'000);
        const auto before = fleet::provisioningRateAt(day(2023, 1, 1), "us-east-1");
        QCOMPARE(fleet::provisionedAfter(before, 0s), 3'000);
        QCOMPARE(fleet::provisionedAfter(before, 59s), 3'000);
        QCOMPARE(fleet::provisionedAfter(before, 2min), 4'000);
    }
};

QTEST_GUILESS_MAIN(TestScaling)
#include "tst_scaling.moc"
