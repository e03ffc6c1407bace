#include "engine/fleet/fleet.h"

#include "tests/support/simulatedaccount.h"

#include <QTest>

using namespace ws;
using namespace std::chrono_literals;
using telemetry::Phase;
using telemetry::StartReason;
using tests::SimulatedAccount;

namespace {

function::CatalogEntry snapStartEntry(const std::string& fingerprint = "1") {
    function::CatalogEntry entry = function::entryOf(tests::revisionOf("work"));
    auto version = tests::revisionOf("work", "1", fingerprint);
    version->configuration.snapStart = true;
    entry.revisions.push_back(version);
    return entry;
}

std::vector<telemetry::EnvironmentStarted> startedBy(const SimulatedAccount& account,
                                                     StartReason reason) {
    std::vector<telemetry::EnvironmentStarted> found;
    for (const auto& started : account.log.all<telemetry::EnvironmentStarted>()) {
        if (started.reason == reason)
            found.push_back(started);
    }
    return found;
}

} // namespace

/// SnapStart over a fleet (lambda.md B9): 50 ms to place, 150 ms INIT, 100 ms restore.
class TestSnapshots : public QObject {
    Q_OBJECT

private slots:
    void aVersionIsInitialisedOnceAndThenRestored() {
        SimulatedAccount account({snapStartEntry()});
        for (int i = 0; i < 5; ++i)
            account.invoke("work:1");
        account.clock.advance(10s);
        QCOMPARE(account.results.size(), std::size_t(5));
        const auto snapshots = startedBy(account, StartReason::Snapshot);
        QCOMPARE(snapshots.size(), std::size_t(1));
        QVERIFY((account.log.phases(snapshots.front().environment) ==
                 std::vector{Phase::Starting, Phase::Init, Phase::Idle}));
        for (const auto& [id, result] : account.results) {
            QVERIFY(result.report.restore == base::Duration(100ms));
            QVERIFY(!result.report.init);
            QVERIFY(account.log.phases(result.environment)[1] == Phase::Restore);
            QVERIFY(result.report.billed ==
                    base::Duration(1'020ms)); // a fifth is the function's own
        }
        QCOMPARE(account.fleet.environmentCount(), std::size_t(6));
    }

    void latestIsInitialisedAsEver() {
        SimulatedAccount account({snapStartEntry()});
        QVERIFY(account.answer({"work", "{}"}).report.init == base::Duration(150ms));
        QVERIFY(startedBy(account, StartReason::Snapshot).empty());
    }

    void theSnapshotOutlivesThoseThatComeFromIt() {
        SimulatedAccount account({snapStartEntry()});
        account.answer({"work:1", "{}"});
        account.clock.advance(1h); // the idle time is over for the restored one
        QCOMPARE(account.fleet.environmentCount(), std::size_t(1));
        QVERIFY(account.answer({"work:1", "{}"}).report.restore.has_value());
        QCOMPARE(startedBy(account, StartReason::Snapshot).size(), std::size_t(1));
    }

    void aReplacedSnapshotStaysUntilTheLastOneFromItIsGone() {
        SimulatedAccount account({snapStartEntry()});
        account.invoke("work:1");
        account.clock.advance(700ms);
        account.fleet.setCatalog({snapStartEntry("2")});
        account.clock.advance(1ms);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(2));
        account.clock.advance(2s);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(0));
        QCOMPARE(account.results.begin()->second.statusCode, 200);
        account.answer({"work:1", "{}"});
        QCOMPARE(startedBy(account, StartReason::Snapshot).size(), std::size_t(2));
    }

    void stoppingEndsAllOfThem() {
        SimulatedAccount account({snapStartEntry()});
        account.answer({"work:1", "{}"});
        account.fleet.stopEnvironments();
        account.clock.advance(1s);
        QCOMPARE(account.fleet.environmentCount(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestSnapshots)
#include "tst_snapshots.moc"
